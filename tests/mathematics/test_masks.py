import numpy as np
import pytest

from helpers import causal_mask, multi_head_attention_steps, padding_mask, self_attention

from .cases import assert_close, normal


@pytest.mark.parametrize("t", [1, 2, 3, 7])
def test_causal_mask_allows_exactly_oneself_and_what_came_before(t):
    assert causal_mask(t).tolist() == [[j <= i for j in range(t)] for i in range(t)]
    assert causal_mask(t).dtype == bool


@pytest.mark.parametrize("t", [0, -1])
def test_a_causal_mask_of_no_tokens_is_refused(t):
    with pytest.raises(ValueError, match=f"t is {t}; a sentence has at least one token"):
        causal_mask(t)


def test_padding_mask_hides_exactly_the_filler_and_serves_every_row():
    mask = padding_mask(np.array([[7, 3, 0], [5, 0, 0]]), pad_id=0)
    assert mask.tolist() == [[[True, True, False]], [[True, False, False]]]
    assert mask.dtype == bool


def test_the_filler_may_have_any_number():
    assert padding_mask(np.array([7, 3, 0, 3]), pad_id=3).tolist() == [[True, False, True, False]]


def test_padding_mask_of_a_single_number_is_refused():
    with pytest.raises(ValueError, match=r"ids has shape \(\).*\(\.\.\., s\)"):
        padding_mask(np.int64(3), 0)


def test_causal_and_padding_masks_combine():
    mask = causal_mask(3) & padding_mask(np.array([1, 0, 2]), pad_id=0)
    assert mask.tolist() == [[True, False, False], [True, False, False], [True, False, True]]


def test_padding_changes_nothing_for_the_real_tokens():
    rng = np.random.default_rng(0)
    X, filler = normal(rng, 3, 4), normal(rng, 2, 4)
    W, W_O = normal(rng, 2, 4, 3), normal(rng, 6, 4)
    ids = np.array([4, 1, 2, 0, 0])
    padded = self_attention(np.concatenate([X, filler]), W, W, W, W_O, padding_mask(ids, 0))
    assert_close(padded[:3], self_attention(X, W, W, W, W_O))


def test_a_sentence_of_filler_only_sees_nothing_and_gives_zeros_next_to_a_real_one():
    rng = np.random.default_rng(1)
    X, W, W_O = normal(rng, 2, 3, 4), normal(rng, 2, 4, 3), normal(rng, 6, 4)
    mask = padding_mask(np.array([[0, 0, 0], [4, 0, 0]]), pad_id=0)
    steps = multi_head_attention_steps(X, X, W, W, W, W_O, mask)
    assert (steps.A[0] == 0).all()
    assert (steps.Z[0] == 0).all()
    assert_close(steps.A[1].sum(axis=-1), np.ones((2, 3)))


@pytest.mark.parametrize("t", [2.5, 2.0, np.nan, np.inf, "2", 2j, None, True])
def test_a_sentence_of_no_whole_number_of_tokens_is_refused(t):
    with pytest.raises(ValueError, match=r"t is .* Give a whole number of at least 1"):
        causal_mask(t)


def test_a_whole_number_of_numpy_is_one():
    assert np.array_equal(causal_mask(np.int64(2)), causal_mask(2))


@pytest.mark.parametrize("t", [2.5, 0, -1, True, "2", None, np.array([2]), 2j])
def test_a_number_of_tokens_that_is_no_whole_one_is_refused(t):
    with pytest.raises(ValueError, match="a sentence has at least one token"):
        causal_mask(t)
