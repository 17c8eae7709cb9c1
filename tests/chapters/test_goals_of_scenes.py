"""The tasks of scenes: states that must not count, and states that must, judged by the graphs."""

import numpy as np
import pytest

from helpers.chapters.asides import QUESTIONS
from helpers.chapters.figures import FIGURES

WORDS_OF_BANK = FIGURES["bank"]().inputs["W_E"]


def with_river(*place):
    """The table of words with *river* somewhere else."""
    table = WORDS_OF_BANK.copy()
    table[1] = place
    return {"sentence": "money bank river", "W_E": table}


SCENES = {
    "fast-hands-agree": {
        "wrong": [{"distance": 3}, {"distance": 0.02}, {"distance": 6}],
        "right": [{"distance": 2 * np.pi}, {"distance": 44}],
    },
    "pull-between": {
        "wrong": [with_river(0, 2), with_river(2, 3), with_river(0.5, 2.5)],
        "right": [with_river(0.5, 3), with_river(0, 3)],
    },
    "away-from-both": {
        "wrong": [{"Q_plane": [[2, 1]]}, {"Q_plane": [[0.5, -3]]}, {"Q_plane": [[-1.5, -1.5]]}],
        "right": [{"Q_plane": [[1.5, -1.5]]}, {"Q_plane": [[3, -2.5]]}],
    },
    "start-where-plain-is-enough": {
        "wrong": [{"start": [-1.5, -1.5]}, {"start": [2.2, -1.5]}, {"start": [2.2, 2.2]}],
        "right": [{"start": [-1.5, 2.2]}, {"start": [5.3, 2.1]}],
    },
    "slide-the-beads": {
        "wrong": [{"temperature": 1}, {"temperature": 0.5}, {"temperature": 3}],
        "right": [{"temperature": 1.5}, {"temperature": 1.4}],
    },
}
CASES = [
    (name, kind == "right", state)
    for name, states in SCENES.items()
    for kind, listed in states.items()
    for state in listed
]


def is_reached(question, state):
    """Whether all aims hold, with NumPy's values."""
    figure = FIGURES[question.goal.figure]()
    figure.set(**state)

    def number(cell):
        name, _, place = cell.partition("[")
        index = tuple(int(i) for i in place.rstrip("]").split(",") if i)
        return float(np.asarray(figure[name])[index])

    def holds(aim):
        is_now = number(aim.cell)
        wanted = number(aim.than_cell) if aim.than_cell else question.value(aim.than)
        return {
            "above": is_now > wanted,
            "below": is_now < wanted,
            "near": abs(is_now - wanted) <= aim.within,
        }[aim.be]

    return all(map(holds, question.goal.aims))


@pytest.mark.parametrize(("name", "counts", "state"), CASES)
def test_three_wrong_states_are_refused_and_two_right_ones_count(name, counts, state):
    assert is_reached(QUESTIONS[name], state) == counts


# In the picture of "away-from-both" there is nothing else to turn.
@pytest.mark.parametrize("name", sorted(SCENES.keys() - {"away-from-both"}))
def test_turning_the_hands_or_moving_the_other_words_is_no_answer(name):
    """What may be edited is less than what the figure offers."""
    question = QUESTIONS[name]
    offered = set(FIGURES[question.goal.figure]().inputs)
    edited = {place.partition("[")[0] for place in question.goal.edits}
    assert edited < offered
