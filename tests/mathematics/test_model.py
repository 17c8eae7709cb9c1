import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import (
    EXAMPLE,
    causal_mask,
    decoder_step,
    draw,
    embed_sentence,
    generate,
    generate_cached,
    greedy,
    linear,
    padding_mask,
    predict,
    predict_steps,
    random_model,
    softmax,
    standard_normal,
    start_cache,
    top_k,
    transformer,
)

from . import loops
from .cases import as_lists, assert_close, examples, few, few_examples, leaves, lively, seeds, sizes

PAD, START, END = 0, 1, 2
OF = sizes(n_vocab=8)


def model_of(seed=0, of=OF):
    rng = np.random.default_rng(seed)
    return lively(rng, random_model(rng, of))


def favouring(word, of=OF):
    """A model that finds one word the most probable wherever it is asked."""
    model = model_of(of=of)
    return model._replace(b_vocab=np.where(np.arange(of.n_vocab) == word, 50.0, 0.0))


def sentence(rng, *shape):
    return rng.integers(3, OF.n_vocab, shape)


@st.composite
def worlds(draw):
    """A model of odd sizes, a source and a target."""
    of = sizes(*(draw(few) for _ in range(5)), n_layers=draw(st.integers(0, 2)), n_vocab=6)
    rng = np.random.default_rng(draw(seeds))
    model = lively(rng, random_model(rng, of))
    return rng.integers(0, 6, draw(few)), rng.integers(0, 6, draw(few)), model, of


def test_the_embedding_is_scaled_by_the_root_of_d_model_before_the_position_is_added():
    W_E = np.array([[0.5, -1.0, 0.0, 2.0]])
    X = embed_sentence(np.array([0, 0]), W_E)
    assert X[0].tolist() == [1.0, -1.0, 0.0, 5.0]
    wave = [math.sin(1), math.cos(1), math.sin(0.01), math.cos(0.01)]
    assert_close(X[1], [2 * e + p for e, p in zip(W_E[0].tolist(), wave, strict=True)])


@examples
@given(st.lists(st.integers(0, 5), min_size=1, max_size=6), few, seeds)
def test_an_embedded_sentence_is_what_plain_loops_give(ids, d_model, seed):
    W_E = np.random.default_rng(seed).standard_normal((6, d_model))
    PE = loops.positional_encoding(range(len(ids)), d_model)
    expected = [
        [math.sqrt(d_model) * e + p for e, p in zip(W_E[word].tolist(), wave, strict=True)]
        for word, wave in zip(ids, PE, strict=True)
    ]
    assert_close(embed_sentence(np.array(ids), W_E), expected)


def test_the_same_word_at_two_places_differs_by_its_position_alone():
    PE = loops.positional_encoding(range(5), OF.d_model)
    X = embed_sentence(np.array([4, 3, 4, 4, 3]), model_of().W_E)
    assert_close(X[2] - X[0], np.subtract(PE[2], PE[0]))
    assert_close(X[4] - X[1], np.subtract(PE[4], PE[1]))


def test_a_sentence_without_words_or_a_bare_word_is_refused():
    with pytest.raises(ValueError, match=r"sentence is empty.*at least one token"):
        embed_sentence(np.array([], dtype=int), np.ones((2, 4)))
    with pytest.raises(ValueError, match=r"ids has shape \(\).*ids\[None\]"):
        embed_sentence(np.array(1), np.ones((2, 4)))


def test_a_word_that_is_not_in_the_table_is_refused():
    with pytest.raises(IndexError, match="index 2 is out of bounds"):
        embed_sentence(np.array([0, 2]), np.ones((2, 4)))


@few_examples
@given(worlds())
def test_a_prediction_is_what_plain_loops_give(world):
    source_ids, target_ids, model, of = world
    encoding, decoding = (as_lists(stack) for stack in model.blocks)

    def embedded(ids):
        PE = loops.positional_encoding(range(len(ids)), of.d_model)
        scaled = (math.sqrt(of.d_model) * model.W_E[ids]).tolist()
        return loops.residual(scaled, PE)

    memory = embedded(source_ids)
    for block in encoding:
        memory = loops.encoder_block(memory, block)
    Y, mask = embedded(target_ids), causal_mask(len(target_ids)).tolist()
    for block in decoding:
        Y = loops.decoder_block(Y, memory, block, mask)
    logits = loops.linear(Y, model.W_vocab.tolist(), model.b_vocab.tolist())
    expected = [loops.softmax(row) for row in logits]
    assert_close(predict(source_ids, target_ids, model), expected, rtol=1e-8)


