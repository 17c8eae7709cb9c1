import json
import re
from pathlib import Path

import numpy as np
import pytest

from helpers.authoring.ties import counts, problems, with_corrected, with_markers
from helpers.display.prose import NUMBERS, Tie, fill

NAMES = {"S": np.array([[68.0, 105.21]]), "shape": (2, 4), "tiny": 4.67695573e-10}


def tied(text):
    filled, ties = fill(text, NAMES, guarded=NUMBERS)
    assert problems(filled, ties, NAMES) == []
    assert fill(with_markers(filled, ties), NAMES, guarded=NUMBERS) == (filled, ties)
    return filled, ties


def test_a_marker_becomes_the_number_and_a_tie():
    assert tied("It is <<S[0, 1]>>.") == ("It is 105.21.", [Tie("105.21", "S[0, 1]")])


@pytest.mark.parametrize(
    ("marker", "text"),
    [
        ("<<S[0, 1]|1>>", "105.2"),
        ("<<S[0, 0]|f2>>", "68.00"),
        ("<<0.2244|%1>>", "22.4 %"),
        ("$<<tiny|tex>>$", r"$4.677 \times 10^{-10}$"),
        ("$<<S|tex>>$", r"$\begin{bmatrix} 68 & 105.21 \end{bmatrix}$"),
        ("<<S[0]>>", "[68, 105.21]"),
        ("<<shape>>", "(2, 4)"),
        ("<<37000|n>>", "37,000"),
    ],
)
def test_numbers_can_be_written_in_several_forms(marker, text):
    assert tied(marker)[0] == text


def test_every_single_digit_of_a_page_is_guarded():
    text, ties = tied(
        "Since <<:version 2.1>>, section <<:ordinal 3>>, [chapter 5](scores.ipynb): $W_1 x^2$, "
        "`sqrt(3)`, <<S[0, 0]>> and <<S[0, 1]>>."
    )
    for i, character in enumerate(text):
        if character.isdigit():
            other = "1" if character != "1" else "2"
            assert problems(text[:i] + other + text[i + 1 :], ties, NAMES), (i, character)


def test_an_added_digit_is_noticed():
    text, ties = tied("It is <<S[0, 1]>>.")
    assert problems(text + " Or 7.", ties, NAMES) == ["No tie covers the number in “7.”"]


@pytest.mark.parametrize("place", [0, 6, 12])
def test_a_digit_added_before_or_between_ties_is_noticed(place):
    text, ties = tied("First <<S[0, 0]>>, then <<S[0, 1]>>.")
    (problem,) = problems(f"{text[:place]} 7 {text[place:]}", ties, NAMES)
    assert "is tied but does not stand where it should" in problem


@pytest.mark.parametrize(("more", "now"), [(1, "106.21"), (0.01, "105.22"), (1e-4, "105.2101")])
def test_a_number_that_the_code_no_longer_gives_is_noticed(more, now):
    text, ties = tied("It is <<S[0, 1]>>.")
    moved = {**NAMES, "S": NAMES["S"] + more}
    assert problems(text, ties, moved) == [f"“105.21” is printed, but S[0, 1] is now {now}"]


def test_a_forgotten_marker_is_noticed():
    assert "A marker is left" in problems("It is <<S[0, 1]>>.", [], NAMES)[0]


def test_a_bare_number_is_refused_with_advice():
    with pytest.raises(
        ValueError, match=r"Nothing accounts for the number at .*42.*<<expression>>"
    ):
        fill("The answer is 42.", NAMES)


def test_a_failing_expression_is_named():
    with pytest.raises(ValueError, match="<<scores>> cannot be computed"):
        fill("It is <<scores>>.", NAMES)


def test_an_unknown_class_is_refused():
    with pytest.raises(ValueError, match="no class 'number'"):
        fill("<<:number 42>>", NAMES)


def test_filling_again_changes_nothing():
    text, ties = tied("<<S[0, 0]>> and `a1`, then <<S[0, 1]|1>>.")
    assert fill(text, NAMES, ties) == (text, ties)


