"""A rail: numbers as beads on a line, over one bar that is cut into their shares.

Equal steps along the rail are equal factors in the bar. The reader moves beads and the cut, and
may see where a die falls;
``static/view-rails.js`` draws the same, element by element.
"""

import numpy as np

from .checks import require
from .inputs import labels_of
from .labels import hue as hue_of
from .labels import label_parts
from .planes import near, written
from .render import language_of
from .room import width_of
from .rounding import shown
from .views import View, require_name

SIZE, EDGE = 360, 16  # width of the drawing, and of what is left free at both ends
LETTERS, LINE = 0.75, 14  # how small labels are, and room for a line of them
LEVELS = 5  # lines of labels above the rail, at most
BELOW, THICK = 44, 26  # from the track down to the bar, and the bar
SPREAD = 30  # between the bar and what is left of it


def rail(
    name,
    *,
    shares,
    limits,
    rows,
    moves=None,
    kept=None,
    cut=None,
    die=None,
    lang=None,
    caption=None,
):
    """Show numbers on a rail, and the shares that they get.

    Parameters
    ----------
    name : str
        Numbers of shape (n,), or one row of them.
    shares : str
        As many; together one.
    limits : (float, float)
        Where the rail ends. A number beyond stands at the end, hollow.
    rows : sequence of str
        What each number belongs to.
    moves : (str, str), optional
        An input of shape (n,), and a single number: what one unit along the rail adds to it.
    kept : str, optional
        What is left of the shares after a cut, shared out anew.
    cut : str, optional
        A single number, and an input: after what part of the bar it is cut.
    die : str, optional
        A single number from 0 to 1: where a throw falls on the bar, and on what is left of it.
    lang : str or dict, optional
        Language of `rows`.
    caption : str, optional

    Returns
    -------
    declared : View

    Examples
    --------
    >>> rail("S", shares="A", limits=(-3, 3), rows=["yes", "no"]).names
    ('S',)
    """
    for one in (name, shares, *filter(None, (kept, cut, die))):
        require_name("rail", one)
    low, high = limits
    require(low < high, f"The rail goes from {low} to {high}; the first must be smaller.")
    options = {"limits": [float(low), float(high)], "rows": labels_of(rows), "lang": lang}
    options |= {"shares": shares, "kept": kept, "cut": cut, "die": die, "moves": moves}
    options["caption"] = caption
    return View("rail", (name,), options)


def describe(view, plan):
    """Describe a rail as the page gets it."""
    (name,) = view.names
    facts = {"kind": "rail", "name": name, "symbol": label_parts(name), "hue": hue_of(name)}
    facts |= {key: value for key, value in view.options.items() if value is not None}
    facts["node"] = _nodes(name, plan, (len(facts["rows"]),))
    for part in ("shares", "kept"):
        if part in facts:
            facts[part] = _other(facts[part], plan, (len(facts["rows"]),))
    if "moves" in facts:
        facts["input"], per = facts.pop("moves")
        facts["per"] = _other(per, plan, ())
    for part in ("cut", "die"):
        if part in facts:
            facts[part] = _other(facts[part], plan, ())
    for given in (facts.get("input"), facts.get("cut", {}).get("name")):
        require(
            given is None or given in plan.inputs,
            f"The rail of {name} moves {given!r}, which is no input of the figure.",
        )
    return facts


def _other(name, plan, shape):
    facts = {"name": name, "symbol": label_parts(name), "node": _nodes(name, plan, shape)}
    return facts | ({"hue": hue_of(name)} if hue_of(name) else {})


def _nodes(name, plan, shape):
    nodes = plan.find(name)
    for graph, i in zip(plan.graphs, nodes, strict=True):
        found = shape if i is None else graph.nodes[i].shape
        require(
            found in (shape, (1, *shape)), f"{name} has shape {found}; this rail takes {shape}."
        )
    return nodes


def markup(described, values_of, _words=None):
    """Draw a rail at the start: elements and attributes as in the page."""
    values = {
        part: np.ravel(values_of(described[part]["name"])).astype(float)
        for part in ("shares", "kept", "cut", "die")
        if part in described
    }
    numbers = np.ravel(values_of(described["name"])).astype(float)
    return written(_drawn(described, numbers, values))


def _track(rows):
    """Find how far down the track lies: each bead may need a line of its own for its label."""
    return LINE * min(LEVELS, len(rows)) + 14


