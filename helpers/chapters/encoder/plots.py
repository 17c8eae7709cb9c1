"""Picture of chapter 9: two tokens on their way through the blocks."""

import numpy as np

from helpers.display.palette import INK
from helpers.display.style import READABLE, Plot, canvas, heat
from helpers.mathematics.transformer import encoder_states


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
