"""Figures of chapter 12: from a decoder's row to a word."""

import numpy as np

from helpers import (
    EXAMPLE,
    example,
    greedy,
    linear,
    random_decoder_block,
    ranks,
    softmax,
    standard_normal,
    top_k,
    top_p,
    with_temperature,
)
from helpers.chapters import thread
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    bars,
    fold,
    heat,
    matrix,
    pull,
    rail,
    recorded,
    sentence,
    slider,
    vector,
    words,
)
from helpers.training import toy
from helpers.training.flat import unflatten

WORDS = example.vocabulary.tokens
SPANISH = {"hola": "es", "mundo": "es"}
NAMED = {"columns": WORDS, "lang": SPANISH}
GREETINGS = ("hola mundo", "hola todos", "buenas tardes", "buenas noches")
ALL_SPANISH = dict.fromkeys(GREETINGS, "es")


def output_layer():
    """Draw the chapter's output layer: after its six decoder blocks, from the same generator.

    Returns
    -------
    W_vocab, b_vocab : ndarray of shape (4, 10), ndarray of shape (10,)
    """
    rng = np.random.default_rng(12)
    for _ in range(EXAMPLE.n_layers):
        random_decoder_block(rng, EXAMPLE, standard_normal)
    W_vocab = standard_normal(rng, (EXAMPLE.d_model, EXAMPLE.n_vocab))
    b_vocab = standard_normal(rng, (EXAMPLE.n_vocab,))
    return W_vocab, b_vocab


def word(name, before, options=WORDS, lang=SPANISH):
    """Show the word that a number stands for, below a line that says what it is."""
    return recorded(name, [[before, [option]] for option in options], lang=lang)


def to_logits(Y_out, W_vocab, b_vocab):
    """Multiply a decoder's row by the output layer, and take the best word."""
    logits = linear(Y_out, W_vocab, b_vocab)
    best = greedy(logits)
    return {"logits": logits, "best": best}


def row_to_word_figure():
    """Change the decoder's row or a weight: ten logits follow, and the best word."""
    W_vocab, b_vocab = output_layer()
    return Figure(
        to_logits,
        {
            "Y_out": vector(example.decoder_row, step=0.5, label="a row of the decoder"),
            "W_vocab": matrix(W_vocab, step=0.1, label="a column a word", **NAMED),
            "b_vocab": vector(b_vocab, step=0.1, **NAMED),
        },
        [
            [matrix("Y_out")],
            ["·", matrix("W_vocab")],
            ["+", matrix("b_vocab")],
            ["=", bars("logits", **NAMED), word("best", "The highest logit has")],
            pull("logits", by=["Y_out", "b_vocab"], at=[WORDS.index("hola")], goal=0, **NAMED),
        ],
        name="row-to-word",
        title="Four numbers turn ten knobs at once",
        caption=told(
            "Set the whole row to zero: which word has the highest logit, and why? Then type "
            "<<:try 0 1.6 −1 −0.6>>, a row as a norm may leave it: which word has it now? A "
            "number in a column of the matrix moves one word, a number of the row moves all ten. "
            "Pull “hola” where you like: the row and the bias move as little as they can."
        ),
    )


def thrown(shares, die):
    """Find the word whose piece of a bar the die falls on; the likeliest comes first."""
    place = ranks(shares)
    ahead = np.where(place < place[:, None], shares, 0.0).sum(axis=-1)
    is_passed = (ahead <= die) & (shares > 0)
    return greedy(np.where(is_passed, place, -1.0))


