"""The browser that tests drive: the one that this machine has installed."""

import functools
import gzip
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlparse

from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)

TRANSLATE = """() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) texts.push(walk.currentNode);
    const isProse = ({ data, parentElement }) =>
        data.trim() && !['SCRIPT', 'STYLE'].includes(parentElement.tagName);
    for (const text of texts.filter(isProse)) {
        const font = document.createElement('font');
        text.replaceWith(font);
        font.append(/[a-z]/i.test(text.data) ? '¿' + text.data.toUpperCase() + '?' : text.data);
    }
}"""
"""What a browser's translation does to a page: each text stands in an element of its own."""


class Visit(NamedTuple):
    """A page opened in the browser, with what it asked for and what it complained about."""

    page: Page
    requests: list[str]
    complaints: list[str]

    def foreign(self, scheme: str) -> list[str]:
        """Return the requests that leave the book."""
        return [url for url in self.requests if urlparse(url).scheme not in (scheme, "data")]

    def weight(self) -> dict[str, int]:
        """Return the gzipped size of each file that a ``file://`` page loaded."""
        files = {Path(unquote(urlparse(url).path)) for url in self.requests if url[:5] == "file:"}
        return {file.name: gzipped(file.read_bytes()) for file in files if file.is_file()}


@contextmanager
def visits(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Give what opens an address in a context of its own, until all of them are closed."""
    contexts = []

    def open_page(url: str, **options) -> Visit:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        visit = Visit(page, [], [])
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on("requestfailed", lambda request: visit.complaints.append(f"failed: {request.url}"))
        page.on(
            "console",
            lambda message: (
                visit.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        page.goto(url, wait_until="load")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        return visit

    yield open_page
    for context in contexts:
        context.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder for a while; give its address."""
    handler = functools.partial(_Quiet, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def gzipped(data: bytes) -> int:
    return min(len(data), len(gzip.compress(data, 6)))


def installed_browser() -> str | None:
    """Return the path of the first browser that this machine has."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)
