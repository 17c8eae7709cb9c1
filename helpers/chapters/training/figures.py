"""Figures of chapter 14: how it learns."""

import functools

import numpy as np

from helpers.chapters.decoder.figures import SPANISH
from helpers.chapters.told import told
from helpers.chapters.training.valley import valley_figure
from helpers.live import (
    Figure,
    bars,
    choice,
    heat,
    iterated,
    matrix,
    pull,
    sentence,
    slider,
    trail,
    value,
    vector,
)
from helpers.mathematics.attention import attention_steps
from helpers.mathematics.feed_forward import linear
from helpers.mathematics.masks import causal_mask
from helpers.mathematics.model import embed_sentence
from helpers.mathematics.position import positional_encoding
from helpers.mathematics.softmax import softmax
from helpers.training import (
    add_and_norm_backward,
    attention_backward,
    feed_forward_backward,
    flatten,
    linear_backward,
    model_steps,
    multi_head_backward,
    toy,
    transformer_steps,
    unflatten,
)
from helpers.training.loss import target_probs, teacher_forcing
from helpers.training.train import loss_and_gradient

HELLO_WORLD = 0  # its place among the four pairs
WANTED = ("hola", "mundo", "EOS")
RIGHT_FIRST = toy.VOCABULARY.encode(
    [*WANTED, *(word for word in toy.VOCABULARY.tokens if word not in WANTED)]
)
"""The vocabulary with the three right words in front: a wide table shows them on any screen."""
BLOCKS = {1: "one block", 2: "two blocks", 6: "six blocks"}


@functools.cache
def n_layers_of(n_weights):
    """Tell how many blocks a model of so many weights has."""
    return next(n for n in toy.DRAWN if toy.initial(n).size == n_weights)


def learn(theta, m, v, step, rate):
    """Learn once from all four pairs, and look at *hello world* before."""
    n_layers = n_layers_of(theta.shape[0])
    recipe = toy.RECIPES[n_layers]
    after = toy.toy_step(theta, m, v, step, rate, toy.like(n_layers), recipe.warm_up)
    _, wanted = teacher_forcing(toy.TARGET_IDS, toy.START, toy.END)
    p = target_probs(after.probs, wanted)[HELLO_WORLD]
    A_self = after.steps.blocks.encoder[-1].attention.A[HELLO_WORLD]
    A_cross = after.steps.blocks.decoder[-1].cross.A[HELLO_WORLD]
    is_learnt = after.lowest > toy.LEARNT
    return {
        "theta": after.theta,
        "m": after.m,
        "v": after.v,
        "step": after.step,
        "loss": after.loss,
        "p": p,
        "lowest": after.lowest,
        "A_self": A_self,
        "A_cross": A_cross,
        "is_learnt": is_learnt,
        "has_diverged": after.has_diverged,
        "rate_of_the_recipe": np.array(recipe.rate),
    }


def train_figure():
    """Press Train: the chapter's model learns its four sentences in the page."""
    starts = {
        f"{BLOCKS[n]}, {name}": toy.initial(n, name)
        for n in toy.DRAWN
        for name in sorted(toy.starts(n), key=lambda name: ("Xavier" not in name, name))
    }
    source = toy.PAIRS[HELLO_WORLD][0]
    return Figure(
        learn,
        {
            "theta": choice(starts, label="First weights"),
            "rate": slider(
                toy.RECIPES[1].rate,
                0.0001,
                10,
                log=True,
                label="learning rate",
                marks={"0.003": 0.003, "0.01": 0.01, "0.1": 0.1, "10": 10.0},
                domain=(0, None),
            ),
        },
        [
            [
                trail("loss", label="over the four pairs"),
                trail("p", labels=WANTED, label="of the right words", limits=(0, 1), lang=SPANISH),
            ],
            sentence("The book’s recipe for these weights: a rate of {rate_of_the_recipe}."),
            sentence(
                "Step {step}: the loss is {loss}. To “hello world” the model gives “hola” {p[0]}, "
                "“mundo” {p[1]} and EOS {p[2]}. The lowest of all ten right words has {lowest}."
            ),
            [
                heat(
                    "A_cross",
                    rows=[f"for {word}" for word in WANTED],
                    columns=source,
                    label="the decoder looks at the source",
                    limits=(0, 1),
                ),
                heat(
                    "A_self",
                    rows=source,
                    columns=source,
                    label="the encoder looks at itself",
                    limits=(0, 1),
                ),
            ],
        ],
        fixed={"step": np.array(0.0)},
        repeat=iterated(
            "theta",
            "m",
            "v",
            "step",
            zeros={"m": "theta", "v": "theta"},
            until={
                "is_learnt": f"Learnt: every right word is more probable than {toy.LEARNT}.",
                "has_diverged": "The loss has run away: it is no number, or far above guessing. "
                "Take a smaller learning rate and start over.",
            },
            most=toy.N_STEPS,
            keeps=("rate",),
            label="Train",
        ),
        name="train",
        outcome="p",
        title="It learns, here, now",
        caption=told(
            "Press Train. Then go back with the slider and watch where the "
            "attention goes. Try a learning rate of <<:try 0.1>>, and of <<:try 10>>: which "
            "stands still for hundreds of steps, and which runs away? If you choose six "
            "blocks, set the rate to <<toy.RECIPES[6].rate>> before you press Train; with "
            "<<toy.RECIPES[1].rate>> six blocks stall."
        ),
    )


