"""Whoever works with the keyboard stays where the work is: nothing takes the focus away."""

from playwright.sync_api import expect

from . import samples
from .test_run_in_page import halving

HELLO_1 = "Q row 1 Hello column 1"


def explained(page):
    """Explain the first score; give the strip."""
    page.live.locator('[data-shows="S"] td.hm-cell').first.click()
    strip = page.live.locator(".hm-strip")
    expect(strip).to_contain_text("= 68")
    return strip


def press(page, *keys):
    for key in keys:
        page.page.keyboard.press(key)


def test_the_close_button_closes_the_explanation_and_goes_back_to_the_number(show):
    page = show(samples.one_head())
    strip = explained(page)
    page.button("Close").press("Enter")
    expect(strip).to_contain_text("Point at a number")
    expect(page.live.locator('[data-shows="S"] td.hm-cell').first).to_be_focused()


def test_escape_inside_the_explanation_goes_back_to_the_number(show):
    page = show(samples.one_head())
    strip = explained(page)
    strip.locator(".hm-walk").first.focus()
    press(page, "Escape")
    expect(page.live.locator('[data-shows="S"] td.hm-cell').first).to_be_focused()
    expect(strip).to_contain_text("= 68")
    press(page, "Escape")
    expect(strip).to_contain_text("Point at a number")


def test_an_edit_leaves_the_focus_in_the_explanation(show):
    page = show(samples.one_head())
    page.type(HELLO_1, "9")
    page.type(HELLO_1, "10")
    page.live.locator('[data-shows="S"] td.hm-cell').first.focus()
    walk = page.live.locator(".hm-walk")
    walk.nth(1).focus()
    for value in ("9", "8"):
        press(page, "ControlOrMeta+z")
        expect(walk.first).to_have_text(value)
        expect(walk.nth(1)).to_be_focused()


def test_escape_closes_the_menu_before_anything_else_and_goes_back_to_it(show):
    page = show(samples.one_head())
    strip = explained(page)
    menu = page.live.locator(".hm-menu")
    menu.locator("summary").click()
    page.button("Copy as NumPy").focus()
    press(page, "Escape")
    assert menu.get_attribute("open") is None
    expect(menu.locator("summary")).to_be_focused()
    expect(strip).to_contain_text("= 68")


def test_the_last_step_keeps_the_focus_and_the_end_gives_it_back(show):
    page = show(samples.one_head())
    page.button("Steps").focus()
    press(page, *["Enter"] * 12)
    expect(page.button("Next →")).to_be_disabled()
    expect(page.button("Next →")).to_be_focused()
    page.button("End the walk").press("Enter")
    expect(page.button("Steps")).to_be_focused()


def test_a_button_that_has_nothing_left_to_do_keeps_the_focus_and_does_nothing(show):
    page = show(samples.one_head())
    page.type(HELLO_1, "9")
    page.button("Undo").focus()
    press(page, "Enter", "Enter", "Enter")
    expect(page.button("Undo")).to_be_disabled()
    expect(page.button("Undo")).to_be_focused()
    expect(page.field(HELLO_1)).to_have_value("8")
    expect(page.button("Redo")).to_be_enabled()


def test_the_end_of_a_run_keeps_the_focus(show):
    page = show(halving(most=2))
    page.button("One step").focus()
    press(page, *["Enter"] * 4)
    expect(page.button("One step")).to_be_disabled()
    expect(page.button("One step")).to_be_focused()
    expect(page.live.locator(".hm-run .hm-word")).to_have_text("step 3")
