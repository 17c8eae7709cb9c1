"""A reader selects formulas, copies them, and pastes them."""

import pytest
from playwright.sync_api import expect

from helpers.live.rounding import shown

HEAR = """() => addEventListener('copy', (event) => {
  window.copied = event.clipboardData.getData('text/plain');
  window.markup = event.clipboardData.getData('text/html');
})"""
SELECT = """([first, last]) => {
  const all = [...document.querySelectorAll('article .katex')];
  const find = (tex) => all.find((one) => one.querySelector('annotation').textContent === tex);
  const range = document.createRange();
  const [from, to] = [find(first), find(last)].map((one) => one.querySelector('.katex-html'));
  const ends = (node, type = NodeFilter.SHOW_TEXT) => {
    const walker = document.createTreeWalker(node, type);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    return texts;
  };
  range.setStart(ends(from)[0], 0);
  const end = ends(to).at(-1);
  range.setEnd(end, end.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return getSelection().toString();
}"""

# the machine's own clipboard is written after the key, at some time
PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const options = { clipboardData, bubbles: true, cancelable: true };
  return field.dispatchEvent(new ClipboardEvent('paste', options));
}"""


@pytest.fixture(params=["folder", "http"])
def scores(request, book, server, visit):
    """Chapter 5, from a folder and from a server."""
    root = server if request.param == "http" else book.site.as_uri()
    visited = visit(f"{root}/book/05-scores.html")
    visited.page.evaluate(HEAR)
    yield visited.page
    assert visited.complaints == []


def copied(page, first, last):
    """Select from the first sign of one formula to the last of another; copy with the keys."""
    selected = page.evaluate(SELECT, [first, last])
    page.keyboard.press("Control+C")
    return selected, page.evaluate("window.copied")


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"S = Q K^\top", r"$$S = Q K^\top$$"),
        (r"4.677 \times 10^{-10}", r"$4.677 \times 10^{-10}$"),
        (r"\sqrt{d_k}", r"$\sqrt{d_k}$"),
        (r"q_1", r"$q_1$"),
    ],
)
def test_a_copied_formula_gives_its_latex_once(scores, tex, text):
    selected, got = copied(scores, tex, tex)
    assert selected != text, "the browser alone does not give it"
    assert got == text
    assert scores.evaluate("window.markup") == text


def test_text_with_formulas_keeps_its_lines_and_has_each_formula_once(scores):
    _, text = copied(scores, r"S_{tj} = q_t \cdot k_j = \sum_{m=1}^{d_k} Q_{tm} \, K_{jm}", "k_2")
    first, *lines = text.split("\n")
    assert first == r"$$S_{tj} = q_t \cdot k_j = \sum_{m=1}^{d_k} Q_{tm} \, K_{jm}$$"
    assert lines[-1].endswith("$k_2$")
    assert [text.count(tex) for tex in ("$q_1$", "$k_1$", "$k_2$")] == [1, 1, 1]
    assert scores.locator("body > div[style*='200vw']").count() == 0


@pytest.mark.parametrize("place", ["article h1", "article pre"])
def test_what_has_no_formula_is_left_to_the_browser(scores, place):
    scores.locator(place).filter(visible=True).first.click(click_count=3)
    scores.keyboard.press("Control+C")
    assert scores.evaluate("window.copied") == ""


@pytest.mark.parametrize(
    ("tex", "click_count", "value"),
    [(r"4.677 \times 10^{-10}", None, 4.677e-10), (r"e \approx 2.718", 2, 2.718)],
)
def test_a_copied_number_can_be_pasted_into_a_figure(scores, tex, click_count, value):
    if click_count is None:
        copied(scores, tex, tex)
    else:  # one number in a formula, by a double click
        formula = scores.locator(".katex", has=scores.locator("annotation", has_text=tex))
        formula.get_by_text("2.718", exact=True).last.dblclick()
        scores.keyboard.press("Control+C")
    field = scores.locator(".hm-live input.hm-field").first
    text = scores.evaluate("window.copied || getSelection().toString()")
    field.focus()
    scores.keyboard.press("Control+A")
    assert field.evaluate(PASTE, text), "one number is no table"
    scores.keyboard.insert_text(text)
    scores.keyboard.press("Tab")
    expect(field).to_have_value(shown(value))  # with the next frame
    assert float(field.input_value().replace("−", "-")) == pytest.approx(value)


def test_only_pages_with_formulas_load_what_copies_them(soups):
    loads = {
        file.name: (bool(soup.select("script[src*=hola-copy]")), bool(soup.select(".katex")))
        for file, soup in soups.items()
    }
    assert all(has_script == has_formula for has_script, has_formula in loads.values()), loads
    assert {has for has, _ in loads.values()} == {True, False}
