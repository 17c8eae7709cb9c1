"""Pictures of chapter 12: from a row to a word, ten probabilities, and where to cut."""

import numpy as np

from helpers.chapters.thread import WORDS, followed, machine
from helpers.display.palette import FIRST, GREY, RULE, SECOND
from helpers.display.style import Plot, board, canvas, strand, tiles, write
from helpers.live.rounding import shown
from helpers.mathematics.decode import top_k, top_p, with_temperature
from helpers.mathematics.softmax import softmax


def from_row_to_word():
    """Draw how the row of SOS becomes *hola*: forty products, ten sums of them, ten shares.

    Returns
    -------
    plot : Plot
        With the data ``row``, of shape (d_model,), ``products``, of shape (d_model, n_vocab),
        and ``logits`` and ``probs``, of shape (n_vocab,), all of the trained machine.
    """
    steps, model = followed("trained"), machine("trained")
    row, logits, probs = steps.blocks.Y_out[0], steps.logits[0], steps.probs[0]
    products = row[:, None] * model.W_vocab
    figure, ax = board(14, 4.92, inches=5.6)
    across = 2.9 + 1.14 * np.arange(len(logits))  # where each word stands
    above = across.mean() + 2.85 * np.arange(-1.5, 2)  # and each number of the row
    said = probs.argmax()
    for y, name in ((0.5, "last row"), (3.05, "scores"), (3.95, "shares")):
        write(ax, 0.1, y, name, ha="left")
    for x, number in zip(above, row, strict=True):
        tiles(ax, [[number]], (x - 0.5, 0.02), limits=(row.min() - 1, row.max()), decimals=1)
    strands = sorted(np.ndenumerate(products), key=lambda one: one[0][1] == said)
    for (number, word), product in strands:
        width = round(2 * abs(product)) / 2  # points, in halves: what is alike becomes one path
        strand(ax, (above[number], 1.07), (across[word], 2.75), linewidth=width,
               color=FIRST if word == said else RULE)  # fmt: skip
    for x, word, logit, prob in zip(across, WORDS, logits, probs, strict=True):
        color = FIRST if word == WORDS[said] else GREY
        write(ax, x, 3.05, shown(logit, 1), color, fontsize=9)
        ax.fill_between([x - 0.4, x + 0.4], 4.35 - prob, 4.35, color=FIRST, linewidth=0)
        write(ax, x, 4.68, word, color, fontsize=9, weight="bold" if color == FIRST else "normal")
    ax.hlines(4.35, across[0] - 0.5, across[-1] + 0.5, color=RULE, linewidth=1)
    write(ax, across[said] - 0.6, 3.95, f"{shown(100 * probs[said], 1)} %", FIRST, ha="right")
    return Plot(figure, row=row, products=products, logits=logits, probs=probs)


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
