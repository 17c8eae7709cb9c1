"""Figures of chapter 7: the network cell by cell, its one matrix, and two cells that decide."""

import numpy as np

from helpers import example, feed_forward_steps, linear, relu
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    arrows,
    dots,
    fold,
    gradient,
    heat,
    matrix,
    nudges,
    number,
    paths,
    plane,
    sentence,
    slider,
    switch,
    vector,
)
from helpers.live.rounding import settled
from helpers.mathematics.feed_forward import effective_weights

WORDS = example.sentence
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
CORNER_NAMES = [f"{first:.0f} {second:.0f}" for first, second in CORNERS]
SAME, OTHER = np.array([0, 3]), np.array([1, 2])  # corners of two equal inputs, and of two unlike
PARTED = np.array([-1.0, 1.0, 1.0, -1.0])  # on which side of a line each corner belongs
BOTH_WAYS = np.linspace(-5, 5, 51)[:, None]  # so near that a name steps aside
_EVEN = np.linspace(-1, 2, 31)
GRID = np.array(
    [[(x, y) for y in _EVEN] for x in _EVEN[::5]] + [[(x, y) for x in _EVEN] for y in _EVEN[::5]]
)
CELLS = [str(k + 1) for k in range(8)]


def unchanged(x):
    """Leave every number as it is: no cut."""
    return x


CUT = {"off": unchanged, "on": relu, "start": True}


def cells_steps(Z, W_1, b_1, W_2, b_2):
    """Follow tokens through the network, and say which hidden cells are open."""
    H_in, H, F = feed_forward_steps(Z, W_1, b_1, W_2, b_2)
    is_open = np.where(H_in > 0, 1.0, 0.0)
    n_open = is_open.sum(axis=-1)
    return {"H_in": H_in, "is_open": is_open, "H": H, "F": F, "n_open": n_open}


def cells_figure():
    """Change a token or a weight: hidden cells open and close, and the output follows."""
    W_1, b_1, W_2, b_2 = example.our_block().feed_forward
    named = {"rows": WORDS, "columns": CELLS}
    return Figure(
        cells_steps,
        {
            "Z": matrix(
                settled(example.Z),
                rows=WORDS,
                variants={"corrected": settled(example.corrected().Z)},
                step=1,
            ),
            "W_1": matrix(W_1, columns=CELLS, step=0.1),
            "b_1": vector(b_1, columns=CELLS, step=1),
        },
        [
            [matrix("Z")],
            [matrix("W_1")],
            [vector("b_1")],
            [matrix("H_in", **named)],
            [heat("is_open", limits=[0, 1], label="open cells", **named)],
            [matrix("H", **named)],
            ["→", matrix("F", rows=WORDS)],
            sentence("Open cells: “Hello” {n_open[0]}, “World” {n_open[1]}."),
        ],
        fixed={"W_2": W_2, "b_2": b_2},
        name="hidden-cells",
        outcome="is_open",
        title="A cell is open or closed, for each token anew",
        caption=told(
            "Type <<:try 1>>, <<:try 2>>, <<:try 3>>, <<:try 4>> into the row of “Hello”: five of "
            "its six open cells close, and “World” does not notice. Then open the tile b₁, the "
            "biases, and write <<:try −60>> as the third: its cell is closed already, so nothing "
            "follows. Write <<:try 60>>, and it opens."
        ),
    )


def cells_with_slopes(Z, shift, W_1, b_1):
    """Find how each cell's output answers to what arrives at it."""
    H_in = linear(Z, W_1, b_1 + shift)
    H = relu(H_in)
    slopes = gradient(H, H_in)
    deaf = np.all(H_in <= 0, axis=0).astype(float)
    n_deaf = deaf.sum()
    return {"H_in": H_in, "H": H, "slopes": slopes, "n_deaf": n_deaf}


