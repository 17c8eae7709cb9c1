"""Pictures of chapter 13: the loop, one model against fresh dice, and what each word costs."""

import numpy as np

from helpers.chapters.thread import WORDS, said
from helpers.display.palette import FIRST, GREY, INK, PAPER, RULE, SECOND, SHADE, THIRD
from helpers.display.style import Plot, arrow, board, canvas, heat, scale, strand, write
from helpers.mathematics.cost import cached_step_cost, decoder_cost, encoder_cost, start_cost


def the_loop():
    """Draw the trained machine writing: three passes, and each word on its way back into it.

    Returns
    -------
    plot : Plot
        With the data ``ids``, SOS and what is written, and ``probs``, a row for each pass.
    """
    written = said("trained")
    ids, probs = np.array(written.ids), np.array(written.probs)
    hues = (GREY, FIRST, THIRD, SECOND)  # of SOS and of the words, to tell them on their way
    figure, ax = board(15, 5.2, inches=5.6)
    for step, shares in enumerate(probs):
        y = 0.8 + 1.8 * step
        for place in range(step + 1):
            _chip(ax, 5.1 - 1.65 * (step - place), y, ids[place], hues[place])
        arrow(ax, (5.95, y), (6.55, y))
        arrow(ax, (8.75, y), (9.35, y))
        at, best = 9.7 + 0.3 * np.arange(len(shares)), shares.argmax()
        ax.vlines(at, y + 0.4, y + 0.4 - 0.8 * shares, color=hues[step + 1], linewidth=4)
        ax.hlines(y + 0.4, at[0] - 0.2, at[-1] + 0.2, color=RULE, linewidth=1)
        is_left = best < len(shares) / 2
        write(ax, at[best] + (0.2 if is_left else -0.2), y, f"{100 * shares[best]:.1f} %",
              fontsize=9, ha="left" if is_left else "right")  # fmt: skip
        _chip(ax, 13.9, y, ids[step + 1], hues[step + 1])
        if ids[step + 1] != ids[-1]:
            strand(ax, (13.9, y + 0.4), (5.1, y + 1.4), color=hues[step + 1], linewidth=2, zorder=0)
    ax.fill_between([6.6, 8.7], 0.05, 5.15, color=SHADE, linewidth=0)
    write(ax, 7.65, 2.35, "reads", PAPER, fontsize=9)
    write(ax, 7.65, 2.8, "hello world", PAPER, fontsize=9)
    return Plot(figure, ids=ids, probs=probs)


def _chip(ax, x, y, token, color):
    ax.fill_between([x - 0.75, x + 0.75], y - 0.4, y + 0.4, color=color, linewidth=0)
    write(ax, x, y, WORDS[token], PAPER, fontsize=9)


def calls(words, fixed, fresh):
    """Draw the probabilities of the first word at several calls, two models side by side.

    Parameters
    ----------
    words : sequence of str
    fixed, fresh : sequence of ndarray of shape (n_vocab,)
        A row for each call: of one model, and of a model that is drawn anew at each call.

    Returns
    -------
    plot : Plot
        With the data ``fixed`` and ``fresh``, each of shape (calls, n_vocab).
    """
    fixed, fresh = np.array(fixed), np.array(fresh)
    figure, axes = canvas(columns=3, width=7.4, height=2.9, widths=(10, 10, 0.6))
    highest = max(fixed.max(), fresh.max())
    for ax, rows, title in zip(
        axes[:2], (fixed, fresh), ("one model", "fresh dice at each call"), strict=True
    ):
        heat(ax, rows, (0, highest))
        for call, word in enumerate(rows.argmax(axis=-1)):
            ax.plot(word, call, "o", markersize=4, color=PAPER, markeredgecolor=INK)
        ax.set_xticks(range(len(words)), words, rotation=60, fontsize=8)
        ax.set_yticks(range(len(rows)), range(1, len(rows) + 1), fontsize=8)
        ax.set_title(title, fontsize=10)
    axes[0].set_ylabel("call", fontsize=9, color=GREY)
    scale(axes[2], (0, highest), label="probability")
    return Plot(figure, fixed=fixed, fresh=fresh)


def word_costs(panels, n_words):
    """Draw how many multiplications word number t costs, in three ways, without the output layer.

    Parameters
    ----------
    panels : dict of str to (Sizes, int)
        Title of a panel; the model's sizes and the number of source tokens.
    n_words : int
        The longest sentence.

    Returns
    -------
    plot : Plot
        With the data ``word`` and, for each way, an array of shape (panels, n_words):
        ``anew`` (encoder and decoder run again), ``decoder`` (the encoder's output is kept)
        and ``cached`` (keys and values are kept as well; filling it is paid at the first word).
    """
    word = np.arange(1, n_words + 1)
    ways = {"anew": [], "decoder": [], "cached": []}
    for sizes, s in panels.values():
        decoder = [decoder_cost(sizes, t, s) for t in word.tolist()]
        step = [cached_step_cost(sizes, t, s) for t in word.tolist()]
        encoder, start = encoder_cost(sizes, s), start_cost(sizes, s)
        ways["anew"].append([encoder + cost for cost in decoder])
        ways["decoder"].append(
            [encoder * (t == 1) + cost for t, cost in zip(word, decoder, strict=True)]
        )
        ways["cached"].append(
            [(encoder + start) * (t == 1) + c for t, c in zip(word, step, strict=True)]
        )
    ways = {name: np.array(costs, dtype=float) for name, costs in ways.items()}
    figure, axes = canvas(columns=len(panels), width=7.4, height=3.2)
    for ax, title, anew, decoder, cached in zip(axes, panels, *ways.values(), strict=True):
        ax.loglog(word, anew, "-.", color=SECOND, label="everything anew")
        ax.loglog(word, decoder, "-", color=FIRST, label="encoder once")
        ax.loglog(word, cached, "--", color=THIRD, label="with a KV cache")
        ax.set(xlabel="number of the word", title=title)
        ax.title.set_fontsize(10)
        ax.minorticks_off()
    axes[0].set_ylabel("multiplications in all blocks")
    axes[0].legend(frameon=False, fontsize=8, loc="upper left")
    return Plot(figure, word=word, **ways)
