"""A plane of two coordinates: arrows, points and lines, drawn from values of the graph.

The reader drags what is bound to an input; everything else follows. ``static/view-plane.js`` draws
the same, element by element.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from . import render
from .checks import require
from .inputs import labels_of
from .labels import hue as hue_of
from .labels import label_parts
from .room import Room
from .rounding import shown
from .views import View, require_name

SIZE = 320  # width of the drawing, in its own units
HEAD, FINE = 11, 7  # length of an arrow's head, which is as wide, and of a fine one
UNITS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)  # what the lines of the ground may be apart
MOST_LINES = 10
GAP = 12  # between the places where a shaft takes room
FAR = 2000  # nothing is drawn farther away
RISE = {"sup": "-5", "sub": "4"}
PAIR = 2  # axes of a list of points
POINTS = ("arrows", "dots")  # what has a place of its own: it is said, and can be dragged


@dataclass(frozen=True)
class Layer:
    """One kind of mark in a plane: its values, and how they are shown."""

    kind: str
    names: tuple[str, ...]
    options: dict = field(default_factory=dict)


def plane(*layers, x, y, axes=("", ""), zoom=None, label=None, caption=None):
    """Draw values with two coordinates, both to one scale.

    Parameters
    ----------
    *layers : Layer
        `arrows`, `dots`, `outline`, `paths` or `drops`, from the lowest to the uppermost. Each
        names a value whose last axis holds the two coordinates; an input among them is dragged.
    x, y : (float, float)
        What the plane shows, across and up.
    axes : (str, str), optional
        What the coordinates are; with None there are no axes and no lines at each unit.
    zoom : str, optional
        A single number: how many times as far the plane reaches. The mark at its unit says so.
    label, caption : str, optional

    Returns
    -------
    declared : View

    Examples
    --------
    >>> plane(arrows("q"), dots("V"), x=(-1, 3), y=(-1, 2)).names
    ('q', 'V')
    """
    for low, high in (x, y):
        require(low < high, f"The plane goes from {low} to {high}; the first must be smaller.")
    names = tuple(name for layer in layers for name in layer.names)
    names += (zoom,) if zoom else ()
    options = {"x": [float(end) for end in x], "y": [float(end) for end in y]}
    options |= {"axes": list(axes)} if axes else {}
    options |= {"zoom": zoom} if zoom else {}
    options |= {"label": label} if label else {}
    options |= {"caption": caption} if caption else {}
    return View("plane", names, {**options, "layers": layers})


def arrows(name, *, tails=None, rows=None, label=None, hue=None, moves=None, look=None):
    """Draw an arrow to each row of a value.

    Parameters
    ----------
    name : str
        Shape (2,) or (n, 2).
    tails : str, optional
        Where the arrows begin, of the same shape; the origin if left out.
    rows : sequence of str, optional
        What stands at the tips; for a single arrow its symbol.
    label : str, optional
        What stands at a single tip instead.
    hue : str, optional
        ``q``, ``k``, ``v``, ``a`` or ``z``, if it is not that of the name; ``lit`` for what is
        to be seen first.
    moves : (str, str), optional
        An input with any number of coordinates, and a value of shape (2, coordinates): what one
        step across, and one up, adds to them. So a shadow can be dragged.
    look : str, optional
        ``faint`` for what only helps to see, ``fine`` for short steps.

    Returns
    -------
    declared : Layer

    Examples
    --------
    >>> arrows("force", rows=["left", "right"]).options
    {'rows': ['left', 'right']}
    """
    shared = {"rows": rows, "label": label, "hue": hue, "moves": moves}
    return _layer("arrows", (name, tails), **shared, look=look)


def dots(name, *, rows=None, label=None, hue=None, moves=None, look=None):
    """Draw a point for each row of a value; parameters as in `arrows`.

    Two looks: ``hollow``, and ``bare`` for the name alone.
    """
    shared = {"rows": rows, "label": label, "hue": hue, "moves": moves}
    return _layer("dots", (name,), **shared, look=look)


def outline(name, *, hue=None):
    """Draw the area whose corners are the rows of a value, in their order."""
    return _layer("outline", (name,), hue=hue)


def paths(name, *, hue=None, look=None):
    """Draw lines through the points of a value of shape (points, 2) or (lines, points, 2).

    A point that is not finite ends a line. ``look`` is ``faint`` or ``bold``, or left out.
    """
    return _layer("paths", (name,), hue=hue, look=look)


def drops(name, onto, *, hue=None):
    """Draw a dashed line from each row of a value to the same row of another."""
    return _layer("drops", (name, onto), hue=hue)


def _layer(kind, names, *, rows=None, moves=None, **options):
    names = tuple(name for name in names if name is not None)
    for name in names:
        require_name(kind, name)
    options = {key: value for key, value in options.items() if value is not None}
    options |= {} if rows is None else {"rows": labels_of(rows)}
    return Layer(kind, names, options | ({} if moves is None else {"moves": tuple(moves)}))


def describe(view, plan):
    """Describe a plane as the page gets it."""
    layers = [_described(layer, plan) for layer in view.options["layers"]]
    facts = {"kind": "plane", "name": view.names[0], **view.options, "layers": layers}
    if "zoom" in facts:
        facts["zoom"] = {"name": facts["zoom"], "node": plan.find(facts["zoom"])}
    return facts


def _described(layer, plan):
    name, *others = layer.names
    facts = {"as": layer.kind, "name": name, "node": plan.find(name)}
    facts |= {"symbol": label_parts(name), "hue": hue_of(name), **layer.options}
    for other in others:
        facts["other"] = {"name": other, "node": plan.find(other)}
        _require_pairs(other, facts["other"]["node"], plan, layer.kind)
    _require_pairs(name, facts["node"], plan, layer.kind)
    if name in plan.inputs and layer.kind in POINTS:
        facts["input"] = name
    if "moves" in facts:
        facts["input"], back = facts.pop("moves")
        require(
            facts["input"] in plan.inputs,
            f"{name} moves {facts['input']!r}, which is no input of the figure.",
        )
        facts["back"] = plan.find(back)
    rows, (count, _) = facts.get("rows"), _pairs(name, facts["node"], plan)
    require(
        rows is None or len(rows) == count,
        f"{name} has {count} rows, but {len(rows or ())} labels were given: {rows}.",
    )
    return {key: value for key, value in facts.items() if value is not None}


def _pairs(name, nodes, plan):
    """Give rows and columns of a value in the first graph that has it."""
    found = [
        graph.nodes[i].shape for graph, i in zip(plan.graphs, nodes, strict=True) if i is not None
    ]
    return (1, 1, *found[0])[-2:]


def _require_pairs(name, nodes, plan, kind):
    least, most = (2, 3) if kind == "paths" else (1, 2)
    for graph, i in zip(plan.graphs, nodes, strict=True):
        shape = graph.nodes[i].shape if i is not None else (1, 2)
        require(
            shape[-1:] == (2,) and least <= len(shape) <= most,
            f"{name} has shape {shape}; {kind} in a plane take two coordinates on the last axis.",
        )


# ---- drawing


def markup(described, values_of, _words=None):
    """Draw a plane at the start: elements and attributes as in the page."""
    layers = [layer for layer in described["layers"] if values_of(layer["name"]) is not None]
    said = "; ".join(text for layer in layers for text in _said(layer, values_of))
    title = described.get("label", "")
    above = render.tag("p", render.text(title), class_="hm-above") if title else ""
    zoom = float(values_of(described["zoom"]["name"])) if "zoom" in described else 1
    frame = Frame(described, zoom)
    ground = frame.ground(described["axes"]) if "axes" in described else []
    for layer in layers:
        _take(frame, layer, values_of)
    drawing = [
        "svg",
        {
            "viewBox": f"0 0 {SIZE} {near(frame.height)}",
            "class": "hm-plane",
            "role": "img",
            "aria-label": f"{title or 'Plane'}: {said}",
        },
        *ground,
        *(_drawn(frame, layer, values_of) for layer in layers),
        ["g", {}, *(grip for layer in layers for grip in _grips(frame, layer, values_of))],
    ]
    return above + written(drawing)


def written(tree):
    """Write an element of a drawing: its name, its attributes, and what is inside.

    Examples
    --------
    >>> written(["g", {"class": "mark", "lang": None}, ["circle", {"r": "6"}], "a < b"])
    '<g class="mark"><circle r="6"></circle>a &lt; b</g>'
    """
    name, attributes, *inside = tree
    parts = [render.text(part) if isinstance(part, str) else written(part) for part in inside]
    return render.tag(name, *parts, **attributes)


def near(x):
    """Write a place with one decimal, as the page does.

    Examples
    --------
    >>> near(12.25), near(-0.04), near(7.0)
    ('12.3', '0', '7')
    """
    return f"{math.floor(10 * min(FAR, max(-FAR, x)) + 0.5) / 10:g}"


class Frame:
    """From two coordinates to a place in the drawing."""

    def __init__(self, described, zoom=1):
        self.x, self.y = ([zoom * end for end in described[axis]] for axis in "xy")
        self.scale = SIZE / (self.x[1] - self.x[0])
        self.height = self.scale * (self.y[1] - self.y[0])
        most = max(high - low for low, high in (self.x, self.y)) / MOST_LINES
        self.unit = next((unit for unit in UNITS if unit >= most), UNITS[-1])
        self.room = Room(SIZE, self.height)

    def at(self, point):
        """Give the place of two coordinates, from the left and from the top."""
        x, y = point
        return (x - self.x[0]) * self.scale, self.height - (y - self.y[0]) * self.scale

    def ground(self, names):
        """Draw the lines at each unit, the axes, one mark on each, and their names."""
        width, height = near(SIZE), near(self.height)
        lines = [f"M{near(self.at((x, 0))[0])} 0V{height}" for x in self.steps(self.x)]
        lines += [f"M0 {near(self.at((0, y))[1])}H{width}" for y in self.steps(self.y)]
        left, base = self.at((0, 0))
        right, top = self.at((self.unit, self.unit))
        unit = f"{self.unit:g}"
        half, other = (3 * len(name) for name in names)
        self.room.taken += [
            (right, base + 9, 6, 5),
            (left - 10, top, 6, 5),
            (SIZE - 4 - half, base - 10, half, 5),
            (left + 7 + other, 8, other, 5),
        ]
        return [
            ["path", {"class": "hm-ground", "d": "".join(lines)}],
            [
                "path",
                {
                    "class": "hm-axes",
                    "d": f"M{near(left)} 0V{height}M0 {near(base)}H{width}",
                },
            ],
            words("hm-tick", right, base + 13, "middle", unit),
            words("hm-tick", left - 5, top + 4, "end", unit),
            words("hm-tick", SIZE - 4, base - 6, "end", names[0]),
            words("hm-tick", left + 7, 12, "start", names[1]),
        ]

    def steps(self, ends):
        """List the places of the ground's lines between two ends."""
        first, last = math.ceil(ends[0] / self.unit), math.floor(ends[1] / self.unit)
        return [self.unit * i for i in range(first, last + 1)]


