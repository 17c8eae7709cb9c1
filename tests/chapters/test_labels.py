"""What stands beside a number is a symbol of the notation, or words: never a name of the code."""

import pytest
from playwright.sync_api import expect

from helpers.chapters.figures import FIGURES
from helpers.display.symbols import BY_CODE

MOST = 40  # letters of a label, which may stand in two lines below a tile
UNNAMED = ("recorded", "plane", "choice", "switch", "tokens")
"""They show no symbol of their own: at most their label, which is required of the last three."""


def is_symbol(name):
    """One of the table, with an index or words below it, or the slope of the loss by one."""
    codes = {*BY_CODE, *(f"d{code}" for code in BY_CODE)}
    return any(name == code or name.startswith(f"{code}_") for code in codes)


def named_parts(spec):
    """List what a figure names with a symbol: inputs, views, and points of a plane."""
    for part in (*spec["inputs"], *(part for row in spec["show"] for part in row)):
        if part["kind"] in UNNAMED:
            assert part["kind"] in UNNAMED[:2] or part["label"]
        elif "symbol" in part:
            yield part
        for layer in part.get("layers", []):
            if layer["as"] in ("dots", "arrows") and not {"rows", "label"} & {*layer}:
                yield layer


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_no_label_of_a_figure_is_a_name_that_only_code_knows(name):
    for part in named_parts(FIGURES[name]().spec):
        own = part["name"].rsplit(".", 1)[-1]
        if "_" in own and not is_symbol(own):
            kinds = [kind for kind, _ in part["symbol"] if kind != "sup"]
            assert kinds == ["b"], f"give {own} of {name} a label"
            assert len(part["symbol"][0][1]) <= MOST, f"{own} of {name} has a label too long"


def test_a_label_takes_the_place_of_such_a_name_and_stands_there_once():
    spec = FIGURES["stretch-or-turn"]().spec
    (bars,) = (part for row in spec["show"] for part in row if part.get("name") == "cosine_turned")
    assert bars["symbol"] == [["b", "cosine with x"]]
    assert "label" not in bars


READ = """() => {
  const names = new Set();
  for (const cell of document.querySelectorAll('.hm-live .hm-cell')) {
    cell.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
    names.add(document.querySelector('.hm-strip-name').textContent.replace(' = ', ''));
  }
  for (const number of document.querySelectorAll('.hm-live .hm-figure-number')) {
    names.add(number.ariaLabel ?? '');
  }
  return [...names];
}"""


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_no_number_is_read_aloud_by_a_name_that_only_code_knows(name, show):
    """The strip below a figure names a number as the line that says what changed most does."""
    page = show(FIGURES[name]())
    expect(page.live).to_be_visible()
    read = page.page.evaluate(READ)
    assert read or not page.live.locator(".hm-cell").count()
    assert [words for words in read if "_" in words] == []
