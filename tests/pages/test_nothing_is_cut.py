"""Whatever a page shows can be seen, or scrolled to: nothing is cut at any of four widths."""

import pytest
from browser import visits

from .book_reader import PAGES

ALL_PAGES = (*PAGES, "search", "genindex")
WIDTHS = (1440, 1280, 768, 390)
HEIGHT = 900

# For each text, drawing, picture, table and button: which box on the way up to the window hides a
# part of it that no scrolling brings back. Fields hold text of their own.
CUT = r"""() => {
  const UNSEEN = '.katex-mathml, .hm-hidden, .hm-status, .visually-hidden, #pst-skip-link, option,'
    + ' textarea, script, style, dialog, .bd-sidebar-primary, .bd-sidebar-secondary';
  const SLACK = 1; // pixels, of rounding
  const root = document.documentElement;
  const say = (node) => `${node.tagName.toLowerCase()}.${node.getAttribute('class') ?? ''}`;
  const cutter = (from, { left, right }) => {
    for (let box = from; box && box !== root; box = box.parentElement) {
      const { position, display, overflowX } = getComputedStyle(box);
      if (position === 'fixed') return null;
      const isBox = box.tagName === 'svg' || !/inline$|contents/.test(display);
      if (box.ownerSVGElement) continue;
      if (!isBox || overflowX === 'visible') continue;
      const outer = box.getBoundingClientRect();
      const start = outer.left + box.clientLeft;
      const end = box.tagName === 'svg' ? outer.right : start + box.clientWidth;
      const isScroller = overflowX === 'auto' || overflowX === 'scroll';
      const isBefore = left + (isScroller ? box.scrollLeft : 0) < start - SLACK;
      if (isBefore || (!isScroller && right > end + SLACK)) return box;
      [left, right] = [Math.min(Math.max(left, start), end), Math.max(Math.min(right, end), start)];
    }
    return left < -SLACK || right > root.clientWidth + SLACK ? root : null;
  };
  const found = [];
  const look = (parent, rect, what) => {
    if (!rect.width || !rect.height || parent.closest(UNSEEN)) return;
    if (getComputedStyle(parent).visibility === 'hidden') return;
    const box = cutter(parent, rect);
    if (box) found.push(`${what} in ${say(parent)} is cut by ${say(box)}`);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim()) continue;
    range.selectNodeContents(text);
    look(text.parentElement, range.getBoundingClientRect(), `“${text.data.trim().slice(0, 40)}”`);
  }
  for (const node of document.querySelectorAll('svg, img, table, pre, button'))
    look(node.parentElement, node.getBoundingClientRect(), say(node));
  const FIELDS = 'input:is([type=text], [type=search], :not([type]))';
  for (const field of document.querySelectorAll(FIELDS))
    if (field.clientWidth && field.scrollWidth > field.clientWidth && !field.closest(UNSEEN))
      found.push(`“${field.value}” is cut by the field ${field.ariaLabel ?? field.id}`);
  return found;
}"""

# a comma or bracket that stands at the left of what it belongs to has begun a line
LONELY_MARKS = r"""() => {
  const found = [];
  const article = document.querySelector('article') ?? document.body;
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const before = text.previousSibling;
    if (!/^[,.;:!?)\]’”]/.test(text.data) || before?.nodeType !== Node.ELEMENT_NODE) continue;
    if (text.parentElement.closest('.katex')) continue;
    range.setStart(text, 0);
    range.setEnd(text, 1);
    const mark = range.getBoundingClientRect();
    const last = [...before.querySelectorAll('.base')].at(-1) ?? before;
    const end = [...last.getClientRects()].at(-1);
    if (mark.width && end?.width && mark.left < end.left + 1)
      found.push(text.parentElement.textContent.slice(0, 60));
  }
  return found;
}"""

OPEN_ALL = "document.querySelectorAll('article details').forEach((d) => { d.open = true; })"
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def at_widths(book, browser):
    """Open a page with all its folds open; give what a script finds at each width."""

    def find(name, script):
        page.goto(book.file(name).as_uri(), wait_until="load")
        page.evaluate("document.fonts.ready.then(() => true)")
        page.evaluate(OPEN_ALL)
        found = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.evaluate(SETTLED)
            found[width] = page.evaluate(script)
        return {width: faults for width, faults in found.items() if faults}

    with visits(browser) as visit:
        page = visit("about:blank", reduced_motion="reduce").page
        yield find


