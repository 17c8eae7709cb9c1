"""What the page on one's own figure lists: known calls, refusals, and how to embed a figure."""

import math
import re
from typing import NamedTuple

import numpy as np

from helpers.live import TraceError, known, trace

REFUSED = (
    "x if x.max() > 0 else -x",
    "x[x > 0]",
    "np.array([x[0], x[1]])",
    "math.sqrt(x[0])",
    "np.linalg.inv(np.outer(x, x))",
    "x.sort()",
    "x * 1j",
)
README = known.README


class Markdown(NamedTuple):
    """A text that a notebook shows as Markdown."""

    data: str

    def _repr_markdown_(self):
        return self.data


def known_calls():
    """List the calls that can be recorded, as the engine's README does."""
    return Markdown(known.written())


def refusals():
    """Write a table of lines that are refused, each with what the engine says to it."""
    rows = [f"| `{line}` | {_said(line)} |" for line in REFUSED]
    return Markdown("\n".join(["| The line | What you are told |", "|---|---|", *rows]))


def _said(line):
    """Try a line, and give the error without the line itself, which stands beside it."""
    space = {"__name__": __name__, "np": np, "math": math}
    exec(f"def tried(x):\n    return {line}", space)
    try:
        trace(space["tried"], x=np.array([1.0, -2.0]))
    except TraceError as error:
        return re.sub(r" \(line \d+[^.]*?\)\.", ".", str(error), count=1).replace("|", r"\|")
    raise AssertionError(f"{line} is not refused.")


def embedding():
    """Give what the engine's README says about pages of one's own."""
    text = README.read_text(encoding="utf-8")
    return Markdown(text.partition("## In pages\n")[2].strip())
