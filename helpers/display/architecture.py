"""Where a chapter stands in the machine: the map that opens the book, then a line for each chapter.

The line is a small piece of the page *The whole machine*, to which it leads: the lanes of its
drawing, with those lit that the chapter is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from helpers.display.palette import FIRST, FOURTH, GREY, SECOND, THIRD, variable
from helpers.mathematics.checks import require

WIDTH, HEIGHT = 372, 434
LEAST_TARGET = 26.2  # height of a link: 24 pixels on a phone, which makes the map 343 wide
SEPARATOR = " · "  # drawn nowhere; where a drawing may not be shown, it parts the names


class Place(NamedTuple):
    """Where a block is drawn, in units of the map (`WIDTH` by `HEIGHT`)."""

    x: int
    y: int
    width: int
    height: int = 24

    @property
    def middle(self) -> tuple[float, float]:
        """Where its name stands."""
        return self.x + self.width / 2, self.y + self.height / 2


class Block(NamedTuple):
    """One part of the architecture.

    Attributes
    ----------
    id, label : str
        Name in code, and name on the map.
    chapter : int
        The chapter that explains it.
    page : str or None
        Stem of that chapter's notebook; None while the chapter is not written.
    family : str
        What kind of thing it is, which decides its colour: a key of `FAMILIES`.
    places : tuple of Place
        A kind of block may stand in several places.
    """

    id: str
    label: str
    chapter: int
    page: str | None
    family: str
    places: tuple[Place, ...]


LEFT, RIGHT = 24, 200  # where the blocks of encoder and decoder begin


def _in_encoder(y: int, height: int = 24) -> Place:
    return Place(LEFT, y, 136, height)


def _in_decoder(y: int) -> Place:
    return Place(RIGHT, y, 136)


BLOCKS = (
    Block("start", "The whole machine", 0, "00-start", "topic", (Place(8, 4, 160),)),
    Block("text", "Text", 1, "01-text", "words", (Place(8, 372, 108),)),
    Block("embedding", "Embedding", 1, "01-text", "words", (Place(130, 372, 108),)),
    Block("position", "Position", 2, "02-position", "words", (Place(252, 372, 108),)),
    Block("encoder", "Encoder × 6", 9, "09-encoder", "stack", (_in_encoder(87, 20),)),
    Block("self-attention", "Self-attention", 3, "03-context", "stack", (_in_encoder(225, 19),)),
    Block(
        "query-key-value",
        "Query, key, value",
        4,
        "04-query-key-value",
        "attention",
        (_in_encoder(304),),
    ),
    Block("scores", "Scores, softmax", 5, "05-scores", "attention", (_in_encoder(276),)),
    Block("heads", "Many heads", 6, "06-heads", "attention", (_in_encoder(248),)),
    Block(
        "feed-forward",
        "Feed-forward",
        7,
        "07-feed-forward",
        "network",
        (_in_encoder(152), _in_decoder(152)),
    ),
    Block(
        "add-norm",
        "Add and norm",
        8,
        "08-stacking",
        "norm",
        (
            *(_in_encoder(190), _in_encoder(114)),
            *(_in_decoder(266), _in_decoder(190), _in_decoder(114)),
        ),
    ),
    Block("decoder", "Decoder × 6", 12, "12-decoder", "stack", (Place(RIGHT, 87, 136, 20),)),
    Block("masks", "Masked attention", 10, "10-masks", "attention", (_in_decoder(304),)),
    Block(
        "cross-attention",
        "Cross-attention",
        11,
        "11-cross-attention",
        "attention",
        (_in_decoder(228),),
    ),
    Block("linear", "Linear", 12, "12-decoder", "output", (Place(192, 38, 76),)),
    Block("softmax", "Softmax", 12, "12-decoder", "output", (Place(276, 38, 76),)),
    Block("generate", "Generate", 13, "13-generate", "output", (Place(192, 4, 160),)),
    Block("training", "Training", 14, "14-training", "topic", (Place(8, 38, 76),)),
    Block("translator", "Translator", 15, "15-translator", "topic", (Place(92, 38, 76),)),
    Block("scale", "Scale up", 16, "16-scale", "topic", (Place(8, 406, 108),)),
    Block("reading", "Ask it why", 17, "17-reading", "topic", (Place(130, 406, 108),)),
    Block("since", "Since then", 18, "18-since", "topic", (Place(252, 406, 108),)),
)
"""The one table behind the map. When a chapter is written, put its notebook's stem in its rows."""

# The colours of the page where there is one, and the same ones elsewhere.
FAMILIES = {
    "words": variable(FOURTH),
    "attention": variable(FIRST),
    "network": variable(THIRD),
    "norm": variable(GREY),
    "output": variable(SECOND),
    "topic": variable(GREY),
    "stack": "transparent",
}
"""The colour of each kind of block."""

STACKS = (Place(8, 82, 160, 260), Place(192, 82, 160, 260))
"""Encoder and decoder; behind each a few more sheets look out."""

