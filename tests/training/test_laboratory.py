"""Parts left out and other sizes: what is stored, and a small part of it done again."""

import numpy as np
import pytest

from helpers import count_numbers, encoder, multi_head_attention
from helpers.training import grammar, laboratory, model_steps, outline, seeds, translator, unflatten
from helpers.training.laboratory import PAIRS, PARTS, RATES, SEEDS, SHARED, WHOLE, WIDTHS
from helpers.training.transplants import ROWS, transplants

SPLIT = grammar.split(0)
STORED = laboratory.stored()
BOOK = translator.trained()


def shares(part):
    return np.array([(r.sentences, r.combinations, r.in_any_order) for r in STORED.of(part)])


def without(part):
    """Give the book's machine without a part, whole otherwise: not trained again."""
    from helpers.training import flatten

    return unflatten(flatten(BOOK) * laboratory.kept(part, translator.like()), translator.like())


def test_every_part_and_every_setting_has_its_five_seeds():
    parts = (*PARTS, SHARED)
    assert [(r.part, r.seed) for r in STORED.parts] == [(p, s) for s in SEEDS for p in parts]
    assert {len(STORED.validation(d, rate)) for d in WIDTHS for rate in RATES} == {len(SEEDS)}
    assert np.shape(STORED.transplants) == (len(SEEDS), len(PAIRS), len(ROWS))


def test_the_whole_machine_of_the_laboratory_is_that_of_the_five_seeds():
    for result, run, transplanted in zip(
        STORED.of(WHOLE), seeds.stored(), STORED.transplants, strict=True
    ):
        assert (result.sentences, result.combinations) == (
            run.final_sentences,
            run.final_combinations,
        )
        assert transplanted[PAIRS.index(("the red car", "the red house"))] == run.transplants


def test_the_book_s_weights_give_the_stored_transplants_of_their_seed():
    for pair, said in zip(PAIRS, STORED.transplants[translator.SEED], strict=True):
        assert transplants(*pair, BOOK) == said


def test_the_book_s_weights_give_the_stored_results_of_their_seed():
    found = laboratory.tested(WHOLE, translator.SEED, BOOK, SPLIT)
    assert found == STORED.of(WHOLE)[translator.SEED]


def test_only_positions_and_the_cross_attention_cannot_be_done_without():
    assert shares("positions")[:, 1].max() < 0.5
    assert (shares("positions")[:, 2] > shares("positions")[:, 1] + 0.1).all()
    assert shares("the cross-attention").max() == 0
    for part in PARTS[2:5]:
        assert shares(part)[:, :2].min() > 0.99
    assert np.median(shares("both self-attentions")[:, 1]) > 0.99
    assert 0.8 < np.median(shares("both self-attentions and the second head")[:, 1]) < 0.95


def test_the_setting_of_the_book_is_among_the_best_on_validation():
    medians = {(d, r): np.median(STORED.validation(d, r)) for d in WIDTHS for r in RATES}
    assert medians[16, 0.01] == max(medians.values()) == 1
    assert medians[8, 0.003] < 0.2


def test_validation_is_apart_from_training_and_from_both_tests():
    english = {pair.english for pair in SPLIT.validation}
    others = (*SPLIT.train, *SPLIT.unseen_sentences, *SPLIT.unseen_combinations)
    assert len(english) == len(SPLIT.validation) == 500
    assert not english & {pair.english for pair in others}
    combined = [bool(pair.combinations & SPLIT.held_out) for pair in SPLIT.validation]
    assert combined == [False] * 250 + [True] * 250


