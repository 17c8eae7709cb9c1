"""Pictures of chapter 12: ten probabilities at several temperatures, and where to cut."""

import numpy as np

from helpers.display.palette import FIRST, GREY, SECOND
from helpers.display.style import Plot, canvas
from helpers.live.rounding import shown
from helpers.mathematics.decode import top_k, top_p, with_temperature
from helpers.mathematics.softmax import softmax


def temperatures(words, logits, at):
    """Draw the probabilities of all words, one panel for each temperature.

    Parameters
    ----------
    words : sequence of str
    logits : ndarray of shape (n_vocab,)
    at : sequence of float
        Temperatures.

    Returns
    -------
    plot : Plot
        With the data ``temperature`` and ``probs``, of shape (temperatures, n_vocab).
    """
    probs = np.array([with_temperature(logits, temperature) for temperature in at])
    figure, axes = canvas(columns=len(at), width=7.4, height=3.0)
    for ax, temperature, row in zip(axes, at, probs, strict=True):
        ax.barh(range(len(words)), row, color=FIRST)
        ax.set(xlim=(0, 1.3), title=f"temperature {shown(temperature)}")
        ax.set_yticks(range(len(words)), words if ax is axes[0] else [])
        ax.set_xticks([0, 0.5, 1])
        ax.invert_yaxis()
        highest = int(row.argmax())
        ax.annotate(f"{row[highest]:.2f}", (row[highest], highest), (3, 0),
                    textcoords="offset points", va="center", color=GREY)  # fmt: skip
        ax.title.set_fontsize(9)
    figure.supxlabel("probability", fontsize=9, color=GREY)
    return Plot(figure, temperature=np.array(at), probs=probs)


def cuts(words, logits, k, p):
    """Draw the words from the most to the least probable, and how far top-k and top-p go.

    Parameters
    ----------
    words : sequence of str
    logits : ndarray of shape (n_vocab,)
    k : int
    p : float

    Returns
    -------
    plot : Plot
        With the data ``words`` and ``probs`` (sorted), ``summed``, and how many words each
        cut keeps: ``by_k`` and ``by_p``.
    """
    probs = softmax(logits)
    order = np.argsort(-probs, kind="stable")
    by_k, by_p = (int((kept > 0).sum()) for kept in (top_k(probs, k), top_p(probs, p)))
    ordered, summed = probs[order], probs[order].cumsum()
    names = [words[i] for i in order]
    figure, (ax,) = canvas()
    ax.bar(range(len(names)), ordered, color=FIRST, label="probability")
    ax.plot(range(len(names)), summed, "o-", color=SECOND, label="added up so far")
    ax.axhline(p, color=SECOND, linestyle=":", linewidth=1)
    for count, name, height in ((by_k, f"top-k, k = {k}", 0.52), (by_p, f"top-p, p = {p:g}", 0.3)):
        ax.axvline(count - 0.5, color=GREY, linestyle="--", linewidth=1)
        ax.annotate(name, (count - 0.42, height), color=GREY)
    ax.set_xticks(range(len(names)), names)
    ax.set(ylim=(0, 1.05))
    ax.legend(frameon=False, loc="center right")
    return Plot(figure, words=names, probs=ordered, summed=summed, by_k=by_k, by_p=by_p)
