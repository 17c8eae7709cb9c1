"""Worksheets: the example's matrices left blank, and the sheets with the answers.

A sheet is data: what is given, what is to be filled in, and a sum to check it by. The page with
the blanks and the page with the answers are written from the same entry.
"""

from typing import NamedTuple

import numpy as np

from helpers import (
    attention_steps,
    causal_mask,
    concat_heads,
    cosine_similarity,
    example,
    feed_forward_steps,
    frequencies,
    layer_norm_steps,
    pair_index,
    positional_encoding,
    residual,
    softmax_steps,
)
from helpers.chapters.kinds import names
from helpers.display import prose
from helpers.live import rounding
from helpers.live.render import tag, text
from helpers.site.reference.pages import chapter_link

WORDS = example.sentence
LINE = '<span class="hm-write"></span>'


class Grid(NamedTuple):
    """A matrix with a name of its own, its formula, and words for its rows and columns."""

    name: str
    latex: str
    value: np.ndarray
    rows: tuple
    columns: tuple


class Sheet(NamedTuple):
    """A sheet: what to do, what is given, what to fill in, and how to check it.

    `check` is a sentence that ends where `total` follows: blank on the sheet, a number for each
    row among the answers.
    """

    title: str
    chapter: int
    task: str
    given: tuple
    blanks: tuple
    check: str
    total: np.ndarray


def places(letter, count):
    """Name columns by a letter with a number.

    Examples
    --------
    >>> places("k", 3)
    ('k₁', 'k₂', 'k₃')
    """
    lower = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    return tuple(letter + str(i).translate(lower) for i in range(1, count + 1))


def _grid(name, latex, value, rows, columns):
    """Make a grid; a letter stands for numbered names, and a vector becomes one row."""
    value = np.atleast_2d(value)
    rows, columns = (
        places(labels, count) if isinstance(labels, str) else tuple(labels)
        for labels, count in zip((rows, columns), value.shape, strict=True)
    )
    return Grid(name, latex, value, rows, columns)


def _embeddings():
    x, y = example.E
    pairs = [(x, y), (x, x), (y, y)]
    products = np.array([[*(a * b), (a * b).sum()] for a, b in pairs])
    lengths = [*np.sqrt(products[1:, -1]), cosine_similarity(x, y)]
    return Sheet(
        "Two embeddings, one angle",
        1,
        "Call the row of “Hello” $x$ and that of “World” $y$. Multiply place by place, add up, "
        "take the two roots, and divide: the cosine is $x \\cdot y / (|x| \\, |y|)$.",
        (_grid("E", "E", example.E, WORDS, "e"),),
        (
            _grid(
                "products",
                r"\text{products}",
                products,
                ("x · y", "x · x", "y · y"),
                (*places("e", 4), "sum"),
            ),
            _grid(
                "cosine",
                r"\text{lengths and cosine}",
                lengths,
                ("Hello, World",),
                ("|x|", "|y|", "cosine"),
            ),
        ),
        "Add $x$ and $y$, square the four numbers, and add the squares. You get "
        "$x \\cdot x + 2 \\, x \\cdot y + y \\cdot y$, which is",
        ((x + y) ** 2).sum(keepdims=True),
    )


def _position():
    positions, d_model = np.arange(1, 4), example.E.shape[-1]
    frequency = frequencies(pair_index(d_model), d_model)
    angle = positions[:, None] * frequency
    PE = positional_encoding(positions, d_model)
    rows = tuple(f"position {p}" for p in positions)
    columns = ("sin, i = 0", "cos, i = 0", "sin, i = 1", "cos, i = 1")
    return Sheet(
        "Three positions",
        2,
        "Compute the frequency of each column, multiply it by the position, and take the sine or "
        "the cosine. Angles are in radians: set your calculator to *rad*. Here "
        "$d_{\\text{model}}$ is <<example.E.shape[-1]>>.",
        (),
        (
            _grid(
                "frequency",
                r"f = 1 / 10000^{2i / d_{\text{model}}}",
                frequency,
                ("f",),
                columns,
            ),
            _grid("angle", r"p \cdot f", angle, rows, columns),
            _grid("PE_paper", "PE", PE, rows, columns),
        ),
        "In each row, square the two numbers of a pair and add the squares. You get",
        (PE[:1, :2] ** 2).sum(axis=-1),
    )


