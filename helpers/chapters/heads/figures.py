"""Live figures of chapter 6: many heads, narrow heads, and the way from E to Z."""

import numpy as np

from helpers import (
    EXAMPLE,
    concat_heads,
    example,
    greedy,
    linear,
    multi_head_attention_steps,
    softmax,
)
from helpers.chapters.query_key_value.figures import REDS_AND_NOUNS, reader_words
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    arrows,
    bars,
    choice,
    dots,
    drops,
    fold,
    heat,
    matrix,
    paths,
    plane,
    ribbons,
    sentence,
    slider,
    switch,
    words,
)
from helpers.mathematics.interpret import keep_heads
from helpers.mathematics.rank import what_rows_add
from helpers.training import named_heads

WORDS = example.sentence
NAMED = {"rows": WORDS, "columns": WORDS}
ON_OR_OFF = {"off": np.zeros((1, 1)), "on": np.ones((1, 1)), "start": True}
HEARD = ("river", "bank", "money")
HEADS = ("first head", "second head")
BOTH_WAYS = np.array([[-9.0], [9.0]])
FOUR_WORDS = example.vocabulary.tokens[:4]


def two_heads_steps(X, W_O, first, second, W_Q, W_K, W_V, scale):
    """Follow both heads to Z, each multiplied by its switch, and say who gave what."""
    steps = multi_head_attention_steps(X, X, W_Q, W_K, W_V, W_O, scale=scale)
    Z_heads = np.concatenate([steps.Z_heads[:1] * first, steps.Z_heads[1:] * second])
    Z_concat = concat_heads(Z_heads)
    W_O_parts = W_O.reshape(EXAMPLE.n_heads, EXAMPLE.d_v, EXAMPLE.d_model)
    Z_parts = Z_heads @ W_O_parts
    Z = Z_concat @ W_O
    return {"A": steps.A, "Z_concat": Z_concat, "Z_parts": Z_parts, "Z": Z}


def two_heads_figure():
    """Let the reader switch heads off and change W_O; see what each head adds to Z."""
    return Figure(
        two_heads_steps,
        {
            "first": switch("head 1", **ON_OR_OFF),
            "second": switch("head 2", **ON_OR_OFF),
            "X": matrix(example.X, rows=WORDS, variants={"corrected": example.X_corrected}),
            "W_O": matrix(example.W_O, step=0.1),
        },
        [
            matrix("X"),
            heat("A", **NAMED),
            matrix("Z_concat", rows=WORDS),
            ["·", matrix("W_O")],
            ["=", matrix("Z", rows=WORDS)],
            matrix("Z_parts", rows=WORDS, caption="What each head adds to Z."),
            sentence(
                "First number of “Hello”: {Z_parts[0, 0, 0]} + {Z_parts[1, 0, 0]} = {Z[0, 0]}."
            ),
        ],
        fixed={
            "W_Q": example.W_Q,
            "W_K": example.W_K,
            "W_V": example.W_V,
            "scale": example.hack_scale,
        },
        name="two-heads",
        title="Z is a sum: each head adds its own piece",
        caption="Switch a head off: its three columns of the concatenation become zero, and its "
        "piece disappears from Z; the other piece stays as it is. A change in the upper three "
        "rows of the output matrix moves only what head 1 adds.",
    )


def narrow_head(Q, K, d_k):
    """Cut queries and keys down to their first entries; see which rows of S are new."""
    Q_narrow = Q[:, :d_k]
    K_narrow = K[:, :d_k]
    S = Q_narrow @ K_narrow.T
    added = what_rows_add(S)
    new_rows = np.where(added > 0, 1.0, 0.0).sum()
    return {"S": S, "added": added, "new_rows": new_rows}


def narrow_head_figure():
    """Let the reader choose d_k and change queries and keys; count the independent rows of S."""
    X = example.W_E[: len(FOUR_WORDS)]
    widths = {str(d_k): d_k for d_k in range(1, example.W_Q.shape[-1] + 1)}
    return Figure(
        narrow_head,
        {
            "d_k": choice(widths, start=max(widths), label="entries that count, d_k"),
            "Q": matrix(X @ example.W_Q[1], rows=FOUR_WORDS, step=0.1),
            "K": matrix(X @ example.W_K[1], rows=FOUR_WORDS, step=0.1),
        },
        [
            [matrix("Q"), matrix("K")],
            [
                heat("S", rows=FOUR_WORDS, columns=FOUR_WORDS),
                bars("added", columns=FOUR_WORDS, label="to the rows above"),
            ],
            sentence("{new_rows} of the four rows are new. This is the rank of S."),
        ],
        name="narrow-head",
        title="Four tokens ask, but only d_k rows of scores can be new",
        caption=told(
            "Each bar is what is left of a row of S when everything that the rows above "
            "can build is taken away. With a d_k of <<:try 1>> each row is a multiple of "
            "the first. With a d_k of <<:try 3>> the fourth row still adds nothing, "
            "whatever you write into the query of “how”."
        ),
    )


