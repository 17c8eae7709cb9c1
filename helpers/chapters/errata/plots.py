"""Pictures of the errata: how far each slip moves a result, and one of them each stage."""

import numpy as np

from helpers.display.palette import FIRST, GREY, SECOND
from helpers.display.style import Plot, canvas
from helpers.live.labels import latex_name


def how_far(stages, drawn):
    """Draw the relative change of each stage, and what is left of it behind random blocks.

    Parameters
    ----------
    stages : list of helpers.sources.example.chain.Stage
    drawn : helpers.sources.example.chain.Drawn

    Returns
    -------
    plot : Plot
        With the data ``change``, one for each stage, and the medians ``memory`` and ``words``
        behind each block, 0 blocks first.
    """
    change = np.array([stage.change for stage in stages])
    memory, words = np.median(drawn.memory, axis=0), np.median(drawn.words, axis=0)
    figure, (left, right) = canvas(columns=2, width=7.2, height=3.6)
    places = np.arange(len(stages))
    left.barh(places, 100 * change, color=SECOND, height=0.7)
    for place, share in zip(places, change, strict=True):
        left.text(100 * share + 0.4, place, f"{100 * share:.1f}", va="center", fontsize=7)
    left.set_yticks(places, [f"${label(stage.name)}$" for stage in stages], fontsize=8)
    left.invert_yaxis()
    left.set_xlabel("change, per cent", color=GREY)
    blocks = np.arange(len(memory))
    right.semilogy(blocks, memory, "o-", color=SECOND, label="published or corrected", ms=4)
    right.semilogy(blocks, words, "s--", color=FIRST, label="Hello or World", ms=4)
    right.set_xlabel("random blocks passed", color=GREY)
    right.set_ylabel("difference", color=GREY)
    right.legend(frameon=False, fontsize=8)
    return Plot(figure, change=change, memory=memory, words=words)


def sizes(names, changes):
    """Draw how far each slip moves its result, on a scale that has room for all.

    Parameters
    ----------
    names : sequence of str
    changes : sequence of float
        Relative changes, the largest first.

    Returns
    -------
    plot : Plot
        With the data ``change``.
    """
    change = np.array(changes)
    figure, (ax,) = canvas(width=7.2, height=0.2 * len(change) + 0.8)
    places = np.arange(len(change))
    ax.hlines(places, change.min() / 10, change, color=GREY, linewidth=0.6)
    ax.plot(change, places, "o", color=SECOND, ms=5)
    ax.set_xscale("log")
    ax.set_xlim(change.min() / 10, 30)
    ax.axvline(0.01, color=FIRST, linewidth=0.8, linestyle="--")
    ax.set_yticks(places, names, fontsize=8)
    ax.invert_yaxis()
    ax.set_xlabel("how far the result moves, as a share of its size", color=GREY)
    return Plot(figure, change=change)


def label(name):
    """Write a stage's name for the axis."""
    return "X + Z" if name == "X_plus_Z" else latex_name(name)
