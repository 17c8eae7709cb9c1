"""RMSNorm, GELU, SwiGLU and grouped heads, each beside something independent of them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import (
    causal_mask,
    gelu,
    grouped_attention,
    layer_norm,
    multi_head_attention,
    pool_heads,
    rms_norm,
    silu,
    swiglu,
)

from .cases import assert_close, examples, heads, matrices, normal


@examples
@given(matrices((3, 4)), st.floats(0.01, 1000))
def test_rms_norm_forgets_the_scale_of_a_token(X, scale):
    X = X + 10  # away from zero, where eps would count
    assert_close(rms_norm(scale * X, eps=0), rms_norm(X, eps=0))


@examples
@given(matrices((3, 4)))
def test_rms_norm_of_a_token_without_mean_is_its_layer_norm(X):
    centred = X - X.mean(axis=-1, keepdims=True)
    assert_close(rms_norm(centred), layer_norm(centred), rtol=1e-9)


def test_rms_norm_keeps_a_shift_that_layer_norm_takes_away():
    x = np.array([1.0, 2.0, 3.0, 4.0])
    assert_close(layer_norm(x + 10), layer_norm(x))
    assert np.abs(rms_norm(x + 10) - rms_norm(x)).max() > 0.5


def test_rms_norm_gives_mean_square_one_then_scales():
    x = normal(np.random.default_rng(0), 2, 5)
    assert_close((rms_norm(x, eps=0) ** 2).mean(axis=-1), np.ones(2))
    gamma = np.arange(5.0)
    assert_close(rms_norm(x, gamma), rms_norm(x) * gamma)


def test_a_token_of_zeros_stays_one():
    assert np.array_equal(rms_norm(np.zeros(3)), np.zeros(3))


def test_rms_norm_passes_a_missing_number_on_to_its_token_alone():
    X_norm = rms_norm(np.array([[1.0, np.nan], [3.0, 4.0]]))
    assert np.isnan(X_norm[0]).all()
    assert np.isfinite(X_norm[1]).all()


def test_rms_norm_refuses_a_gamma_of_another_length_and_an_empty_token():
    with pytest.raises(ValueError, match=r"gamma has shape \(3,\).*4 numbers"):
        rms_norm(np.ones((2, 4)), np.ones(3))
    with pytest.raises(ValueError, match="at least one number"):
        rms_norm(np.ones((2, 0)))


def exact_gelu(x):
    return x * (1 + math.erf(x / math.sqrt(2))) / 2


def test_gelu_is_within_a_thousandth_of_x_times_the_normal_distribution():
    x = np.linspace(-8, 8, 3201)
    exact = np.array([exact_gelu(one) for one in x])
    assert np.abs(gelu(x) - exact).max() < 1e-3


@pytest.mark.parametrize(
    ("x", "expected"),  # of section 2 of the paper on GELU, worked out in decimals to 40 digits;
    [  # PyTorch's gelu(approximate="tanh") gives the same
        (0.5, 0.34571400982514394),
        (1.0, 0.84119199060827676),
        (2.0, 1.95459769408777502),
        (-1.0, -0.15880800939172324),
        (-3.0, -0.00363739208177302),
    ],
)
def test_gelu_has_the_numbers_of_its_formula(x, expected):
    assert gelu(np.array([x]))[0] == pytest.approx(expected, rel=1e-12)


def test_silu_is_x_times_the_logistic_function():
    x = np.linspace(-20, 20, 401)
    assert_close(silu(x), [one / (1 + math.exp(-one)) for one in x])


@pytest.mark.parametrize("activation", [gelu, silu])
def test_far_from_zero_the_curves_are_the_relu_without_overflow(activation):
    with np.errstate(over="raise", invalid="raise"):
        assert_close(activation(np.array([-700.0, 700.0])), [0.0, 700.0])


def test_swiglu_equals_a_loop():
    rng = np.random.default_rng(1)
    X, W_gate, W_1, W_2 = (normal(rng, *s) for s in ((3, 4), (4, 5), (4, 5), (5, 4)))
    expected = np.zeros((3, 4))
    for t in range(3):
        for j in range(5):
            g = sum(X[t, i] * W_gate[i, j] for i in range(4))
            h = sum(X[t, i] * W_1[i, j] for i in range(4)) * g / (1 + math.exp(-g))
            for o in range(4):
                expected[t, o] += h * W_2[j, o]
    assert_close(swiglu(X, W_gate, W_1, W_2), expected)


def test_swiglu_names_the_matrix_that_does_not_fit():
    with pytest.raises(ValueError, match=r"W_gate.*\(4, 6\).*should have shape \(4, 5\)"):
        swiglu(np.ones((3, 4)), np.ones((4, 6)), np.ones((4, 5)), np.ones((5, 4)))


@examples
@given(heads())
def test_as_many_groups_as_heads_is_the_attention_of_the_paper(case):
    names = ("X", "memory", "W_Q", "W_K", "W_V", "W_O", "mask")
    arguments = [case[name] for name in names]
    assert_close(grouped_attention(*arguments), multi_head_attention(*arguments))


@pytest.mark.parametrize("n_groups", [1, 2, 3, 6])
def test_sharing_equals_heads_that_hold_copies(n_groups):
    rng, h = np.random.default_rng(2), 6
    X, W_Q, W_O = normal(rng, 5, 4), normal(rng, h, 4, 3), normal(rng, h * 2, 4)
    W_K, W_V = normal(rng, n_groups, 4, 3), normal(rng, n_groups, 4, 2)
    copies = [np.repeat(W, h // n_groups, axis=0) for W in (W_K, W_V)]
    mask = causal_mask(5)
    expected = multi_head_attention(X, X, W_Q, *copies, W_O, mask)
    assert_close(grouped_attention(X, X, W_Q, W_K, W_V, W_O, mask), expected)


def test_groups_that_do_not_divide_the_heads_are_refused():
    X, W = np.ones((2, 4)), np.ones((3, 4, 2))
    with pytest.raises(ValueError, match="3 heads of queries, 2 of keys"):
        grouped_attention(X, X, W, W[:2], W[:2], np.ones((6, 4)))
    with pytest.raises(ValueError, match="3 heads cannot be shared out among 2"):
        pool_heads(W, 2)
    with pytest.raises(ValueError, match="among 0 groups"):
        pool_heads(W, 0)


def test_a_mixing_matrix_of_another_height_is_refused():
    X, W = np.ones((2, 4)), np.ones((2, 4, 3))
    with pytest.raises(ValueError, match="W_O has 5 rows, but 2 heads × 3"):
        grouped_attention(X, X, W, W, W, np.ones((5, 4)))


def test_pooling_into_as_many_groups_changes_nothing_and_into_one_gives_the_mean():
    W = normal(np.random.default_rng(3), 4, 3, 2)
    assert np.array_equal(pool_heads(W, 4), W)
    assert_close(pool_heads(W, 1)[0], sum(W) / 4)


@pytest.mark.parametrize(
    ("place", "shape", "message"),
    [
        (0, (4,), r"X has shape \(4,\)"),
        (2, (4, 3), r"W_Q has shape \(4, 3\)"),
        (3, (1, 5, 3), r"memory has shape .* must be equal"),
        (3, (0, 4, 3), "2 heads of queries, 0 of keys"),
        (5, (6,), r"W_O has shape \(6,\)"),
        (6, (5,), r"mask has shape \(5,\)"),
    ],
)
def test_grouped_attention_refuses_any_single_wrong_shape(place, shape, message):
    given = [np.ones(s) for s in ((5, 4), (5, 4), (2, 4, 3), (1, 4, 3), (1, 4, 3), (6, 4))]
    given.append(causal_mask(5))
    given[place] = np.ones(shape, bool if place == 6 else float)
    with pytest.raises(ValueError, match=message):
        grouped_attention(*given)
