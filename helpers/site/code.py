"""What the tasks of a page need, whose answer is code: numbers, known slips, easier forms.

All of it is data from :mod:`helpers.chapters.code`; the page reads the reader's lines itself and
judges as that module does.
"""

from __future__ import annotations

import numpy as np

from helpers.chapters.code import GAP, Code, codes
from helpers.chapters.kinds import Question
from helpers.live import render

DIGITS = 15  # of a float that stands in a page


def packed(value: object) -> object:
    """Return a value of Python as JSON that the page reads.

    >>> packed(np.array([[True, False]])), packed(3), packed(None)
    (['b', [1, 2], [1, 0]], 3, None)
    >>> packed(np.array([0.1, -np.inf]))
    ['f', [2], [0.1, '-inf']]
    """
    if value is None:
        return None
    if isinstance(value, tuple):
        names = list(getattr(value, "_fields", ()))
        return {"names": names, "items": [packed(part) for part in value]}
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    array = np.asarray(value)
    kind = {"b": "b", "i": "i", "u": "i"}.get(array.dtype.kind, "f")
    return [kind, list(array.shape), [_number(x, kind) for x in array.ravel().tolist()]]


def _number(x: float, kind: str) -> float | int | str:
    if kind != "f":
        return int(x)
    if not np.isfinite(x):
        return str(x)
    short = float(f"{x:.{DIGITS}g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short


def uses_of(code: Code) -> str:
    """Return our lines of the functions that a task may use, in the order of the chapters."""
    return "\n\n".join(other.text() for name, other in codes().items() if name in code.uses)


def easy_forms(code: Code) -> list[str]:
    """Return the easier forms: with a gap, one line missing, lines in disorder; empty if none.

    >>> easy_forms(codes()["project"])
    ['return ___', '', '']
    """
    lines = code.lines.split("\n")
    gap = code.lines.replace(code.gap, GAP)
    if len(lines) == 1:
        return [gap, "", ""]
    missing = ""
    if code.missing:
        lost = lines[code.missing - 1]
        indent = lost[: len(lost) - len(lost.lstrip())]
        kept = [*lines[: code.missing - 1], f"{indent}# the missing line", *lines[code.missing :]]
        missing = "\n".join(kept)
    return ["", missing, "\n".join(in_disorder(gap.split("\n")))]


def in_disorder(lines: list[str]) -> list[str]:
    """Return lines in another order, always the same: every other one first, from the end.

    >>> in_disorder(["a", "b"]), in_disorder(["a", "b", "c", "d"])
    (['b', 'a'], ['d', 'b', 'c', 'a'])
    """
    turned = lines[::-1]
    return turned[::2] + turned[1::2]


def facts(asked: Question, version: str) -> dict:
    """Return what the page needs to judge the lines that answer a question.

    Parameters
    ----------
    asked : Question
        Of kind ``code``.
    version : str
        Of its text.
    """
    code = asked.code
    return {
        "v": version,
        "name": code.name,
        "head": code.head,
        "uses": uses_of(code),
        "lines": code.lines,
        "easy": easy_forms(code),
        "cases": [{name: packed(x) for name, x in case.items()} for case in code.cases],
        "expected": [packed(x) for x in code.expected],
        "slips": [[slip.lines.strip("\n"), slip.says] for slip in code.slips],
    }


def script(data: dict) -> str:
    """Write the facts of a page's tasks where its script finds them."""
    return render.data(data, "hm-code")
