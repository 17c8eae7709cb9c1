"""A tiny translator learns the toy grammar (chapter 15).

``python -m helpers.training.translator`` trains it in a few seconds and writes
``weights/translator.json``. One vocabulary serves both languages, as in the paper.

Examples
--------
>>> translate("the red car", trained())
'el coche rojo'
"""

import functools
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import checked_array, require
from helpers.mathematics.initialise import Sizes, random_model
from helpers.mathematics.masks import padding_mask
from helpers.mathematics.model import generate, model_steps, predict
from helpers.mathematics.parameters import count_numbers
from helpers.mathematics.text import Vocabulary, word_tokens
from helpers.training import grammar, weights
from helpers.training.batches import padded, shuffled_batches
from helpers.training.flat import flatten, outline, unflatten
from helpers.training.loss import teacher_forcing
from helpers.training.schedule import warm_up_then_cosine
from helpers.training.train import train, training_run

FILE = "translator.json"
VOCABULARY = Vocabulary((*grammar.ENGLISH, *grammar.SPANISH, "SOS", "EOS"))
START, END = len(VOCABULARY) - 2, len(VOCABULARY) - 1
LONGEST = 7  # words: the small boy sees a red car
SIZES = Sizes(d_model=16, d_k=8, d_v=8, d_ff=32, n_heads=2, n_layers=1, n_vocab=len(VOCABULARY))
SEED = 0
N_STEPS = 1000
BATCH = 64
RATE = 0.01
SMOOTHING = 0.0  # with 0.1 no probability on the page could exceed 0.9


class Accuracy(NamedTuple):
    """Share of sentences translated without any error, on the two kinds of unseen ones."""

    unseen_sentences: float
    unseen_combinations: float


def encoded(pairs):
    """Turn sentence pairs into numbers, shorter ones filled up with the end token.

    Parameters
    ----------
    pairs : sequence of Pair

    Returns
    -------
    source_ids, target_ids : ndarray of int, shapes (n, s) and (n, t)

    Raises
    ------
    ValueError
        If there is no pair, or a word is not in the vocabulary.
    """
    source_ids = padded([VOCABULARY.encode(pair.english) for pair in pairs], END)
    target_ids = padded([VOCABULARY.encode(pair.spanish) for pair in pairs], END)
    return source_ids, target_ids


def like():
    """Give the `outline` of the translator: its structure and shapes, without numbers."""
    return outline(random_model(np.random.default_rng(0), SIZES))


