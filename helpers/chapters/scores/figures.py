"""Live figures of chapter 5: scores, scale, softmax, output."""

import numpy as np

from helpers import (
    attention_steps,
    causal_mask,
    entropy,
    example,
    naive_softmax_steps,
    softmax,
    softmax_jacobian,
    softmax_steps,
)
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    arrows,
    bars,
    choice,
    dots,
    drops,
    fold,
    gradient,
    heat,
    links,
    matrix,
    nudges,
    outline,
    paths,
    plane,
    pull,
    rail,
    sentence,
    slider,
    switch,
    vector,
)
from helpers.live.rounding import settled

WORDS = example.sentence
NAMED = {"rows": WORDS, "columns": WORDS}
SCORES = (1, 2, 3)
ROW = np.array([1, 0.999])  # of scores so near that both grow large together
HEARD = ("river", "bank", "money")
ASKING = np.array([[1.5, 1.0]])
KEYS = np.array([[-1.0, 2.0], [0.5, 1.5], [2.0, -0.5]])
VALUES = np.array([[-2.0, -1.0], [0.0, 2.0], [2.0, -1.0]])
FAR = 300  # a divisor at which nothing is left to decide


def first_head():
    """Declare queries, keys and values of the first head as inputs, in both editions."""
    weights = {"Q": example.W_Q[0], "K": example.W_K[0], "V": example.W_V[0]}
    return {
        name: matrix(
            example.X @ W, rows=WORDS, variants={"corrected": example.X_corrected @ W}, step=1
        )
        for name, W in weights.items()
    }


def one_query(Q, K, V, scale):
    """Let one query ask three keys; also give each score as a shadow on the query."""
    S, S_scaled, _, A, Z = attention_steps(Q, K, V, scale=scale)
    direction = Q / np.sqrt((Q * Q).sum(axis=-1, keepdims=True))
    shadow = K @ direction.T
    K_shadow = shadow * direction
    line = np.stack([-9 * direction[0], 9 * direction[0]])
    return {
        "S": S,
        "S_scaled": S_scaled,
        "A": A,
        "Z": Z,
        "shadow": shadow,
        "K_shadow": K_shadow,
        "line": line,
    }


def picture_figure():
    """Let the reader drag the query, the keys and the values of a head of width two."""
    return Figure(
        one_query,
        {
            "Q": matrix(ASKING, rows=["bank"], step=0.1),
            "K": matrix(KEYS, rows=HEARD, step=0.1),
            "V": matrix(VALUES, rows=HEARD, step=0.1),
            "scale": slider(
                np.sqrt(2),
                0.1,
                100,
                marks={"√2": np.sqrt(2)},
                log=True,
                label="divide by",
                domain=(0.01, None),
            ),
        },
        [
            [
                plane(
                    drops("K", "K_shadow", hue="k"),
                    paths("line", look="faint", hue="q"),
                    arrows("K", rows=HEARD),
                    dots("K_shadow", rows=["", "", ""], hue="k"),
                    arrows("Q", label="query"),
                    x=(-3.05, 3.05),
                    y=(-1.15, 2.6),
                    label="Who matches? The shadows on the query",
                ),
                plane(
                    outline("V"),
                    dots("V", rows=HEARD),
                    dots("Z", label="output"),
                    x=(-3.05, 3.05),
                    y=(-1.5, 2.25),
                    label="What comes out? A mixture of values",
                ),
            ],
            [
                rail(
                    "S_scaled",
                    shares="A",
                    limits=(-4, 4),
                    rows=HEARD,
                    caption="Divided scores on a line, and their shares.",
                ),
                sentence(
                    "“bank” takes {A[0, 0]} from “river”, {A[0, 1]} from itself and "
                    "{A[0, 2]} from “money”."
                ),
            ],
            fold(
                "The numbers",
                [matrix("Q"), matrix("K"), matrix("V")],
                [matrix("S", columns=HEARD), "→", matrix("S_scaled", columns=HEARD)],
                ["→", matrix("A", columns=HEARD), "→", matrix("Z")],
            ),
        ],
        name="attention-in-one-picture",
        title="The whole of attention in one picture",
        caption="A head of width two with numbers chosen for this picture. Drag the query, a key "
        "or a value. The score of a key is the length of its shadow on the query, times the length "
        "of the query; softmax makes shares of the scores; the output is the point that these "
        "shares pull together. Then move the divisor: small, and the beads fly apart (a hollow "
        "one lies beyond the end of its line) and the output runs into a corner; large, and it "
        "comes to rest in the middle, whatever the scores.",
    )


