"""No number in a text of a figure or a still is typed: it is computed, or of a closed class."""

import ast
import json
import math
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from helpers.chapters.figures import FIGURES
from helpers.chapters.told import told
from helpers.display import prose
from helpers.live.views import REFERENCE

CHAPTERS = Path(__file__).parents[2] / "helpers" / "chapters"
DRAWN = sorted([*CHAPTERS.glob("*/figures.py"), *CHAPTERS.glob("*/plots.py")])
CODE = re.compile(r"[A-Za-z][\w.-]*")  # a path, an encoding, a name
KEYS = {"A, 1 head", "C, 2 layers", "D, smoothing 0.2"}  # rows of table 3, looked up by these
MARKS = {"marks", "EPS_MARKS"}  # their labels have a test of their own
SPECIAL = {"½": 0.5, "−½": -0.5, "1½": 1.5, "2π": 2 * math.pi}


def strings(path):
    """The texts that a module holds: no docstrings, formats and labels of marks."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            left_out.add(node.value)
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            left_out |= set(node.format_spec.values)
        if MARKS & {getattr(node, "arg", None), *_names(node)}:
            left_out |= set(getattr(node.value, "keys", []))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out:
            yield node.value


def _names(node):
    return [getattr(target, "id", None) for target in getattr(node, "targets", [])]


def untold(text):
    """Whether a text, with its markers and references taken out, holds a number of its own."""
    bare = REFERENCE.sub("", prose.MARKER.sub("", text))
    try:
        list(prose.covers(bare, []))
    except ValueError:
        return not CODE.fullmatch(text) and text not in KEYS
    return False


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_text_of_a_figure_or_a_still_holds_a_typed_number(path):
    assert [text for text in strings(path) if untold(text)] == []


@pytest.mark.parametrize("text", ["At 300 it is flat.", "of <<x>> and 3"])
def test_a_typed_number_is_seen(text):
    assert untold(text)


@pytest.fixture(scope="module", params=FIGURES)
def figure(request):
    return FIGURES[request.param]()


def test_a_figure_shows_no_marker(figure):
    assert "<<" not in json.dumps(figure.spec)


def number(text):
    """Read a number as the book writes it."""
    plain = text.replace("−", "-").replace(",", "")
    if text in SPECIAL:
        return SPECIAL[text]
    if plain.startswith("√"):
        return math.sqrt(float(plain[1:]))
    return float(Fraction(plain)) if "/" in plain else float(plain)


def test_a_mark_stands_where_it_says(figure):
    for part in figure.spec["inputs"]:
        for label, value in part.get("marks", []):
            said = [number(word) for word in re.findall(r"[−√]?\d[\d.,e/½π-]*|−?½", label)]
            if said:
                size = max(np.size(value), len(said))
                np.testing.assert_allclose(
                    np.resize(said, size), np.resize(np.ravel(value), size), rtol=1e-12
                )


def tried():
    """What captions ask the reader to enter: chapter, and each number."""
    for path in sorted(CHAPTERS.glob("*/figures.py")):
        for text in strings(path):
            for marker in prose.MARKER.finditer(text):
                if marker[1].startswith(":try "):
                    for word in marker[1].split()[1:]:
                        yield path.parent.name, word


@pytest.mark.parametrize(("chapter", "word"), sorted(set(tried())))
def test_what_a_caption_asks_the_reader_to_enter_is_entered_by_a_test(chapter, word):
    tests = Path(__file__).parent / chapter / "test_figures.py"
    numbers = {
        abs(node.value)
        for node in ast.walk(ast.parse(tests.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    }
    assert abs(number(word)) in numbers


def test_a_text_without_a_tie_for_a_number_is_refused():
    with pytest.raises(ValueError, match="Nothing accounts for the number"):
        told("At 300 it is flat.")
