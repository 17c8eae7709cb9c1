import numpy as np
import pytest

from helpers import checked_array
from helpers.mathematics.checks import require, require_ndim, require_same_width


def test_require_does_nothing_if_the_condition_holds_and_raises_its_message_if_not():
    require(True, "not this")
    with pytest.raises(ValueError, match="but this"):
        require(False, "but this")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2], [1.0, 2.0]),
        ([[1.5, -2.0]], [[1.5, -2.0]]),
        (3, 3.0),
        ([True, False], [1.0, 0.0]),
        ([1e308, -1e308, 5e-324], [1e308, -1e308, 5e-324]),
        (["0.5", "-1e3"], [0.5, -1000.0]),
        ([], []),
    ],
)
def test_checked_array_gives_floats(values, expected):
    array = checked_array("X", values)
    assert array.dtype == np.float64
    assert array.tolist() == expected


def test_checked_array_is_a_copy():
    X = np.ones(3)
    assert not np.shares_memory(checked_array("X", X), X)


@pytest.mark.parametrize(
    "values",
    ["hola", [1, "hola"], [[1, 2], [3]], [1j], {"a": 1}, object(), [10**400], ["1,5"], [""]],
)
def test_checked_array_refuses_text_ragged_rows_and_what_is_no_number(values):
    message = r"W_Q should be a full rectangle of numbers.*given.*Check for text.*lengths"
    with pytest.raises(ValueError, match=message):
        checked_array("W_Q", values)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, "nan", "1e309", None, 1e309])
def test_checked_array_refuses_nan_and_infinity_and_says_where(bad):
    message = r"W_Q holds a value that is not a finite number at index \(1, 0\).*Replace"
    with pytest.raises(ValueError, match=message):
        checked_array("W_Q", [[1, 2], [bad, bad]])


@pytest.mark.parametrize("shape", [(3, 2), (6,), (1, 2, 3), ()])
def test_checked_array_refuses_another_shape(shape):
    with pytest.raises(ValueError, match=r"E has shape \(2, 3\), expected .*Add or remove"):
        checked_array("E", np.ones((2, 3)), shape=shape)


def test_checked_array_accepts_the_shape_it_asked_for():
    assert checked_array("E", np.ones((2, 3)), shape=(2, 3)).shape == (2, 3)
    assert checked_array("E", np.ones((2, 3)), shape=[2, 3]).shape == (2, 3)


def test_require_same_width_names_both_factors_and_what_they_share():
    message = (
        r"X has shape \(2, 3\) and W has shape \(4, 5\).*X \(3\).*W \(4\) are both d_model and "
        "must be equal. Change"
    )
    with pytest.raises(ValueError, match=message):
        require_same_width("X", np.ones((2, 3)), "W", np.ones((4, 5)), "d_model")


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [((), (4, 5), "X has shape .*at least 1"), ((4,), (4,), "W has shape .*at least 2")],
)
def test_require_same_width_refuses_a_factor_without_enough_axes(left, right, message):
    with pytest.raises(ValueError, match=message):
        require_same_width("X", np.ones(left), "W", np.ones(right), "d_model")


def test_require_ndim_says_how_to_add_an_axis():
    with pytest.raises(
        ValueError, match=r"Q has shape \(3,\).*at least 2 axes, \(t, d\).*Q\[None\]"
    ):
        require_ndim("Q", np.ones(3), 2, "(t, d)")
    require_ndim("Q", np.ones((1, 1, 1)), 2, "(t, d)")


@pytest.mark.parametrize("given", [[[1.0, 2.0]], 3, "text", None])
def test_what_is_no_array_is_refused_and_told_how_to_become_one(given):
    with pytest.raises(ValueError, match=rf"X is of type {type(given).__name__}.*np\.array\(X\)"):
        require_ndim("X", given, 1, "(..., t)")
