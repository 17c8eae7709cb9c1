"""Live figures of chapter 11: encoder–decoder attention."""

from itertools import product
from typing import NamedTuple

import numpy as np

from helpers import (
    EXAMPLE,
    attention,
    attention_steps,
    example,
    layer_norm_std_plus_eps,
    multi_head_attention_steps,
    random_decoder_block,
    residual,
    standard_normal,
)
from helpers.chapters import thread
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    arrows,
    choice,
    drops,
    fold,
    heat,
    links,
    matrix,
    paths,
    plane,
    pull,
    rail,
    recorded,
    sentence,
    slider,
)
from helpers.live.rounding import settled

WORDS = example.sentence
SOURCE, ALONE, LONGER = "the cat is", "SOS", "SOS el gato"
SPANISH = {"el": "es", "gato": "es", "hola": "es", "mundo": "es"}
SEED = 18
SEEDS = (SEED, 1, 2, 3)


def cross_weights(seed):
    """Draw the weights of one encoder–decoder attention."""
    return random_decoder_block(np.random.default_rng(seed), EXAMPLE, standard_normal).cross


def random_rows(seed):
    """Draw three rows of numbers for three tokens."""
    return np.random.default_rng(seed).standard_normal((3, EXAMPLE.d_model))


WEIGHTS = cross_weights(SEED)
Y_SOS = layer_norm_std_plus_eps(
    residual(example.printed("Y-SOS"), example.printed("Z-self-attention")), eps=1e-6
)
THREE = random_rows(1)


W_Q, W_K, W_V = (W[0] for W in WEIGHTS[:3])  # of the first head
KEYS = example.memory @ W_K


class Stream(NamedTuple):
    """Rows of tokens that can be asked for, and their number among the streams."""

    rows: np.ndarray
    number: np.ndarray


def streams():
    """Give the decoder at its first step, the encoder, and the decoder two words later."""
    rows = {ALONE: Y_SOS, SOURCE: random_rows(0), LONGER: THREE}
    return {words: Stream(rows[words], np.array(float(i))) for i, words in enumerate(rows)}


def verdict(q, k, v):
    """Say in words what comes of queries, keys and values of three streams.

    Parameters
    ----------
    q, k, v : str
        Words of a stream.

    Returns
    -------
    lines : list of str
    """
    rows = {words: stream.rows for words, stream in streams().items()}
    W_Q, W_K, W_V = (W[0] for W in WEIGHTS[:3])
    try:
        attention(rows[q] @ W_Q, rows[k] @ W_K, rows[v] @ W_V)
    except ValueError as refusal:
        return ["Does not fit.", str(refusal)]
    if k != v:
        return [
            "Fits, and means nothing.",
            "Both have three tokens, so nobody complains. But each key of one sentence is paired "
            "with a value of the other: who finds “cat” is handed what another token has.",
        ]
    if q == k:
        return _self(q)
    if k == SOURCE:
        asking = "one row for the one token" if q == ALONE else "three rows for the three tokens"
        return [
            "This is encoder–decoder attention.",
            f"The decoder asks, the encoder answers: {asking} of the decoder, one column of "
            "weights for each token of the source.",
        ]
    return _strangers(q, k)


def _self(words):
    whose, unseen = ("encoder", "decoder") if words == SOURCE else ("decoder", "source")
    return [
        f"Fits: self-attention of the {whose}.",
        f"All three roles are played by “{words}”. Nothing of the {unseen} is in it.",
    ]


def _strangers(q, k):
    if q == SOURCE:
        n_target = len(k.split())
        add = (
            "Added to the one row of the decoder, they cannot be."
            if n_target == 1
            else "The decoder has three rows too, so they can even be added, each to a stranger."
        )
        return ["Fits, and goes the wrong way.", f"Out come rows for “{q}”, the source. {add}"]
    return [
        "Fits, and mixes two moments.",
        f"“{q}” asks and “{k}” answers. It is the same decoder two words apart, and the source "
        "is not in it.",
    ]


def routed(Q_from, K_from, V_from, W_Q, W_K, W_V):
    """Take queries, keys and values from any stream, and attend if the shapes allow it."""
    Q = Q_from.rows @ W_Q
    K = K_from.rows @ W_K
    V = V_from.rows @ W_V
    page = 9 * Q_from.number + 3 * K_from.number + V_from.number
    projected = {"Q": Q, "K": K, "V": V, "page": page}
    if K.shape[0] != V.shape[0]:
        return projected
    _, _, _, A, Z_heads = attention_steps(Q, K, V)
    return {**projected, "A": A, "Z_heads": Z_heads}