@few_examples
@given(worlds())
def test_each_row_of_a_prediction_is_positive_and_sums_to_one(world):
    source_ids, target_ids, model, of = world
    probs = predict(source_ids, target_ids, model)
    assert probs.shape == (len(target_ids), of.n_vocab)
    assert (probs > 0).all()
    assert_close(probs.sum(axis=-1), np.ones(len(target_ids)))


def test_the_steps_of_a_prediction_follow_from_each_other():
    rng, model = np.random.default_rng(0), model_of()
    source_ids, target_ids = sentence(rng, 3), sentence(rng, 4)
    steps = predict_steps(source_ids, target_ids, model)
    assert np.array_equal(steps.X, embed_sentence(source_ids, model.W_E))
    assert np.array_equal(steps.Y, embed_sentence(target_ids, model.W_E))
    Y_out = transformer(steps.X, steps.Y, model.blocks, target_mask=causal_mask(4))
    assert np.array_equal(steps.Y_out, Y_out)
    assert np.array_equal(steps.logits, linear(Y_out, model.W_vocab, model.b_vocab))
    assert np.array_equal(steps.probs, softmax(steps.logits))
    assert np.array_equal(predict(source_ids, target_ids, model), steps.probs)


def test_later_words_of_the_target_change_nothing_earlier():
    rng, model = np.random.default_rng(1), model_of()
    source_ids, target_ids = sentence(rng, 3), sentence(rng, 6)
    before = predict(source_ids, target_ids, model)
    for last in range(5):
        changed = np.where(np.arange(6) > last, START, target_ids)
        after = predict(source_ids, changed, model)
        assert np.array_equal(after[: last + 1], before[: last + 1])
        assert np.abs(after[last + 1 :] - before[last + 1 :]).max() > 1e-6


def test_leaving_later_words_out_changes_nothing_earlier():
    rng, model = np.random.default_rng(1), model_of()
    source_ids, target_ids = sentence(rng, 3), sentence(rng, 6)
    together = predict(source_ids, target_ids, model)
    for t in range(1, 7):
        assert_close(predict(source_ids, target_ids[:t], model), together[:t])


def test_each_word_of_the_source_reaches_each_row():
    rng, model = np.random.default_rng(2), model_of()
    source_ids, target_ids = sentence(rng, 4), sentence(rng, 3)
    before = predict(source_ids, target_ids, model)
    for i in range(4):
        changed = np.where(np.arange(4) == i, START, source_ids)
        after = predict(changed, target_ids, model)
        assert (np.abs(after - before).max(axis=-1) > 1e-9).all()


def test_the_order_of_the_source_matters():
    rng, model = np.random.default_rng(3), model_of()
    target_ids = sentence(rng, 3)
    one, other = (predict(np.array(ids), target_ids, model) for ids in ([3, 4, 5], [5, 4, 3]))
    assert np.abs(one - other).max() > 1e-6


@pytest.mark.parametrize("filler", [1, 2, 5])
def test_a_padded_source_with_its_mask_gives_what_the_source_alone_gives(filler):
    rng, model = np.random.default_rng(4), model_of()
    source_ids, target_ids = sentence(rng, 3), sentence(rng, 4)
    padded = np.append(source_ids, np.full(filler, PAD))
    alone = predict(source_ids, target_ids, model)
    assert_close(predict(padded, target_ids, model, padding_mask(padded, PAD)), alone)
    assert np.abs(predict(padded, target_ids, model) - alone).max() > 1e-6


@pytest.mark.parametrize("lead", [(2,), (2, 3)])
def test_a_batch_of_padded_sentences_equals_a_loop_over_them(lead):
    rng, model = np.random.default_rng(5), model_of()
    source_ids, target_ids = rng.integers(0, 8, (*lead, 5)), sentence(rng, *lead, 4)
    mask = padding_mask(source_ids, PAD)
    assert not mask.all()
    together = predict_steps(source_ids, target_ids, model, mask)
    for index in np.ndindex(lead):
        alone = predict_steps(source_ids[index], target_ids[index], model, mask[index])
        for a, b in zip(together, alone, strict=True):
            assert_close(a[index], b)


