"""Pictures of chapter 8: numbers that grow or stay, tokens that meet, how far a word reaches."""

from typing import NamedTuple

import numpy as np
from matplotlib.ticker import LogLocator

from helpers.display.palette import FIRST, FOURTH, INK, RULE, SECOND, THIRD
from helpers.display.style import Plot, board, canvas, heat, write
from helpers.live.rounding import shown
from helpers.mathematics.feed_forward import effective_weights, feed_forward, linear
from helpers.mathematics.norm import tokens_apart
from helpers.mathematics.softmax import naive_softmax
from helpers.mathematics.transformer import BARE, POST_NORM, PRE_NORM, RESIDUAL_ONLY, encoder_states
from helpers.sources import example
from helpers.sources.example import drawn_blocks

N_SEEDS = 200
N_SLOPES = 100
CURVES = {
    "nothing": (BARE, SECOND, "o-"),
    "residual": (RESIDUAL_ONLY, FOURTH, "s--"),
    "pre-norm": (PRE_NORM, THIRD, "^-."),
    "post-norm": (POST_NORM, FIRST, "D-"),
}


def states(X, blocks, wiring):
    """Give what goes into the first block and what comes out of each, one after the other."""
    with np.errstate(over="ignore", invalid="ignore"):
        return encoder_states(X, blocks, wiring=wiring)


def six_blocks():
    """Draw the largest number of "Hello World" after each of six blocks, bare and with norms.

    Returns
    -------
    plot : Plot
        With the data ``bare`` and ``normed``, of shape (7,): NaN once it is not a number.
    """
    blocks = example.our_blocks()
    bare, normed = (
        np.abs(states(example.X, blocks, wiring._replace(weigh=naive_softmax))).max(axis=(1, 2))
        for wiring in (BARE, POST_NORM)
    )
    figure, ax = board(16.4, 4.9)
    places = 1 + 2.35 * np.arange(len(bare))
    middles = (places[:-1] + places[1:]) / 2
    for number, middle in enumerate(middles, start=1):
        sides = [middle - 0.45, middle + 0.45]
        ax.fill_between(sides, 0.2, 4.2, color=RULE, alpha=0.5, linewidth=0)
        write(ax, middle, 4.6, f"block {number}")
    broken = middles[np.isfinite(bare).sum() - 1], 0.5
    ax.plot(*broken, "x", color=SECOND, markersize=9, markeredgewidth=2.5)
    for values, color in ((bare, SECOND), (normed, FIRST)):
        way = np.array([places, 3.5 - 0.8 * np.log10(values)]).T
        drawn = way[np.isfinite(values)]
        ends = [broken] if len(drawn) < len(way) else []
        ax.plot(*np.array([*drawn, *ends]).T, color=color, linewidth=2)
        ax.plot(*drawn.T, "o", color=color)
        for (x, y), value in list(zip(drawn, values, strict=False))[1:]:
            write(ax, x, y - 0.4, f"{value:,.{int(value < bare[0])}f}", color)
        for x in places[len(drawn) :]:
            write(ax, x, 0.8, "NaN", color, fontsize=14)
    ax.plot(*way[0], "o", color=INK)
    write(ax, places[0], way[0, 1] - 0.4, shown(bare[0]), INK)
    write(ax, 11, 2, "nothing between the layers", SECOND)
    write(ax, 11, 3.9, "add and norm after each layer", FIRST)
    return Plot(figure, bare=bare, normed=normed)


class Trials(NamedTuple):
    """Many draws of six blocks: how many failed, and the medians of those that did not."""

    failed: int
    largest: float
    apart: float


def trials(X, wiring, scale=1.0, n_seeds=N_SEEDS):
    """Draw six blocks again and again, and see what becomes of X.

    Parameters
    ----------
    X : ndarray of shape (2, 4)
    wiring : Wiring
    scale : float
        What every weight is multiplied by.
    n_seeds : int

    Returns
    -------
    result : Trials
        NaN for the medians if all failed.
    """
    ends = np.array([states(X, drawn_blocks(n, scale), wiring)[-1] for n in range(n_seeds)])
    finite = ends[np.isfinite(ends).all(axis=(1, 2))]
    failed = len(ends) - len(finite)
    if failed == n_seeds:
        return Trials(failed, np.nan, np.nan)
    largest = np.abs(finite).max(axis=(1, 2))
    return Trials(failed, float(np.median(largest)), float(np.median(tokens_apart(finite))))


