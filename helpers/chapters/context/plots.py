"""Pictures of chapters 3 and 4: a word that moves, memory that fades, turning, one divisor."""

import numpy as np

from helpers.chapters.context.figures import SENTENCES, TABLE, WORDS
from helpers.chapters.told import told
from helpers.display.palette import FIRST, FOURTH, GREY, INK, OUTPUT, SECOND, THIRD
from helpers.display.style import Plot, canvas
from helpers.mathematics.recurrent import recurrent
from helpers.mathematics.softmax import softmax

DIVISORS = np.arange(0.3, 1.0, 0.001)
ARROW = {"arrowstyle": "-|>", "linewidth": 2, "shrinkA": 4, "shrinkB": 0}


def moves(sentences, E, A, word, axes=("finance", "water")):
    """Draw where a word goes when each sentence averages its words.

    Parameters
    ----------
    sentences : sequence of sequence of str
        One panel each; every sentence holds the word once.
    E : sequence of ndarray of shape (t, 2)
        Embeddings of each sentence.
    A : sequence of ndarray of shape (t, t)
        Weights of each sentence; row asks.
    word : str
    axes : (str, str)
        What the two numbers of an embedding stand for.

    Returns
    -------
    plot : Plot
        With the data ``start``, ``end`` (one row for each sentence) and ``weights``.
    """
    figure, panels = canvas(columns=len(sentences))
    rows = [words.index(word) for words in sentences]
    start = np.array([e[row] for e, row in zip(E, rows, strict=True)])
    weights = np.array([a[row] for a, row in zip(A, rows, strict=True)])
    end = np.array([a @ e for a, e in zip(weights, E, strict=True)])
    for ax, words, e, a, x, z in zip(panels, sentences, E, weights, start, end, strict=True):
        for name, point, weight in zip(words, e, a, strict=True):
            away = 22 * (point - z) / np.linalg.norm(point - z)
            color = INK if name == word else GREY
            ax.plot(*point, "o", color=color)
            ax.annotate(f"{name}\n{weight:.2f}", point, away, textcoords="offset points",
                        ha="center", va="center", color=color)  # fmt: skip
        ax.annotate("", z, x, arrowprops={**ARROW, "color": OUTPUT})
        ax.plot(*z, "D", color=OUTPUT)
        ax.set(xlim=(-0.8, 2.8), ylim=(-0.8, 2.8), title=" ".join(words))
        ax.set(xlabel=axes[0], ylabel=axes[1], aspect="equal")
    return Plot(figure, start=start, end=end, weights=weights)


def two_ways():
    """Draw the one row of *bank*, and where its neighbours should move it in each sentence.

    Returns
    -------
    plot : Plot
        With the data ``start``, of shape (2,), and ``ends``, a row for each sentence.
    """
    E_money, E_river = (
        np.array([TABLE[WORDS.index(word)] for word in sentence.split()])
        for sentence in SENTENCES[:2]
    )
    start = E_money[1]
    ends = np.array([(softmax(E @ E.T) @ E)[1] for E in (E_money, E_river)])
    figure, (ax,) = canvas(height=2.2)
    for end, neighbour, sentence, color in zip(
        ends, (E_money[0], E_river[0]), SENTENCES[:2], (FIRST, SECOND), strict=True
    ):
        ax.plot(*neighbour, "o", color=color)
        ax.annotate(sentence.split()[0], neighbour, (9, 0), textcoords="offset points",
                    va="center", color=color)  # fmt: skip
        ax.annotate("", end, start, arrowprops={**ARROW, "color": color})
        ax.annotate(f"bank in “{sentence}”", end, (12, 0), textcoords="offset points",
                    va="center", color=color)  # fmt: skip
    ax.plot(*start, "o", color=INK)
    ax.annotate("bank", start, (-9, -3), textcoords="offset points", ha="right", va="center")
    ax.set(xlim=(-1.4, 4.4), ylim=(-0.3, 2.3), xticks=range(3), yticks=range(3), aspect="equal")
    ax.set(xlabel="finance", ylabel="water")
    return Plot(figure, start=start, ends=ends)


