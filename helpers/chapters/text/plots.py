"""The picture of chapter 1: how alike random vectors are, by width."""

import numpy as np

from helpers.display.palette import FIRST, GREY, SECOND
from helpers.display.style import Plot, canvas
from helpers.mathematics.embedding import cosine_similarity

WIDTHS = (4, 32, 512)
DRAWS = 10_000


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
