"""Dials: two coordinates as the tip of a hand, a face for each pair.

The reader turns the hands; everything else follows. ``static/view-dials.js`` draws the same,
element by element.
"""

import numpy as np

from .checks import require
from .inputs import labels_of
from .labels import hue as hue_of
from .labels import label_parts, named
from .planes import near, written
from .render import tag, text
from .rounding import shown
from .views import View, require_name

RADIUS = 60  # of the rim, in units of the drawing
BOX = "-76 -70 152 152"
AXES = 3  # hands, faces, coordinates
ON_RIM = 0.002  # how far the tip of a hand that has a rim may be from it


def dial(name, *, hands, faces, turns=None, rim=None, reach=1.0, sector=None, way=None, **words):
    """Show pairs of coordinates as hands.

    Parameters
    ----------
    name : str
        Shape (hands, faces, 2): across and up. Zero points up if the pair is a sine and a cosine.
    hands : dict of str to str or None
        What each hand is called, and its hue (``q``, ``k``, ``v``, ``a``, ``z``) if it has one.
    faces : sequence of str
        What each face is called; the first ones if a choice leaves fewer.
    turns : (str, str), optional
        An input, and a value of shape (faces,): what one radian to the right adds to the input.
        Then each hand can be turned.
    rim : bool, optional
        Whether tips belong on the rim. One that misses it gets no hand: none has that sine and
        that cosine.
    reach : float
        The length of a hand that reaches the rim.
    sector : str, optional
        What fills the angle between two hands: points on its arc, shape (faces, points, 2).
    way : str, optional
        Where a tip comes along, faint: shape (faces, points, 2).
    **words
        ``label``, ``caption``.

    Returns
    -------
    declared : View

    Examples
    --------
    >>> dial("pairs", hands={"p": None}, faces=["pair 0", "pair 1"]).names
    ('pairs',)
    """
    for one in (name, sector, way):
        require(one is None or require_name("dial", one) is None, "")
    unknown = sorted(set(words) - {"label", "caption"})
    require(not unknown, f"Dials have no option {unknown}.")
    options = {"hands": list(hands), "hues": list(hands.values()), "faces": labels_of(faces)}
    options |= {"rim": rim, "reach": float(reach), "turns": turns, "sector": sector, "way": way}
    return View("dial", (name,), {**options, **words})


def describe(view, plan):
    """Describe dials as the page gets them."""
    options = {key: value for key, value in view.options.items() if value is not None}
    (name,) = view.names
    facts = {"kind": "dial", "name": name, "node": _nodes(name, plan, (AXES, 1))}
    facts = named(facts | {"symbol": label_parts(name), "hue": hue_of(name)} | options)
    for part in ("sector", "way"):
        if part in facts:
            facts[part] = {"name": facts[part], "node": _nodes(facts[part], plan, (AXES, 0))}
    if "turns" in facts:
        facts["input"], back = facts.pop("turns")
        require(
            facts["input"] in plan.inputs and plan.inputs[facts["input"]].start is not None,
            f"The hands of {name} turn {facts['input']!r}, which is no input of the figure.",
        )
        facts["back"] = {"name": back, "node": plan.find(back)}
    for graph, i in zip(plan.graphs, facts["node"], strict=True):
        if i is not None:
            n_hands, n_faces, _ = graph.nodes[i].shape
            require(
                n_hands == len(facts["hands"]) and n_faces <= len(facts["faces"]),
                f"{name} has {n_hands} hands on {n_faces} faces; named are {facts['hands']} and "
                f"{facts['faces']}.",
            )
    return {key: value for key, value in facts.items() if value is not None}


def _nodes(name, plan, rule):
    axes, _ = rule
    nodes = plan.find(name)
    for graph, i in zip(plan.graphs, nodes, strict=True):
        shape = (0, 0, 2) if i is None else graph.nodes[i].shape
        require(
            len(shape) == axes and shape[-1] == 2,
            f"{name} has shape {shape}; dials take two coordinates on the last of three axes.",
        )
    return nodes


def markup(described, values_of, _words=None):
    """Draw dials at the start: elements and attributes as in the page."""
    hands = np.asarray(values_of(described["name"]), dtype=float)
    parts = {
        part: values_of(described[part]["name"]) for part in ("sector", "way") if part in described
    }
    faces = [
        written(
            _face(
                described,
                hands[:, face],
                face,
                {k: v[face] for k, v in parts.items() if v is not None},
            )
        )
        for face in range(hands.shape[1])
    ]
    title = described.get("label")
    above = tag("p", text(title), class_="hm-above") if title else ""
    names = zip(described["hands"], described["hues"], strict=True)
    key = [
        tag("span", text(name), class_=f"hm-hand-{i}", data_hue=h)
        for i, (name, h) in enumerate(names)
    ]
    return (
        above
        + tag("div", *faces, class_="hm-faces", style=f"--hm-n:{len(faces)}")
        + tag("p", *key, class_="hm-key")
    )


def _face(described, tips, face, parts):
    scale = RADIUS / described["reach"]
    named = described["faces"][face]
    said = [
        f"{hand} at {shown(float(x))}, {shown(float(y))}"
        for hand, (x, y) in zip(described["hands"], tips, strict=True)
    ]
    way = _joined(parts.get("way", ()), scale)
    arc = _joined(parts.get("sector", ()), scale / 2)
    marks = [_hand(described, i, tip, scale) for i, tip in enumerate(tips)]
    grips = [
        [
            "circle",
            {
                "class": f"hm-grip hm-hand-{i}",
                "data-hue": hue,
                "cx": near(scale * x),
                "cy": near(-scale * y),
                "r": "13",
            },
        ]
        for i, (hue, (x, y)) in enumerate(zip(described["hues"], tips, strict=True))
    ]
    return [
        "svg",
        {"viewBox": BOX, "class": "hm-drawn hm-dial", "aria-label": f"{named}: {'; '.join(said)}"},
        ["circle", {"class": "hm-rim", "r": str(RADIUS)}],
        ["path", {"class": "hm-cross", "d": f"M-{RADIUS} 0H{RADIUS}M0-{RADIUS}V{RADIUS}"}],
        ["path", {"class": "hm-way", "d": way and f"M{way}"}],
        ["path", {"class": "hm-sector", "d": arc and f"M0 0L{arc}Z"}],
        *marks,
        ["text", {"class": "hm-tick", "y": "79", "text-anchor": "middle"}, named],
        ["g", {}, *(grips if "input" in described else ())],
    ]


def _joined(points, scale):
    return "L".join(f"{near(scale * x)} {near(-scale * y)}" for x, y in points)


def _hand(described, i, tip, scale):
    x, y = near(scale * tip[0]), near(-scale * tip[1])
    misses = described.get("rim") and not abs(np.hypot(*tip) - described["reach"]) <= ON_RIM
    tip_size = "4" if i else "8"  # a hand is seen on the first one, if they lie on each other
    return [
        "g",
        {
            "class": f"hm-hand hm-hand-{i}{' hm-none' if misses else ''}",
            "data-hue": described["hues"][i],
        },
        ["path", {"class": "hm-leg", "d": f"M0 {y}H{x}"}],
        ["path", {"class": "hm-leg", "d": f"M{x} 0V{y}"}],
        ["path", {"class": "hm-shaft", "d": "" if misses else f"M0 0L{x} {y}"}],
        ["circle", {"class": "hm-tip", "cx": x, "cy": y, "r": tip_size}],
    ]
