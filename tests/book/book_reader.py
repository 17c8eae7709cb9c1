"""What tests and the bench of page weight know about the book and its pages."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlparse

import yaml
from playwright.sync_api import Page

from helpers.book.build import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


def pages_of_toc(entry: dict) -> Iterator[str]:
    """Walk through `_toc.yml` in reading order."""
    for key in ("root", "file"):
        if key in entry:
            yield entry[key]
    for key in ("parts", "chapters", "sections"):
        for child in entry.get(key, []):
            yield from pages_of_toc(child)


PAGES = tuple(pages_of_toc(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))))


class Book(NamedTuple):
    """The book as built by this test run."""

    site: Path
    log: str
    returncode: int

    def file(self, page: str) -> Path:
        return self.site / f"{page}.html"


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


def gzipped(data: bytes) -> int:
    return min(len(data), len(gzip.compress(data, 6)))


def installed_browser() -> str | None:
    """Return the path of the first browser that this machine has."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)