def words(kind, x, y, anchor, *inside):
    """Draw text."""
    place = {"class": kind, "x": near(x), "y": near(y), "text-anchor": anchor}
    return ["text", place, *inside]


def _drawn(frame, layer, values_of):
    values = np.asarray(values_of(layer["name"]), dtype=float)
    look = f" hm-{layer['look']}" if "look" in layer else ""
    group = ["g", {"class": f"hm-layer hm-{layer['as']}{look}", "data-hue": layer.get("hue")}]
    if layer["as"] == "paths":
        lines = values if values.ndim > PAIR else values[None]
        return [*group, ["path", {"d": "".join(_line(frame, line) for line in lines)}]]
    points = [frame.at(row) for row in values.reshape(-1, 2)]
    if layer["as"] == "outline":
        return [*group, ["polygon", {"points": " ".join(",".join(map(near, p)) for p in points)}]]
    marks = zip(points, _tails(frame, layer, values_of, points), _sides(points), strict=True)
    return [*group, *(_mark(frame, layer, i, *mark) for i, mark in enumerate(marks))]


def _tails(frame, layer, values_of, points):
    if "other" not in layer:
        return [frame.at((0, 0))] * len(points)
    return [frame.at(row) for row in np.reshape(values_of(layer["other"]["name"]), (-1, 2))]


