"""In the built book a line of code lights the value that it makes, and back."""

import re

import pytest
from playwright.sync_api import expect

from .accessible import assert_accessible

CHAPTER = "05-scores"


@pytest.fixture
def chapter(book, visit):
    return visit(book.file(f"book/{CHAPTER}").as_uri())


def test_pointing_at_a_line_lights_its_value_in_the_figures_and_back(chapter):
    page = chapter.page
    listing = page.locator(".hm-listing[data-of$=attention_steps]")
    row = listing.locator('tr[data-names="S_scaled"]')
    row.hover()
    expect(row).to_have_class("hm-of-line")
    view = page.locator('#figure-scale .hm-tile[data-opens="S_scaled"]')
    assert "hm-of-line" in view.get_attribute("class")
    page.locator('#figure-scale [data-shows="S"]').first.hover()
    expect(row).not_to_have_class("hm-of-line")
    expect(listing.locator('tr[data-names="S"]')).to_have_class("hm-of-line")
    assert not chapter.complaints


def test_a_number_keeps_the_light_on_its_operands_on_a_page_with_listings(chapter):
    live = chapter.page.locator("#figure-scale > .hm-live")
    live.locator('.hm-tile[data-opens="S"]').click()
    live.locator('[data-shows="S"] td', has_text="105.21").hover()
    expect(live.locator("input.hm-lit")).to_have_count(6)
    expect(live.locator('.hm-tile[data-opens="S"]')).to_have_class(re.compile("hm-of-line"))


def test_the_keyboard_walks_through_the_lines(chapter):
    listing = chapter.page.locator(".hm-listing[data-of$=attention_steps]")
    listing.focus()
    for _ in range(3):
        listing.press("ArrowDown")
    expect(listing.locator('tr[data-names="S"]')).to_have_class("hm-of-line")
    assert_accessible(chapter.page)


def test_a_listing_leads_to_its_entry_in_the_reference(chapter):
    link = chapter.page.get_by_role("link", name="attention_steps in the reference")
    href = link.get_attribute("href")
    link.click()
    anchor = href.partition("#")[2]
    expect(chapter.page.locator(f'[id="{anchor}"]')).to_have_count(1)


def test_the_book_is_read_with_code_or_without_and_the_browser_remembers(chapter):
    page = chapter.page
    cells = page.locator(".cell_input").filter(visible=True)
    assert cells.count() > 3
    page.get_by_role("button", name="Read without code").click()
    assert cells.count() == 0
    expect(page.locator(".hm-listing").first).to_be_hidden()
    page.reload()
    assert cells.count() == 0
    page.get_by_role("button", name="Read with code").click()
    assert cells.count() > 3
    assert not chapter.complaints


def test_in_the_scratch_place_the_values_of_the_figures_are_at_hand(chapter):
    page = chapter.page
    scratch = page.get_by_role("region", name="Scratch")
    scratch.get_by_role("textbox").focus()
    field = scratch.locator(".cm-content")
    expect(field).to_be_focused()
    run = scratch.get_by_role("button", name="Run")
    says = scratch.locator(".hm-scratch-says")
    for lines, shown in (
        ("(Q @ K.T).max()", "135.5517"),
        ("x = S / 2\nx.shape", "(2, 2)"),
        ("Q = 3", "Q is given, and keeps its value"),
        ("import os", "Nothing can be imported here"),
        ("", "Type something first"),
    ):
        field.press("ControlOrMeta+a")
        field.press("Delete")
        page.keyboard.insert_text(lines)
        run.press("Enter")
        expect(says).to_contain_text(shown)
    assert not chapter.complaints
