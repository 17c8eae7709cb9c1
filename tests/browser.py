"""The browser that tests drive: the one that this machine has installed."""

import gzip
import shutil
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlparse

from playwright.sync_api import Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


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
