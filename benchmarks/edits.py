"""What one edit of a live figure costs the browser, on a machine slowed down four times: a key
in a number field, or a step of a point that is dragged.

Script, style and layout time of the page (CDP ``Performance.getMetrics``) for each edit: the
median and the 95th percentile. Goals: 8 ms for one head, 16 ms for six layers.
"""

import itertools
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
SCENES = ("angle", "bend", "attention-in-one-picture", "fold", "norm-in-space", "two-shadows")
EDITS = 30
COUNTED = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")


def spent(client):
    """Seconds that the page has spent so far."""
    metrics = client.send("Performance.getMetrics")["metrics"]
    return sum(entry["value"] for entry in metrics if entry["name"] in COUNTED)


def keys(page):
    """Press a key in the first number field, again and again."""
    field = page.locator(".hm-live .hm-field").first
    field.press("F2")
    while True:
        yield field.press("ArrowUp")


def drags(page):
    """Drag the first point to and fro with the mouse."""
    box = page.locator(".hm-live .hm-grip").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in itertools.count(1):
        yield page.mouse.move(x - 8 * (step % 7), y + 8 * (step % 5))


def costs(browser, name, slowdown, edits):
    """Milliseconds of each edit of a figure's first number, or of its first point."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(written([FIGURES[name]()]), encoding="utf-8")
        page = browser.new_page()
        page.goto(file.as_uri())
        client = page.context.new_cdp_session(page)
        client.send("Performance.enable")
        client.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        edit = edits(page)
        page.wait_for_timeout(500)
        milliseconds = []
        for _ in range(EDITS):
            before = spent(client)
            next(edit)
            page.evaluate(
                "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
            )
            milliseconds.append(1000 * (spent(client) - before))
        page.close()
    return np.array(milliseconds[3:])  # the first edits warm up


def main():
    """Print a line for each figure, at full speed and four times slower."""
    print(f"{'figure':25}{'1x median':>11}{'p95':>7}{'4x median':>11}{'p95':>7}   ms an edit")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        for name in NAMES + SCENES:
            row = []
            for slowdown in (1, 4):
                taken = costs(browser, name, slowdown, drags if name in SCENES else keys)
                row += [np.median(taken), np.percentile(taken, 95)]
            print(f"{name:25}{row[0]:11.1f}{row[1]:7.1f}{row[2]:11.1f}{row[3]:7.1f}")
        browser.close()


if __name__ == "__main__":
    main()
