"""Questions, slips and confusions: every entry renders, and says what it must."""

import re
from collections import Counter
from pathlib import Path

import pytest

from helpers.chapters.asides import CONFUSIONS, QUESTIONS, SLIPS, question
from helpers.chapters.kinds import Choice, Question

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
