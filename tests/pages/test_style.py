"""The style sheet: light, and legible in both modes."""

import re

import pytest
import tinycss2
from browser import gzipped

from helpers.live.assets import draws
from helpers.site import assets, slim
from helpers.site.build import ROOT
from helpers.site.maths import HUES

CSS = (ROOT / "helpers" / "site" / "static" / "hola.css").read_text(encoding="utf-8")
SURFACES = {"light": ("#ffffff", "#f3f4f5"), "dark": ("#121212", "#29313d")}  # of the theme


def hues(mode: str) -> dict[str, str]:
    (block,) = re.findall(rf'html\[data-theme="{mode}"\] \{{([^}}]+)\}}', CSS)
    return dict(re.findall(r"(--hm-[qkvaz]): (#\w{6})", block))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_hues_have_aa_contrast(mode):
    found = hues(mode)
    assert len(found) == 5
    ratios = {(n, s): contrast(c, s) for n, c in found.items() for s in SURFACES[mode]}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


def test_formulas_use_the_hues_of_the_style_sheet():
    assert {variable: colour for colour, variable in HUES.items()} == hues("light")


@pytest.mark.parametrize(("ending", "limit"), [("js", 34_000), ("css", 14_000)])
def test_own_scripts_and_styles_of_a_page_with_figures_stay_within_their_bars(book, ending, limit):
    pages = [page for page in book.site.rglob("*.html") if "hm-figure" in page.read_text("utf-8")]
    assert len(pages) > 15
    for page in pages:
        names = set(re.findall(rf"_static/(hola[\w-]*\.{ending})", page.read_text("utf-8")))
        names -= {assets.DRAWING_NAME}  # has a bar of its own
        assert len(names) >= 2, page
        weight = sum(gzipped((book.site / "_static" / name).read_bytes()) for name in names)
        assert weight <= limit, page


def test_what_draws_stays_within_its_bar_and_is_loaded_by_the_pages_that_draw(book):
    assert gzipped((book.site / "_static" / assets.DRAWING_NAME).read_bytes()) <= 12_000
    loaded = {True: [], False: []}
    for page in book.site.rglob("*.html"):
        text = page.read_text("utf-8")
        loaded[draws(text)].append(
            re.findall(r'src="[^"]*_static/hola-(drawings|figures)\.js', text)
        )
    assert len(loaded[True]) > 10
    assert len(loaded[False]) > 10
    assert all(names == ["drawings", "figures"] for names in loaded[True])  # in this order
    assert not any("drawings" in names for names in loaded[False])


def test_a_style_sheet_written_short_says_the_same():
    whole, short = (rules(text) for text in (CSS, slim.tight(CSS)))
    assert len(whole) > 100
    assert short == whole


def rules(css: str) -> list[tuple[str, str]]:
    """Take a sheet apart, without the white space that has no meaning."""
    parsed = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return [(words(rule.prelude), words(rule.content)) for rule in parsed]


def words(tokens: list) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", tinycss2.serialize(tokens), flags=re.S))
    return re.sub(r" ?([;,{}]|(?<=[\w-]):(?= )) ?", r"\1", text).replace(";}", "}").strip(" ;")
