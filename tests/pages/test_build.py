"""The build: clean, strict, and blind to folders that are not the book."""

import json
import re
import subprocess

import pytest

from helpers.site import katex, npm
from helpers.site.build import ROOT

from . import small_book


def test_build_has_no_warning(book):
    assert book.returncode == 0, book.log
    assert "WARNING:" not in book.log


@pytest.fixture
def page(published) -> str:
    return (published.site / "book" / "page.html").read_text(encoding="utf-8")


def test_dot_folders_are_not_part_of_the_book(published, page):
    assert published.returncode == 0, published.log
    assert "how well" in page
    assert not list(published.site.rglob("x.html"))
    assert "x.ipynb" not in published.log


def test_formulas_work_inside_html_and_colours_follow_the_mode(page):
    assert page.count("katex-html") == 5
    assert "costs $5 and $6" in page
    letters = re.findall(r'<span data-hue="(.)" class="mord mathnormal"[^>]*>(.)</span>', page)
    assert letters == [("q", "Q"), ("k", "K")]


def test_a_formula_carries_latex_that_is_read_elsewhere_too(page):
    sources = re.findall('<annotation encoding="application/x-tex">(.*?)</annotation>', page)
    assert sources == ["x^2", r"QK^\top", r"\sqrt{d_k}", "d_k", "d_k"]


def test_repository_buttons_appear_with_an_address(page):
    assert f'href="{small_book.REPOSITORY}' in page


MISTAKES = """# A page

$\\frac{1}{$

[nowhere](nowhere.md)

<p><a href="99-none.ipynb">none</a></p>
"""


def test_each_mistake_in_a_page_is_named_and_fails_the_build(tmp_path):
    made = small_book.make(tmp_path, MISTAKES)
    assert made.returncode != 0
    for complaint in ("KaTeX: ", "nowhere.md", "not in the book: .*99-none"):
        assert re.search(complaint, made.log), complaint


def test_katex_script_style_and_page_have_one_version(book):
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    version = wanted["devDependencies"]["katex"]
    command = [npm.node(), "-p", "require(process.argv[1]).version", katex.SCRIPT]
    assert subprocess.check_output(command, text=True).strip() == version
    served = (book.site / "_static" / "katex" / "katex.min.css").read_text(encoding="utf-8")
    assert f'.katex-version:after{{content:"{version}"}}' in served.replace("::", ":")
    assert "woff2" in served
    assert not re.search(r"\.(ttf|woff)\b", served)


def test_missing_katex_says_what_to_run(tmp_path, monkeypatch):
    monkeypatch.setattr(katex, "STYLE", tmp_path / "katex.min.css")
    with pytest.raises(katex.KatexError, match="make book"):
        katex.write(tmp_path)
