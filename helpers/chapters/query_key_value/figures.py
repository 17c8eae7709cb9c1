"""Live figures of chapter 4: queries, keys and values; *The car is red*."""

import numpy as np

from helpers import example, greedy, softmax
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
    tokens,
    words,
)
from helpers.training import named_heads

WORDS = example.sentence
CAR = example.car_words
TOPICS = ("finance", "water")
HEARD = ("money", "bank", "river")
MEANINGS = np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 2.0]])  # as in the chapter before
_ENDS = np.arange(-2.0, 3.0)
GRID = np.array([[(x, -2), (x, 2)] for x in _ENDS] + [[(-2, y), (2, y)] for y in _ENDS])


def queries_keys_values(X, W_Q, W_K, W_V):
    """Multiply the tokens by the three matrices of one head."""
    Q = X @ W_Q
    K = X @ W_K
    V = X @ W_V
    return {"Q": Q, "K": K, "V": V}


def query_key_value_figure():
    """Let the reader change each number of X and of the first head; Q, K and V follow."""
    return Figure(
        queries_keys_values,
        {
            "X": matrix(example.X, rows=WORDS, variants={"corrected": example.X_corrected}),
            "W_Q": matrix(example.W_Q[0]),
            "W_K": matrix(example.W_K[0]),
            "W_V": matrix(example.W_V[0]),
        },
        [
            matrix("X"),
            ["X ·", matrix("W_Q"), "=", matrix("Q", rows=WORDS)],
            ["X ·", matrix("W_K"), "=", matrix("K", rows=WORDS)],
            ["X ·", matrix("W_V"), "=", matrix("V", rows=WORDS)],
        ],
        name="query-key-value",
        title="One row of X, three matrices, three roles",
        caption="Change one weight: one column moves, for both words at once, and nothing else. "
        "Change one number of “Hello” in X: only rows of “Hello” move. Try its first number, and "
        "tap the tiles K and V: they change, and Q does not, because the first row of its matrix "
        "is all zeros.",
    )


def bent(E, W_Q, W_K):
    """Let the second word ask all of them; carry a grid through both matrices."""
    Q = E[1:2] @ W_Q
    K = E @ W_K
    S = Q @ K.T
    A = softmax(S / np.sqrt(Q.shape[-1]))
    K_shadow = (S / (Q * Q).sum()).T * Q
    return {
        "Q": Q,
        "K": K,
        "S": S,
        "A": A,
        "K_shadow": K_shadow,
        "Q_grid": GRID @ W_Q,
        "K_grid": GRID @ W_K,
    }


def bend_figure():
    """Drag where two matrices send their two inputs, until one word hears another."""
    return Figure(
        bent,
        {
            "W_Q": matrix([[0.8, -0.3], [0.5, 1.1]], rows=TOPICS, step=0.1),
            "W_K": matrix([[1, -0.5], [0.3, 1]], rows=TOPICS, step=0.1),
        },
        [
            [
                plane(
                    paths("Q_grid", look="faint"),
                    arrows("W_Q", rows=TOPICS),
                    dots("Q", label="bank asks"),
                    x=(-3, 4),
                    y=(-2.4, 2.9),
                    label="Asking: moved by the query matrix",
                ),
                plane(
                    paths("K_grid", look="faint"),
                    drops("K", "K_shadow", hue="k"),
                    arrows("W_K", rows=TOPICS),
                    arrows("Q", label="query"),
                    dots("K", rows=HEARD),
                    x=(-3, 4),
                    y=(-2.4, 2.9),
                    label="Being found: moved by the key matrix",
                ),
            ],
            [bars("A", rows=["bank"], columns=HEARD, label="how much bank takes from each")],
            fold(
                "The numbers",
                [matrix("E", rows=HEARD, columns=TOPICS), matrix("W_Q"), matrix("W_K")],
                [matrix("Q"), matrix("K", rows=HEARD), matrix("S", columns=HEARD)],
            ),
        ],
        fixed={"E": MEANINGS},
        name="bend",
        title="A matrix moves the plane; two of them decide who is heard",
        caption="Drag the arrows: they say where a matrix sends a word that is all finance, or all "
        "water. (Both matrices were chosen for this picture.) Every other word goes along with "
        "the grid. In the second picture dashed lines drop the keys onto the direction of the "
        "query: the further along it a key lands, the higher its score.",
    )


def car_steps(S, scale, A_printed, V):
    """Compute the weights of *The car is red* and compare them with the printed ones."""
    S_scaled = S / scale
    A = softmax(S_scaled)
    difference = np.abs(A - A_printed)
    furthest = difference.max(axis=-1)
    rounds_to_printed = np.where(furthest <= 0.05, 1.0, 0.0)
    rows_right = rounds_to_printed.sum()
    Z = A @ V
    return {"A": A, "difference": difference, "rows_right": rows_right, "Z": Z}