def _head():
    X = example.X
    projections = (
        ("K", example.W_K[0], example.K[0]),
        ("V", example.W_V[0], example.V[0]),
        ("Q", example.W_Q[0], example.Q[0]),
    )
    weights = [_grid(f"W_{n}", rf"W^{{{n}(1)}}", W, "x", n.lower()) for n, W, _ in projections]
    results = [
        _grid(n, rf"{n}^{{(1)}} = X \, W^{{{n}(1)}}", value, WORDS, n.lower())
        for n, _, value in projections
    ]
    return Sheet(
        "Keys, values and queries of the first head",
        4,
        "Add the positions to the embeddings, then multiply $X$ by each matrix of weights. The "
        "positions are those that the source published, so that you can compare.",
        (
            _grid("E", "E", example.E, WORDS, "x"),
            _grid("PE", "PE", example.PE, WORDS, "x"),
            *weights,
        ),
        (_grid("X", "X = E + PE", X, WORDS, "x"), *results),
        "Add up each row of $W^{K(1)}$. Multiply a row of $X$ by these four sums, and you get the "
        "sum of the row of $K^{(1)}$. For the two rows:",
        example.K[0].sum(axis=-1),
    )


HEAD = attention_steps(example.Q[0], example.K[0], example.V[0])
HACK = attention_steps(example.Q[0], example.K[0], example.V[0], scale=example.hack_scale)
S_LATEX = r"S = Q \, K^{\top}"
A_LATEX = r"A = e^D / \text{sum of the row}"


def _scores():
    return Sheet(
        "Scores and scale",
        5,
        "Copy the queries and keys. Each score is the product of one query with one key: the row "
        "asks, the column answers. Then divide by $\\sqrt{d_k}$; here $d_k$ is "
        "<<example.Q.shape[-1]>>.",
        (),
        (
            _grid("Q", "Q^{(1)}", example.Q[0], WORDS, "q"),
            _grid("K", "K^{(1)}", example.K[0], WORDS, "k"),
            _grid("S", S_LATEX, HEAD.S, WORDS, WORDS),
            _grid("S_scaled", r"S / \sqrt{d_k}", HEAD.S_scaled, WORDS, WORDS),
        ),
        "Add the two rows of $Q^{(1)}$, and add the two rows of $K^{(1)}$. The product of the two "
        "sums is the sum of the four raw scores, which is",
        np.atleast_1d(HEAD.S.sum()),
    )


def _softmax():
    sharp, soft = softmax_steps(HEAD.S_scaled), softmax_steps(HACK.S_scaled)
    return Sheet(
        "Softmax, row by row",
        5,
        "In each row subtract the highest score, take powers of $e$, and divide by the sum of the "
        "row. Do it for the scores divided by $\\sqrt{d_k}$, and for the same scores divided by "
        "<<int(example.hack_scale)>>, as the source does. Write very small numbers with a power "
        "of ten.",
        (),
        (
            _grid("S_scaled", r"S / \sqrt{d_k}", HEAD.S_scaled, WORDS, WORDS),
            _grid("D_sharp", r"D = S / \sqrt{d_k} - \text{highest}", sharp.shifted, WORDS, WORDS),
            _grid("e_sharp", "e^D", sharp.e, WORDS, WORDS),
            _grid("A_sharp", A_LATEX, sharp.A, WORDS, WORDS),
            _grid("S_hack", rf"S' = S / {int(example.hack_scale)}", HACK.S_scaled, WORDS, WORDS),
            _grid("D", r"D' = S' - \text{highest}", soft.shifted, WORDS, WORDS),
            _grid("e", "e^{D'}", soft.e, WORDS, WORDS),
            _grid("A", r"A' = e^{D'} / \text{sum of the row}", soft.A, WORDS, WORDS),
        ),
        "Each row of $A$ and of $A'$ adds up to",
        soft.A[:1].sum(axis=-1),
    )