GROUP = Place(20, 222, 144, 112)
"""The parts of the encoder's self-attention."""

FLOW = (
    "M116 384h14 M238 384h14",  # text, embedding, position
    "M306 372v-8q0-6-6-6H98q-6 0-6-6M268 358v-30 M92 352v-16",  # into encoder and decoder
    "M92 222v-8 M92 190v-14 M92 152v-14",
    "M268 304v-14 M268 266v-14 M268 228v-14 M268 190v-14 M268 152v-14",
    "M230 74V62 M268 50h8 M314 38V28",  # decoder, linear, softmax, generate
    "M160 126h14q6 0 6 6v102q0 6 6 6h14",  # the encoder's output goes to cross-attention
)
AROUND = (
    "M92 338H20q-4 0-4-4V206q0-4 4-4h4 M92 183H20q-4 0-4-4v-49q0-4 4-4h4",
    "M268 336h72q4 0 4-4v-50q0-4-4-4h-4 M268 259h72q4 0 4-4v-49q0-4-4-4h-4",
    "M268 183h72q4 0 4-4v-49q0-4-4-4h-4",
)
"""Residuals: what is added again after each part."""

AGAIN = "M352 16h8q5 0 5 5v332q0 5-5 5h-48"
"""The word that was written goes back in."""

UP = (
    *((92, 334), (92, 214), (92, 176), (92, 138)),
    *((268, 328), (268, 290), (268, 252), (268, 214), (268, 176), (268, 138)),
    *((230, 62), (314, 28)),
)
RIGHTWARDS = ((130, 384), (252, 384), (276, 50), (200, 240), (24, 202), (24, 126))
LEFTWARDS = ((336, 278), (336, 202), (336, 126), (307, 358))
"""Tips of the arrows."""

LAST_OPEN = 1
"""From the next chapter on, a line stands in place of the map: its reader has seen it."""

WHOLE = "whole-machine"
"""The notebook that the line leads to."""

LANES = {
    "source": Place(0, 0, 40, 5),
    "attention": Place(0, 7, 40, 8),
    "network": Place(0, 17, 40, 8),
    "target": Place(46, 0, 40, 5),
    "self": Place(46, 7, 40, 8),
    "cross": Place(46, 17, 40, 8),
    "network 2": Place(46, 27, 40, 8),
    "answer": Place(46, 37, 40, 5),
}
"""The lanes of the whole machine in small: the encoder on the left, the decoder on the right."""

_ENCODER, _DECODER = (
    tuple(name for name, lane in LANES.items() if lane.x == x) for x in (0, LANES["self"].x)
)
_SELF = ("Encoder › Attention", ("attention",))
_ANSWER = ("Decoder › Answer", ("answer",))
_ALL = ("", tuple(LANES))
TRAILS = {
    "position": ("Words", ("source", "target")),
    "self-attention": _SELF,
    "query-key-value": _SELF,
    "scores": _SELF,
    "heads": _SELF,
    "feed-forward": ("Network", ("network", "network 2")),
    "add-norm": ("After each lane", ("attention", "network", "self", "cross", "network 2")),
    "encoder": ("", _ENCODER),
    "masks": ("Decoder › To itself", ("self",)),
    "cross-attention": ("Decoder › To the encoder", ("cross",)),
    "decoder": ("", _DECODER),
    "linear": _ANSWER,
    "softmax": _ANSWER,
    "generate": _ANSWER,
    "training": _ALL,
    "translator": _ALL,
    "scale": _ALL,
    "reading": _ALL,
    "since": _ALL,
}
"""Where a block stands in the whole machine, in words, and which lanes are lit."""

_LIT = "fill:var(--hm-here,#f0c240);stroke:var(--hm-here-edge,#7a5400);stroke-width:1.5"
_UNLIT = "stroke:currentColor;stroke-opacity:.45"
_LIT_TEXT = "fill:var(--hm-here-text,#1c1c1c);font-weight:700"


