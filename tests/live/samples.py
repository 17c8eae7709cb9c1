"""Figures to test with: one head, a product, two heads with switches, a sentence."""

import numpy as np

from helpers import (
    attention_steps,
    causal_mask,
    concat_heads,
    embed,
    entropy,
    example,
    multi_head_attention_steps,
    naive_softmax,
    positional_encoding,
    softmax,
    softmax_jacobian,
)
from helpers.live import (
    Figure,
    bars,
    choice,
    heat,
    line,
    links,
    matrix,
    number,
    sentence,
    slider,
    switch,
    tokens,
    value,
    vector,
)

WORDS = example.sentence


def one_head_steps(Q, K, V, scale, mask):
    S, S_scaled, S_masked, A, Z_heads = attention_steps(Q, K, V, mask, scale)
    H = entropy(A)
    slope = softmax_jacobian(A).max()
    return {
        "S": S,
        "S_scaled": S_scaled,
        "S_masked": S_masked,
        "A": A,
        "Z_heads": Z_heads,
        "H": H,
        "slope": slope,
    }


def one_head(name="scores"):
    named = {"rows": WORDS, "columns": WORDS}
    marks = {"1": 1, "√3": 3**0.5, "30": 30}
    return Figure(
        one_head_steps,
        {
            "Q": matrix(example.Q[0], rows=WORDS, step=1),
            "K": matrix(example.K[0], rows=WORDS),
            "V": matrix(example.V[0], rows=WORDS),
            "scale": slider(np.sqrt(3), 0.5, 60, marks=marks, log=True, label="divide by"),
            "mask": switch("causal mask", off=None, on=causal_mask(2)),
        },
        [
            [matrix("S", **named), "→", matrix("S_scaled", **named), "→", heat("A", **named)],
            [matrix("Z_heads", rows=WORDS), bars("A", **named)],
            [value("H", "entropy of Hello, in bits", at=0), value("slope", "largest derivative")],
            [links("A", WORDS), sentence("Hello gives {A[0, 1]} of its attention to World.")],
        ],
        name=name,
        title="One head: from scores to output",
        caption="Move the slider: the smaller the divisor, the harder the softmax decides.",
    )


def product(X, W_Q):
    Q = X @ W_Q
    return Q


def queries(name="queries"):
    return Figure(
        product,
        {
            "X": matrix(example.X, rows=WORDS, variants={"corrected": example.X_corrected}),
            "W_Q": matrix(example.W_Q[0]),
        },
        [[matrix("X"), "·", matrix("W_Q"), "=", matrix("Q", rows=WORDS)]],
        name=name,
        title="Each query is a row of X times the weights",
    )


def two_heads_steps(W_Q, W_K, X, W_V, W_O, first, second):
    steps = multi_head_attention_steps(X, X, W_Q, W_K, W_V, W_O, scale=30.0)
    kept = np.array([first, second])[:, None, None]
    Z_concat = concat_heads(steps.Z_heads * kept)
    Z = Z_concat @ W_O
    return {"A": steps.A, "Z_heads": steps.Z_heads, "Z_concat": Z_concat, "Z": Z}


def two_heads():
    on_and_off = {"off": 0.0, "on": 1.0, "start": True}
    return Figure(
        two_heads_steps,
        {
            "W_Q": matrix(example.W_Q),
            "W_K": matrix(example.W_K),
            "first": switch("head 1", **on_and_off),
            "second": switch("head 2", **on_and_off),
        },
        [
            [heat("A", rows=WORDS, columns=WORDS), matrix("Z_heads", rows=WORDS)],
            matrix("Z_concat", rows=WORDS),
            matrix("Z", rows=WORDS),
        ],
        fixed={"X": example.X, "W_V": example.W_V, "W_O": example.W_O},
        name="heads",
        title="Two heads, side by side",
    )


def similar_words(ids, temperature, W_E):
    E = embed(ids, W_E)
    PE = positional_encoding(np.arange(len(ids)), E.shape[-1])
    X = E + PE
    A = softmax(X @ X.T / temperature)
    return {"E": E, "PE": PE, "X": X, "A": A}


def sentences():
    return Figure(
        similar_words,
        {
            "ids": tokens("hola mundo ?", example.vocabulary, max_length=4, label="Sentence"),
            "temperature": number(2.0),
        },
        [
            [matrix("E", rows="ids"), "+", line("PE", labels="ids"), "=", matrix("X", rows="ids")],
            [heat("A", rows="ids", columns="ids"), links("A", "ids")],
        ],
        fixed={"W_E": example.W_E},
        name="say",
        title="Type a sentence",
    )


def weights_of(S, kind):
    A = kind(S)
    return A


def ordered(x):
    order = np.argsort(x, axis=1, kind="stable")
    ranked = np.sort(x, axis=1)
    running = np.cumsum(x, axis=1)
    product = np.prod(x, axis=0)
    middle = np.median(x, axis=1)
    rest = np.sign(x) * np.log1p(np.floor(x) % 4)
    lowest = np.argmin(x, axis=1)
    table = np.einsum("ij,kj->ik", x, x)
    same = x.transpose(0, 1) + 1
    return {key: value for key, value in locals().items() if key != "x"}


def order_of_size():
    names = ("order", "ranked", "running", "product", "middle", "rest", "lowest", "table", "same")
    given = matrix([[3.5, 1, -2], [0.5, 4, 4]])
    return Figure(ordered, {"x": given}, [[matrix(name) for name in names]], name="order")


def overflow():
    kinds = {"stable": softmax, "naive": naive_softmax}
    return Figure(
        weights_of,
        {"S": vector([1.0, 2.0, 3.0]), "kind": choice(kinds, label="Softmax")},
        [matrix("A", heat=True), matrix("e"), matrix("highest")],
        name="overflow",
    )
