"""Pictures of chapter 10: who may look at whom, and who really depends on whom."""

import numpy as np

from helpers.display.palette import INK
from helpers.display.style import READABLE, Plot, canvas, heat
from helpers.live.rounding import shown
from helpers.mathematics.masks import causal_mask
from helpers.mathematics.transformer import encoder

STEP = 1e-5


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