def _take(frame, layer, values_of):
    """Take the room of points, arrows and lines, so that no name comes to lie on them."""
    if layer["as"] == "outline" or (layer["as"] == "paths" and layer.get("look") == "faint"):
        return
    wide = 8 if layer["as"] in POINTS else 3
    points = [frame.at(row) for row in np.reshape(values_of(layer["name"]), (-1, 2))]
    has_length = layer["as"] in ("arrows", "drops")
    tails = _tails(frame, layer, values_of, points) if has_length else points
    for (x, y), (from_x, from_y) in zip(points, tails, strict=True):
        away = math.hypot(from_x - x, from_y - y)
        if not math.isfinite(away):
            continue
        frame.room.taken.append((x, y, wide, wide))
        for i in range(1, math.floor(min(away, SIZE) / GAP)):
            part = i * GAP / away
            frame.room.taken.append((x + part * (from_x - x), y + part * (from_y - y), 3, 3))


def _sides(points):
    """Say for each of several points which way is away from the middle of all."""
    xs, ys = zip(*points, strict=True)
    middle = sum(xs) / len(points), sum(ys) / len(points)
    return [_toward(middle, point) for point in points]


def _toward(start, end):
    """Give the direction from one place to another, of length one; none if they are too near."""
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    if not 1 <= length < math.inf:
        return 0, 0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def _grips(frame, layer, values_of):
    """Draw what is dragged, above all else."""
    if "input" not in layer:
        return []
    places = [frame.at(row) for row in np.reshape(values_of(layer["name"]), (-1, 2))]
    about = {"class": "hm-grip", "data-hue": layer.get("hue")}
    return [
        ["circle", {**about, "cx": near(x), "cy": near(y), "r": "11"}]
        if math.isfinite(x + y)
        else ["circle", {**about, "cx": "0", "cy": "0", "r": "0"}]
        for x, y in places
    ]


