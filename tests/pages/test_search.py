"""A reader looks for a word, a number or a formula, and reads where it stands."""

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from helpers.site import search

MENTIONS = {
    "BPE": ("1. Text becomes numbers", "BPE"),
    "byte-pair": ("1. Text becomes numbers", "byte"),
    "manana": ("1. Text becomes numbers", "mañana"),
    "MAÑANA": ("1. Text becomes numbers", "mañana"),
    "QKᵀ": ("5. Scores, scale, softmax", "QKᵀ"),
    "QKT": ("5. Scores, scale, softmax", "QKᵀ"),
    "105.21": ("5. Scores, scale, softmax", "105.21"),
    "512": ("1. Text becomes numbers", "512"),
    "7,864,320": ("3. From a word to a word in context", "7,864,320"),
    "7864320": ("3. From a word to a word in context", "7,864,320"),
    "d_model": ("1. Text becomes numbers", "d_model"),
    "saturating": ("5. Scores, scale, softmax", "saturated"),
}


@pytest.fixture(params=["folder", "http"])
def look_for(request, book, server, visit):
    """Give the search page for a query, from a folder and from a server."""
    root = server if request.param == "http" else book.site.as_uri()

    def look(query):
        visited = visit(f"{root}/search.html?q={quote(query)}")
        expect(visited.page.locator(".search-summary")).to_contain_text("ound")
        return visited

    return look


@pytest.mark.parametrize("query", MENTIONS)
def test_what_the_book_says_is_found_and_quoted(look_for, query):
    title, marked = MENTIONS[query]
    visited = look_for(query)
    found = visited.page.locator("#search-results li").filter(has_text=title)
    found.scroll_into_view_if_needed()
    expect(found.locator("mark").get_by_text(marked, exact=True).first).to_be_visible()
    assert visited.complaints == []


def test_an_excerpt_leads_to_its_section(look_for):
    visited = look_for("Jacobian softmax")
    item = visited.page.locator("#search-results li").first
    place = item.locator("p a").first
    words = re.sub(r"^[\d.]+ ", "", place.inner_text())
    place.click()
    expect(visited.page.locator(":target h2, :target h3").first).to_contain_text(words)


def test_a_chapter_about_a_word_comes_before_the_glossary(look_for):
    titles = look_for("softmax").page.locator("#search-results li > a").all_inner_texts()
    assert titles[0] == "5. Scores, scale, softmax"
    assert titles.index("Glossary") < titles.index("1. Text becomes numbers"), (
        "only mentioned there"
    )


@pytest.mark.parametrize("query", ["xyzzy", "constructor", "__proto__", "<b>x</b>zz", "105.2199"])
def test_what_is_nowhere_is_not_found(look_for, query):
    visited = look_for(query)
    expect(visited.page.locator(".search-summary")).to_contain_text("Nothing found")
    assert visited.complaints == []


def test_a_search_asks_for_scripts_alone_and_is_light(book, visit):
    visited = visit((book.site / "search.html").as_uri() + "?q=softmax")
    expect(visited.page.locator("#search-results mark").first).to_be_visible()
    visited.page.wait_for_load_state("networkidle")
    texts = [url for url in visited.requests if f"/{search.TEXTS}/" in url]
    pages = visited.page.locator("#search-results li").count()
    assert 1 <= len(texts) < pages / 2, "the texts of what is in view"
    assert sum(visited.weight().values()) <= 250_000
    kinds = "performance.getEntriesByType('resource').map((one) => one.initiatorType)"
    assert not {"fetch", "xmlhttprequest"} & set(visited.page.evaluate(kinds))


def test_no_other_page_loads_what_the_search_needs(book, soups):
    for file, soup in soups.items():
        loaded = " ".join(
            tag.get("src") or tag.get("href") for tag in soup.select("script[src], link[href]")
        )
        is_search = file.name == "search.html"
        assert ("hola-search" in loaded) is is_search, file
        assert ("searchindex" in loaded) is is_search, file


def test_words_are_taken_apart_alike_when_the_book_is_built_and_when_a_reader_types(look_for):
    page = look_for("softmax").page
    for text in [
        "Mañana: QKᵀ = QK⊤, d_model 2,048 and 1.365 × 10³; 1,2 −0.5",
        "softmax(QKᵀ/√d_k)V Straße ﬁne Ｗ naïve ’tis W^Q n₁ 4hola β₂ = 0.98",
    ]:
        assert page.evaluate("(text) => splitQuery(text)", text) == search.split(text)


def test_each_text_is_as_its_page_has_it(book):
    """The words of each text, taken from its file, are all in the index, under its page."""
    written = (book.site / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(written.removeprefix("Search.setIndex(").removesuffix(")"))
    language = search.BookEnglish({})
    for number, page in enumerate(index["docnames"]):
        text = (book.site / search.TEXTS / f"{page}.js").read_text(encoding="utf-8")
        name, sections = json.loads(f"[{text.removeprefix('Search.setText(').removesuffix(')')}]")
        assert name == page
        for word in search.stems(" ".join(sections[-1][1:]), language):
            on = [index[terms].get(word, []) for terms in ("terms", "titleterms")]
            assert any(number == one or number in one for one in map(_listed, on)), (page, word)


def _listed(on):
    return [on] if isinstance(on, int) else on
