"""A board: the tiles of a stage at their places in a drawing, and the way through them.

``static/board.js`` shows the same, and plays it.
"""

from dataclasses import asdict, dataclass

import numpy as np

from .checks import require
from .labels import hue
from .planes import near
from .render import blocks, heat_class, heat_limits, tag, text

PALEST, DEEPEST = 0.08, 1.0
CLASSES = 9
INK = "fill:var(--hm-fg)"


@dataclass(frozen=True)
class Board:
    """Where the tile of each value stands, and in which order they are come by.

    Parameters
    ----------
    size : (float, float)
        Width and height of the drawing, in units of its own.
    tiles : dict of str to (float, float, float, float)
        Name of an input or a value: left, top, width, height. A value without a place has no tile.
    marks : list
        What is drawn below them, as trees: ``["text", {"x": "1", "y": "2"}, "words"]``.
    words : list of (str, float, float, float, str)
        What has words, where the first of them ends or begins (``end``, ``start``), and how far
        below each other they stand.
    steps : list of (str, int or None, str)
        The way through: a value, the row that is computed (None: all rows), and what to call it.
    of : dict of str to str
        What has words that come one by one, and the value whose rows bring them.
    opens : str
        The tile that is open at the start.
    sheets : list of (float, float, float, float)
        Parts of the drawing that stand below each other where the window is narrow: left, top,
        width, height. Each tile begins in one of them.
    tries : (str, int), optional
        An input and the place of its number that is marked as worth a try.
    end : str
        The word with which the outcome ends early: what belongs to later words is not shown.

    Raises
    ------
    ValueError
        If a step has no tile, or a tile no sheet.

    Examples
    --------
    >>> way = [("x", None, "the start")]
    >>> Board((2, 1), {"x": (0, 0, 1, 1)}, [], [], way, {}, "x", [(0, 0, 2, 1)]).size
    (2, 1)
    """

    size: tuple
    tiles: dict
    marks: list
    words: list
    steps: list
    of: dict
    opens: str
    sheets: list
    tries: tuple | None = None
    end: str = ""

    def __post_init__(self):
        homeless = sorted({name for name, *_ in self.steps} - set(self.tiles))
        require(not homeless, f"The steps {homeless} have no tile; give each a place in `tiles`.")
        lost = [name for name, place in self.tiles.items() if len(self._sheets_at(place)) != 1]
        require(not lost, f"The tiles {lost} begin in no sheet or in several; change `sheets`.")

    def _sheets_at(self, place):
        x, y, *_ = place
        return [
            (left, top)
            for left, top, width, height in self.sheets
            if left <= x < left + width and top <= y < top + height
        ]

    def described(self):
        """Describe it as the page gets it."""
        return asdict(self)


def markup(described, values_of, words):
    """Draw a board at the start: a path for all numbers of a class, so that it stays small.

    Parameters
    ----------
    described : dict
        From `Board.described`.
    values_of : callable
        Gives the value of a name at the start.
    words : dict
        Words of what has some.

    Returns
    -------
    markup : str
    """
    width, height = described["size"]
    said = [
        tag(
            "text",
            text(word),
            x=near(x),
            y=near(y + step * i),
            text_anchor=anchor,
            font_size="1.4",
            style=INK,
        )
        for name, x, y, step, anchor in described["words"]
        for i, word in enumerate(words.get(name, ()))
    ]
    tiles = [picture(name, place, values_of(name)) for name, place in described["tiles"].items()]
    return tag(
        "svg",
        *(grown(tree) for tree in described["marks"]),
        *said,
        *tiles,
        viewBox=f"0 0 {near(width)} {near(height)}",
        role="img",
        aria_label="All weights and values as tiles, as the data flows.",
        style="display:block;width:100%;height:auto",
    )


def grown(tree):
    """Write the elements of a tree."""
    name, attributes, *inside = tree
    children = [text(part) if isinstance(part, str) else grown(part) for part in inside]
    written = {key.replace("-", "_"): value for key, value in attributes.items()}
    return tag(name, *children, **written)


def picture(name, place, values):
    """Draw the tile of one value, in the colours of its hue."""
    paths = [
        tag("path", d=d, fill_opacity=near_share(i))
        for i, d in enumerate(classes(place, values))
        if d
    ]
    left, top, width, height = map(near, place)
    frame = tag("path", d=f"M{left} {top}h{width}v{height}h-{width}z", style="fill:var(--hm-bg)")
    return tag("g", frame, *paths, data_hue=hue(name), style="fill:var(--hm-heat)")


def near_share(i):
    """Say how strong the ink of a class is.

    Examples
    --------
    >>> near_share(0), near_share(8)
    ('0.08', '1.0')
    """
    return str(round(PALEST + (DEEPEST - PALEST) * i / (CLASSES - 1), 2))


def classes(place, values):
    """Give the path of each class of numbers; the layers of a value stand beside each other."""
    flat = np.asarray(values, dtype=float).ravel()
    left, top, width, height = place
    parts = blocks(np.shape(values))
    _, _, n_rows, n_columns = parts[0]
    wide = width / (len(parts) * (n_columns + 1) - 1)
    high = height / n_rows
    limits = heat_limits(flat, None)
    paths = [""] * CLASSES
    for k, (_, first, *_) in enumerate(parts):
        for i in range(n_rows * n_columns):
            shade = heat_class(flat[first + i], *limits)
            if shade is None:
                continue
            x = left + wide * (k * (n_columns + 1) + i % n_columns)
            y = top + high * (i // n_columns)
            paths[shade] += f"M{x:.2f} {y:.2f}h{wide:.2f}v{high:.2f}h-{wide:.2f}z"
    return paths