def test_a_source_of_filler_only_still_gives_probabilities():
    ids = np.full(3, PAD)
    probs = predict(ids, np.array([START, 4]), model_of(), padding_mask(ids, PAD))
    assert_close(probs.sum(axis=-1), np.ones(2))


def test_stepping_with_a_cache_gives_the_rows_of_a_prediction():
    rng, model = np.random.default_rng(6), model_of()
    source_ids, target_ids = sentence(rng, 3), sentence(rng, 5)
    steps = predict_steps(source_ids, target_ids, model)
    cache = start_cache(steps.memory, model.blocks.decoder)
    for i in range(5):
        y, cache = decoder_step(steps.Y[i : i + 1], cache, model.blocks.decoder)
        probs = softmax(linear(y, model.W_vocab, model.b_vocab))
        assert_close(probs[0], steps.probs[i])


def test_a_prediction_changes_nothing_it_was_given():
    rng, model = np.random.default_rng(7), model_of()
    source_ids, target_ids = sentence(rng, 3), sentence(rng, 4)
    mask = padding_mask(source_ids, PAD)
    inputs = [source_ids, target_ids, mask, *leaves(model)]
    before = [array.copy() for array in inputs]
    for array in inputs:
        array.setflags(write=False)
    predict(source_ids, target_ids, model, mask)
    generate(source_ids, model, START, END, 3)
    assert all(np.array_equal(a, b) for a, b in zip(inputs, before, strict=True))


@pytest.mark.parametrize("empty", ["source", "target"])
def test_an_empty_sentence_is_refused_on_either_side(empty):
    ids = {"source": np.array([3]), "target": np.array([START]), empty: np.array([], dtype=int)}
    with pytest.raises(ValueError, match=r"sentence is empty.*at least one token"):
        predict(ids["source"], ids["target"], model_of())


def test_a_mask_for_another_source_or_made_of_numbers_is_refused():
    source_ids, target_ids = np.array([3, 4]), np.array([START])
    with pytest.raises(ValueError, match=r"scores are 2 × 2"):
        predict(source_ids, target_ids, model_of(), np.ones((1, 3), dtype=bool))
    with pytest.raises(ValueError, match=r"holds int64 numbers"):
        predict(source_ids, target_ids, model_of(), np.ones((1, 2), dtype=np.int64))


def test_generation_stops_at_the_end_token_and_says_so():
    generated = generate(np.array([3, 4]), favouring(END), START, END, max_tokens=9)
    assert generated.ids == [START, END]
    assert generated.ended == "end token"
    assert len(generated.probs) == 1


def test_generation_stops_at_the_limit_and_says_so():
    generated = generate(np.array([3, 4]), favouring(5), START, END, max_tokens=4)
    assert generated.ids == [START, 5, 5, 5, 5]
    assert generated.ended == "length limit"
    assert len(generated.probs) == 4


def test_an_end_token_that_is_the_last_word_allowed_is_an_end_and_no_limit():
    words = iter([4, 5, END])
    generated = generate(np.array([3]), model_of(), START, END, 3, lambda probs: next(words))
    assert generated.ids == [START, 4, 5, END]
    assert generated.ended == "end token"


def test_a_start_token_that_is_also_the_end_token_does_not_end_the_sentence_at_once():
    generated = generate(np.array([3]), favouring(5), END, END, max_tokens=2)
    assert generated.ids == [END, 5, 5]


@few_examples
@given(seeds)
def test_each_word_is_chosen_from_all_words_before_it(seed):
    rng, model = np.random.default_rng(seed), model_of(seed)
    source_ids = sentence(rng, 3)
    generated = generate(source_ids, model, START, END, max_tokens=5)
    rows = predict(source_ids, np.array(generated.ids[:-1]), model)
    assert_close(np.array(generated.probs), rows)
    assert generated.ids[1:] == greedy(rows).tolist()


def test_the_same_model_gives_the_same_sentence_bit_for_bit():
    one, other = (generate(np.array([3, 4, 5]), model_of(), START, END, 6) for _ in range(2))
    assert one.ids == other.ids
    assert np.array_equal(one.probs, other.probs)


def test_the_same_seed_draws_the_same_sentence_and_another_seed_another():
    def written(seed):
        rng = np.random.default_rng(seed)
        return generate(
            np.array([3, 4]), model_of(), START, END, 12, lambda probs: draw(probs, rng.random())
        ).ids

    assert written(0) == written(0)
    assert len({tuple(written(seed)) for seed in range(5)}) > 1
    assert all(isinstance(word, int) for word in written(0))


