"""Picture of chapter 11: what random weights make of two encoder rows, equal or not."""

import numpy as np

from helpers.display.palette import GREY, WEIGHT
from helpers.display.style import Plot, canvas
from helpers.mathematics.attention import multi_head_attention_steps
from helpers.mathematics.initialise import EXAMPLE, random_decoder_block, standard_normal


def shares(y, memory, same, seeds):
    """Draw the weight on the first encoder row, for many random draws of all weights.

    Parameters
    ----------
    y : ndarray of shape (1, d_model)
        The decoder's row that asks.
    memory, same : ndarray of shape (2, d_model)
        The encoder's output, once with different rows and once with equal ones.
    seeds : sequence of int

    Returns
    -------
    plot : Plot
        With the data ``seed``, ``different`` and ``equal``, the last two of shape (n, h).
    """
    draws = [
        random_decoder_block(np.random.default_rng(seed), EXAMPLE, standard_normal).cross
        for seed in seeds
    ]
    different, equal = (
        np.array([multi_head_attention_steps(y, rows, *draw).A[:, 0, 0] for draw in draws])
        for rows in (memory, same)
    )
    figure, (ax,) = canvas(height=2.8)
    for head, marker in enumerate("ox"):
        named = {"marker": marker, "s": 26, "linewidths": 1.2}
        ax.scatter(
            seeds,
            different[:, head],
            color=WEIGHT,
            label=f"different rows, head {head + 1}",
            **named,
        )
        ax.scatter(seeds, equal[:, head], color=GREY, label=f"equal rows, head {head + 1}", **named)
    ax.set(xlabel="seed of the weights", ylabel="weight on the first row", ylim=(-0.05, 1.05))
    ax.legend(frameon=False, fontsize=8, ncols=2, loc="upper center", bbox_to_anchor=(0.5, 1.25))
    return Plot(figure, seed=np.array(seeds), different=different, equal=equal)