def slope_through(x, networks, keep):
    """Multiply the slopes of feed-forward networks, one after the other.

    Parameters
    ----------
    x : ndarray of shape (d_model,)
        The token that enters the first network.
    networks : sequence of FeedForwardWeights
    keep : bool
        Whether each network adds to what came in, instead of replacing it.

    Returns
    -------
    slope : ndarray of shape (d_model, d_model)
        Row i, column j: how the last token's entry j answers to a nudge of entry i of `x`.
    """
    passed = keep * np.eye(x.size)
    slope = np.eye(x.size)
    for weights in networks:
        is_open = linear(x, weights.W_1, weights.b_1) > 0
        W, _ = effective_weights(is_open, *weights)
        slope = slope @ (passed + W)
        x = keep * x + feed_forward(x, *weights)
    return slope


def largest_slope(X, blocks, wiring, h=1e-6):
    """Nudge each number of X up and down, and find the largest slope of any number that comes out.

    Parameters
    ----------
    X : ndarray of shape (t, d_model)
    blocks : sequence of EncoderBlockWeights
    wiring : Wiring
    h : float
        The size of the nudge.

    Returns
    -------
    slope : float
    """
    nudges = h * np.eye(X.size).reshape(-1, *X.shape)
    up, down = (states(X + nudge, blocks, wiring)[-1] for nudge in (nudges, -nudges))
    return float(np.abs((up - down) / (2 * h)).max())


def slopes(X, wiring, scale=1.0, n_seeds=N_SLOPES):
    """Draw six blocks again and again, and give the largest slope of each draw.

    Parameters
    ----------
    X : ndarray of shape (2, 4)
    wiring : Wiring
    scale : float
        What every weight is multiplied by.
    n_seeds : int

    Returns
    -------
    found : ndarray of shape (n_seeds,)
    """
    return np.array([largest_slope(X, drawn_blocks(n, scale), wiring) for n in range(n_seeds)])


def apart_by_depth(X, n_seeds=N_SEEDS):
    """Draw the distance of the two tokens block by block, for four wirings.

    Parameters
    ----------
    X : ndarray of shape (2, 4)
    n_seeds : int

    Returns
    -------
    plot : Plot
        With the data ``block``, and for each wiring the medians of its distances over the seeds:
        ``nothing``, ``residual``, …
    """
    medians = {}
    figure, (ax,) = canvas(height=2.6)
    for name, (wiring, colour, line) in CURVES.items():
        way = np.array([states(X, drawn_blocks(n), wiring) for n in range(n_seeds)])
        medians[name] = distance = np.median(tokens_apart(way), axis=0)
        (block,) = np.nonzero(distance)
        ax.semilogy(block, distance[block], line, color=colour, label=name, markersize=4)
    ax.set(xlabel="after block", ylabel="distance of the two tokens")
    ax.legend(frameon=False, fontsize=8)
    ax.minorticks_off()  # powers of ten alone: fewer marks, and a lighter drawing
    ax.yaxis.set_major_locator(LogLocator(numticks=4))
    return Plot(figure, block=np.arange(way.shape[1]), **medians)


def reach(words, mask, depths):
    """Draw which tokens a token can know of after some blocks, if each sees only a few.

    Parameters
    ----------
    words : sequence of str
    mask : ndarray of bool, shape (t, t)
        True where one block allows attention.
    depths : sequence of int
        After how many blocks.

    Returns
    -------
    plot : Plot
        With the data ``depth`` and ``knows`` (one matrix for each depth).
    """
    knows = np.array([np.linalg.matrix_power(mask.astype(int), n) > 0 for n in depths])
    figure, axes = canvas(columns=len(depths), width=6.6, height=2.7)
    for ax, table, depth in zip(axes, knows, depths, strict=True):
        heat(ax, table, (0, 1), aspect="equal")
        ax.set_title(f"{depth} block" + "s" * (depth > 1), fontsize=10)
        ax.set_xticks(range(len(words)), words, rotation=90, fontsize=7)
        ax.set_yticks(range(len(words)), words if ax is axes[0] else [], fontsize=7)
        ax.set_xlabel("knows of", fontsize=8)
    return Plot(figure, depth=np.array(depths), knows=knows)
