"""The names in a scene: none lies on another, as it opens and where its task is solved."""

import pytest

from helpers.chapters.asides import QUESTIONS
from helpers.chapters.figures import FIGURES

from .test_goals_of_scenes import SCENES as JUDGED
from .test_scenes import SCENES, TASKS

WINDOWS = {"laptop": (1366, 768), "phone": (390, 844)}
STATES = [(name, "start", {}) for name in SCENES] + [
    (QUESTIONS[task].goal.figure, f"{task} {i}", state)
    for task, states in {**TASKS, **JUDGED}.items()
    for i, state in enumerate(states["right"])
]
NAMES = """() => {
    const drawings = [...document.querySelectorAll('.hm-live svg:is(.hm-plane, .hm-drawn)')];
    const isSeen = (text) => text.checkVisibility({ visibilityProperty: true });
    return drawings.map((svg) => [...svg.querySelectorAll('text')]
        .filter((text) => text.textContent && isSeen(text))
        .map((text) => [text.textContent, text.getBoundingClientRect()])
        .map(([name, { left, right, top, bottom }]) => [name, left, right, top, bottom]));
}"""
"""For each drawing the names that are seen, with their boxes."""
BESIDE = 0.2  # of a line's height is free above letters, and as much below


def changed(figure, state):
    """Set inputs; a key with a place in brackets sets a row."""
    for place, values in state.items():
        name, _, row = place.partition("[")
        if row:
            rows = figure.inputs[name].copy()
            rows[int(row.rstrip("]"))] = values
            values = rows
        figure.set(**{name: values})
    return figure


def pairs_on_each_other(names):
    """Give the pairs of names whose letters meet."""
    found = []
    for i, (one, *box) in enumerate(names):
        for other, *there in names[:i]:
            across = min(box[1], there[1]) - max(box[0], there[0])
            down = min(box[3], there[3]) - max(box[2], there[2])
            line = min(box[3] - box[2], there[3] - there[2])
            if across > 1 and down > 2 * BESIDE * line:
                found.append({one, other})
    return found


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize(("name", "when", "state"), STATES)
def test_no_name_lies_on_another(name, when, state, window, visit, tmp_path):
    width, height = WINDOWS[window]
    file = changed(FIGURES[name](), state).save(tmp_path / "scene.html")
    page = visit(file.as_uri(), viewport={"width": width, "height": height}).page
    drawings = [names for names in page.evaluate(NAMES) if names]
    assert drawings
    assert [pairs_on_each_other(names) for names in drawings] == [[] for _ in drawings]


def test_names_that_meet_are_found():
    across = [["one", 0, 30, 0, 16], ["other", 20, 60, 4, 20], ["far", 70, 90, 0, 16]]
    assert pairs_on_each_other(across) == [{"one", "other"}]
