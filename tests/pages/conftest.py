"""The book, built once for all tests, read once, and served."""

import json
import os
from collections import UserDict
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import served
from bs4 import BeautifulSoup
from filelock import FileLock

from helpers.site.build import build

from . import small_book
from .book_reader import Book
from .other_browsers import installed

# other browsers belong to `make test-all`, where this machine has them
if not (os.environ.get("HOLA_TEST_ALL") and installed()):
    collect_ignore = ["test_other_browsers.py"]


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory, worker_id) -> Path:
    """The folder that all processes of a run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def book(request, run_folder: Path) -> Book:
    """The first process that needs the book builds it; if it is broken, all tests stop."""
    log = run_folder / "book.json"
    with FileLock(run_folder / "book.lock"):
        if not log.is_file():
            done = build(run_folder / "book")
            log.write_text(json.dumps([done.returncode, done.stdout]), encoding="utf-8")
    returncode, said = json.loads(log.read_text(encoding="utf-8"))
    if returncode:
        request.session.shouldstop = "the book could not be built"
        pytest.fail(f"The book could not be built:\n{said}", pytrace=False)
    return Book(run_folder / "book" / "_build" / "html", said, returncode)


class Soups(UserDict):
    """Pages by their files, each taken apart when a test first asks for it."""

    def __getitem__(self, file: Path) -> BeautifulSoup:
        if self.data[file] is None:
            self.data[file] = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        return self.data[file]


@pytest.fixture(scope="session")
def soups(book: Book) -> Soups:
    return Soups(dict.fromkeys(sorted(book.site.rglob("*.html"))))


@pytest.fixture(scope="session")
def server(book: Book) -> Iterator[str]:
    with served(book.site) as address:
        yield address


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Book:
    return small_book.published(tmp_path_factory.mktemp("published"))
