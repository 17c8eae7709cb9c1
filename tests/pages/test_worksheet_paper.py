"""The worksheets on paper: one sheet a page, and the answers behind them, one a page too."""

import re

import pytest

from helpers.site.reference.worksheets import SHEETS

from .book_reader import PAGES

PAGE = next(page for page in PAGES if page.endswith("worksheets"))
STARTS = "node => getComputedStyle(node).breakBefore"


@pytest.fixture
def paper(book, visit):
    page = visit(book.file(PAGE).as_uri()).page
    page.emulate_media(media="print")
    return page


def test_every_sheet_and_every_answer_starts_on_a_page_of_its_own(paper):
    sections = paper.locator("#worksheets > section").all()
    folds = paper.locator("details.hm-sheet").all()
    assert len(sections) == len(SHEETS) + 1  # the last is the head of the answers
    assert len(folds) == len(SHEETS)
    assert {section.evaluate(STARTS) for section in sections} == {"page"}
    first, *others = (fold.evaluate(STARTS) for fold in folds)
    assert (first, set(others)) == ("auto", {"page"})  # the first stands under the head


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_no_sheet_needs_a_second_page(paper, size):
    pages = re.findall(rb"/Type\s*/Page\b", paper.pdf(format=size))
    assert len(pages) == 1 + len(SHEETS) + len(SHEETS)  # the introduction, sheets, answers


def test_on_screen_the_answers_are_folded_until_asked_for(book, visit):
    page = visit(book.file(PAGE).as_uri()).page
    fold = page.locator("details.hm-sheet").nth(3)
    assert not fold.locator("table").first.is_visible()
    fold.locator("summary").press("Enter")
    assert fold.get_by_text("105.21").is_visible()
