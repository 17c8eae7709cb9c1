"""What tests and the bench of page weight know about the book and its pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from helpers.site.build import ROOT


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
