"""The valley of two weights: its lines, gradient and ways are what NumPy finds by loops."""

import numpy as np
import pytest

from helpers.chapters.training import valley
from helpers.training import cross_entropy, cross_entropy_backward

RNG = np.random.default_rng(0)
PLACES = RNG.uniform(-3, 5, (5, 2))


@pytest.fixture
def figure():
    return valley.valley_figure()


def text_of_twenty(theta):
    """Ask for the right answer at each of twenty words, by the functions of the book."""
    common = round(20 * valley.SHARES[0])
    s = np.array([theta[0]] * common + [theta[1]] * (20 - common))
    return np.stack([s, 0 * s], axis=-1), np.zeros(20, dtype=int), 2 * (1 - valley.WANTED)


@pytest.mark.parametrize("theta", PLACES)
def test_it_is_the_loss_of_a_text_of_twenty_words_and_its_gradient(theta):
    logits, right, smoothing = text_of_twenty(theta)
    np.testing.assert_allclose(valley.loss_of(theta), cross_entropy(logits, right, smoothing))
    probs = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    ds = cross_entropy_backward(probs, right, smoothing)[:, 0]
    np.testing.assert_allclose(valley.slopes_of(theta), [ds[:-1].sum(), ds[-1]])


def test_each_line_joins_places_of_one_loss():
    floor = valley.loss_of(valley.BOTTOM)
    for line, level in zip(valley.contours(), valley.LEVELS, strict=True):
        seen = line[np.isfinite(line).all(axis=-1)]
        assert len(seen) > 5
        losses = np.array([valley.loss_of(point) for point in seen])
        np.testing.assert_allclose(losses - floor, level, rtol=0.1, atol=0.001)


def test_both_ways_are_those_of_loops(figure):
    theta, rate = figure.inputs["start"], float(figure.inputs["rate"])
    for place in figure["plain_way"]:
        np.testing.assert_allclose(place, theta, atol=1e-12)
        theta = theta - rate * valley.slopes_of(theta)
    theta, m, v = figure.inputs["start"], 0.0, 0.0
    for step, place in enumerate(figure["adam_way"], start=1):
        np.testing.assert_allclose(place, theta, atol=1e-12)
        slopes = valley.slopes_of(theta)
        m, v = 0.9 * m + 0.1 * slopes, 0.98 * v + 0.02 * slopes**2
        root = np.sqrt(v / (1 - 0.98**step)) + 1e-9
        theta = theta - valley.ADAM_RATE * m / (1 - 0.9**step) / root


def test_the_plain_way_learns_the_common_word_first_and_adam_learns_both(figure):
    missing = np.abs(figure["plain_end"] - valley.BOTTOM)
    assert missing[0] < 0.01 < 1 < missing[1]
    assert np.all(np.abs(figure["adam_end"] - valley.BOTTOM) < 0.5)


def test_adam_walks_nearly_straight_from_below_and_from_above_under_the_bottom_and_back(figure):
    (x, y), bottom = figure["adam_way"].T, valley.BOTTOM
    straight = np.interp(x, [x[0], x[-1]], [y[0], y[-1]])
    assert np.abs(y - straight).max() < 0.2
    figure.set(start=[valley.X[0] + 0.3, valley.Y[1] - 0.3])
    rare = figure["adam_way"][:, 1]
    assert rare.min() < bottom[1] - 0.3
    assert rare[-1] > rare.min() + 0.3
    assert figure["plain_way"][1, 0] - figure["plain_way"][0, 0] > 1
    assert np.abs(np.diff(figure["plain_way"][:, 1])).max() < 0.02


def test_a_rate_of_10_helps_and_30_leaps_from_wall_to_wall(figure):
    start = figure["loss_plain"]
    figure.set(rate=10)
    assert figure["loss_plain"] < start
    figure.set(rate=30)
    sides = np.sign(figure["plain_way"][-6:, 0] - valley.BOTTOM[0])
    np.testing.assert_array_equal(sides[1:], -sides[:-1])


def test_the_arrow_points_against_the_gradient_and_is_twice_as_long(figure):
    arrow = figure["downhill"] - figure.inputs["start"]
    np.testing.assert_allclose(arrow, -2 * figure["gradient"])
