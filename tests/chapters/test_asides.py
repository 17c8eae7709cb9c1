"""Questions, slips and confusions: every entry renders, and says what it must."""

import re
from collections import Counter
from pathlib import Path

import pytest

from helpers.chapters.asides import CONFUSIONS, QUESTIONS, SLIPS, question
from helpers.chapters.kinds import Choice, Question, Slip

ALL = [*QUESTIONS.values(), *SLIPS.values(), *CONFUSIONS.values()]
BIBLIOGRAPHY = (Path(__file__).parents[2] / "book" / "references.bib").read_text(encoding="utf-8")
KEYS = set(re.findall(r"^@\w+\{([^,]+),", BIBLIOGRAPHY, re.M))


@pytest.fixture(scope="module", params=ALL, ids=lambda aside: aside.id)
def rendered(request):
    """An aside and its text; some take a second to compute."""
    return request.param, request.param._repr_markdown_()


def test_every_aside_renders_with_its_numbers(rendered):
    aside, text = rendered
    assert "<<" not in text
    assert f'id="{type(aside).__name__.lower()}-{aside.id}"' in text
    assert text.count("<div") == text.count("</div>")
    assert text.count("<details") == text.count("</details>")


def test_every_citation_is_in_the_bibliography(rendered):
    _, text = rendered
    assert set(re.findall(r"\{cite\}`([^`]+)`", text)) <= KEYS


@pytest.mark.parametrize("slip", SLIPS.values(), ids=lambda slip: slip.id)
def test_every_slip_names_a_source_of_the_bibliography(slip):
    assert slip.source in KEYS


PUZZLES = [slip for slip in SLIPS.values() if slip.puzzle]
FOLDED = [slip for slip in SLIPS.values() if not slip.puzzle]


def test_five_to_eight_slips_stand_open_as_puzzles():
    assert 5 <= len(PUZZLES) <= 8


@pytest.mark.parametrize("slip", PUZZLES, ids=lambda slip: slip.id)
def test_a_puzzle_can_be_solved_without_the_source(slip):
    assert slip.puzzle.rstrip().endswith(("?", "Think of who asks."))
    assert not re.search(r"\bsource\b|\bnotes\b|newsletter|article", slip.puzzle + slip.answer)


@pytest.mark.parametrize("slip", FOLDED, ids=lambda slip: slip.id)
def test_any_other_slip_is_one_line_that_opens_and_says_its_text_once(slip):
    text = slip._repr_markdown_()
    assert text.startswith(f'<details class="hm-slip" id="slip-{slip.id}">\n<summary>')
    assert text.endswith("</details>")
    line = text.split("</summary>")[0].split("<summary>")[1].strip()
    assert line.endswith("?")
    assert len(line) < 140
    for part in (slip.printed, slip.correct, slip.why, slip.teaches):
        assert text.count(slip.filled(part)) == 1


def test_a_puzzle_needs_its_answer():
    with pytest.raises(ValueError, match="a puzzle and its answer go together"):
        Slip("s", 1, "source", "asks", "where", "1", "2", "why", "teaches", puzzle="Why?")


@pytest.mark.parametrize("confusion", CONFUSIONS.values(), ids=lambda confusion: confusion.id)
def test_every_confusion_is_tested_by_a_question(confusion):
    assert confusion.question in QUESTIONS


@pytest.mark.parametrize(
    "asked", [q for q in QUESTIONS.values() if q.kind == "number"], ids=lambda q: q.id
)
def test_the_answer_of_a_number_question_is_one_finite_number(asked):
    assert abs(float(asked.value(asked.answer))) < 1e300


def test_the_right_answer_is_not_always_the_same_letter():
    places = Counter(
        [choice.right for choice in q.choices].index(True)
        for q in QUESTIONS.values()
        if q.kind == "choice"
    )
    assert max(places.values()) <= 0.6 * sum(places.values())


def test_an_unknown_question_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r"no question 'nothing'; there are .*score-of-world"):
        question("nothing")


def test_a_wrong_choice_must_name_its_misconception():
    with pytest.raises(ValueError, match="must either be right or name a misconception"):
        Choice("ninety")


def test_a_choice_needs_exactly_one_right_answer():
    wrong = {"text": "no", "misconception": "because"}
    with pytest.raises(ValueError, match="exactly one right answer"):
        Question("q", 1, "asks", "solution", kind="choice", choices=(wrong, wrong))


def test_only_a_number_question_has_an_answer_to_compute():
    with pytest.raises(ValueError, match="has an answer to compute"):
        Question("q", 1, "asks", "solution", kind="open", answer="1 + 1")


@pytest.mark.parametrize("words", ["eleven rows", "a sixtieth of it", "forty-two weights"])
def test_a_number_word_that_states_a_result_is_tied_in_asides_too(words):
    asked = Question("q", 1, f"There are {words}.", "Yes.")
    with pytest.raises(ValueError, match="Nothing accounts for"):
        asked._repr_markdown_()
    tied = Question("q", 1, "There are <<10 + 1|word>> rows.", "Yes.")
    assert "There are eleven rows." in tied._repr_markdown_()
