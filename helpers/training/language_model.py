"""A decoder-only model learns the Spanish half of the toy grammar (chapter 17).

``python -m helpers.training.language_model`` trains it in a few seconds and writes
``weights/language_model.json``. It never sees a word of English: it learns which word can
come next.

Examples
--------
>>> continued("las casas", trained())
'las casas son pequeñas'
"""

import functools

import numpy as np

from helpers.mathematics.alone import (
    LanguageModel,
    next_words,
    next_words_backward,
    next_words_steps,
)
from helpers.mathematics.checks import checked_array, require
from helpers.mathematics.initialise import Sizes, random_encoder_block, xavier
from helpers.mathematics.parameters import count_numbers
from helpers.mathematics.text import Vocabulary, word_tokens
from helpers.training import grammar, weights
from helpers.training.adam import adam_step
from helpers.training.batches import padded, shuffled_batches
from helpers.training.flat import flatten, outline, unflatten
from helpers.training.loss import cross_entropy, cross_entropy_backward, teacher_forcing
from helpers.training.schedule import warm_up_then_cosine

FILE = "language_model.json"
VOCABULARY = Vocabulary((*grammar.SPANISH, "SOS", "EOS"))
START, END = len(VOCABULARY) - 2, len(VOCABULARY) - 1
LONGEST = 7  # words of a sentence
SIZES = Sizes(d_model=16, d_k=8, d_v=8, d_ff=16, n_heads=2, n_layers=3, n_vocab=len(VOCABULARY))
SEED = 0
N_STEPS = 1000
BATCH = 64
RATE = 0.01


def random_language_model(rng, sizes=SIZES):
    """Draw the first weights of a decoder-only model."""
    W_E = xavier(rng, (sizes.n_vocab, sizes.d_model))
    blocks = tuple(random_encoder_block(rng, sizes) for _ in range(sizes.n_layers))
    return LanguageModel(W_E, blocks)


def like():
    """Give the `outline` of the model: its structure and shapes, without numbers."""
    return outline(random_language_model(np.random.default_rng(0)))


def loss_and_gradient(model, sentence_ids):
    """Measure a model on a batch of sentences, and tell how to improve it.

    Parameters
    ----------
    model : LanguageModel
    sentence_ids : ndarray of int, shape (n, t)
        Without start and end tokens; shorter sentences are filled up with the end token.

    Returns
    -------
    loss : float
    dmodel : LanguageModel
    """
    ids, wanted = teacher_forcing(sentence_ids, START, END)
    is_real = ids != END
    steps = next_words_steps(ids, model)
    loss = cross_entropy(steps.logits, wanted, is_real=is_real)
    dlogits = cross_entropy_backward(steps.probs, wanted, is_real=is_real)
    return loss, next_words_backward(dlogits, ids, model, steps)


def learn(sentence_ids, seed=SEED, n_steps=N_STEPS):
    """Train, and keep the loss of each step.

    Parameters
    ----------
    sentence_ids : ndarray of int, shape (n, t)
        As in `loss_and_gradient`.
    seed : int
        Of the first weights and of the order of the sentences.
    n_steps : int

    Returns
    -------
    theta : ndarray of shape (n_weights,)
    losses : tuple of float
    """
    rng = np.random.default_rng(seed)
    theta, shape = flatten(random_language_model(rng)), like()
    m, v, losses = np.zeros_like(theta), np.zeros_like(theta), []
    rate = functools.partial(
        warm_up_then_cosine, rate=RATE, warm_up=max(1, n_steps // 20), n_steps=n_steps
    )
    batches = shuffled_batches(rng, sentence_ids, sentence_ids, BATCH, n_steps)
    for step, (batch, _) in enumerate(batches, start=1):
        loss, gradient = loss_and_gradient(unflatten(theta, shape), batch)
        moved = adam_step(theta, flatten(gradient), m, v, step, rate(step))
        theta, m, v = moved.theta, moved.m, moved.v
        losses.append(float(loss))
    return theta, tuple(losses)


def encoded(pairs):
    """Turn the Spanish sentences of pairs into numbers, filled up with the end token."""
    return padded([VOCABULARY.encode(pair.spanish) for pair in pairs], END)


def trained():
    """Read the decoder-only model that comes with the book.

    Returns
    -------
    model : LanguageModel
    """
    return unflatten(checked_array("theta", weights.read(FILE)["theta"]), like())


def beginning(text):
    """Turn the beginning of a Spanish sentence into numbers, after the start token.

    Parameters
    ----------
    text : str
        May be empty.

    Returns
    -------
    ids : ndarray of int, shape (t,)

    Raises
    ------
    ValueError
        If it is too long, or a word is unknown; the message names the word.

    Examples
    --------
    >>> VOCABULARY.decode(beginning("hola mundo"))
    ['SOS', 'hola', 'mundo']
    """
    words = word_tokens(text.lower())
    require(
        len(words) <= LONGEST,
        f"The text has {len(words)} words; the model learnt from sentences of at most {LONGEST}. "
        "Leave some out.",
    )
    found = grammar.SPANISH.encode(words) if words else np.array([], dtype=int)
    return np.concatenate([[START], found])


def continued(text, model):
    """Go on with a text word by word, the most probable each time, up to the end token.

    Parameters
    ----------
    text : str
    model : LanguageModel

    Returns
    -------
    whole : str

    Raises
    ------
    ValueError
        As in `beginning`.
    """
    ids = beginning(text)
    while ids[-1] != END and len(ids) <= LONGEST:
        best = next_words(ids, model)[-1].argmax()
        ids = np.append(ids, best)
    return " ".join(VOCABULARY.decode(ids[ids < START]))


def main():
    """Train the model of the book on the Spanish sentences, test it, and store it."""
    split = grammar.split(SEED)
    theta, losses = learn(encoded(split.train))
    stored = weights.thousandths(theta)
    held_out, _ = loss_and_gradient(unflatten(stored, like()), encoded(split.unseen_sentences))
    print(f"{count_numbers(like())} weights, loss {losses[-1]:.3f}, unseen {held_out:.3f}")
    about = (
        "Made by python -m helpers.training.language_model. theta: all weights in the order of "
        "helpers.training.flatten, rounded to three decimals."
    )
    content = {"about": about, "seed": SEED, "theta": stored.tolist()}
    print(weights.write(FILE, content).name)


if __name__ == "__main__":
    main()
