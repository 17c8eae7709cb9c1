"""The line of each chapter: what stands open, and the time it takes."""

import re

import nbformat
import pytest

from helpers.chapters import order
from helpers.site import line

CHAPTERS = [path for path in order.notebooks() if path.stem[:2].isdigit()]
STATED = re.compile(r"\*\*Time\*\* (?:about )?(.*?)(?:[.;,]|$)", re.M)
OTHERWISE = {
    "a quarter of an hour": 15,
    "half an hour": 30,
    "three quarters of an hour": 45,
    "an hour": 60,
    "an hour and a quarter": 75,
    "an hour and a half": 90,
}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}


def stated(path):
    """The minutes that a chapter states at its top."""
    cells = nbformat.read(path, as_version=4).cells
    said = STATED.search("\n".join(cell.source for cell in cells))[1].strip()
    minutes = re.fullmatch(r"(\w+?)(?:-(five))? minutes", said)
    return TENS[minutes[1]] + 5 * bool(minutes[2]) if minutes else OTHERWISE[said]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_at_most_two_questions_stand_in_the_line_of_a_section(path):
    many = {part.title: part.questions for part in line.line(path) if part.questions > 2}
    assert many == {}


def test_five_to_eight_puzzles_stand_in_the_line_of_the_book():
    assert 5 <= sum(part.puzzles for path in CHAPTERS for part in line.line(path)) <= 8


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_the_time_that_a_chapter_states_is_that_of_the_rule(path):
    assert abs(stated(path) - line.minutes(path)) <= 10


def test_the_rule_counts_words_questions_figures_formulas_and_listings():
    section = line.Section("", words=400, questions=3, puzzles=1, figures=2, displayed=5, tasks=1)
    assert section.minutes == 2 + 3 + 4 + 5 + 3


def test_what_is_folded_counts_only_with_the_line_that_opens_it():
    slip = "Before.\n<details><summary>Why so?</summary>\n\nBecause of *that*.\n\n</details>"
    nested = f"<details><summary>More</summary>{slip}</details> After."
    assert line.unfolded(slip).split() == ["Before.", "Why", "so?"]
    assert line.unfolded(nested).split() == ["More", "After."]