def p_minus_y(logits, wanted):
    """Differentiate the loss of one token by its logits."""
    p = softmax(logits)
    loss = -np.log((p * wanted).sum())
    ds = p - wanted
    return {"p": p, "loss": loss, "ds": ds}


def p_minus_y_figure():
    """Change a logit, or what is wanted: the gradient is the error itself."""
    words = ("hola", "mundo", "EOS", "hello")
    wanted = {word: np.eye(len(words))[i] for i, word in enumerate(words)}
    return Figure(
        p_minus_y,
        {
            "wanted": choice(wanted, label="The right word", lang=SPANISH),
            "logits": vector([1.0, 2.0, 0.0, -1.0], columns=words, lang=SPANISH),
        },
        [
            [vector("logits"), bars("p", columns=words, limits=(0, 1), lang=SPANISH)],
            [bars("ds", columns=words, label="p − y", limits=(-1, 1), lang=SPANISH), value("loss")],
        ],
        name="p-minus-y",
        title="What you said too loudly is lowered",
        caption="Choose another right word: its bar is the one below zero. Then raise the logit "
        "of the right word until its bar is nearly gone, and watch the loss. Each logit moves all "
        "bars, and they always add up to zero.",
    )


def attention_gradients(Q, K, V, dZ):
    """Go forward and back through one head."""
    A = attention_steps(Q, K, V).A
    back = attention_backward(dZ, Q, K, V, A)
    return {"A": A, "dQ": back.Q, "dK": back.K, "dV": back.V}


def back_through_attention_figure():
    """Change queries, keys, values: see how the loss would answer to each."""
    tokens = ("Hello", "World")
    Q = np.array([[1.0, 0.0], [0.0, 2.0]])
    return Figure(
        attention_gradients,
        {
            "Q": matrix(Q, rows=tokens),
            "K": matrix([[1.0, 0.0], [0.0, 1.0]], rows=tokens),
            "V": matrix([[1.0, 3.0], [2.0, 0.0]], rows=tokens),
            "dZ": matrix([[1.0, 0.0], [0.0, 0.0]], rows=tokens, label="what the loss asks for"),
        },
        [
            [matrix("Q"), matrix("K"), matrix("V"), matrix("dZ")],
            [heat("A", rows=tokens, columns=tokens)],
            [
                matrix("dQ", rows=tokens),
                matrix("dK", rows=tokens),
                matrix("dV", rows=tokens),
            ],
        ],
        name="back-through-attention",
        title="The way back through one head",
        caption=told(
            "The loss depends only on the first number of “Hello”, yet keys and values of both "
            "tokens get a gradient. Make the scores large, with <<:try 20>> for the first query’s "
            "<<Q[0, 0]>>: hardly any gradient is left but that of the values.",
            Q=Q,
        ),
    )


def nudged(theta, which, log_h):
    """Compare the slope by two nudges with the slope by backpropagation, for one weight."""
    like = toy.like(1)
    pairs = (toy.SOURCE_IDS, toy.TARGET_IDS, toy.START, toy.END)
    h = 10.0**log_h
    numbers = np.arange(theta.shape[0])
    is_it = (numbers <= which) & (numbers > which - 1)
    nudge = np.where(is_it, h, 0.0)
    up = loss_and_gradient(unflatten(theta + nudge, like), *pairs).loss
    down = loss_and_gradient(unflatten(theta - nudge, like), *pairs).loss
    slope = (up - down) / (2 * h)
    gradient = flatten(loss_and_gradient(unflatten(theta, like), *pairs).gradient)
    backward = np.where(is_it, gradient, 0.0).sum()
    difference = np.abs(slope - backward)
    return {
        "h": h,
        "up": up,
        "down": down,
        "slope": slope,
        "backward": backward,
        "difference": difference,
    }


