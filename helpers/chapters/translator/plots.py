"""Pictures of chapter 15: how the translator learns, and where it looks."""

import numpy as np

from helpers.display.palette import FIRST, GREY, INK, SECOND, THIRD, WEIGHT
from helpers.display.style import READABLE, Plot, board, canvas, heat, strand, write
from helpers.training import translator

LEAST = 0.05  # a weight below it is no line that one could see


def learning(runs):
    """Draw the loss and the two tests over the steps, the first run strong, the others thin.

    Parameters
    ----------
    runs : sequence of helpers.training.seeds.Run

    Returns
    -------
    plot : Plot
        With the data ``steps`` of shape (tests,), and ``loss``, ``sentences`` and
        ``combinations``, each of shape (runs, tests).
    """
    steps = runs[0].steps
    loss = np.array([run.losses for run in runs])
    sentences = np.array([run.unseen_sentences for run in runs])
    combinations = np.array([run.unseen_combinations for run in runs])
    figure, axes = canvas(columns=2, width=7.4, height=3.2)
    for i in reversed(range(len(runs))):
        look = {"linewidth": 2.0} if i == 0 else {"linewidth": 0.8, "alpha": 0.6}
        axes[0].semilogy(steps, loss[i], "-", color=THIRD, **look)
        axes[1].plot(steps, 100 * sentences[i], "-", color=FIRST, **look)
        axes[1].plot(steps, 100 * combinations[i], "--", color=SECOND, **look)
    axes[0].set(xlabel="step", ylabel="loss (logarithmic)")
    axes[1].set(xlabel="step", ylabel="without error, per cent", ylim=(-3, 103))
    for line, label in zip(
        axes[1].lines[-2:], ("unseen sentences", "unseen combinations"), strict=True
    ):
        line.set_label(label)
    axes[1].legend(frameon=False, fontsize=8, loc="lower right")
    return Plot(figure, steps=steps, loss=loss, sentences=sentences, combinations=combinations)


def looks(A, asking, answering, asker):
    """Draw attention weights of each head, with the numbers in the cells.

    Parameters
    ----------
    A : ndarray of shape (h, t, s)
    asking, answering : sequence of str
        What each row and each column stands for.
    asker : str
        Says what a row is, beside the first panel.

    Returns
    -------
    plot : Plot
        With the data ``A``.
    """
    h, t, s = A.shape
    figure, axes = canvas(columns=h, width=min(7.4, 1.8 + 0.62 * h * s), height=1.1 + 0.38 * t)
    for head, (ax, weights) in enumerate(zip(axes, A, strict=True), start=1):
        heat(ax, weights, (0, 1), "a", READABLE)
        for (row, column), weight in np.ndenumerate(weights):
            ax.text(column, row, f"{weight:.2f}", ha="center", va="center", color=INK, fontsize=9)
        ax.set_xticks(range(s), answering, fontsize=9)
        ax.set_yticks(range(t), asking if head == 1 else [""] * t, fontsize=9)
        ax.set_title(f"head {head}", fontsize=10)
    axes[0].set_ylabel(asker, fontsize=9, color=GREY)
    return Plot(figure, A=A)


def where_it_looks(text="my white hen wants some green apples"):
    """Draw which English words a translation looks at, on average over the heads.

    Parameters
    ----------
    text : str

    Returns
    -------
    plot : Plot
        With the data ``A`` of shape (Spanish words, English words), and both as ``english`` and
        ``spanish``.
    """
    model, ids = translator.trained(), translator.source(text)
    spanish = translator.translate(text, model).split()
    A = translator.cross_weights(ids, translator.VOCABULARY.encode(spanish), model)
    A = A.mean(axis=0)[: len(spanish)]
    english = text.split()
    figure, ax = board(15, 4.2, inches=5.6)
    from_, to = (1.1 + 12.8 * np.arange(len(ws)) / (len(ws) - 1) for ws in (english, spanish))
    for (chosen, seen), weight in np.ndenumerate(A):
        if weight > LEAST:
            strand(
                ax,
                (from_[seen], 0.9),
                (to[chosen], 3.3),
                color=WEIGHT,
                linewidth=12 * weight,
                alpha=0.6,
            )
    for x, word in zip(from_, english, strict=True):
        write(ax, x, 0.5, word, INK)
    for x, word in zip(to, spanish, strict=True):
        write(ax, x, 3.75, word, INK)
    return Plot(figure, A=A, english=english, spanish=spanish)
