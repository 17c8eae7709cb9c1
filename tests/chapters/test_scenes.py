"""Scenes: what is dragged in a plane gives NumPy's numbers and NumPy's drawing."""

import numpy as np
import pytest
from drawings import drawn, drawn_by_python, finger, mouse, tip
from figure_page import bring_forward, number_in
from playwright.sync_api import expect

from helpers.chapters.asides import QUESTIONS
from helpers.chapters.figures import FIGURES
from helpers.live.rounding import shown

from .test_goals_of_scenes import SCENES as JUDGED

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WAYS = ("mouse", "finger", "keys")


def scenes():
    """The figures in which something is dragged."""
    made = {name: declare() for name, declare in FIGURES.items()}
    return {name: figure for name, figure in made.items() if "hm-grip" in figure.markup}


SCENES = scenes()


def test_there_are_scenes():
    assert len(SCENES) > 2


def moved(page, way):
    """Move everything that can be dragged, each another way."""
    for i, mark in enumerate(page.live.locator(".hm-grip").all()):
        across, up = (-1) ** i * (9 + 2 * i), 12 - 5 * i
        if way == "keys":
            mark.focus()
            for key in ("ArrowLeft", "Shift+ArrowUp", "ArrowUp", "Alt+ArrowRight"):
                page.page.keyboard.press(key)
        else:
            x, y = tip(mark)
            {"mouse": mouse, "finger": finger}[way](page.page, (x, y), (x + across, y - up))
        page.page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")


def state(page):
    """The exact numbers in the fields, which show them while they are edited."""
    for title in page.live.locator("details.hm-group:not([open]) > summary").all():
        title.click()
    for box in page.live.locator("details.hm-group").all():
        expect(box.locator("> .hm-row").first).to_be_visible()
    found = {}
    tiles = page.live.locator('.hm-tile[aria-selected="true"]').all()
    chosen = [tile.get_attribute("data-opens") for tile in tiles]
    for name, start in page.figure.inputs.items():
        fields = page.live.locator(f'.hm-field[data-input="{name}"]')
        if fields.count():
            bring_forward(page.live, fields.first)
            numbers = []
            for field in fields.all():
                field.press("F2")
                numbers.append(number_in(field))
                field.press("Escape")
            found[name] = np.reshape(numbers, np.shape(start))
    page.page.evaluate("document.activeElement.blur()")
    for name in chosen:
        page.open(name)
    return found


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SCENES)
def test_all_that_is_dragged_gives_what_numpy_gives(name, way, show, tmp_path):
    figure = FIGURES[name]()
    page = show(figure, **(PHONE if way == "finger" else {}))
    for row in figure.spec["show"]:
        for part in row:
            if part["kind"] == "dial":  # a phone shows the query first, and the dials on asking
                page.open(part["name"])
    start = drawn(page.live)
    assert start == drawn(page.root.locator(".hm-static")) == drawn_by_python(figure.markup)
    moved(page, way)
    before = figure.inputs
    figure.set(**state(page))
    inputs = {mark.get_attribute("data-input") for mark in page.live.locator(".hm-grip").all()}
    assert inputs
    for held in inputs:
        assert not np.array_equal(figure.inputs[held], before[held])
    saved = figure.save(tmp_path / "saved.html").read_text(encoding="utf-8")
    assert drawn(page.live) == drawn_by_python(saved) != start
    for view in page.live.locator(".hm-view-matrix[data-shows]").all():
        cells = view.locator("td.hm-cell")
        if cells.count():
            values = np.ravel(figure[view.get_attribute("data-shows")])
            expect(cells).to_have_text([shown(float(x)) for x in values])
    parts = [part for row in figure.spec["show"] for part in row if part["kind"] == "sentence"]
    for view, part in zip(page.live.locator(".hm-sentence").all(), parts, strict=True):
        said = [one for one in part["parts"] if isinstance(one, dict)]
        values = [figure[one["name"]][tuple(one["at"])] for one in said]
        expect(view.locator("b")).to_have_text([shown(float(x)) for x in values])
    assert page.is_quiet()


BOXES = """(texts) => texts.map((text) => {
    const { x, y, width, height } = text.getBBox();
    return [x + width / 2, y + height / 2, width, height];
})"""


@pytest.mark.parametrize("temperature", [0, 0.1, 3])
def test_words_at_one_place_of_the_rail_are_drawn_by_numpy_and_never_on_each_other(
    temperature, show, tmp_path
):
    figure = FIGURES["choose-word"]()
    page = show(figure)
    field = page.live.locator('.hm-field[data-input="temperature"]')
    field.fill(str(temperature))
    field.press("Enter")
    figure.set(temperature=temperature)
    saved = figure.save(tmp_path / "saved.html").read_text(encoding="utf-8")
    assert drawn(page.live) == drawn_by_python(saved)
    seen = [box for box in page.live.locator(".hm-beads text").evaluate_all(BOXES) if box[2]]
    assert 8 < len(seen) <= 10
    for i, one in enumerate(seen):
        for other in seen[:i]:
            aside = [abs(one[at] - other[at]) - (one[2 + at] + other[2 + at]) / 2 for at in (0, 1)]
            assert max(aside) > -1, (one, other)


