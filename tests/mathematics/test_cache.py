from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import (
    causal_mask,
    decoder,
    decoder_step,
    padding_mask,
    random_transformer,
    split_heads,
    start_cache,
)

from .cases import assert_close, few, few_examples, leaves, lively, normal, seeds, sizes

EVEN = sizes(d_model=4, d_k=2, d_v=2, n_heads=2)
SIZES = {
    "d_k is d_model / n_heads": EVEN,
    "d_k is larger": sizes(d_model=4, d_k=3, d_v=3, n_heads=2),
    "d_v is not d_k": sizes(d_model=4, d_k=5, d_v=1, n_heads=3),
    "one head, one number": sizes(d_model=3, d_k=1, d_v=1, n_heads=1),
    "one block": sizes(n_layers=1),
    "six blocks": sizes(n_layers=6),
}


def world(of, t=5, s=3, lead=(), seed=0):
    rng = np.random.default_rng(seed)
    blocks = lively(rng, random_transformer(rng, of)).decoder
    return normal(rng, *lead, t, of.d_model), normal(rng, *lead, s, of.d_model), blocks


def word_by_word(Y, memory, blocks, memory_mask=None):
    """All rows that stepping gives, and the cache after each step."""
    cache, rows, caches = start_cache(memory, blocks), [], []
    for i in range(Y.shape[-2]):
        y, cache = decoder_step(Y[..., i : i + 1, :], cache, blocks, memory_mask)
        rows.append(y)
        caches.append(cache)
    return np.concatenate(rows, axis=-2), caches


@pytest.mark.parametrize("name", SIZES)
def test_steps_give_the_rows_of_a_causal_decoder(name):
    Y, memory, blocks = world(SIZES[name])
    stepped, _ = word_by_word(Y, memory, blocks)
    assert_close(stepped, decoder(Y, memory, blocks, causal_mask(5)))


@few_examples
@given(st.tuples(few, few, few, few, few), st.integers(0, 4), few, few, seeds)
def test_steps_give_the_rows_of_a_causal_decoder_whatever_the_sizes(of, n_layers, t, s, seed):
    Y, memory, blocks = world(sizes(*of, n_layers=n_layers), t, s, seed=seed)
    memory_mask = np.random.default_rng(seed).random((1, s)) < 0.6
    stepped, _ = word_by_word(Y, memory, blocks, memory_mask)
    together = decoder(Y, memory, blocks, causal_mask(t), memory_mask)
    assert_close(stepped, together, rtol=1e-9)


def test_each_step_is_the_last_row_of_decoding_all_words_so_far():
    Y, memory, blocks = world(sizes(n_layers=3))
    stepped, _ = word_by_word(Y, memory, blocks)
    for t in range(1, 6):
        so_far = decoder(Y[:t], memory, blocks, causal_mask(t))
        assert_close(stepped[t - 1], so_far[-1])


def test_a_hidden_source_token_is_hidden_in_each_step():
    Y, memory, blocks = world(EVEN, s=4)
    mask = padding_mask(np.array([1, 2, 0, 0]), pad_id=0)
    stepped, _ = word_by_word(Y, memory, blocks, mask)
    assert_close(stepped, decoder(Y, memory, blocks, causal_mask(5), mask))
    assert_close(stepped, word_by_word(Y, memory[:2], blocks)[0])
    assert np.abs(stepped - word_by_word(Y, memory, blocks)[0]).max() > 1e-3


def test_a_source_that_is_hidden_entirely_gives_the_same_as_without_a_cache():
    Y, memory, blocks = world(EVEN)
    nothing = np.zeros((1, 3), dtype=bool)
    stepped, _ = word_by_word(Y, memory, blocks, nothing)
    assert_close(stepped, decoder(Y, memory, blocks, causal_mask(5), nothing))


@pytest.mark.parametrize("lead", [(2,), (2, 3)])
def test_a_batch_with_masks_of_its_own_equals_a_loop_over_the_sentences(lead):
    Y, memory, blocks = world(sizes(), lead=lead)
    mask = np.random.default_rng(1).random((*lead, 1, 3)) < 0.6
    together, _ = word_by_word(Y, memory, blocks, mask)
    for index in np.ndindex(lead):
        alone, _ = word_by_word(Y[index], memory[index], blocks, mask[index])
        assert_close(together[index], alone)


def test_two_words_in_a_batch_of_two_with_two_heads_are_not_mixed_up():
    Y, memory, blocks = world(EVEN, t=2, s=2, lead=(2,))
    swapped, _ = word_by_word(Y[::-1], memory[::-1], blocks)
    assert_close(swapped[::-1], word_by_word(Y, memory, blocks)[0])


def test_a_new_cache_holds_no_word_and_the_projected_source():
    of = sizes(d_model=4, d_k=3, d_v=2, n_heads=2, n_layers=3)
    _, memory, blocks = world(of, s=5)
    cache = start_cache(memory, blocks)
    assert len(cache) == 3
    for kept, weights in zip(cache, blocks, strict=True):
        assert kept.K.shape == (2, 0, 3)
        assert kept.V.shape == (2, 0, 2)
        assert np.array_equal(kept.K_memory, split_heads(memory, weights.cross.W_K))
        assert np.array_equal(kept.V_memory, split_heads(memory, weights.cross.W_V))


