"""Rows of the encoder transplanted: which of them decide what, in five trained translators."""

import itertools

import numpy as np
import pytest

from helpers import multi_head_attention, pool_heads
from helpers.mathematics.variants import grouped_attention_steps
from helpers.training import grammar, seeds, translator, transplants
from helpers.training.transplants import ROWS

MODEL = translator.trained()
RUNS = seeds.stored()
NONE, ALL = ROWS.index(()), ROWS.index((0, 1, 2))
DETERMINER, NOUN = ROWS.index((0,)), ROWS.index((2,))


def test_there_are_eight_ways_to_choose_among_three_rows():
    assert sorted(ROWS) == sorted(
        tuple(np.flatnonzero(bits).tolist()) for bits in itertools.product((0, 1), repeat=3)
    )


def test_words_said_from_untouched_rows_are_the_translation():
    texts = [text for gender in (grammar.M, grammar.F) for text, _ in transplants.singular(gender)]
    said = transplants.said_from(transplants.memories(texts[::7], MODEL), MODEL)
    assert said == [translator.translate(text, MODEL) for text in texts[::7]]


def test_no_row_leaves_one_sentence_and_all_rows_give_the_other():
    said = transplants.transplants("the small cat", "the small cow", MODEL)
    assert said[NONE] == translator.translate("the small cat", MODEL) == "el gato pequeño"
    assert said[ALL] == translator.translate("the small cow", MODEL) == "la vaca pequeña"


def test_the_sentences_pair_every_noun_of_one_gender_with_every_noun_of_the_other():
    for gender in (grammar.M, grammar.F):
        listed = transplants.singular(gender)
        assert len({text for text, _ in listed}) == 7 * 6
        for text, (article, noun, adjective) in listed[::5]:
            assert translator.translate(text, MODEL) == f"{article} {noun} {adjective}"


def test_two_translators_take_the_gender_from_the_determiners_row_and_three_from_the_nouns():
    article = np.array([run.followed[[DETERMINER, NOUN], 0] for run in RUNS])
    assert (article[:2, 0] > 0.9).all()
    assert (article[:2, 1] < 0.1).all()
    assert (article[2:, 0] < 0.1).all()
    assert (article[2:, 1] > 0.9).all()


def test_the_maps_do_not_tell_which_row_decides():
    hardest_at_noun = [run.at_noun for run in RUNS]
    assert max(hardest_at_noun[2:4]) < 0.6  # dim, and yet the article follows the noun
    assert RUNS[4].at_determiner > 0.9  # bright, and yet it does not follow the determiner
    assert RUNS[4].followed[DETERMINER, 0] < 0.1


def test_in_two_of_them_the_adjective_follows_its_own_row():
    adjective = [run.followed[ROWS.index((1,)), 2] > 0.5 for run in RUNS]
    assert adjective == [False, True, False, True, False]


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"seed {run.seed}")
def test_shares_run_from_nothing_to_everything(run):
    assert run.followed[NONE].max() == 0
    assert run.followed[ALL].min() > 0.95
    assert len(run.transplants) == len(run.followed) == len(ROWS)
    assert run.transplants[NONE] == "el coche rojo"
    assert run.transplants[ALL] == "la casa roja"


def test_the_stored_answers_of_the_books_seed_are_those_of_the_books_weights():
    found = seeds.questioned(MODEL, grammar.split(translator.SEED))
    assert found["transplants"] == RUNS[0].transplants
    np.testing.assert_allclose(found["followed"], RUNS[0].followed, atol=0.05)
    assert found["shared_combinations"] == pytest.approx(RUNS[0].shared_combinations, abs=0.05)


def test_shared_keys_are_grouped_heads_with_one_group():
    X = np.random.default_rng(3).standard_normal((5, translator.SIZES.d_model))
    own = MODEL.blocks.decoder[0].cross
    shared = transplants.with_shared_keys(MODEL).blocks.decoder[0].cross
    one_group = grouped_attention_steps(
        X, X, own.W_Q, pool_heads(own.W_K, 1), pool_heads(own.W_V, 1), own.W_O
    )
    np.testing.assert_allclose(multi_head_attention(X, X, *shared), one_group.Z, atol=1e-12)


def test_no_translator_can_simply_be_switched_to_shared_keys():
    assert min(run.final_combinations for run in RUNS) > 0.95
    assert max(run.shared_combinations for run in RUNS) < 0.5
