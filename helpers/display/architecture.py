"""The map of the transformer that stands at the top of each chapter, with "you are here"."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import NamedTuple


class Place(NamedTuple):
    """Where a block is drawn, in units of the map (360 wide, 352 high)."""

    x: int
    y: int
    width: int
    height: int = 24


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
    places : tuple of Place
        A kind of block may stand in several places.
    """

    id: str
    label: str
    chapter: int
    page: str | None
    places: tuple[Place, ...]


BLOCKS = (
    Block("start", "The whole machine", 0, "00-start", (Place(8, 8, 160),)),
    Block("text", "Text", 1, "01-text", (Place(8, 320, 108),)),
    Block("embedding", "Embedding", 1, "01-text", (Place(126, 320, 108),)),
    Block("position", "Position", 2, "02-position", (Place(244, 320, 108),)),
    Block("encoder", "Encoder × 6", 9, "09-encoder", (Place(14, 78, 148, 20),)),
    Block("self-attention", "Self-attention", 3, "03-context", (Place(20, 194, 136, 20),)),
    Block("query-key-value", "Query, key, value", 4, "04-query-key-value", (Place(20, 270, 136),)),
    Block("scores", "Scores, softmax", 5, "05-scores", (Place(20, 243, 136),)),
    Block("heads", "Many heads", 6, "06-heads", (Place(20, 216, 136),)),
    Block(
        "feed-forward",
        "Feed-forward",
        7,
        "07-feed-forward",
        (Place(20, 134, 136), Place(204, 134, 136)),
    ),
    Block(
        "add-norm",
        "Add and norm",
        8,
        "08-stacking",
        (
            Place(20, 164, 136),
            Place(20, 104, 136),
            Place(204, 224, 136),
            Place(204, 164, 136),
            Place(204, 104, 136),
        ),
    ),
    Block("decoder", "Decoder × 6", 12, "12-decoder", (Place(198, 78, 148, 20),)),
    Block("masks", "Masked attention", 10, "10-masks", (Place(204, 254, 136, 40),)),
    Block("cross-attention", "Cross-attention", 11, "11-cross-attention", (Place(204, 194, 136),)),
    Block("linear", "Linear", 12, "12-decoder", (Place(192, 40, 76),)),
    Block("softmax", "Softmax", 12, "12-decoder", (Place(276, 40, 76),)),
    Block("generate", "Generate", 13, "13-generate", (Place(192, 8, 160),)),
    Block("training", "Training", 14, "14-training", (Place(8, 40, 76),)),
    Block("translator", "Translator", 15, "15-translator", (Place(92, 40, 76),)),
)
"""The one table behind the map. When a chapter is written, put its notebook's stem in its rows."""

FRAMES = (Place(10, 74, 156, 230), Place(194, 74, 156, 230), Place(15, 190, 146, 109))
"""Boxes around the encoder, the decoder, and the encoder's self-attention."""

WIRES = (
    "M116 332h8 M234 332h8",  # text, embedding, position
    "M298 320v-8H88v-6 M272 312v-6",  # into encoder and decoder
    "M88 188v2 M88 164v-4 M88 134v-4",
    "M272 254v-4 M272 224v-4 M272 194v-4 M272 164v-4 M272 134v-4",
    "M156 116h24v90h20",  # the encoder's output goes to cross-attention
    "M230 74v-8 M268 52h6 M314 40v-6",  # decoder, linear, softmax, generate
)
UP = ((88, 304), (272, 304), (230, 64), (314, 32))
RIGHT = ((126, 332), (244, 332), (204, 206), (276, 52))
"""Tips of the arrows that point up, and to the right."""

# Colours follow the page where its style sheet is loaded, and the text colour elsewhere.
_LIT = 'style="fill:var(--hm-here,#f0c240);stroke:var(--hm-here-edge,#7a5400)"'
_PLAIN = 'style="fill:var(--hm-map-block,none);stroke:currentColor" stroke-opacity=".45"'
_LIT_TEXT = 'style="fill:var(--hm-here-text,#1c1c1c);font-weight:700"'
_LINK_TEXT = 'style="fill:currentColor;text-decoration:underline"'
_PLAIN_TEXT = 'style="fill:currentColor"'


@dataclass(frozen=True)
class ArchitectureMap:
    """The map with the block `here` lit; a notebook and the book show it as a drawing."""

    here: str

    @property
    def block(self) -> Block:
        """The lit block."""
        return _BY_ID[self.here]

    def __repr__(self) -> str:
        return f"Map of the transformer. You are here: {_named(self.block)}."

    def _repr_html_(self) -> str:
        blocks = "".join(_draw(block, block.id == self.here) for block in BLOCKS)
        frames = "".join(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>'
            for x, y, width, height in FRAMES
        )
        return (
            '<figure class="hm-map" style="margin:0 0 1.5em">'
            '<svg viewBox="0 0 360 352" width="100%" role="group" aria-label="Map of the'
            f' transformer. You are here: {escape(_named(self.block))}."'
            ' style="display:block;max-width:30rem;height:auto;font-family:system-ui,sans-serif"'
            ' font-size="12">'
            '<g fill="none" stroke="currentColor" stroke-opacity=".3" aria-hidden="true">'
            f"{frames}</g>"
            f'<g fill="none" stroke="currentColor" aria-hidden="true"><path d="{" ".join(WIRES)}"/>'
            f'<path d="{_arrows()}" fill="currentColor"/></g>{blocks}</svg>'
            f"<figcaption>You are here: <strong>{escape(self.block.label)}</strong>"
            f" (chapter {self.block.chapter}).</figcaption></figure>"
        )


def architecture(here: str) -> ArchitectureMap:
    """Return the map of the encoder–decoder transformer with one block lit.

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
    if here not in _BY_ID:
        raise ValueError(f"no block {here!r} on the map; there are: {', '.join(_BY_ID)}")
    return ArchitectureMap(here)


_BY_ID = {block.id: block for block in BLOCKS}


def _named(block: Block) -> str:
    return f"{block.label} (chapter {block.chapter})"


def _arrows() -> str:
    """Return the arrowheads as one path."""
    up = [f"M{x} {y}l-3 5h6z" for x, y in UP]
    return " ".join(up + [f"M{x} {y}l-5-3v6z" for x, y in RIGHT])


def _draw(block: Block, lit: bool) -> str:
    return "".join(_draw_at(block, place, lit) for place in block.places)


def _draw_at(block: Block, place: Place, lit: bool) -> str:
    """Draw a block; a link if its chapter is written, marked as current if it is lit."""
    middle = f'x="{place.x + place.width / 2:g}" y="{place.y + place.height / 2 + 4:g}"'
    colour = _LIT_TEXT if lit else _LINK_TEXT if block.page else _PLAIN_TEXT
    drawing = (
        f'<rect x="{place.x}" y="{place.y}" width="{place.width}" height="{place.height}" rx="5"'
        f" {_LIT if lit else _PLAIN}/>"
        f'<text {middle} text-anchor="middle" {colour}>{escape(block.label)}</text>'
    )
    current = ' aria-current="page"' if lit else ""
    name = f'aria-label="{escape(_named(block))}{", you are here" if lit else ""}"'
    if block.page:
        return f'<a href="{block.page}.ipynb" {name}{current}>{drawing}</a>'
    return f'<g class="{"hm-map-lit" if lit else "hm-map-later"}"{current}>{drawing}</g>'
