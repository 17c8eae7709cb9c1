"""What an answer is worth: the page's judge, without a page around it."""

import pytest

NEAR = [[91.0, "That is what the other word gives."]]


def grade(engine, x, answer, tolerance=0.005, near=()):
    return engine.ask("grade", x=x, fact={"answer": answer, "tolerance": tolerance, "near": near})


@pytest.mark.parametrize("x", [87.88, 87.93, 87.83])
def test_what_is_within_the_tolerance_is_right(engine, x):
    assert grade(engine, x, 87.88, tolerance=0.0501) == ""


@pytest.mark.parametrize(
    ("x", "answer", "says"),
    [
        (91.0, 87.88, "That is what the other word gives."),
        (-87.88, 87.88, "Look at the sign"),
        (25, 0.25, "in per cent"),
        (2500, 25, "the power of ten is not"),
        (0.08788, 87.88, "the power of ten is not"),
        (4, 0.25, "upside down"),
        (7, 6, "off by one"),
        (5, 6, "off by one"),
        (2, 1, "off by one"),
        (12, 6, "twice the answer"),
        (3, 6, "half the answer"),
        (87.9, 87.88, "Close, but not exact enough"),
        (86.2, 87.88, "Close, but not exact enough"),
        (105.12, 115.02, "two have changed places"),
        (86.0, 87.88, "Too small."),
        (90.0, 87.88, "Too large."),
        (8, 6, "Too large."),
        (6.5, 5.5, "Too large."),
        (1, 0, "Too large."),
        (-1, 0, "Too small."),
    ],
)
def test_a_wrong_number_is_told_how_it_is_wrong(engine, x, answer, says):
    assert says in grade(engine, x, answer, near=NEAR)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/4", 0.25),
        ("−1 / 2", -0.5),
        ("25 %", 0.25),
        ("1/4 %", 0.0025),
        ("0,25", 0.25),
        ("$1/4$", 0.25),
        (r"$25\%$", 0.25),
    ],
)
def test_an_answer_may_be_a_fraction_or_a_share(engine, text, value):
    assert engine.ask("readAnswer", text=text) == {"value": value}


@pytest.mark.parametrize(
    ("text", "says"),
    [("1/0", "divided by zero"), ("1/2/3", "is not a number"), ("/", "Type a number")],
)
def test_what_is_no_answer_is_refused_in_a_sentence(engine, text, says):
    assert says in engine.ask("readAnswer", text=text)["problem"]


INPUTS = [
    {"name": "Q", "label": None},
    {"name": "scale", "label": "divide by"},
    {"name": "way", "label": "Mask", "labels": ["none", "causal"]},
]
START = {"Q": [8.0, 3.0], "scale": [30.0], "way": 0}


def judge(engine, be="above", shown=0.5, node=0, most=1, **state):
    """Judge a task: set Q, or the way, so that cell 1 of a value is `be` 0.1."""
    figure = {"spec": {"inputs": INPUTS}, "start": START, "state": {**START, **state}, "number": 0}
    cell = {"name": "A[0, 1]", "node": [node], "at": 1}
    aim = {"cell": cell, "be": be, "than": 0.1, "within": 0.01}
    goal = {"chosen": {"way": 1}, "edits": {"Q": [1]}, "most": most, "aims": [aim]}
    return engine.ask("gradeTask", figure=figure, goal=goal, values=[[9.0, shown]])


@pytest.mark.parametrize(
    ("be", "shown", "holds"),
    [
        *[("above", 0.11, True), ("above", 0.1, False), ("above", 0.09, False)],
        *[("below", 0.09, True), ("below", 0.1, False), ("below", 0.11, False)],
        *[("near", 0.109, True), ("near", 0.091, True), ("near", 0.12, False)],
    ],
)
def test_a_task_is_done_where_its_aim_holds_and_only_there(engine, be, shown, holds):
    said = judge(engine, be, shown, Q=[8.0, 4.0], way=1)
    assert (said == "") == holds
    assert holds or said.startswith(f"Not yet: A[0, 1] is {shown:g} and should be")


def test_a_value_that_this_choice_does_not_have_fulfils_nothing(engine):
    for be in ("above", "below", "near"):
        assert "A[0, 1] is NaN" in judge(engine, be, node=None, Q=[8.0, 4.0], way=1)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ({"Q": [8.0, 4.0]}, "First set “Mask” to “causal”."),
        ({"way": 1}, "Nothing has been changed"),
        ({"way": 1, "Q": [9.0, 4.0]}, "Something else has changed in Q."),
        ({"way": 1, "scale": [3.0]}, "Something else has changed in divide by."),
        ({"way": 1, "Q": [8.0, 4.0], "most": 0}, "1 numbers have changed; 0 will do."),
    ],
)
def test_only_what_the_task_asks_for_may_be_changed(engine, state, says):
    assert says in judge(engine, **state)


def test_the_tolerance_of_a_factor_grows_with_the_answer(engine):
    assert "twice" in grade(engine, 2 * 100.5, 100.0, tolerance=0.6)
    assert "twice" not in grade(engine, 2 * 101.0, 100.0, tolerance=0.6)
