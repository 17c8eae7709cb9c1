"""In the built book a line of code lights the value that it makes, and back."""

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
    expect(row).to_have_class("hm-lit")
    view = page.locator('#figure-scale [data-shows="S_scaled"]').first
    assert "hm-lit" in view.get_attribute("class")
    page.locator('#figure-scale [data-shows="S"]').first.hover()
    expect(row).not_to_have_class("hm-lit")
    expect(listing.locator('tr[data-names="S"]')).to_have_class("hm-lit")
    assert not chapter.complaints


def test_the_keyboard_walks_through_the_lines(chapter):
    listing = chapter.page.locator(".hm-listing[data-of$=attention_steps]")
    listing.focus()
    for _ in range(3):
        listing.press("ArrowDown")
    expect(listing.locator('tr[data-names="S"]')).to_have_class("hm-lit")
    assert_accessible(chapter.page)


def test_a_listing_leads_to_its_entry_in_the_reference(chapter):
    link = chapter.page.get_by_role("link", name="attention_steps in the reference")
    href = link.get_attribute("href")
    link.click()
    anchor = href.partition("#")[2]
    assert chapter.page.locator(f'[id="{anchor}"]').count() == 1
