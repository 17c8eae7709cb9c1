"""What the page is told about its questions, and that each task can be solved in its figure."""

import re

import numpy as np
import pytest
from live.engine import Engine

from helpers.authoring.notebooks import BOOK
from helpers.chapters import order
from helpers.chapters.asides import QUESTIONS
from helpers.chapters.figures import FIGURES
from helpers.chapters.kinds import Question
from helpers.site import questions

NUMBERS = [asked for asked in QUESTIONS.values() if asked.kind == "number"]
TASKS = [asked for asked in QUESTIONS.values() if asked.goal]
PAGES = questions.all_placed({path.stem: path for path in order.notebooks()})


@pytest.fixture(scope="module")
def engine():
    engine = Engine()
    yield engine
    engine.close()


def named(asked):
    return asked.id


def test_every_chapter_asks_at_least_four_questions():
    counts = {path.name[:2]: 0 for path in BOOK.glob("[0-9]*.ipynb")}
    for page, asked in PAGES.items():
        if page[:2] in counts:
            counts[page[:2]] += len(asked)
    assert {chapter: n for chapter, n in counts.items() if n < 4} == {}


def test_every_question_stands_on_one_page():
    placed = [name for asked in PAGES.values() for name in asked]
    assert sorted(placed) == sorted(QUESTIONS)


def test_each_chapter_from_the_fourth_to_the_thirteenth_has_a_task_that_a_figure_judges():
    assert set(range(4, 14)) <= {asked.chapter for asked in TASKS}


@pytest.mark.parametrize("asked", NUMBERS, ids=named)
def test_a_number_is_not_accepted_by_having_any_size(asked):
    facts = questions.facts(asked)
    assert 0 < facts["tolerance"] <= max(abs(facts["answer"]), 0.01) / 4
    wrong = [value for value, _ in facts["near"]]
    assert all(abs(value - facts["answer"]) > 2 * facts["tolerance"] for value in wrong)
    gaps = [abs(one - other) for i, one in enumerate(wrong) for other in wrong[:i]]
    assert all(gap > 2 * facts["tolerance"] for gap in gaps)


@pytest.mark.parametrize("asked", NUMBERS, ids=named)
def test_the_step_before_the_solution_is_true_and_does_not_give_the_answer_away(asked):
    facts = questions.facts(asked)
    numbers = re.findall(r"−?\d[\d.,]*(?<=\d)", facts["step"])
    low, high = (float(text.replace("−", "-").replace(",", "")) for text in numbers)
    assert low < facts["answer"] < high
    assert high - low > 0.4 * abs(facts["answer"])


BY_HAND = {
    # worked out on paper: what is right, the last number that is, the first that is not, and a
    # wrong one with the first words of its own sentence
    "characters-of-hola": ("10", "10.0049", "10.0051", ("9", "You left out the blank")),
    "cosine-by-hand": ("0.5", "0.504", "0.506", ("1", "That is the dot product")),
    "product-with-itself": ("256", "256.0049", "256.0051", ("512", "Sine and cosine of one pair")),
    "score-of-world": ("87.88", "87.884", "87.886", ("105.21", "That is what “Hello” gives")),
    "root-of-head-width": ("8", "8.0049", "8.0051", ("64", "Now take the root")),
    "half-and-half-slope": ("0.25", "0.2509", "0.2511", ("0.5", "That is the weight")),
    "rows-of-output-matrix": ("150", "150.0049", "150.0051", ("100", "That counts what queries")),
    "projection-weights": (
        "786,432",
        "786432.4",
        "786432.6",
        ("262,144", "That is one of the three"),
    ),
    "normalise-by-hand": ("1.6667", "1.671", "1.672", ("5", "That is the distance")),
    "norms-of-the-paper": ("12,288", "12288.5", "12288.6", ("6,144", "A norm learns two numbers")),
    "count-allowed": ("78", "78.1", "78.2", ("66", "You left out the diagonal")),
    "which-rows-come-out": ("4", "4.1", "4.2", ("9", "That many tokens answer")),
    "logit-by-hand": ("2.75", "2.755", "2.756", ("3", "That is without the bias")),
    "top-k-renormalised": ("62.5 %", "0.6299", "0.6301", ("50 %", "That is what it had before")),
    "block-passes": ("126", "126.1", "126.2", ("240", "That runs the encoder again")),
    "cache-per-word": ("6,144", "6144.5", "6144.6", ("3.072 × 10³", "That is the keys alone")),
    "p-minus-y": ("−0.7", "-0.7004", "-0.7006", ("0.7", "The size is right. Look at the sign")),
    "smoothed-share": ("91 %", "0.9105", "0.9106", ("91", "This is the answer in per cent")),
}


@pytest.mark.parametrize(("name", "cases"), BY_HAND.items())
def test_answers_worked_out_by_hand_are_judged_as_such(engine, name, cases):
    fact = questions.facts(QUESTIONS[name])
    right, inside, outside, (wrong, says) = cases

    def judged(text):
        is_whole = float(fact["answer"]).is_integer()
        return engine.ask(
            "grade", x=engine.ask("readAnswer", text=text, whole=is_whole)["value"], fact=fact
        )

    assert judged(right) == judged(inside) == ""
    assert judged(outside) not in ("", judged(wrong))
    assert judged(wrong).startswith(says)


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=named)
def test_what_goes_into_the_page_as_plain_text_has_no_markup(asked):
    facts = questions.facts(asked)
    texts = [text for _, text in facts.get("near", [])]
    texts += [aim["says"] for aim in facts.get("goal", {}).get("aims", []) if "says" in aim]
    assert not [text for text in texts if re.search(r"[$<*`\\{]", text)]