def _output():
    first, second = HACK.Z_heads, example.Z_heads[1]
    concatenated = concat_heads(np.stack([first, second]))
    Z = concatenated @ example.W_O
    return Sheet(
        "Mix the values, join the heads",
        6,
        "Copy $A'$ and the values, and mix: each row of $A'$ weighs the rows of $V$. Put "
        "what the second head found beside it, and multiply by $W^O$.",
        (
            _grid("Z_2", "Z^{(2)}", second, WORDS, places("z", 6)[3:]),
            _grid("W_O", "W^O", example.W_O, "z", "o"),
        ),
        (
            _grid("A", "A'", HACK.A, WORDS, WORDS),
            _grid("V", "V^{(1)}", example.V[0], WORDS, "v"),
            _grid("Z_1", r"Z^{(1)} = A' \, V^{(1)}", first, WORDS, "z"),
            _grid("Z_concat", r"Z_{\text{concat}}", concatenated, WORDS, "z"),
            _grid("Z", r"Z = Z_{\text{concat}} \, W^O", Z, WORDS, "o"),
        ),
        "Add up each row of $W^O$. Multiply a row of $Z_{\\text{concat}}$ by these six sums, and "
        "you get the sum of the row of $Z$. For the two rows:",
        Z.sum(axis=-1),
    )


def _network():
    W_1, b_1, W_2, b_2 = (np.round(w, 1) for w in example.our_block().feed_forward)
    x = example.decoder_row
    steps = feed_forward_steps(x[None], W_1, b_1, W_2, b_2)
    return Sheet(
        "A feed-forward network",
        7,
        "Send the row $x$ through the network: widen, replace what is negative by zero, narrow. "
        "The weights are those of our first block, rounded to one decimal.",
        (
            _grid("x", "x", x, ("x",), "x"),
            _grid("W_1", "W_1", W_1, "x", "h"),
            _grid("b_1", "b_1", b_1, ("b",), "h"),
            _grid("b_2", "b_2", b_2, ("b",), "f"),
            _grid("W_2", "W_2", W_2, "h", "f"),
        ),
        (
            _grid("H_in", r"H_{\text{in}} = x \, W_1 + b_1", steps.H_in, ("x",), "h"),
            _grid("H", r"H = \max(0, H_{\text{in}})", steps.H, ("x",), "h"),
            _grid("F", r"F = H \, W_2 + b_2", steps.F, ("x",), "f"),
        ),
        "Add up each row of $W_2$. Multiply $H$ by these eight sums, add the sum of $b_2$, and you "
        "get the sum of $F$, which is",
        steps.F.sum(axis=-1),
    )


def _norm():
    word, X, Z = WORDS[:1], example.X[:1], example.Z[:1]
    total = residual(X, Z)
    mu, var, normalized, _ = layer_norm_steps(total, 1.0, 0.0)
    apart = total - mu
    return Sheet(
        "Residual connection and layer norm",
        8,
        "Copy the rows of “Hello” and add them. Then take the mean, what each number is away "
        "from it, the squares, their mean (the variance), and divide by its root. Leave "
        "$\\epsilon$ out; it is far too small to be seen here.",
        (),
        (
            _grid("X", "X", X, word, "x"),
            _grid("Z", "Z", Z, word, "o"),
            _grid("X_plus_Z", "X + Z", total, word, "x"),
            _grid("mu", r"\mu", mu, word, ("mean",)),
            _grid("apart", r"X + Z - \mu", apart, word, "x"),
            _grid("squares", r"(X + Z - \mu)^2", apart**2, word, "x"),
            _grid("var", r"\sigma^2", var, word, ("variance",)),
            _grid("X_1", r"X_1 = (X + Z - \mu) / \sigma", normalized, word, "x"),
        ),
        "The four numbers of $X_1$ add up to zero, and their squares to",
        (normalized**2).sum(axis=-1),
    )


