"""A chapter on paper: one title, all open, black on white, nothing that only a screen can do."""

import pytest

from .book_reader import PAGES

PAGE = next(page for page in PAGES if page.endswith("05-scores"))
TABLES = next(page for page in PAGES if page.endswith("15-translator"))
ON_SCREEN_ONLY = (
    *(
        ".hm-live .hm-button",
        ".hm-foot",
        ".hm-static",
        ".hm-edition",
        ".copybtn",
        ".headerlink",
        ".prev-next-footer",
        "#pst-header",
    ),
    *(".bd-sidebar-primary", ".bd-sidebar-secondary", ".article-header-buttons"),
)


@pytest.fixture
def paper(book, visit):
    visited = visit(
        book.file(PAGE).as_uri(), color_scheme="dark", viewport={"width": 700, "height": 1000}
    )
    page = visited.page
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.emulate_media(media="print")
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    return page


def test_the_title_stands_there_once(paper):
    assert paper.locator("h1:visible").count() == 1
    assert paper.locator("article h1").is_visible()


def test_what_only_a_screen_can_do_is_gone(paper):
    shown = {name: paper.locator(f"{name}:visible").count() for name in ON_SCREEN_ONLY}
    assert {name: count for name, count in shown.items() if count} == {}


def test_paper_shows_the_numbers_of_the_screen_and_brackets(paper):
    paper.emulate_media(media="screen")
    field = paper.locator(".hm-live .hm-field").first
    field.fill("7.25")
    field.press("Enter")
    paper.emulate_media(media="print")
    assert paper.locator(".hm-live:visible").count() == paper.locator(".hm-figure").count() > 0
    assert field.is_visible()
    assert field.input_value() == "7.25"
    hooks = "(cell, side) => getComputedStyle(cell, side).borderTopWidth"
    first = paper.locator("table.hm-matrix:visible tbody tr:first-child td:first-of-type").first
    last = paper.locator("table.hm-matrix:visible tbody tr:first-child td:last-of-type").first
    assert (first.evaluate(hooks, "::before"), last.evaluate(hooks, "::after")) == ("2px", "2px")


CLOSED = "article details:not([open])"


def test_everything_but_the_folds_of_figures_is_open_and_in_black_on_white(paper):
    in_figures = paper.locator(".hm-figure details:not([open])").count()
    assert paper.locator(CLOSED).count() == in_figures > 0
    style = (
        "(node) => [getComputedStyle(node).color, getComputedStyle(document.body).backgroundColor]"
    )
    ink, ground = paper.locator("article p").first.evaluate(style)
    brightness = [sum(map(int, colour[4:-1].split(",")[:3])) for colour in (ink, ground)]
    assert brightness[0] < 200
    assert brightness[1] > 740


def test_after_printing_the_page_is_as_it_was(paper):
    n_closed = paper.locator(CLOSED).count()
    paper.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    assert paper.locator(CLOSED).count() > n_closed
    assert paper.locator("html").get_attribute("data-theme") == "dark"


def test_no_line_leaves_the_paper(paper):
    assert paper.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_cells_print_keeps_its_lines_on_paper(book, visit):
    """A table in text is lost where its lines go on in the next; A4 holds 90 characters."""
    page = visit(book.file(TABLES).as_uri(), viewport={"width": 718, "height": 1000}).page
    page.emulate_media(media="print")
    wrapped = page.evaluate(
        """() => [...document.querySelectorAll('.cell_output pre')].filter((pre) => {
          const lines = pre.textContent.trimEnd().split('\\n');
          const high = parseFloat(getComputedStyle(pre).lineHeight);
          const { paddingTop, paddingBottom } = getComputedStyle(pre);
          const inner = pre.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
          return Math.max(...lines.map((line) => line.length)) <= 90
            && inner > (lines.length + 0.5) * high;
        }).map((pre) => pre.textContent)"""
    )
    assert wrapped == []
