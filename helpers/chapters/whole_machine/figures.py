"""The figure of the page *The whole machine*: all weights, and every value of one pass."""

import functools

import numpy as np

from helpers import (
    causal_mask,
    decoder_block_steps,
    embed_sentence,
    encoder_block_steps,
    greedy,
    linear,
    padding_mask,
    softmax,
)
from helpers.chapters.decoder.figures import SPANISH
from helpers.chapters.start.figures import name_of
from helpers.chapters.told import told
from helpers.chapters.whole_machine.layout import MEANS, N_TARGET, base_of, layout
from helpers.live import Figure, choice, heat, matrix, vector, words
from helpers.live.trace import flatten
from helpers.training import toy
from helpers.training.flat import rebuild

VOCABULARY = list(toy.VOCABULARY)
SENTENCES = {" ".join(toy.VOCABULARY.decode(ids)): ids for ids in toy.SOURCE_IDS}


def one_pass(source, **weights):
    """Translate, and keep every value: the decoder's rows are the words that it is fed.

    Each word is chosen from the words before it, as `helpers.generate` does; what is kept is the
    last pass, which has all of their rows.
    """
    numbers = iter(weights.values())
    model = rebuild(toy.like(), lambda _: next(numbers))
    X = embed_sentence(source, model.W_E)
    is_word = padding_mask(source, toy.END)  # as in training: behind one word stands filler
    enc = encoder_block_steps(X, model.blocks.encoder[0], is_word)
    ids = np.array([float(toy.START)])
    for n_words in range(1, N_TARGET + 1):
        Y = embed_sentence(ids, model.W_E)
        mask = causal_mask(n_words)
        dec = decoder_block_steps(Y, enc.X_2, model.blocks.decoder[0], mask, is_word)
        logits = linear(dec.Y_3, model.W_vocab, model.b_vocab)
        probs = softmax(logits)
        says = greedy(probs)
        if n_words < N_TARGET:
            ids = np.concatenate([ids, says[-1:]])
    return {
        "X": X,
        **attention_of("enc", enc.attention, "S_scaled"),
        "X_1": enc.X_1,
        **network_of("enc", enc.feed_forward),
        "memory": enc.X_2,
        "ids": ids,
        "Y": Y,
        **attention_of("self", dec.attention, "S_masked"),
        "Y_1": dec.Y_1,
        **attention_of("cross", dec.cross, "S_scaled"),
        "Y_2": dec.Y_2,
        **network_of("dec", dec.feed_forward),
        "Y_3": dec.Y_3,
        "logits": logits,
        "probs": probs,
        "says": says,
    }


def attention_of(place, steps, scores):
    """Name the values of an attention by its place."""
    shown = ("Q", "K", "V", scores, "A", "Z_concat", "Z")
    return {f"{name}_{place}": getattr(steps, name) for name in shown}


def network_of(place, steps):
    """Name the values of a network by its place."""
    return {f"{name}_{place}": getattr(steps, name) for name in ("H_in", "H", "F")}


@functools.cache
def all_weights():
    """Give all weights by their names in the figure, in the order of the model."""
    return {name_of(path): array for path, array in flatten("model", toy.trained())}


def weight(name, array):
    """Take a weight as an input."""
    labels = {}
    if name == "W_E":
        labels = {"rows": VOCABULARY}
    elif name.endswith("_vocab"):
        labels = {"columns": VOCABULARY}
    return (vector if array.ndim == 1 else matrix)(array, step=0.1, **labels)


def value(name):
    """Show a value, with the words that its rows belong to."""
    rows, columns = "ids", None
    if name in ("X", "X_1", "memory", "K_cross", "V_cross") or name.endswith("_enc"):
        rows = "source"
    if name.startswith(("A_", "S_")):
        columns = "ids" if name.endswith("_self") else "source"
    if name in ("logits", "probs"):
        columns = VOCABULARY
    limits = {"limits": (0, 1)} if name.startswith("A_") else {}
    label = MEANS[base_of(name)]
    return heat(name, rows=rows, columns=columns, label=label, lang=SPANISH, **limits)


def whole_machine_figure():
    """Change any of the weights, or play one pass."""
    weights = all_weights()
    board = layout(tries=("W_K_cross", int(weights["W_K_cross"].argmax())))
    shown = [name for name in board.tiles if name not in weights]
    return Figure(
        one_pass,
        {
            "source": choice(SENTENCES, start="hello world", label="English"),
            **{name: weight(name, array) for name, array in weights.items()},
        },
        [
            words("says", VOCABULARY, label="Spanish:", lang=SPANISH),
            *([matrix(name)] for name in weights),
            *([value(name)] for name in shown),
            words("ids", VOCABULARY, label="what the decoder is fed:", lang=SPANISH),
        ],
        name="whole-machine",
        outcome="says",
        title="The whole machine",
        caption=told(
            "Press Play, or move the slider: the encoder reads both words at once, then the "
            "decoder goes through all of its lanes for each word that it says. Stop anywhere and "
            "open a tile: its numbers stand below, and each says where it comes from. Then break "
            "it. In the decoder's lane “To the encoder”, open the weights above the keys K (they "
            "are open at the start). The largest, <<largest|f2>> to two decimals, has a dashed "
            "frame. It decides which word comes first: set it to <<:try −1>>, and the change runs "
            "on to the answer, “mundo hola”.",
            largest=weights["W_K_cross"].max(),
        ),
        layout=board,
    )


FIGURES = {"whole-machine": whole_machine_figure}
