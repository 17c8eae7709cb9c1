"""The book, built once for all tests, read once, and served."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import served
from bs4 import BeautifulSoup

from helpers.site.build import build

from . import small_book
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


@pytest.fixture(scope="session")
def soups(book: Book) -> dict[Path, BeautifulSoup]:
    """Every page of the book, taken apart once for all tests that read its markup."""
    files = sorted(book.site.rglob("*.html"))
    return {file: BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in files}


@pytest.fixture(scope="session")
def server(book: Book) -> Iterator[str]:
    with served(book.site) as address:
        yield address


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Book:
    return small_book.published(tmp_path_factory.mktemp("published"))