def shifted_scores(S, shift):
    """Add one number to all scores of a row; show powers of e and weights."""
    S_shifted = S + shift
    e = naive_softmax_steps(S_shifted).e
    A = softmax(S_shifted)
    ratio = A[2] / A[1]
    return {"S_shifted": S_shifted, "e": e, "A": A, "ratio": ratio}


def differences_figure():
    """Let the reader change three scores and shift all of them; only differences count."""
    return Figure(
        shifted_scores,
        {
            "S": vector(SCORES),
            "shift": slider(0, -100, 100, marks={"0": 0, "100": 100}, label="added to each"),
        },
        [
            [matrix("S"), "+ shift =", matrix("S_shifted")],
            [matrix("e", label="to the power of each"), "→", bars("A", limits=(0, 1))],
            sentence("The third token gets {ratio} times the share of the second."),
        ],
        name="only-differences",
        title="Softmax sees differences, not heights",
        caption=told(
            "Shift all scores by <<:try 100>>: the powers of e grow beyond all measure, "
            "the weights stay the same. Then raise the third score from <<third>> "
            "to <<:try 4>>: it gets e² times the share of the second instead of e times.",
            third=SCORES[-1],
        ),
    )


def scale_steps(Q, K, V, scale):
    """Follow one head, and measure how undecided and how teachable each row is."""
    S, S_scaled, _, A, Z_heads = attention_steps(Q, K, V, scale=scale)
    bits = entropy(A)
    slope = np.abs(softmax_jacobian(A)).max(axis=(-1, -2))
    return {
        "S": S,
        "S_scaled": S_scaled,
        "A": A,
        "Z_heads": Z_heads,
        "bits": bits,
        "slope": slope,
    }


def scale_figure():
    """Let the reader turn the divisor; entropy, slope and output follow."""
    marks = {"1": 1, "√3": np.sqrt(3), "30": example.hack_scale}
    return Figure(
        scale_steps,
        {
            **first_head(),
            "scale": slider(
                np.sqrt(3),
                1,
                1000,
                marks=marks,
                log=True,
                label="divide by",
                domain=(0.01, None),
            ),
        },
        [
            [matrix("Q"), matrix("K")],
            [matrix("S", **NAMED), "→", matrix("S_scaled", **NAMED)],
            ["→", heat("A", **NAMED), links("A", WORDS)],
            [
                bars("bits", columns=WORDS, limits=(0, 1), label="of entropy"),
                bars("slope", columns=WORDS, limits=(0, 0.25), label="at its steepest"),
            ],
            [matrix("V"), "→", matrix("Z_heads", rows=WORDS)],
            pull("A", by=["Q", "K"], limits=(0, 1), goal=0.5, **NAMED),
        ],
        name="scale",
        title="A head that cannot hesitate cannot learn",
        caption=told(
            "At √<<example.W_K.shape[-1]>> all four bars are empty: the head copies "
            "“World”, and no score has a slope. Turn the divisor up, and entropy and "
            "slope rise together, first for “Hello”. But do not go on for ever: at <<FAR>> "
            "both slopes are near their ceiling of <<ceiling>>, but the head is a plain "
            "average, and a nudge of a raw score arrives <<FAR>> times smaller.",
            FAR=FAR,
            ceiling=softmax_jacobian(np.array([0.5, 0.5])).max(),
        ),
    )


def scores_with_slopes(S, scale, asked):
    """Find how the weight on one token answers to each score."""
    S_scaled = S / scale
    A = softmax(S_scaled)
    slopes = gradient(A, S_scaled, asked=asked)
    return {"S_scaled": S_scaled, "A": A, "slopes": slopes}


