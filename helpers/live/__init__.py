"""From a NumPy function to a graph: trace it, evaluate it, explain any cell of it.

The mathematics is written once, in ``helpers``. Here it is called with stand-ins that record
each NumPy call. The graph that comes out carries the live figures and the written-out
arithmetic of the book.
"""

from helpers.live.explain import WrittenOut, written_out
from helpers.live.figure import Figure
from helpers.live.graph import Graph
from helpers.live.iteration import iterated
from helpers.live.trace import TraceError, trace
from helpers.live.views import (
    bars,
    choice,
    fold,
    heat,
    line,
    links,
    matrix,
    number,
    recorded,
    sentence,
    slider,
    switch,
    tokens,
    trail,
    value,
    vector,
    words,
)

__all__ = [
    "Figure",
    "Graph",
    "TraceError",
    "WrittenOut",
    "bars",
    "choice",
    "fold",
    "heat",
    "iterated",
    "line",
    "links",
    "matrix",
    "number",
    "recorded",
    "sentence",
    "slider",
    "switch",
    "tokens",
    "trace",
    "trail",
    "value",
    "vector",
    "words",
    "written_out",
]