def _mask():
    words, S = example.car_words, example.car_scores
    S_masked = np.where(causal_mask(len(words)), S, -np.inf)
    steps = softmax_steps(S_masked)
    return Sheet(
        "No look ahead",
        10,
        "No word may see a later one: write $-\\infty$ where the column comes after the row. Then "
        "take the softmax of each row. A power of $e$ with $-\\infty$ is zero.",
        (_grid("car_S", "S", S, words, words),),
        (
            _grid("S_masked", r"S_{\text{masked}}", S_masked, words, words),
            _grid("car_D", r"D = S_{\text{masked}} - \text{highest}", steps.shifted, words, words),
            _grid("car_e", "e^D", steps.e, words, words),
            _grid("car_A", A_LATEX, steps.A, words, words),
        ),
        "The zeros stand above the diagonal, and each row of $A$ adds up to",
        steps.A[:1].sum(axis=-1),
    )


SHEETS = (
    _embeddings(),
    _position(),
    _head(),
    _scores(),
    _softmax(),
    _output(),
    _network(),
    _norm(),
    _mask(),
)


def origin(number, blank):
    """Tell on which earlier sheet a blank was computed; None if it is new.

    Parameters
    ----------
    number : int
        The sheet that asks for it, counted from one.
    blank : Grid

    Examples
    --------
    >>> origin(4, SHEETS[3].blanks[0]), origin(4, SHEETS[3].blanks[2])
    (3, None)
    """
    for earlier, sheet in enumerate(SHEETS[: number - 1], start=1):
        if blank.name in {grid.name for grid in sheet.blanks}:
            return earlier
    return None


def worksheets():
    """Write all sheets, with their matrices blank.

    Returns
    -------
    markdown : str
    """
    return "\n\n".join(_sheet(*numbered) for numbered in enumerate(SHEETS, start=1))


def worksheet_answers():
    """Write the answers to all sheets, each folded.

    Returns
    -------
    markdown : str
    """
    return "\n\n".join(_answers(*numbered) for numbered in enumerate(SHEETS, start=1))


def _sheet(number, sheet):
    return "\n\n".join(
        [
            f"## Sheet {number}: {sheet.title}",
            f"Name {LINE} Date {LINE}",
            f"{_filled(sheet.task)} Chapter {chapter_link(sheet.chapter)}.",
            *([_row(_table(grid, _formula(grid)) for grid in sheet.given)] if sheet.given else []),
            _row(_table(grid, _caption(number, grid), blank=True) for grid in sheet.blanks),
            f"**Check.** {sheet.check} {' '.join([LINE] * len(sheet.total))}",
        ]
    )


def _answers(number, sheet):
    totals = " and ".join(f"**{rounding.html(x)}**" for x in sheet.total)
    return "\n\n".join(
        [
            f'<details class="hm-fold hm-sheet"><summary>Sheet {number}: {sheet.title}</summary>',
            _row(_table(grid, _caption(number, grid)) for grid in sheet.blanks),
            f"**Check.** {sheet.check} {totals}.",
            "</details>",
        ]
    )


def _filled(words):
    return prose.fill(words, names())[0]


def _caption(number, grid):
    earlier = origin(number, grid)
    return _formula(grid) + ("" if earlier is None else f", from sheet {earlier}")


def _formula(grid):
    return f"${text(grid.latex)}$"


def _row(tables):
    return tag("div", *tables, class_="hm-grids")


def _table(grid, caption, blank=False):
    """Write a grid as a table; blank, its cells are empty and ruled."""
    heads = (tag("th", text(column), scope="col") for column in grid.columns)
    body = (
        tag(
            "tr",
            tag("th", text(row), scope="row"),
            *(tag("td", "" if blank else rounding.html(float(x))) for x in numbers),
        )
        for row, numbers in zip(grid.rows, grid.value, strict=True)
    )
    table = tag(
        "table",
        tag("caption", caption, class_="hm-tex"),
        tag("thead", tag("tr", tag("td"), *heads)),
        tag("tbody", *body),
        class_="hm-matrix hm-blank" if blank else "hm-matrix",
    )
    return tag("div", table, class_="pst-scrollable-table-container")
