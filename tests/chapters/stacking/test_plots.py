import math

import numpy as np
import pytest

from helpers import (
    BARE,
    NORM_ONLY,
    POST_NORM,
    PRE_NORM,
    RESIDUAL_ONLY,
    encoder,
    encoder_block,
    example,
    feed_forward,
    naive_softmax,
    tokens_apart,
)
from helpers.chapters.stacking import plots as stacking

X = example.X
WIRINGS = (POST_NORM, NORM_ONLY, PRE_NORM, RESIDUAL_ONLY)
WORDS = ["The", "book", "that", "the", "student", "recommended", "is", "expensive"]


@pytest.fixture(scope="module")
def depth():
    return stacking.apart_by_depth(X, n_seeds=7)


def test_the_opening_shows_the_largest_number_of_each_block_until_it_is_none():
    data = stacking.six_blocks().data
    for name, wiring in (("bare", BARE), ("normed", POST_NORM)):
        rows, largest = X, [6]
        for weights in example.our_blocks():
            with np.errstate(over="ignore", invalid="ignore"):
                rows = encoder_block(rows, weights, wiring=wiring._replace(weigh=naive_softmax))
            largest.append(max(map(abs, rows.flat)))
        np.testing.assert_allclose(data[name], largest)
    assert np.isnan(data["bare"]).tolist() == [False] * 3 + [True] * 4
    assert (data["bare"][1:3] > 7 * data["bare"][:2]).all()
    assert (data["normed"][1:] <= math.sqrt(3)).all()


def test_the_last_state_is_the_output_of_the_encoder():
    blocks = example.drawn_blocks(1)
    for wiring, *_ in stacking.CURVES.values():
        way = stacking.states(X, blocks, wiring)
        assert len(way) == 7
        np.testing.assert_array_equal(way[-1], encoder(X, blocks, wiring=wiring))


def test_the_distance_is_that_of_the_normalised_rows():
    def standardised(row):
        mu = math.fsum(row) / len(row)
        sigma = math.sqrt(math.fsum((x - mu) ** 2 for x in row) / len(row))
        return [(x - mu) / sigma for x in row]

    hello, world = map(standardised, X)
    by_hand = max(abs(a - b) for a, b in zip(hello, world, strict=True))
    assert tokens_apart(X) == pytest.approx(by_hand, rel=1e-4)  # epsilon
    assert tokens_apart(X) == pytest.approx(tokens_apart(1000 * X), rel=1e-4)


def test_each_curve_is_the_median_over_the_seeds(depth):
    for name, (wiring, *_) in stacking.CURVES.items():
        ends = [encoder(X, example.drawn_blocks(n), wiring=wiring) for n in range(7)]
        distance = sorted(tokens_apart(end) for end in ends)[3]
        assert depth.data[name][-1] == pytest.approx(distance)
        assert depth.data[name][0] == tokens_apart(X)


def test_with_the_textbook_softmax_every_bare_encoder_fails_and_none_with_the_stable_one():
    failed = stacking.trials(X, BARE._replace(weigh=naive_softmax))
    assert failed.failed == stacking.N_SEEDS
    assert math.isnan(failed.largest)
    stable = stacking.trials(X, BARE)
    assert stable.failed == 0
    assert 1e6 < stable.largest < 1e8


def test_post_norm_holds_the_size_and_loses_the_difference():
    end = stacking.trials(X, POST_NORM)
    assert end.failed == 0
    assert end.largest <= math.sqrt(3)
    assert end.apart < 1e-5 < stacking.trials(X, POST_NORM, scale=0.3).apart


def test_with_small_weights_a_norm_needs_the_residual_to_keep_the_words_apart():
    assert stacking.trials(X, NORM_ONLY, scale=0.1).apart < 1e-9
    assert stacking.trials(X, POST_NORM, scale=0.1).apart > 0.1


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("scale", [1.0, 0.3])
def test_the_slope_through_six_networks_is_that_of_finite_differences(scale, keep):
    networks = [block.feed_forward for block in example.drawn_blocks(7, scale)]

    def through(x):
        for weights in networks:
            x = keep * x + feed_forward(x, *weights)
        return x

    nudge = 1e-6
    measured = [
        (through(X[0] + nudge * e) - through(X[0] - nudge * e)) / (2 * nudge) for e in np.eye(4)
    ]
    slope = stacking.slope_through(X[0], networks, keep)
    np.testing.assert_allclose(slope, measured, rtol=1e-5, atol=1e-8)


def test_a_word_knows_of_another_exactly_if_a_change_reaches_it():
    place = np.arange(len(WORDS))
    mask = np.abs(place[:, None] - place) <= 1
    plot = stacking.reach(WORDS, mask, (1, 3, 7))
    rng = np.random.default_rng(3)
    tokens = rng.standard_normal((len(WORDS), 4))
    blocks = example.drawn_blocks(3, scale=0.3, n_layers=7)
    for depth, knows in zip(plot.data["depth"], plot.data["knows"], strict=True):
        before = encoder(tokens, blocks[:depth], mask)
        for changed in place:
            other = tokens.copy()
            other[changed] = rng.standard_normal(4)
            after = encoder(other, blocks[:depth], mask)
            np.testing.assert_array_equal((after != before).any(axis=1), knows[:, changed])


def test_full_attention_reaches_everybody_in_one_block():
    plot = stacking.reach(WORDS, np.ones((8, 8), dtype=bool), (1,))
    assert plot.data["knows"].all()


def test_a_block_with_its_steps_and_without_agree_on_each_state():
    blocks = example.drawn_blocks(2)
    way = stacking.states(X, blocks, POST_NORM)
    for before, after, weights in zip(way, way[1:], blocks, strict=False):
        np.testing.assert_array_equal(encoder_block(before, weights), after)


def test_the_picture_is_the_same_each_time(depth):
    assert stacking.apart_by_depth(X, n_seeds=7)._repr_png_() == depth._repr_png_()


def test_the_largest_slope_of_a_network_is_that_of_its_matrices():
    blocks = example.drawn_blocks(1)[:1]
    slope = stacking.largest_slope(X, blocks, RESIDUAL_ONLY)
    nudged = X + 1e-7 * np.eye(8).reshape(8, 2, 4)
    states = encoder(nudged, blocks, wiring=RESIDUAL_ONLY)
    by_one_side = np.abs(states - encoder(X, blocks, wiring=RESIDUAL_ONLY)).max() / 1e-7
    assert slope == pytest.approx(by_one_side, rel=1e-4)


def test_the_identity_survives_only_where_nothing_is_normalised_after_the_sum():
    slope = {w: np.median(stacking.slopes(X, w, n_seeds=30)) for w in WIRINGS}
    assert slope[POST_NORM] < 0.01
    assert slope[NORM_ONLY] < 0.01
    assert slope[PRE_NORM] > 1
    assert slope[RESIDUAL_ONLY] > 1e5


def test_with_small_weights_the_residual_carries_slopes_through_post_norm_too():
    kept = stacking.slopes(X, POST_NORM, 0.1, n_seeds=30)
    lost = stacking.slopes(X, NORM_ONLY, 0.1, n_seeds=30)
    assert 0.4 < kept.min() < kept.max() < 1
    assert lost.max() < 0.01