def gradient_check_figure():
    """Choose any weight: nudging and backpropagation agree."""
    weights = {
        "first weights": toy.initial(),
        "after training": flatten(toy.trained()),
    }
    return Figure(
        nudged,
        {
            "theta": choice(weights, label="Model"),
            "which": slider(0, 0, toy.initial().size - 1, whole=True, label="number of the weight"),
            "log_h": slider(-2, -12, 0, whole=True, label="nudge: ten to the power"),
        },
        [
            sentence(
                "With weight {which} raised by {h} the loss is {up}, lowered it is {down}. "
                "Nudging gives the slope {slope}; backpropagation gives {backward}. They differ "
                "by {difference}."
            ),
        ],
        name="gradient-check",
        title=told("Check any of the <<toy.initial().size>> gradients"),
        caption="Make the nudge smaller, a power of ten at a time, and watch the last number: "
        "where do the two agree best? Then move to any other weight.",
    )


def way_back(theta, nudge):
    """Go back from the three errors of *hola mundo* to the row of *hello*, stop by stop."""
    model = unflatten(theta, toy.like(1))
    d_model = model.W_E.shape[-1]
    source = toy.SOURCE_IDS[HELLO_WORLD]
    reads, wanted_ids = teacher_forcing(toy.TARGET_IDS[[HELLO_WORLD]], toy.START, toy.END)
    is_hello = (np.arange(len(toy.VOCABULARY)) == source[0])[:, None]
    model = model._replace(W_E=np.where(is_hello, model.W_E + nudge, model.W_E))
    steps = model_steps(source, reads[0], model)
    wanted = np.eye(len(toy.VOCABULARY))[wanted_ids[0]]
    loss = -np.log((steps.probs * wanted).sum(axis=-1)).mean()

    ds = ((steps.probs - wanted) / len(wanted)).T[RIGHT_FIRST].T
    dY_out = linear_backward(ds, steps.blocks.Y_out, model.W_vocab.T[RIGHT_FIRST].T).x

    (decoder,), weights = steps.blocks.decoder, model.blocks.decoder[0]
    network = decoder.feed_forward
    past, dF, _ = add_and_norm_backward(dY_out, decoder.Y_2, network.F, weights.norm_3)
    through = feed_forward_backward(dF, decoder.Y_2, weights.feed_forward, network).X
    dY_2 = past + through
    dZ_cross = add_and_norm_backward(dY_2, decoder.Y_1, decoder.cross.Z, weights.norm_2).F
    cross = multi_head_backward(
        dZ_cross, decoder.Y_1, steps.blocks.memory, weights.cross, decoder.cross
    )
    dmemory = cross.memory

    (encoder,), weights = steps.blocks.encoder, model.blocks.encoder[0]
    network = encoder.feed_forward
    past_network, dF_encoder, _ = add_and_norm_backward(
        dmemory, encoder.X_1, network.F, weights.norm_2
    )
    through_network = feed_forward_backward(
        dF_encoder, encoder.X_1, weights.feed_forward, network
    ).X
    dX_1 = past_network + through_network
    dX_past, dZ, _ = add_and_norm_backward(dX_1, steps.X, encoder.attention.Z, weights.norm_1)
    attention = multi_head_backward(dZ, steps.X, steps.X, weights.attention, encoder.attention)
    dX_asked, dX_answered = attention.X, attention.memory
    dX = dX_past + dX_asked + dX_answered
    dE = np.sqrt(d_model) * dX
    return {
        "loss": loss,
        "ds": ds,
        "dY_out": dY_out,
        "dF": dF,
        "dY_2": dY_2,
        "dZ_cross": dZ_cross,
        "dmemory": dmemory,
        "dF_encoder": dF_encoder,
        "dX_1": dX_1,
        "dZ": dZ,
        "dX_past": dX_past,
        "dX_asked": dX_asked,
        "dX_answered": dX_answered,
        "dX": dX,
        "dE": dE,
    }


