import itertools
import math

import numpy as np
import pytest

from helpers import (
    EXAMPLE,
    NORM_ONLY,
    POST_NORM,
    RESIDUAL_ONLY,
    Sizes,
    encoder_states,
    predict,
    random_encoder_block,
    xavier,
)
from helpers.chapters.training import plots
from helpers.sources.measured import measured
from helpers.training import toy, unflatten


@pytest.mark.parametrize("wiring", [POST_NORM, RESIDUAL_ONLY])
def test_the_length_that_arrives_is_that_of_finite_differences(wiring):
    rng = np.random.default_rng(0)
    blocks = [random_encoder_block(rng, EXAMPLE, xavier) for _ in range(3)]
    X, direction = rng.standard_normal((2, 2, 4))
    direction /= math.sqrt((direction**2).sum())

    def loss(X):
        return (encoder_states(X, blocks, wiring=wiring)[-1] * direction).sum()

    slopes = []
    for cell in np.ndindex(X.shape):
        nudge = np.zeros_like(X)
        nudge[cell] = 1e-6
        slopes.append((loss(X + nudge) - loss(X - nudge)) / 2e-6)
    norms = plots.gradient_norms(wiring, n_blocks=3, n_seeds=1)
    assert norms[0] == pytest.approx(math.hypot(*slopes), rel=1e-6)
    assert norms[-1] == pytest.approx(1)


def test_at_width_four_gradients_vanish_without_residuals_and_grow_without_norm():
    data = plots.gradients_by_depth(n_blocks=12, n_seeds=5).data
    assert data["norm_only"][0] < data["post_norm"][0] < 1
    assert 1 < data["pre_norm"][0] < data["residual_only"][0]


def test_with_norms_alone_next_to_nothing_arrives_after_twenty_four_blocks():
    assert plots.gradient_norms(NORM_ONLY)[0] < 1e-20


def test_the_schedule_of_the_paper_is_highest_at_the_end_of_the_warm_up():
    data = plots.paper_schedule().data
    assert data["step"][data["rate"].argmax()] == 4000
    assert data["rate"].max() == pytest.approx(1 / math.sqrt(512 * 4000))


def test_the_curve_is_the_history_of_the_training_itself():
    learnt = toy.learn(toy.initial(), n_steps=30)
    data = plots.learning(toy.initial(), 30).data
    np.testing.assert_allclose(data["loss"], [record.loss for record in learnt.history])
    assert data["p"].shape == (30, 3)
    assert -np.log(data["p"][0]).sum() > -np.log(data["p"][-1]).sum()


def test_each_rate_starts_at_the_same_loss():
    data = plots.rates(toy.initial(), n_steps=5).data
    np.testing.assert_allclose(
        data["loss"][:, 0], toy.learn(toy.initial(), n_steps=1).history[0].loss
    )
    assert len(set(data["loss"][:, -1])) == len(plots.RATES)


WIDTHS = (4, 16, 64, 256, 512)


def arrived(wiring):
    return [measured("gradients")[f"width_{width}"][wiring] for width in WIDTHS]


