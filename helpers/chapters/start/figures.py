"""The figure of chapter 0: the trained machine, all of whose weights can be changed."""

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
from helpers.live import Figure, bars, fold, heat, matrix, tokens, vector, words
from helpers.live.trace import flatten
from helpers.mathematics.softmax import softmax
from helpers.training import toy
from helpers.training.flat import rebuild

MOST_WORDS = 4
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
    model = rebuild(toy.like(), lambda _: next(numbers))
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


def machine_figure():
    """Type a source sentence, or change any weight of the trained model."""
    weights = {name_of(path): array for path, array in flatten("model", toy.trained())}
    vocabulary = list(toy.VOCABULARY)

    def part(*names):
        return [vector(n) if weights[n].ndim == 1 else matrix(n) for n in names]

    def attention(place):
        return part(*(f"{name}_{place}" for name in ("W_Q", "W_K", "W_V", "W_O")))

    def network(place):
        return part(*(f"{name}_{place}" for name in ("W_1", "b_1", "W_2", "b_2")))

    def norms(place, count):
        return [part(f"gamma_{place}_{i}", f"beta_{place}_{i}") for i in range(1, count + 1)]

    labels = {"W_E": {"rows": vocabulary}, "W_vocab": {"columns": vocabulary}}
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
            words("says", vocabulary, label="Spanish:", lang=SPANISH),
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
            "break it: set the last number of <<:name γ enc 2>>, among the encoder’s "
            "norms, to zero, and it says “mundo hola”. Then set other weights to zero, "
            "one at a time: how often does a word change? Undo brings everything back."
        ),
    )


FIGURES = {"machine": machine_figure}
