"""Figures of chapter 2: where a word stands."""

import numpy as np

from helpers import (
    embed,
    example,
    frequencies,
    multi_head_attention_steps,
    positional_encoding,
    positional_encoding_by_column,
    self_attention,
)
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    bars,
    choice,
    heat,
    line,
    matrix,
    sentence,
    slider,
    switch,
    value,
)
from helpers.live.rounding import shown

WORDS = example.sentence
WEIGHTS = {"W_Q": example.W_Q, "W_K": example.W_K, "W_V": example.W_V, "W_O": example.W_O}
PLACES = range(21)
N_PRODUCTS = 5


def swapped(E, order, PE, has_places, W_Q, W_K, W_V, W_O):
    """Send two words through attention in either order, with or without their places."""
    E_in = embed(order, E)
    X = E_in + has_places * PE
    Z = self_attention(X, W_Q, W_K, W_V, W_O, scale=example.hack_scale)
    Z_by_word = embed(order, Z)  # with two words, changing places twice brings each back
    return {"X": X, "Z": Z, "Z_by_word": Z_by_word}


def swap_figure():
    """Choose the order of the words, and whether each place adds its encoding."""
    first, second = WORDS
    return Figure(
        swapped,
        {
            "order": choice(
                {f"{first} {second}": np.array([0, 1]), f"{second} {first}": np.array([1, 0])},
                label="Order",
            ),
            "has_places": switch(
                "add the positional encoding", off=np.array(0.0), on=np.array(1.0)
            ),
        },
        [
            [matrix("X", rows="order"), "→", matrix("Z", rows="order")],
            matrix("Z_by_word", rows=WORDS, label="Hello first, in either order"),
        ],
        fixed={"E": example.E, "PE": example.PE, **WEIGHTS},
        name="swap",
        title="Without places, a new order only reorders the rows",
        caption="Change the order: the rows of Z change places and the lower table stays as it "
        "is. Add the encoding and change the order again: now every number of the lower table "
        "moves.",
    )


def hands(position, d_model):
    """Give the encoding of one position pair by pair, and its likeness to the first places."""
    frequency = frequencies(np.arange(d_model // 2), d_model)
    angle = (position * frequency)[:, None]
    PE = positional_encoding(position[None], d_model)
    pairs = PE.reshape(d_model // 2, 2)
    places = positional_encoding(np.array(PLACES), d_model)
    likeness = PE @ places.T
    return {"angle": angle, "pairs": pairs, "PE": PE, "likeness": likeness}


def hands_figure():
    """Move the position and choose the width: each pair is a hand that turns at its own speed."""
    widths = {str(width): width for width in (4, 8, 16)}
    named = {"rows": [f"pair {i}" for i in range(max(widths.values()) // 2)]}
    to_each = f"to the places {PLACES[0]} to {PLACES[-1]}: PE of p · PE of each"
    return Figure(
        hands,
        {
            "position": slider(
                1,
                PLACES[0],
                PLACES[-1],
                label="p",
                marks={"0": 0, "1": 1, "2π": 2 * np.pi},
                domain=(0, None),
            ),
            "d_model": choice(widths, label="Columns"),
        },
        [
            [
                matrix("angle", **named),
                "→",
                bars("pairs", columns=["sine", "cosine"], limits=[-1, 1], **named),
            ],
            matrix("PE", label="all pairs in one row"),
            line("likeness", label=to_each),
        ],
        name="hands",
        title="Each pair is a hand, and each hand has its own speed",
        caption=told(
            "Move the position: the first hand races, the last one crawls. At <<:try 2>>π the "
            "first hand is back where it began, and only the slower ones know that it is not "
            "<<:try 0>> again. The curve shows how similar other places are to this one: with "
            "four columns some other places look almost like this one; more columns tell them "
            "apart."
        ),
    )


def products(p, rule):
    """Multiply the encodings of neighbouring places with each other."""
    positions = p + np.arange(N_PRODUCTS)
    PE = rule(positions, example.E.shape[-1])
    product = PE @ PE.T
    return {"PE": PE, "product": product}


def distance_figure():
    """Move along the text and switch the rule: by pair, the products stay."""
    named = [f"p + {k}" if k else "p" for k in range(N_PRODUCTS)]
    rules = {"pair (paper)": positional_encoding, "column": positional_encoding_by_column}
    return Figure(
        products,
        {
            "p": slider(
                0, 0, 30, whole=True, label="first place", marks={"0": 0, "1": 1, "20": 20}
            ),
            "rule": choice(rules, label="The index counts by"),
        },
        [
            [
                matrix("PE", rows=named),
                "→",
                heat("product", rows=named, columns=named, label="PE · PE", limits=[0, 3]),
            ],
            sentence(
                "Neighbours have {product[0, 1]} at the start of this stretch and "
                "{product[3, 4]} at its end."
            ),
        ],
        name="distance",
        title="By pair, only the distance counts",
        caption="Move p: PE changes in every row, the products stay the same. Then let the index "
        "count columns and move p again.",
    )


def added(E, PE, W_Q, W_K, W_V, W_O):
    """Add the places to the words, and look ahead at scores and output."""
    X = E + PE
    steps = multi_head_attention_steps(X, X, W_Q, W_K, W_V, W_O, scale=example.hack_scale)
    S, Z = steps.S, steps.Z
    return {"X": X, "S": S, "Z": Z}


def add_figure():
    """Change words, places or the edition: the sum, the scores and the output follow."""
    published, cosine = example.PE[1, 1], example.PE_corrected[1, 1]
    return Figure(
        added,
        {
            "E": matrix(example.E, rows=WORDS),
            "PE": matrix(example.PE, rows=WORDS, variants={"corrected": example.PE_corrected}),
        },
        [
            [matrix("E"), "+", matrix("PE"), "=", matrix("X", rows=WORDS)],
            [heat("S", head=1, rows=WORDS, columns=WORDS), "→", matrix("Z", rows=WORDS)],
            value("S", "of World with itself, first head", at=[0, 1, 1]),
        ],
        fixed=WEIGHTS,
        name="add-places",
        title="One badge, and everything after it moves",
        caption=f"Type {shown(cosine)} in the place of {shown(published)}, and watch the score of "
        "World with itself: this one entry makes the difference. With the "
        "book's corrected numbers, all entries move at once.",
    )


FIGURES = {
    "swap": swap_figure,
    "hands": hands_figure,
    "add-places": add_figure,
    "distance": distance_figure,
}
