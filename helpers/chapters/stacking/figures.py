"""Figures of chapter 8: layer norm step by step, its variants, and a stack to repair."""

import numpy as np

from helpers import (
    batch_norm,
    encoder_states,
    example,
    feed_forward,
    layer_norm,
    layer_norm_bessel,
    layer_norm_std_plus_eps,
    layer_norm_steps,
    naive_softmax,
    residual,
    scaled_weights,
    tokens_apart,
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
    line,
    matrix,
    nudges,
    outline,
    paths,
    plane,
    sentence,
    slider,
    switch,
    vector,
)
from helpers.live.rounding import settled
from helpers.mathematics.norm import EPS, NormWeights
from helpers.mathematics.transformer import EncoderBlockWeights, Wiring

WORDS = example.sentence
PLACES = {  # is what came in kept, is a norm before each layer, is one after it
    "nothing": np.array([0, 0, 0]),
    "residual": np.array([1, 0, 0]),
    "norm": np.array([0, 0, 1]),
    "post-norm": np.array([1, 0, 1]),
    "pre-norm": np.array([1, 1, 0]),
}
IN_SPACE = np.array([[2.5, 1.5, 3.5], [-0.3, 2.4, 2.4]])
WORLD_LEFT = 1 / 3  # the turn from which "World" lies straight to the left of the middle
LEAN = 0.4  # how far the picture of three axes is tilted: the sine of the angle
TURNS = np.linspace(0, 2 * np.pi, 49)
ROUND = settled(np.column_stack([np.cos(TURNS), np.sin(TURNS)]))
RING = np.round(ROUND[::2] @ np.array([[np.sqrt(2), -np.sqrt(2)], [1, 1]]), 3)
SHEET = np.array([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
EPS_MARKS = {"1e-6": 1e-6, "1e-5": EPS, "1": 1}

N_BLOCKS = 6
HALF = 0.5  # of the size of the weights
SECOND_AND_THIRD, FIRST_AND_FOURTH = np.eye(4)[1:3], np.eye(4)[0::3]
FAR = 27  # how many times as far a walk without a norm goes
NUMBERED = [str(n + 1) for n in range(N_BLOCKS)]

NOISE = 1e-12  # the numbers whose distance is measured are about one


def _sums():
    """Give X + Z as published and as corrected: what the first layer norm gets."""
    corrected = example.corrected()
    return tuple(settled(residual(given.X, given.Z)) for given in (example, corrected))


def norm_steps(X_sum, gamma, beta, eps):
    """Normalise each token step by step, with its standard deviation."""
    steps = layer_norm_steps(X_sum, gamma, beta, eps)
    sigma = np.sqrt(steps.var)
    return {**steps._asdict(), "sigma": sigma}


def layer_norm_figure():
    """Change a row, γ, β or ε: mean, variance and the normalised row follow."""
    published, corrected = _sums()
    width = published.shape[-1]
    return Figure(
        norm_steps,
        {
            "X_sum": matrix(published, rows=WORDS, variants={"corrected": corrected}, step=1),
            "eps": slider(EPS, 1e-12, 10, marks=EPS_MARKS, log=True, domain=(0, None)),
            "gamma": vector(np.ones(width), step=0.5),
            "beta": vector(np.zeros(width), step=0.5),
        },
        [
            [matrix("X_sum")],
            [
                matrix("mu", rows=WORDS),
                matrix("var", rows=WORDS),
                matrix("sigma", rows=WORDS),
                "→",
                matrix("normalized", rows=WORDS),
            ],
            [vector("gamma"), vector("beta"), "→", matrix("X_norm", rows=WORDS)],
        ],
        name="layer-norm",
        title="A token keeps its shape and loses its size",
        caption=told(
            "Paste <<:try 1 2 3 4>> into the row of “Hello”, then <<:try 110 120 130 "
            "140>>: the normalised row is the same. Then try to bring a normalised number"
            " above √<<EXAMPLE.d_model - 1>>, the largest that four numbers allow: only γ"
            " and β can."
        ),
    )


def norms(X_sum, eps):
    """Normalise the same rows in four ways."""
    inside = layer_norm(X_sum, eps=eps)
    beside = layer_norm_std_plus_eps(X_sum, eps=eps)
    sample = layer_norm_bessel(X_sum, eps=eps)
    batch = batch_norm(X_sum, eps=eps)
    return {"inside": inside, "beside": beside, "sample": sample, "batch": batch}


def norms_figure():
    """Change the rows or ε: three forms of layer norm and batch norm, side by side."""
    published, corrected = _sums()
    limits = {"rows": WORDS, "limits": [-np.sqrt(3), np.sqrt(3)], "heat": True}
    return Figure(
        norms,
        {
            "X_sum": matrix(published, rows=WORDS, variants={"corrected": corrected}, step=1),
            "eps": slider(EPS, 1e-12, 10, marks=EPS_MARKS, log=True, domain=(0, None)),
        },
        [
            [matrix("X_sum")],
            [
                matrix("inside", label="the root: layer norm", **limits),
                matrix("beside", label="σ: the worked example", **limits),
            ],
            [
                matrix("sample", label="variance, d − 1", **limits),
                matrix("batch", label="norm, by column", **limits),
            ],
        ],
        name="four-norms",
        title="Four norms, one pair of tokens",
        caption=told(
            "Paste <<:try 0.001 0.002 0.003 0.004>> into the row of “Hello”: where ε "
            "stands decides now. Then write <<:try −9>> in place of the first number of "
            "“World”: three norms leave “Hello” as it is, the fourth changes the sign "
            "of its first number."
        ),
    )


def weigher(subtracts):
    """Give the textbook softmax, of scores less the highest of their row if `subtracts` is one."""
    return lambda S: naive_softmax(S - subtracts * S.max(axis=-1, keepdims=True))


def wiring_of(places, weigh):
    """Put layers together as three numbers of `PLACES` say.

    They are numbers, and not functions, so that one recorded graph serves for all of them.
    """
    is_kept, is_before, is_after = (places[i] > 0 for i in range(3))

    def before(X, norm):
        return np.where(is_before, layer_norm(X, *norm), X)

    def after(X, F, norm):
        X_sum = np.where(is_kept, residual(X, F), F)
        return np.where(is_after, layer_norm(X_sum, *norm), X_sum)

    return Wiring(before, after, None, None, weigh)


def stack_steps(X, scale, wiring, subtracts, blocks):
    """Send the tokens through six blocks; measure size and distance after each."""
    blocks = [scaled_weights(weights, scale) for weights in blocks]
    states = encoder_states(X, blocks, wiring=wiring_of(wiring, weigher(subtracts)))
    largest = np.abs(states).max(axis=-1).max(axis=-1)
    apart = tokens_apart(states)
    distance = np.where(apart < NOISE, 0.0, apart)  # what is left there differs between processors
    size_and_distance = np.stack([largest, distance], axis=-1)
    powers_of_ten = np.log(size_and_distance.T) / np.log(10)
    memory = states[-1]
    return {
        "states": states,
        "size_and_distance": size_and_distance,
        "powers_of_ten": powers_of_ten,
        "memory": memory,
    }


def stack_figure():
    """Repair a stack: choose softmax, wiring and the size of the weights."""
    blocks = example.our_blocks()
    after = ["start", *(f"block {n + 1}" for n in range(len(blocks)))]
    what = ["largest number", "distance"]
    return Figure(
        stack_steps,
        {
            "subtracts": switch("stable softmax", off=np.array(0.0), on=np.array(1.0)),
            "wiring": choice(PLACES, label="Between the layers"),
            "scale": slider(
                1,
                0.01,
                10,
                marks={"0.1": 0.1, "0.3": 0.3, "1": 1, "3": 3},
                log=True,
                label="times all weights",
            ),
            "X": matrix(example.X, rows=WORDS, variants={"corrected": example.X_corrected}),
        },
        [
            [matrix("X"), "→", matrix("memory", rows=WORDS, label="after the last block")],
            [
                matrix("size_and_distance", rows=after, columns=what, label="after each block"),
                line(
                    "powers_of_ten",
                    labels=what,
                    limits=[-12, 12],
                    label="powers of ten after each block",
                ),
            ],
            sentence(
                "After six blocks the largest number is {size_and_distance[6, 0]}, and the two "
                "words are {size_and_distance[6, 1]} apart."
            ),
        ],
        fixed={"blocks": blocks},
        name="stack",
        title="Two faults, and what the repair leaves",
        caption=told(
            "Switch the stable softmax on: no NaN, but growth. Choose “norm”: no growth, "
            "and two words that are one. Choose “post-norm” and turn the weights down to "
            "<<:try 0.1>>: small, finite, and still two words. (The distance is the largest "
            "difference of their normalised rows. A curve ends at NaN or at zero, and a distance "
            "that is only rounding counts as zero.)"
        ),
    )


def block_of(attention, network, n):
    """Take one block out of weights that hold all six; its norms neither stretch nor move."""
    norm = NormWeights(np.ones(4), np.zeros(4))
    parts = [type(part)(*(W[n] for W in part)) for part in (attention, network)]
    return EncoderBlockWeights(parts[0], norm, parts[1], norm)


def walk_steps(X, wiring, attention, network):
    """Send two words through six blocks; give what each block adds, and two numbers to draw."""
    blocks = [block_of(attention, network, n) for n in range(N_BLOCKS)]
    states = encoder_states(X, blocks, wiring=wiring_of(wiring, weigher(1)))
    added = states[1:] - states[:-1]
    between = states[:, 0] - states[:, 1]
    apart = lengths(between)
    kept = apart[-1] / apart[0]
    steps = lengths(added).T
    way = steps.sum(axis=-1)
    middle, outer = states[..., 1:3], states[..., 0::3]
    has_norm = wiring[1] + wiring[2] > 0
    return {
        "added": added,
        "steps": steps,
        "apart": apart,
        "kept": kept,
        "way": way,
        "far": np.where(has_norm, 1.0, FAR),
        "second_and_third": SECOND_AND_THIRD,
        "first_and_fourth": FIRST_AND_FOURTH,
        "ring": RING,
        **walks("middle", middle),
        **walks("outer", outer),
    }


def walks(name, seen):
    """Name the ends of each word's arrows in one picture, and where the words start."""
    ends = {f"{name}_start": seen[0]}
    for i, word in enumerate(WORDS):
        ends |= {f"{name}_{word}_from": seen[:-1, i], f"{name}_{word}_to": seen[1:, i]}
    return ends


def lengths(rows):
    """Measure the length of each row."""
    return np.sqrt((rows * rows).sum(axis=-1))


def halved_weights():
    """Give the weights of our six blocks, half as large, those of a kind in one array."""
    blocks = example.our_blocks()
    kinds = ([block.attention for block in blocks], [block.feed_forward for block in blocks])
    return [
        type(kind[0])(*(np.round(HALF * np.stack(W), 2) for W in zip(*kind, strict=True)))
        for kind in kinds
    ]


def walk_plane(name, moves, axes):
    """Draw two of the four numbers of both words, from block to block."""
    World, Hello = (
        arrows(
            f"{name}_{word}_to", tails=f"{name}_{word}_from", rows=NUMBERED, hue=hue, look="fine"
        )
        for word, hue in (("World", None), ("Hello", "lit"))
    )
    return plane(
        paths("ring", look="faint"),
        dots(f"{name}_start", rows=WORDS, moves=("X", moves)),  # first: their names choose first
        World,
        Hello,
        x=(-6.3, 6.3),
        y=(-1.8, 7.6),
        axes=axes,
        zoom="far",
        label=f"{axes[0].title()} and {axes[1]} number",
    )


def walk_figure():
    """Draw what each of six blocks adds as an arrow, tip to tail, for three places of the norm."""
    attention, network = halved_weights()
    return Figure(
        walk_steps,
        {
            "wiring": choice(
                {
                    "pre-norm": PLACES["pre-norm"],
                    "post-norm": PLACES["post-norm"],
                    "no norm": PLACES["residual"],
                },
                label="Each layer adds to what came in, with",
            ),
            "X": matrix(
                example.X, rows=WORDS, variants={"corrected": example.X_corrected}, step=0.1
            ),
        },
        [
            [
                walk_plane("middle", "second_and_third", axes=("second", "third")),
                walk_plane("outer", "first_and_fourth", axes=("first", "fourth")),
            ],
            sentence("Apart: {apart[0]} at first, {apart[6]} at last."),
            [bars("way", columns=WORDS, label="length of each walk")],
            fold(
                "The numbers",
                [matrix("X")],
                [matrix("steps", rows=WORDS, columns=NUMBERED, label="how far each block goes")],
            ),
        ],
        fixed={"attention": attention, "network": network},
        name="walk",
        title="A walk of six steps",
        caption=told(
            "Each word has four numbers: two in each picture. Drag the start of a word, and its "
            "whole walk follows. The ring is all that a norm allows: no row that comes out of a "
            "layer norm has its place outside. With post-norm an arrow is all that a block does "
            "to a word, its two norms included. Without a norm the pictures reach <<far>> times "
            "as far.",
            far=FAR,
        ),
    )


def seen_from(turn):
    """Give two directions across and up a picture of three axes, and what points at the reader.

    The three axes lean equally; `turn`, in quarter turns, goes around the line on which all three
    numbers are equal. A hand moves what it drags across the picture along the plane on which the
    three add up to zero, and what it drags up along that line.
    """
    upright = np.array([1.0, 1.0, 1.0]) / np.sqrt(3)
    right = np.array([1.0, -1.0, 0.0]) / np.sqrt(2)
    front = np.array([1.0, 1.0, -2.0]) / np.sqrt(6)
    angle = turn * (np.pi / 2)
    across = np.cos(angle) * right + np.sin(angle) * front
    away = np.cos(angle) * front - np.sin(angle) * right
    up = LEAN * away + np.sqrt(1 - LEAN**2) * upright
    toward = LEAN * upright - np.sqrt(1 - LEAN**2) * away
    by_hand = np.stack([across, 0 * across + upright / np.sqrt(1 - LEAN**2)])
    return np.stack([across, up]), by_hand, toward, right, front


def seen_on(rows, flat):
    """Give where rows are seen; what is only rounding counts as zero, as of distances."""
    seen = rows @ flat
    return np.where(np.abs(seen) < NOISE, 0.0, seen)


def norm_in_space(X, gamma, beta, turn):
    """Normalise rows of three numbers, and draw each step as seen from one side."""
    mu, _, normalized, X_norm = layer_norm_steps(X, gamma, beta, EPS)
    centred = X - mu
    picture, by_hand, toward, right, front = seen_from(turn)
    flat = picture.T
    ring = np.sqrt(3) * (ROUND[:, :1] * right + ROUND[:, 1:] * front)
    sheet = 3 * (SHEET[:, :1] * right + SHEET[:, 1:] * front)
    apart = np.sqrt(((X_norm[0] - X_norm[1]) ** 2).sum())
    apart_before = np.sqrt(((X[0] - X[1]) ** 2).sum())
    return {
        "centred": centred,
        "normalized": normalized,
        "X_norm": X_norm,
        "apart": apart,
        "apart_before": apart_before,
        "by_hand": by_hand,
        "depth": X @ toward,
        "X_seen": seen_on(X, flat),
        "centred_seen": seen_on(centred, flat),
        "normalized_seen": seen_on(normalized, flat),
        "X_norm_seen": seen_on(X_norm, flat),
        "ring": ring @ flat,
        "ring_after": (ring * gamma + beta) @ flat,
        "sheet": sheet @ flat,
        "axes": 4 * flat,
    }


def space_figure():
    """Drag two words of three numbers; see what a layer norm makes of them, step by step."""
    return Figure(
        norm_in_space,
        {
            "turn": slider(WORLD_LEFT, 0, 4, label="quarter turns"),
            "X": matrix(IN_SPACE, rows=WORDS, step=0.1),
            "gamma": vector([1, 1, 1], step=0.1),
            "beta": vector([0, 0, 0], step=0.1),
        },
        [
            [
                plane(
                    outline("sheet"),
                    arrows("axes", rows=("first", "second", "third"), look="faint"),
                    paths("ring", look="bold"),
                    paths("ring_after", look="bold", hue="lit"),
                    drops("X_seen", "centred_seen"),
                    drops("centred_seen", "normalized_seen"),
                    dots("normalized_seen", rows=["", ""]),
                    dots("X_norm_seen", rows=WORDS, hue="lit"),
                    arrows("X_seen", rows=WORDS, moves=("X", "by_hand")),
                    x=(-4.5, 4.5),
                    y=(-2.15, 4.25),
                    axes=None,
                    label="Three numbers, seen from one side",
                ),
            ],
            sentence(
                "The two words are {apart_before} apart. After the norm they are {apart} apart."
            ),
            sentence(
                "A picture has two directions, so it loses the third: “Hello” lies {depth[0]} and "
                "“World” {depth[1]} toward you. The slider turns it."
            ),
            [matrix("gamma"), matrix("beta")],
            fold(
                "The numbers",
                [matrix("X"), "→", matrix("centred", rows=WORDS)],
                ["→", matrix("normalized", rows=WORDS), "→", matrix("X_norm", rows=WORDS)],
            ),
        ],
        name="norm-in-space",
        title="Layer norm, as it is in three dimensions",
        caption="Each word falls straight onto the plane on which its three numbers add up to "
        "zero, then moves along the plane to the circle. A place on that circle is all that is "
        "left of a word. Then γ stretches the circle and β moves it. Dragged up or down, a word "
        "goes straight away from the plane; dragged across, it goes along the plane. Turn the "
        "picture for other ways along it.",
    )


def six_networks(x, scale, keeps, networks):
    """Send a token through six networks, and find how the sum of the end answers to each number."""
    last_row = x
    for W_1, b_1, W_2, b_2 in networks:
        found = feed_forward(last_row, scale * W_1, scale * b_1, scale * W_2, scale * b_2)
        last_row = residual(last_row, found) if keeps else found
    total = last_row.sum()
    slopes = gradient(total, x)
    return {"last_row": last_row, "slopes": slopes, "total": total}


def residual_arrows_figure():
    """Put an arrow on each number of a token: how the end of six networks answers to it."""
    networks = tuple(
        tuple(np.round(W, 3) for W in block.feed_forward)
        for block in example.drawn_blocks(example.OUR_SEED)
    )
    return Figure(
        six_networks,
        {
            "x": vector(example.X[0], variants={"corrected": example.X_corrected[0]}, step=0.1),
            "scale": slider(
                0.1, 0.01, 1, log=True, label="times all weights", marks={"0.1": 0.1, "0.3": 0.3}
            ),
            "keeps": switch("residual connections"),
        },
        [
            [vector("x"), nudges("x", "slopes", 1, label="and how the end answers")],
            [matrix("slopes", label="of the end, one for each number")],
            [matrix("last_row", label="the row after six networks")],
        ],
        fixed={"networks": networks},
        name="residual-arrows",
        title="Does the end hear of the beginning?",
        caption="An arrow shows how the sum of the last row answers to a number of the first. With "
        "small weights and nothing else there are dots. Switch the residual connections on: each "
        "number has its way past all six networks, and its slope is about one.",
    )


FIGURES = {
    "norm-in-space": space_figure,
    "walk": walk_figure,
    "residual-arrows": residual_arrows_figure,
    "layer-norm": layer_norm_figure,
    "four-norms": norms_figure,
    "stack": stack_figure,
}
