"""The open-ended exercises: complete, computed, and true where they compare."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from helpers import (
    BARE,
    EXAMPLE,
    NORM_ONLY,
    PAPER,
    POST_NORM,
    PRE_NORM,
    RESIDUAL_ONLY,
    attention,
    count_numbers,
    encoder,
    example,
    random_model,
    random_transformer,
    rms_norm,
    standard_normal,
)
from helpers.live.count import multiplications
from helpers.site.reference.exercises import EXERCISES, exercises
from helpers.sources.measured import measured
from helpers.training import language_model, toy

BY_ID = {exercise.id: exercise for exercise in EXERCISES}


def values(name):
    return BY_ID[name]._let()


def test_each_chapter_that_explains_has_an_exercise_and_all_eight_of_the_source_are_there():
    assert {exercise.chapter for exercise in EXERCISES} >= set(range(1, 19))
    assert sorted(exercise.source for exercise in EXERCISES if exercise.source) == [*range(1, 9)]


def test_no_two_exercises_share_a_label():
    assert len(BY_ID) == len(EXERCISES)
    assert exercises().count(":label: exercise-") == len(EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_every_number_of_an_exercise_is_computed_and_its_solution_folded(exercise):
    assert "<<" not in exercise.markdown
    assert exercise.markdown.count("<details") == exercise.markdown.count("</details>") == 1


def test_order_is_lost_without_positions_and_kept_with_them():
    told = values("what-positions-are-for")
    assert told["apart"](example.E) < 1e-12
    assert told["apart_with_places"] > 1


@pytest.mark.parametrize("width", [4, 64])
def test_norms_keep_the_numbers_small_and_residual_connections_alone_do_not(width):
    told = values("residuals-and-norms")
    sizes = {EXAMPLE.d_model: EXAMPLE, told["wide"].d_model: told["wide"]}[width]
    assert len(told["seeds"]) == 10
    assert max(told["largest"](NORM_ONLY, sizes) + told["largest"](POST_NORM, sizes)) < 5
    assert min(np.median(told["largest"](w, sizes)) for w in (BARE, RESIDUAL_ONLY)) > 1000


def test_the_greedy_sentence_is_not_the_best_one():
    tree = values("always-the-best-word")
    assert tree["a"] > 0.5 > 1 - tree["a"]
    assert tree["a"] * 0.5 < (1 - tree["a"]) * tree["b"]


def test_the_spread_of_dot_products_is_the_root_of_the_width():
    spread = values("scale-that-fits")["spread"]
    for width in (4, 64, 256):
        assert spread(width) == pytest.approx(np.sqrt(width), rel=0.03)


def test_three_times_the_rate_is_quicker_from_most_starts_and_not_from_all():
    told = values("rate-by-trial")
    assert told["book"].shape == told["higher"].shape == (10, 5)
    assert min(told["book"].min(), told["higher"].min()) > 0
    assert 0.5 < np.median(told["higher"]) / np.median(told["book"]) < 1
    assert 6 <= told["quicker"] <= 9
    assert 1 <= told["loose"] <= 4


def test_ten_times_the_rate_fails_from_most_starts_and_rounding_decides_about_some():
    told = values("rate-by-trial")
    assert 4 <= told["never"] <= 7
    assert 2 <= 10 - told["never"] - told["always"] <= 5


@pytest.mark.parametrize("seed", [0, 1, 6])
@pytest.mark.parametrize("rate", [0.01, 0.03])
def test_a_stored_count_that_no_nudge_changed_is_found_again(seed, rate):
    stored = set(values("rate-by-trial")["runs"](rate)[seed].tolist())
    assert len(stored) == 1
    nudged = toy.drawn(seed=seed) + 1e-13 * np.random.default_rng(7).standard_normal(570)
    assert abs(len(toy.learn(nudged, rate=rate).history) - stored.pop()) <= 3


def test_what_is_said_of_one_trained_machine_is_measured_for_ten():
    machines = measured("starts")["machines"]
    assert len(machines["needed"]) == len(machines["second_norms"]) == 10
    assert max(machines["needed"]) < 570 / 5
    assert max(machines["second_norms"]) < 0.95
    for seed in (0, 4):
        nudged = toy.drawn(seed=seed) + 1e-13 * np.random.default_rng(7).standard_normal(570)
        assert len(toy.needed(toy.learn(nudged).theta)) == machines["needed"][seed]


@pytest.mark.parametrize(
    ("widest", "n_vocab", "n_layers"),
    [("large", 37000, 6), ("small", 8000, 6), ("shallow", 37000, 3)],
)
def test_the_widest_model_keeps_to_the_budget_and_the_next_does_not(widest, n_vocab, n_layers):
    told = values("budget-of-parameters")

    def counted(d):
        shape = told["shaped"](d, n_vocab, n_layers)
        drawn = random_model(
            np.random.default_rng(0), shape, init=lambda _, s: np.broadcast_to(0.0, s)
        )
        return count_numbers(drawn) - n_vocab * d - n_vocab  # one table, no bias for the words

    assert counted(told[widest]) <= 10**7 < counted(told[widest] + 8)
    assert told["small"] > told["shallow"] > told["large"]


@pytest.mark.parametrize("sizes", [PAPER, EXAMPLE])
def test_the_meeting_of_tokens_is_what_the_recorded_attention_multiplies(sizes):
    Q, V = (np.zeros((sizes.n_heads, 5, width)) for width in (sizes.d_k, sizes.d_v))
    assert multiplications(attention, Q=Q, K=Q, V=V) == values("where-length-overtakes")["meeting"](
        sizes, 5
    )


def test_length_overtakes_at_six_times_the_width_of_the_paper_and_so_for_twice_the_width():
    told = values("where-length-overtakes")
    wide = replace(PAPER, d_model=1024, d_ff=4096, n_heads=16)
    assert told["even"] == 6 * PAPER.d_model
    assert told["meeting"](PAPER, told["even"]) == told["rest"](PAPER, told["even"])
    assert told["first"](wide) == 6 * wide.d_model


def test_a_table_of_neighbours_is_less_sure_than_the_model_and_far_surer_than_guessing():
    told = values("neighbours-only")
    assert told["by_model"] < told["by_table"] < told["n"] / 5
    assert told["feminine"](told["follows"][told["es"]]) < 0.5 < told["feminine"](told["after"])


def test_the_table_of_neighbours_counts_as_a_plain_loop_does():
    told = values("neighbours-only")
    by_loop = np.full((told["n"], told["n"]), 0.01)
    for pair in told["split"].train:
        ids = language_model.VOCABULARY.encode(["SOS", *pair.spanish, "EOS"])
        for before, after in pairwise(ids):
            by_loop[before, after] += 1
    np.testing.assert_allclose(told["counts"], by_loop)


def test_damages_of_single_heads_do_not_add_up():
    rise = values("two-heads-at-once")["rise"]
    assert rise((0, 0), (0, 1)) > 2 * (rise((0, 0)) + rise((0, 1)))
    assert rise((1, 1), (2, 1)) < rise((1, 1)) + rise((2, 1))


def test_a_centred_matrix_makes_rms_norm_a_layer_norm():
    told = values("norm-in-the-matrix")
    assert told["apart"](told["centred"]) < 1e-12
    assert told["apart"](told["W"]) > 0.1


def test_a_pre_norm_stack_whose_additions_are_centred_does_with_rms_norm_what_it_did_before():
    sizes = replace(EXAMPLE, n_layers=3)
    blocks = random_transformer(np.random.default_rng(5), sizes, standard_normal).encoder
    X = np.random.default_rng(6).normal(size=(5, sizes.d_model))
    plain = encoder(X, blocks, wiring=PRE_NORM)

    def centred(W):
        return W - W.mean(axis=-1, keepdims=True)

    quiet = tuple(
        block._replace(
            attention=block.attention._replace(W_O=centred(block.attention.W_O)),
            feed_forward=block.feed_forward._replace(
                W_2=centred(block.feed_forward.W_2), b_2=centred(block.feed_forward.b_2)
            ),
        )
        for block in blocks
    )
    by_size = PRE_NORM._replace(before=lambda X, norm: rms_norm(X, norm.gamma) + norm.beta)
    np.testing.assert_allclose(
        encoder(centred(X), quiet, wiring=by_size), centred(plain), atol=1e-12
    )
