"""What one edit of a live figure costs the browser, on a machine slowed down four times: a key
in a number field, or a step of a point that is dragged.

Script, style and layout time of the page (CDP ``Performance.getMetrics``) for each edit: the
median and the 95th percentile, and how many layouts it takes. Measured in turn: with the wave of
tints, and without it, as for readers who want no motion. Goals: 8 ms for one head, 16 ms for six
layers. Numbers of a busy machine are worth little; what was measured in turn can be compared.
"""

import itertools
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import FLAGS, installed_browser  # noqa: E402
from figure_page import written  # noqa: E402

from helpers.chapters.figures import FIGURES  # noqa: E402

NAMES = ("scale", "two-heads", "layer-norm", "encoder", "from-e-to-z")
SCENES = (
    "angle",
    "bend",
    "attention-in-one-picture",
    "fold",
    "norm-in-space",
    "walk",
    "two-shadows",
)
EDITS = 30
SLOWER = 4
PAUSE = 1000  # milliseconds: a wave comes to its end
# asked without Playwright's own script around it, which would be counted as the page's
FRAME = {
    "expression": "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))",
    "awaitPromise": True,
}
COUNTED = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")


def spent(client):
    """Milliseconds that the page has spent so far, and layouts that it has made."""
    metrics = {
        one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]
    }
    return np.array([1000 * sum(metrics[name] for name in COUNTED), metrics["LayoutCount"]])


def keys(page):
    """Press a key in the first number field of what is on show, again and again.

    The key goes to what has the focus: to look the field up each time, as a locator does, would
    run the tool's own script in the page and count it as the page's.
    """
    page.locator(".hm-live .hm-scene .hm-field:visible").first.press("F2")
    while True:
        yield page.keyboard.press("ArrowUp")


def drags(page, client):
    """Drag the first point to and fro with the mouse.

    The browser is told of each move directly: with a button down Playwright runs a script of its
    own in the page at each move, which would be counted as the page's.
    """
    box = page.locator(".hm-live .hm-grip").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in itertools.count(1):
        to = {"x": x - 8 * (step % 7), "y": y + 8 * (step % 5)}
        moved = {"type": "mouseMoved", "button": "left", "buttons": 1, **to}
        yield client.send("Input.dispatchMouseEvent", moved)


def costs(browser, file, slowdown, motion):
    """Milliseconds and layouts of each edit of a figure's first number, or of its first point."""
    page = browser.new_page(reduced_motion=motion, viewport={"width": 1366, "height": 768})
    page.goto(file.as_uri())
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")
    client.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    edit = drags(page, client) if file.stem in SCENES else keys(page)
    page.wait_for_timeout(500)
    taken = []
    for _ in range(EDITS):
        page.wait_for_timeout(PAUSE if motion == "no-preference" else 0)
        before = spent(client)
        next(edit)
        client.send("Runtime.evaluate", FRAME)
        taken.append(spent(client) - before)
    page.close()
    return np.array(taken[3:])  # the first edits warm up


def main():
    """Print a line for each figure: at full speed, four times slower, and that with the wave."""
    print(f"load {os.getloadavg()[0]:.1f}; ms an edit")
    ways = [(1, "reduce"), (SLOWER, "reduce"), (SLOWER, "no-preference")]
    heads = ("1x", f"{SLOWER}x", f"{SLOWER}x, wave")
    print(f"{'figure':25}", *(f"{head:>10}{'p95':>7}{'layouts':>9}" for head in heads))
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        for name in sys.argv[1:] or NAMES + SCENES:
            file = Path(folder) / f"{name}.html"
            file.write_text(written([FIGURES[name]()]), encoding="utf-8")
            row = []
            for slowdown, motion in ways:
                taken, layouts = costs(browser, file, slowdown, motion).T
                median, late = np.percentile(taken, [50, 95])
                row.append(f"{median:10.1f}{late:7.1f}{np.median(layouts):9.0f}")
            print(f"{name:25}", *row)
        browser.close()


if __name__ == "__main__":
    main()
