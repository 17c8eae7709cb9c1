"""Figures of chapter 15: the tiny translator."""

import numpy as np

from helpers import greedy
from helpers.chapters.generate.figures import FILLER, count_words, padded_steps
from helpers.live import Figure, bars, fold, heat, iterated, tokens, words
from helpers.training import flatten, grammar, translator, unflatten

MOST_TARGET = translator.LONGEST + 2  # SOS, the words, EOS
LANGUAGES = dict.fromkeys(grammar.SPANISH, "es")
SAMPLES = (
    "the red car",
    "the small house is red",
    "my white hen wants some green apples",
    "hello world",
)


def translate_word(source, said, theta):
    """Choose the next word, and say where the decoder looked for each word so far."""
    steps = padded_steps(source, said, unflatten(theta, translator.like()))
    n_said = count_words(said)
    probs = steps.probs[n_said - 1]
    best = greedy(probs)
    places = np.arange(MOST_TARGET)
    is_next = places == n_said
    said_next = np.where(is_next, best, said)
    chosen = said[1:]
    is_chosen = chosen != FILLER
    A = steps.blocks.decoder[-1].cross.A[:, :-1]
    A_cross = np.where(is_chosen[:, None], A, 0.0)
    A_self = steps.blocks.encoder[-1].attention.A
    hits = np.maximum(chosen, 0)[:, None] == np.arange(len(translator.VOCABULARY))
    p = np.where(hits, steps.probs[:-1], 0.0).sum(axis=-1)
    p_chosen = np.where(is_chosen, p, 0.0)
    has_ended = said[n_said - 1] == translator.END
    return {
        "said": said_next,
        "chosen": chosen,
        "A_cross": A_cross,
        "A_self": A_self,
        "p_chosen": p_chosen,
        "has_ended": has_ended,
    }


def translate_figure():
    """Type or compose an English sentence: the translation appears word by word."""
    vocabulary = list(translator.VOCABULARY)
    begins = np.full(MOST_TARGET, FILLER)
    begins[0] = translator.START
    return Figure(
        translate_word,
        {
            "source": tokens(
                SAMPLES[0],
                grammar.ENGLISH,
                max_length=translator.LONGEST,
                padded=True,
                label="English",
                samples=SAMPLES,
            )
        },
        [
            words("chosen", vocabulary, label="Spanish:", lang=LANGUAGES),
            [
                heat(
                    "A_cross",
                    rows="chosen",
                    columns="source",
                    label="where each word was looked for",
                    limits=(0, 1),
                    lang=LANGUAGES,
                )
            ],
            fold(
                "How sure it was, and what the encoder had mixed before",
                bars("p_chosen", columns="chosen", limits=(0, 1), lang=LANGUAGES),
                heat("A_self", rows="source", columns="source", limits=(0, 1)),
            ),
        ],
        fixed={"said": begins, "theta": flatten(translator.trained())},
        repeat=iterated(
            "said",
            until={"has_ended": "EOS: the sentence is complete."},
            most=MOST_TARGET - 1,
            label="Translate",
            unit="word",
            pace=450,
            first=0,
            rests=True,
        ),
        name="translate",
        title="Your own sentence",
        caption="Tap words together or type them. Follow the swap: the row of the adjective looks "
        "further left than the row of its noun. Then leave the grammar, with “the small red car” "
        "or “sees the girl”, and open the fold to see how sure it is of its nonsense.",
    )


FIGURES = {"translate": translate_figure}
