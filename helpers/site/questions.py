"""What the questions of a page need to come alive: data beside the stored text.

A question stands in its notebook as text with a folded hint and answer. At build this module adds
what a script needs to judge an answer: the accepted number, the right letter, the conditions of a
task. All of it is computed here from :mod:`helpers.chapters.asides`; the page knows no formula.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import re
from functools import cache
from pathlib import Path

import numpy as np

from helpers.chapters.asides import QUESTIONS
from helpers.chapters.figures import FIGURES
from helpers.chapters.kinds import LETTERS, Question
from helpers.live import render
from helpers.live.rounding import shown
from helpers.mathematics.checks import require

THOUSAND = 1000  # from here on digits are grouped, as in prose
PLACED = re.compile(r'id=\\?"question-([\w-]+)\\?"')
AXES = ("row", "column")
MOST_AXES = 3  # with heads
CELL = re.compile(r"([\w.]+)(?:\[([\d, ]+)\])?")


def placed(text: str) -> list[str]:
    r"""List the questions in a page or a stored notebook, in their order.

    >>> placed('<div id="question-own-score"> <div id="question-nobody-asked">')
    ['own-score']
    """
    return [name for name in dict.fromkeys(PLACED.findall(text)) if name in QUESTIONS]


def version(asked: Question) -> str:
    """Return a checksum of what is asked: a kept answer to another text no longer counts."""
    texts = [asked.asks, *(choice.text for choice in asked.choices)]
    said = "\n".join(map(asked.filled, texts))
    return hashlib.sha256(said.encode()).hexdigest()[:6]


def facts(asked: Question) -> dict:
    """Return what the page needs to judge the answers to a question.

    Parameters
    ----------
    asked : Question

    Returns
    -------
    facts : dict
        Ready for JSON.
    """
    found = {"v": version(asked), "kind": asked.kind}
    if asked.kind == "number":
        answer = float(asked.value(asked.answer))
        found |= {"answer": answer, "tolerance": asked.tolerance, "step": between(answer)}
        found["near"] = [
            [float(asked.value(near.value)), asked.filled(near.says)] for near in asked.near
        ]
    if asked.kind == "choice":
        found["right"] = [choice.right for choice in asked.choices].index(True)
    if asked.goal:
        found["goal"] = goal_facts(asked)
    sees = [asked.see, *(choice.see for choice in asked.choices)]
    if any(sees):
        found["see"] = {key: see for key, see in zip(["", *LETTERS], sees, strict=False) if see}
    return found


def between(answer: float) -> str:
    """Say roughly where a number lies: the step between a hint and the solution.

    >>> between(87.88), between(-0.4)
    ('It lies between 50 and 200.', 'It lies between −0.6 and −0.2.')
    >>> between(786432.0)
    'It lies between 400,000 and 2,000,000.'
    """
    size = abs(answer)
    low, high = (
        (_one_digit(0.6 * size, math.floor), _one_digit(1.5 * size, math.ceil)) if size else (-1, 1)
    )
    low, high = (-high, -low) if answer < 0 else (low, high)
    low, high = (f"{x:,.0f}" if size >= THOUSAND else shown(x) for x in (low, high))
    return f"It lies between {low} and {high}."


def _one_digit(x: float, towards) -> float:
    unit = math.floor(math.log10(x))
    return float(f"{towards(round(x / 10.0**unit, 9))}e{unit}")


@cache
def figure(name: str):
    """Make a figure once, to look its values up."""
    require(name in FIGURES, f"There is no figure {name!r}; there are {sorted(FIGURES)}.")
    return FIGURES[name]()


def goal_facts(asked: Question) -> dict:
    """Translate a goal into nodes of the figure's graphs and numbers."""
    goal = asked.goal
    shown_in = figure(goal.figure)
    plan = shown_in.plan
    edits = {}
    for place in goal.edits:
        name, indices = _numbers_of(plan, place)
        edits[name] = [*edits.get(name, []), *indices]
    aims = []
    for aim in goal.aims:
        other = (
            {"other": _cell(shown_in, aim.than_cell)}
            if aim.than_cell
            else {"than": float(asked.value(aim.than))}
        )
        said = {"says": asked.filled(aim.otherwise)} if aim.otherwise else {}
        near = {"within": aim.within} if aim.within else {}
        aims.append({"cell": _cell(shown_in, aim.cell), "be": aim.be, **other, **near, **said})
    return {
        "figure": goal.figure,
        "edits": edits,
        "most": goal.most,
        "chosen": {
            name: plan.inputs[name].state_of(name, _label(label))
            for name, label in goal.chosen.items()
        },
        "aims": aims,
        "step": _first_edit(asked),
    }


