"""Pictures of chapter 5: how scores grow with their width, and what the scale does."""

import numpy as np

from helpers.display.palette import FIRST, GREY, OUTPUT, PAPER, RULE, SECOND, THIRD, VALUE, WEIGHT
from helpers.display.style import Plot, arrow, board, canvas, tiles, write
from helpers.live.rounding import shown
from helpers.mathematics.attention import attention_steps
from helpers.mathematics.softmax import entropy, softmax_jacobian
from helpers.sources import example

WIDTHS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
DRAWS = 4000


def from_scores_to_mixture():
    """Draw what the chapter makes of the two scores of "Hello": shares, and with them a mixture.

    Returns
    -------
    plot : Plot
        With the data ``scores`` and ``shares``, of shape (2,), and ``mixture``, of shape (d_v,).
    """
    V = example.V[0]
    steps = attention_steps(example.Q[0], example.K[0], V, scale=example.hack_scale)
    scores, shares, mixture = steps.S[0], steps.A[0], steps.Z_heads[0]
    figure, ax = board(15, 5.5)
    left, width = 2.6, 12.2
    for y, name in ((1.2, "scores"), (2.5, "shares"), (4.5, "mixture")):
        write(ax, 0.1, y, name, ha="left")
    at = left + width * scores / 120
    ax.hlines(1.2, left, left + width, color=RULE, linewidth=2)
    ax.plot(at, [1.2, 1.2], "o", color=WEIGHT, markersize=9)
    for x, word, score in zip(at, example.sentence, scores, strict=True):
        write(ax, x, 0.5, f"{word} {shown(score)}", WEIGHT)
    cut = left + width * shares[0]
    ax.fill_between([left, left + width], 2, 3, color=WEIGHT, linewidth=0)
    ax.vlines(cut, 1.95, 3.05, color=PAPER, linewidth=3)
    middles = (left + cut) / 2, (cut + left + width) / 2
    for x, word, share in zip(middles, example.sentence, shares, strict=True):
        write(ax, x, 2.5, f"{word} {shown(100 * share, 1)} %", PAPER, fontsize=9)
    parts = zip((left, left + 4.4), example.sentence, shares, V, strict=True)
    for x, word, share, row in parts:
        write(ax, x + 1.5, 3.6, f"{shown(100 * share, 1)} % of {word}’s", VALUE)
        tiles(ax, row[None], (x, 4), "v", (0, V.max()))
    write(ax, left + 3.7, 4.5, "+")
    arrow(ax, (left + 7.7, 4.5), (left + 8.8, 4.5))
    write(ax, left + 10.7, 3.6, "Hello takes home", OUTPUT)
    tiles(ax, mixture[None], (left + 9.2, 4), "z", (0, V.max()))
    return Plot(figure, scores=scores, shares=shares, mixture=mixture)


def score_spread(seed=0):
    """Draw how the variance of a score grows with d_k, before and after dividing by √d_k.

    Parameters
    ----------
    seed : int

    Returns
    -------
    plot : Plot
        With the data ``d_k``, ``raw`` and ``scaled``.
    """
    rng = np.random.default_rng(seed)
    raw = []
    for d_k in WIDTHS:
        q, k = rng.standard_normal((2, DRAWS, d_k))
        raw.append((q * k).sum(axis=-1).var())
    d_k, raw = np.array(WIDTHS), np.array(raw)
    scaled = raw / d_k
    figure, (ax,) = canvas()
    ax.loglog(d_k, raw, "o-", color=SECOND, base=2, label="raw score")
    ax.loglog(d_k, scaled, "s-", color=FIRST, base=2, label="score ÷ √d_k")
    ax.set(xlabel="d_k, entries of a query", ylabel="variance of a score")
    ax.legend(frameon=False)
    return Plot(figure, d_k=d_k, raw=raw, scaled=scaled)


def scale_curves(Q, K, V, scales):
    """Draw weight, entropy and learning signal of the first token against the scale.

    Parameters
    ----------
    Q, K, V : ndarray of shape (t, d)
        One head.
    scales : ndarray
        What the scores are divided by.

    Returns
    -------
    plot : Plot
        With the data ``scale``, ``smallest`` (smallest weight of the row), ``bits`` (its
        entropy) and ``slope`` (its largest derivative).
    """
    rows = [attention_steps(Q, K, V, scale=scale).A[0] for scale in scales]
    smallest = np.array([row.min() for row in rows])
    bits = np.array([entropy(row) for row in rows])
    slope = np.array([np.abs(softmax_jacobian(row)).max() for row in rows])
    figure, (ax,) = canvas()
    ax.semilogx(scales, smallest, color=WEIGHT, label="smaller weight")
    ax.semilogx(scales, bits, "--", color=SECOND, label="entropy in bits")
    ax.semilogx(scales, slope, "-.", color=THIRD, label="largest derivative")
    d_k, hack = Q.shape[-1], example.hack_scale
    for mark, name in ((np.sqrt(d_k), f"√{d_k}"), (hack, f"{hack:g}")):
        ax.axvline(mark, color=GREY, linewidth=1, linestyle=":")
        ax.annotate(name, (mark, 1.02), ha="center", color=GREY)
    ax.set(xlabel="scale: what the scores are divided by", ylim=(0, 1.1))
    figure.legend(frameon=False, loc="outside upper center", ncols=3)  # no curve can meet it
    return Plot(figure, scale=scales, smallest=smallest, bits=bits, slope=slope)