def streams_figure():
    """Choose where Q, K and V come from; the shapes say what is possible, a text what is right."""
    given = streams()
    names = {"Q_from": "Queries", "K_from": "Keys", "V_from": "Values"}
    start = {"Q_from": ALONE, "K_from": SOURCE, "V_from": SOURCE}
    return Figure(
        routed,
        {key: choice(given, start=start[key], label=f"{names[key]} from") for key in names},
        [
            [
                matrix("Q", rows="Q_from", lang=SPANISH),
                matrix("K", rows="K_from", lang=SPANISH),
                matrix("V", rows="V_from", lang=SPANISH),
            ],
            [
                heat("A", rows="Q_from", columns="K_from", lang=SPANISH),
                matrix("Z_heads", rows="Q_from", lang=SPANISH),
            ],
            recorded("page", [verdict(*words) for words in product(given, repeat=3)]),
        ],
        fixed={"W_Q": WEIGHTS.W_Q[0], "W_K": WEIGHTS.W_K[0], "W_V": WEIGHTS.W_V[0]},
        name="two-streams",
        title="Keys and values go together, and queries make the rows",
        caption="Take only the values from SOS: three keys, one value, and no output. Now take "
        "the values from “SOS el gato” instead: numbers come out, and they are nonsense. A test "
        "with equal lengths would not have noticed.",
    )


def asked(Y_1, memory, weights):
    """Let one row of the decoder ask the memory, with two heads."""
    steps = multi_head_attention_steps(Y_1, memory, *weights)
    return {"Q": steps.Q, "K": steps.K, "V": steps.V, "A": steps.A, "Z": steps.Z}


def asked_figure():
    """Change the memory or the row that asks; queries, keys, values, weights and Z follow."""
    return Figure(
        asked,
        {
            "Y_1": matrix(Y_SOS, rows=["SOS"], label="asks", step=0.1),
            "memory": matrix(example.memory, rows=WORDS, label="answers", step=0.1),
        },
        [
            [matrix("Y_1"), "→", matrix("Q", rows=["SOS"])],
            [matrix("memory"), "→", matrix("K", rows=WORDS)],
            [matrix("V", rows=WORDS)],
            [links("A", ["SOS"], WORDS, head=1), links("A", ["SOS"], WORDS, head=2)],
            ["→", matrix("Z", rows=["SOS"])],
            sentence("SOS gives Hello {A[0, 0, 0]} in the first head, {A[1, 0, 0]} in the second."),
            pull("A", limits=(0, 1), goal=0.9, rows=["SOS"], columns=WORDS),
        ],
        fixed={"weights": WEIGHTS},
        name="sos-asks",
        outcome=["A", "Z"],
        title="SOS asks, Hello and World answer",
        caption="Write zeros into the row of SOS, Y₁. Reset, and write zeros into the row of Hello "
        "in M instead (if you see only its tile, press that). Then reset once more and press "
        "Pull: it looks for the smallest change, in the question and in the memory (untick one to "
        "keep it), that gives Hello the share you ask for.",
    )


def plane_of_keys():
    """Span the plane of both keys: one direction from World to Hello, one square to it."""
    toward_hello = KEYS[0] - KEYS[1]
    toward_hello = toward_hello / np.linalg.norm(toward_hello)
    square = KEYS[0] - (KEYS[0] @ toward_hello) * toward_hello
    return np.stack([toward_hello, square / np.linalg.norm(square)])


def looked(Q_plane, directions, beside, K, V):
    """Let a query in the plane of two keys look at them; also give the part that decides."""
    Q = Q_plane @ directions + beside
    _, S_scaled, _, A, Z_heads = attention_steps(Q, K, V)
    s, shares = S_scaled[0], A[0]
    K_third = K @ directions.T / 3  # drawn so, as the query is short
    across = Q_plane * np.array([1.0, 0.0])
    ground = np.concatenate([0 * across, across])
    return {
        "Q": Q,
        "K": K,
        "K_third": K_third,
        "across": across,
        "ground": ground,
        "s": s,
        "A": shares,
        "Z_heads": Z_heads,
    }


