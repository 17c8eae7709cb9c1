"""The figures of chapter 18 begin with its numbers, and do what their captions promise."""

import math
from dataclasses import replace

import numpy as np
import pytest

from helpers import (
    POST_NORM,
    PRE_NORM,
    encoder,
    gelu,
    layer_norm,
    positional_encoding,
    random_encoder_block,
    rms_norm,
    rotate,
)
from helpers.chapters.figures import FIGURES
from helpers.chapters.since.figures import (
    DEEP,
    PLACES,
    SHARING,
    STEPS,
    WIDER,
    last_weights,
    pooled_apart,
    through_many,
)


def off_diagonals(square):
    return [np.diagonal(square, k) for k in range(-3, 4)]


def test_products_of_sines_know_the_distance_and_those_of_a_table_do_not():
    figure = FIGURES["learned-positions"]()
    assert all(np.ptp(d) < 1e-12 for d in off_diagonals(figure["fixed"]))
    assert max(np.ptp(d) for d in off_diagonals(figure["learned"])) > 0.1
    figure.set(P=positional_encoding(np.arange(4), 4))
    np.testing.assert_allclose(figure["learned"], figure["fixed"])


@pytest.mark.parametrize("distance", [-3, 0, 3])
def test_the_rotated_score_stays_along_the_sentence_and_the_added_one_does_not(distance):
    figure = FIGURES["rotary"]()
    figure.set(distance=distance)
    rotated, added = figure["scores"]
    assert np.ptp(rotated) < 1e-11
    assert np.ptp(added) > 1
    q, k = figure.inputs["q"][None], figure.inputs["k"][None]
    expected = rotate(q, np.array([0])) @ rotate(k, np.array([distance])).T
    assert math.isclose(rotated[0], expected.item(), rel_tol=1e-12)


def test_the_place_is_where_the_reader_puts_it():
    figure = FIGURES["rotary"]()
    for place in (0, 5, 40):
        figure.set(place=place)
        here, there = np.array([place]), np.array([place + 3])
        q, k = figure.inputs["q"], figure.inputs["k"]
        added = (q + positional_encoding(here, 4)) @ (k + positional_encoding(there, 4)).T
        assert math.isclose(figure["added"], added.item(), rel_tol=1e-12)
        assert figure["scores"][1, list(PLACES).index(place)] == figure["added"]


def test_query_and_key_turn_like_hands_and_keep_their_lengths_and_angle():
    figure = FIGURES["rotary"]()
    q, k = figure.inputs["q"], figure.inputs["k"]
    for place in (0, 3, 30):
        figure.set(place=place)
        hands = figure["turned_hands"][..., ::-1]  # up is the first number of a pair
        wanted = [rotate(q[None], np.array([place])), rotate(k[None], np.array([place + 3]))]
        np.testing.assert_allclose(hands, np.reshape(wanted, (2, 2, 2)))
        assert math.isclose((hands[0] * hands[1]).sum(), figure["rotated"])
    right = np.arctan2(*figure["turned_hands"][0, 1])
    figure.set(place=30 + figure["per_radian"][1])
    assert math.isclose(np.arctan2(*figure["turned_hands"][0, 1]), right + 1)


def test_the_distance_does_change_the_rotated_score():
    figure = FIGURES["rotary"]()
    before = float(figure["rotated"])
    figure.set(distance=4)
    assert abs(figure["rotated"] - before) > 1


@pytest.mark.parametrize("distance", range(-10, 11))
def test_the_scores_of_the_first_hands_fit_the_drawing_at_every_distance(distance):
    figure = FIGURES["rotary"]()
    figure.set(distance=distance)
    assert np.abs(figure["scores"]).max() < 45


def test_both_norms_forget_the_scale_and_only_one_the_shift():
    figure = FIGURES["rms-norm"]()
    by_layer, by_rms = figure["by_layer"], figure["by_rms"]
    figure.set(times=100)
    np.testing.assert_allclose(figure["by_layer"], by_layer, atol=1e-4)
    np.testing.assert_allclose(figure["by_rms"], by_rms, atol=1e-4)
    figure.set(times=1, added=10)
    np.testing.assert_allclose(figure["by_layer"], by_layer, atol=1e-9)
    assert np.abs(figure["by_rms"] - 1).max() < 0.2 < np.abs(by_rms - 1).max()
    X = figure["X_moved"]
    np.testing.assert_allclose(figure["by_layer"], layer_norm(X))
    np.testing.assert_allclose(figure["by_rms"], rms_norm(X))


def test_below_zero_two_curves_dip_and_come_back():
    relu, gelu_curve, silu_curve = FIGURES["gates"]()["curves"]
    below = STEPS < 0
    assert not relu[below].any()
    for curve in (gelu_curve, silu_curve):
        assert curve[below].min() < -0.1
        assert 0 > curve[0] > curve[below].min()
    np.testing.assert_allclose(gelu_curve, gelu(STEPS))


def test_a_gate_scales_x_and_can_all_but_shut_it_out():
    figure = FIGURES["gates"]()
    figure.set(gate=-4, x=2)
    share = -4 / (1 + math.exp(4))
    assert math.isclose(figure["gated"], 2 * share, rel_tol=1e-12)
    assert abs(share) < 0.1
    np.testing.assert_allclose(figure["through"], share * STEPS)


