"""Figures of chapter 18: what newer models do in another way, each beside the paper's."""

import numpy as np

from helpers import (
    POST_NORM,
    PRE_NORM,
    Sizes,
    example,
    gelu,
    grouped_attention_steps,
    layer_norm,
    multi_head_attention,
    pool_heads,
    positional_encoding,
    random_encoder_block,
    relu,
    rms_norm,
    rotate,
    silu,
)
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    choice,
    dial,
    heat,
    line,
    matrix,
    sentence,
    slider,
    value,
    vector,
)
from helpers.mathematics.initialise import random_attention
from helpers.mathematics.position import frequencies
from helpers.mathematics.transformer import walk_encoder
from helpers.training import encoder_backward, layer_norm_backward
from helpers.training.flat import rebuild

PLACES = np.arange(41.0)
STEPS = np.linspace(-4, 4, 33)
PLACE_LABELS = [f"position {n}" for n in range(4)]
DEEP = Sizes(d_model=6, d_k=3, d_v=3, d_ff=8, n_heads=2, n_layers=12, n_vocab=1)
SHARING = Sizes(d_model=8, d_k=2, d_v=2, d_ff=8, n_heads=4, n_layers=1, n_vocab=1)
SENTENCE = ("the", "red", "car")
WIRINGS = {"post-norm": POST_NORM, "pre-norm": PRE_NORM}
WIDER = {  # the same two, as wide as nothing that has to fit into a figure
    "deep": Sizes(d_model=64, d_k=16, d_v=16, d_ff=256, n_heads=4, n_layers=12, n_vocab=1),
    "sharing": Sizes(d_model=64, d_k=16, d_v=16, d_ff=256, n_heads=4, n_layers=1, n_vocab=1),
}


def learned_table(P):
    """Compare each two rows of a table of learned positions, and of the paper's sinusoids."""
    PE = positional_encoding(np.arange(4), P.shape[-1])
    learned = P @ P.T
    fixed = PE @ PE.T
    return {"PE": PE, "learned": learned, "fixed": fixed}


def learned_positions_figure():
    """Change a row of a table of positions, and see which products know the distance."""
    start = np.array(
        [[0.9, 0.1, 0.2, -0.4], [0.3, 0.8, -0.1, 0.5], [-0.6, 0.4, 0.7, 0.1], [0.2, -0.7, 0.5, 0.6]]
    )
    both = {"rows": PLACE_LABELS, "columns": PLACE_LABELS}
    return Figure(
        learned_table,
        {"P": matrix(start, rows=PLACE_LABELS, step=0.1, label="a table that could be learnt")},
        [
            [matrix("P"), "→", heat("learned", label="products of its rows", **both)],
            [
                matrix("PE", rows=PLACE_LABELS, label="of the paper"),
                "→",
                heat("fixed", label="products of its rows", **both),
            ],
        ],
        name="learned-positions",
        title="A table that owes nothing to distance",
        caption="In the lower square each diagonal holds one number: neighbours are alike wherever "
        "they stand. Change the rows of the upper table until its square is like that. A table of "
        "four rows has nothing to say about a fifth position.",
    )


def both_scores(q, k, places, distance):
    """Score a query at each place with a key further on: positions by rotation, and added."""
    d_k = q.shape[-1]
    alike = np.zeros((places.shape[0], d_k))
    Q_rotated = rotate(q + alike, places)
    K_rotated = rotate(k + alike, places + distance)
    by_rotation = (Q_rotated * K_rotated).sum(axis=-1)
    Q_added = q + positional_encoding(places, d_k)
    K_added = k + positional_encoding(places + distance, d_k)
    by_addition = (Q_added * K_added).sum(axis=-1)
    return np.stack([by_rotation, by_addition])


