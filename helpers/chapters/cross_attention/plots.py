"""Pictures of chapter 11: a question across; what random weights make of two encoder rows."""

import numpy as np

from helpers.chapters.thread import SOURCE, WRITTEN, followed
from helpers.display.palette import GREY, INK, KEY, PAPER, QUERY, VALUE, WEIGHT
from helpers.display.style import Plot, board, canvas, tiles, write
from helpers.live.rounding import shown
from helpers.mathematics.attention import multi_head_attention_steps
from helpers.mathematics.initialise import EXAMPLE, random_decoder_block, standard_normal

LEAST = 0.01  # a weight below it is no ribbon that one could see


def across():
    """Draw what *hola* asks our trained encoder in the first head, and what SOS may ask.

    Returns
    -------
    plot : Plot
        With the data ``Q`` (SOS and *hola*), ``K`` and ``V`` (a row for each source word), and
        ``weights``, what *hola* gives to each of them.
    """
    steps = followed("trained").blocks.decoder[0].cross
    Q, K, V, weights = steps.Q[0][:2], steps.K[0], steps.V[0], steps.A[0][1]
    figure, ax = board(18.2, 4.4)
    write(ax, 0.1, 0.4, "decoder", ha="left")
    write(ax, 18.1, 0.4, "encoder", ha="right")
    for left, rows, name, hue, color in (
        (2.3, Q, "query", "q", QUERY),
        (9.8, K, "key", "k", KEY),
        (13.1, V, "value", "v", VALUE),
    ):
        write(ax, left + 1.5, 0.4, name, color)
        for row, top in zip(rows, (0.9, 3.1), strict=True):
            tiles(ax, row[None], (left, top), hue, (rows.min(), rows.max()), decimals=1)
    for word, other, y in zip(WRITTEN, SOURCE, (1.4, 3.6), strict=False):
        write(ax, 2.1, y, word, INK, ha="right")
        write(ax, 16.3, y, other, INK, ha="left")
    for end in (1.4, 3):
        ax.plot([5.5, 9.6], [1.4, end], ":", color=GREY)
    write(ax, 8.4, 1.95, "?", INK, fontsize=16)
    for weight, y in zip(weights, (1.4, 3.6), strict=True):
        if weight > LEAST:
            ends = np.array([3.6, y])
            ax.fill_between([5.5, 9.6], ends - weight / 3, ends + weight / 3, color=WEIGHT)
            write(ax, 7.55, ends.mean(), f"{shown(100 * weight, 2)} %", PAPER)
    return Plot(figure, Q=Q, K=K, V=V, weights=weights)


def shares(y, memory, same, seeds):
    """Draw the weight on the first encoder row, for many random draws of all weights.

    Parameters
    ----------
    y : ndarray of shape (1, d_model)
        The decoder's row that asks.
    memory, same : ndarray of shape (2, d_model)
        The encoder's output, once with different rows and once with equal ones.
    seeds : sequence of int

    Returns
    -------
    plot : Plot
        With the data ``seed``, ``different`` and ``equal``, the last two of shape (n, h).
    """
    draws = [
        random_decoder_block(np.random.default_rng(seed), EXAMPLE, standard_normal).cross
        for seed in seeds
    ]
    different, equal = (
        np.array([multi_head_attention_steps(y, rows, *draw).A[:, 0, 0] for draw in draws])
        for rows in (memory, same)
    )
    figure, (ax,) = canvas(height=2.8)
    for head, marker in enumerate("ox"):
        named = {"marker": marker, "s": 26, "linewidths": 1.2}
        ax.scatter(
            seeds,
            different[:, head],
            color=WEIGHT,
            label=f"different rows, head {head + 1}",
            **named,
        )
        ax.scatter(seeds, equal[:, head], color=GREY, label=f"equal rows, head {head + 1}", **named)
    ax.set(xlabel="seed of the weights", ylabel="weight on the first row", ylim=(-0.05, 1.05))
    ax.legend(frameon=False, fontsize=8, ncols=2, loc="upper center", bbox_to_anchor=(0.5, 1.25))
    return Plot(figure, seed=np.array(seeds), different=different, equal=equal)