def from_e_to_z(E, PE, scale, W_Q, W_K, W_V, W_O):
    """Walk the worked example from embeddings to the output of both heads."""
    X = E + PE
    return {"X": X, **multi_head_attention_steps(X, X, W_Q, W_K, W_V, W_O, scale=scale)._asdict()}


def from_e_to_z_figure():
    """Let the reader change any number of the worked example, from E to Z."""
    marks = {"1": 1, "√3": np.sqrt(3), "30": example.hack_scale}
    return Figure(
        from_e_to_z,
        {
            "E": matrix(example.E, rows=WORDS),
            "PE": matrix(example.PE, variants={"corrected": example.PE_corrected}, step=0.1),
            "scale": slider(
                example.hack_scale,
                1,
                1000,
                marks=marks,
                log=True,
                label="divide by",
                domain=(0.01, None),
            ),
            "W_Q": matrix(example.W_Q),
            "W_K": matrix(example.W_K),
            "W_V": matrix(example.W_V),
            "W_O": matrix(example.W_O, step=0.1),
        },
        [
            [matrix("E"), "+", matrix("PE")],
            ["=", matrix("X", rows=WORDS)],
            ["X ·", matrix("W_Q")],
            ["=", matrix("Q", rows=WORDS)],
            ["X ·", matrix("W_K")],
            ["=", matrix("K", rows=WORDS)],
            ["X ·", matrix("W_V")],
            ["=", matrix("V", rows=WORDS)],
            ["Q · Kᵀ =", matrix("S", **NAMED)],
            ["softmax", heat("A", **NAMED)],
            ["A · V =", matrix("Z_heads", rows=WORDS)],
            ["concat", matrix("Z_concat", rows=WORDS)],
            ["·", matrix("W_O")],
            ["=", matrix("Z", rows=WORDS)],
        ],
        name="from-e-to-z",
        title="The whole way, from two embeddings to Z",
        caption=told(
            "Change one number of an embedding and follow it along the tiles. Then divide by "
            "√<<example.W_K.shape[-1]>>: the two rows of Z become the same to the last digit "
            "shown, because both tokens copy one word. With the printed numbers it is “World”; "
            "with the <<:try 9>> in the row of “Hello” it is “Hello”."
        ),
    )


def two_shadows(X, looks, W_O):
    """Let two heads of width one look at three words from two sides; the second word asks."""
    sides = looks / np.sqrt((looks * looks).sum(axis=-1, keepdims=True))
    V = sides @ X.T
    A = softmax(V[:, 1:2] * V)
    Z_heads = (A * V).sum(axis=-1, keepdims=True)
    Z_parts = Z_heads * W_O
    Z = Z_parts.sum(axis=0)
    nowhere = 0 * Z
    return {
        "V": V,
        "A": A,
        "Z_heads": Z_heads,
        "Z_parts": Z_parts,
        "Z": Z,
        "first_line": BOTH_WAYS * sides[0],
        "second_line": BOTH_WAYS * sides[1],
        "first_shadow": V[0][:, None] * sides[0],
        "second_shadow": V[1][:, None] * sides[1],
        "walk_from": np.stack([nowhere, Z_parts[0]]),
        "walk_to": np.stack([Z_parts[0], Z]),
        "way": np.sqrt((Z_parts * Z_parts).sum(axis=-1)).sum(),
        "distance": np.sqrt((Z * Z).sum()),
    }


