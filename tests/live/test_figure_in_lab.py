"""In JupyterLab the figure is a widget: what a reader edits reaches Python, and back."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import numpy as np
import pytest
from playwright.sync_api import expect

from helpers.live.rounding import shown

from .test_readme import ENGINE, EXAMPLE

ROOT = Path(__file__).parents[2]
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
READY = 60  # seconds
ATTEMPTS = 6


@pytest.fixture
def lab(tmp_path):
    """Start JupyterLab on a free port, with one notebook; give its address."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, tmp_path / "figure.ipynb")
    shutil.copytree(ENGINE, tmp_path / "touch")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    homes = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    options = {
        "ServerApp.port": port,
        "ServerApp.root_dir": tmp_path,
        "IdentityProvider.token": "",
        "ServerApp.allow_root": True,
        "ServerApp.open_browser": False,
        "LabApp.news_url": "",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterlab",
            *(f"--{key}={value}" for key, value in options.items()),
        ],
        env={**os.environ, **{home: str(tmp_path / home.lower()) for home in homes}},
        stdout=subprocess.DEVNULL,
        stderr=(tmp_path / "lab.log").open("w"),
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status", process, tmp_path / "lab.log")
        yield f"{address}/lab/tree/figure.ipynb?reset"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address, process, log):
    for _ in range(READY * 4):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                json.load(answer)
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"JupyterLab did not start in {READY} s:\n{log.read_text()}")


def test_edits_travel_both_ways(lab, visit):
    page = visit(lab, viewport={"width": 1300, "height": 1600}).page
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
