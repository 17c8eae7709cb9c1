"""Pictures of chapter 2: order unseen; waves, their dot products and size."""

import numpy as np

from helpers.display.palette import FIRST, FOURTH, GREY, INK, RULE, SECOND, THIRD
from helpers.display.style import Plot, arrow, board, canvas, heat, scale, tiles, write
from helpers.mathematics.attention import self_attention
from helpers.mathematics.position import positional_encoding, positional_encoding_by_column
from helpers.sources import example

TABLE = 1000  # rows of a random embedding table

PAIRS = (0, 4, 8)


def either_order():
    """Draw "Hello World" and "World Hello" going through attention: the same rows come out.

    Returns
    -------
    plot : Plot
        With the data ``out``, of shape (2, 2, d_model): for each order, its rows.
    """
    weights = example.W_Q, example.W_K, example.W_V, example.W_O
    orders = [0, 1], [1, 0]
    E, divisor = example.E, example.hack_scale
    out = np.array([self_attention(E[order], *weights, scale=divisor) for order in orders])
    figure, ax = board(16.4, 5.8)
    for top, order, rows in zip((0.4, 3.4), orders, out, strict=True):
        arrow(ax, (6.3, top + 1), (7.2, top + 1))
        ax.fill_between([7.3, 9.3], top, top + 2, color=RULE, linewidth=0)
        write(ax, 8.3, top + 1, "box", INK)
        arrow(ax, (9.4, top + 1), (10.3, top + 1))
        for row, token in enumerate(order):
            y, word = top + row + 0.5, example.sentence[token]
            hue, color = (("c1", FIRST), ("c2", SECOND))[token]
            write(ax, 1.9, y, word, color, ha="right")
            tiles(ax, E[[token]], (2.1, top + row), hue, (0, E.max()))
            tiles(ax, rows[[row]], (10.5, top + row), hue, (out.min(), out.max()), decimals=0)
            write(ax, 14.7, y, word, color, ha="left")
    return Plot(figure, out=out)


def heat_map(n_positions=60, d_model=64):
    """Draw the encoding as an image: a row for each position, a column for each number.

    Parameters
    ----------
    n_positions, d_model : int

    Returns
    -------
    plot : Plot
        With the data ``PE``.
    """
    PE = positional_encoding(np.arange(n_positions), d_model)
    figure, (ax, beside) = canvas(columns=2, widths=(20, 0.6))
    heat(ax, PE, (-1, 1))
    ax.set(xlabel="column", ylabel="position")
    scale(beside, (-1, 1), ticks=[-1, 0, 1])
    return Plot(figure, PE=PE)


def waves_of_pairs(pairs=PAIRS, n_positions=36, d_model=64):
    """Draw sine and cosine of some pairs along the positions.

    Parameters
    ----------
    pairs : tuple of int
        Pairs to show, a panel each.
    n_positions, d_model : int

    Returns
    -------
    plot : Plot
        With the data ``position``, and ``sine`` and ``cosine`` of shape (pairs, positions).
    """
    position = np.arange(n_positions)
    columns = positional_encoding(position, d_model).T
    sine = columns[[2 * pair for pair in pairs]]
    cosine = columns[[2 * pair + 1 for pair in pairs]]
    figure, axes = canvas(rows=len(pairs), height=3.2)
    for ax, pair, s, c in zip(axes, pairs, sine, cosine, strict=True):
        joined = "-" if pair == 0 else ""  # the slow pairs are smooth without
        ax.plot(position, s, "." + joined, color=FIRST, linewidth=0.8, label="sine")
        ax.plot(position, c, "x" + joined, color=SECOND, linewidth=0.8, label="cosine", ms=4)
        ax.set(ylim=(-1.2, 1.2), yticks=[-1, 0, 1])
        ax.set_ylabel(f"pair {pair}", color=GREY)
    for ax in axes[:-1]:
        ax.set_xticklabels([])
    axes[0].legend(frameon=False, ncols=2, loc="lower right", bbox_to_anchor=(1, 0.95))
    axes[-1].set_xlabel("position")
    return Plot(figure, position=position, sine=sine, cosine=cosine)


def dot_products(d_model=64, n_starts=50, n_distances=41):
    """Draw PE(p) · PE(p + k) against k, for many p, by the paper's rule and by column.

    Parameters
    ----------
    d_model, n_starts, n_distances : int

    Returns
    -------
    plot : Plot
        With the data ``distance``, and ``paper`` and ``column`` of shape (starts, distances).
    """
    distance = np.arange(n_distances)
    rules = {"paper": positional_encoding, "column": positional_encoding_by_column}
    titles = ("i counts the pairs", "i counts the columns")
    figure, axes = canvas(columns=2, height=2.8)
    data = {}
    for ax, title, (name, rule) in zip(axes, titles, rules.items(), strict=True):
        PE = rule(np.arange(n_starts + n_distances), d_model)
        later = np.arange(n_starts)[:, None] + distance
        data[name] = (PE[:n_starts, None] * PE[later]).sum(axis=-1)
        lowest, highest = data[name].min(axis=0), data[name].max(axis=0)
        ax.fill_between(distance, lowest, highest, color=FIRST, alpha=0.4, linewidth=0)
        ax.plot(distance, data[name][0], color=FIRST)
        ax.set(xlabel="distance k", ylim=(0, 0.6 * d_model))
        ax.set_title(title, color=GREY, fontsize=10)
    axes[0].set_ylabel("PE(p) · PE(p + k)")
    return Plot(figure, distance=distance, **data)


def lengths(widths=(8, 16, 32, 64, 128, 256, 512), seed=0):
    """Draw how long an embedding and its encoding are, with and without the factor √d_model.

    The embeddings are drawn with the variance 1 / d_model.

    Parameters
    ----------
    widths : tuple of int
        Even numbers.
    seed : int

    Returns
    -------
    plot : Plot
        With the data ``d_model``, ``embedding``, ``scaled`` and ``PE``: mean lengths of rows.
    """
    rng = np.random.default_rng(seed)
    d_model = np.array(widths)
    tables = [rng.standard_normal((TABLE, width)) / np.sqrt(width) for width in widths]
    embedding = np.array([_mean_length(table) for table in tables])
    scaled = embedding * np.sqrt(d_model)
    PE = np.array([_mean_length(positional_encoding(np.arange(50), width)) for width in widths])
    figure, (ax,) = canvas()
    ax.loglog(d_model, scaled, "s-", color=THIRD, base=2, label="embedding × √d_model")
    ax.loglog(d_model, PE, "^--", color=FOURTH, base=2, label="positional encoding")
    ax.loglog(d_model, embedding, "o-", color=SECOND, base=2, label="embedding")
    ax.set(xlabel="d_model", ylabel="length of a row")
    ax.legend(frameon=False)
    return Plot(figure, d_model=d_model, embedding=embedding, scaled=scaled, PE=PE)


def _mean_length(rows):
    return np.linalg.norm(rows, axis=-1).mean()
