"""The book read in other ways: in a reader's view, in a frame, from the right, on paper."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from helpers.live.rounding import shown

from .book_reader import PAGES

CHAPTER = next(page for page in PAGES if page.endswith("05-scores"))
DIRECTION = "nodes => [...new Set(nodes.map((node) => getComputedStyle(node).direction))]"


def reader_s_view(book, name) -> BeautifulSoup:
    """Leave of a page what a reader's view keeps: elements and words."""
    soup = BeautifulSoup(book.file(name).read_text(encoding="utf-8"), "html.parser")
    article = soup.select_one("article")
    for tag in article.select("script, style, button, .katex-html, [hidden]"):
        tag.decompose()
    for tag in article.find_all(True):
        tag.attrs = {
            k: v for k, v in tag.attrs.items() if k in ("id", "scope", "role", "aria-label")
        }
    return article


@pytest.mark.parametrize("name", [page for page in PAGES if re.search(r"/\d", page)])
def test_the_markup_alone_reads(book, name):
    article = reader_s_view(book, name)
    levels = [int(tag.name[1]) for tag in article.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert [step for step in pairwise(levels) if step[1] > step[0] + 1] == []
    figures = article.find_all("figure", id=re.compile("^figure-"))
    for figure in figures:
        title = figure.find(re.compile("^h[2-6]$"))
        assert title, figure["id"]
        assert title.get_text(strip=True)
        assert figure.find("figcaption"), figure["id"]
        for table in figure.find_all("table"):
            assert table.caption, figure["id"]
            assert table.caption.get_text(strip=True), figure["id"]
            assert all(th.get("scope") in ("row", "col") for th in table.select("th")), figure["id"]
    questions = article.find_all(id=re.compile("^question-"))
    assert all(one.find("summary") for one in questions)
    assert len(figures) + len(questions) > 0


def test_a_reader_s_view_holds_the_numbers_that_a_figure_begins_with(book):
    words = reader_s_view(book, CHAPTER).find(id="figure-scale").get_text(" ", strip=True)
    for number in (68, 105.21, 87.88, 135.5517):
        assert shown(number) in words


def test_in_a_page_from_right_to_left_formulas_code_and_drawings_do_not_turn(book, visit):
    page = visit(book.file(CHAPTER).as_uri()).page
    page.evaluate("() => { document.documentElement.dir = 'rtl'; }")
    assert page.locator("article p:not(.hm-figure p)").evaluate_all(DIRECTION) == ["rtl"]
    for what in (".katex", "pre", "code", "svg", ".hm-figure", "table.hm-matrix"):
        found = page.locator(f"article {what}")
        assert found.count() > 0, what
        assert found.evaluate_all(DIRECTION) == ["ltr"], what


def test_formulas_and_code_are_not_translated(soups, book):
    soup = soups[book.file(CHAPTER)]
    found = soup.select("article :is(.katex, pre)")
    assert len(found) > 20
    for tag in found:
        kept = (tag, *tag.parents)
        assert any(
            "notranslate" in one.get("class", ()) or one.get("translate") == "no" for one in kept
        ), tag


@pytest.mark.parametrize("name", [CHAPTER, PAGES[1]])
def test_paper_cuts_no_question_and_has_no_dead_buttons(book, visit, name):
    page = visit(book.file(name).as_uri(), viewport={"width": 700, "height": 1000}).page
    page.emulate_media(media="print")
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    cards = page.locator(".hm-question")
    assert cards.count() > 0
    breaks = cards.evaluate_all("all => all.map((card) => getComputedStyle(card).breakInside)")
    assert set(breaks) == {"avoid"}
    dead = "article :is(button, input[type=range], .hm-button, .hm-menu)"
    assert page.locator(f"{dead}:visible").count() == 0
