"""The style sheet: light, and legible in both modes."""

import re

import pytest
from browser import gzipped

from helpers.display.palette import PALETTE
from helpers.live.assets import draws, pulls
from helpers.site import assets, scripts
from helpers.site.build import ROOT

FIGURES = assets.style()
CSS = (ROOT / "helpers" / "site" / "static" / "hola.css").read_text(encoding="utf-8")
GREYISH = "--hm-c4"  # a line's colour, never a text's
SURFACES = {"light": ("#ffffff", "#f3f4f5"), "dark": ("#121212", "#29313d")}  # of the theme


def hues(mode: str) -> dict[str, str]:
    """Hues and other colours, each block that says them."""
    blocks = re.findall(r"\{([^{}]*--hm-q: #[^{}]*)\}", FIGURES)
    named = [dict(re.findall(r"(--hm-(?:[qkvaz]|c\d|shade)): (#\w{6})", block)) for block in blocks]
    light, dark, by_system = named
    assert dark == by_system
    return {"light": light, "dark": dark}[mode]


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
    assert len(found) == 10
    texts = {name: colour for name, colour in found.items() if name not in ("--hm-shade", GREYISH)}
    ratios = {(n, s): contrast(c, s) for n, c in texts.items() for s in SURFACES[mode]}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}
    lines = {(n, s): contrast(c, s) for n, c in found.items() for s in SURFACES[mode]}
    assert {pair: ratio for pair, ratio in lines.items() if ratio < 3} == {}


def test_stills_have_the_colours_of_the_style_sheet():
    light = hues("light")
    assert light == {name: colour for name, colour in PALETTE.items() if name in light}


def test_the_hues_of_queries_keys_values_weights_and_outputs_are_lent_to_nothing_else():
    """The style sheets use them where something *is* one of the five, and nowhere else."""
    sheets = [path for path in (ROOT / "helpers").rglob("*.css") if "static" in path.parts]
    uses = [
        line
        for sheet in sheets
        for line in sheet.read_text(encoding="utf-8").splitlines()
        if re.search(r"var\(--hm-[qkvaz]\)", line)
    ]
    assert len(uses) == 5
    assert all(re.search(r'data-hue="[qkvaz]"', line) for line in uses)


@pytest.mark.parametrize(("ending", "limit"), [("js", 34_000), ("css", 14_000)])
def test_own_scripts_and_styles_of_a_page_with_figures_stay_within_their_bars(book, ending, limit):
    pages = [page for page in book.site.rglob("*.html") if "hm-figure" in page.read_text("utf-8")]
    assert len(pages) > 15
    for page in pages:
        names = set(re.findall(rf"_static/(hola[\w-]*\.{ending})", page.read_text("utf-8")))
        names -= {name for name in names if name.startswith("hola-drawings-")}  # have a bar below
        names -= {assets.PULLING_NAME}  # this, too
        names -= {assets.CODE_NAME, assets.TRANSFORMER_NAME}  # so have these: test_code_tasks.py
        assert len(names) >= 2, page
        weight = sum(gzipped((book.site / "_static" / name).read_bytes()) for name in names)
        assert weight <= limit, page


def test_what_draws_stays_within_its_bar_and_is_loaded_by_the_pages_that_draw(book):
    made = list((book.site / "_static").glob("hola-drawings*.js"))
    assert len(made) > 5
    for script in made:
        assert gzipped(script.read_bytes()) <= 12_000, script.name
    loaded = {True: [], False: []}
    for page in book.site.rglob("*.html"):
        text = page.read_text("utf-8")
        loaded[draws(text)].append(
            re.findall(r'src="[^"]*_static/hola-(drawings|figures)[\w-]*\.js', text)
        )
    assert len(loaded[True]) > 10
    assert len(loaded[False]) > 10
    assert all(names == ["drawings", "figures"] for names in loaded[True])  # in this order
    assert not any("drawings" in names for names in loaded[False])


def test_what_pulls_stays_within_its_bar_and_is_loaded_by_the_pages_where_a_result_can_be_pulled(
    book,
):
    assert gzipped((book.site / "_static" / assets.PULLING_NAME).read_bytes()) <= 6_000
    pages = {page.stem: page.read_text("utf-8") for page in book.site.rglob("*.html")}
    loading = {name for name, text in pages.items() if f"_static/{assets.PULLING_NAME}" in text}
    assert loading == {name for name, text in pages.items() if pulls(text)}
    assert len(loading) >= 4


@pytest.mark.parametrize("name", ["hola.css", "hola-figures.css"])
def test_a_style_sheet_written_short_says_the_same_to_a_browser(name, tmp_path, browser):
    sheet = tmp_path / name
    whole = {"hola.css": CSS, "hola-figures.css": FIGURES}[name]
    sheet.write_text(whole, encoding="utf-8")
    scripts.shorten([sheet], tmp_path)
    short = sheet.read_text(encoding="utf-8")
    assert len(short) < len(whole)
    page = browser.new_page()
    assert page.evaluate(UNDERSTOOD, short) == page.evaluate(UNDERSTOOD, whole)
    page.close()


UNDERSTOOD = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s*,\\s*/g, ','));
}"""


LINKS = """() => {
    const all = [...document.querySelectorAll('.bd-article :is(p, td, li) a[href]')];
    const others = '.hm-doors, .hm-figure, figure, [href*="models.html#"], :has(> .hm-term)';
    const links = all.filter((a) => !a.closest(others));
    return [links.length, [...new Set(links.map((a) => getComputedStyle(a).color))]];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["00-start", "06-heads", "faq"])
def test_links_have_one_colour_in_a_text_a_list_and_a_table(name, scheme, book, visit):
    page = visit(book.file(f"book/{name}").as_uri(), color_scheme=scheme).page
    count, colours = page.evaluate(LINKS)
    assert count > 6
    accent = hues(scheme)["--hm-c1"]
    assert colours == ["rgb({}, {}, {})".format(*bytes.fromhex(accent[1:]))]


ELSEWHERE = {("hanging-punctuation", "first")}  # of other browsers than the one that tests


def test_the_browser_understands_all_that_is_declared(browser):
    """What it does not understand it leaves out without a word, as half of a matrix's brackets."""
    declared = set()
    for sheet in (ROOT / "helpers").rglob("static/*.css"):
        text = re.sub(r"/\*.*?\*/|@font-face\s*\{[^}]*\}", "", sheet.read_text("utf-8"), flags=re.S)
        blocks = re.findall(r"(?<=\{)[^{}]*(?=[{}])", text)
        declarations = ";".join(blocks).split(";")
        pairs = (
            re.fullmatch(r"\s*([a-z-]+)\s*:\s*(.+?)\s*(?:!important\s*)?", d, re.S)
            for d in declarations
        )
        declared |= {pair.groups() for pair in pairs if pair}
    assert len(declared) > 500
    page = browser.new_page()
    unknown = page.evaluate(
        "(pairs) => pairs.filter(([name, value]) => !CSS.supports(name, value))",
        [list(pair) for pair in declared],
    )
    page.close()
    assert {tuple(pair) for pair in unknown} == ELSEWHERE