def choices(logits, temperature, k, share, die):
    """Turn logits into probabilities, cut them in two ways, and throw one die at all three."""
    scaled = logits / temperature
    probs = with_temperature(logits, temperature)
    by_k = top_k(probs, k)
    by_p = top_p(probs, share)
    kept = np.stack([by_k, by_p], axis=-1)
    words_in_top_k = np.where(by_k > 0, 1.0, 0.0).sum()
    words_in_top_p = np.where(by_p > 0, 1.0, 0.0).sum()
    best = greedy(probs)
    drawn = thrown(probs, die)
    drawn_k = thrown(by_k, die)
    drawn_p = thrown(by_p, die)
    return {
        "scaled": scaled,
        "probs": probs,
        "by_p": by_p,
        "kept": kept,
        "words_in_top_k": words_in_top_k,
        "words_in_top_p": words_in_top_p,
        "best": best,
        "drawn": drawn,
        "drawn_k": drawn_k,
        "drawn_p": drawn_p,
    }


def logits_of_SOS():
    """Give the ten logits with which the machine answers SOS alone, by dice."""
    return np.round(thread.followed("dice", ("SOS",)).logits[-1], 6)  # the same on any processor


def words_kept(temperature):
    """Count the words that top-p keeps of them."""
    return int((top_p(with_temperature(logits_of_SOS(), temperature), 0.9) > 0).sum())


def choose_word_figure():
    """Change ten logits, the temperature, both cuts and the die: see which word is written."""
    n = len(WORDS)
    return Figure(
        choices,
        {
            "logits": vector(logits_of_SOS(), step=0.1, **NAMED),
            "temperature": slider(
                1, 0, 3, label="T", marks={"0": 0, "½": 0.5, "1": 1, "2": 2}, domain=(0, None)
            ),
            "k": slider(3, 1, n, whole=True, label="words for top-k"),
            "share": slider(0.9, 0, 1, label="for top-p", domain=(0, 1)),
            "die": slider(0.45, 0, 0.999, label="where it falls", domain=(0, 0.999)),
        },
        [
            [
                rail(
                    "scaled",
                    shares="probs",
                    kept="by_p",
                    cut="share",
                    die="die",
                    moves=("logits", "temperature"),
                    limits=(-1.5, 3),
                    rows=WORDS,
                    lang=SPANISH,
                    caption="Logits divided by T, their probabilities, and below what top-p "
                    "leaves. Drag a bead, or the cut. The dashed line is the die.",
                ),
                sentence("Of the ten words top-k keeps {words_in_top_k}, top-p {words_in_top_p}."),
            ],
            [
                word("best", "Greedy takes"),
                word("drawn", "The die, from all ten:"),
                word("drawn_k", "The die, after top-k:"),
                word("drawn_p", "The die, after top-p:"),
            ],
            fold(
                "The numbers",
                [matrix("logits")],
                [
                    bars("probs", label="at this temperature", **NAMED),
                    "→",
                    heat(
                        "kept",
                        rows=WORDS,
                        columns=["top-k", "top-p"],
                        label="after the cut",
                        limits=(0, 1),
                        lang=SPANISH,
                    ),
                ],
            ),
        ],
        name="choose-word",
        outcome=["best", "drawn", "drawn_k", "drawn_p"],
        title="One row of logits, four ways to a word",
        caption=told(
            "Move the die to <<:try 0.98>>: of all ten words it takes SOS, a chance of "
            "<<sos|%1>>, and both cuts leave that out. Then go from a temperature of <<:try 0.5>> "
            "to <<:try 2>>: top-k keeps three words all the way, top-p keeps <<sharp>>, then "
            "<<flat>>. At <<:try 0>> the beads run off the rail, and the best word has the whole "
            "bar, wherever the die falls.",
            sos=softmax(logits_of_SOS())[WORDS.index("SOS")],
            sharp=words_kept(0.5),
            flat=words_kept(2),
        ),
    )


def two_steps(hola, mundo, tardes):
    """Multiply the probabilities of two steps, and compare greedy with the best sentences."""
    first = np.stack([hola, 1 - hola])
    second = np.stack([np.stack([mundo, 1 - mundo]), np.stack([tardes, 1 - tardes])])
    together = (first[:, None] * second).reshape(4)
    best_first = greedy(first)
    best_second = greedy(second)[best_first]
    by_greedy = 2 * best_first + best_second
    place = ranks(together)
    best = greedy(together)
    runner_up = greedy(np.where(place == 1, 1.0, 0.0))
    p_greedy = together[by_greedy]
    p_best = together[best]
    return {
        "first": first,
        "second": second,
        "together": together,
        "by_greedy": by_greedy,
        "best": best,
        "runner_up": runner_up,
        "p_greedy": p_greedy,
        "p_best": p_best,
    }


