"""A flow: from the words that are looked at to the words that come out, each with its number.

Every ribbon is one weight. What one word looks at is one whole, shared out among the heads;
``static/view-flow.js`` draws the same, element by element.
"""

import numpy as np

from .checks import require
from .labels import hue as hue_of
from .labels import label_parts
from .planes import near
from .render import language_of, tag, text, words_of
from .rounding import shown
from .views import View, require_name

FULL = 0.73  # of the room of a word that comes out, what its ribbons fill
ROOM = 0.9  # of the room of a word that is looked at, what all ribbons together could fill
AXES = 3
FLOW = (
    "display:grid;grid-template:100%/auto 1fr minmax(7em,auto);gap:.5em;"
    "height:clamp(7.6em,5.1em + 10vw,12.5em)"
)
SIDE = "display:grid;grid-auto-rows:1fr;align-items:center;font-size:1.2em"
FOUR = ";grid-template-rows:repeat(4,1fr)"
LINE = (
    "display:flex;justify-content:space-between;gap:.5em;align-items:baseline;background:"
    "linear-gradient(var(--hm-hue),var(--hm-hue)) 0 100%/var(--hm-sure) 3px no-repeat;--hm-sure:"
)
SURE = "font-size:.75em;color:var(--hm-muted)"


def flow(name, *, says, p, vocabulary, columns, lang=None, label=None, caption=None):
    """Draw what each word that comes out has looked at, and how sure it is.

    Parameters
    ----------
    name : str
        Weights of shape (h, t, s), from 0 to 1.
    says : str
        Numbers of the words that come out, of shape (t,); one outside the vocabulary is blank.
    p : str
        A probability for each of them.
    vocabulary : sequence of str
    columns : sequence of str
        The words that are looked at.
    lang : str or dict, optional
        Language of the words that come out, or of single ones.
    label, caption : str, optional

    Returns
    -------
    declared : View

    Examples
    --------
    >>> flow("A", says="ids", p="p", vocabulary=["si", "no"], columns=["yes"]).names
    ('A', 'ids', 'p')
    """
    for one in (name, says, p):
        require_name("flow", one)
    options = {"vocabulary": list(map(str, vocabulary)), "columns": list(map(str, columns))}
    options |= {"lang": lang, "label": label, "caption": caption}
    return View("flow", (name, says, p), options)


def describe(view, plan):
    """Describe a flow as the page gets it."""
    name, says, p = view.names
    nodes, ids, sure = (plan.find(one) for one in view.names)
    for graph, *found in zip(plan.graphs, nodes, ids, sure, strict=True):
        shapes = [() if i is None else graph.nodes[i].shape for i in found]
        n_columns = len(view.options["columns"])
        require(
            len(shapes[0]) == AXES
            and shapes[0][2] == n_columns
            and shapes[1:] == [shapes[0][1:2]] * 2,
            f"{name}, {says} and {p} have shapes {shapes}; a flow takes (h, t, {n_columns}) and "
            "twice (t,).",
        )
    facts = {"kind": "flow", "name": name, "node": nodes, "symbol": label_parts(name)}
    facts |= {"hue": hue_of(name), "says": {"name": says, "node": ids}}
    facts |= {"p": {"name": p, "node": sure}} | view.options
    return {key: value for key, value in facts.items() if value is not None}


def markup(described, values_of, _words=None):
    """Draw a flow at the start: elements and attributes as in the page."""
    A, ids, p = (
        np.asarray(values_of(one), dtype=float)
        for one in (described["name"], described["says"]["name"], described["p"]["name"])
    )
    said = words_of(described, ids)
    columns = described["columns"]
    asked = tag("div", *(tag("b", text(word)) for word in columns), class_="hm-ins", style=SIDE)
    paths = "".join(f'<path class="hm-head-{head + 1}" d="{d}"></path>' for head, d in ways(A))
    drawing = (
        '<svg class="hm-ways" viewBox="0 0 100 100" preserveAspectRatio="none" role="img" '
        f'aria-label="{spoken(described["name"], A, said, columns)}">{paths}</svg>'
    )
    answer = tag(
        "div",
        *(
            tag(
                "div",
                tag("b", text(word), lang=language_of(described.get("lang"), word)),
                tag("span", shown(float(sure)), class_="hm-sure", style=SURE),
                style=f"{LINE}{near(100 * sure)}%",
            )
            for word, sure in zip(said, p, strict=True)
            if word
        ),
        class_="hm-outs",
        style=SIDE + FOUR,
    )
    return tag("div", asked, drawing, answer, class_="hm-flow", style=FLOW)


def spoken(name, A, said, columns):
    """Say all weights, head by head.

    Examples
    --------
    >>> spoken("A", np.array([[[0.25, 0.75], [0, 0]]]), ["yes", ""], ["si", "no"])
    'A head 1: yes to si 0.25, yes to no 0.75'
    """
    heads = [
        ", ".join(
            f"{word} to {column} {shown(float(weight))}"
            for word, row in zip(said, weights, strict=True)
            if word
            for column, weight in zip(columns, row, strict=True)
        )
        for weights in A
    ]
    return f"{name} " + "; ".join(f"head {i + 1}: {one}" for i, one in enumerate(heads))


def ways(A):
    """Give the outline of each ribbon: in the order of heads, words that ask, words asked.

    Examples
    --------
    >>> ways(np.array([[[1.0]]]))
    [(0, 'M0 5C50 5 50 13.5 100 13.5V86.5C50 86.5 50 95 0 95Z')]
    """
    share = np.clip(np.nan_to_num(A), 0, 1)
    n_first, n_rows, n_columns = share.shape
    full, wide = 100 * FULL / n_rows / n_first, 100 * ROOM / n_columns / n_rows / n_first
    total = wide * share.sum(axis=(0, 1))
    left = 100 * (np.arange(n_columns) + 0.5) / n_columns - total / 2
    right = 100 * (np.arange(n_rows) + (1 - FULL) / 2) / n_rows
    found = {}
    for i in range(n_rows):
        for j in range(n_columns):
            for head in range(n_first):
                w = share[head, i, j]
                found[head, i, j] = _ribbon(left[j], right[i], wide * w, full * w)
                left[j] += wide * w
                right[i] += full * w
    return [(key[0], found[key]) for key in sorted(found)]


def _ribbon(y, z, wide, full):
    top, end, low, down = (near(at) for at in (y, z, y + wide, z + full))
    return f"M0 {top}C50 {top} 50 {end} 100 {end}V{down}C50 {down} 50 {low} 0 {low}Z"
