"""Each page of the built book, in a real browser."""

import os
import re
from urllib.parse import unquote, urlparse

import pytest
from browser import visits

from .accessible import PHONE, assert_accessible
from .book_reader import PAGES

ALL_PAGES = (*PAGES, "search", "genindex")
WEIGHT_LIMIT = 300_000
UNWANTED = re.compile(r"fontawesome|mathjax|thebe|katex[^/]*\.js|bootstrap\.js|togglebutton", re.I)

# the ledger has hundreds of entries of one markup: look at each tenth, and in test-all at all
SAMPLED = {"exclude": [[".hm-ledger > li:not(:nth-child(10n + 1))"]]}
CONTEXT = None if os.environ.get("HOLA_TEST_ALL") else SAMPLED
OPENINGS = (
    *("01-text", "02-position", "03-context", "04-query-key-value"),
    *("05-scores", "06-heads", "07-feed-forward", "08-stacking"),
    *("09-encoder", "10-masks", "11-cross-attention"),
    *("12-decoder", "13-generate", "14-training", "14b-it-learns"),
    *("15-translator", "16-scale", "17-reading", "18-since"),
)
LAPTOP = {"width": 1366, "height": 768}
CUT_OFF = "(fields) => fields.filter((f) => f.scrollWidth > f.clientWidth).map((f) => f.ariaLabel)"


@pytest.fixture(scope="module", params=ALL_PAGES)
def on_phone(request, book, browser):
    """A page from a folder on a phone, opened once for the tests that only look."""
    with visits(browser) as visit:
        yield visit(book.file(request.param).as_uri(), viewport=PHONE)


def test_a_page_from_a_folder_is_quiet_and_asks_nobody_else(on_phone):
    assert on_phone.complaints == []
    assert on_phone.foreign("file") == []
    assert not [url for url in on_phone.requests if UNWANTED.search(url)]


def test_a_page_is_light(on_phone):
    weight = on_phone.weight()
    assert sum(weight.values()) <= WEIGHT_LIMIT, weight


def test_a_page_fits_a_phone(on_phone):
    on_phone.page.set_viewport_size(PHONE)
    assert on_phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert on_phone.page.locator(".hm-live .hm-field").evaluate_all(CUT_OFF) == []


SETTLED = """() => new Promise((done) => {
    let left = 120; // frames: a drawing takes its new width with the next one
    const width = () => document.documentElement.scrollWidth;
    const look = () => (width() <= 320 || !left-- ? done(width()) : requestAnimationFrame(look));
    look();
})"""


def test_zoomed_to_four_hundred_per_cent_a_page_does_not_scroll_sideways(on_phone):
    on_phone.page.set_viewport_size({"width": 320, "height": 256})
    assert on_phone.page.evaluate(SETTLED) <= 320


@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_is_accessible_wide_and_narrow_in_light_and_dark(server, visit, name):
    visited = visit(f"{server}/{name}.html", reduced_motion="reduce")
    assert visited.complaints == []
    assert not [url for url in visited.requests if not url.startswith(server)]
    assert_accessible(visited.page, CONTEXT)


@pytest.mark.parametrize("name", OPENINGS)
def test_the_question_of_a_chapter_and_its_picture_stand_on_the_first_screen(book, visit, name):
    page = visit(book.file(f"book/{name}").as_uri(), viewport=LAPTOP).page
    asked = page.locator(".bd-article section > p", has_text="?").first.bounding_box()
    picture = page.locator(".bd-article svg.hm-still").first.bounding_box()
    assert 0 < asked["y"] + asked["height"] < picture["y"]
    assert picture["y"] + picture["height"] <= LAPTOP["height"]


@pytest.mark.parametrize("name", PAGES)
def test_page_reads_without_javascript(book, visit, name):
    visited = visit_without_scripts(book, visit, name)
    assert visited.locator(".bd-article h1").first.is_visible()
    assert visited.locator("article p:not(details p)").first.is_visible()
    if "math" in (html := book.file(name).read_text(encoding="utf-8")) and "katex-html" in html:
        assert visited.locator(".bd-article .katex-html:visible").count() > 0
        assert "$" not in visited.locator(".bd-article p .katex-html").first.inner_text()


def visit_without_scripts(book, visit, name, scheme="light"):
    page = visit("about:blank", java_script_enabled=False, color_scheme=scheme).page
    page.goto(book.file(name).as_uri())
    return page