def test_a_new_cache_of_a_batch_has_its_axes():
    _, memory, blocks = world(sizes(d_k=3, d_v=2, n_heads=2), s=5, lead=(6, 7))
    for kept in start_cache(memory, blocks):
        assert [part.shape for part in kept] == [
            *((6, 7, 2, 0, 3), (6, 7, 2, 0, 2)),
            *((6, 7, 2, 5, 3), (6, 7, 2, 5, 2)),
        ]


def test_each_step_adds_one_key_and_one_value_for_each_head_and_changes_no_other():
    Y, memory, blocks = world(sizes(d_k=3, d_v=2, n_heads=2))
    _, caches = word_by_word(Y, memory, blocks)
    for t, (before, after) in enumerate(pairwise(caches), start=1):
        for old, new in zip(before, after, strict=True):
            assert new.K.shape == (2, t + 1, 3)
            assert new.V.shape == (2, t + 1, 2)
            assert np.array_equal(new.K[:, :t], old.K)
            assert np.array_equal(new.V[:, :t], old.V)
            assert new.K_memory is old.K_memory
            assert new.V_memory is old.V_memory


def test_the_first_block_keeps_the_projections_of_the_words_themselves():
    Y, memory, blocks = world(EVEN)
    first = word_by_word(Y, memory, blocks)[1][-1][0]
    assert_close(first.K, split_heads(Y, blocks[0].attention.W_K))
    assert_close(first.V, split_heads(Y, blocks[0].attention.W_V))


def test_two_sentences_can_go_on_from_the_same_cache():
    Y, memory, blocks = world(EVEN, t=4)
    _, caches = word_by_word(Y[:2], memory, blocks)
    for other in (Y[2:3], Y[3:4]):
        y, _ = decoder_step(other, caches[-1], blocks)
        whole = decoder(np.concatenate([Y[:2], other]), memory, blocks, causal_mask(3))
        assert_close(y[0], whole[-1])


def test_a_step_changes_neither_its_cache_nor_anything_else_it_was_given():
    Y, memory, blocks = world(EVEN)
    _, caches = word_by_word(Y[:3], memory, blocks)
    mask = np.array([[True, True, False]])
    inputs = [Y, memory, mask, *leaves(blocks), *leaves(caches[-1])]
    before = [array.copy() for array in inputs]
    for array in inputs:
        array.setflags(write=False)
    start_cache(memory, blocks)
    decoder_step(Y[3:4], caches[-1], blocks, mask)
    assert all(np.array_equal(a, b) for a, b in zip(inputs, before, strict=True))


def test_a_decoder_without_blocks_hands_the_word_through_and_keeps_nothing():
    Y, memory, blocks = world(sizes(n_layers=0), t=1)
    y, cache = decoder_step(Y, start_cache(memory, blocks), blocks)
    assert np.array_equal(y, Y)
    assert cache == ()


def test_nan_in_a_word_reaches_the_steps_after_it_and_none_before():
    Y, memory, blocks = world(EVEN)
    broken = np.where(np.arange(5)[:, None] == 2, np.nan, Y)
    stepped, _ = word_by_word(broken, memory, blocks)
    assert np.array_equal(stepped[:2], word_by_word(Y, memory, blocks)[0][:2])
    assert np.isnan(stepped[2:]).all()


@pytest.mark.parametrize("t", [0, 2, 3])
def test_more_or_fewer_than_one_new_word_are_refused(t):
    Y, memory, blocks = world(EVEN)
    with pytest.raises(ValueError, match=rf"y has shape \({t}, 4\).*one new token.*one step"):
        decoder_step(Y[:t], start_cache(memory, blocks), blocks)


def test_a_word_without_an_axis_for_words_is_refused():
    Y, memory, blocks = world(EVEN)
    with pytest.raises(ValueError, match=r"y has shape \(4,\).*y\[None\]"):
        decoder_step(Y[0], start_cache(memory, blocks), blocks)


def test_a_cache_for_another_number_of_blocks_is_refused():
    Y, memory, blocks = world(EVEN)
    with pytest.raises(ValueError, match=r"2 blocks but 1 caches.*start_cache"):
        decoder_step(Y[:1], start_cache(memory, blocks[:1]), blocks)


def test_a_mask_of_numbers_or_for_another_source_is_refused():
    Y, memory, blocks = world(EVEN)
    cache = start_cache(memory, blocks)
    with pytest.raises(ValueError, match=r"holds float64 numbers.*mask == 0"):
        decoder_step(Y[:1], cache, blocks, np.ones((1, 3)))
    with pytest.raises(ValueError, match=r"scores are 1 × 3"):
        decoder_step(Y[:1], cache, blocks, np.ones((1, 4), dtype=bool))


def test_a_source_without_tokens_or_of_another_width_is_refused():
    Y, memory, blocks = world(EVEN)
    with pytest.raises(ValueError, match=r"rows are empty"):
        decoder_step(Y[:1], start_cache(memory[:0], blocks), blocks)
    with pytest.raises(ValueError, match=r"d_model and must be equal"):
        start_cache(np.ones((3, 5)), blocks)
