"""Picture of chapter 17: one model, asked in three ways which word decides."""

import numpy as np

from helpers.display.palette import FIRST, GREY, THIRD, WEIGHT
from helpers.display.style import Plot, canvas
from helpers.training import language_model
from helpers.training.agreement import agreement

TEXT = "la casa es"


def three_answers():
    """Draw what each word of *la casa es* counts for the adjective, by two maps and by a test.

    Returns
    -------
    plot : Plot
        With the data ``last`` and ``rollout`` of shape (4,): start, article, noun, verb; and
        ``lost`` of shape (2,): how much probability goes with the article, and with the noun.
    """
    found = agreement(language_model.trained())
    at = found.sentences.index(TEXT)
    others = np.array([found.p_other_article[at], found.p_other_noun[at]])
    last, rolled, lost = found.maps[at, -1], found.R[at], found.p[at] - others
    words = ["SOS", *TEXT.split()]
    figure, axes = canvas(columns=3, width=7.2, height=2.1)
    rows = (
        ("weights of the last block", words, last, WEIGHT),
        ("weights of all blocks", words, rolled, FIRST),
        ("lost if it is exchanged", words[1:3], lost, THIRD),
    )
    for ax, (title, names, sizes, colour) in zip(axes, rows, strict=True):
        places = [words.index(name) for name in names]
        ax.barh(places, sizes, color=colour)
        for place, size in zip(places, sizes, strict=True):
            ax.text(size + 0.02, place, f"{size:.2f}", va="center", color=GREY, fontsize=9)
        ax.set(title=title, xlim=(0, 1), ylim=(3.6, -0.6), xticks=[])
        ax.set_yticks(range(len(words)), words if ax is axes[0] else [])
        ax.grid(visible=False)
        ax.tick_params(length=0)
    return Plot(figure, last=last, rollout=rolled, lost=lost)