def solved(asked: Question) -> dict:
    """Return the inputs of one state that reaches a goal, for ``figure.set``.

    An array is taken as it is; a number goes into the only cell that may change.
    """
    plan = figure(asked.goal.figure).plan
    given = {name: _label(label) for name, label in asked.goal.chosen.items()}
    for place, expression in asked.goal.solve.items():
        name, _ = _parsed(place)
        value = asked.value(expression) if not _is_text(plan, name) else expression
        if "[" in place:
            start = np.array(given.get(name, plan.inputs[name].values), dtype=float)
            (index,) = _numbers_of(plan, place)[1]
            start.reshape(-1)[index] = value
            value = start
        given[name] = value
    return given


def _first_edit(asked: Question) -> list:
    """Name the input and the number that the known way to a goal changes first."""
    place = next(iter(asked.goal.solve))
    name, indices = _numbers_of(figure(asked.goal.figure).plan, place)
    return [name, indices[0]]


def _label(label: str):
    return {"on": True, "off": False}.get(label, label)


def _is_text(plan, name: str) -> bool:
    return hasattr(plan.inputs[name], "text")


def _parsed(place: str) -> tuple[str, tuple[int, ...]]:
    match = CELL.fullmatch(place)
    require(match, f"{place!r} is not a value with a place, such as A[0, 1].")
    return match[1], tuple(int(i) for i in (match[2] or "").split(",") if i.strip())


def _numbers_of(plan, place: str) -> tuple[str, list[int]]:
    """Count the numbers of an input, or of its part, from the first."""
    name, index = _parsed(place)
    require(name in plan.inputs, f"There is no input {name!r}; there are {list(plan.inputs)}.")
    values = getattr(plan.inputs[name], "values", None)
    if values is None:
        return name, [0]
    places = np.arange(np.size(values)).reshape(np.shape(values))
    return name, np.ravel(places[index]).tolist()


def _cell(shown_in, place: str) -> dict:
    """Find a cell in each graph of a figure, and name it."""
    plan = shown_in.plan
    name, index = _parsed(place)
    nodes = plan.find(name)
    shapes = {
        graph.nodes[node].shape
        for graph, node in zip(plan.graphs, nodes, strict=True)
        if node is not None
    }
    flat = {int(np.ravel_multi_index(index, shape)) if shape else 0 for shape in shapes}
    require(len(flat) == 1, f"{place} is not one cell in all graphs: the shapes are {shapes}.")
    return {"name": in_words(shown_in, place), "node": nodes, "at": flat.pop()}


def in_words(shown_in, place: str) -> str:
    """Say which number is meant, in the words that stand beside it in the figure.

    >>> in_words(figure("scale"), "A[0, 1]")
    'A (row Hello, column World)'
    """
    name, index = _parsed(place)
    block, _, own = name.rpartition(".")
    parts = itertools.chain(shown_in.spec["inputs"], *shown_in.spec["show"])
    described = next((part for part in parts if part.get("name") == name), {})
    kinds = ("row ", "column ") if described.get("kind") == "matrix" else ("", "")
    where = [f"head {index[0] + 1}"] if len(index) == MOST_AXES else []
    n = min(len(index), len(AXES))  # a vector has columns only
    for kind, what, i in zip(kinds[2 - n :], AXES[2 - n :], index[-2:], strict=True):
        labels = described.get(f"{what}s")
        if isinstance(labels, str):
            labels = shown_in.plan.inputs[labels].words(shown_in.state[labels])
        where.append(f"{kind}{labels[i]}" if labels else f"{what} {i + 1}")
    before = f"{block.split('.')[0].replace('_', ' ')}: " if block else ""
    return f"{before}{own} ({', '.join(where)})" if where else f"{before}{own}"


def script(data: dict) -> str:
    """Write data into a page, where the script that reads it finds it."""
    return render.data(data, "hm-questions")


def progress_line(count: int, home: str) -> str:
    """Write the line under a chapter's title that counts; the style hides it without scripts.

    It stands in the page from the start, so that nothing moves when the script counts.
    """
    return (
        f'<div class="hm-progress"><progress aria-label="Questions done" max="{count}" value="0">'
        f"</progress><span>0 of {count} questions done</span>"
        f'<a href="{home}">Your progress</a></div>'
    )


def all_placed(sources: dict[str, Path]) -> dict[str, dict[str, str]]:
    """Give the questions of all pages: page, and question with its version.

    Parameters
    ----------
    sources : dict of str to Path
        Page and the file that it is made from, in reading order.

    Returns
    -------
    pages : dict of str to dict
        Only pages that ask something.
    """
    found = {
        page: {name: version(QUESTIONS[name]) for name in placed(path.read_text(encoding="utf-8"))}
        for page, path in sources.items()
    }
    return {page: asked for page, asked in found.items() if asked}
