"""The title page: what one does in the first ten seconds works, and is seen."""

import pytest
from playwright.sync_api import expect

from helpers.chapters.start.figures import NAMED

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WINDOWS = [
    {"viewport": {"width": 1440, "height": 900}},
    {"viewport": {"width": 1366, "height": 768}},
    {"viewport": {"width": 390, "height": 844}},
    PHONE,
]
LEARNT = ["hola", "mundo", "EOS"]
TURNED = {  # what the caption, and the line below the figure, say of each weight
    "how to begin": ["EOS"],
    "what it has said": ["hola", "hola", "hola", "hola"],
    "which word first": ["mundo", "hola", "EOS"],
    "when to stop": ["hola", "mundo", "hola", "mundo"],
}
SEEN = """element => {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  const inside = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
  const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return inside && element.contains(at);
}"""


def named(window):
    width, height = window["viewport"].values()
    return f"{width} × {height}{', touched' if 'has_touch' in window else ''}"


@pytest.mark.parametrize("window", WINDOWS, ids=named)
@pytest.mark.parametrize("label", TURNED)
def test_a_named_weight_is_changed_and_the_answer_that_changes_is_in_sight(
    window, label, book, visit
):
    assert label in [does for _, _, does, _ in NAMED.values()]
    page = visit(book.file("book/00-start").as_uri(), **window).page
    hero = page.locator("#figure-hero .hm-live")
    words = hero.locator(".hm-outs .hm-piece:visible")
    turn = hero.get_by_role("button", name=f"{label} −1")
    expect(words).to_have_text(LEARNT)
    turn.scroll_into_view_if_needed()
    stands = page.evaluate("scrollY")
    assert turn.evaluate(SEEN)
    assert all(word.evaluate(SEEN) for word in words.all())
    turn.click()
    expect(words).to_have_text(TURNED[label])
    assert page.evaluate("scrollY") == stands
    assert all(word.evaluate(SEEN) for word in words.all())


@pytest.mark.parametrize("window", WINDOWS[:-1], ids=named)
def test_the_answer_and_all_four_weights_are_in_sight_before_anything_is_scrolled(
    window, book, visit
):
    page = visit(book.file("book/00-start").as_uri(), **window).page
    hero = page.locator("#figure-hero .hm-live")
    expect(hero.locator(".hm-outs .hm-piece:visible")).to_have_text(LEARNT)
    for label in TURNED:
        assert hero.get_by_role("button", name=f"{label} −1").evaluate(SEEN), label


@pytest.mark.parametrize("height", [560, 664, 844])
def test_on_a_phone_the_answer_stays_while_the_reader_scrolls_to_the_weights(height, book, visit):
    """A browser's own bars leave less than the screen."""
    options = {**PHONE, "viewport": {"width": 390, "height": height}}
    page = visit(book.file("book/00-start").as_uri(), **options).page
    hero = page.locator("#figure-hero .hm-live")
    words = hero.locator(".hm-outs .hm-piece:visible")
    expect(words).to_have_text(LEARNT)
    for label in TURNED:
        turn = hero.get_by_role("button", name=f"{label} −1")
        turn.focus()  # as by the Tab key: scrolled clear of what stands above and below
        assert turn.evaluate(SEEN), label
        assert all(word.evaluate(SEEN) for word in words.all()), label


def test_what_is_enlarged_begins_at_its_top(book, visit):
    page = visit(book.file("book/00-start").as_uri()).page
    row = page.locator("#figure-hero .hm-scene > :first-child")
    expect(row).to_have_css("position", "sticky")
    page.locator("#figure-hero").evaluate("figure => figure.classList.add('hm-big')")
    expect(row).to_have_css("position", "static")
