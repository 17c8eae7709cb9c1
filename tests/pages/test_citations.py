"""What a notebook calls its sources is what the built page calls them."""

import re
from collections import Counter

import pytest

from helpers.authoring import notebooks
from helpers.site.citations import LINK

PAGES = sorted(notebooks.BOOK.glob("*.ipynb"))


def texts(path):
    """The words of a notebook that are Markdown: its cells, and what its code shows."""
    for cell in notebooks.read(path).cells:
        if cell.cell_type == "markdown":
            yield cell.source
        for output in cell.get("outputs", []):
            yield output.get("data", {}).get("text/markdown", "")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_become_citations_of_the_same_words(book, soups, path):
    written = Counter(label for text in texts(path) for label, _ in LINK.findall(text))
    article = soups[book.site / "book" / f"{path.stem}.html"].select_one("article")
    cited = article.select('a[href^="bibliography.html#"]')
    assert Counter(" ".join(link.get_text().split()) for link in cited) == written


def test_no_built_page_shows_a_link_that_was_meant_to_be_a_citation(book):
    files = [file for file in book.site.rglob("*.html") if "_sources" not in file.parts]
    assert [f.name for f in files if "references.bib" in f.read_text(encoding="utf-8")] == []


def test_the_notebooks_cite():
    assert sum(len(LINK.findall(text)) for path in PAGES for text in texts(path)) > 90


def test_every_key_is_in_the_bibliography():
    entries = (notebooks.BOOK / "references.bib").read_text(encoding="utf-8")
    keys = {key for path in PAGES for text in texts(path) for _, key in LINK.findall(text)}
    assert keys <= set(re.findall(r"^@\w+\{([\w-]+),", entries, re.M))