def dead_cells_figure():
    """Put an arrow on what arrives at each cell: full where it is open, none where it is closed."""
    W_1, b_1, _, _ = example.our_block().feed_forward
    named = {"rows": WORDS, "columns": CELLS}
    return Figure(
        cells_with_slopes,
        {
            "Z": matrix(
                settled(example.Z),
                rows=WORDS,
                variants={"corrected": settled(example.corrected().Z)},
                step=1,
            ),
            "shift": slider(0, -60, 60, label="added to every bias"),
        },
        [
            [matrix("Z")],
            [nudges("H_in", "slopes", 1, **named)],
            ["→", matrix("H", **named)],
            sentence("{n_deaf} of the cells are deaf: closed for both words."),
        ],
        fixed={"W_1": W_1, "b_1": b_1},
        name="deaf-cells",
        title="A closed cell does not listen",
        caption="An open cell passes every nudge on as it is. A closed one has a dot: whatever "
        "arrives is lost, and so is the nudge. Move all biases down until no arrow is left. "
        "Then nothing that you change in “Hello” comes through, and training has no slope to "
        "follow.",
    )


def one_matrix(Z, cut, W_1, b_1, W_2, b_2):
    """Find the one matrix that the network is for each token, and use it instead."""
    H_in = linear(Z, W_1, b_1)
    H = cut(H_in)
    F = linear(H, W_2, b_2)
    passes = np.where(H_in == H, 1.0, 0.0)
    W, b = effective_weights(passes, W_1, b_1, W_2, b_2)
    F_by_W = (Z[:, None, :] @ W)[:, 0, :] + b
    product = W_1 @ W_2
    apart = np.abs(W[0] - W[1]).max()
    return {
        "passes": passes,
        "F": F,
        "W": W,
        "F_by_W": F_by_W,
        "product": product,
        "apart": apart,
    }


def one_matrix_figure():
    """Take the ReLU away: both tokens meet the same matrix, whatever they are."""
    vocabulary = example.vocabulary.tokens
    words = ["hello", "world"]
    E = example.W_E[[vocabulary.index(word) for word in words]]
    return Figure(
        one_matrix,
        {
            "cut": switch("ReLU", **CUT),
            "Z": matrix(E, rows=words, step=1),
        },
        [
            [matrix("Z"), "→", heat("passes", rows=words, columns=CELLS, limits=[0, 1])],
            [
                matrix("W", head=1, label="for “hello”"),
                matrix("W", head=2, label="for “world”"),
                matrix("product", label="of both layers"),
            ],
            [matrix("F", rows=words), matrix("F_by_W", rows=words, label="by that matrix alone")],
            sentence("The two matrices are {apart} apart, where they differ most."),
        ],
        fixed=example.our_block().feed_forward._asdict(),
        name="one-matrix",
        title="Without the cut, two layers are one matrix for everybody",
        caption="With the ReLU each word has a matrix of its own, made of the cells that are open "
        "for it. Switch the ReLU off: both become the product of both layers, and no number in Z "
        "changes that.",
    )


def decide(cut, W_1, b_1, W_2, b_2):
    """Ask two hidden cells about the four corners."""
    H_in = linear(CORNERS, W_1, b_1)
    H = cut(H_in)
    answer = linear(H, W_2, b_2)
    return {"H_in": H_in, "H": H, "answer": answer}


def decide_figure():
    """Change the nine numbers of a network with two cells, with or without the cut."""
    W_1, b_1, W_2, b_2 = np.ones((2, 2)), np.array([0.0, -1.0]), np.array([[1.0], [-2.0]]), [0.0]
    answers = decide(relu, W_1, b_1, W_2, np.array(b_2))["answer"]
    return Figure(
        decide,
        {
            "cut": switch("ReLU", **CUT),
            "W_1": matrix(W_1, step=1),
            "b_1": vector(b_1, step=1),
            "W_2": matrix(W_2, step=1),
            "b_2": vector(b_2, step=1),
        },
        [
            [matrix("W_1"), vector("b_1"), matrix("W_2"), vector("b_2")],
            [
                matrix("H_in", rows=CORNER_NAMES),
                "→",
                matrix("H", rows=CORNER_NAMES),
                "→",
                heat("answer", rows=CORNER_NAMES, limits=[0, 1]),
            ],
        ],
        name="two-cells",
        title="Two cells that decide",
        caption=told(
            "At the start the answer is <<max(xor)>> where exactly one of the two inputs "
            "is <<on>>. Switch the ReLU off, and try to get <<xor>> back: the "
            "first and the last answer always have the same sum as the two between.",
            xor=" ".join(f"{answer:.0f}" for answer in answers[:, 0]),
            on=CORNERS.max(),
        ),
    )


