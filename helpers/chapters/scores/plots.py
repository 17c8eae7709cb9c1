"""Pictures of chapter 5: how scores grow with their width, and what the scale does."""

import numpy as np

from helpers.display.palette import FIRST, GREY, SECOND, THIRD, WEIGHT
from helpers.display.style import Plot, canvas
from helpers.mathematics.attention import attention_steps
from helpers.mathematics.softmax import entropy, softmax_jacobian
from helpers.sources import example

WIDTHS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
DRAWS = 4000


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