def car_is_red_figure():
    """Let the reader change the printed scores and the divisor; see the true weights."""
    named = {"rows": CAR, "columns": CAR}
    return Figure(
        car_steps,
        {
            "S": matrix(example.car_scores, step=0.1, **named),
            "scale": slider(
                1,
                0.1,
                4,
                marks={"1": 1, "√4": 2},
                log=True,
                label="divide by",
                domain=(0.01, None),
            ),
            "V": matrix(example.car_values, rows=CAR, step=0.1),
        },
        [
            [matrix("S"), "→", heat("A", **named)],
            [heat("A_printed", **named), heat("difference", limits=(0, 0.25), **named)],
            sentence("{rows_right} of the four rows round to what is printed."),
            [matrix("V"), "→", matrix("Z", rows=CAR)],
            sentence(
                "With these scores “car” takes {A[1, 3]} from “red”; {A_printed[1, 3]} is printed."
            ),
        ],
        fixed={"A_printed": example.car_weights},
        name="car-is-red",
        title="No divisor turns the scores into the printed weights",
        caption=told(
            "Divide by <<:try 0.5>>: three rows round to the printed ones, and “is” does "
            "not. Go on to <<:try 0.65>>: “is” comes in, “The” and “red” have left. All "
            "four never meet."
        ),
    )


REDS_AND_NOUNS = tuple(
    np.array([1.0 if word in kind else 0.0 for word in named_heads.ENGLISH])
    for kind in (("red",), named_heads.NOUNS)
)
LOOKS = {
    "looks for the noun": named_heads.FINDS_NOUN,
    "looks at the word before": named_heads.WORD_BEFORE,
}


def reader_words(start, *samples):
    """Take a sentence that the model with two named heads can read."""
    return tokens(
        start,
        named_heads.ENGLISH,
        max_length=named_heads.LONGEST,
        label="Sentence",
        samples=[start, *samples],
    )


def real_questions(sentence, head, model, reds_and_nouns):
    """Let each word ask the others with one head of a trained model; follow *red*."""
    steps = named_heads.read_steps(sentence, model)
    Q = steps.attention.Q[head]
    K = steps.attention.K[head]
    V = steps.attention.V[head]
    S = steps.attention.S[head]
    A = steps.attention.A[head]
    says = greedy(steps.logits)
    is_red, is_noun = reds_and_nouns[0][sentence], reds_and_nouns[1][sentence]
    reds, nouns = is_red.sum(), is_noun.sum()
    red_to_noun = (is_red @ A @ is_noun) / np.maximum(reds, 1.0)
    per_cent = np.floor(100 * red_to_noun + 0.5)
    places = np.arange(1.0, sentence.shape[-1] + 1)
    behind = is_red @ places - is_noun @ places  # how far: with one red and one noun
    return {
        "Q": Q,
        "K": K,
        "V": V,
        "S": S,
        "A": A,
        "says": says,
        "reds": reds,
        "nouns": nouns,
        "red_to_noun": red_to_noun,
        "per_cent": per_cent,
        "behind": behind,
    }


def car_asks_figure():
    """Type a sentence and see whom each word asks, with either head of a trained model."""
    return Figure(
        real_questions,
        {
            "sentence": reader_words("the red car", "the house is red", "yes the white table"),
            "head": choice(LOOKS, label="Show the head that"),
        },
        [
            [
                ribbons(
                    "A",
                    "sentence",
                    first="red",
                    caption="Left who asks, right who answers.",
                ),
                words("says", named_heads.SPANISH.tokens, lang="es", label="The model answers"),
            ],
            sentence(
                "Here “red” gives the noun about {per_cent} per cent of its attention.",
                when="reds",
            ),
            fold(
                "The numbers",
                [matrix("Q", rows="sentence"), matrix("K", rows="sentence")],
                [matrix("S", rows="sentence", columns="sentence"), matrix("V", rows="sentence")],
            ),
        ],
        fixed={"model": named_heads.trained(), "reds_and_nouns": REDS_AND_NOUNS},
        name="car-asks",
        title="Whom does red ask?",
        caption="Take the sample “the house is red”. Go back, and choose the other head. Then type "
        "“the car is a house”: two nouns are more than this model has learnt.",
    )


FIGURES = {
    "car-asks": car_asks_figure,
    "bend": bend_figure,
    "query-key-value": query_key_value_figure,
    "car-is-red": car_is_red_figure,
}