def line_of(weights, bias):
    """Give points of the line on which a cell's sum is zero, from far to far."""
    squared = (weights * weights).sum()
    nearest = -(bias / squared) * weights
    along = np.stack([weights[1], -weights[0]]) / np.sqrt(squared)
    return nearest + BOTH_WAYS * along


def fold_steps(X, looks, b_1, W_2, b_2, cut):
    """Take corners and a grid through two hidden cells; measure how well one line parts them."""
    W_1 = looks.T
    H = cut(X @ W_1 + b_1)
    grid = cut(GRID @ W_1 + b_1)
    answer = (H @ W_2)[:, 0] + b_2
    length = np.sqrt((W_2 * W_2).sum())
    parting = line_of(W_2[:, 0], b_2)
    first, second = line_of(looks[0], b_1[0]), line_of(looks[1], b_1[1])
    creases = np.stack([first, second])
    names = np.stack([first[20], second[17]])
    inside = PARTED * answer / length
    margin = inside.min()
    wrong = np.where(inside > 0, 0.0, 1.0).sum()
    beyond = np.maximum(0, -margin)
    return {
        "W_1": W_1,
        "H": H,
        "H_same": H[SAME],
        "H_other": H[OTHER],
        "X_same": X[SAME],
        "X_other": X[OTHER],
        "grid": grid,
        "creases": creases,
        "names": names,
        "answer": answer,
        "parting": parting,
        "margin": margin,
        "wrong": wrong,
        "beyond": beyond,
    }


def fold_figure():
    """Turn two hidden cells, so that the four corners of exclusive or can be parted."""
    same, other = ([CORNER_NAMES[i] for i in corners] for corners in (SAME, OTHER))
    return Figure(
        fold_steps,
        {
            "cut": switch("ReLU", **CUT),
            "looks": matrix(
                [[0.8, 0.8], [0.8, -0.4]], rows=["first cell", "second cell"], step=0.1
            ),
            "b_1": vector([0, 0], columns=["first cell", "second cell"], step=0.1),
            "W_2": matrix([[1], [-2]], step=0.1),
            "b_2": number(-0.5, step=0.1),
        },
        [
            [
                plane(
                    paths("creases", hue="lit"),
                    dots("names", rows=["first crease", "second crease"], hue="lit", look="bare"),
                    dots("X_same", rows=same, look="hollow"),
                    dots("X_other", rows=other),
                    arrows("looks", rows=["first", "second"], hue="lit"),
                    x=(-1.5, 2.5),
                    y=(-0.95, 1.75),
                    axes=("first input", "second"),
                    label="Before: the two creases",
                ),
                plane(
                    paths("grid", look="faint"),
                    paths("parting", look="bold", hue="lit"),
                    dots("H_same", rows=same, look="hollow"),
                    dots("H_other", rows=other),
                    x=(-1.5, 2.5),
                    y=(-0.95, 1.75),
                    axes=("first cell", "second"),
                    label="After: the folded plane, and one line",
                ),
            ],
            [matrix("b_1"), matrix("W_2")],
            sentence(
                "On the wrong side of the line: {wrong} of four corners, the worst by {beyond}."
            ),
            fold("The numbers", [matrix("looks"), matrix("H", rows=CORNER_NAMES)]),
        ],
        fixed={"X": CORNERS},
        name="fold",
        title="Two cells fold the plane, and one line is enough",
        caption="Each cell looks along its arrow. Behind its crease the ReLU closes it, so all "
        "that lies there is pressed flat onto the crease. The line in the second picture is W₂ and "
        "b₂, and its two sides are the two answers: full points should end on one, hollow ones on "
        "the other. Drag the arrows, and move the creases by their bias.",
    )


FIGURES = {
    "fold": fold_figure,
    "hidden-cells": cells_figure,
    "deaf-cells": dead_cells_figure,
    "one-matrix": one_matrix_figure,
    "two-cells": decide_figure,
}