def test_system_dark_mode_holds_without_javascript(book, visit):
    pages = [visit_without_scripts(book, visit, PAGES[0], mode) for mode in ("light", "dark")]
    light, dark = (page.locator(".bd-article h1").first.screenshot() for page in pages)
    assert light != dark


def test_each_page_of_the_toc_is_built(soups, book):
    assert {book.file(name) for name in PAGES} <= set(soups)


def test_internal_links_anchors_images_and_downloads_resolve(soups, book):
    anchors = {
        file: {tag["id"] for tag in soup.find_all(attrs={"id": True})}
        for file, soup in soups.items()
    }
    broken, n_links = [], 0
    for file, soup in soups.items():
        for tag in soup.find_all(["a", "img", "link", "script", "source"]):
            target = tag.get("href") or tag.get("src") or ""
            if urlparse(target).scheme or target.startswith("//") or target in ("", "#"):
                continue
            path, _, anchor = unquote(target).partition("#")
            path = path.partition("?")[0]
            aim = (file.parent / path).resolve() if path else file
            lost = anchor and aim in anchors and anchor not in anchors[aim]
            if lost or not aim.is_file():
                broken.append((file.name, target))
            n_links += 1
    assert broken == []
    assert n_links > 1000


def test_no_link_leads_to_a_notebook_except_downloads(soups):
    links = [a["href"] for soup in soups.values() for a in soup.select(".bd-article a[href]")]
    assert [link for link in links if ".ipynb" in link and "_sources/" not in link] == []


def test_images_have_words_not_paths_as_alternative(soups):
    images = [image for soup in soups.values() for image in soup.find_all("img")]
    assert [i for i in images if not i.get("alt") or "_images/" in i["alt"]] == []
    stills = [still for soup in soups.values() for still in soup.select("svg.hm-still[role=img]")]
    assert [still for still in stills if len(still["aria-label"]) < 40] == []
    assert len(stills) > 20


def test_stills_stand_in_the_page_and_share_no_name(soups):
    """As files they would know neither the page's colours nor its fonts."""
    assert [image for soup in soups.values() for image in soup.select("img[src$='.svg']")] == []
    for soup in soups.values():
        names = [tag["id"] for tag in soup.select("svg.hm-still [id]")]
        assert len(names) == len(set(names))
        for still in soup.select("svg.hm-still"):
            assert not still.find_all(["style", "metadata", "script"])
            wanted = set(re.findall(r"#(s[0-9a-f]{6}-\d+)", str(still)))
            assert wanted <= {tag["id"] for tag in still.select("[id]")}
            assert "var(--hm-fg," in still["style"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_still_has_the_colours_of_the_mode(book, visit, scheme):
    page = visit(book.file("book/02-position").as_uri(), color_scheme=scheme).page
    ink, text, paper = page.evaluate(
        """() => {
          const still = document.querySelector('svg.hm-still');
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style.color = 'var(--hm-fg)';
          const colours = [getComputedStyle(still).fill, getComputedStyle(probe).color];
          return [...colours, still.querySelector('.hm-paper')];
        }"""
    )
    assert ink == text
    assert paper is None


def test_formulas_carry_mathml_and_are_never_raw(soups):
    formulas = [math for soup in soups.values() for math in soup.select(".math")]
    assert len(formulas) > 1000
    assert all(formula.select_one(".katex-mathml math") for formula in formulas)
    assert all(formula.select_one(".katex-html[aria-hidden=true]") for formula in formulas)


def test_pages_load_no_superfluous_script(soups):
    sources = {script["src"] for soup in soups.values() for script in soup.select("script[src]")}
    assert sources
    assert [source for source in sources if UNWANTED.search(source)] == []


def test_pages_show_no_repository_buttons_without_an_address(soups):
    assert [soup for soup in soups.values() if soup.select("[class*=btn-source-]")] == []


def test_footer_names_authors_and_licences(soups, book):
    for name in PAGES:
        footer = soups[book.file(name)].select_one(".bd-footer-content").get_text(" ", strip=True)
        assert "The Hola Mundo authors" in footer
        assert "CC BY 4.0" in footer
        assert "MIT" in footer


def test_arithmetic_written_out_goes_on_in_a_second_line(book, visit):
    page = visit(book.file("book/06-heads").as_uri(), viewport={"width": 390, "height": 844}).page
    product = page.locator("div.hm-wraps").first
    assert "11.4639" in product.inner_text()
    wide, needed, high = product.evaluate("(e) => [e.clientWidth, e.scrollWidth, e.clientHeight]")
    assert needed <= wide
    assert high > 60  # pixels: more than one line