def _line(frame, line):
    """Join the points of a line; one that is not finite begins another."""
    written_out, pen = [], "M"
    for point in line:
        if not np.isfinite(point).all():
            pen = "M"
            continue
        x, y = frame.at(point)
        written_out.append(f"{pen}{near(x)} {near(y)}")
        pen = "L"
    return "".join(written_out)


def _mark(frame, layer, i, tip, tail, side):
    """Draw one row: an arrow, a point or a dashed line, and its words."""
    seen = all(map(math.isfinite, (*tip, *tail)))
    (x, y), (from_x, from_y) = (tip, tail) if seen else ((0, 0), (0, 0))
    shade = {"visibility": None if seen else "hidden"}
    ends = {"x1": near(from_x), "y1": near(from_y), "x2": near(x), "y2": near(y)}
    if layer["as"] == "drops":
        return ["g", shade, ["line", ends]]
    place = {"cx": near(x), "cy": near(y)}
    if layer["as"] == "arrows":
        head = FINE if layer.get("look") == "fine" else HEAD
        drawn = ["path", {"class": "hm-arrow", "d": _arrow(from_x, from_y, x, y, head)}]
    else:
        drawn = ["circle", {"class": "hm-point", **place, "r": "6"}]
    return ["g", shade, drawn, _named(frame, layer, i, (x, y), (from_x, from_y), side, seen)]


def _arrow(x, y, tip_x, tip_y, head):
    """Draw a shaft and a head; a short arrow is all head."""
    length = math.hypot(tip_x - x, tip_y - y)
    if length < 1:
        return ""
    along, up = (tip_x - x) / length, (tip_y - y) / length
    head = min(head, length)
    wide = head / 2
    neck = tip_x - head * along, tip_y - head * up
    corners = [(-up * wide, along * wide), (up * wide, -along * wide)]
    sides = [f"L{near(neck[0] + dx)} {near(neck[1] + dy)}" for dx, dy in corners]
    return (
        f"M{near(x)} {near(y)}L{near(neck[0])} {near(neck[1])}"
        f"M{near(tip_x)} {near(tip_y)}{''.join(sides)}Z"
    )


def _named(frame, layer, i, tip, tail, side, seen):
    """Write what a row is called: beyond its tip, away from the others, where there is room."""
    parts = _name(layer, i)
    beyond = _toward(tail, tip) if layer["as"] == "arrows" else (0, 0)
    way = _toward((0, 0), [3 * a + 2 * b for a, b in zip(beyond, side, strict=True)])
    name = "".join(text for _, text in parts) if seen else ""
    x, y = frame.room.put(tip, way if any(way) else (0.7, -0.7), name) if name else tip
    inside = [
        ["tspan", {"class": f"hm-{kind}", "dy": RISE.get(kind)}, text] for kind, text in parts
    ]
    return words("hm-name", x, y + 5, "middle", *inside)


def _name(layer, i):
    if "rows" in layer:
        return [["span", layer["rows"][i]]]
    return [["span", layer["label"]]] if "label" in layer else layer["symbol"]


def _said(layer, values_of):
    """Say where the points of a layer are."""
    if layer["as"] not in POINTS:
        return []
    rows = np.reshape(values_of(layer["name"]), (-1, 2))
    return [f"{_spoken(layer, i)} at {shown(x)}, {shown(y)}" for i, (x, y) in enumerate(rows)]


def _spoken(layer, i):
    return " ".join(text for _, text in _name(layer, i))
