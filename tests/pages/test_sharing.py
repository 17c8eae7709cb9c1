"""How the book is found and shared, with an address and without one."""

import re
import struct
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from helpers.site import card, sharing

from .book_reader import PAGES
from .small_book import ADDRESS


def soup_of(file):
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def meta(soup, **wanted):
    found = soup.find("meta", attrs=wanted)
    return found and found["content"]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_describes_itself_in_plain_words(book, soups, name):
    soup = soups[book.file(name)]
    text = meta(soup, name="description")
    assert text == meta(soup, property="og:description")
    assert 40 <= len(text) <= sharing.LONGEST
    assert text[-1] in ".?!:"
    assert not re.search(r"[\\$_^{}]|\[\w", text), text  # neither TeX nor a citation
    assert meta(soup, property="og:title")
    assert meta(soup, property="og:site_name").startswith("Hola Mundo")


def test_descriptions_differ(book, soups):
    texts = [meta(soups[book.file(name)], name="description") for name in PAGES]
    assert len(set(texts)) == len(texts)


def test_without_an_address_nothing_pretends_to_have_one(book, soups):
    for file, soup in soups.items():
        assert not soup.find("link", rel="canonical"), file
        assert not meta(soup, property="og:url"), file
        assert not meta(soup, property="og:image"), file
    assert not (book.site / "sitemap.xml").exists()
    assert not list(book.site.rglob(card.NAME))


def test_the_bare_address_shows_the_first_page(book, soups):
    index, first = soups[book.site / "index.html"], soups[book.file(PAGES[0])]
    assert index.title.text == first.title.text
    words = [" ".join(soup.select_one("article").stripped_strings) for soup in (index, first)]
    assert words[0] == words[1]
    assert not index.find("meta", attrs={"http-equiv": "Refresh"})
    nexts = index.find("link", rel="next")["href"]
    assert nexts == f"{PAGES[1]}.html"


def test_a_page_moved_to_the_root_keeps_what_leads_elsewhere():
    markup = (
        '<a href="https://a.b/c"><a href="#d"><a href=""><a href="mailto:a"><img src="../e.png">'
    )
    moved = '<a href="https://a.b/c"><a href="#d"><a href=""><a href="mailto:a"><img src="e.png">'
    assert sharing.moved(markup, "book/00.html") == moved


def test_with_an_address_a_page_has_its_place_and_its_card(published):
    soup = soup_of(published.site / "book" / "page.html")
    assert meta(soup, name="description") == "They say how well a key fits."
    assert soup.find("link", rel="canonical")["href"] == ADDRESS  # it is the first page
    assert meta(soup, property="og:url") == ADDRESS
    assert meta(soup, property="og:image") == f"{ADDRESS}_static/{card.NAME}"
    picture = (published.site / "_static" / card.NAME).read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (card.WIDTH, card.HEIGHT)
    assert len(picture) < 100_000


def test_the_site_map_names_the_pages_and_nothing_else(published):
    tree = ElementTree.fromstring((published.site / "sitemap.xml").read_text(encoding="utf-8"))
    assert [place.text for place in tree.findall(".//{*}loc")] == [ADDRESS]


def test_the_missing_page_works_at_any_depth(published):
    soup = soup_of(published.site / "404.html")
    links = [tag.get("href") or tag.get("src") for tag in soup.find_all(["a", "link", "script"])]
    inside = [link for link in links if link and not link.startswith(("#", "https:"))]
    assert len(inside) > 10
    assert [link for link in inside if not link.startswith("/some-book/")] == []


def test_the_missing_page_leads_to_every_chapter(book, soups):
    links = {a["href"] for a in soups[book.site / "404.html"].select("article a[href]")}
    assert {f"{name}.html" for name in PAGES} <= links


def test_headings_have_anchors_made_of_their_words(book, soups):
    for name in PAGES:
        for section in soups[book.file(name)].select("article section"):
            assert not re.fullmatch(r"id\d+", section["id"]), (name, section["id"])
