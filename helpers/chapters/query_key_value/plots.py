"""Picture of chapter 4: one row becomes three."""

from helpers.display.palette import KEY, QUERY, VALUE
from helpers.display.style import Plot, arrow, board, tiles, write
from helpers.sources import example


def three_from_one():
    """Draw how three matrices make query, key and value from the row of "Hello".

    Returns
    -------
    plot : Plot
        With the data ``x``, of shape (d_model,), and ``query``, ``key`` and ``value``, of shape
        (d_k,) or (d_v,).
    """
    x = example.X[0]
    matrices = {"query": example.W_Q[0], "key": example.W_K[0], "value": example.W_V[0]}
    rows = {name: x @ W for name, W in matrices.items()}
    top = max(row.max() for row in rows.values())
    figure, ax = board(17.2, 7)
    write(ax, 2.1, 1.2, example.sentence[0])
    tiles(ax, x[None], (0.1, 1.6), limits=(0, top))
    write(ax, 4.7, 2.1, "×", fontsize=14)
    for number, (name, hue, color) in enumerate(
        (("query", "q", QUERY), ("key", "k", KEY), ("value", "v", VALUE))
    ):
        left = 5.3 + 4.4 * number
        tiles(ax, matrices[name], (left, 0.1), limits=(0, 2))
        arrow(ax, (left + 1.5, 4.25), (left + 1.5, 5), color)
        tiles(ax, rows[name][None], (left, 5.1), hue, (0, top))
        write(ax, left + 1.5, 6.6, name, color)
    return Plot(figure, x=x, **rows)
