"""Pictures of chapter 18: what later models changed, and what table 3 of the paper found."""

import numpy as np

from helpers.chapters.told import told
from helpers.display.palette import FIRST, FOURTH, GREY, INK, RULE, SECOND, THIRD
from helpers.display.style import Plot, arrow, board, canvas, write

COLOURS = {"A": FIRST, "B": SECOND, "C": THIRD, "D": FOURTH, "E": GREY, "base": INK, "big": GREY}
MARKS = {"A": "o", "B": "s", "C": "^", "D": "D", "E": "v", "base": "*", "big": "P"}

PARTS = (  # the last first; of the changes, the number is their order in the chapter
    ("network", "ReLU: a corner", ((4, "SwiGLU: a curve, a gate"),)),
    (
        "add and norm",
        "mean and spread",
        ((3, "RMSNorm: the size alone"), (6, "pre-norm: norm first")),
    ),
    ("attention", "keys for each head", ((5, "grouped heads share keys"),)),
    ("embedding", "plus sines", ((1, "plus a learnt table"), (2, "rotary: turn queries, keys"))),
)


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


def six_changes():
    """Draw the parts of a block of the paper, and beside each what later models do there.

    Returns
    -------
    plot : Plot
        With the data ``numbers``, of the changes from above to below.
    """
    figure, ax = board(18, 6.3, inches=6.6)
    write(ax, 4.9, 0.4, told('the paper, <<year("vaswani2017")>>'), INK, ha="left")
    write(ax, 11.1, 0.4, "since then", FIRST, ha="left")
    numbers = []
    for place, (name, of_paper, since) in enumerate(PARTS):
        y = 1.45 + 1.4 * place
        ax.fill_between([0.2, 4.2], y - 0.45, y + 0.45, color=RULE, linewidth=0)
        write(ax, 2.2, y, name, INK)
        write(ax, 4.9, y, of_paper, ha="left")
        if place:
            arrow(ax, (2.2, y - 0.47), (2.2, y - 0.93))
        for line, (number, words) in enumerate(since):
            height = y + 0.66 * (line - (len(since) - 1) / 2)
            write(ax, 11.1, height, f"{number}   {words}", FIRST, ha="left")
            numbers.append(number)
        arrow(ax, (9.7, y), (10.7, y))
    return Plot(figure, numbers=np.array(numbers))