def turned(q, k, distance, place):
    """Compare both kinds of score at one place, and along the sentence."""
    scores = both_scores(q, k, PLACES, distance)
    here = both_scores(q, k, np.stack([place]), distance)
    n_pairs = q.shape[-1] // 2
    turned_q = rotate(q[None], np.stack([place])).reshape(n_pairs, 2)
    turned_k = rotate(k[None], np.stack([place + distance])).reshape(n_pairs, 2)
    turned_hands = np.stack([turned_q, turned_k])[..., ::-1]  # zero points up, as on a clock
    per_radian = 1 / frequencies(np.arange(n_pairs), q.shape[-1])
    return {
        "scores": scores,
        "rotated": here[0, 0],
        "added": here[1, 0],
        "turned_hands": turned_hands,
        "per_radian": per_radian,
    }


def rotary_figure():
    """Move a query and a key along the sentence together; one kind of score stays."""
    return Figure(
        turned,
        {
            "q": vector([8.0, 3.0, 1.0, -2.0], step=0.5),
            "k": vector([1.0, 2.0, -1.0, 1.0], step=0.5),
            "distance": slider(3, -10, 10, whole=True, label="of the key"),
            "place": slider(5, 0, 40, whole=True, domain=(0, 1000), label="of the query"),
        },
        [
            dial(
                "turned_hands",
                hands={"query": "q", "key": "k"},
                faces=[f"pair {i}" for i in range(2)],
                turns=("place", "per_radian"),
                reach=9,
                label="hands of both",
                caption="Each hand is drawn as turned at its place: up is the first number of a "
                "pair, to the right the second. Turn a hand: both words move along.",
            ),
            line(
                "scores",
                x=PLACES,
                labels=["rotated", "added"],
                mark="place",
                limits=(-45, 45),
                label="score at each place of the query",
            ),
            sentence("At this place: {rotated} with rotation, {added} with added positions."),
        ],
        name="rotary",
        outcome=["turned_hands", "scores"],
        title="Only the distance counts",
        caption="Turn a hand, or move the place: query and key turn together, and the rotated "
        "score does not change. Then move the distance: it does. With added positions the score "
        "depends on both, because the words’ numbers are multiplied with the positions’ as well.",
    )


def two_norms(X, added, times):
    """Shift and scale a token, and normalise it in both ways."""
    X_moved = times * X + added
    by_layer = layer_norm(X_moved)
    by_rms = rms_norm(X_moved)
    return {"X_moved": X_moved, "by_layer": by_layer, "by_rms": by_rms}


def rms_norm_figure():
    """Shift and scale a token: one norm forgets both, the other the scale alone."""
    rows = example.sentence
    return Figure(
        two_norms,
        {
            "X": matrix(
                example.X, rows=rows, variants={"corrected": example.X_corrected}, step=0.1
            ),
            "added": slider(0, -10, 10, marks={"0": 0, "10": 10}, label="to every number"),
            "times": slider(1, 0.1, 100, marks={"1": 1, "100": 100}, log=True),
        },
        [
            [matrix("X"), "→", matrix("X_moved", rows=rows)],
            [
                matrix("by_layer", rows=rows, label="by layer norm"),
                matrix("by_rms", rows=rows, label="by RMS norm"),
            ],
        ],
        name="rms-norm",
        title="What RMSNorm leaves out",
        caption=told(
            "Multiply by <<:try 100>>: both results stay. Add <<:try 10>>: layer norm "
            "stays, and the rows of RMSNorm come close to four ones."
        ),
    )


def gates(x, gate):
    """Send one number through three activations, and through a gate of its own."""
    curves = np.stack([relu(STEPS), gelu(STEPS), silu(STEPS)])
    at_x = np.stack([relu(x), gelu(x), silu(x)])
    gated = silu(gate) * x
    through = silu(gate) * STEPS
    return {"curves": curves, "at_x": at_x, "gated": gated, "through": through}