def schedule(n_steps=N_STEPS):
    """Give the learning rate as a function of the step: 5 % warm-up, then a cosine."""
    return functools.partial(
        warm_up_then_cosine, rate=RATE, warm_up=max(1, n_steps // 20), n_steps=n_steps
    )


def _start(pairs, seed, n_steps):
    """First weights and batches, from one seed."""
    rng = np.random.default_rng(seed)
    theta = flatten(random_model(rng, SIZES))
    return theta, shuffled_batches(rng, *encoded(pairs), BATCH, n_steps)


def learning(pairs, seed=SEED, n_steps=N_STEPS, smoothing=SMOOTHING):
    """Train, and hand out every state on the way: for learning curves.

    Parameters
    ----------
    pairs : sequence of Pair
        For example ``grammar.split(seed).train``.
    seed : int
        Of the first weights and of the order of the sentences.
    n_steps : int
    smoothing : float
        Label smoothing.

    Returns
    -------
    run : iterator of TrainingStep
        ``unflatten(state.theta, like())`` is the model so far.
    """
    theta, batches = _start(pairs, seed, n_steps)
    return training_run(theta, batches, like(), START, END, schedule(n_steps), smoothing)


def learn(pairs, seed=SEED, n_steps=N_STEPS, smoothing=SMOOTHING):
    """Train to the end; parameters as in `learning`.

    Returns
    -------
    trained : Trained
    """
    theta, batches = _start(pairs, seed, n_steps)
    return train(theta, batches, like(), START, END, schedule(n_steps), smoothing)


def trained():
    """Read the translator that comes with the book.

    Returns
    -------
    model : Model
        Its weights have about four digits, as a float16 has.
    """
    return unflatten(checked_array("theta", weights.read(FILE)["theta"]), like())


def source(text):
    """Turn an English sentence into numbers.

    Parameters
    ----------
    text : str

    Returns
    -------
    source_ids : ndarray of int, shape (s,)

    Raises
    ------
    ValueError
        If the sentence is empty or too long, or has a word that the translator never met;
        the message names the word and known ones like it.

    Examples
    --------
    >>> source("hello world")
    array([0, 3])
    """
    words = word_tokens(text.lower())
    require(
        len(words) <= LONGEST,
        f"The sentence has {len(words)} words; the translator learnt from sentences of at most "
        f"{LONGEST}. Leave some out.",
    )
    return grammar.ENGLISH.encode(words)  # the English words stand first in the vocabulary


def translate(text, model):
    """Translate an English sentence, word after word, the most probable one each time.

    Parameters
    ----------
    text : str
    model : Model

    Returns
    -------
    spanish : str

    Raises
    ------
    ValueError
        As in `source`.
    """
    said = generate(source(text), model, START, END, max_tokens=LONGEST + 1)
    words = [token for token in VOCABULARY.decode(said.ids[1:]) if token != "EOS"]
    return " ".join(words)


def translate_all(source_ids, model, predict=predict):
    """Translate many sentences at once, greedily; the same as `generate` one by one.

    Parameters
    ----------
    source_ids : ndarray of int, shape (n, s)
        Filled up with the end token.
    model : Model
    predict : callable
        `helpers.predict`, or the same of a machine that lacks a part.

    Returns
    -------
    target_ids : ndarray of int, shape (n, LONGEST + 1)
        Everything from the first end token on is the end token.
    """
    source_mask = padding_mask(source_ids, END)
    ids = np.full((len(source_ids), 1), START)
    for _ in range(LONGEST + 1):
        best = predict(source_ids, ids, model, source_mask)[:, -1].argmax(axis=-1)
        word = np.where(ids[:, -1] == END, END, best)
        ids = np.concatenate([ids, word[:, None]], axis=-1)
    return ids[:, 1:]


def are_right(pairs, model, predict=predict):
    """Tell which sentences are translated without any error.

    Parameters
    ----------
    pairs : sequence of Pair
    model : Model
    predict : callable
        As in `translate_all`.

    Returns
    -------
    is_right : ndarray of bool, shape (n,)
    """
    source_ids, target_ids = encoded(pairs)
    found = translate_all(source_ids, model, predict)
    filler = np.full((len(pairs), found.shape[-1] - target_ids.shape[-1]), END)
    wanted = np.concatenate([target_ids, filler], axis=-1)
    return (found == wanted).all(axis=-1)


def accuracy(model, split):
    """Test a model on the unseen sentences and on the unseen combinations of a split.

    Parameters
    ----------
    model : Model
    split : grammar.Split

    Returns
    -------
    accuracy : Accuracy
    """
    return Accuracy(
        float(are_right(split.unseen_sentences, model).mean()),
        float(are_right(split.unseen_combinations, model).mean()),
    )


def cross_weights(source_ids, target_ids, model):
    """Show where the decoder looks for each word of a translation.

    Parameters
    ----------
    source_ids : ndarray of int, shape (..., s)
    target_ids : ndarray of int, shape (..., t)
        The translation, without start and end tokens.
    model : Model

    Returns
    -------
    A : ndarray of shape (..., h, t + 1, s)
        Attention weights of the last decoder block: row i belongs to the choice of word i,
        the last row to that of the end token.
    """
    decoder_ids, _ = teacher_forcing(target_ids, START, END)
    steps = model_steps(source_ids, decoder_ids, model, padding_mask(source_ids, END))
    return steps.blocks.decoder[-1].cross.A


def main():
    """Train the translator of the book, test it, and store it as float16."""
    split = grammar.split(SEED)
    learnt = learn(split.train)
    theta = weights.rounded(learnt.theta)
    reached = accuracy(unflatten(theta, like()), split)
    print(f"{count_numbers(like())} weights, {learnt.ended}")
    print(f"translated without error: {reached}")
    about = (
        "Made by python -m helpers.training.translator. theta: all weights in the order of "
        "helpers.training.flatten, each with as many digits as a float16 has."
    )
    content = {"about": about, "seed": SEED, **reached._asdict(), "theta": theta.tolist()}
    print(weights.write(FILE, content).name)


if __name__ == "__main__":
    main()
