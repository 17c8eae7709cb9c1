"""The book, built once for all tests, and served."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from helpers.book.build import build

from .book_reader import Book


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