def first_word_effect(first, other, filler, W, U, lengths):
    """Draw how much the last word still feels of the first one, by sentence length.

    Two sentences differ in their first word; all other words are `filler`. Compared are the
    last state of a recurrent network and the last row of a similarity-weighted average.

    Parameters
    ----------
    first, other, filler : ndarray of shape (d_in,)
    W, U : ndarray
        Weights of the recurrent network.
    lengths : sequence of int
        Words in the sentence.

    Returns
    -------
    plot : Plot
        With the data ``length``, ``recurrent`` and ``average``: distances between what the
        two sentences leave in the last place.
    """
    recurrence, average = [], []
    for length in lengths:
        pair = [np.stack([word] + [filler] * (length - 1)) for word in (first, other)]
        states = [recurrent(X, np.zeros(W.shape[0]), W, U)[-1] for X in pair]
        means = [softmax(X[-1] @ X.T) @ X for X in pair]
        recurrence.append(np.linalg.norm(states[0] - states[1]))
        average.append(np.linalg.norm(means[0] - means[1]))
    length, recurrence, average = np.array(lengths), np.array(recurrence), np.array(average)
    figure, (ax,) = canvas()
    ax.semilogy(length, average, "o-", color=FIRST, label="weighted average: one step")
    ax.semilogy(length, recurrence, "s--", color=SECOND, label="recurrent: step by step")
    ax.set(xlabel="words in the sentence", ylabel="effect of the first word on the last")
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.legend(frameon=False)
    return Plot(figure, length=length, recurrent=recurrence, average=average)


def scale_and_turn(x, factors, W, names):
    """Draw what a factor can do to a vector, and what a matrix can do to several.

    Parameters
    ----------
    x : ndarray of shape (n, 2)
        Vectors; the first is the one that is scaled.
    factors : sequence of float
    W : ndarray of shape (2, 2)
    names : sequence of str
        One for each vector.

    Returns
    -------
    plot : Plot
        With the data ``scaled`` (a row for each factor) and ``turned`` (a row for each vector).
    """
    scaled, turned = np.array([factor * x[0] for factor in factors]), x @ W
    figure, (left, right) = canvas(columns=2)
    reach = 1.6 * max(np.abs(scaled).max(), np.abs(turned).max(), np.abs(x).max())
    left.axline((0, 0), x[0], color=GREY, linewidth=1, linestyle=":")
    for factor, tip in zip(factors, scaled, strict=True):
        _arrow(left, tip, SECOND, f"× {factor:g}".replace("-", "−"))
    _arrow(left, x[0], FIRST, names[0])
    for name, before, after in zip(names, x, turned, strict=True):
        _arrow(right, before, FIRST, name)
        _arrow(right, after, SECOND, f"{name} W")
    left.set(title="scaled: never leaves its line")
    right.set(title="times a matrix: turned")
    for ax in (left, right):
        ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    return Plot(figure, scaled=scaled, turned=turned)


def _arrow(ax, tip, color, label):
    ax.annotate("", tip, (0, 0), arrowprops={**ARROW, "shrinkA": 0, "color": color})
    ax.annotate(label, tip, 7 * np.sign(tip), textcoords="offset points", color=color,
                ha="center", va="center")  # fmt: skip


def divisors(words, S, A):
    """Draw which divisor of its scores would give each row its printed weights.

    Parameters
    ----------
    words : sequence of str
        One for each row.
    S : ndarray of shape (t, s)
        Scores.
    A : ndarray of shape (t, s)
        Weights, printed to one decimal.

    Returns
    -------
    plot : Plot
        With the data ``smallest`` and ``largest``: the divisors between which softmax rounds
        to the printed row, NaN if there are none.
    """
    all_rows = softmax(S / DIVISORS[:, None, None])
    fits = (np.abs(all_rows - A) <= 0.05).all(axis=-1)  # (divisor, row)
    spans = [DIVISORS[fit] for fit in fits.T]
    smallest = np.array([span.min(initial=np.inf) for span in spans])
    largest = np.array([span.max(initial=-np.inf) for span in spans])
    smallest, largest = (np.where(np.isfinite(x), x, np.nan) for x in (smallest, largest))
    figure, (ax,) = canvas(height=2.6)
    for row, color in zip(range(len(words)), (FIRST, SECOND, THIRD, FOURTH), strict=False):
        ax.plot([smallest[row], largest[row]], [row, row], "|-", color=color, linewidth=4,
                markersize=16)  # fmt: skip
    ax.axvline(1, color=GREY, linestyle=":")
    ax.annotate(told("<<:idiom 1>>: as it stands"), (1, -0.55), (-6, 0), ha="right",
                textcoords="offset points", color=GREY)  # fmt: skip
    ax.set(yticks=range(len(words)), yticklabels=words, ylim=(len(words) - 0.4, -0.8))
    ax.set(xlabel="what the scores would have to be divided by", xlim=(0.3, 1.05))
    return Plot(figure, smallest=smallest, largest=largest)