@pytest.mark.parametrize("width", [4, 16])
def test_a_few_of_the_stored_draws_give_lengths_within_the_stored_range(width):
    heads, d_k, d_ff = (2, 3, 8) if width == 4 else (4, width // 4, 4 * width)
    sizes = Sizes(width, d_k, d_k, d_ff, n_heads=heads, n_layers=1, n_vocab=1)
    stored = measured("gradients")
    for seed in range(3):
        rng = np.random.default_rng(seed)
        ways = plots.lengths_on_the_way(rng, plots.ALL_WIRINGS.values(), sizes, stored["blocks"])
        for name, lengths in zip(plots.ALL_WIRINGS, ways, strict=True):
            _, least, most = stored[f"width_{width}"][name]
            assert 0.9 * least <= lengths[0] <= 1.1 * most


def test_at_every_width_gradients_vanish_with_nothing_and_explode_with_residuals_alone():
    assert all(median < 1e-3 for median, _, _ in arrived("nothing"))
    assert all(median > 1e4 for median, _, _ in arrived("residual only"))


@pytest.mark.parametrize("wiring", ["post-norm", "norm only"])
def test_what_norms_lose_at_width_four_they_keep_from_sixty_four_on(wiring):
    narrow, _, *wide = (median for median, _, _ in arrived(wiring))
    assert narrow < 1e-3
    assert all(0.5 < median < 2 for median in wide)


def test_in_pre_norm_the_gradient_grows_several_times_over_at_every_width():
    assert all(5 < median < 10 for median, _, _ in arrived("pre-norm"))


def test_large_dice_take_longer_than_xaviers_over_ten_seeds_and_equal_budgets():
    stored = measured("starts")
    xavier, large = (np.array(stored["blocks_1"][k]) for k in ("xavier", "standard_normal"))
    assert len(xavier) == len(large) == len(stored["seeds"]) == 10
    assert (xavier > 0).all()
    assert (large > 0).all()
    assert 1.5 < np.median(large) / np.median(xavier) < 2.5
    deep = np.array(stored["blocks_6"]["xavier"])
    assert 2.5 < deep.max() / deep.min() < 3.2


def test_from_large_dice_six_blocks_learn_nothing_in_the_same_budget():
    stored = measured("starts")
    assert stored["blocks_6"]["standard_normal"] == [0] * len(stored["seeds"])


def test_the_faster_rate_is_slower_from_two_starts_and_there_it_hangs_on_the_last_digits():
    rates = measured("starts")["rates"]
    slow, fast = (np.array(rates[name]) for name in ("at_0_01", "at_0_03"))
    slower = np.median(fast, axis=1) > np.median(slow, axis=1)
    assert slower.sum() == 2
    assert np.ptp(fast, axis=1)[slower].min() > 90
    assert np.ptp(fast, axis=1)[~slower].max() == 0
    assert np.ptp(slow, axis=1).max() < 10
    assert slower[4]  # the one that the page names
    assert np.ptp(slow[4]) == 0


def test_a_rate_too_large_stands_still_for_hundreds_of_steps_and_some_runs_come_free():
    patience = measured("starts")["patience"]
    run = toy.learn(toy.initial(), rate=patience["rate"], n_steps=400)
    losses = np.array([record.loss for record in run.history])
    assert losses[100:].min() / losses[0] > 0.3
    assert 0.35 < np.median(losses[100:]) / losses[0] < 0.38
    learnt = [step for step in patience["learnt"] if step]
    assert 0 < len(learnt) < len(patience["learnt"]) == 15
    assert min(learnt) > 8 * measured("starts")["blocks_1"]["xavier"][0]


@pytest.mark.parametrize("seed", [0, 6])
def test_a_stored_count_of_steps_is_found_again_but_for_rounding(seed):
    found = len(toy.learn(toy.drawn(seed=seed)).history)
    assert abs(found - measured("starts")["blocks_1"]["xavier"][seed]) <= 3


def test_nudges_of_a_millionth_of_a_millionth_move_large_dice_by_a_hundred_steps():
    steps = measured("starts")["nudged"]["standard_normal_0"]
    assert len(steps) == 15
    assert max(steps) - min(steps) > 100
    starts = measured("starts")["blocks_1"]["standard_normal"]
    assert starts[0] >= sorted(starts)[-3]
    assert min(steps) < starts[0] < max(starts) < max(steps)


def test_a_training_that_has_not_learnt_counts_as_slower_than_any_that_has():
    assert plots.count_learnt([100, 0, 0]) == "1 of 3 learnt"
    assert "median about 200" in plots.count_learnt([100, 200, 0])


def test_in_the_opening_a_hill_is_the_loss_with_one_number_moved():
    data, model = plots.which_way_is_down().data, toy.trained()
    mundo = toy.VOCABULARY.tokens.index("mundo")

    def loss(word, number, moved):
        W_E = model.W_E.copy()
        W_E[toy.SOURCE_IDS[0][word], number] += moved
        p = predict(toy.SOURCE_IDS[0], np.array([toy.START]), model._replace(W_E=W_E))[0]
        return -math.log(p[mundo])

    for place in np.ndindex(2, 4):
        expected = [loss(*place, moved) for moved in data["moved"]]
        assert data["loss"][place] == pytest.approx(expected)
        rise = loss(*place, 1e-4) - loss(*place, -1e-4)
        assert data["slope"][place] == pytest.approx(rise / 2e-4, rel=1e-4)


def test_in_the_opening_the_first_number_of_world_is_sent_away_from_the_cliff():
    data = plots.which_way_is_down().data
    here, hill = data["loss"].shape[-1] // 2, data["loss"][1, 0]
    assert data["slope"][1, 0] < 0  # to the right
    assert hill[:here].min() < 0.1 < 5 < hill[here:].min()


def test_the_answers_on_the_way_down_are_new_ones_that_last():
    data = plots.what_it_says().data
    states = list(itertools.islice(toy.run(toy.initial()), len(data["loss"])))
    assert data["loss"] == pytest.approx([state.loss for state in states])
    said = [answer(toy.initial()), *(answer(state.theta) for state in states[:-1])]
    begins = [0]
    for step in range(1, len(said) - 4):
        if said[step] != said[begins[-1]] and said[step : step + 5] == [said[step]] * 5:
            begins.append(step)
    assert data["after"].tolist() == begins
    assert data["said"] == [said[step] for step in begins]
    assert set(said[begins[-1] :]) == {"hola mundo EOS"}


def answer(theta):
    written = [toy.START]
    while written[-1] != toy.END and len(written) < 9:
        p = predict(toy.SOURCE_IDS[0], np.array(written), unflatten(theta, toy.like()))
        written.append(int(p[-1].argmax()))
    return " ".join(toy.VOCABULARY.decode(written[1:]))