def arrows_figure():
    """Put an arrow on each score: long where the weight would follow, none on a plateau."""
    corrected = example.corrected()
    S, S_corrected = (settled(one.Q[0] @ one.K[0].T) for one in (example, corrected))
    steepest = softmax_jacobian(np.array([0.5, 0.5])).max()
    return Figure(
        scores_with_slopes,
        {
            "S": matrix(S, variants={"corrected": S_corrected}, step=1, **NAMED),
            "scale": slider(
                np.sqrt(3),
                1,
                100,
                marks={"1": 1, "√3": np.sqrt(3), "30": example.hack_scale},
                log=True,
                label="divide by",
                domain=(0.01, None),
            ),
            "asked": choice(
                {word: np.eye(2)[i] for i, word in enumerate(WORDS)},
                start=WORDS[1],
                label="An arrow shows how a score moves the weight on",
            ),
        },
        [
            [matrix("S"), "→", nudges("S_scaled", "slopes", steepest, **NAMED)],
            [heat("A", **NAMED)],
        ],
        name="score-arrows",
        title="A saturated softmax does not listen",
        caption=told(
            "Only dots at the start: nudge a score, and the weights stay where they are. Divide by "
            "<<:try 30>>, and arrows grow. Up: raise this score, and the weight rises. Down: it "
            "falls, for what one token gains the other loses. Then bring the two scores of “Hello” "
            "together, and its arrows are as long as they can be."
        ),
    )


def two_softmaxes(row, magnitude):
    """Multiply a row of scores, and take the textbook softmax and the stable one."""
    S = magnitude * row
    naive = naive_softmax_steps(S)
    stable = softmax_steps(S)
    return {
        "S": S,
        "power_naive": naive.e,
        "total_naive": naive.total,
        "A_naive": naive.A,
        "S_shifted": stable.shifted,
        "power_stable": stable.e,
        "total_stable": stable.total,
        "A_stable": stable.A,
    }


def overflow_figure():
    """Let the reader raise the scores until the textbook formula breaks."""
    marks = {"100": 100, "709": 709, "709.5": 709.5, "710": 710, "1000": 1000}
    return Figure(
        two_softmaxes,
        {
            "row": vector(ROW, step=0.001),
            "magnitude": slider(100, 1, 2000, marks=marks, log=True, label="times the row"),
        },
        [
            [matrix("row"), "· magnitude =", matrix("S")],
            [
                matrix("power_naive", label="powers of S"),
                "→",
                matrix("total_naive", label="their sum"),
                "→",
                bars("A_naive", limits=(0, 1)),
            ],
            ["S less its highest =", matrix("S_shifted")],
            [
                matrix("power_stable", label="powers"),
                "→",
                matrix("total_stable", label="their sum"),
                "→",
                bars("A_stable", limits=(0, 1)),
            ],
        ],
        name="overflow",
        title="The textbook formula overflows; one subtraction saves it",
        caption=told(
            "At <<:try 709>> both agree. At <<:try 709.5>> each power still fits, their "
            "sum does not, and two weights of <<naive(709.5)[0]>> come out without a complaint. At "
            "<<:try 710>> the larger score gets NaN, at <<:try 1000>> both do. The stable"
            " row never notices.",
            naive=lambda times: two_softmaxes(ROW, times)["A_naive"],
        ),
    )


def masked_head(Q, K, V, mask, scale):
    """Follow one head, with a mask or without."""
    _, _, S_masked, A, Z_heads = attention_steps(Q, K, V, mask, scale)
    return {"S_masked": S_masked, "A": A, "Z_heads": Z_heads}


def mask_figure():
    """Let the reader hide the future, and change what the hidden token has to give."""
    return Figure(
        masked_head,
        {**first_head(), "mask": switch("causal mask", off=None, on=causal_mask(2))},
        [
            [matrix("Q"), matrix("K")],
            [matrix("S_masked", **NAMED), "→", heat("A", **NAMED)],
            [matrix("V"), "→", matrix("Z_heads", rows=WORDS)],
            links("A", WORDS),
            sentence("“Hello” keeps {A[0, 0]} and takes {A[0, 1]} from “World”."),
        ],
        fixed={"scale": example.hack_scale},
        name="one-head-masked",
        title="A hidden score of −∞ gets the weight zero",
        caption="With the mask on, “Hello” can only keep its own value, whatever you write into "
        "the value of “World”. The row of “World” does not change at all: it comes last and may "
        "look at everything.",
    )


FIGURES = {
    "attention-in-one-picture": picture_figure,
    "only-differences": differences_figure,
    "score-arrows": arrows_figure,
    "scale": scale_figure,
    "overflow": overflow_figure,
    "one-head-masked": mask_figure,
}
