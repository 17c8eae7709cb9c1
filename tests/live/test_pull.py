"""Pulling a result: reached, by the least change around here, or a sentence and nothing changed."""

import numpy as np
import pytest

from helpers.live import Figure, iterated, matrix, number, pull, slider, value, vector
from helpers.live.pulling import MOST_LOOKS, bend, solve, unbend
from helpers.live.reverse import MARK, reverse

FREE = (np.full(2, -np.inf), np.full(2, np.inf))


def shares(x, T):
    e = np.exp(x / T)
    p = e / e.sum()
    plateau = np.floor(x).sum()
    root = np.sqrt(x[0] - 10)
    return {"p": p, "plateau": plateau, "root": root, "product": x[0] * x[1]}


def figure():
    return Figure(
        shares,
        {"x": vector([1.5, 0.5, -1.0]), "T": slider(1, 0.5, 2, domain=(0.5, 2))},
        [[vector("x"), matrix("p")], value("product"), pull("p", by=["x"], limits=(0, 1))],
    )


@pytest.mark.parametrize("goal", [0.9, 0.01, 0.999999, 1e-12])
def test_a_goal_is_reached_and_what_was_added_is_told(goal):
    fig = figure()
    before = fig["x"]
    change = fig.pull("p", goal, at=(2,), by=["x"])
    assert abs(fig["p"][2] - goal) < 1e-8 * goal
    np.testing.assert_allclose(fig["x"] - before, change["x"])


def test_no_shorter_change_does_it():
    fig = figure()
    change = fig.pull("product", 4, by=["x"])["x"]
    slopes = np.array([fig["x"][1], fig["x"][0], 0])
    cosine = abs(change @ slopes) / np.linalg.norm(change) / np.linalg.norm(slopes)
    assert cosine > 1 - 1e-7  # the way to the start stands upright on the goal
    rng = np.random.default_rng(0)
    for near in change + 0.3 * rng.standard_normal((2000, 3)):
        x = np.array([1.5, 0.5, -1.0]) + near
        x[1] = 4 / x[0]
        assert np.linalg.norm(x - [1.5, 0.5, -1.0]) > np.linalg.norm(change) - 1e-9


def test_a_domain_is_kept():
    fig = figure()
    fig.pull("p", 0.35, at=(0,))
    assert 0.5 <= fig["T"] <= 2
    fig.reset()
    with pytest.raises(ValueError, match=r"It came to|its slope is zero"):
        fig.pull("p", 0.34, at=(0,), by=["T"])  # at T = 2 it is 0.53
    assert fig["T"] == 1


@pytest.mark.parametrize(
    ("name", "goal", "why"),
    [
        ("p", 1.2, "between 0 and 1"),
        ("p", 1.0, "reaches neither"),
        ("p", np.nan, "finite number"),
        ("p", np.inf, "finite number"),
        ("plateau", 3, "its slope is zero"),
        ("root", 1, "no finite number"),
    ],
)
def test_what_cannot_be_reached_is_told_and_nothing_changes(name, goal, why):
    fig = figure()
    before = dict(fig.state)
    with pytest.raises(ValueError, match=why):
        fig.pull(name, goal, at=(0,) if name == "p" else ())
    assert fig.state == before


def test_a_goal_without_declared_ends_beyond_what_can_be_comes_to_an_end():
    fig = Figure(shares, {"x": vector([1.5, 0.5, -1]), "T": number(1)}, [matrix("p")])
    with pytest.raises(ValueError, match=r"no small change of x and T|slope is zero"):
        fig.pull("p", 1.2, at=(0,))


def test_impossible_declarations_are_refused():
    with pytest.raises(ValueError, match=r"cannot be pulled by \['k'\]"):
        Figure(
            lambda k: {"y": k * 2},
            {"k": slider(1, 0, 3, whole=True)},
            [pull("y", by=["k"])],
        )
    with pytest.raises(ValueError, match="one index for each axis"):
        Figure(shares, {"x": vector([1, 2, 3]), "T": number(1)}, [pull("p", at=[7])])
    with pytest.raises(ValueError, match="no single result"):
        Figure(
            lambda x: {"x": x / 2},
            {"x": number(1)},
            [pull("x")],
            repeat=iterated("x"),
        )


def test_the_number_of_looks_is_bounded():
    looks = []

    def look(x):  # ever steeper, and never there
        looks.append(1)
        return float(np.tanh(x[0])), np.array([1 - np.tanh(x[0]) ** 2, 0.0])

    found = solve(look, np.zeros(2), 1.5, *FREE)
    assert found.how != "reached"
    assert len(looks) <= MOST_LOOKS + 1


def test_odds_lead_back_to_what_they_came_from():
    for y in (0.1, 0.5, 0.999):
        assert abs(unbend(bend(y, np.ones(1), (0, 1))[0], (0, 1)) - y) < 1e-12
    assert bend(3.0, np.ones(1), None)[0] == unbend(3.0, None) == 3.0


CASES = [
    ("p", (0,), 0.9, (0.0, 1.0)),
    ("p", (2,), 1e-6, (0.0, 1.0)),
    ("p", (1,), 0.4, None),
    ("product", (), -3.0, None),
    ("product", (), 0.0, None),
    ("plateau", (), 3.0, None),
    ("root", (), 3.0, None),
]


@pytest.mark.parametrize(("name", "at", "goal", "ends"), CASES)
def test_the_page_takes_the_same_way(engine, name, at, goal, ends):
    graph = figure().plan.graphs[0]
    back = reverse(graph, name, ["x"])
    asked = np.zeros(back.nodes[back.inputs[MARK + name]].shape)
    asked[at] = 1
    start = graph.values["x"]

    def look(x):
        with np.errstate(all="ignore"):
            out = back.evaluate(x=x, **{MARK + name: asked})
        return bend(float(out[name][at]), out.get(MARK + "x", np.zeros(3)), ends)

    bent, _ = bend(goal, start, ends)
    found = solve(look, start, bent, np.full(3, -np.inf), np.full(3, np.inf))
    page = engine.build(back)
    said = page.ask(
        "pull", of=name, by="x", place=int(np.flatnonzero(asked)[0]), goal=goal, ends=ends
    )
    assert said["how"] == found.how
    np.testing.assert_allclose(said["x"], found.x, atol=1e-7)