def two_steps_figure():
    """Change three probabilities of a model with two steps: greedy and the beam may part."""

    def said(name, before):
        return word(name, before, GREETINGS, ALL_SPANISH)

    starts = ("hola", "buenas")
    followers = ("mundo / tardes", "todos / noches")
    return Figure(
        two_steps,
        {
            "hola": slider(0.6, 0, 1, label="to begin with (else buenas)", domain=(0, 1)),
            "mundo": slider(0.55, 0, 1, label="after hola (else todos)", domain=(0, 1)),
            "tardes": slider(0.9, 0, 1, label="after buenas (else noches)", domain=(0, 1)),
        },
        [
            [
                bars("first", columns=starts, limits=(0, 1), lang="es", label="word"),
                "→",
                matrix("second", rows=starts, columns=followers, lang="es", label="word"),
                "→",
                bars("together", columns=GREETINGS, limits=(0, 1), lang="es", label="both words"),
            ],
            [
                said("by_greedy", "Width one, greedy:"),
                said("best", "Width two, best:"),
                said("runner_up", "and second:"),
            ],
            sentence("Greedy finds a sentence of {p_greedy}. The best one has {p_best}."),
        ],
        name="two-steps",
        title="The best first step may lead into the wrong street",
        caption=told(
            "Make “mundo” likelier, <<:try 0.01>> at a time, until greedy is right again,"
            " without having got any wiser. Back to <<:try 0.55>>, and move “hola” down "
            "to <<:try 0.49>>: now greedy is right because it begins with “buenas”. Just "
            "above one half it misses the best sentence."
        ),
    )


def our_word(theta, source, t):
    """Turn the last row of one decoder into ten logits, probabilities and a word."""
    fed_in = len(thread.WRITTEN) * source.number + t
    steps = thread.steps_of(theta, source.source, source.written)
    model = unflatten(theta, toy.like())
    y_last = steps.blocks.Y_out[t]
    logits = linear(y_last, model.W_vocab, model.b_vocab)
    probs = softmax(logits)
    best = greedy(probs)
    taken_word = best[None]
    return {
        "fed_in": fed_in,
        "y_last": y_last,
        "logits": logits,
        "probs": probs,
        "taken_word": taken_word,
    }


def our_word_figure():
    """Follow the decoder's last row to a word, by dice and trained."""
    fed_in = [
        ["Fed into the decoder", list(written[: t + 1])]
        for written in thread.ANSWERS.values()
        for t in range(len(written))
    ]
    return Figure(
        our_word,
        {"theta": thread.which(), "source": thread.pairs(), "t": thread.rows_written()},
        [
            recorded("fed_in", fed_in, lang=SPANISH),
            [matrix("y_last", label="the last row")],
            [
                "→",
                bars("logits", limits=(-8, 8), **NAMED),
                "→",
                bars("probs", limits=(0, 1), **NAMED),
            ],
            words("taken_word", WORDS, label="Greedy takes:", lang=SPANISH),
        ],
        name="our-word",
        outcome=["probs", "taken_word"],
        title="Our row becomes a word",
        caption="By dice no word stands out. Trained, each row has one word to say: SOS says "
        "“hola”, “SOS hola” says “mundo”, and “SOS hola mundo” says EOS. Turn the source round, "
        "and SOS says “mundo”, “SOS mundo” says “hola”.",
    )


FIGURES = {
    "our-word": our_word_figure,
    "row-to-word": row_to_word_figure,
    "choose-word": choose_word_figure,
    "two-steps": two_steps_figure,
}