def test_the_choice_is_asked_once_a_word_with_the_newest_row():
    asked = []

    def choose(probs):
        asked.append(probs)
        return greedy(top_k(probs, 1))

    generated = generate(np.array([3, 4]), favouring(6), START, END, 3, choose)
    assert np.array_equal(asked, generated.probs)
    assert all(row.shape == (OF.n_vocab,) for row in asked)


@pytest.mark.parametrize("max_tokens", [0, -1])
def test_a_sentence_of_no_words_at_all_is_refused(max_tokens):
    with pytest.raises(ValueError, match=rf"max_tokens is {max_tokens}; allow at least one"):
        generate(np.array([3]), model_of(), START, END, max_tokens)


def test_an_empty_source_is_refused():
    with pytest.raises(ValueError, match=r"sentence is empty"):
        generate(np.array([], dtype=int), model_of(), START, END, 3)


@pytest.mark.parametrize(("source", "start"), [([3, 8], START), ([3], 8)])
def test_an_unknown_number_in_the_source_or_as_start_is_refused(source, start):
    with pytest.raises(IndexError, match="index 8 is out of bounds"):
        generate(np.array(source), model_of(), start, END, 3)


def test_an_end_token_that_is_not_in_the_vocabulary_is_never_met():
    assert generate(np.array([3]), model_of(), START, 99, 3).ended == "length limit"


def test_a_model_without_blocks_still_predicts():
    of = sizes(n_layers=0, n_vocab=8)
    assert_close(predict(np.array([3]), np.array([START]), model_of(of=of)).sum(), 1.0)


def test_a_vocabulary_of_one_word_leaves_no_choice():
    of = sizes(n_vocab=1)
    assert generate(np.array([0]), model_of(of=of), 0, 0, 3).ids == [0, 0]


def test_a_random_model_has_the_shapes_of_its_sizes():
    model = random_model(np.random.default_rng(0), EXAMPLE)
    assert model.W_E.shape == (10, 4)
    assert model.W_vocab.shape == (4, 10)
    assert model.b_vocab.tolist() == [0.0] * 10
    assert [len(stack) for stack in model.blocks] == [6, 6]


@pytest.mark.parametrize("init", [None, standard_normal])
def test_the_same_seed_draws_the_same_model(init):
    chosen = {} if init is None else {"init": init}
    one, same, other = (
        leaves(random_model(np.random.default_rng(seed), OF, **chosen)) for seed in (0, 0, 1)
    )
    assert all(np.array_equal(a, b) for a, b in zip(one, same, strict=True))
    assert not np.array_equal(one[0], other[0])


def test_scaled_embeddings_of_a_random_model_are_as_large_as_the_positions():
    of = sizes(d_model=64, n_vocab=1000)
    W_E = random_model(np.random.default_rng(0), of, standard_normal).W_E
    assert_close((W_E * math.sqrt(64)).std(), 1.0, rtol=0.02)


@pytest.mark.parametrize("write", [generate, generate_cached])
@pytest.mark.parametrize("choose", [greedy, lambda probs: draw(probs, 0.5), lambda probs: 0])
def test_weights_that_hold_nan_write_no_sentence(write, choose):
    W_vocab = model_of().W_vocab.copy()
    W_vocab[0, 4] = np.nan
    with pytest.raises(ValueError, match="probs holds NaN"):
        write(np.array([3, 4]), model_of()._replace(W_vocab=W_vocab), START, END, 3, choose)


@pytest.mark.parametrize("write", [generate, generate_cached])
@pytest.mark.parametrize("word", [-1, OF.n_vocab, 0.5, np.nan])
def test_a_choice_of_no_word_ends_the_writing_with_an_error(write, word):
    with pytest.raises(ValueError, match="expected the number of a word, 0 to 7"):
        write(np.array([3, 4]), model_of(), START, END, 3, lambda probs: word)


@pytest.mark.parametrize("max_tokens", [2.5, np.nan, np.inf, None])
def test_words_are_counted_in_whole_numbers(max_tokens):
    with pytest.raises(ValueError, match=r"max_tokens is .* Give a whole number of at least 1"):
        generate(np.array([3, 4]), model_of(), START, END, max_tokens)