def gates_figure():
    """Compare ReLU, GELU and SiLU at a number, and let another number be the gate."""
    names = ["ReLU", "GELU", "SiLU"]
    return Figure(
        gates,
        {
            "x": slider(-0.7, -4, 4, marks={"−0.7": -0.7, "0": 0, "2": 2}, domain=(-100, 100)),
            "gate": slider(1, -4, 4, marks={"−4": -4, "1": 1, "4": 4}, domain=(-100, 100)),
        },
        [
            [
                line("curves", x=STEPS, labels=names),
                line("through", x=STEPS, label="x behind the gate", limits=(-4, 4)),
            ],
            [
                vector("at_x", columns=names, label="at this x"),
                value("gated", "x times SiLU(gate)"),
            ],
        ],
        name="gates",
        title="A corner, two curves, and a gate",
        caption=told(
            "Below zero the ReLU lies flat; the two curves dip and come back. With a gate, x is "
            "only scaled, by a number that another column decides. Turn the gate to "
            "<<:try −4>>: x is all but shut out."
        ),
    )


def shared_heads(X, n_groups, weights):
    """Attend with four heads of queries and fewer of keys and values."""
    W_Q, W_K, W_V, W_O = weights
    steps = grouped_attention_steps(
        X, X, W_Q, pool_heads(W_K, n_groups), pool_heads(W_V, n_groups), W_O
    )
    full = multi_head_attention(X, X, *weights)
    held = steps.K[..., 0, :].size + steps.V[..., 0, :].size + 0.0 * X.sum()
    apart = np.sqrt(np.square(steps.Z - full).mean())
    return {"A": steps.A, "Z": steps.Z, "held": held, "apart": apart}


def grouped_figure():
    """Let heads share keys and values; see what the cache holds and what it costs."""
    rng = np.random.default_rng(18)
    X = rng.standard_normal((len(SENTENCE), SHARING.d_model)).round(1)
    weights = tuple(W.round(2) for W in random_attention(rng, SHARING))
    groups = {"four: as in the paper": 4, "two groups": 2, "one: multi-query": 1}
    return Figure(
        shared_heads,
        {
            "n_groups": choice(groups, label="Keys and values"),
            "X": matrix(X, rows=SENTENCE, step=0.1),
        },
        [
            [heat("A", rows=SENTENCE, columns=SENTENCE)],
            [matrix("Z", rows=SENTENCE)],
            sentence(
                "A cache holds {held} numbers for each word. The output differs by {apart} (root "
                "mean square) from the one with four groups."
            ),
        ],
        fixed={"weights": weights},
        name="grouped",
        title="Four heads ask; how many answer?",
        caption="With one group all heads meet the same keys. Their weights differ still, because "
        "their queries do. The output changes, since these weights were not trained to share.",
    )


def deep(scale, wiring, X, dX_out, blocks):
    """Send tokens down a deep stack and a gradient back up, and measure both."""
    states = [scale * X]
    steps = tuple(walk_encoder(states[0], blocks, wiring=wiring))
    states += [block.X_2 for block in steps]
    back = encoder_backward(dX_out, states[0], blocks, steps, wiring)
    gradients = [dX_out, *(block.X for block in reversed(back))]
    size = np.sqrt(np.square(np.stack(states)).mean(axis=-1).mean(axis=-1))
    answer = np.sqrt(np.square(np.stack(gradients[::-1])).mean(axis=-1).mean(axis=-1))
    curves = np.log(np.stack([size, answer])) / np.log(10)
    return {"curves": curves, "largest": size[-1], "first": answer[0]}


def through_many(wiring, seeds, sizes=DEEP):
    """Draw a deep stack again and again; give the rows at the end and the gradient at the start.

    Each seed draws blocks by Xavier's rule, three tokens, and the direction of a gradient of size
    one at the top.

    Parameters
    ----------
    wiring : Wiring
    seeds : iterable of int
    sizes : Sizes

    Returns
    -------
    largest, first : ndarray of shape (n_seeds,)
    """
    ends = []
    for seed in seeds:
        blocks, X, dX = _drawn(seed, sizes)
        walked = deep(1.0, wiring, X, dX, blocks)
        ends.append((float(walked["largest"]), float(walked["first"])))
    largest, first = np.transpose(ends)
    return largest, first


