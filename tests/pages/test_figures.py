"""Every figure of the book, where it stands: an edit gives NumPy's numbers."""

import os
import re

import numpy as np
import pytest
from figure_page import number_in, step
from playwright.sync_api import expect

from helpers.chapters import order
from helpers.chapters.figures import FIGURES
from helpers.live.inputs import Choice, Numbers
from helpers.live.rounding import shown

SCHEMES = ("file", "http") if os.environ.get("HOLA_TEST_ALL") else ("file",)

FIGURE = re.compile(r'<figure [^>]*id=\\"figure-([\w-]+)\\"')  # in a notebook, so in JSON


def homes():
    """The page of each figure that a notebook shows."""
    found = {}
    for path in order.notebooks():
        for name in FIGURE.findall(path.read_text(encoding="utf-8")):
            assert name not in found, f"{name} stands twice in the book"
            found[name] = f"book/{path.stem}"
    return found


HOMES = homes()


def test_every_figure_stands_in_a_chapter_and_every_chapter_figure_is_known():
    assert set(HOMES) == set(FIGURES)


def edited(live, figure):
    """Change the first thing that can be changed, by keyboard; Python's figure follows."""
    for name, part in figure.plan.inputs.items():
        if isinstance(part, Numbers):
            field = live.locator(f'.hm-field[data-input="{name}"]').first
            folded = field.locator("xpath=ancestor::details[not(@open)]")
            if not field.count() or folded.count():  # it stands in a fold, filled or not yet
                for title in live.locator("details.hm-group:not([open]) > summary").all()[::-1]:
                    title.press("Enter")
            if not field.is_visible():  # another value is on the stage
                live.locator(f'.hm-tile[data-opens="{name}"]').evaluate("tile => tile.click()")
            step(field, "ArrowUp")
            values = np.array(figure.state[name], dtype=float)
            values[0] = number_in(field)
            assert values[0] != figure.state[name][0]
            figure.set(**{name: values.reshape(part.values.shape)})
            return name
    name, part = next(iter(figure.plan.inputs.items()))
    if isinstance(part, Choice) and part.kind == "switch":
        live.get_by_role("switch").first.press("Space")
        figure.set(**{name: not figure.inputs[name]})
    elif isinstance(part, Choice):
        radio = live.get_by_role("radio").or_(live.get_by_role("combobox"))
        radio.first.focus()
        radio.nth(min(part.start, radio.count() - 1)).press("ArrowDown")
        figure.set(**{name: part.labels[(part.start + 1) % len(part.labels)]})
    else:
        words = part.text.split()[:1]
        field = live.get_by_role("textbox").first
        field.fill(words[0])
        field.press("Enter")
        figure.set(**{name: words[0]})
    return name


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", sorted(FIGURES))
def test_an_edit_by_keyboard_gives_what_numpy_gives(name, scheme, book, server, visit):
    figure = FIGURES[name]()
    page = HOMES[name]
    address = book.file(page).as_uri() if scheme == "file" else f"{server}/{page}.html"
    visited = visit(f"{address}#figure-{name}")  # a link opens the fold that it may stand in
    live = visited.page.locator(f"#figure-{name} > .hm-live")
    before = live.inner_text()
    edited(live, figure)
    compared = 0
    for view in live.locator(".hm-view-matrix[data-shows], .hm-view-heat[data-shows]").all():
        step = view.get_attribute("data-shows")
        cells = view.locator("td.hm-cell")
        wanted = [shown(float(x)) for x in np.ravel(figure[step])]
        if cells.count() == len(wanted):  # else it is edited there, or shows one head of several
            expect(cells).to_have_text(wanted)
            compared += len(wanted)
    if not compared:  # the page answers in its next frame: wait for it
        expect(live).not_to_have_text(before, use_inner_text=True)
    assert not visited.complaints
    assert not visited.foreign(scheme)
