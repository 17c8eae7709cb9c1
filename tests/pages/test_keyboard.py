"""A chapter by keyboard alone, from the skip link to the last figure and on to the next page."""

import pytest
from playwright.sync_api import expect

from helpers.site.edition import OPENS

from .book_reader import PAGES

PAGE = next(page for page in PAGES if page.endswith("07-feed-forward"))
MOST = 600  # stops of the Tab key that a chapter may have

HERE = """() => {
  const here = document.activeElement;
  const box = here.getBoundingClientRect();
  const style = getComputedStyle(here);
  return {
    name: here.getAttribute("aria-label") || here.labels?.[0]?.textContent || here.title
      || here.textContent,
    text: here.textContent.trim(),
    tag: here.tagName,
    href: here.getAttribute("href"),
    figure: here.closest(".hm-figure")?.id ?? null,
    inView: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    next: here.matches(".right-next"),
  };
}"""


def walk(page):
    """Press Tab until the link to the next chapter; give every stop on the way."""
    stops = []
    while len(stops) < MOST:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(HERE))
        if stops[-1]["next"]:
            return stops
    raise AssertionError(f"no way to the next chapter in {MOST} steps; last: {stops[-3:]}")


def test_a_chapter_can_be_walked_from_the_skip_link_to_the_last_figure(book, visit):
    visited = visit(book.file(PAGE).as_uri(), reduced_motion="reduce")
    page = visited.page
    page.get_by_role("checkbox", name=OPENS["more"]).check()  # some figures stand in folds
    page.reload()
    figures = page.locator(".hm-figure[data-live='']")
    assert figures.count() >= 2

    page.keyboard.press("Tab")
    assert page.evaluate(HERE)["text"] == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")

    stops = walk(page)
    seen = list(dict.fromkeys(stop["figure"] for stop in stops if stop["figure"]))
    assert seen == [figure.get_attribute("id") for figure in figures.all()]
    assert [stop for stop in stops if not stop["name"].strip()] == []
    assert [stop["name"] for stop in stops if not stop["inView"]] == []
    assert [stop["name"] for stop in stops if not stop["outlined"]] == []
    assert any(stop["tag"] == "SUMMARY" for stop in stops)

    page.keyboard.press("Enter")
    expect(page).to_have_url(book.file(PAGES[PAGES.index(PAGE) + 1]).as_uri())
    assert visited.complaints == []


STOPS = """() => {
  for (const fold of document.querySelectorAll('details:has(.hm-figure)')) fold.open = true;
  return Object.fromEntries([...document.querySelectorAll('.hm-live')].map((live) => {
    const all = [...live.querySelectorAll('a[href], button, input, summary, textarea, [tabindex]')];
    const stops = all.filter((one) => one.tabIndex >= 0 && one.checkVisibility());
    const numbers = live.querySelectorAll('td.hm-cell, b.hm-cell, td > .hm-field').length;
    const ofNumbers = stops.filter((one) => one.matches('td.hm-cell, b.hm-cell, td > .hm-field'));
    return [live.closest('.hm-figure').id, [stops.length, numbers, ofNumbers.length]];
  }));
}"""


@pytest.mark.parametrize("page", PAGES)
def test_the_numbers_of_a_figure_are_one_stop_of_the_tab_key(book, visit, page):
    stops = visit(book.file(page).as_uri()).page.evaluate(STOPS)
    assert {name: n for name, (_, numbers, n) in stops.items() if n != min(numbers, 1)} == {}
    if page.endswith("05-scores"):
        assert sum(numbers for _, numbers, _ in stops.values()) > 100
        assert sum(n for n, *_ in stops.values()) <= 90, "it was 276 with a stop for each number"


SIZES = ((1440, 900), (1280, 600), (390, 844), (320, 225), (844, 390))
# each stop is reached as the Tab key reaches it, and looked at once what it opens is there
HIDDEN = """async () => {
  const stops = 'a[href], button, input, select, summary, textarea, [tabindex="0"]';
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const isSeen = (here) => {
    // the theme's arrow in the side bar hangs out of its summary, which has no height
    const box = here.offsetHeight === 0 ? here.firstElementChild : here;
    const { left, right, top, bottom } = (box ?? here).getClientRects()[0];
    const [low, high] = [Math.max(0, top), Math.min(innerHeight, bottom)]; // what is on the screen
    const shares = [0.05, 0.25, 0.5, 0.75, 0.95];
    return shares.some((across) => shares.some((down) => {
      const over = document.elementFromPoint(
        left + across * (right - left), low + down * (high - low));
      return over && (here.contains(over) || over.contains(here));
    }));
  };
  const all = [...document.querySelectorAll(stops)].filter((one) => one.checkVisibility());
  const hidden = [];
  let looked = 0;
  for (const way of [all, all.toReversed()]) {
    for (const stop of way) {
      stop.focus({ focusVisible: true });
      await frame();
      if (document.activeElement !== stop || !stop.checkVisibility()) continue;
      looked += 1;
      if (!isSeen(stop)) hidden.push(stop.ariaLabel || stop.textContent.trim() || stop.outerHTML);
    }
  }
  return { looked, hidden };
}"""


@pytest.mark.parametrize("size", SIZES)
def test_nothing_of_the_page_hides_what_has_the_focus(book, visit, size):
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = visit(book.file(PAGE).as_uri(), viewport=viewport, reduced_motion="reduce").page
    found = page.evaluate(HIDDEN)
    assert found["looked"] > 200
    assert found["hidden"] == []
