"""Picture of chapter 6: what a narrow head can and cannot tell apart."""

import numpy as np

from helpers.display.style import Plot, canvas, heat


def score_ranks(X, W_Q, W_K, words):
    """Draw whom each token ranks highest, for one head cut down to its first 1, 2, … columns.

    Parameters
    ----------
    X : ndarray of shape (t, d_model)
        The tokens.
    W_Q, W_K : ndarray of shape (d_model, d_k)
        Weights of one head; the first picture uses their first column only, and so on.
    words : sequence of str
        What the tokens are called.

    Returns
    -------
    plot : Plot
        With the data ``d_k``, ``S`` (scores, one matrix for each width), ``rank``, ``place``
        (of each score within its row, 0 for the lowest) and ``orders`` (how many different
        rankings the rows hold).
    """
    d_k = np.arange(1, W_Q.shape[-1] + 1)
    S = np.array([(X @ W_Q[:, :n]) @ (X @ W_K[:, :n]).T for n in d_k])
    rank = np.linalg.matrix_rank(S)
    place = S.argsort(axis=-1).argsort(axis=-1)
    orders = np.array([len({tuple(row) for row in places}) for places in place])
    figure, axes = canvas(columns=len(d_k), width=7.2, height=2.9)
    for ax, places, n, r in zip(axes, place, d_k, rank, strict=True):
        heat(ax, places, aspect="equal")
        ax.set_title(f"d_k = {n}, rank {r}", fontsize=10)
        ax.set_xticks(range(len(words)), words, rotation=90, fontsize=7)
        ax.set_yticks(range(len(words)), words, fontsize=7)
        ax.set_xlabel("answers", fontsize=8)
    axes[0].set_ylabel("asks", fontsize=8)
    return Plot(figure, d_k=d_k, S=S, rank=rank, place=place, orders=orders)
