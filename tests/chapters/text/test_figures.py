"""The figures of chapter 1 begin with its numbers, and do what their captions promise."""

import json
from pathlib import Path

import numpy as np
import pytest

from helpers import byte_pair_tokens, cosine_similarity, embed, example, learn_byte_pairs
from helpers.chapters.figures import FIGURES, merged
from helpers.chapters.text.figures import LIBRARIES, LIBRARY, N_MERGES, UNSEEN

NOTEBOOK = Path(__file__).parents[3] / "book" / "01-text.ipynb"


def page(figure):
    """Read the recorded page that a figure shows."""
    (view,) = [part for row in figure.spec["show"] for part in row if part["kind"] == "recorded"]
    at = int(figure["page"])
    return view["pages"][at], view["marks"][at]


def test_two_figures_of_one_name_are_refused():
    with pytest.raises(ValueError, match=r"Two figures are called 'a'.*one in x, one in y"):
        merged({"x": {"a": None}, "y": {"a": None}})


def test_each_figure_has_the_name_under_which_it_is_listed():
    own = ("byte-pairs", "look-up", "similarity")
    assert [FIGURES[name]().spec["name"] for name in own] == list(own)


def test_byte_pairs_are_those_of_the_chapter():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert any(f'library = """{LIBRARY}"""' in "".join(cell["source"]) for cell in cells)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("n", [0, 1, 4, 12])
def test_each_page_is_what_the_merges_make(library, n):
    figure = FIGURES["byte-pairs"]()
    figure.set(library=library, merges=n)
    merges = learn_byte_pairs(LIBRARIES[library], N_MERGES)[:n]
    lines, mark = page(figure)
    assert lines[-1] == byte_pair_tokens(UNSEEN, merges)
    assert figure["pieces_unseen"] == len(lines[-1])
    assert figure["pieces"] == len(byte_pair_tokens(LIBRARIES[library], merges))
    assert mark == ("".join(merges[-1].pair) if n else None)
    for line in lines[1:-2]:
        assert line == byte_pair_tokens("".join(line).removesuffix("·"), merges)


def test_one_other_word_cuts_the_new_word_elsewhere():
    figure = FIGURES["byte-pairs"]()
    figure.set(merges=12)
    assert page(figure)[0][-1] == ["token", "ization·"]
    figure.set(library="reader")
    assert page(figure)[0][-1] == ["toke", "n", "ization·"]


@pytest.mark.parametrize("merges", [-1, 13, 2.5])
def test_a_merge_that_was_not_recorded_is_refused(merges):
    figure = FIGURES["byte-pairs"]()
    with pytest.raises(ValueError, match="give a whole number from 0 to 12"):
        figure.set(merges=merges)
    assert figure.merges == 0


def test_a_token_brings_its_row_wherever_it_stands():
    figure = FIGURES["look-up"]()
    assert np.array_equal(figure["picked"], embed(np.array([0, 2]), example.W_E))
    figure.set(ids="hola hola mundo")
    assert np.array_equal(figure["picked"][0], figure["picked"][1])
    before, W_E = figure["picked"], example.W_E.copy()
    W_E[list(example.vocabulary).index("how")] += 1
    figure.set(W_E=W_E)
    assert np.array_equal(figure["picked"], before)


def test_direction_counts_and_length_does_not():
    figure = FIGURES["similarity"]()
    similarity = cosine_similarity(example.E[0], example.E[1])
    assert figure["similarity"] == similarity
    figure.set(E=[example.E[0], 10 * example.E[1]])
    np.testing.assert_allclose(figure["similarity"], similarity)
    assert figure["dot"] == 10 * example.E[0] @ example.E[1]
    figure.set(E=[example.E[0], [2, 3, 4, -5]])
    assert figure["similarity"] == 0
    figure.set(E=[example.E[0], [20, 30, 40, -50]])
    assert figure["similarity"] == 0
    assert figure["dot"] == 0


def test_at_a_right_angle_nothing_is_left_of_the_cosine_and_of_the_shadow():
    figure = FIGURES["angle"]()
    assert figure["similarity"] == pytest.approx(cosine_similarity(*example.E))
    hello = figure["E_plane"][0]
    for beside in (6, -5.5, 0.1, 5.9):
        figure.set(E_plane=[hello, [0, beside]])
        assert figure["similarity"] == figure["share"] == 0
        assert figure["E"][0] @ figure["E"][1] == pytest.approx(0, abs=1e-7)
    figure.set(E_plane=[[3, 1], [-2, 5]])
    assert figure["similarity"] == pytest.approx(cosine_similarity(*figure["E"]))


def test_strangers_by_the_first_number_too():
    figure = FIGURES["similarity"]()
    figure.set(E=[example.E[0], [-38, 3, 4, 5]])
    assert figure["similarity"] == 0
