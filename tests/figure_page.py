"""A page that holds figures, and how a person uses it."""

import re

import numpy as np
from playwright.sync_api import expect

from helpers.live import assets as engine
from helpers.live import setting
from helpers.live.rounding import shown
from helpers.site import assets
from helpers.site.edition import edition_box
from helpers.site.extension import level_titles
from helpers.site.origin import marked

STYLE = assets.STATIC / "hola.css"
COLOURS = {
    "light": ("#222832", "#ffffff", "#48566b", "#d1d5da", "#f5f5f5"),
    "dark": ("#ced6dd", "#121212", "#9ca4af", "#48566b", "#202020"),
}
KEEPING = """() => Object.defineProperty(navigator, 'clipboard', {
    value: { writeText: async (text) => { window.copied = text; } }, configurable: true,
})"""
ALL = (engine.drawing_script(), engine.pulling_script(), assets.joined("pages.js"))
NAMES = ("text-base", "background", "text-muted", "border", "surface")


def levelled(figure):
    return marked(level_titles(figure._repr_html_(), 3), "models.html#{}".format)


def written(figures, theme="light", prose="", scripts=None):
    """Write a page with the style of the book and the colours of its theme."""
    colours = ";".join(
        f"--pst-color-{name}:{colour}" for name, colour in zip(NAMES, COLOURS[theme], strict=True)
    )
    sections = "".join(
        f'<section id="section-{i}"><h2>Section {i}</h2>{levelled(figure)}</section>'
        for i, figure in enumerate(figures)
    )
    return f"""<!DOCTYPE html>
<html lang="en" data-theme="{theme}" style="{colours};color-scheme:{theme}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
{setting.head()}<title>Figures</title><link rel="icon" href="data:,">
<style>{STYLE.read_text(encoding="utf-8")}{assets.style()}
body {{ margin: 1rem auto; max-width: 50rem; padding-inline: 1rem;
background: var(--hm-bg); color: var(--hm-fg) }}</style>
{"".join(f"<script>{text}</script>" for text in scripts or ALL)}</head>
<body><main class="bd-article"><h1>Figures</h1>
{edition_box(True)}{prose}{sections}</main></body></html>"""


class FigurePage:
    """One figure of an open page; the Python figure beside it follows when asked."""

    def __init__(self, visited, figure):
        self.visited = visited
        self.page = visited.page
        self.figure = figure
        self.root = self.page.locator(f"#figure-{figure.spec['name']}")
        self.live = self.root.locator(".hm-live")

    def field(self, name):
        """Find the input of an accessible name."""
        return self.live.get_by_label(name, exact=True)

    def button(self, name):
        """Find a button by its words; those under a figure say after them whose they are."""
        owner = self.figure.spec["title"] or self.figure.spec["name"]
        exact = re.compile(rf"^{re.escape(name)}(, {re.escape(owner)})?$")
        return self.live.get_by_role("button", name=exact)

    def shows(self, name, **inputs):
        """Wait until a view shows what NumPy gives for these inputs."""
        if inputs:
            self.figure.set(**inputs)
        wanted = [shown(float(x)) for x in np.ravel(self.figure[name])]
        self.open(name)
        view = self.live.locator(f'.hm-view-matrix[data-shows="{name}"] td.hm-cell')
        expect(view).to_have_text(wanted, timeout=3000)

    def open(self, name):
        """Bring a value in sight, where the figure shows itself as a stage."""
        tile = self.live.locator(f'.hm-tile[data-opens="{name}"]')
        if tile.count() and self.live.get_attribute("data-way") == "staged":
            tile.click()

    def type(self, name, text, key="Enter"):
        """Click on an input, type and press a key."""
        field = self.field(name)
        field.click()
        field.press("ControlOrMeta+a")
        field.press_sequentially(text)
        if key:
            field.press(key)

    def follow(self, fragment):
        """Follow a link inside the page."""
        self.page.evaluate("fragment => { location.hash = fragment; }", fragment)

    def copied(self, what):
        """Use a copying command, and look at what it puts on the clipboard."""
        self.page.evaluate(KEEPING)
        self.live.locator("summary").click()
        self.button(what).click()
        self.page.wait_for_function("window.copied !== undefined")
        return self.page.evaluate("window.copied")

    def is_quiet(self):
        """Whether nothing complained and nothing was asked from elsewhere."""
        scheme = self.page.url.split(":")[0]
        return not self.visited.complaints and not self.visited.foreign(scheme)

    def said(self):
        return self.live.locator(".hm-status")


def number_in(field):
    """Read the number in a field, which shows a real minus sign while nobody is at it."""
    return float(field.input_value().replace("−", "-"))


def step(field, *keys):
    """Change a number by keys that step it; the field has its text with the next frame."""
    field.press("F2")
    for key in keys:
        field.press(key)
    field.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def bring_forward(live, field):
    """Open the tile that a field stands behind, and before it the title's that holds the tile."""
    if field.is_visible():
        return
    tile = live.locator(f'.hm-tile[data-opens="{field.get_attribute("data-input")}"]')
    for title in live.locator(".hm-tile:not([data-opens])").all():
        if not tile.is_visible():
            title.press("Enter")
    tile.press("Enter")
    expect(field).to_be_visible()


def text_of(locator):
    """Read text with single blanks."""
    return re.sub(r"\s+", " ", locator.inner_text()).strip()
