"""One stack alone: a decoder-only model sees no future, and a mean of rows skips filler."""

import numpy as np
import pytest

from helpers import (
    EXAMPLE,
    LanguageModel,
    causal_mask,
    embed_sentence,
    encoder,
    next_words,
    next_words_steps,
    random_encoder_block,
    sentence_vector,
    softmax,
)

from .cases import assert_close, normal


@pytest.fixture(scope="module")
def model():
    rng = np.random.default_rng(0)
    blocks = tuple(random_encoder_block(rng, EXAMPLE) for _ in range(3))
    return LanguageModel(normal(rng, 7, 4), blocks)


def test_a_decoder_only_model_is_the_encoder_with_a_causal_mask_and_its_table_turned_over(model):
    ids = np.array([3, 1, 6, 1])
    rows = encoder(embed_sentence(ids, model.W_E), model.blocks, causal_mask(4))
    assert_close(next_words(ids, model), softmax(rows @ model.W_E.T))


def test_what_follows_changes_no_earlier_prediction(model):
    short, long = (next_words(np.array(ids), model) for ids in ([3, 1], [3, 1, 6, 2]))
    assert_close(long[:2], short)


def test_states_are_the_rows_before_and_after_each_block(model):
    ids = np.array([5, 0])
    steps = next_words_steps(ids, model)
    assert steps.states.shape == (4, 2, 4)
    assert_close(steps.states[0], embed_sentence(ids, model.W_E))
    assert_close(steps.states[2], encoder(steps.states[0], model.blocks[:2], causal_mask(2)))


def test_a_batch_equals_its_sentences_one_by_one(model):
    ids = np.array([[3, 1, 6], [0, 0, 2]])
    assert_close(next_words(ids, model), [next_words(one, model) for one in ids])


def test_nothing_to_read_is_refused(model):
    with pytest.raises(ValueError, match="at least one token"):
        next_words(np.array([], dtype=int), model)


def test_filler_does_not_count_in_the_mean():
    memory = normal(np.random.default_rng(1), 5, 4)
    is_word = np.array([1, 1, 1, 0, 0])
    assert_close(sentence_vector(memory, is_word), memory[:3].mean(axis=0))
    assert_close(sentence_vector(memory), memory.mean(axis=0))


def test_a_sentence_of_filler_gives_zeros():
    assert np.array_equal(sentence_vector(np.ones((2, 3)), np.zeros(2)), np.zeros(3))


def test_a_model_without_blocks_and_a_mark_too_few_are_refused(model):
    with pytest.raises(ValueError, match="no block"):
        next_words(np.array([3]), model._replace(blocks=()))
    with pytest.raises(ValueError, match=r"is_word \(1,\).*should be \(3,\)"):
        sentence_vector(np.ones((3, 4)), np.array([1]))