def way_back_figure():
    """Follow the error of *hola mundo* down to the row of *hello*, and ask any gradient why."""
    pair = (toy.SOURCE_IDS[[HELLO_WORLD]], toy.TARGET_IDS[[HELLO_WORLD]])
    first = loss_and_gradient(unflatten(toy.initial(), toy.like(1)), *pair, toy.START, toy.END)
    slope = first.gradient.W_E[pair[0][0, 0], 0]
    source = toy.PAIRS[HELLO_WORLD][0]
    reads = ("SOS", "hola", "mundo")
    asked = {"rows": reads, "lang": SPANISH}
    answers = {"rows": source}
    return Figure(
        way_back,
        {
            "theta": choice(
                {"first weights": toy.initial(), "after training": flatten(toy.trained())},
                label="Model",
            ),
            "nudge": vector(
                np.zeros(toy.like(1).W_E.shape[-1]), step=0.01, label="added to the row of hello"
            ),
        },
        [
            [vector("nudge"), value("loss")],
            [
                matrix(
                    "ds",
                    label="the error, p − y, over three; the right words first",
                    rows=reads,
                    columns=[toy.VOCABULARY.tokens[i] for i in RIGHT_FIRST],
                    lang=SPANISH,
                )
            ],
            [
                matrix("dY_out", label="through the output layer", **asked),
                "→",
                matrix("dF", label="through the last norm, for the network", **asked),
            ],
            [
                "→",
                matrix("dY_2", label="past the network and through it", **asked),
                "→",
                matrix("dZ_cross", label="through the second norm, for cross-attention", **asked),
            ],
            [
                "→",
                matrix("dmemory", label="from keys and values of both heads", **answers),
                "→",
                matrix("dF_encoder", label="through the encoder’s last norm", **answers),
            ],
            [
                "→",
                matrix("dX_1", label="past its network and through it", **answers),
                "→",
                matrix("dZ", label="through its first norm, for self-attention", **answers),
            ],
            [
                matrix("dX_past", label="past self-attention", **answers),
                "+",
                matrix("dX_asked", label="for having asked", **answers),
                "+",
                matrix("dX_answered", label="for having answered", **answers),
            ],
            [
                "=",
                matrix("dX", **answers),
                "→",
                matrix("dE", label="times √d_model: rows of the table", **answers),
            ],
        ],
        name="way-back",
        title="From the error down to the row of “hello”",
        caption=told(
            "Ask any number where it comes from, and walk back up to p − y. Then check the last "
            "matrix with the first weights: its first number, a slope, is <<slope>>. Add "
            "<<:try 0.1>> to the first number of “hello”: the loss should fall by about a tenth "
            "of that slope, by <<-slope / 10>>.",
            slope=slope,
        ),
    )


def first_word(E, model, Y):
    """Let a trained model read two embeddings, and choose its first word."""
    d_model = E.shape[-1]
    X = np.sqrt(d_model) * E + positional_encoding(np.arange(2), d_model)
    steps = transformer_steps(X, Y, model.blocks, None, causal_mask(1))
    logits = linear(steps.Y_out, model.W_vocab, model.b_vocab)
    p = softmax(logits)[0]
    return {"X": X, "memory": steps.memory, "p": p}


def pull_the_answer_figure():
    """Pull a probability: the embeddings of *hello world* move as little as they can."""
    words, trained = toy.VOCABULARY.tokens, toy.trained()
    named = {"columns": words, "lang": SPANISH}
    ids = toy.SOURCE_IDS[HELLO_WORLD]
    return Figure(
        first_word,
        {"E": matrix(trained.W_E[ids], rows=toy.PAIRS[HELLO_WORLD][0], step=0.1)},
        [
            [
                matrix("E"),
                "→",
                matrix(
                    "memory", rows=toy.PAIRS[HELLO_WORLD][0], label="what the encoder makes of them"
                ),
            ],
            bars("p", limits=(0, 1), label="of the first word", **named),
            pull("p", limits=(0, 1), at=[words.index("mundo")], goal=0.9, **named),
        ],
        fixed={"model": trained, "Y": embed_sentence(np.array([toy.START]), trained.W_E)},
        name="pull-the-answer",
        title="Say what should come out; see what would have to go in",
        caption=told(
            "The model has learnt; its weights stay. Press Pull: the two words move, as little as "
            "they can, until “mundo” has a probability of <<:try 0.9>>. Undo, choose “SOS”, "
            "which it was never taught to say as a first word, and press Pull again."
        ),
    )


FIGURES = {
    "p-minus-y": p_minus_y_figure,
    "way-back": way_back_figure,
    "pull-the-answer": pull_the_answer_figure,
    "back-through-attention": back_through_attention_figure,
    "gradient-check": gradient_check_figure,
    "valley": valley_figure,
    "train": train_figure,
}
