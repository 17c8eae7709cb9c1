"""The notebooks in JupyterLab, as a reader has them: opened, run, saved, opened again."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest
from browser import visits

from helpers.authoring import notebooks

from .lab import Notebook, Seen

PAGES = sorted(path.stem for path in notebooks.BOOK.glob("*.ipynb"))
SAMPLED = ("02-position", "05-scores", "13-generate")
STAGES = ("as it comes", "run", "opened again")
WINDOW = {"width": 1300, "height": 1000}


class Reading(NamedTuple):
    """What was seen at each stage, and what is left of it in the file."""

    path: Path
    seen: dict[str, Seen]
    n_widgets: int
    errors: list[str]

    @property
    def stored(self):
        return notebooks.read(notebooks.BOOK / self.path.name)


@pytest.fixture(scope="module", params=PAGES if os.environ.get("HOLA_TEST_ALL") else SAMPLED)
def reading(request, lab, browser):
    """Read a notebook as it comes, run all of it, save it, end its kernel, and read it again."""
    path = lab.folder / "book" / f"{request.param}.ipynb"
    with visits(browser) as visit:
        visited = visit(f"{lab.address}/lab/tree/book/{path.name}?reset", viewport=WINDOW)
        opened = Notebook(visited.page)
        seen = [opened.scroll_through()]
        opened.run_all()
        seen.append(opened.scroll_through())
        n_widgets = opened.n_widgets()
        opened.save()
        opened.shut_down()
        visited.page.reload()
        seen.append(Notebook(visited.page).scroll_through())
    errors = [said for said in visited.complaints if not said.startswith("failed: ")]
    return Reading(path, dict(zip(STAGES, seen, strict=True)), n_widgets, errors)


@pytest.mark.parametrize("stage", STAGES)
def test_a_reader_sees_every_cell_and_nothing_red(reading, stage):
    assert reading.seen[stage].cells == len(reading.stored.cells)
    assert reading.seen[stage].red == []


def test_the_console_has_no_error(reading):
    assert reading.errors == []


def test_figures_come_alive_and_stand_still_without_their_kernel(reading):
    as_it_comes, run, again = reading.seen.values()
    assert run.live == reading.n_widgets >= as_it_comes.still > 0
    assert again.still == as_it_comes.still
    assert (as_it_comes.live, run.still, again.live) == (0, 0, 0)


def test_outputs_say_the_same_when_the_notebook_is_opened_again(reading):
    assert reading.seen["opened again"].text == reading.seen["as it comes"].text


def test_running_and_saving_changes_nothing(reading):
    """What a reader gives back is the file of before, so that git has nothing to say."""
    stored = (notebooks.BOOK / reading.path.name).read_text(encoding="utf-8")
    saved = reading.path.read_text(encoding="utf-8")
    assert notebooks.comparable(saved) == notebooks.comparable(stored)


def test_where_a_drawing_may_not_be_shown_the_names_of_the_map_stand_apart(reading):
    assert "Text · Embedding · Position" in reading.seen["as it comes"].text
