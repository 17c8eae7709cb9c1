import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import feed_forward, feed_forward_steps, linear, relu
from helpers.mathematics.feed_forward import effective_weights

from . import loops
from .cases import assert_close, examples, few, matrices


@st.composite
def networks(draw):
    t, d_model, d_ff = (draw(few) for _ in range(3))
    shapes = [(t, d_model), (d_model, d_ff), (d_ff,), (d_ff, d_model), (d_model,)]
    return [draw(matrices(shape)) for shape in shapes]


def test_a_token_meets_one_matrix_made_of_its_open_cells():
    rng = np.random.default_rng(0)
    X = rng.standard_normal((3, 4))
    weights = (rng.standard_normal(shape) for shape in ((4, 8), (8,), (8, 4), (4,)))
    W_1, b_1, W_2, b_2 = weights
    steps = feed_forward_steps(X, W_1, b_1, W_2, b_2)
    W, b = effective_weights(steps.H > 0, W_1, b_1, W_2, b_2)
    for token, matrix, bias, wanted in zip(X, W, b, steps.F, strict=True):
        np.testing.assert_allclose(token @ matrix + bias, wanted)


def test_feed_forward_by_hand():
    W_1, b_1 = np.array([[1.0, -1.0]]), np.array([0.0, 1.0])
    W_2, b_2 = np.array([[2.0], [3.0]]), np.array([10.0])
    steps = feed_forward_steps(np.array([[4.0], [-4.0]]), W_1, b_1, W_2, b_2)
    assert steps.H_in.tolist() == [[4.0, -3.0], [-4.0, 5.0]]
    assert steps.H.tolist() == [[4.0, 0.0], [0.0, 5.0]]
    assert steps.F.tolist() == [[18.0], [25.0]]


def test_linear_by_hand():
    y = linear(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0], [5.0, 6.0]]), np.array([0.5, -0.5]))
    assert y.tolist() == [[13.5, 15.5]]


@examples
@given(networks())
def test_feed_forward_is_what_plain_loops_give(network):
    assert_close(feed_forward(*network), loops.feed_forward(*[a.tolist() for a in network]))


@examples
@given(networks())
def test_linear_is_what_plain_loops_give(network):
    X, W_1, b_1, _, _ = network
    assert_close(linear(X, W_1, b_1), loops.linear(X.tolist(), W_1.tolist(), b_1.tolist()))


@examples
@given(networks())
def test_no_token_sees_another_in_the_network(network):
    X, *weights = network
    together = feed_forward(X, *weights)
    assert_close(together, np.concatenate([feed_forward(x[None], *weights) for x in X]))


@examples
@given(networks())
def test_two_linear_layers_without_relu_are_one(network):
    X, W_1, b_1, W_2, b_2 = network
    two = linear(linear(X, W_1, b_1), W_2, b_2)
    assert_close(two, linear(X, W_1 @ W_2, b_1 @ W_2 + b_2), rtol=1e-11)


@examples
@given(matrices((3, 4)))
def test_relu_keeps_the_positive_and_nothing_else(X):
    expected = [[x if x > 0 else 0.0 for x in row] for row in X.tolist()]
    assert np.array_equal(relu(X), expected)


def test_relu_of_nan_is_nan_and_of_infinities_is_zero_and_infinity():
    kept = relu(np.array([np.nan, -np.inf, np.inf, -1e308, 1e308]))
    assert np.isnan(kept[0])
    assert kept[1:].tolist() == [0.0, np.inf, 0.0, 1e308]


def test_linear_takes_a_single_vector_too():
    assert linear(np.ones(2), np.ones((2, 3)), np.zeros(3)).tolist() == [2.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("x", "W", "b", "message"),
    [
        ((5, 3), (4, 2), (2,), r"x has shape \(5, 3\) and W has shape \(4, 2\).*Change the shape"),
        ((5, 4), (4, 2), (3,), "b has 3 entries, but W has 2 columns.*one entry a column"),
        ((5, 4), (4, 2), (), r"b has shape \(\).*\(d_out,\)"),
        ((5, 4), (4,), (2,), r"W has shape \(4,\).*at least 2 axes"),
        ((), (4, 2), (2,), r"x has shape \(\).*at least 1 axes"),
    ],
)
def test_linear_refuses_shapes_that_do_not_fit(x, W, b, message):
    with pytest.raises(ValueError, match=message):
        linear(np.ones(x), np.ones(W), np.ones(b))


@pytest.mark.parametrize(
    ("place", "shape"), [(0, (5, 3)), (1, (3, 8)), (2, (7,)), (3, (7, 4)), (4, (3,))]
)
def test_feed_forward_refuses_any_single_wrong_shape(place, shape):
    shapes = [(5, 4), (4, 8), (8,), (8, 4), (4,)]
    arrays = [np.ones(shape if i == place else right) for i, right in enumerate(shapes)]
    with pytest.raises(ValueError, match=r"must be equal|one entry a column"):
        feed_forward(*arrays)


def test_each_hidden_cell_needs_to_be_open_or_closed():
    W_1, b_1, W_2, b_2 = np.ones((2, 3)), np.ones(3), np.ones((3, 2)), np.ones(2)
    with pytest.raises(ValueError, match="is_open has 1 entries, but W_1 makes 3"):
        effective_weights(np.ones((1, 1)), W_1, b_1, W_2, b_2)
