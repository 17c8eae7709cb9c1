"""Figures that are read in other ways: translated, from the right, in one's own colours."""

import re

import pytest
import tinycss2
from browser import TRANSLATE
from playwright.sync_api import expect

from helpers import example
from helpers.live import assets

from . import samples
from .test_figure_in_page import HELLO_1, changed

STYLE_OF = """(node, [side, ...names]) => {
    const style = getComputedStyle(node, side);
    return names.map((name) => style[name]);
}"""


def style(locator, *names, side=None):
    return locator.evaluate(STYLE_OF, [side, *names])


def test_a_figure_whose_words_were_translated_works_on(show):
    page = show(samples.one_head())
    page.page.evaluate(TRANSLATE)
    expect(page.live.locator(".hm-tools font").first).to_have_text("¿UNDO?")
    page.type(HELLO_1, "9")
    Q = changed(example.Q[0], 0, 0, to=9)
    page.shows("Z_heads", Q=Q)
    page.live.locator("td.hm-cell").first.click()
    expect(page.live.locator(".hm-sum")).to_contain_text("=")
    page.live.locator(".hm-strip").evaluate(TRANSLATE)
    page.live.locator(".hm-walk").first.click()
    page.live.get_by_role("switch").first.press(" ")
    page.shows("A", Q=Q, mask=True)
    page.button("Undo").click()
    page.button("Undo").click()
    page.shows("A", Q=example.Q[0], mask=False)
    expect(page.button("Undo")).to_be_disabled()
    assert page.is_quiet()


def test_a_translated_sentence_is_still_the_one_that_was_typed(show):
    page = show(samples.sentences())
    page.page.evaluate(TRANSLATE)
    field = page.live.locator("input.hm-words")
    field.fill("mundo hola")
    field.press("Enter")
    page.shows("A", ids="mundo hola")
    assert page.is_quiet()


def test_in_a_page_from_right_to_left_a_figure_runs_from_left_to_right(show):
    page = show(samples.one_head())
    page.page.evaluate("() => { document.documentElement.dir = 'rtl'; }")
    assert style(page.page.locator("h1"), "direction") == ["rtl"]
    assert style(page.root, "direction") == ["ltr"]
    cells = page.live.locator('[data-shows="S"] tr').last.locator("td, th").all()
    places = [cell.bounding_box()["x"] for cell in cells]
    assert places == sorted(places)
    box = page.field(HELLO_1).bounding_box()
    page.page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 56, box["y"] + 10, steps=8)
    page.page.mouse.up()
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=13))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_the_reader_s_own_colours_nothing_is_told_by_a_hue_alone(show, scheme):
    page = show(samples.one_head(), forced_colors="active", color_scheme=scheme)
    ground = style(page.root, "backgroundColor")
    first, last = (page.live.locator('[data-shows="S"] td.hm-cell').nth(i) for i in (0, -1))
    assert style(first, "borderTopWidth", side="::before") == ["2px"]
    assert style(last, "borderBottomWidth", side="::after") == ["2px"]
    assert style(first, "borderTopColor", side="::before") != ground

    heats = page.live.locator('[data-shows="A"] td[class*="hm-h"]').all()
    assert len(heats) == 4
    lines = {style(cell, "backgroundSize")[0].split()[0] for cell in heats}
    assert len(lines) > 1  # as long as the number is large
    assert all("gradient" in style(cell, "backgroundImage")[0] for cell in heats)
    text, behind = style(heats[0], "color", "backgroundColor")
    assert text != behind
    assert style(page.live.locator(".hm-fill").first, "backgroundColor") != ground

    first.focus()
    assert style(first, "outlineStyle", "outlineWidth") == ["solid", "3px"]
    operand = page.live.locator(".hm-lit").first
    assert style(operand, "outlineStyle") in (["solid"], ["dashed"])
    pressed = page.live.get_by_role("button", name="divide by √3")
    other = page.live.get_by_role("button", name="divide by 30")
    assert style(pressed, "borderTopWidth") != style(other, "borderTopWidth")


def test_a_browser_that_mixes_no_colours_draws_fields_and_lines(show, visit, tmp_path):
    show(samples.one_head())
    file = tmp_path / "page.html"
    file.write_text(file.read_text(encoding="utf-8").replace("color-mix(", "unknown("), "utf-8")
    page = visit(file.as_uri(), viewport={"width": 1280, "height": 2000}).page
    live = page.locator("#figure-scores .hm-live")
    field = live.get_by_label(HELLO_1, exact=True)
    assert style(field, "borderTopStyle", "borderTopWidth") == ["solid", "1px"]
    heats = live.locator('[data-shows="A"] td[class*="hm-h"]').all()
    lines = {style(cell, "backgroundSize")[0] for cell in heats}
    assert len(lines) > 1
    assert all("gradient" in style(cell, "backgroundImage")[0] for cell in heats)


def test_colours_are_mixed_only_where_the_browser_says_that_it_can():
    outside = re.sub(
        r"@supports \(color: color-mix\([^{]*\{[^{]*\{[^}]*\}\s*\}", "", assets.style()
    )
    assert "@supports" in assets.style()
    assert "color-mix" not in outside
    assert not [rule for rule in tinycss2.parse_stylesheet(outside) if rule.type == "error"]