@dataclass(frozen=True)
class ArchitectureMap:
    """The map with the block `here` lit, or a line that says where it stands."""

    here: str

    @property
    def block(self) -> Block:
        """The lit block."""
        return _BY_ID[self.here]

    def __repr__(self) -> str:
        return f"Map of the transformer. You are here: {_named(self.block)}."

    def _repr_html_(self) -> str:
        return self.drawing() if self.block.chapter <= LAST_OPEN else self.line()

    def line(self) -> str:
        """Write the line: the lanes in small, and the way from the whole to this block."""
        trail, lit = TRAILS[self.here]
        lanes = "".join(
            f'<rect x="{x + 1}" y="{y + 1}" width="{width}" height="{height}" rx="1.5"'
            f' style="{_LIT if name in lit else _UNLIT}"/>'
            for name, (x, y, width, height) in LANES.items()
        )
        way = "".join(f"{escape(part)} › " for part in trail.split(" › ") if part)
        return (
            '<p class="hm-here" style="display:flex;align-items:center;gap:.8em;margin:0 0 1.2em;'
            'font:.92em/1.5 var(--hm-sans,system-ui,sans-serif)">'
            '<svg viewBox="0 0 88 44" width="64" height="32" fill="none" style="flex:none"'
            f' aria-hidden="true">{lanes}</svg>'
            f'<span>You are here: <a href="{WHOLE}.ipynb">The whole machine</a> › {way}'
            f"<strong>{escape(self.block.label)}</strong></span></p>"
        )

    def drawing(self) -> str:
        """Draw the map."""
        blocks = SEPARATOR.join(_draw(block, block.id == self.here) for block in BLOCKS)
        place = f"You are here: <strong>{escape(self.block.label)}</strong>"
        return (
            '<figure class="hm-map" style="margin:0 0 1.5em">'
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" fill="none" text-anchor="middle"'
            ' role="group" aria-label="Map of the'
            f' transformer. You are here: {escape(_named(self.block))}."'
            ' style="display:block;max-width:31rem;height:auto;font-family:system-ui,sans-serif"'
            ' font-size="12"><g fill="none" stroke="currentColor" aria-hidden="true">'
            f'<g stroke-opacity=".3">{_sheets()}</g>'
            f'<path d="{" ".join(AROUND)}" stroke-opacity=".45"/>'
            f'<path d="{AGAIN}" stroke-opacity=".6" stroke-dasharray="3 3"/>'
            f'<path d="{" ".join(FLOW)}" stroke-opacity=".75"/>'
            f'<path d="{_arrows()}" fill="currentColor" stroke="none"/></g>{blocks}</svg>'
            f"<figcaption>{place} (chapter {self.block.chapter}).</figcaption></figure>"
        )


def architecture(here: str) -> ArchitectureMap:
    """Say where a block stands: on the map of the transformer, or in a line after chapter 1.

    Parameters
    ----------
    here : str
        Id of the block that the chapter explains, as in `BLOCKS`.

    Raises
    ------
    ValueError
        If there is no such block; the message lists the ids.

    Examples
    --------
    >>> architecture("scores")
    Map of the transformer. You are here: Scores, softmax (chapter 5).
    """
    require(here in _BY_ID, f"There is no block {here!r} on the map; there are {list(_BY_ID)}.")
    return ArchitectureMap(here)


_BY_ID = {block.id: block for block in BLOCKS}


def _named(block: Block) -> str:
    return f"{block.label} (chapter {block.chapter})"


def _sheets() -> str:
    """Return the frames of encoder, decoder and self-attention, and what looks out behind."""
    sheets = [
        f"M{x + i} {y}q1-{i} 8-{i}h{width - 16}q8 0 8 8v{height - 16}q0 5-{i} 7"
        for x, y, width, height in STACKS
        for i in (3, 6)
    ]
    frames = "".join(
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="9"/>'
        for x, y, width, height in (*STACKS, GROUP)
    )
    return f'<path d="{" ".join(sheets)}"/>{frames}'


def _arrows() -> str:
    """Return the arrowheads as one path."""
    up = [f"M{x} {y}l-3.5 6h7z" for x, y in UP]
    right = [f"M{x} {y}l-6-3.5v7z" for x, y in RIGHTWARDS]
    left = [f"M{x} {y}l6-3.5v7z" for x, y in LEFTWARDS]
    return " ".join(up + right + left)


def _draw(block: Block, lit: bool) -> str:
    return SEPARATOR.join(_draw_at(block, place, lit) for place in block.places)


def _draw_at(block: Block, place: Place, lit: bool) -> str:
    """Draw a block; a link if its chapter is written, marked as current if it is lit.

    The link is an ``xlink:href``: JupyterLab writes into every ``href``, which SVG does not allow,
    and shows an error in the place of the map. The built page gets a plain ``href``.
    """
    x, y = place.middle
    colour = FAMILIES[block.family]
    box = f"fill:{colour};fill-opacity:.13;stroke:{colour}"
    if block.family == "topic":
        box = f"fill:transparent;stroke:{colour};stroke-dasharray:2 2"
    bold = ";font-weight:600" if block.family == "stack" else ""
    text = _LIT_TEXT if lit else f"fill:currentColor{bold}"
    reach = max(0, LEAST_TARGET - place.height) / 2
    drawing = (
        f'<rect x="{place.x}" y="{place.y - reach:g}" width="{place.width}"'
        f' height="{place.height + 2 * reach:g}" rx="6"'
        f' style="{_LIT if lit else box}"/>'
        f'<text x="{x:g}" y="{y + 4:g}" style="{text}">'
        f"{escape(block.label)}</text>"
    )
    current = ' aria-current="page"' if lit else ""
    name = f'aria-label="{escape(_named(block))}{", you are here" if lit else ""}"'
    if block.page:
        return f'<a xlink:href="{block.page}.ipynb" {name}{current}>{drawing}</a>'
    return f'<g class="{"hm-map-lit" if lit else "hm-map-later"}"{current}>{drawing}</g>'
