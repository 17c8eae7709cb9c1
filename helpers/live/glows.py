"""A glow: one number, and how strongly something pulls at it.

``static/view-glow.js`` shows the same.
"""

import math

import numpy as np

from .checks import require
from .labels import label_parts
from .planes import near
from .render import symbol, tag, text
from .rounding import shown
from .views import View, require_name

LINE = "margin:0;display:flex;flex-direction:row-reverse;align-items:center;gap:.6em"
WORD = "font-size:.85em;white-space:nowrap;color:var(--hm-muted)"


def glow(name, at, slopes, most, *, label=None, caption=None):
    """Show one number of a vector, which glows by its slope.

    Parameters
    ----------
    name, slopes : str
        Two values of one shape (n,): the numbers, and the slopes by them.
    at : int
        Which number.
    most : float
        The slope, up or down, of the brightest glow; brightness goes with the square root.
    label, caption : str, optional

    Returns
    -------
    declared : View

    Examples
    --------
    >>> glow("w", 0, "dw", 2).names
    ('w', 'dw')
    """
    for one in (name, slopes):
        require_name("glow", one)
    options = {"at": [int(at)], "most": float(most), "label": label, "caption": caption}
    return View("glow", (name, slopes), options)


def describe(view, plan):
    """Describe a glow as the page gets it."""
    name, slopes = view.names
    nodes, others = plan.find(name), plan.find(slopes)
    (at,) = view.options["at"]
    for graph, i, k in zip(plan.graphs, nodes, others, strict=True):
        shapes = [() if n is None else graph.nodes[n].shape for n in (i, k)]
        require(
            len(shapes[0]) == 1 and shapes[0] == shapes[1] and at < shapes[0][0],
            f"{name} and {slopes} have shapes {shapes}; number {at} and its slope cannot be shown.",
        )
    facts = {"kind": "glow", "name": name, "node": nodes, "symbol": label_parts(name)}
    facts |= {"slopes": {"name": slopes, "node": others}} | view.options
    return {key: value for key, value in facts.items() if value is not None}


def markup(described, values_of, _words=None):
    """Show a glow at the start."""
    (at,) = described["at"]
    number, slope = (
        float(np.asarray(values_of(one))[at])
        for one in (described["name"], described["slopes"]["name"])
    )
    share = near(100 * math.sqrt(min(1, abs(slope) / described["most"])))
    return tag(
        "p",
        tag("span", symbol(described["symbol"]), class_="hm-symbol"),
        tag("span", text(described.get("label", "")), class_="hm-word", style=WORD),
        " ",
        tag("b", shown(number)),
        class_="hm-single hm-glow",
        style=f"{LINE};--hm-glow:{share}%",
    )
