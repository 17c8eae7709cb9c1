"""From a NumPy function to a graph: trace it, evaluate it, explain any cell of it.

The mathematics is written once, in plain NumPy. Here it is called with stand-ins that record
each NumPy call. The graph that comes out carries live figures and written-out arithmetic. See the
README beside this file. All but `Figure`, which is a widget, needs NumPy alone.
"""

from .dials import dial
from .explain import WrittenOut, written_out
from .flows import flow
from .glows import glow
from .graph import Graph
from .iteration import iterated
from .planes import arrows, dots, drops, outline, paths, plane
from .rails import rail
from .reverse import gradient
from .ribbon import ribbons
from .setting import Setting, configure
from .trace import TraceError, trace
from .views import (
    bars,
    choice,
    fold,
    heat,
    line,
    links,
    matrix,
    nudges,
    number,
    pull,
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
    "Setting",
    "TraceError",
    "WrittenOut",
    "arrows",
    "bars",
    "choice",
    "configure",
    "dial",
    "dots",
    "drops",
    "flow",
    "fold",
    "glow",
    "gradient",
    "heat",
    "iterated",
    "line",
    "links",
    "matrix",
    "nudges",
    "number",
    "outline",
    "paths",
    "plane",
    "pull",
    "rail",
    "recorded",
    "ribbons",
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


def __getattr__(name):
    """Load the widget when it is asked for: tracing needs no Jupyter."""
    if name == "Figure":
        from .figure import Figure

        return Figure
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
