"""A chapter in Firefox and in WebKit: its figures come alive, and an edit gives NumPy's numbers."""

import json
import time

import numpy as np
import pytest

from helpers.chapters.figures import FIGURES
from helpers.live.rounding import shown

from .other_browsers import PATIENCE, installed

PAGE, FIGURE, FIELD = "book/05-scores", "scale", 'input.hm-field[data-input="Q"]'
ARROW_UP = "\ue013"

CELLS = f"""
const views = document.querySelectorAll("#figure-{FIGURE} .hm-view-matrix[data-shows]");
const texts = (view) => Array.from(view.querySelectorAll("td.hm-cell"), (cell) => cell.textContent);
const shows = Array.from(views, (view) => [view.dataset.shows, texts(view)]);
return JSON.stringify(shows.filter(([, cells]) => cells.length)); // without what is edited there
"""
EDIT = f"""
const field = document.querySelector('#figure-{FIGURE} {FIELD}');
field.focus();
return field.value;
"""
VALUE = f"return document.querySelector('#figure-{FIGURE} {FIELD}').value;"
STATE = """
const styles = getComputedStyle(document.querySelector("article"));
return JSON.stringify([
  document.querySelectorAll(".hm-figure").length,
  document.querySelectorAll(".hm-figure[data-live='']").length,
  document.querySelectorAll(".katex-mathml math").length,
  document.documentElement.scrollWidth <= innerWidth,
  styles.fontFamily.length > 0,
]);
"""


@pytest.fixture(scope="module", params=installed(), ids=lambda kind: kind.__name__)
def other(request, tmp_path_factory):
    browser = request.param(tmp_path_factory.mktemp(request.param.__name__))
    yield browser
    browser.close()


def eventually(read, wanted):
    """Read until it is as wanted, or until patience ends; give what was read."""
    until = time.monotonic() + PATIENCE
    while (seen := read()) != wanted and time.monotonic() < until:
        time.sleep(0.05)
    return seen


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_an_edit_by_keyboard_gives_what_numpy_gives(other, book, server, scheme):
    figure = FIGURES[FIGURE]()
    other.open(book.file(PAGE).as_uri() if scheme == "file" else f"{server}/{PAGE}.html")
    figures, live, formulas, fits, styled = json.loads(other.run(STATE))
    assert live == figures > 0
    assert formulas > 10
    assert fits
    assert styled

    before = other.run(EDIT)
    other.type(ARROW_UP)
    Q = np.array(figure["Q"], dtype=float)
    Q.flat[0] = float(other.run(VALUE))
    assert shown(Q.flat[0]) != before
    figure.set(Q=Q)

    cells = json.loads(other.run(CELLS))
    assert {"S", "A"} <= {name for name, _ in cells}
    wanted = [[name, [shown(float(x)) for x in np.ravel(figure[name])]] for name, _ in cells]
    assert eventually(lambda: json.loads(other.run(CELLS)), wanted) == wanted
    assert list(other.complaints) == []
