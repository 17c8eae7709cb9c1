"""The book, built once for all tests, and served."""

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from helpers.book import katex
from helpers.book.build import ROOT, build

from .book_reader import Book
from .other_browsers import installed

# other browsers belong to `make test-all`, where this machine has them
if not (os.environ.get("HOLA_TEST_ALL") and installed()):
    collect_ignore = ["test_other_browsers.py"]


@pytest.fixture(scope="session")
def book(tmp_path_factory) -> Book:
    output = tmp_path_factory.mktemp("book")
    done = build(output)
    return Book(output / "_build" / "html", done.stdout, done.returncode)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def server(book: Book) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=book.site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def small_book(tmp_path):
    """Make a book with the real settings and one page, whose text the test chooses."""
    shutil.copy(ROOT / "_config.yml", tmp_path)
    vendor = tmp_path / "_build" / "vendor"
    vendor.parent.mkdir()
    vendor.symlink_to(katex.fetch(ROOT).parent)
    (tmp_path / "book").mkdir()
    shutil.copy(ROOT / "book" / "references.bib", tmp_path / "book")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/page\n")

    def with_page(text: str):
        (tmp_path / "book" / "page.md").write_text(text, encoding="utf-8")
        return build(tmp_path, root=tmp_path), tmp_path / "_build" / "html"

    return with_page, tmp_path