@pytest.mark.parametrize("name", ALL_PAGES)
def test_nothing_is_cut_and_no_comma_begins_a_line(at_widths, name):
    begun = "map((text) => 'a mark begins a line: ' + text)"
    script = f"() => [...({CUT})(), ...({LONELY_MARKS})().{begun}]"
    assert at_widths(name, script) == {}


PROBE = """
<style>div { width: 60px; white-space: nowrap }</style>
<div style="overflow: hidden"><span>far too long for it</span></div>
<div style="overflow: auto"><span>can be scrolled to</span></div>
<svg viewBox="0 0 40 20" width="40" height="20"><text x="-9" y="9">out</text></svg>
<input value="a text far longer than its field" size="3">
<article><p style="width: 3px"><b>x</b><wbr>, and <i>y</i>, so</p></article>
"""


def test_the_search_for_what_is_cut_finds_what_is_cut(visit):
    page = visit("about:blank").page
    page.set_content(PROBE)
    found = "\n".join(page.evaluate(CUT))
    assert "far too long" in found
    assert "“out” in text" in found
    assert "a text far longer" in found
    assert "can be scrolled to" not in found


def test_links_of_the_map_are_wide_and_high_enough_for_a_finger(book, visit):
    page = visit(book.file("book/01-text").as_uri(), viewport={"width": 390, "height": 844}).page
    sizes = page.locator("figure.hm-map a").evaluate_all(
        "(links) => links.map((a) => { const b = a.getBoundingClientRect();"
        " return [a.ariaLabel, b.width, b.height, b.left, b.top]; })"
    )
    assert len(sizes) > 20
    assert [size for size in sizes if min(size[1], size[2]) < 24] == []
    boxes = [(left, top, left + width, top + height) for _, width, height, left, top in sizes]
    overlaps = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
    ]
    assert overlaps == []


def test_the_key_of_a_chart_shows_the_dashes_of_its_curves(book, visit):
    page = visit(book.file("book/18-since").as_uri()).page
    chart = page.locator(".hm-view-line:has(.hm-key)").first
    dashes = "(nodes) => nodes.map((n) => getComputedStyle(n).strokeDasharray)"
    curves = chart.locator("polyline").evaluate_all(dashes)
    assert chart.locator(".hm-key .hm-curve").evaluate_all(dashes) == curves
    assert len(set(curves)) == len(curves) > 1


def test_a_chart_is_not_dressed_as_a_line_to_write_on(book, visit):
    page = visit(book.file("book/18-since").as_uri()).page
    style = "(node) => getComputedStyle(node).borderBottomStyle"
    assert page.locator("svg.hm-line").first.evaluate(style) == "none"


WIDER = """() => {
  const matrices = '.hm-box, .hm-tables, .hm-scroll, .cell_output pre, table';
  const boxes = new Set([...document.querySelectorAll(`article :is(${matrices})`)].map((node) => {
    for (let box = node; box; box = box.parentElement)
      if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return box;
  }));
  return [...boxes].filter((box) => box?.clientWidth && box.scrollWidth > box.clientWidth + 1)
    .map((box) => [box, getComputedStyle(box)]).map(([box, style]) => ({
      ground: getComputedStyle(document.body).backgroundColor,
      moves: style.backgroundAttachment,
      layers: style.backgroundImage.split(', linear-gradient'),
      isListing: box.matches('.hm-listing'), // its lines take the keyboard, cut or not
      edge: [style.borderRightStyle, style.borderRightColor === style.color],
    }));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["book/06-heads", "book/09-encoder"])
def test_a_matrix_that_goes_on_beyond_its_edge_has_a_shadow_there(book, visit, name, scheme):
    phone = {"width": 390, "height": HEIGHT}
    page = visit(book.file(name).as_uri(), viewport=phone, color_scheme=scheme).page
    page.evaluate(OPEN_ALL)
    page.evaluate(SETTLED)
    found = page.evaluate(WIDER)
    assert len(found) >= 8
    for box in found:
        assert box["moves"] == "local, scroll"  # the cover comes with the end
        cover, shadow = box["layers"]
        assert box["ground"] in cover
        assert box["ground"] not in shadow
    page.emulate_media(forced_colors="active")
    page.evaluate(SETTLED)
    edges = [box["edge"] for box in page.evaluate(WIDER) if not box["isListing"]]
    assert edges == [["dotted", True]] * len(edges)