def test_fewer_groups_make_a_smaller_cache_and_another_output():
    figure, held, apart = FIGURES["grouped"](), [], []
    for label in ("four: as in the paper", "two groups", "one: multi-query"):
        figure.set(n_groups=label)
        held.append(float(figure["held"]))
        apart.append(float(figure["apart"]))
    assert held == [16, 8, 4]
    assert apart[0] == 0 < apart[1] < apart[2]


def test_heads_that_share_keys_still_differ_in_their_weights():
    figure = FIGURES["grouped"]()
    figure.set(n_groups="one: multi-query")
    A = figure["A"]
    assert min(np.abs(A[i] - A[j]).max() for i in range(4) for j in range(i)) > 0.01


def test_rows_grow_with_pre_norm_and_not_with_post_norm():
    figure = FIGURES["pre-norm"]()
    np.testing.assert_allclose(figure["curves"][0, 1:], 0, atol=1e-3)
    np.testing.assert_allclose(figure["curves"][1, -1], 0, atol=1e-4)
    assert -1 < figure["curves"][1, 0] < 0
    figure.set(wiring="pre-norm")
    size, gradient = 10 ** figure["curves"]
    assert size[-1] > 2.5 * size[1]
    assert gradient[0] > 5 * gradient[-1]
    assert len(size) == DEEP.n_layers + 1


@pytest.mark.parametrize("wiring", ["post-norm", "pre-norm"])
@pytest.mark.parametrize("scale", [0.1, 1, 10])
def test_the_axis_of_sizes_has_room_for_whatever_can_be_chosen(wiring, scale):
    figure = FIGURES["pre-norm"]()
    figure.set(wiring=wiring, scale=scale)
    assert np.abs(figure["curves"]).max() < 2


def test_the_gradient_of_the_figure_is_that_of_finite_differences():
    figure = FIGURES["pre-norm"]()
    figure.set(wiring="pre-norm")
    fixed = figure.plan.fixed
    X, dX, blocks = fixed["X"], fixed["dX_out"], fixed["blocks"]
    gradient = np.zeros_like(X)
    for place in np.ndindex(*X.shape):
        step = np.zeros_like(X)
        step[place] = 1e-6
        up, down = ((encoder(X + s, blocks, wiring=PRE_NORM) * dX).sum() for s in (step, -step))
        gradient[place] = (up - down) / 2e-6
    assert math.isclose(figure["first"], np.sqrt((gradient**2).mean()), rel_tol=1e-5)


@pytest.mark.parametrize("sizes", [DEEP, WIDER["deep"]])
def test_over_ten_draws_pre_norm_makes_gradients_larger_and_rows_longer_at_both_widths(sizes):
    rows, gradient = through_many(PRE_NORM, range(10), sizes)
    assert 4 < np.median(rows) < 6
    assert 4 < np.median(gradient) < 8
    rows, gradient = through_many(POST_NORM, range(10), sizes)
    np.testing.assert_allclose(rows, 1, atol=1e-3)
    assert np.median(gradient) < 1


def test_the_last_weights_have_the_gradient_that_nudging_finds():
    rng = np.random.default_rng(3)
    sizes = replace(DEEP, n_layers=2)
    blocks = tuple(random_encoder_block(rng, sizes) for _ in range(sizes.n_layers))
    X, dX = rng.standard_normal((2, 3, sizes.d_model))
    dX /= np.sqrt((dX**2).mean(axis=-1)).mean()
    for wiring, end in ((POST_NORM, lambda rows: rows), (PRE_NORM, layer_norm)):
        network, slopes = blocks[-1].feed_forward, np.zeros((sizes.d_ff, sizes.d_model))

        def answer(W_2, wiring=wiring, end=end, network=network):
            last = blocks[-1]._replace(feed_forward=network._replace(W_2=W_2))
            return (end(encoder(X, (*blocks[:-1], last), wiring=wiring)) * dX).sum()

        for place in np.ndindex(*slopes.shape):
            step = np.zeros_like(slopes)
            step[place] = 1e-6
            up, down = (answer(network.W_2 + s) for s in (step, -step))
            slopes[place] = (up - down) / 2e-6
        assert math.isclose(
            last_weights(wiring, [3], sizes)[0], np.linalg.norm(slopes), rel_tol=1e-5
        )


def test_post_norm_has_the_larger_gradient_of_its_last_weights_the_more_so_the_deeper():
    factors = []
    for n_layers in (2, 12, 24):
        stack = replace(WIDER["deep"], n_layers=n_layers)
        post, pre = (last_weights(wiring, range(10), stack) for wiring in (POST_NORM, PRE_NORM))
        assert (post > pre).all()
        factors.append(np.median(post) / np.median(pre))
    assert factors == sorted(factors)
    assert factors[-1] > 5


def test_a_wider_post_norm_stack_keeps_most_of_its_gradient():
    narrow, wide = (through_many(POST_NORM, range(10), s)[1] for s in (DEEP, WIDER["deep"]))
    assert np.median(narrow) < 0.4 < 0.6 < np.median(wide)


@pytest.mark.parametrize("sizes", [SHARING, WIDER["sharing"]])
def test_pooled_weights_that_were_drawn_move_the_output_by_most_of_its_size(sizes):
    moved = pooled_apart(range(10), 2, sizes)
    assert 0.6 < np.median(moved) < 1
    assert moved.min() > 0.3
    np.testing.assert_allclose(pooled_apart(range(3), sizes.n_heads, sizes), 0, atol=1e-12)