def test_ties_follow_the_text_when_a_sentence_is_moved_in_front():
    text, ties = tied("First <<S[0, 0]>>. Then <<S[0, 1]>>.")
    moved, kept = fill(f"New: <<shape>>. {text}", NAMES, ties)
    assert moved == "New: (2, 4). First 68. Then 105.21."
    assert problems(moved, kept, NAMES) == []


def test_a_tie_whose_text_was_deleted_is_forgotten():
    _, ties = tied("First <<S[0, 0]>>. Then <<S[0, 1]>>.")
    assert fill("Then 105.21.", NAMES, ties)[1] == [Tie("105.21", "S[0, 1]")]


def test_a_stale_number_is_brought_up_to_date_by_filling():
    text, ties = tied("It is <<S[0, 1]>>.")
    assert fill(text, {**NAMES, "S": NAMES["S"] + 1}, ties)[0] == "It is 106.21."


def test_link_targets_tags_and_citations_are_left_to_other_tests():
    text = (
        'See [there](05-scores.ipynb), <span lang="es" id="x1">hola</span>, {cite}`vaswani2017`, '
        "https://arxiv.org/abs/1706.03762 and\n(section-3)=\n"
    )
    assert tied(text) == (text, [])


def test_ties_are_counted_by_class():
    assert counts([Tie("68", "S"), Tie("1", ":name"), Tie("2", ":name")]) == {
        "computed": 1,
        "name": 2,
    }


def test_a_corrected_value_is_kept_with_its_tie_where_it_differs():
    _, ties = tied("<<S[0, 0]>> and <<S[0, 1]>>, in <<:version 2.1>>")
    other = {**NAMES, "S": np.array([[68.0, 99.0]])}
    assert [tie.corrected for tie in with_corrected(ties, other)] == ["", "99", ""]


def test_markers_are_written_back_where_the_text_would_not_account_for_itself():
    text = "<<S[0, 0]>> of `a1` in <<:version 2.1>>, $W_1$, <<S[0, 1]|1>>: [chapter 5](05.ipynb)"
    assert with_markers(*tied(text)) == text


@pytest.mark.parametrize("word", ["eight", "twenty-six", "two hundred and fifty", "three"])
def test_a_number_in_words_follows_its_expression_wherever_it_is_moved(word):
    values = {"eight": 8, "twenty-six": 26, "two hundred and fifty": 250, "three": 3}
    text, ties = tied(f"The weight of <<{values[word]}|word>> in <<S[0, 0]>>.")
    assert text == f"The weight of {word} in 68."
    moved, kept = fill(f"A sentence before. {text}", NAMES, ties)
    assert kept == ties
    assert problems(moved.replace(word, "nine"), kept, NAMES)


@pytest.mark.parametrize(
    "claim",
    [
        "trained on eight processors",
        "some of forty",
        "hardly a sixtieth",
        "one part in two thousand million",
        "twenty-five sentences",
        "Twelve merges",
    ],
)
def test_a_number_word_that_states_a_result_must_be_accounted_for(claim):
    with pytest.raises(ValueError, match="Nothing accounts for the number at"):
        fill(claim, NAMES, guarded=NUMBERS)


@pytest.mark.parametrize("free", ["one of two", "half of it", "thousands of words", "65 million"])
def test_small_counts_vague_plurals_and_units_are_free(free):
    text, ties = fill(free.replace("65", "<<65>>"), NAMES, guarded=NUMBERS)
    assert text == free
    assert problems(text, ties, NAMES) == []


def test_a_number_word_can_be_marked_as_an_idiom():
    assert tied("once in a <<:idiom hundred>> words")[1] == [Tie("hundred", ":idiom")]


def test_no_text_names_a_mark_of_a_picture_by_a_colour_that_the_style_may_change():
    colours = "orange|blue|violet|purple|magenta|pink|turquoise|yellow|grey|green|red|black"
    marks = "ones|dots?|points?|lines?|curves?|bars?|weights|cells?|crosses|circles|arrows?"
    named = re.compile(rf"\b({colours}) ({marks})\b", re.I)
    assert named.search("The blue ones run from zero to one.")
    for page in sorted((Path(__file__).resolve().parents[2] / "book").glob("[0-9]*.ipynb")):
        for cell in json.loads(page.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                found = named.search("".join(cell["source"]))
                assert found is None, f"{page.name}: {found}"
