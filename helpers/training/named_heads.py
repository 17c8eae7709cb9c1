"""A model of two heads that can be named: one finds the noun, one the word before (chapter 4).

It says word for word what an English phrase is in Spanish, at each place the word that stands
there. An article or a colour must know its noun, for *la* or *el*, *roja* or *rojo*; and since
*the red car* is *el coche rojo*, a noun must know whether a colour stands before it.
``python -m helpers.training.named_heads`` trains it from ten seeds in some seconds and writes
``weights/named_heads.json``.

Examples
--------
>>> " ".join(said("the red car", trained()))
'el coche rojo'
"""

import itertools
from typing import NamedTuple

import numpy as np

from helpers.mathematics.attention import (
    AttentionWeights,
    MultiHeadSteps,
    multi_head_attention_steps,
    multi_head_backward,
)
from helpers.mathematics.checks import checked_array, require
from helpers.mathematics.embedding import embed, embed_backward
from helpers.mathematics.feed_forward import linear, linear_backward
from helpers.mathematics.initialise import Sizes, random_attention, standard_normal, xavier
from helpers.mathematics.interpret import keep_heads
from helpers.mathematics.parameters import count_numbers
from helpers.mathematics.softmax import softmax
from helpers.mathematics.text import Vocabulary
from helpers.training import weights
from helpers.training.adam import adam_step
from helpers.training.flat import flatten, outline, unflatten
from helpers.training.loss import cross_entropy_backward

FILE = "named_heads.json"
ARTICLES = {"the": ("el", "la"), "a": ("un", "una")}  # masculine, feminine
COLOURS = {"red": ("rojo", "roja"), "white": ("blanco", "blanca")}
NOUNS = {"car": "coche", "book": "libro", "house": "casa", "table": "mesa"}
FEMININE = ("house", "table")
OTHERS = {"is": "es", "yes": "sí"}
ENGLISH = Vocabulary((*ARTICLES, *COLOURS, *NOUNS, *OTHERS))
SPANISH = Vocabulary(
    (*sum((*ARTICLES.values(), *COLOURS.values()), ()), *NOUNS.values(), *OTHERS.values())
)
LONGEST = 5  # words: there is a row of positions for so many
SIZES = Sizes(
    d_model=8, d_k=4, d_v=4, d_ff=1, n_heads=2, n_layers=1, n_vocab=len(ENGLISH)
)  # d_ff is not used: there is no network
SEED = 0
SEEDS = range(10)
N_UNSEEN = 12  # sentences kept back for the test
N_STEPS = 600
RATE = 0.03
DECAY = 0.0003  # at each step a weight is drawn towards zero by so much of itself
DECAY_CARRIED = 0.01  # the same for W_V and W_O: if a head carries little, it must look well
NAMED = 0.75  # a head that gives so much to one kind of word, on average, may bear its name
WORD_BEFORE, FINDS_NOUN = 0, 1  # the heads of the model that comes with the book


class Reader(NamedTuple):
    """All weights: a row for each word, a row for each place, the attention, the output layer."""

    W_E: np.ndarray
    W_P: np.ndarray
    attention: AttentionWeights
    W_vocab: np.ndarray
    b_vocab: np.ndarray


class ReaderSteps(NamedTuple):
    """What goes in, what the attention does, both added up, and a Spanish word at each place."""

    X: np.ndarray
    attention: MultiHeadSteps
    X_1: np.ndarray
    logits: np.ndarray
    probs: np.ndarray


class Looks(NamedTuple):
    """How much each head gives, on average, to the word that it might be named after.

    ``noun`` is what articles and colours give to their noun, ``before`` what nouns give to the
    word before them, and ``articles`` what articles alone give to the noun. All have shape
    (n_heads,).
    """

    noun: np.ndarray
    before: np.ndarray
    articles: np.ndarray


class Seeded(NamedTuple):
    """One seed: share of unseen sentences that are right, and what the heads look at."""

    seed: int
    unseen: float
    noun: float
    before: float


def random_reader(rng):
    """Draw the first weights."""
    attention = random_attention(rng, SIZES)
    W_E = standard_normal(rng, (len(ENGLISH), SIZES.d_model))
    W_P = standard_normal(rng, (LONGEST, SIZES.d_model))
    W_vocab = xavier(rng, (SIZES.d_model, len(SPANISH)))
    return Reader(W_E, W_P, attention, W_vocab, np.zeros(len(SPANISH)))


def like():
    """Give the `outline` of the model: its structure and shapes, without numbers."""
    return outline(random_reader(np.random.default_rng(0)))


