"""The figures of chapter 0: the machine that learns and answers, and all of its weights."""

import functools
import itertools

import numpy as np

from helpers import (
    causal_mask,
    count_numbers,
    decoder_block_steps,
    embed_sentence,
    encoder,
    greedy,
    linear,
)
from helpers.chapters.decoder.figures import SPANISH
from helpers.chapters.generate.figures import FILLER
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    bars,
    flow,
    fold,
    glow,
    heat,
    iterated,
    matrix,
    slider,
    tokens,
    vector,
    words,
)
from helpers.live.trace import flatten
from helpers.mathematics.softmax import softmax
from helpers.training import toy
from helpers.training.flat import rebuild, unflatten

MOST_WORDS = 4
SOURCE = toy.SOURCE_IDS[0]
VOCABULARY = list(toy.VOCABULARY)
NAMED = {  # the weight, what it decides, and where it stands
    "begin": ("W_E", (toy.START, 0), "how to begin", "in the vector of SOS"),
    "said": ("W_E", (VOCABULARY.index("hola"), 0), "what it has said", "in the vector of hola"),
    "order": ("W_K_cross", (0, 3, 1), "which word first", "in the decoder’s keys"),
    "end": ("W_vocab", (0, toy.END), "when to stop", "in the column of EOS"),
}
PLACES = {
    "encoder.0.attention": "enc",
    "encoder.0.feed_forward": "enc",
    "encoder.0.norm_1": "enc_1",
    "encoder.0.norm_2": "enc_2",
    "decoder.0.attention": "self",
    "decoder.0.cross": "cross",
    "decoder.0.feed_forward": "dec",
    "decoder.0.norm_1": "dec_1",
    "decoder.0.norm_2": "dec_2",
    "decoder.0.norm_3": "dec_3",
}


def name_of(path):
    """Shorten the place of a weight in the model to a name that can stand in a figure.

    Examples
    --------
    >>> name_of("model.blocks.decoder.0.cross.W_Q"), name_of("model.W_E")
    ('W_Q_cross', 'W_E')
    """
    where, _, name = path.removeprefix("model.").removeprefix("blocks.").rpartition(".")
    return f"{name}_{PLACES[where]}" if where else name


def machine(source, **weights):
    """Translate with greedy choices, word after word, as `helpers.generate` does.

    The numbers of `source` are those of its tokens; words after the first EOS are blank.
    """
    numbers = iter(weights.values())
    return answer(source, rebuild(toy.like(), lambda _: next(numbers)))


def answer(source, model):
    """Say what a model answers, how sure it is of each word, and where it looks for it."""
    memory = encoder(embed_sentence(source, model.W_E), model.blocks.encoder)
    ids, p = np.array([float(toy.START)]), []
    for n_words in range(1, MOST_WORDS + 1):
        Y = embed_sentence(ids, model.W_E)
        (block,) = model.blocks.decoder
        block = decoder_block_steps(Y, memory, block, causal_mask(n_words))
        probs = softmax(linear(block.Y_3[-1], model.W_vocab, model.b_vocab))
        best = greedy(probs)
        ids = np.concatenate([ids, best[None]])
        p.append(probs.max())
    said = ids[1:]
    is_end = np.where(said == toy.END, 1.0, 0.0)
    is_over = np.tri(MOST_WORDS, k=-1) @ is_end > 0
    says = np.where(is_over, FILLER, said)
    p_says = np.where(is_over, 0.0, np.stack(p))
    A_cross = np.where(is_over[:, None], 0.0, block.cross.A)
    return {"says": says, "p_says": p_says, "A_cross": A_cross}


@functools.cache
def places():
    """Find the four named weights among all: they stand in this order there."""
    found, start = {}, 0
    for path, array in flatten("model", toy.trained()):
        for name, (matrix_name, cell, *_) in NAMED.items():
            if matrix_name == name_of(path):
                found[name] = start + int(np.ravel_multi_index(cell, array.shape))
        start += array.size
    return tuple(found[name] for name in NAMED)


def hero(theta, m, v, step, begin, said, order, end):
    """Answer with each of four weights times a number; then learn once, without these."""
    four = places()
    factors = (begin, said, order, end)
    named = [theta[i : i + 1] * by for i, by in zip(four, factors, strict=True)]
    limits = [-1, *four, theta.shape[0]]
    others = [theta[i + 1 : k] for i, k in itertools.pairwise(limits)]
    in_use = np.concatenate([*itertools.chain(*zip(others, named, strict=False)), others[-1]])
    spoken = answer(SOURCE, unflatten(in_use, toy.like()))
    rate = np.array(toy.RECIPES[1].rate)
    after = toy.toy_step(theta, m, v, step, rate, toy.like())
    is_learnt = after.lowest > toy.LEARNT
    return {
        **spoken,
        "weight": np.concatenate(named),
        "slope": np.concatenate([after.gradient[i : i + 1] for i in four]),
        "theta": after.theta,
        "m": after.m,
        "v": after.v,
        "step": after.step,
        "is_learnt": is_learnt,
    }


