"""Pictures of chapter 7: what bends, and which hidden cells are open for which word."""

import numpy as np

from helpers.display.palette import FIRST, GREY, INK, SECOND
from helpers.display.style import READABLE, Plot, canvas, heat
from helpers.mathematics.feed_forward import feed_forward_steps, linear, relu
from helpers.sources import example


def the_if():
    """Draw the simplest *if*: eight sums made of the row of "Hello", before the cut and after it.

    Returns
    -------
    plot : Plot
        With the data ``before`` and ``after``, of shape (d_ff,).
    """
    W_1, b_1, _, _ = example.our_block().feed_forward
    before = linear(example.Z[0], W_1, b_1)
    after = relu(before)
    reach = 1.15 * np.abs(before).max()
    figure, (ax,) = canvas(height=2.1)
    ends = np.array([-reach, reach])
    ax.plot(ends, ends, "--", color=SECOND, label="without an if")
    ax.plot([-reach, 0, reach], [0, 0, reach], color=FIRST, label="if it is negative, take zero")
    ax.plot(before, after, "o", color=FIRST, label="made of the row of Hello")
    ax.set(xlabel="a number goes in", ylabel="comes out", ylim=(-0.6 * reach, reach))
    ax.legend(frameon=False)
    return Plot(figure, before=before, after=after)


def walk(start, end, W_1, b_1, W_2, b_2, n_points=601):
    """Draw one number of the output on a straight walk through two tokens, with ReLU and without.

    Parameters
    ----------
    start, end : ndarray of shape (d_model,)
        The walk passes `start` at 0 and `end` at 1, and goes on as far again on both sides.
    W_1, b_1, W_2, b_2 : ndarray
        As in `feed_forward`.
    n_points : int

    Returns
    -------
    plot : Plot
        With the data ``way``, ``bent`` (with ReLU), ``straight`` (without) and ``bends`` (where
        a hidden cell opens or closes).
    """
    way = np.linspace(-1, 2, n_points)
    tokens = start + way[:, None] * (end - start)
    steps = feed_forward_steps(tokens, W_1, b_1, W_2, b_2)
    bent, straight = steps.F[:, 0], linear(steps.H_in, W_2, b_2)[:, 0]
    at_start, slope = linear(start, W_1, b_1), (end - start) @ W_1
    crossing = -at_start / slope
    bends = np.sort(crossing[(crossing > -1) & (crossing < 2)])
    figure, (ax,) = canvas()
    heights = np.interp(bends, way, bent)
    ax.plot(way, straight, "--", color=SECOND, label="without ReLU")
    ax.plot(way, bent, color=FIRST, label="with ReLU")
    ax.plot(bends, heights, "o", color=FIRST, label="a cell opens or closes")
    ax.vlines(bends, straight.min(), heights, color=INK, linewidth=1.2, linestyle=":")
    ax.set_xticks([0, 1], ["hello", "world"])
    ax.set(xlabel="the way from one embedding to the other, and beyond", ylabel="first output")
    ax.legend(frameon=False)
    return Plot(figure, way=way, bent=bent, straight=straight, bends=bends)


def open_cells(X, W_1, b_1, words):
    """Draw which hidden cells are open for which token.

    Parameters
    ----------
    X : ndarray of shape (t, d_model)
    W_1, b_1 : ndarray
        As in `feed_forward`.
    words : sequence of str
        What the tokens are called.

    Returns
    -------
    plot : Plot
        With the data ``H`` (hidden layer after the ReLU) and ``is_open``.
    """
    H_in = linear(X, W_1, b_1)
    is_open, H = H_in > 0, relu(H_in)
    figure, (ax,) = canvas(width=5.4, height=3.6)
    heat(ax, np.where(is_open, H, 0), (0, H.max()), deepest=READABLE)
    for (row, column), value in np.ndenumerate(H):
        if is_open[row, column]:
            ax.text(column, row, f"{value:.1f}", ha="center", va="center", fontsize=8, color=INK)
        else:
            ax.text(column, row, "closed", ha="center", va="center", fontsize=7, color=GREY)
    ax.set_xticks(range(H.shape[1]), range(1, H.shape[1] + 1))
    ax.set_yticks(range(len(words)), words)
    ax.set_xlabel("hidden cell")
    return Plot(figure, H=H, is_open=is_open)
