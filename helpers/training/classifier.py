"""A small head on the translator's encoder tells gender and number of a sentence (chapter 17).

``python -m helpers.training.classifier`` trains it in seconds and writes
``weights/classifier.json``. The encoder stays as translating made it; only the head learns.
Like BERT's, it reads the first row of the sentence alone. It is trained twice: on the encoder's
row, and for comparison on the row that goes into the encoder.
"""

from collections import Counter
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import checked_array, require
from helpers.mathematics.feed_forward import linear, linear_backward
from helpers.mathematics.masks import padding_mask
from helpers.mathematics.model import embed_sentence
from helpers.mathematics.softmax import softmax
from helpers.mathematics.transformer import encoder
from helpers.training import grammar, translator, weights
from helpers.training.adam import adam_step
from helpers.training.flat import flatten, outline, unflatten
from helpers.training.loss import cross_entropy_backward

FILE = "classifier.json"
CLASSES = ("masculine, one", "feminine, one", "masculine, many", "feminine, many")
CLASS_OF = {
    word: 2 * number + noun.gender
    for noun in grammar.NOUNS
    for number, word in enumerate(noun.english)
}
ROWS = ("encoder", "embedding")
N_STEPS = 500
RATE = 0.05


class Head(NamedTuple):
    """Weights of a classifier that reads one row: (d_model, n_classes) and (n_classes,)."""

    W: np.ndarray
    b: np.ndarray


class Labelled(NamedTuple):
    """First rows of sentences, before and after the encoder, and the class of each sentence."""

    embedding: np.ndarray
    encoder: np.ndarray
    labels: np.ndarray


def like():
    """Give the `outline` of a head."""
    shape = (translator.SIZES.d_model, len(CLASSES))
    return outline(Head(np.zeros(shape), np.zeros(len(CLASSES))))


def labelled(pairs, model):
    """Take the first row of each sentence that has a noun, and the class of its first noun.

    Parameters
    ----------
    pairs : sequence of Pair
        Greetings have no noun of the grammar, and are left out.
    model : Model
        The translator.

    Returns
    -------
    labelled : Labelled

    Raises
    ------
    ValueError
        If no sentence has a noun.
    """
    kept = [pair for pair in pairs if CLASS_OF.keys() & set(pair.english)]
    require(kept, "None of these sentences has a noun, so there is nothing to tell apart.")
    labels = [_first_class(pair) for pair in kept]
    source_ids, _ = translator.encoded(kept)
    X = embed_sentence(source_ids, model.W_E)
    memory = encoder(X, model.blocks.encoder, padding_mask(source_ids, translator.END))
    return Labelled(X[:, 0], memory[:, 0], np.array(labels))


def _first_class(pair):
    return next(CLASS_OF[word] for word in pair.english if word in CLASS_OF)


def by_determiner(train, test):
    """Score the best rule that knows only the first word: the honest floor for a classifier.

    *A* gives away that there is one, *some* that there are many, so chance is not a quarter.

    Parameters
    ----------
    train, test : sequence of Pair
        After each first word the rule says the class that is most frequent in `train`.

    Returns
    -------
    accuracy : float
        Share of the sentences of `test` with a noun whose class is named.
    """
    counts = {}
    for pair in train:
        if CLASS_OF.keys() & set(pair.english):
            counts.setdefault(pair.english[0], Counter())[_first_class(pair)] += 1
    rule = {word: found.most_common(1)[0][0] for word, found in counts.items()}
    asked = [pair for pair in test if CLASS_OF.keys() & set(pair.english)]
    accuracy = np.mean([rule[pair.english[0]] == _first_class(pair) for pair in asked])
    return float(accuracy)


def classify(row, head):
    """Give the probability of each class.

    Parameters
    ----------
    row : ndarray of shape (..., d_model)
    head : Head

    Returns
    -------
    probs : ndarray of shape (..., n_classes)

    Examples
    --------
    >>> classify(np.zeros(1), Head(np.zeros((1, 2)), np.zeros(2)))
    array([0.5, 0.5])
    """
    probs = softmax(linear(row, head.W, head.b))
    return probs


def learn(x, labels, n_steps=N_STEPS):
    """Train a head on rows that do not change, all of them at each step.

    Parameters
    ----------
    x : ndarray of shape (n, d_model)
    labels : ndarray of int, shape (n,)
    n_steps : int

    Returns
    -------
    head : Head
    """
    head = Head(np.zeros((x.shape[-1], len(CLASSES))), np.zeros(len(CLASSES)))
    theta = flatten(head)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for step in range(1, n_steps + 1):
        dlogits = cross_entropy_backward(classify(x, unflatten(theta, head)), labels)
        gradient = linear_backward(dlogits, x, unflatten(theta, head).W)
        moved = adam_step(theta, flatten(Head(gradient.W, gradient.b)), m, v, step, RATE)
        theta, m, v = moved.theta, moved.m, moved.v
    return unflatten(theta, head)


def trained(rows="encoder"):
    """Read a head that comes with the book.

    Parameters
    ----------
    rows : {"encoder", "embedding"}
        Which rows it reads: those after the encoder, or those before it.

    Returns
    -------
    head : Head

    Raises
    ------
    ValueError
        If there is no such head.
    """
    require(rows in ROWS, f"There is a head for each of {ROWS}, and none for {rows!r}.")
    return unflatten(checked_array("theta", weights.read(FILE)[rows]), like())


def accuracy(head, rows, labels):
    """Give the share of sentences that a head puts into the right class.

    Parameters
    ----------
    head : Head
    rows : ndarray of shape (n, d_model)
    labels : ndarray of int, shape (n,)

    Returns
    -------
    share : float
    """
    return float((classify(rows, head).argmax(axis=-1) == labels).mean())


def main():
    """Train both heads, test them on unseen combinations, and store them."""
    split, model = grammar.split(translator.SEED), translator.trained()
    train, test = labelled(split.train, model), labelled(split.unseen_combinations, model)
    content = {
        "about": "Made by python -m helpers.training.classifier. For each kind of rows all weights "
        "of the head in the order of helpers.training.flatten, rounded to three decimals."
    }
    for rows in ROWS:
        head = learn(getattr(train, rows), train.labels)
        content[rows] = weights.thousandths(flatten(head)).tolist()
        share = accuracy(head, getattr(test, rows), test.labels)
        print(f"on the rows of the {rows}: {share:.1%} of unseen combinations")
    print(weights.write(FILE, content).name)


if __name__ == "__main__":
    main()
