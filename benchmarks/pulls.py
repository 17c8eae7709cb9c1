"""What pulling a result costs the browser, on a machine slowed down four times.

From the press of the button until the answer stands in the inputs, painting left aside. The goal:
50 ms at four times slower. Each figure begins at its start and is pulled to several goals in turn.
"""

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

GOALS = {
    "scale": (0.5, 0.2, 0.8),
    "sos-asks": (0.9, 0.2, 0.6),
    "row-to-word": (0, 2, -1),
    "pull-the-answer": (0.9, 0.5, 0.7),
}
ROUNDS = 7
PULL = """([goal]) => {
  const root = document.querySelector('.hm-view-pull');
  const field = root.querySelector('.hm-goal');
  field.value = goal;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  const began = performance.now();
  root.querySelector('.hm-button').click();
  return [performance.now() - began, root.querySelector('[role=status]').textContent];
}"""


def costs(browser, name, slowdown):
    """Milliseconds of each pull; the first one, which builds the way back, apart."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(written([FIGURES[name]()]), encoding="utf-8")
        page = browser.new_page()
        page.goto(file.as_uri())
        client = page.context.new_cdp_session(page)
        client.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        page.wait_for_timeout(500)
        taken = []
        for goal in GOALS[name] * ROUNDS:
            milliseconds, said = page.evaluate(PULL, [str(goal)])
            assert said.startswith("It is"), (name, goal, said)
            taken.append(milliseconds)
            page.wait_for_timeout(50)
        page.close()
    return taken[0], np.array(taken[1:])


def main():
    """Print a line for each figure, at full speed and four times slower."""
    print(f"{'figure':18}{'1x first':>9}{'median':>8}{'4x first':>10}{'median':>8}{'p95':>7}   ms")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        for name in GOALS:
            once, quick = costs(browser, name, 1)
            first, slow = costs(browser, name, 4)
            print(
                f"{name:18}{once:9.1f}{np.median(quick):8.1f}{first:10.1f}{np.median(slow):8.1f}"
                f"{np.percentile(slow, 95):7.1f}"
            )
        browser.close()


if __name__ == "__main__":
    main()