def test_a_part_left_out_reaches_nobody():
    source_ids = translator.source("the red car")
    steps = model_steps(source_ids, source_ids, without("attention in the encoder"))
    first = steps.blocks.encoder[0]
    assert np.abs(first.attention.Z).max() == 0
    whole = BOOK.blocks.encoder[0].attention
    halved = without("the second heads").blocks.encoder[0].attention
    one = multi_head_attention(
        steps.X, steps.X, whole.W_Q[:1], whole.W_K[:1], whole.W_V[:1], whole.W_O[:8]
    )
    np.testing.assert_allclose(multi_head_attention(steps.X, steps.X, *halved), one, atol=1e-12)
    X, Y = (encoder(np.ones((2, 16)), m.blocks.encoder) for m in (BOOK, without(WHOLE)))
    np.testing.assert_array_equal(X, Y)


def test_without_positions_the_order_of_the_words_is_lost():
    ids = translator.source("the red car")
    memory, turned = (
        laboratory.steps_without_positions(source, ids[:1], BOOK).blocks.memory
        for source in (ids, ids[::-1])
    )
    np.testing.assert_allclose(turned[::-1], memory, atol=1e-12)


def test_learning_again_begins_as_the_book_does_and_leaves_masked_weights_at_nothing():
    like = translator.like()
    part = "both self-attentions and the second head"
    short = laboratory.learn(SPLIT.train, 0, part, n_steps=12)
    from helpers.training import flatten

    lacks = laboratory.kept(part, like) == 0
    assert 0 < lacks.sum() < count_numbers(like)
    assert np.abs(flatten(short)[lacks]).max() == 0
    whole = laboratory.learn(SPLIT.train, 0, n_steps=12)
    same = translator.learn(SPLIT.train, 0, n_steps=12)
    np.testing.assert_allclose(flatten(whole), same.theta, rtol=1e-3, atol=1e-6)


def test_heads_that_share_from_the_first_step_on_share_at_the_end_and_the_rest_has_moved():
    first = laboratory.learn(SPLIT.train, 0, SHARED, n_steps=2)
    short = laboratory.learn(SPLIT.train, 0, SHARED, n_steps=12)
    for before, after in (
        (first.blocks.encoder[0].attention, short.blocks.encoder[0].attention),
        (first.blocks.decoder[0].cross, short.blocks.decoder[0].cross),
    ):
        for one, two in (after.W_K, after.W_V):
            np.testing.assert_array_equal(one, two)
        assert np.abs(after.W_Q[0] - after.W_Q[1]).max() > 0.1
        assert np.abs(after.W_K - before.W_K).max() > 1e-3


def test_a_translator_trained_to_share_is_as_good_as_one_whose_heads_have_their_own():
    assert shares(SHARED)[:, 1].min() >= shares(WHOLE)[:, 1].min() > 0.99


@pytest.mark.parametrize("d_model", WIDTHS)
def test_another_width_is_trained_and_validated(d_model):
    setting = laboratory.chosen_on(SPLIT, 0, d_model, 0.01, n_steps=5)
    assert (setting.d_model, setting.validation) == (d_model, 0)
    like = outline(laboratory.learn(SPLIT.train, 0, sizes=laboratory.sizes(d_model), n_steps=2))
    assert like.W_E.shape == (len(translator.VOCABULARY), d_model)


def test_the_book_s_sizes_are_those_of_its_width():
    assert laboratory.sizes(16) == translator.SIZES


def test_a_phrase_table_knows_phrases_and_falls_back_to_words():
    pairs = grammar.greetings()
    table = grammar.phrase_table(pairs)
    assert table["hello", "world"] == ("hola", "mundo")
    assert grammar.phrase_by_phrase(("world", "hello"), table) == ("mundo", "hola")
    with pytest.raises(KeyError):
        grammar.phrase_by_phrase(("tree",), table)


def test_the_phrase_table_helps_where_phrases_were_seen_and_not_where_they_are_new():
    table = grammar.phrase_table(SPLIT.train)
    tests = (SPLIT.unseen_sentences, SPLIT.unseen_combinations)
    seen, new = (
        np.mean([grammar.phrase_by_phrase(p.english, table) == p.spanish for p in pairs])
        for pairs in tests
    )
    assert seen > 0.6
    assert new < 0.1
    assert max(map(len, table)) == grammar.LONGEST_PHRASE
