import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import recurrent, recurrent_step

from . import loops
from .cases import assert_close, examples, few, matrices


@st.composite
def sentences(draw):
    t, d_in, d_h = (draw(few) for _ in range(3))
    return [draw(matrices(shape)) for shape in ((t, d_in), (d_h,), (d_h, d_h), (d_in, d_h))]


def test_one_step_by_hand():
    h_next = recurrent_step(np.array([0.5]), np.array([2.0]), np.array([[4.0]]), np.array([[-1.5]]))
    assert_close(h_next, [math.tanh(0.5 * 4 + 2 * -1.5)])


@examples
@given(sentences())
def test_reading_a_sentence_is_what_plain_loops_give(sentence):
    assert_close(recurrent(*sentence), loops.recurrent(*[a.tolist() for a in sentence]), 1e-6)


@examples
@given(sentences())
def test_a_state_knows_nothing_of_later_tokens(sentence):
    X, *rest = sentence
    before = recurrent(X, *rest)
    for last in range(len(X)):
        changed = np.where(np.arange(len(X))[:, None] > last, 100.0, X)
        assert np.array_equal(recurrent(changed, *rest)[: last + 1], before[: last + 1])


def test_unlike_attention_it_notices_the_order_of_the_tokens():
    X, W = np.array([[1.0], [0.0]]), np.array([[0.5]])
    forwards, backwards = (recurrent(x, np.zeros(1), W, W)[-1] for x in (X, X[::-1]))
    assert abs(forwards - backwards) > 0.1


@pytest.mark.parametrize(
    ("h", "x", "W", "U", "message"),
    [
        ((3,), (4,), (2, 3), (4, 3), "h has shape .*W has shape .*width of the state"),
        ((3,), (4,), (3, 3), (5, 3), "x has shape .*U has shape .*width of a token"),
        ((3,), (4,), (3, 2), (4, 3), "as wide as the old one.*'columns of W': 2.*W square"),
        ((3,), (4,), (3, 3), (4, 2), "as wide as the old one.*'columns of U': 2"),
    ],
)
def test_a_step_refuses_shapes_that_do_not_fit(h, x, W, U, message):
    with pytest.raises(ValueError, match=message):
        recurrent_step(np.ones(h), np.ones(x), np.ones(W), np.ones(U))


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((4,), r"X has shape \(4,\).*at least 2"),
        ((0, 4), r"X has shape \(0, 4\).*no token to read"),
    ],
)
def test_a_sentence_without_tokens_is_refused(shape, message):
    with pytest.raises(ValueError, match=message):
        recurrent(np.ones(shape), np.zeros(3), np.ones((3, 3)), np.ones((4, 3)))
