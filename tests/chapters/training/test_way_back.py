"""The way back as a figure, and the answer that is pulled."""

import numpy as np
import pytest

from helpers.chapters.figures import FIGURES
from helpers.live.reverse import MARK, reverse
from helpers.training import flatten, loss_and_gradient, toy, unflatten

HELLO, WORLD = toy.SOURCE_IDS[0]


@pytest.fixture
def way():
    return FIGURES["way-back"]()


def gradient_of(theta):
    pair = toy.SOURCE_IDS[:1], toy.TARGET_IDS[:1]
    return loss_and_gradient(unflatten(theta, toy.like()), *pair, toy.START, toy.END)


@pytest.mark.parametrize("model", ["first weights", "after training"])
def test_it_ends_at_the_rows_that_the_whole_way_back_gives(way, model):
    way.set(theta=model)
    theta = toy.initial() if model == "first weights" else flatten(toy.trained())
    expected = gradient_of(theta)
    np.testing.assert_allclose(way["loss"], expected.loss, rtol=1e-12)
    np.testing.assert_allclose(way["dE"], expected.gradient.W_E[[HELLO, WORLD]], atol=1e-14)


def test_every_stop_is_what_the_tracer_finds_by_itself(way):
    graph = way.plan.graphs[0]
    back = reverse(graph, "loss", ["nudge"]).evaluate()
    np.testing.assert_allclose(back[f"{MARK}nudge"], way["dE"][0], atol=1e-14)


def test_the_ways_into_x_add_up(way):
    np.testing.assert_allclose(
        way["dX"], way["dX_past"] + way["dX_asked"] + way["dX_answered"], atol=1e-15
    )
    np.testing.assert_allclose(way["dE"], 2 * way["dX"])  # √4


def test_the_trained_model_has_smaller_gradients(way):
    first = np.abs(way["dE"]).max()
    way.set(theta="after training")
    assert np.abs(way["dE"]).max() < first / 2


@pytest.mark.parametrize(
    ("name", "value", "at", "goal", "by"),
    [
        ("scale", "A", (0, 0), 0.5, ["Q", "K"]),
        ("scale", "S", (0, 1), 0.0, ["Q", "K"]),
        ("sos-asks", "A", (0, 0, 0), 0.9, None),
        ("sos-asks", "A", (1, 0, 0), 0.9, ["memory"]),
        ("row-to-word", "logits", (8,), 0.0, ["Y_out", "b_vocab"]),
    ],
)
def test_goals_of_other_chapters_are_reached(name, value, at, goal, by):
    fig = FIGURES[name]()
    fig.pull(value, goal, at=at, by=by)
    assert abs(fig[value][at] - goal) < 1e-8