def sentences():
    """List all sentences with one noun that the model may learn from, as tuples of words."""
    found = []
    for article, noun in itertools.product(ARTICLES, NOUNS):
        found += [(article, noun), ("yes", article, noun)]
        for colour in COLOURS:
            phrase, statement = (article, colour, noun), (article, noun, "is", colour)
            found += [phrase, ("yes", *phrase), statement, ("yes", *statement)]
            found.append(("is", article, noun, colour))
            for other in COLOURS:
                found += [(*phrase, "is", other), ("is", *phrase, other)]
    return found


def translation(words):
    """Translate by rule: the truth that the model is taught.

    Parameters
    ----------
    words : sequence of str
        With at least one noun; what has gender takes that of the nearest one, and of two as near
        that of the one that follows.

    Returns
    -------
    spanish : tuple of str
        One word for each place. A colour before its noun goes behind it.

    Examples
    --------
    >>> " ".join(translation("the red house is white".split()))
    'la casa roja es blanca'
    """
    nouns = [i for i, word in enumerate(words) if word in NOUNS]
    require(nouns, f"There is no noun in {' '.join(words)!r}; write one of {', '.join(NOUNS)}.")
    found = []
    for place in range(len(words)):
        stands = _stands_at(words, place)
        nearest = min(nouns, key=lambda noun: abs(noun - stands - 0.1))
        found.append(_inflected(words[stands], words[nearest] in FEMININE))
    return tuple(found)


def _stands_at(words, place):
    """Find which word's translation stands at a place: a colour and its noun change places."""
    is_noun, is_colour = ([word in kind for word in words] for kind in (NOUNS, COLOURS))
    if is_colour[place] and is_noun[place + 1 : place + 2] == [True]:
        return place + 1
    if is_noun[place] and place and is_colour[place - 1]:
        return place - 1
    return place


def _inflected(word, gender):
    forms = ARTICLES.get(word) or COLOURS.get(word)
    return forms[gender] if forms else {**NOUNS, **OTHERS}[word]


def read_steps(ids, model):
    """Let both heads look, add what they bring to each word, and say a Spanish word.

    Parameters
    ----------
    ids : ndarray of int, shape (..., t)
    model : Reader

    Returns
    -------
    steps : ReaderSteps
    """
    X = embed(ids, model.W_E) + model.W_P[: ids.shape[-1]]
    attention = multi_head_attention_steps(X, X, *model.attention)
    X_1 = X + attention.Z
    logits = linear(X_1, model.W_vocab, model.b_vocab)
    return ReaderSteps(X, attention, X_1, logits, softmax(logits))


def gradient_of(model, ids, wanted):
    """Tell how the loss of sentences of one length, added up, answers to each weight.

    Parameters
    ----------
    model : Reader
    ids, wanted : ndarray of int, shape (n, t)

    Returns
    -------
    dmodel : Reader
    """
    steps = read_steps(ids, model)
    dlogits = ids.size * cross_entropy_backward(steps.probs, wanted)
    out = linear_backward(dlogits, steps.X_1, model.W_vocab)
    heads = multi_head_backward(out.x, steps.X, steps.X, model.attention, steps.attention)
    dX = out.x + heads.X + heads.memory
    dW_P = np.zeros_like(model.W_P)
    dW_P[: ids.shape[-1]] = dX.sum(axis=0)
    return Reader(embed_backward(dX, ids, len(ENGLISH)), dW_P, heads.weights, out.W, out.b)


def encoded(some):
    """Turn sentences into numbers, those of one length together, each with what is wanted.

    Parameters
    ----------
    some : sequence of tuple of str

    Returns
    -------
    batches : list of (ndarray, ndarray)
        Of shape (n, t) both: English, Spanish.
    """
    by_length = {}
    for words in some:
        pair = ENGLISH.encode(words), SPANISH.encode(translation(words))
        by_length.setdefault(len(words), []).append(pair)
    return [tuple(map(np.array, zip(*pairs, strict=True))) for pairs in by_length.values()]