TASKS = {
    "no-shadow": {
        "right": [
            {"E_plane[1]": [0, 6]},
            {"E_plane[1]": [0, -5.5]},
        ],
        "wrong": [{"E_plane[1]": [0, 3.5]}, {"E_plane[1]": [1, 6]}, {"E_plane[1]": [-6, 0]}],
    },
    "bank-hears-river": {
        "right": [{"Q": [[-2, 2]]}, {"Q": [[-1.4, 3]]}],
        "wrong": [{"Q": [[-0.5, 0.5]]}, {"Q": [[3, -1]]}, {"Q": [[1, 3]]}],
    },
    "fold-and-part": {
        "right": [
            {"looks": [[0.8, 0.8], [0.8, 0.8]], "b_1": [0, -0.8]},
            {"looks": [[1, 1], [1, 1]], "b_1": [0, -1]},
        ],
        "wrong": [
            {"looks": [[0.8, 0.8], [0.8, 0.8]]},
            {"b_1": [0, -0.8]},
            {"looks": [[1, 1], [-1, -1]], "b_1": [0, -1]},
        ],
    },
    "hear-money": {
        "right": [{"W_Q": [[3, -1], [0, 0]]}, {"W_K": [[3, 0], [0, -1]]}],
        "wrong": [
            {"W_Q": [[1.5, 0], [0, 0]]},
            {"W_Q": [[0, 0], [0, 3]]},
            {"W_K": [[0, 0], [0, 3]]},
        ],
    },
    "take-it-back": {
        "right": [
            {"W_O": [[1, 0.5], [-1, -0.5]]},
            {"W_O": [[-0.6, 0.8], [0.6, -0.75]]},
        ],
        "wrong": [
            {"W_O": [[0, 0], [0, 0]]},
            {"W_O": [[1, 0.5], [1, 0.5]]},
            {"W_O": [[1, 0.5], [-0.5, -0.25]]},
        ],
    },
    "walk-apart": {
        "right": [{"X[1]": [2.84, -3, 4, 6]}, {"X[0]": [1, -2, 3, 5]}],
        "wrong": [
            {"X[1]": [2.84, 3.99, -1.5, 6]},
            {"X[0]": [1, 3, -2, 5]},
            {"X[0]": [1, 6, 1, 5]},
        ],
    },
    "two-become-one": {
        "right": [{"X[1]": [0.5, -1.5, 2.5]}, {"X[1]": [0.5, -0.5, 1.5]}],
        "wrong": [{"X[1]": [2.5, 1.5, 3.4]}, {"X[1]": [2.5, 4.5, 0.5]}, {"X[1]": [1, 1, 1]}],
    },
}
STATES = [
    (task, is_right, state)
    for task, states in TASKS.items()
    for is_right in (True, False)
    for state in states["right" if is_right else "wrong"]
]


def holds(aside, aim, figure):
    """Judge one condition, as a person would who reads it."""
    name, _, places = aim.cell.partition("[")
    at = tuple(int(place) for place in places.rstrip("]").split(",") if place)
    is_, wanted = float(figure[name][at]), float(aside.value(aim.than))
    if aim.be == "near":
        return abs(is_ - wanted) <= aim.within
    return is_ > wanted if aim.be == "above" else is_ < wanted


def test_each_scene_has_a_task_that_is_tried_in_five_states():
    tried = {**TASKS, **JUDGED}
    goals = {task: QUESTIONS[task].goal for task in tried}
    without = {"rotary"}  # a word on it is asked by "why-not-values"; nothing is to be reached
    assert {goal.figure for goal in goals.values()} == set(SCENES) - without
    for states in tried.values():
        assert (len(states["right"]), len(states["wrong"])) == (2, 3)


@pytest.mark.parametrize(("task", "is_right", "state"), STATES)
def test_a_task_takes_what_is_right_and_nothing_else(task, is_right, state):
    aside = QUESTIONS[task]
    figure = FIGURES[aside.goal.figure]()
    for place, values in state.items():
        name, _, row = place.partition("[")
        array = figure.inputs[name].copy()
        array[int(row.rstrip("]")) if row else ...] = values
        figure.set(**{name: array})
    assert all(holds(aside, aim, figure) for aim in aside.goal.aims) == is_right
