"""Ribbons: weights as widths between the words that ask and those that answer.

What each word asks is one whole, and so as wide as any other; what a word is asked adds up.
``static/view-ribbons.js`` draws the same, element by element.
"""

import numpy as np

from .checks import require
from .inputs import labels_of
from .labels import hue as hue_of
from .labels import label_parts
from .planes import near, words, written
from .render import is_off, labels
from .rounding import shown
from .views import View, require_name

WIDTH, SIDE = 340, 82  # of the drawing, and of the words on each side
WHOLE, GAP, TOP = 46, 12, 8  # how wide a whole is, what lies between two, and what above all
LEGIBLE = 13  # a ribbon as wide as this says its number
AXES = 2
NONE = -1  # the place of a word that is none of these: then all ribbons are pale


def ribbons(name, rows, columns=None, *, first=None, on=None, label=None, caption=None):
    """Draw a ribbon from each asking word to each answering one, as wide as its weight.

    Parameters
    ----------
    name : str
        Weights of shape (t, s), from 0 to 1.
    rows, columns : sequence of str, or str
        As in `links`.
    first : int or str, optional
        The place of the asking word whose ribbons stand out, or that word, wherever it
        stands; a pointer on another changes that.
    on : str, optional
        A single number: while it is 0, all ribbons are pale and say no numbers.
    label, caption : str, optional

    Returns
    -------
    declared : View

    Examples
    --------
    >>> ribbons("A", ["bank", "money"]).kind
    'ribbons'
    """
    require_name("ribbons", name)
    options = {"rows": labels_of(rows), "columns": labels_of(rows if columns is None else columns)}
    options |= {"first": first, "on": on, "label": label, "caption": caption}
    return View("ribbons", (name,), options)


def describe(view, plan):
    """Describe ribbons as the page gets them."""
    (name,) = view.names
    nodes = plan.find(name)
    for graph, i in zip(plan.graphs, nodes, strict=True):
        shape = (0, 0) if i is None else graph.nodes[i].shape
        require(len(shape) == AXES, f"{name} has shape {shape}; ribbons take rows and columns.")
    facts = {"kind": "ribbons", "name": name, "node": nodes, "symbol": label_parts(name)}
    facts |= {"hue": hue_of(name)} | view.options
    if facts["on"]:
        facts["on"] = {"name": facts["on"], "node": plan.find(facts["on"])}
    return {key: value for key, value in facts.items() if value is not None}


def markup(described, values_of, said):
    """Draw ribbons at the start: elements and attributes as in the page."""
    A = np.asarray(values_of(described["name"]), dtype=float)
    asking = labels(described["rows"], said, A.shape[0])
    answering = labels(described["columns"], said, A.shape[1])
    first = described.get("first")
    if isinstance(first, str):
        first = asking.index(first) if first in asking else None
    if is_off(described.get("on"), values_of):
        first = NONE
    return written(_drawn(described["name"], A, asking, answering, first))


def _drawn(name, A, asking, answering, first):
    share = np.clip(np.nan_to_num(A), 0, 1)
    asked = share.sum(axis=0)
    left = TOP + np.arange(len(asking)) * (WHOLE + GAP)
    right = (
        TOP + np.arange(len(answering)) * GAP + WHOLE * np.concatenate([[0], asked.cumsum()[:-1]])
    )
    height = TOP + max(len(asking) * (WHOLE + GAP), len(answering) * GAP + WHOLE * asked.sum())
    spoken = [
        f"{one} to {other} {shown(A[i, j])}"
        for i, one in enumerate(asking)
        for j, other in enumerate(answering)
    ]
    groups = []
    filled = right.copy()
    for i, tops in enumerate(left[:, None] + WHOLE * (share.cumsum(axis=1) - share)):
        ways = []
        for j, top in enumerate(tops):
            wide = WHOLE * share[i, j]
            ways.append(_ribbon(top, filled[j], wide, A[i, j]))
            filled[j] += wide
        shade = " hm-quiet" if first not in (None, i) else ""
        groups.append(["g", {"class": f"hm-asks{shade}"}, *ways])
    names = [
        words("hm-name", SIDE - 8, top + WHOLE / 2 + 5, "end", word)
        for word, top in zip(asking, left, strict=True)
    ]
    names += [
        words("hm-name", WIDTH - SIDE + 8, top + WHOLE * wide / 2 + 5, "start", word)
        for word, top, wide in zip(answering, right, asked, strict=True)
    ]
    return [
        "svg",
        {
            "viewBox": f"0 0 {WIDTH} {near(height)}",
            "class": "hm-drawn hm-ribbons",
            "aria-label": f"{name}: {'; '.join(spoken)}",
        },
        *groups,
        ["g", {}, *names],
    ]


def _ribbon(top, end, wide, weight):
    half, far = near(WIDTH / 2), WIDTH - SIDE
    there = f"M{SIDE} {near(top)}C{half} {near(top)} {half} {near(end)} {far} {near(end)}"
    low, down = near(top + wide), near(end + wide)
    back = f"V{down}C{half} {down} {half} {low} {SIDE} {low}Z"
    number = shown(float(weight)) if wide >= LEGIBLE else ""
    return [
        "g",
        {},
        ["path", {"d": there + back}],
        words("hm-tick", SIDE + 6, top + wide / 2 + 4, "start", number),
    ]