def shadows_figure():
    """Turn two heads around three words, and what each of them writes."""
    return Figure(
        two_shadows,
        {
            "X": matrix([[-1.0, 2.0], [1.5, 1.5], [2.0, -1.0]], rows=HEARD, step=0.1),
            "looks": matrix([[2.5, 0.3], [-0.5, 2.5]], rows=HEADS, step=0.1),
            "W_O": matrix([[1.0, 0.5], [-0.6, 0.8]], rows=HEADS, step=0.1),
        },
        [
            [
                plane(
                    paths("first_line", look="faint"),
                    paths("second_line", look="faint"),
                    drops("X", "first_shadow"),
                    drops("X", "second_shadow"),
                    dots("first_shadow", rows=["", "", ""]),
                    dots("second_shadow", rows=["", "", ""]),
                    dots("X", rows=HEARD, look="hollow"),
                    arrows("looks", rows=HEADS, look="faint"),
                    x=(-3.1, 3.6),
                    y=(-1.6, 3),
                    label="Two heads see two shadows",
                ),
                plane(
                    arrows("W_O", rows=["first row", "second row"], look="faint"),
                    arrows("walk_to", tails="walk_from", rows=["first writes", "second writes"]),
                    arrows("Z"),
                    x=(-3.1, 3.6),
                    y=(-1.6, 3),
                    label="What they write adds up, tip to tail",
                ),
            ],
            [bars("A", rows=HEADS, columns=HEARD)],
            sentence("The two arrows are {way} long, end to end; Z is {distance} long."),
            fold(
                "The numbers",
                [matrix("X"), matrix("looks"), matrix("V", rows=HEADS, columns=HEARD)],
                [matrix("Z_heads", rows=HEADS), matrix("W_O"), matrix("Z_parts", rows=HEADS)],
                [matrix("Z")],
            ),
        ],
        name="two-shadows",
        title="Two heads, two shadows, one sum",
        caption="Three words of two numbers, and two heads of width one, with numbers chosen for "
        "this picture. Of each word a head sees one number, the length of its shadow on the head’s "
        "line; it is the word’s query, key and value at once. “bank” asks. Each head takes its "
        "mixture of shadows and writes it along its own row of the output matrix, drawn in "
        "the second picture. Turn a head, drag a word, or turn a row.",
    )


def without_a_head(sentence, before, noun, model, reds_and_nouns):
    """Answer a sentence with both heads of a trained model, and with those that are on."""
    steps = named_heads.read_steps(sentence, model)
    A_1, A_2 = steps.attention.A[0], steps.attention.A[1]
    W_O = keep_heads(model.attention.W_O, np.concatenate([before, noun]))
    Z = steps.attention.Z_concat @ W_O
    logits = linear(steps.X + Z, model.W_vocab, model.b_vocab)
    says = greedy(logits)
    says_with_both = greedy(steps.logits)
    changed = np.where(says == says_with_both, 0.0, 1.0).sum()
    reds, nouns = (table[sentence].sum() for table in reds_and_nouns)
    off = 2.0 - before.sum() - noun.sum()
    return {
        "A_1": A_1,
        "A_2": A_2,
        "Z": Z,
        "logits": logits,
        "reds": reds,
        "nouns": nouns,
        "says": says,
        "says_with_both": says_with_both,
        "changed": changed,
        "off": off,
    }


def head_off_figure():
    """Switch a head of a trained model off, and see the sentence go wrong."""
    states = {"off": np.zeros(1), "on": np.ones(1), "start": True}
    spanish = {"vocabulary": named_heads.SPANISH.tokens, "lang": "es"}
    return Figure(
        without_a_head,
        {
            "before": switch("head 1, the word before", **states),
            "noun": switch("head 2, the noun", **states),
            "sentence": reader_words("the red car", "the house is red", "is the table red"),
        },
        [
            [
                ribbons("A_1", "sentence", on="before", label="head 1"),
                ribbons("A_2", "sentence", on="noun", label="head 2"),
            ],
            [
                words("says_with_both", label="With both heads", **spanish),
                words("says", label="The model answers", **spanish),
            ],
            sentence("{changed} of its words differ from the answer with both heads."),
        ],
        fixed={"model": named_heads.trained(), "reds_and_nouns": REDS_AND_NOUNS},
        name="head-off",
        title="Without a head, the sentence goes wrong",
        caption="Switch off head 1, and two words fail: “car” no longer knows that “red” stands "
        "before it, and says a noun where the colour belongs; and “red” says “libro”, a book. "
        "Switch it on again and head 2 off: “red” no longer knows which noun is its own, and says "
        "“mesa”, a table. All ribbons of a head that is off are pale: it still looks where it "
        "looked, but what it finds goes nowhere.",
    )


FIGURES = {
    "head-off": head_off_figure,
    "two-shadows": shadows_figure,
    "two-heads": two_heads_figure,
    "narrow-head": narrow_head_figure,
    "from-e-to-z": from_e_to_z_figure,
}
