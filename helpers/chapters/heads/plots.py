"""Pictures of chapter 6: two heads on one sentence; what a narrow head can tell apart."""

import numpy as np

from helpers.display.palette import INK, WEIGHT
from helpers.display.style import Plot, board, canvas, heat, write
from helpers.training import named_heads

PHRASE = "the red car"
LEAST = 0.05  # a weight below it is no line that one could see


def two_heads():
    """Draw whom each word of a phrase listens to, in both heads of the trained model of chapter 4.

    Returns
    -------
    plot : Plot
        With the data ``A``, of shape (heads, t, t): row asks, column answers.
    """
    words = PHRASE.split()
    ids = named_heads.ENGLISH.encode(words)
    A = named_heads.read_steps(ids, named_heads.trained()).attention.A
    figure, ax = board(15, 4.1)
    for head, weights in enumerate(A):
        left = 1.3 + 7.7 * head
        write(ax, left + 2.4, 0.5, ("first head", "second head")[head], INK)
        for (asks, answers), weight in np.ndenumerate(weights):
            middle = 1.4 + np.array([asks, answers])
            if weight > LEAST:
                ax.fill_between([left + 1, left + 3.8], middle - weight / 4, middle + weight / 4,
                                color=WEIGHT, alpha=0.6, linewidth=0)  # fmt: skip
        write(ax, left + 0.8, 0.5, "asks", ha="right", fontsize=9)
        write(ax, left + 4, 0.5, "answers", ha="left", fontsize=9)
        for place, word in enumerate(words):
            write(ax, left + 0.8, 1.4 + place, word, INK, ha="right")
            write(ax, left + 4, 1.4 + place, word, INK, ha="left")
    return Plot(figure, A=A)


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