def value(figure, cell):
    """Look a cell up in NumPy's values."""
    name, place = re.fullmatch(r"([\w.]+?)(?:\[(.*)\])?", cell).groups()
    return figure[name][tuple(map(int, place.split(","))) if place else ()]


def holds(asked, figure, aim):
    """Compare with NumPy, apart from the page's way to do it."""
    is_ = value(figure, aim.cell)
    wanted = value(figure, aim.than_cell) if aim.than_cell else asked.value(aim.than)
    if aim.be == "near":
        return np.isclose(is_, wanted, rtol=0, atol=aim.within)
    return is_ > wanted if aim.be == "above" else is_ < wanted


def met(asked, figure):
    return all(holds(asked, figure, aim) for aim in asked.goal.aims)


@pytest.mark.parametrize("asked", TASKS, ids=named)
def test_a_task_is_open_at_the_start_and_solved_by_the_known_edit(asked):
    figure = FIGURES[asked.goal.figure]()
    start = dict(figure.state)
    assert not met(asked, figure)
    figure.set(**questions.solved(asked))
    assert met(asked, figure)
    edits = questions.goal_facts(asked)["edits"]
    moved = {
        name: np.flatnonzero(np.ravel(now) != np.ravel(start[name])).tolist()
        for name, now in figure.state.items()
        if name not in asked.goal.chosen
    }
    assert 1 <= sum(map(len, moved.values())) <= asked.goal.most
    assert all(set(places) <= set(edits.get(name, [])) for name, places in moved.items())
    place, index = questions.goal_facts(asked)["step"]
    assert index in moved[place]


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=named)
def test_a_question_names_only_places_that_exist(asked):
    for place in [asked.see, *(choice.see for choice in asked.choices)]:
        page, _, anchor = place.partition("#")
        if place:
            text = (BOOK / f"{page}.ipynb").read_text(encoding="utf-8")
            slugs = [
                re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-")
                for heading in re.findall(r'"#+ ([^"\\]*)', text)
            ]
            assert not anchor or anchor in slugs


def test_another_text_is_another_version_and_the_solution_does_not_matter():
    one, other, third = (
        Question("q", 1, asks, solution)
        for asks, solution in (("One?", "Yes."), ("Two?", "Yes."), ("One?", "No."))
    )
    assert questions.version(one) == questions.version(third) != questions.version(other)


GOAL = {"figure": "scale", "edits": ["scale"], "aims": [{"cell": "A[0, 0]", "be": "above"}]}


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        ({"cell": "A[0, 0]", "be": "large", "than": "1"}, "cannot be 'large'"),
        ({"cell": "A[0, 0]", "be": "above"}, "give one"),
        ({"cell": "A[0, 0]", "be": "near", "than": "1"}, "say within"),
    ],
)
def test_a_goal_that_cannot_be_judged_is_refused(aim, said):
    with pytest.raises(ValueError, match=said):
        Question("q", 1, "asks", "so", kind="task", goal=GOAL | {"solve": {}, "aims": [aim]})


@pytest.mark.parametrize(
    ("name", "place", "said"),
    [
        ("bank", "Z[1, 0]", "Z (row bank, column finance)"),  # rows from a choice of sentences
        ("scale", "K[1, 2]", "K (row World, column 3)"),  # columns without words
        ("encoder", "block_1.attention.A[1, 0, 1]", "block 1: A (head 2, row Hello, column World)"),
        ("stretch-or-turn", "cosine_turned[1]", "cosine_turned (bank)"),  # a vector, as bars
        ("calculator", "lengths[0]", "lengths (source)"),  # an input
        ("kv-cache", "ratio", "ratio"),
    ],
)
def test_a_number_of_a_goal_is_named_in_the_words_of_its_figure(name, place, said):
    assert questions.in_words(questions.figure(name), place) == said


def test_what_a_reader_is_told_of_a_goal_has_no_index_of_code():
    for asked in TASKS:
        for aim in questions.goal_facts(asked)["aims"]:
            told = [aim.get("says"), aim["cell"]["name"], aim.get("other", {}).get("name")]
            assert not re.search(r"\[|_\d", " ".join(filter(None, told)))


def test_a_goal_on_what_the_figure_does_not_have_is_refused():
    aims = [{"cell": "B[0]", "be": "above", "than": "1"}]
    asked = Question("q", 1, "asks", "so", kind="task", goal=GOAL | {"solve": {}, "aims": aims})
    with pytest.raises(ValueError, match="no value named 'B'"):
        questions.goal_facts(asked)


def test_only_a_task_has_a_goal_and_only_a_number_is_near():
    with pytest.raises(ValueError, match="only a task"):
        Question("q", 1, "asks", "so", goal=GOAL)
    with pytest.raises(ValueError, match="only a number"):
        Question("q", 1, "asks", "so", near=({"value": "1", "says": "so"},))


def test_data_cannot_end_its_script():
    assert "</script><b>" not in questions.script({"says": "</script><b>"})
