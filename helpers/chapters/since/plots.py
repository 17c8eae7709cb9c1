"""Picture of chapter 18: what table 3 of the paper found, size against quality."""

import numpy as np

from helpers.chapters.told import told
from helpers.display.palette import FIRST, FOURTH, GREY, INK, SECOND, THIRD
from helpers.display.style import Plot, canvas

COLOURS = {"A": FIRST, "B": SECOND, "C": THIRD, "D": FOURTH, "E": GREY, "base": INK, "big": GREY}
MARKS = {"A": "o", "B": "s", "C": "^", "D": "D", "E": "v", "base": "*", "big": "P"}


def perplexity_and_bleu(rows):
    """Draw each row of table 3 as a point: perplexity across, BLEU up.

    Parameters
    ----------
    rows : dict of str to helpers.sources.paper.Row

    Returns
    -------
    plot : Plot
        With the data ``perplexity`` and ``bleu``, each of shape (rows,), in the order of `rows`.
    """
    perplexity = np.array([row.perplexity for row in rows.values()])
    bleu = np.array([row.bleu for row in rows.values()])
    figure, (ax,) = canvas(width=6.4, height=4.2)
    groups = [label.split(",")[0] for label in rows]
    for group in dict.fromkeys(groups):
        of_group = [i for i, name in enumerate(groups) if name == group]
        ax.scatter(
            perplexity[of_group],
            bleu[of_group],
            s=130 if group == "base" else 45,
            marker=MARKS[group],
            color=COLOURS[group],
            label=group,
            zorder=3,
        )
    for label in ("A, 1 head", "C, 2 layers", "D, no smoothing", "D, smoothing 0.2", "big"):
        row = rows[label]
        ax.annotate(
            label,
            (row.perplexity, row.bleu),
            xytext=(6, -11),
            textcoords="offset points",
            fontsize=8,
            color=GREY,
        )
    ax.set(xlabel="perplexity (lower is better)", ylabel="BLEU (higher is better)")
    ax.set_xlim(right=6.5)
    ax.legend(
        frameon=False, fontsize=8, title=told("rows of table <<:ordinal 3>>"), title_fontsize=8
    )
    return Plot(figure, perplexity=perplexity, bleu=bleu)
