"""Picture of chapter 9: two tokens on their way through the blocks."""

import numpy as np

from helpers.display.style import Plot, canvas
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
    for token, (ax, word) in enumerate(zip(axes, words, strict=True)):
        ax.imshow(way[:, token], cmap="RdBu", vmin=-top, vmax=top, aspect="auto")
        for (row, column), value in np.ndenumerate(way[:, token]):
            colour = "white" if abs(value) > 0.7 * top else "black"
            text = f"{value:.3f}".replace("-", "−")
            ax.text(column, row, text, ha="center", va="center", fontsize=8, color=colour)
        ax.set_yticks(range(len(labels)), labels if token == 0 else [])
        ax.set_xticks([])
        ax.set_title(word, fontsize=10)
        ax.grid(visible=False)
    return Plot(figure, way=way)