def _drawn(described, numbers, values):
    rows, shares = described["rows"], values["shares"]
    order = np.argsort(-np.nan_to_num(shares, nan=-1), kind="stable")
    track = _track(rows)
    bar = track + BELOW
    kept = values.get("kept")
    beads = _beads(described, numbers, order)
    said = [f"{rows[i]} {shown(numbers[i])}, share {shown(shares[i])}" for i in order]
    segments, left = _segments(described, shares, order, bar, kept)
    ties = _ties(beads, segments, track)
    parts = [
        ["g", {"class": "hm-ties"}, *ties],
        ["path", {"class": "hm-track", "d": f"M{EDGE} {track}H{SIZE - EDGE}"}],
        *_ends(described, track),
        ["g", _bar(described["shares"]), *(mark for _, mark in segments)],
    ]
    height = bar + THICK + 4
    if kept is not None:
        second = bar + THICK + SPREAD
        height = second + THICK + 4
        ends = f"{near(left)} {bar + THICK}L{SIZE - EDGE} {second}"
        parts.append(["path", {"class": "hm-spread", "d": f"M{EDGE} {bar + THICK}L{ends}H{EDGE}Z"}])
        again, _ = _segments(described, kept, order, second)
        parts.append(["g", _bar(described["kept"]), *(mark for _, mark in again)])
    parts.append(
        ["g", {"class": "hm-beads"}, *(_bead(described, i, *bead) for i, bead in enumerate(beads))]
    )
    if "die" in values:
        x = near(EDGE + values["die"][0] * (SIZE - 2 * EDGE))
        parts.append(["path", {"class": "hm-die", "d": f"M{x} {bar - 4}V{height}"}])
    grips = []
    if "input" in described:
        grips += [
            ["circle", {"class": "hm-grip", "cx": near(x), "cy": str(track), "r": "10"}]
            for x, *_ in beads
        ]
    if "cut" in described:
        x = near(EDGE + values["cut"][0] * (SIZE - 2 * EDGE))
        parts.append(["path", {"class": "hm-cut", "d": f"M{x} {bar - 8}V{bar + THICK + 8}"}])
        middle = str(bar + THICK // 2)
        grips.append(["circle", {"class": "hm-grip hm-cutter", "cx": x, "cy": middle, "r": "12"}])
    return [
        "svg",
        {
            "viewBox": f"0 0 {SIZE} {height}",
            "class": "hm-drawn hm-rail",
            "aria-label": f"{described['name']}: {'; '.join(said)}",
        },
        *parts,
        ["g", {}, *grips],
    ]


def _bar(shares):
    return {"class": "hm-shares", "data-hue": shares.get("hue")}


def _beads(described, numbers, order):
    """Place each bead, and its label on the lowest line that is free.

    Of those at one place larger shares come first. Where no line is free there is no label.
    """
    low, high = described["limits"]
    across = (SIZE - 2 * EDGE) / (high - low)
    inside = np.clip(np.nan_to_num(numbers, nan=low), low, high)
    places = EDGE + (inside - low) * across
    beyond = ~np.isfinite(numbers) | (numbers < low) | (numbers > high)
    levels, middles, ends = [-1] * len(numbers), list(places), [-np.inf] * LEVELS
    for i in sorted(order, key=lambda i: places[i]):
        half = LETTERS * width_of(described["rows"][i]) / 2
        middle = min(SIZE - half, max(half, places[i]))
        free = [level for level in range(LEVELS) if ends[level] <= middle - half]
        if free:
            levels[i], middles[i] = free[0], middle
            ends[levels[i]] = middle + half + 3
    return list(zip(places, levels, middles, beyond, strict=True))


def _bead(described, i, x, level, middle, beyond):
    word = described["rows"][i]
    track = _track(described["rows"])
    base = track - 12 - LINE * level
    return [
        "g",
        {"class": "hm-beyond" if beyond else None},
        ["circle", {"class": "hm-bead", "cx": near(x), "cy": str(track), "r": "5"}],
        [
            "text",
            {
                "x": near(middle),
                "y": str(base),
                "text-anchor": "middle",
                "lang": language_of(described.get("lang"), word),
            },
            word if level >= 0 else "",
        ],
    ]


def _segments(described, shares, order, top, kept=None):
    """Cut a bar into shares: each with its middle; and where what is kept ends."""
    found, at, end = [None] * len(shares), float(EDGE), float(EDGE)
    for i in order:
        width = max(0.0, float(np.nan_to_num(shares[i]))) * (SIZE - 2 * EDGE)
        word = described["rows"][i]
        is_out = kept is not None and not kept[i] > 0
        place = {"x": near(at), "y": str(top), "width": near(width), "height": str(THICK)}
        fits = width >= LETTERS * width_of(word) + 4
        mark = [
            "g",
            {"class": "hm-out" if is_out else None},
            ["rect", place],
            [
                "text",
                {
                    "x": near(at + width / 2),
                    "y": str(top + THICK // 2 + 4),
                    "text-anchor": "middle",
                    "lang": language_of(described.get("lang"), word),
                },
                word if fits else "",
            ],
        ]
        found[i] = (at + width / 2, mark)
        at += width
        end = end if is_out else at
    return found, end


def _ties(beads, segments, track):
    """Join each bead with its label and with its share."""
    bar = track + BELOW
    half = (track + bar) // 2
    ties = []
    for (x, level, middle, _), (to, _) in zip(beads, segments, strict=True):
        up = f"M{near(middle)} {track - 10 - LINE * level}L{near(x)} {track}"
        down = f"C{near(x)} {half} {near(to)} {half} {near(to)} {bar}"
        ties.append(["path", {"d": up + down}])
    return ties


def _ends(described, track):
    places = ((EDGE, "start"), (SIZE - EDGE, "end"))
    return [
        [
            "text",
            {"class": "hm-tick", "x": str(x), "y": str(track + 17), "text-anchor": anchor},
            shown(end),
        ]
        for (x, anchor), end in zip(places, described["limits"], strict=True)
    ]
