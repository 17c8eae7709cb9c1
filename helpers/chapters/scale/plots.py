"""Pictures of chapter 16: how many weights, how time and work grow, and where the work goes."""

import numpy as np

from helpers import PAPER, PAPER_BIG
from helpers.chapters import thread
from helpers.chapters.told import told
from helpers.display.palette import FIRST, FOURTH, GREY, INK, SECOND, THIRD
from helpers.display.style import Plot, board, canvas, write
from helpers.mathematics.cost import forward_cost_parts
from helpers.mathematics.parameters import model_parameters
from helpers.training import translator

FOUR = {
    "our machine": thread.SIZES,
    "the translator": translator.SIZES,
    "the paper, base": PAPER,
    "the paper, big": PAPER_BIG,
}
PARTS = ("projections", "meetings", "feed-forward", "output layer")


def to_scale(models):
    """Draw a square for the weights of each model, the area in proportion.

    Parameters
    ----------
    models : dict of str to Sizes
        The largest last.

    Returns
    -------
    plot : Plot
        With the data ``counts`` and ``sides``, of shape (models,).
    """
    counts = np.array([model_parameters(sizes) for sizes in models.values()])
    sides = 4.6 * np.sqrt(counts / counts[-1])
    figure, ax = board(18, 6.4, inches=6.6)
    for left, side, name, count in zip((1.7, 5.4, 8, 13), sides, models, counts, strict=True):
        ax.fill_between([left, left + side], 4.7 - side, 4.7, color=FIRST, linewidth=0)
        middle = left + side / 2
        if side < 0.1:  # nobody would find it
            ax.plot(middle, 4.65, "o", color=GREY, fillstyle="none", markersize=14)
        write(ax, middle, 5.3, name, INK)
        write(ax, middle, 5.9, f"{count:,}")
    return Plot(figure, counts=counts, sides=sides)


def growth(length, width, by_length, by_width):
    """Draw measured times beside the law, against length and against width.

    Parameters
    ----------
    length : dict
        ``tokens`` and ``ms``, as `measured` gives them.
    width : dict
        ``d_model`` and ``ms``.
    by_length, by_width : sequence of int
        The multiplications that the law counts for each point.

    Returns
    -------
    plot : Plot
        With the data ``tokens``, ``d_model``, the measured ``ms_length`` and ``ms_width``, and
        the laws ``law_length`` and ``law_width``: multiplications in the unit in which the
        fastest point of a curve takes exactly its time.
    """
    curves = {
        "length": (
            length["tokens"],
            length["ms"],
            by_length,
            told("tokens (d_model = <<PAPER.d_model>>)"),
        ),
        "width": (width["d_model"], width["ms"], by_width, told("d_model (<<:shape 64>> tokens)")),
    }
    figure, axes = canvas(columns=2, width=7.4, height=3.2)
    axes[1].sharey(axes[0])
    data = {"tokens": np.array(length["tokens"]), "d_model": np.array(width["d_model"])}
    for ax, (name, (sizes, ms, count, label)) in zip(axes, curves.items(), strict=True):
        ms, count = np.array(ms, dtype=float), np.array(count, dtype=float)
        law = count * (ms / count).min()
        ax.loglog(sizes, ms, "o-", color=FIRST, label="measured")
        ax.loglog(sizes, law, "--", color=SECOND, label="multiplications, at the best speed")
        ax.set_xlabel(label)
        ax.set_xscale("log", base=2)
        ax.set_xticks(sizes, sizes, fontsize=7, rotation=45)
        ax.set_ylabel("milliseconds of one encoder block")
        data |= {f"ms_{name}": ms, f"law_{name}": law}
    axes[0].legend(frameon=False, fontsize=8)
    return Plot(figure, **data)


def where_it_goes(sizes, lengths):
    """Draw what share of one pass's multiplications each part takes, against the length.

    Parameters
    ----------
    sizes : Sizes
    lengths : sequence of int
        Tokens of the source, and as many of the target.

    Returns
    -------
    plot : Plot
        With the data ``lengths`` and ``shares`` of shape (4, lengths), in the order of `PARTS`.
    """
    work = np.array([forward_cost_parts(sizes, n, n) for n in lengths], dtype=float).T
    shares = work / work.sum(axis=0)
    figure, (ax,) = canvas(width=6.4, height=3.2)
    colours = (FIRST, SECOND, THIRD, FOURTH)
    ax.stackplot(lengths, shares, labels=PARTS, colors=colours, alpha=0.85)
    ax.set_xscale("log", base=2)
    ax.set_xticks(lengths, [f"{n:,}" for n in lengths], fontsize=8, rotation=45)
    ax.set(xlabel="tokens of the source, and of the target", ylabel="share of the work")
    ax.set(xlim=(lengths[0], lengths[-1]), ylim=(0, 1))
    ax.legend(*_from_the_top(ax), loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    ax.yaxis.label.set_color(GREY)
    return Plot(figure, lengths=np.array(lengths), shares=shares)


def _from_the_top(ax):
    """Legend entries in the order in which the eye meets the areas."""
    handles, labels = ax.get_legend_handles_labels()
    return handles[::-1], labels[::-1]