@functools.cache
def steepest():
    """Find the largest slope of the loss by each named weight while the machine learns."""
    slopes = []
    for state in toy.run(toy.initial()):
        slopes.append(np.abs(state.gradient[list(places())]))
        if state.lowest > toy.LEARNT:
            break
    return np.max(slopes, axis=0)


def hero_figure():
    """Turn one of four weights round, or watch the machine learn."""
    marks = {"−1": -1, "1": 1}
    most = np.round(steepest(), 3)  # settled: 125 steps multiply the last bits
    return Figure(
        hero,
        {
            name: slider(1, -1, 1, step=0.1, label=does, marks=marks)
            for name, (_, _, does, _) in NAMED.items()
        },
        [
            flow(
                "A_cross",
                says="says",
                p="p_says",
                vocabulary=VOCABULARY,
                columns=toy.PAIRS[0][0],
                lang=SPANISH,
                caption=told(
                    "Each row multiplies one of the <<n>> weights; the number at its end is that "
                    "weight now.",
                    n=count_numbers(toy.like()),
                ),
            ),
            *(
                [matrix(name), "=", glow("weight", i, "slope", most[i], label=NAMED[name][-1])]
                for i, name in enumerate(NAMED)
            ),
        ],
        fixed={"theta": toy.initial(), "step": np.array(0.0)},
        repeat=iterated(
            "theta",
            "m",
            "v",
            "step",
            zeros={"m": "theta", "v": "theta"},
            until={"is_learnt": "It has learnt."},
            most=toy.N_STEPS,
            keeps=tuple(NAMED),
            label="Watch it learn",
            pace=30,
            rests=True,
            steady=True,
        ),
        name="hero",
        outcome=["says", "p_says"],
        title="Two words in, two out",
        caption=told(
            "Look: a word on the right asks, the words on the left answer; the two shades are two "
            "heads. (The encoder has mixed the words, so hola need not look at hello alone. SOS "
            "and EOS mark the start and the end of a sentence.) "
            "Change: set “which word first” to <<:try −1>>, and the answer becomes “mundo hola”; "
            "set “when to stop” to <<:try −1>>, and it no longer stops (the figure breaks off "
            "after <<n>> words). What do the other two do? "
            "Watch: press Watch it learn, and go back with the slider; a weight glows while the "
            "training pulls at it.",
            n=MOST_WORDS,
        ),
    )


def machine_figure():
    """Type a source sentence, or change any weight of the trained model."""
    weights = {name_of(path): array for path, array in flatten("model", toy.trained())}

    def part(*names):
        return [vector(n) if weights[n].ndim == 1 else matrix(n) for n in names]

    def attention(place):
        return part(*(f"{name}_{place}" for name in ("W_Q", "W_K", "W_V", "W_O")))

    def network(place):
        return part(*(f"{name}_{place}" for name in ("W_1", "b_1", "W_2", "b_2")))

    def norms(place, count):
        return [part(f"gamma_{place}_{i}", f"beta_{place}_{i}") for i in range(1, count + 1)]

    labels = {"W_E": {"rows": VOCABULARY}, "W_vocab": {"columns": VOCABULARY}}
    labels["b_vocab"] = labels["W_vocab"]
    return Figure(
        machine,
        {
            "source": tokens(
                "hello world",
                toy.VOCABULARY,
                max_length=2,
                label="English",
                samples=[" ".join(source) for source, _ in toy.PAIRS],
            ),
            **{
                name: (vector if array.ndim == 1 else matrix)(
                    array, step=0.1, **labels.get(name, {})
                )
                for name, array in weights.items()
            },
        },
        [
            words("says", VOCABULARY, label="Spanish:", lang=SPANISH),
            [
                bars("p_says", columns="says", label="how sure it is", limits=(0, 1), lang=SPANISH),
                heat(
                    "A_cross",
                    rows="says",
                    columns="source",
                    label="where it looks",
                    limits=(0, 1),
                    lang=SPANISH,
                ),
            ],
            fold("The words as vectors", part("W_E")),
            fold("Encoder: attention", attention("enc")),
            fold("Encoder: network and norms", network("enc"), *norms("enc", 2)),
            fold("Decoder: attention to itself", attention("self")),
            fold("Decoder: attention to the encoder", attention("cross")),
            fold("Decoder: network and norms", network("dec"), *norms("dec", 3)),
            fold("From the decoder to words", part("W_vocab"), part("b_vocab")),
        ],
        name="machine",
        outcome=["says", "p_says"],
        title=f"A transformer with {count_numbers(toy.like())} weights",
        caption=told(
            "EOS, “end of sequence”, is how it says that it has finished. Ask it “world "
            "hello”: the answer comes in that order too. Go back to “hello world” and "
            "break it: open the tile “Encoder: network and norms” and in it the tile "
            "<<:name γ enc 2>> (a scale), and set its last number to zero. It "
            "says “mundo hola”. Then set other weights to zero, one at a time: how often does a "
            "word change? Undo brings everything back."
        ),
    )


FIGURES = {"hero": hero_figure, "machine": machine_figure}
