"""Figures of chapter 2: where a word stands."""

import numpy as np

from helpers import (
    embed,
    example,
    frequencies,
    multi_head_attention_steps,
    pair_index,
    positional_encoding,
    positional_encoding_by_column,
    self_attention,
)
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    choice,
    dial,
    fold,
    heat,
    line,
    matrix,
    sentence,
    slider,
    switch,
    value,
)
from helpers.live.rounding import shown
from helpers.mathematics.position import waves

WORDS = example.sentence
WEIGHTS = {"W_Q": example.W_Q, "W_K": example.W_K, "W_V": example.W_V, "W_O": example.W_O}
PLACES = np.arange(41.0)
SWEEP = np.arange(25) / 24
ALONG = np.arange(121) / 4
N_PRODUCTS = 5
COUNTS = ("pairs (the paper)", "columns (the worked example)")


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
            matrix("Z_by_word", rows=WORDS, label="Hello on top, whatever the order"),
        ],
        fixed={"E": example.E, "PE": example.PE, **WEIGHTS},
        name="swap",
        title="Without places, a new order only reorders the rows",
        caption="Change the order: the rows of Z change places and the lower table stays as it "
        "is. Add the encoding and change the order again: now every number of the lower table "
        "moves.",
    )


def hands(position, distance, d_model, count, places, sweep, along):
    """Give the hands of a place and of one further on, and how alike the place is to others."""
    frequency = frequencies(count(d_model), d_model)
    PE = waves(np.stack([position, position + distance]), frequency)
    pairs = PE.reshape(2, d_model // 2, 2)
    n_pairs = d_model // 2
    alike_to = PE[:1] @ waves(places, frequency).T / n_pairs
    likeness = np.concatenate([alike_to, np.ones_like(alike_to)])  # and the line to read it by
    alike = (PE[0] * PE[1]).sum() / n_pairs
    fast = (pairs[0, 0] * pairs[1, 0]).sum()
    of_sine = frequency[0::2]
    shown = {"PE": PE, "pairs": pairs, "likeness": likeness, "alike": alike, "fast": fast}
    shown["to_zero"] = np.floor(1e4 * likeness[0, 0] + 0.5) / 1e4  # what is left of a typed π
    shown["per_radian"] = 1 / of_sine
    if count is pair_index:
        angle = of_sine[:, None] * (position + distance * sweep)
        shown["angle"] = of_sine[:, None] * np.stack([position, position + distance])
        shown["sector"] = np.stack([np.sin(angle), np.cos(angle)], axis=-1)
    else:  # a sine and a cosine with an angle each: where would the tip go?
        way = waves(along, frequency).reshape(-1, n_pairs, 2)
        shown["angle"] = position * frequency.reshape(n_pairs, 2)
        shown["way"] = way.swapaxes(0, 1)
    return shown


def hands_figure():
    """Turn the hands of two places: the angle between them stays, and so does their likeness."""
    widths = {str(width): width for width in (4, 8, 16)}
    faces = [f"pair {i}" for i in range(max(widths.values()) // 2)]
    rules = dict(zip(COUNTS, (pair_index, np.arange), strict=True))
    return Figure(
        hands,
        {
            "position": slider(
                1, 0, 30, label="p", marks={"0": 0, "2π": 2 * np.pi}, step=0.5, domain=(0, None)
            ),
            "distance": slider(2, 0, 10, label="k places on", step=0.5, domain=(0, None)),
            "d_model": choice(widths, label="Columns", start=list(widths)[1]),
            "count": choice(rules, label="i counts"),
        },
        [
            dial(
                "pairs",
                hands={"p": None, "p + k": None},
                faces=faces,
                turns=("position", "per_radian"),
                rim=True,
                sector="sector",
                way="way",
                caption="Up is the cosine, across the sine. Turn any hand.",
            ),
            sentence(
                "How alike are p and p + k? All hands together say {alike}, those of the first "
                "pair alone {fast}. And p and place zero? {to_zero}."
            ),
            line(
                "likeness",
                x=PLACES,
                labels=["likeness", "one"],
                limits=[-1, 1.5],  # by columns a place may be more alike to others than to itself
                mark="position",
                label=told("of p to the places <<PLACES[0]>> to <<PLACES[-1]>>", PLACES=PLACES),
            ),
            fold(
                "The numbers",
                [
                    matrix("angle", rows=faces, label="in radians"),
                    heat("pairs", rows=faces, columns=["sine", "cosine"], limits=[-1, 1]),
                ],
                matrix("PE", rows=["p", "p + k"], label="all pairs in one row"),
            ),
        ],
        fixed={"places": PLACES, "sweep": SWEEP, "along": ALONG},
        name="hands",
        title="Each pair is a hand, and each hand has its own speed",
        caption=told(
            "Hands start at twelve. Turn one: both places turn, and no angle between two hands "
            "changes. The likeness of the two places, the dot product of their rows divided by the "
            "number of hands, depends on these angles alone; one means the same place. Then let i "
            "count columns. What should be a hand now has a sine of one angle and a cosine of "
            "another: its tip leaves the rim, and one means nothing any more."
        ),
    )


def products(p, rule):
    """Multiply the encodings of neighbouring places with each other."""
    positions = p + np.arange(N_PRODUCTS)
    PE = rule(positions, example.E.shape[-1])
    product = PE @ PE.T
    neighbours = product.diagonal(1)
    least, most = neighbours.min(), neighbours.max()
    return {"PE": PE, "product": product, "least": least, "most": most}


def distance_figure():
    """Move along the text and switch the rule: by pair, the products stay."""
    named = [f"p + {k}" if k else "p" for k in range(N_PRODUCTS)]
    by_pair_and_column = positional_encoding, positional_encoding_by_column
    rules = dict(zip(COUNTS, by_pair_and_column, strict=True))
    return Figure(
        products,
        {
            "p": slider(
                0, 0, 30, whole=True, label="first place", marks={"0": 0, "1": 1, "20": 20}
            ),
            "rule": choice(rules, label="i counts"),
        },
        [
            [
                matrix("PE", rows=named),
                "→",
                heat("product", rows=named, columns=named, label="PE · PE", limits=[0, 3]),
            ],
            sentence("On this stretch neighbours have {least} at the least, {most} at the most."),
        ],
        name="distance",
        title="By pair, only the distance counts",
        caption="Move p and watch PE and the products. Then let i count columns, and move p again.",
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
