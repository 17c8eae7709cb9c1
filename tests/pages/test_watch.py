"""The book while it is written: what is old, what is built, and that the browser follows."""

import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect

from helpers.site import watch
from helpers.site.policy import protect

PAGE = '<!doctype html><html><head><meta charset="utf-8" /></head><body><p>{}</p></body></html>'


class Quick(watch.Watched):
    """Builds a page by putting its source into a frame."""

    def __init__(self, folder: Path):
        super().__init__(folder, folder / "out")
        self.built = []
        self.meanwhile = lambda: None
        (folder / "book").mkdir()
        (folder / "out" / "html" / "book").mkdir(parents=True)
        (folder / "_toc.yml").write_text("root: book/one\n", encoding="utf-8")
        for name in ("one", "two"):
            self.write(name, f"first {name}")

    def write(self, name, words):
        (self.root / "book" / f"{name}.md").write_text(words, encoding="utf-8")

    def _build(self, page):
        self.built.append(page)
        words = (self.root / f"{page}.md").read_text(encoding="utf-8")
        self.meanwhile()
        if "<<" in words:
            return f"{words} & cannot be computed"
        html = self.output / "html"
        (html / f"{page}.html").write_text(PAGE.format(words), encoding="utf-8")
        protect(html)
        return ""


@pytest.fixture
def watched(tmp_path):
    return Quick(tmp_path)


@pytest.fixture
def address(watched):
    serving = watch.server(watched, 0)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()


def test_a_page_is_built_when_it_is_asked_for_and_older_than_a_change(watched):
    one, two = "book/one", "book/two"
    for page in (one, two, one):
        watched.ready(page)
    assert watched.built == [one, two]
    watched.note([watched.root / "book" / "one.md"])
    assert [watched.is_stale(page) for page in (one, two)] == [True, False]
    watched.ready(one)
    watched.note([watched.root / "helpers" / "chapters" / "scores" / "asides.toml"])
    assert [watched.is_stale(page) for page in (one, two)] == [True, True]


def test_a_change_during_a_build_makes_its_page_old_again(watched):
    watched.meanwhile = lambda: watched.note([watched.root / "book" / "one.md"])
    watched.ready("book/one")
    assert watched.is_stale("book/one")


def test_the_browser_follows_a_change_and_a_mistake_and_its_mending(watched, address, visit):
    visited = visit(f"{address}/book/one.html")
    for words in ("second one", "broken <<", "third one"):
        watched.write("one", words)
        watched.note([watched.root / "book" / "one.md"])
        expect(visited.page.locator("body")).to_contain_text(words)
    assert set(watched.built) == {"book/one"}
    refused = [said for said in visited.complaints if "Security Policy" in said]
    assert refused == []


def test_a_published_page_knows_nothing_of_the_reloading(book):
    names = {"_reload", "_changes", "EventSource"}
    pages = sorted(book.site.rglob("*.html"))
    assert len(pages) > 25
    for file in [*pages, *book.site.rglob("*.js")]:
        written = file.read_text(encoding="utf-8")
        assert not any(name in written for name in names), file