def last_weights(wiring, seeds, sizes=DEEP):
    """Draw a deep stack again and again; give the length of the gradient of its last ``W_2``.

    The draws are those of `through_many`. In pre-norm the gradient comes through one more norm,
    which such a stack needs at its end.

    Parameters
    ----------
    wiring : Wiring
    seeds : iterable of int
    sizes : Sizes

    Returns
    -------
    lengths : ndarray of shape (n_seeds,)
    """
    lengths = []
    for seed in seeds:
        blocks, X, dX = _drawn(seed, sizes)
        steps = tuple(walk_encoder(X, blocks, wiring=wiring))
        if wiring == PRE_NORM:
            dX = layer_norm_backward(dX, steps[-1].X_2, np.ones(sizes.d_model))[0]
        back = encoder_backward(dX, X, blocks, steps, wiring)
        lengths.append(np.linalg.norm(back[-1].weights.feed_forward.W_2))
    return np.array(lengths)


def _drawn(seed, sizes):
    """Draw the blocks of a stack, three tokens, and a gradient of size one at its end."""
    rng = np.random.default_rng(seed)
    blocks = tuple(random_encoder_block(rng, sizes) for _ in range(sizes.n_layers))
    X, dX = rng.standard_normal((2, 3, sizes.d_model))
    return blocks, X, dX / np.sqrt(np.square(dX).mean(axis=-1)).mean()


def pooled_apart(seeds, n_groups, sizes=SHARING):
    """Let heads share the mean of drawn weights; give how far the output moves, per its size.

    Parameters
    ----------
    seeds : iterable of int
    n_groups : int
    sizes : Sizes

    Returns
    -------
    moved : ndarray of shape (n_seeds,)
    """
    moved = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        X = rng.standard_normal((len(SENTENCE), sizes.d_model))
        weights = random_attention(rng, sizes)
        full = multi_head_attention(X, X, *weights)
        apart = shared_heads(X, n_groups, weights)["apart"]
        moved.append(float(apart / np.sqrt(np.square(full).mean())))
    return np.array(moved)


def pre_norm_figure():
    """Compare post-norm and pre-norm in a stack of twelve blocks with first weights."""
    rng = np.random.default_rng(36)  # near the medians of `through_many`
    drawn = tuple(random_encoder_block(rng, DEEP) for _ in range(DEEP.n_layers))
    blocks = rebuild(drawn, lambda W: W.round(2))  # short numbers keep the page small
    X, dX_out = rng.standard_normal((2, 3, DEEP.d_model)).round(2)
    dX_out = (dX_out / np.sqrt(np.square(dX_out).mean())).round(4)
    return Figure(
        deep,
        {
            "wiring": choice(WIRINGS, label="Wiring"),
            "scale": slider(1, 0.1, 10, marks={"1": 1, "10": 10}, log=True, label="times X"),
        },
        [
            line(
                "curves",
                labels=["size of the rows", "gradient"],
                label="at the start and after each block, in powers of ten",
                limits=(-2, 2),
            ),
            sentence(
                told(
                    "After the last block the rows have the size {largest}. The gradient is "
                    "<<:idiom 1>> there, and {first} at the start."
                )
            ),
        ],
        fixed={"blocks": blocks, "X": X, "dX_out": dX_out},
        name="pre-norm",
        title="Where the norm stands",
        caption="Choose a wiring, and follow the size of the rows from block to block. Then "
        "follow the gradient on its way back, from right to left. At the height of zero a size is "
        "one; a step up makes ten of it. Then make the first rows ten times as large: the rows "
        "of post-norm forget it after one block.",
    )


FIGURES = {
    "learned-positions": learned_positions_figure,
    "rotary": rotary_figure,
    "rms-norm": rms_norm_figure,
    "gates": gates_figure,
    "grouped": grouped_figure,
    "pre-norm": pre_norm_figure,
}
