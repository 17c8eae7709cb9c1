"""In JupyterLab the figure is a widget: what a reader edits reaches Python, and back."""

import shutil
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live.test_readme import ENGINE, EXAMPLE
from playwright.sync_api import expect

from helpers.live.rounding import shown

from .lab import READY, ROOT, Notebook

PATHS = [str(ROOT), str(ROOT / "tests")]
CELLS = (
    f"import sys; sys.path[:0] = {PATHS!r}\n"
    "import ipywidgets\nfrom live import samples\n"
    "fig = samples.one_head()\n"
    "slide = ipywidgets.FloatSlider(value=2, min=1, max=40)\n"
    "ipywidgets.link((slide, 'value'), (fig, 'scale'))\n"
    "ipywidgets.HBox([fig, slide])",
    "print('S is', fig['S'][0, 0], 'scale is', fig.scale)",
    "fig.set(Q=[[1, 0, 0], [0, 1, 0]])",
    EXAMPLE.replace("from live", "from touch") + "\nfig",  # the engine's folder under another name
    "print('slope', fig['slope'])",
)
ATTEMPTS = 6


def write(file, cells):
    """Write a notebook that JupyterLab opens without asking for a kernel."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells), metadata=kernel), file)


@pytest.fixture
def notebook(lab):
    """Put a notebook into the folder that JupyterLab serves; give its address."""
    write(lab.folder / "figure.ipynb", map(nbformat.v4.new_code_cell, CELLS))
    shutil.copytree(ENGINE, lab.folder / "touch")
    return lab.of(Path("figure.ipynb"))


def test_edits_travel_both_ways(notebook, visit):
    page = visit(notebook, viewport={"width": 1300, "height": 1600}).page
    wait = READY * 1000
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    expect(cells).to_have_count(len(CELLS), timeout=wait)
    idle = page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
    expect(idle).to_have_count(1, timeout=wait)

    def run(i):
        prompt = cells.nth(i).locator(".jp-InputPrompt")
        before = prompt.inner_text()
        for _ in range(ATTEMPTS):  # the first may come before the kernel is connected
            cells.nth(i).locator(".cm-content").click()
            page.keyboard.press("Shift+Enter")
            try:
                expect(prompt).not_to_have_text(before, timeout=4000)
                return
            except AssertionError:
                continue
        pytest.fail(f"JupyterLab did not run cell {i}")

    run(0)
    figure = page.locator(".hm-live")
    expect(figure.locator('[data-shows="S"] td.hm-cell').first).to_have_text("68", timeout=wait)
    expect(figure.get_by_label("divide by", exact=True)).to_have_value("2")
    field = figure.get_by_label("Q row 1 Hello column 1", exact=True)
    field.click()
    field.fill("9")
    field.press("Enter")
    expect(figure.locator('[data-shows="S"] td.hm-cell').first).to_have_text("72")
    figure.get_by_label("divide by", exact=True).fill("4")
    expect(page.locator(".widget-readout")).to_have_text("4.00")
    run(1)
    expect(cells.nth(1)).to_contain_text("S is 72.0 scale is 4.0", timeout=wait)
    run(2)
    expect(figure.locator('[data-shows="S"] td.hm-cell').first).to_have_text("4", timeout=wait)
    expect(field).to_have_value("1")
    run(1)
    expect(cells.nth(1)).to_contain_text("S is 4.0", timeout=wait)
    run(3)
    alone = cells.nth(3).locator(".hm-live")
    field = alone.locator("input.hm-field").nth(7)
    expect(field).to_have_value("4.5", timeout=wait)
    field.fill("9")
    field.press("Enter")
    slope = np.polyfit([1, 2, 3, 4], [2, 2.5, 4, 9], 1)[0]
    expect(alone.locator(".hm-sentence b").nth(1)).to_have_text(shown(float(slope)))
    run(4)
    expect(cells.nth(4)).to_contain_text(f"slope {slope:.4}", timeout=wait)


NOTEBOOK = """() => {
  const { content } = window.jupyterapp.shell.currentWidget;
  const cells = [...content.model.cells].map((cell) => [cell.type, cell.sharedModel.source]);
  return { at: content.activeCellIndex, mode: content.mode, cells };
}"""

IS_CHANGED = "() => window.jupyterapp.shell.currentWidget.context.model.dirty"


def test_keys_of_a_figure_are_none_of_jupyterlab_s(lab, visit):
    """Of a cell that is not edited, Lab takes arrows, Enter, digits and letters as orders."""
    lines = [*CELLS[0].splitlines()[:3], "fig = samples.one_head()", "fig"]
    cells = [nbformat.v4.new_code_cell(source) for source in ("1 + 1", "\n".join(lines), "2")]
    write(lab.folder / "keys.ipynb", cells)
    page = visit(lab.of(Path("keys.ipynb")), viewport={"width": 1300, "height": 1600}).page
    Notebook(page, Path("keys.ipynb")).run_all()
    figure = page.locator(".hm-live")
    expect(figure).to_have_count(1, timeout=READY * 1000)
    first = figure.locator('[data-shows="S"] td.hm-cell').first
    first.click()
    before = page.evaluate(NOTEBOOK)
    assert before["at"] == 1

    def press(*keys):
        for key in keys:
            page.keyboard.press(key)

    press("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "1", "d", "d", "b", "x", "m")
    expect(first).to_be_focused()
    press("Enter")
    expect(figure.locator(".hm-walk").first).to_be_focused()
    press("ArrowRight", "Enter", "Escape", "Escape")
    field = figure.get_by_label("Q row 1 Hello column 1", exact=True)
    field.focus()
    press("ArrowDown", "ArrowUp", "5", "Enter", "Enter", "ArrowUp", "Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value("6")
    press("z", "Escape", "Escape", "Escape")
    expect(field).to_have_value("6")
    expect(first).to_have_text("60")
    assert page.evaluate(NOTEBOOK) == before
    assert page.evaluate(IS_CHANGED)
    press("Control+s")  # with Ctrl a key is for them
    for _ in range(READY * 4):
        if not page.evaluate(IS_CHANGED):
            return
        page.wait_for_timeout(250)
    pytest.fail("Ctrl+S in a figure saved nothing")
