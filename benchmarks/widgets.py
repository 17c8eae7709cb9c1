"""One edit of chapter 5's figure `scale` in a page of the book, beside the same figure built from
core ipywidgets in JupyterLab, where a kernel computes: from the key to the number on the screen.

Both have Q, K and V as fields that are edited, the divisor, and S, S_scaled, A and Z. Every key is
the same, in the first number of Q; the clock stops after the frame in which S changed. Median and
95th percentile in milliseconds, and how many times longer the kernel's way takes.
"""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
import numpy as np
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import FLAGS, installed_browser  # noqa: E402
from figure_page import written  # noqa: E402
from in_lab.lab import Notebook, serving  # noqa: E402

from helpers.chapters.figures import FIGURES  # noqa: E402

EDITS = 40
WARM = 5
PAUSE = 150  # milliseconds between two keys
WINDOW = {"width": 1366, "height": 768}

WIDGETS = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
import ipywidgets, numpy as np
from helpers import attention_steps, example

def field(x):
    return ipywidgets.FloatText(x, step=0.01, continuous_update=True, layout={{"width": "6em"}})

def grid(matrix):
    rows = [[field(x) for x in row] for row in matrix]
    return rows, ipywidgets.VBox([ipywidgets.HBox(row) for row in rows])

def table(matrix):
    rows = ("".join(f"<td>{{x:.6g}}</td>" for x in row) for row in matrix)
    return "<table>" + "".join(f"<tr>{{row}}</tr>" for row in rows) + "</table>"

(Q, q), (K, k), (V, v) = (grid(getattr(example, name)[0]) for name in "QKV")
divisor = ipywidgets.FloatSlider(value=3 ** 0.5, min=0.5, max=60)
results = {{name: ipywidgets.HTML() for name in ("S", "S_scaled", "A", "Z_heads")}}
results["S"].add_class("scores")

def compute(_=None):
    q, k, v = (np.array([[x.value for x in row] for row in rows]) for rows in (Q, K, V))
    steps = attention_steps(q, k, v, None, divisor.value)
    for name, shown in results.items():
        shown.value = table(getattr(steps, name))

for one in [divisor, *(x for rows in (Q, K, V) for row in rows for x in row)]:
    one.observe(compute, "value")
compute()
ipywidgets.VBox([ipywidgets.HBox([q, k, v]), divisor, ipywidgets.HBox(list(results.values()))])
"""

CLOCK = """(place) => {
    window.taken = [];
    let pressed = null;
    addEventListener('keydown', () => { pressed = performance.now(); }, true);
    new MutationObserver(() => {
        if (pressed === null) return;
        const start = pressed;
        pressed = null;
        requestAnimationFrame(() => setTimeout(() => taken.push(performance.now() - start)));
    }).observe(place, { subtree: true, childList: true, characterData: true });
}"""


def times(page, field, result, slower):
    """Milliseconds from each key in `field` to the frame that shows what became of `result`."""
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    result.evaluate(CLOCK)
    for i in range(EDITS):
        field.press("ArrowUp")
        page.wait_for_function(f"taken.length > {i}", timeout=20_000)
        page.wait_for_timeout(PAUSE)
    return np.array(page.evaluate("taken")[WARM:])


def of_page(browser, folder, slower):
    """Measure the figure in a page without a server."""
    file = folder / "scale.html"
    file.write_text(written([FIGURES["scale"]()]), encoding="utf-8")
    page = browser.new_page(viewport=WINDOW)
    page.goto(file.as_uri())
    page.locator('.hm-tile[data-opens="S"]').click()
    field = page.locator('.hm-view[data-shows="Q"] .hm-field').first
    field.press("F2")
    taken = times(page, field, page.locator('.hm-view[data-shows="S"]'), slower)
    page.close()
    return taken


def of_widgets(browser, address, slower):
    """Measure the widgets in JupyterLab; a kernel of their own computes."""
    page = browser.new_page(viewport=WINDOW)
    page.goto(address + "/lab/tree/widgets.ipynb?reset")
    notebook = Notebook(page, Path("widgets.ipynb"))
    notebook.run_all()
    result = page.locator(".scores")
    expect(result.locator("td").first).to_be_visible(timeout=60_000)
    taken = times(page, page.locator("input[type=number]").first, result, slower)
    notebook.shut_down()
    page.close()
    return taken


def main():
    """Print both, at full speed and four times slower, and their ratio."""
    print(f"load {os.getloadavg()[0]:.1f}; ms from key to number")
    print(f"{'':6}{'page':>8}{'p95':>8}{'widgets':>10}{'p95':>8}{'ratio':>8}")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        folder, home = Path(name) / "served", Path(name) / "home"
        folder.mkdir()
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        cells = [nbformat.v4.new_code_cell(WIDGETS)]
        written_out = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
        nbformat.write(written_out, folder / "widgets.ipynb")
        with serving(folder, home) as address:
            for slower in (1, 4):
                both = of_page(browser, folder, slower), of_widgets(browser, address, slower)
                (own, own_late), (other, late) = (np.percentile(one, [50, 95]) for one in both)
                print(f"{slower}x{own:12.1f}{own_late:8.1f}{other:10.1f}{late:8.1f}", end="")
                print(f"{other / own:8.1f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
