"""What the eye sees after an edit: pictures of a figure 100 ms apart, one below the other.

``make films`` (``python tests/films.py FOLDER``) films one edit in chapters 5, 6 and 9 and on the
title page, *Watch it learn*, and one pass of the whole machine. Look at each strip: can one say,
without reading, what caused what?
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from browser import FLAGS, installed_browser  # noqa: E402
from figure_page import written  # noqa: E402

from helpers.chapters.figures import FIGURES  # noqa: E402

APART = 100  # milliseconds of the page, whose clock stands still while a picture is taken
LAPTOP = {"width": 1366, "height": 768}


def edit(page):
    """Change the first number that can be edited."""
    field = page.locator(".hm-live .hm-scene td > .hm-field:visible").first
    field.press("F2")
    field.fill("-2")
    field.press("Enter")


def pressed(name):
    """Press a button by the beginning of its name."""
    return lambda page: page.get_by_role("button", name=name).first.dispatch_event("click")


FILMS = {  # the figure, what is done, how many pictures, and how many times APART between them
    "scale": (edit, 11, 1),
    "two-heads": (edit, 11, 1),
    "encoder": (edit, 11, 1),
    "hero": (pressed("which word first −1"), 4, 1),
    "hero-learns": (pressed("Watch it learn"), 10, 5),
    "whole-machine": (pressed("Play"), 12, 13),
}


def film(browser, file, act, count, every):
    """Take the pictures; the first is from before."""
    page = browser.new_page(viewport=LAPTOP, reduced_motion="no-preference")
    page.clock.install()
    page.goto(file.as_uri())
    page.clock.run_for(500)
    figure = page.locator(".hm-figure")
    shots = [figure.screenshot()]
    act(page)
    for _ in range(count):
        page.clock.run_for(APART * every)
        shots.append(figure.screenshot())
    page.close()
    return [Image.open(io.BytesIO(shot)) for shot in shots]


def joined(pictures, columns=3):
    """Put pictures beside and below each other."""
    width = max(one.width for one in pictures)
    height = max(one.height for one in pictures)
    rows = -(-len(pictures) // columns)
    strip = Image.new("RGB", (columns * width, rows * height), "white")
    for i, one in enumerate(pictures):
        strip.paste(one, (i % columns * width, i // columns * height))
    return strip


def main():
    """Write one picture for each film."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as pages:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        for name in sys.argv[2:] or FILMS:
            figure = name.removesuffix("-learns")
            file = Path(pages) / f"{name}.html"
            file.write_text(written([FIGURES[figure]()]), encoding="utf-8")
            joined(film(browser, file, *FILMS[name])).save(folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