def learn(seed=SEED, n_steps=N_STEPS):
    """Train on all sentences but a dozen, all of them at each step.

    Parameters
    ----------
    seed : int
        Of the first weights, and of which sentences are kept back.
    n_steps : int

    Returns
    -------
    model : Reader
        Its weights rounded to three decimals.
    unseen : list of tuple of str
        The sentences that it has not met.
    """
    rng = np.random.default_rng(seed)
    theta, shape = flatten(random_reader(rng)), like()
    kept_back = set(rng.permutation(len(sentences()))[:N_UNSEEN].tolist())
    batches = encoded([s for i, s in enumerate(sentences()) if i not in kept_back])
    n_words = sum(ids.size for ids, _ in batches)
    m, v, costs = np.zeros_like(theta), np.zeros_like(theta), _decay()
    for step in range(1, n_steps + 1):
        model = unflatten(theta, shape)
        gradient = sum(flatten(gradient_of(model, *batch)) for batch in batches) / n_words
        moved = adam_step(theta, gradient + costs * theta, m, v, step, RATE)
        theta, m, v = moved.theta, moved.m, moved.v
    unseen = [sentences()[i] for i in sorted(kept_back)]
    return unflatten(weights.thousandths(theta), shape), unseen


def _decay():
    """Say how strongly each weight is drawn towards zero."""
    drawn = unflatten(np.full(count_numbers(like()), DECAY), like())
    carried = {name: DECAY_CARRIED + 0 * getattr(drawn.attention, name) for name in ("W_V", "W_O")}
    return flatten(drawn._replace(attention=drawn.attention._replace(**carried)))


def said(text, model):
    """Read a sentence, and say the most probable Spanish word at each place.

    Parameters
    ----------
    text : str
        At most `LONGEST` words of `ENGLISH`.
    model : Reader

    Returns
    -------
    words : list of str

    Raises
    ------
    ValueError
        If it is too long, or a word is unknown.
    """
    words = text.split()
    require(
        0 < len(words) <= LONGEST,
        f"The text has {len(words)} words; the model reads from one to {LONGEST}.",
    )
    return SPANISH.decode(read_steps(ENGLISH.encode(words), model).logits.argmax(axis=-1))


def accuracy(some, model):
    """Give the share of sentences in which every word is right.

    Parameters
    ----------
    some : sequence of tuple of str
    model : Reader

    Returns
    -------
    share : float
    """
    right = [tuple(said(" ".join(words), model)) == translation(words) for words in some]
    return float(np.mean(right))


def without_head(model, head):
    """Switch one head off, by zeros in its rows of W_O.

    Parameters
    ----------
    model : Reader
    head : int

    Returns
    -------
    model : Reader
    """
    kept = np.arange(SIZES.n_heads) != head
    W_O = keep_heads(model.attention.W_O, kept)
    return model._replace(attention=model.attention._replace(W_O=W_O))


def looks(model):
    """Measure what the heads look at, over all sentences of `sentences`.

    Parameters
    ----------
    model : Reader

    Returns
    -------
    looks : Looks
    """
    noun, before, articles = [], [], []
    for words in sentences():
        A = read_steps(ENGLISH.encode(words), model).attention.A
        (at,) = [i for i, word in enumerate(words) if word in NOUNS]
        noun += [A[:, i, at] for i, word in enumerate(words) if word in (*ARTICLES, *COLOURS)]
        before.append(A[:, at, at - 1])
        articles += [A[:, i, at] for i, word in enumerate(words) if word in ARTICLES]
    return Looks(*(np.mean(found, axis=0) for found in (noun, before, articles)))


def named(found):
    """Name one head for the noun and the other for the word before, the better way round.

    Parameters
    ----------
    found : Looks

    Returns
    -------
    noun, before : float
        What the two heads give to the words of their names.
    """
    first, second = zip(found.noun, found.before[::-1], strict=True)
    noun, before = max(first, second, key=min)
    return float(noun), float(before)


def trained():
    """Read the model that comes with the book.

    Returns
    -------
    model : Reader
    """
    return unflatten(checked_array("theta", weights.read(FILE)["theta"]), like())


def seeds():
    """Read what ten seeds have given, the book's own first.

    Returns
    -------
    seeds : tuple of Seeded
    """
    return tuple(Seeded(**one) for one in weights.read(FILE)["seeds"])


def main():
    """Train from ten seeds, measure, and store the first model and all results."""
    results, models = [], {}
    for seed in SEEDS:
        model, unseen = learn(seed)
        noun, before = (round(share, 4) for share in named(looks(model)))
        results.append(Seeded(seed, round(accuracy(unseen, model), 4), noun, before))
        models[seed] = model
        print(results[-1], flush=True)
    content = {
        "about": "Made by python -m helpers.training.named_heads. theta: all weights of seed 0 in "
        "the order of helpers.training.flatten, rounded to three decimals. seeds: see Seeded.",
        "theta": flatten(models[SEED]).tolist(),
        "seeds": [one._asdict() for one in results],
    }
    print(f"{count_numbers(like())} weights, {weights.write(FILE, content).name}")


if __name__ == "__main__":
    main()
