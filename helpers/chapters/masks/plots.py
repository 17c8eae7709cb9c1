"""Pictures of chapter 10: an answer in sight, who may look at whom, who depends on whom."""

import numpy as np

from helpers.chapters.thread import WRITTEN, followed, machine
from helpers.display.palette import INK, RULE, SECOND
from helpers.display.style import READABLE, Plot, arrow, board, canvas, heat, tiles, write
from helpers.live.rounding import shown
from helpers.mathematics.attention import multi_head_attention_steps
from helpers.mathematics.masks import causal_mask
from helpers.mathematics.transformer import encoder

STEP = 1e-5


def answers_in_sight():
    """Draw what our machine by dice reads in its first head, without a mask and with it.

    Returns
    -------
    plot : Plot
        With the data ``open`` and ``masked``, of shape (t, t), and ``guess``, the word that each
        row has to come up with.
    """
    Y, weights = followed("dice").Y, machine("dice").blocks.decoder[0].attention
    mask = causal_mask(len(Y))
    free, masked = (
        multi_head_attention_steps(Y, Y, *weights, mask=allowed).A[0] for allowed in (None, mask)
    )
    guess = (*WRITTEN[1:], "EOS")
    figure, ax = board(15.2, 4.5)
    for left, A, title in ((2, free, "no mask"), (9.8, masked, "with the mask")):
        write(ax, left + 1.5, 0.35, title, INK)
        write(ax, left + 3.9, 1.05, "to guess", fontsize=8, ha="left")
        for row, (word, answer) in enumerate(zip(WRITTEN, guess, strict=True)):
            write(ax, left - 0.2, 1.9 + row, word, INK, ha="right")
            write(ax, left + row + 0.5, 1.05, word, fontsize=8)
            arrow(ax, (left + 3.15, 1.9 + row), (left + 3.75, 1.9 + row))
            write(ax, left + 3.9, 1.9 + row, answer, SECOND, ha="left")
        tiles(ax, A, (left, 1.4), "a", (0, 1))
    for row in range(2):
        x, y = 3 + row, 1.4 + row
        ax.fill_between([x + 7.8, 12.8], y, y + 1, color=RULE, linewidth=0)  # nothing to see
        ax.plot([x, x + 1, x + 1, x, x], [y, y, y + 1, y + 1, y], color=SECOND, linewidth=2)
    return Plot(figure, open=free, masked=masked, guess=np.array(guess))


def mask_grids(words, is_real):
    """Draw the causal mask, the padding mask, and both together.

    Parameters
    ----------
    words : sequence of str
        The tokens of one sentence, filler included.
    is_real : sequence of bool
        False for filler.

    Returns
    -------
    plot : Plot
        With the data ``causal``, ``padding`` and ``both``, each of shape (t, t).
    """
    t = len(words)
    causal = causal_mask(t)
    padding = np.repeat(np.array([is_real], dtype=bool), t, axis=0)
    both = causal & padding
    figure, axes = canvas(columns=3, width=7.4, height=2.9)
    titles = ("causal: no future", "padding: no filler", "both: causal & padding")
    for ax, mask, title in zip(axes, (causal, padding, both), titles, strict=True):
        heat(ax, ~mask, (0, 1), deepest=0.25, aspect="equal")
        for row, column in np.argwhere(mask):
            ax.text(column, row, "✓", ha="center", va="center", color=INK, fontweight="bold")
        for row, column in np.argwhere(~mask):
            ax.text(column, row, "−∞", ha="center", va="center", color=INK, fontsize=8)
        _label(ax, words, title)
    axes[0].set_ylabel("asks", fontsize=8)
    return Plot(figure, causal=causal, padding=padding, both=both)


def influence(Y, blocks):
    """Draw how strongly each token's output depends on each token's input, mask on and off.

    Parameters
    ----------
    Y : ndarray of shape (t, d_model)
    blocks : sequence of EncoderBlockWeights
        Whole blocks: attention, residual connections, norms, network.

    Returns
    -------
    plot : Plot
        With the data ``masked`` and ``unmasked``, each of shape (t, t): the largest derivative
        of any number of the output row by any number of the input row.
    """
    t = len(Y)
    masked = _largest_derivatives(lambda Y: encoder(Y, blocks, mask=causal_mask(t)), Y)
    unmasked = _largest_derivatives(lambda Y: encoder(Y, blocks), Y)
    names = [f"token {i + 1}" for i in range(t)]
    figure, axes = canvas(columns=2, width=6.4, height=3.0)
    for ax, values, title in zip(
        axes, (masked, unmasked), ("with the mask", "without"), strict=True
    ):
        heat(ax, values, (0, values.max()), deepest=READABLE, aspect="equal")
        for (row, column), value in np.ndenumerate(values):
            ax.text(column, row, shown(value), ha="center", va="center", color=INK)
        _label(ax, names, title)
        ax.set_xlabel("input nudged", fontsize=8)
    axes[0].set_ylabel("output moves", fontsize=8)
    return Plot(figure, masked=masked, unmasked=unmasked)


def _largest_derivatives(function, Y):
    """Measure by central differences; a row that does not move at all gives exactly zero."""
    t, d_model = Y.shape
    nudges = STEP * np.eye(t * d_model).reshape(t, d_model, t, d_model)
    slopes = (function(Y + nudges) - function(Y - nudges)) / (2 * STEP)  # (j, entry, row, entry)
    return np.abs(slopes).max(axis=(1, 3)).T


def _label(ax, words, title):
    ax.set_title(title, fontsize=10)
    ax.set_xticks(range(len(words)), words, fontsize=8)
    ax.set_yticks(range(len(words)), words, fontsize=8)
    ax.set_xlabel("answers", fontsize=8)
