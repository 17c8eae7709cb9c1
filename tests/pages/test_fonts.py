"""The typefaces: cut to what the book writes, legally, and close to what stands in before."""

import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont
from matplotlib import get_data_path
from matplotlib._afm import AFM

from helpers.site import fonts, katex
from helpers.site.build import ROOT

CSS = (ROOT / "helpers" / "site" / "static" / "hola.css").read_text(encoding="utf-8")
ENGLISH = (
    "The first word asks its question, and each of the words answers as loudly as it fits, "
    "so that what comes out is a mixture of what they have to give."
)


def characters(file) -> set[str]:
    return set(map(chr, TTFont(file).getBestCmap()))


def test_the_faces_of_a_page_weigh_less_than_40_kb_and_come_with_their_licences(book):
    home = book.site / "_static" / "fonts"
    files = {path.name: path.stat().st_size for path in home.glob("*.woff2")}
    assert set(files) == set(fonts.FACES)
    assert sum(files.values()) <= 40_000
    licences = [path.read_text(encoding="utf-8") for path in home.rglob("LICENSE")]
    assert len(licences) == 2
    assert all("SIL OPEN FONT LICENSE" in text.upper() for text in licences)


def test_each_latin_letter_digit_and_sign_of_a_chapter_is_in_the_face_of_the_prose(book, soups):
    have = characters(book.site / "_static" / "fonts" / "prose.woff2")
    written = set()
    for page in sorted((book.site / "book").glob("[0-9]*.html")):
        for text in soups[page].select_one("article").find_all(string=True):
            inside = [parent for parent in text.parents if parent.name == "p"]
            if inside and not text.find_parent(class_="katex") and not text.find_parent("code"):
                written |= set(text)
    named = {char: unicodedata.name(char, "") for char in written - have}
    assert "e" in written
    assert [c for c, name in named.items() if name.startswith(("LATIN", "DIGIT"))] == []


def test_formulas_keep_each_character_that_they_write(book, soups):
    whole = characters(katex.HOME / "dist" / "fonts" / "KaTeX_Main-Regular.woff2")
    cut = characters(book.site / "_static" / "katex" / "fonts" / "KaTeX_Main-Regular.woff2")
    pages = sorted((book.site / "book").glob("*.html"))
    formulas = [formula for page in pages for formula in soups[page].select(".katex-html")]
    written = set("".join(formula.get_text() for formula in formulas))
    assert len(formulas) > 1000
    assert "√" in cut
    assert (written & whole) - cut == set()
    assert len(cut) < len(whole)


def test_what_stands_in_until_the_prose_comes_is_as_wide_and_as_high():
    face = re.search(r"@font-face \{ font-family: near;[^}]*\}", CSS)[0]
    percent = dict(re.findall(r"([a-z-]+): ([\d.]+)%", face))
    adjust = float(percent["size-adjust"]) / 100
    package, style, _ = fonts.FACES["prose.woff2"]
    ours = TTFont(fonts.SOURCES / package / "files" / f"{package}-latin-{style}.woff2")
    with open(f"{get_data_path()}/fonts/afm/ptmr8a.afm", "rb") as file:
        times = AFM(file)
    cmap, metrics = ours.getBestCmap(), ours["hmtx"]
    width = sum(metrics[cmap[ord(c)]][0] for c in ENGLISH)
    stand_in = adjust * sum(times.get_width_char(ord(c)) for c in ENGLISH)
    assert stand_in == pytest.approx(width, rel=0.02)
    height = ours["hhea"]
    up, down = (float(percent[f"{way}-override"]) / 100 for way in ("ascent", "descent"))
    assert up * adjust == pytest.approx(height.ascent / 1000, abs=0.005)
    assert down * adjust == pytest.approx(-height.descent / 1000, abs=0.005)


def test_prose_and_code_are_drawn_in_the_faces_of_the_book(book, browser):
    page = browser.new_page()
    page.goto(book.file("book/05-scores").as_uri())
    loaded = page.evaluate(
        "async () => { await document.fonts.ready;"
        " return [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family) }"
    )
    page.close()
    assert {"prose", "code"} <= set(loaded)
    assert loaded.count("prose") >= 2  # the bold one, too