def look_figure():
    """Drag the query of SOS among the keys of the encoder: only one of its directions decides."""
    directions = settled(plane_of_keys())
    Q = Y_SOS @ W_Q
    start = np.round(Q @ directions.T, 6)
    return Figure(
        looked,
        {"Q_plane": matrix(start, rows=["SOS"], columns=["across", "up"], step=0.1)},
        [
            [
                plane(
                    paths("ground", look="bold", hue="lit"),
                    drops("Q_plane", "across", hue="lit"),
                    arrows("K_third", rows=WORDS, hue="k"),
                    arrows("Q_plane", rows=["SOS"], hue="q"),
                    x=(-2, 1.85),
                    y=(-1.75, 1.2),
                    axes=("rather Hello", "both alike"),
                    label="Query, and keys at a third of their length",
                ),
                rail(
                    "s",
                    shares="A",
                    limits=(-6, 6),
                    rows=WORDS,
                    caption="Scores as beads on a line, and their shares.",
                ),
            ],
            sentence("SOS gives “Hello” {A[0]} and “World” {A[1]}."),
            fold(
                "The numbers",
                [matrix("Q_plane"), "→", matrix("Q", rows=["SOS"]), matrix("K", rows=WORDS)],
                [matrix("s", columns=WORDS), "→", matrix("A", columns=WORDS)],
                ["→", matrix("Z_heads", rows=["SOS"])],
            ),
        ],
        fixed={
            "directions": directions,
            "beside": settled(Q - start @ directions),
            "K": settled(KEYS),
            "V": settled(example.memory @ W_V),
        },
        name="look-at-the-other",
        title="SOS looks at one word rather than the other",
        caption="The first head of this chapter, with nothing lost: what a query holds beside the "
        "plane of the keys meets no key. Both keys are drawn at a third of their length, since the "
        "query is short. Drag SOS straight up and down: both beads move, and the "
        "bar stands still. Then drag it across. The thick line is all that decides.",
    )


def answered(memory, size, weights, Y):
    """Let three rows ask a memory, with queries made larger or smaller."""
    W_Q = size * weights.W_Q
    steps = multi_head_attention_steps(Y, memory, W_Q, weights.W_K, weights.W_V, weights.W_O)
    return {"A": steps.A, "Z": steps.Z}


def twins_figure():
    """Change a memory with two equal rows, and draw weights: see whether the rows part."""
    asking = ("SOS", "hola", "mundo")
    return Figure(
        answered,
        {
            "weights": choice(
                {str(seed): cross_weights(seed) for seed in SEEDS}, label="Weights of seed"
            ),
            "size": slider(
                1,
                0.01,
                100,
                marks={"1": 1, "10": 10, "100": 100},
                log=True,
                label="times the query weights",
            ),
            "memory": matrix(example.memory[[0, 0]], rows=WORDS, label="two rows", step=0.1),
        },
        [
            [matrix("memory"), "→", heat("A", rows=asking, columns=WORDS, lang=SPANISH)],
            ["→", matrix("Z", rows=asking, lang=SPANISH)],
            sentence("Three questions; the answers begin with {Z[0, 0]}, {Z[1, 0]} and {Z[2, 0]}."),
        ],
        fixed={"Y": THREE},
        name="equal-rows",
        title="Ask two equal rows what you like: half and half",
        caption=told(
            "Change the seed, and make the queries <<:try 100>> times as large: all "
            "weights stay one half. Then change the first number of World by <<:try "
            "0.1>>, and go through the sizes again. At <<:try 100>> the heads have nearly made "
            "up their minds, and the answers still hardly differ: the two values are "
            "almost the same row."
        ),
    )


def our_question(theta, source):
    """Let the first row of one decoder ask the memory of one encoder."""
    steps = thread.steps_of(theta, source)
    (block,) = steps.blocks.decoder
    return {
        "Y_1": block.Y_1[:1],
        "memory": steps.blocks.memory,
        "Q": block.cross.Q[:, :1],
        "K": block.cross.K,
        "A": block.cross.A[:, :1],
    }


def our_question_figure():
    """Ask the memory of chapter 9 with the SOS of chapter 10, by dice and trained."""
    sos = thread.WRITTEN[:1]
    return Figure(
        our_question,
        {"theta": thread.which(), "source": thread.sources()},
        [
            [matrix("Y_1", rows=sos), matrix("memory", rows="source")],
            ["→", matrix("Q", rows=sos), matrix("K", rows="source")],
            ["→", *(links("A", sos, "source", head=i) for i in (1, 2))],
            sentence(
                "SOS gives the first word of the source {A[0, 0, 0]} in the first head, "
                "{A[1, 0, 0]} in the second."
            ),
        ],
        name="our-question",
        outcome=["A"],
        title="Whom SOS asks, by dice and trained",
        caption="By dice SOS asks both words, about half and half. Switch to trained: it finds "
        "“world” with its first head and “hello” with its second. Then turn the source round: the "
        "first head follows “world” to its new place, and the second stays with the first place: "
        "now both find “world”.",
    )


FIGURES = {
    "our-question": our_question_figure,
    "two-streams": streams_figure,
    "sos-asks": asked_figure,
    "look-at-the-other": look_figure,
    "equal-rows": twins_figure,
}
