"""Pictures of chapter 1: from a text to rows; how alike random vectors are, by width."""

import numpy as np

from helpers.display.palette import FIRST, GREY, INK, SECOND
from helpers.display.style import Plot, arrow, board, canvas, tiles, write
from helpers.mathematics.embedding import cosine_similarity
from helpers.mathematics.text import word_tokens
from helpers.sources import example

WIDTHS = (4, 32, 512)
DRAWS = 10_000


def from_text_to_rows():
    """Draw the three steps of the chapter for "Hello World".

    Returns
    -------
    plot : Plot
        With the data ``ids``, of shape (2,), and ``rows``, of shape (2, d_model).
    """
    text = " ".join(example.sentence)
    ids = np.arange(len(example.sentence))  # places in a list of these two words
    figure, ax = board(17, 4.2)
    for x, name in ((1.9, "text"), (7.2, "pieces"), (10.2, "numbers"), (14.3, "rows")):
        write(ax, x, 0.5, name)
    write(ax, 1.9, 2.5, f"“{text}”", INK)
    for y, piece, number in zip((1.8, 3.2), word_tokens(text.lower()), ids, strict=True):
        arrow(ax, (3.8, 2.5), (5.9, y))
        write(ax, 7.2, y, f"“{piece}”", INK)
        arrow(ax, (8.5, y), (9.7, y))
        write(ax, 10.2, y, f"{number}", INK)
        arrow(ax, (10.7, y), (12.1, y))
    for y, row in zip((1.3, 2.7), example.E, strict=True):
        tiles(ax, row[None], (12.3, y), "c1", (0, example.E.max()))
    return Plot(figure, ids=ids, rows=example.E)


def random_cosines(mark, seed=0):
    """Draw how cosine similarity spreads between random vectors of three widths.

    Parameters
    ----------
    mark : float
        A similarity to compare with, drawn as a line.
    seed : int

    Returns
    -------
    plot : Plot
        With the data ``width`` and ``cosines``, of shape (widths, draws).
    """
    rng = np.random.default_rng(seed)
    pairs = [rng.standard_normal((2, DRAWS, width)) for width in WIDTHS]
    cosines = np.array([cosine_similarity(x, y) for x, y in pairs])
    figure, axes = canvas(columns=len(WIDTHS), height=2.4)
    for ax, width, found in zip(axes, WIDTHS, cosines, strict=True):
        ax.hist(found, bins=np.linspace(-1, 1, 81), color=FIRST, density=True)
        ax.axvline(mark, color=SECOND, linewidth=2)
        ax.set(xlim=(-1.05, 1.05), yticks=[])
        ax.set_title(f"{width} numbers each", color=GREY, fontsize=10)
    axes[1].set_xlabel("cosine similarity")
    return Plot(figure, width=np.array(WIDTHS), cosines=cosines)
