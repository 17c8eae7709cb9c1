"""The build: clean, strict, and blind to folders that are not the book."""

import json
import re
import shutil

import pytest

from helpers.book import katex
from helpers.book.build import ROOT


def test_build_has_no_warning(book):
    assert book.returncode == 0, book.log
    assert "WARNING:" not in book.log


def test_dot_folders_are_not_part_of_the_book(small_book):
    with_page, root = small_book
    cell = {"cell_type": "code", "id": "x", "source": "1 / 0", "metadata": {}, "outputs": []}
    notebook = {"cells": [cell | {"execution_count": None}], "metadata": {}}
    (root / ".venv" / "lib").mkdir(parents=True)
    (root / ".venv" / "lib" / "x.ipynb").write_text(
        json.dumps(notebook | {"nbformat": 4, "nbformat_minor": 5})
    )
    done, site = with_page("# A page\n\nWith $x^2$ and $W^Q$.\n")
    assert done.returncode == 0, done.stdout
    assert (site / "book" / "page.html").is_file()
    assert not list(site.rglob("x.html"))
    assert "x.ipynb" not in done.stdout


MISTAKES = """# A page

$\\frac{1}{$

[nowhere](nowhere.md)

<p><a href="99-none.ipynb">none</a></p>
"""


def test_each_mistake_in_a_page_is_named_and_fails_the_build(small_book):
    with_page, _ = small_book
    done, _ = with_page(MISTAKES)
    assert done.returncode != 0
    for complaint in ("KaTeX: ", "nowhere.md", "not in the book: .*99-none"):
        assert re.search(complaint, done.stdout), complaint


def test_formulas_work_inside_html_and_colours_follow_the_mode(small_book):
    with_page, _ = small_book
    done, site = with_page(
        "# A page\n\n$\\textcolor{<<:code #0072b2>>}{Q}$\n\n"
        '<p><span class="hm-tex">$\\sqrt{d_k}$</span> costs '
        "$<<:ordinal 5>> and $<<:ordinal 6>></p>\n\n"
        "<details><summary>Why $d_k$?</summary>\n\nSo.\n\n</details>\n"
    )
    assert done.returncode == 0, done.stdout
    page = (site / "book" / "page.html").read_text(encoding="utf-8")
    assert page.count("katex-html") == 3
    assert "costs $5 and $6" in page
    assert "color:var(--hm-q,#0072b2)" in page


def test_repository_buttons_appear_with_an_address(small_book):
    with_page, root = small_book
    settings = (root / "_config.yml").read_text(encoding="utf-8")
    address = "https://github.com/someone/some-book"
    (root / "_config.yml").write_text(settings.replace('url: ""', f"url: {address}"))
    done, site = with_page("# A page\n\nText.\n")
    assert done.returncode == 0, done.stdout
    assert f'href="{address}' in (site / "book" / "page.html").read_text(encoding="utf-8")


def test_katex_script_style_and_page_have_one_version(book):
    home = katex.check(ROOT)
    assert katex.script_version(home / katex.SCRIPT) == katex.VERSION
    served = (book.site / "_static" / "katex" / "katex.min.css").read_text(encoding="utf-8")
    assert katex.style_version(served) == katex.VERSION
    assert "woff2" in served
    assert not re.search(r"\.(ttf|woff)\b", served)


def test_katex_of_another_version_is_refused(tmp_path):
    home = katex.folder(tmp_path)
    shutil.copytree(katex.fetch(ROOT), home)
    style = home / katex.STYLE
    style.write_text(style.read_text(encoding="utf-8").replace(katex.VERSION, "0.1.0"))
    with pytest.raises(katex.KatexError, match=r"style sheet is 0\.1\.0"):
        katex.check(tmp_path)


def test_missing_katex_says_what_to_run(tmp_path):
    with pytest.raises(katex.KatexError, match="make book"):
        katex.check(tmp_path)
