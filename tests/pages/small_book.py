"""Books of one page, with the real settings: what the whole book cannot show."""

import json
import shutil
from pathlib import Path

from helpers.site.build import ROOT, build

from .book_reader import Book

ADDRESS = "https://example.org/some-book/"
REPOSITORY = "https://github.com/someone/some-book"
PAGE = """# Scores

They say *how well* a key fits. With $x^2$, not here.

$QK^\\top$

<p><span class="hm-tex">$\\sqrt{d_k}$</span> costs $<<:ordinal 5>> and $<<:ordinal 6>></p>

<details><summary>Why $d_k$?</summary>

Because $d_k$ grows.

</details>
"""
FAILS = {"cell_type": "code", "id": "x", "source": "1 / 0", "metadata": {}, "outputs": []}
FOREIGN = {"cells": [FAILS | {"execution_count": None}], "metadata": {}}


def make(root: Path, text: str, **addresses: str) -> Book:
    """Build a book of one page; `addresses` are those that `_config.yml` leaves empty."""
    settings = (ROOT / "_config.yml").read_text(encoding="utf-8")
    for name, address in addresses.items():
        assert f'  {name}: ""' in settings
        settings = settings.replace(f'  {name}: ""', f"  {name}: {address}")
    (root / "_config.yml").write_text(settings, encoding="utf-8")
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/page\n", encoding="utf-8")
    (root / "book").mkdir()
    (root / "book" / "page.md").write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "book" / "references.bib", root / "book")
    done = build(root, root=root)
    return Book(root / "_build" / "html", done.stdout, done.returncode)


def published(root: Path) -> Book:
    """Build a book that has both addresses, beside a folder that is none of its business."""
    (root / ".venv" / "lib").mkdir(parents=True)
    notebook = FOREIGN | {"nbformat": 4, "nbformat_minor": 5}
    (root / ".venv" / "lib" / "x.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    address = ADDRESS.rstrip("/")  # the slash may be forgotten
    return make(root, PAGE, url=REPOSITORY, baseurl=address)
