"""The notebooks in JupyterLab, as a reader has them: opened, run, saved, opened again."""

import ast
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
IS_FIGURE = "name[0] != '_' and type(it).__name__ == 'Figure'"
STATES = f"{{name: it.state for name, it in list(globals().items()) if {IS_FIGURE}}}"
WINDOW = {"width": 1300, "height": 1000}


class Reading(NamedTuple):
    """What was seen at each stage, and what is left of it in the file."""

    path: Path
    seen: dict[str, Seen]
    n_widgets: int
    states: dict[str, dict]
    errors: list[str]

    @property
    def text(self) -> str:
        """The notebook as the book stores it."""
        return (notebooks.BOOK / self.path.name).read_text(encoding="utf-8")

    @property
    def stored(self):
        return notebooks.read(notebooks.BOOK / self.path.name)


@pytest.fixture(scope="module", params=PAGES if os.environ.get("HOLA_TEST_ALL") else SAMPLED)
def reading(request, lab, browser):
    """Read a notebook as it comes, run all of it, save it, end its kernel, and read it again."""
    path = Path("book") / f"{request.param}.ipynb"
    address = lab.of(path)
    with visits(browser) as visit:
        visited = visit(address, viewport=WINDOW)
        opened = Notebook(visited.page, path)
        seen = [opened.scroll_through()]
        opened.run_all()
        seen.append(opened.scroll_through())
        n_widgets = opened.n_widgets()
        states = ast.literal_eval(opened.ask(STATES))
        opened.save()
        opened.shut_down()
        visited.page.goto(address)
        seen.append(Notebook(visited.page, path).scroll_through())
    own = ("failed: ", *lab.application.warns)
    errors = [said for said in visited.complaints if not said.startswith(own)]
    return Reading(
        lab.folder / path, dict(zip(STAGES, seen, strict=True)), n_widgets, states, errors
    )


@pytest.mark.parametrize("stage", STAGES)
def test_a_reader_sees_every_cell_and_nothing_red(reading, stage):
    assert reading.seen[stage].cells == len(reading.stored.cells)
    assert reading.seen[stage].red == []


def test_the_console_has_no_error(reading):
    assert reading.errors == []


def test_figures_come_alive_and_stand_still_without_their_kernel(reading):
    as_it_comes, run, again = reading.seen.values()
    n_stored = reading.text.count('<figure class=\\"hm-figure')
    assert run.live == reading.n_widgets >= n_stored
    assert again.still == as_it_comes.still == n_stored
    assert (as_it_comes.live, run.still, again.live) == (0, 0, 0)


def test_no_control_gives_a_figure_another_value_than_the_code_beside_it(reading):
    """A slider of `ipywidgets` that is shown moves to its own steps, and takes the figure along."""
    namespace = notebooks.namespace_of(reading.stored)
    assert reading.states == eval(STATES, namespace)


def test_outputs_say_the_same_when_the_notebook_is_opened_again(reading):
    assert reading.seen["opened again"].text == reading.seen["as it comes"].text


def test_running_and_saving_changes_nothing(reading):
    """What a reader gives back is the file of before, so that git has nothing to say."""
    saved = reading.path.read_text(encoding="utf-8")
    assert saved == reading.text


def test_where_a_drawing_may_not_be_shown_the_names_of_the_map_stand_apart(reading):
    names = "Text · Embedding · Position"
    assert (names in reading.seen["as it comes"].text) == ("hm-map" in reading.text)
