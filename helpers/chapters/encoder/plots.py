"""Pictures of chapter 9: one row read in two sentences; two tokens on their way."""

import numpy as np

from helpers.chapters.thread import followed
from helpers.display.palette import FIRST, INK, RULE, SECOND
from helpers.display.style import READABLE, Plot, arrow, board, canvas, heat, write
from helpers.live.rounding import shown
from helpers.mathematics.transformer import encoder_states

ALONE, TOGETHER = ("hello",), ("hello", "world")


def two_sentences():
    """Draw the row of "hello" going into our trained encoder, and coming out of two sentences.

    Returns
    -------
    plot : Plot
        With the data ``row``, of shape (d_model,), and ``alone`` and ``together``, the same
        row of the two memories.
    """
    alone, together = (followed("trained", source=words) for words in (ALONE, TOGETHER))
    row = alone.X[0]
    out = [steps.blocks.encoder[0].X_2[0] for steps in (alone, together)]
    figure, ax = board(15, 4.2)
    write(ax, 1.6, 2.1, TOGETHER[0], INK, ha="right")
    _signed_tiles(ax, row, (1.8, 1.6))
    for top, words, end in zip((0.3, 2.9), (ALONE, TOGETHER), out, strict=True):
        arrow(ax, (5.9, 2.1), (6.8, top + 0.5))
        ax.fill_between([6.9, 9.8], top, top + 1, color=RULE, linewidth=0)
        write(ax, 8.35, top + 0.5, " ".join(words), INK)
        arrow(ax, (9.9, top + 0.5), (10.7, top + 0.5))
        _signed_tiles(ax, end, (10.8, top))
    write(ax, 8.35, 2.1, "the encoder reads")
    write(ax, 12.8, 2.1, "hello, handed over")
    return Plot(figure, row=row, alone=out[0], together=out[1])


def way_through(X, blocks, words):
    """Draw each token after each block, one panel a token.

    Parameters
    ----------
    X : ndarray of shape (t, d_model)
    blocks : sequence of EncoderBlockWeights
    words : sequence of str
        What the tokens are called.

    Returns
    -------
    plot : Plot
        With the data ``way``: of shape (blocks + 1, t, d_model).
    """
    way = encoder_states(X, blocks)
    labels = ["X", *(f"block {n + 1}" for n in range(len(blocks)))]
    figure, axes = canvas(columns=len(words), width=7.2, height=3.4)
    top = np.abs(way[1:]).max()
    deep = np.concatenate([way[:1] * top / np.abs(X).max(), way[1:]])  # X on a scale of its own
    for token, (ax, word) in enumerate(zip(axes, words, strict=True)):
        for hue, side in (("c1", deep[:, token]), ("c2", -deep[:, token])):  # above zero, below it
            heat(ax, side, (0, top), hue, READABLE)
        for (row, column), value in np.ndenumerate(way[:, token]):
            text = f"{value:.3f}".replace("-", "−")
            ax.text(column, row, text, ha="center", va="center", fontsize=8, color=INK)
        ax.set_yticks(range(len(labels)), labels if token == 0 else [])
        ax.set_xticks([])
        ax.set_title(word, fontsize=10)
    return Plot(figure, way=way)


def _signed_tiles(ax, row, corner, deepest=2.0):
    """Write a row on a `board`: one hue above zero, another below, deeper with the size."""
    left, top = corner
    for column, value in enumerate(row):
        x, share = left + column, READABLE * min(abs(value) / deepest, 1)
        color = FIRST if value > 0 else SECOND
        ax.fill_between([x, x + 1], top, top + 1, color=color, alpha=share, linewidth=0)
        write(ax, x + 0.5, top + 0.5, shown(value, 2), INK, fontsize=9)
    ax.vlines(left + np.arange(len(row) + 1), top, top + 1, color=RULE, linewidth=0.6)
    ax.hlines([top, top + 1], left, left + len(row), color=RULE, linewidth=0.6)
