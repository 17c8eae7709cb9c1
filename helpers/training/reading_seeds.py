"""The models of chapter 17 again, from other seeds: whether what one shows holds for all.

``python -m helpers.training.reading_seeds`` trains five translators and ten language models, each
from its own seed, with its own sentences, and writes ``weights/reading_seeds.json``.
"""

import itertools
from typing import NamedTuple

import numpy as np

from helpers.mathematics.alone import next_words
from helpers.mathematics.interpret import keep_heads
from helpers.training import classifier, grammar, laboratory, language_model, translator, weights
from helpers.training.flat import unflatten

FILE = "reading_seeds.json"
SEEDS = range(5)  # of translators, of which one takes more than ten seconds on a busy machine
MANY_SEEDS = range(10)  # of language models
LAYERS = (("encoder", "attention"), ("decoder", "attention"), ("decoder", "cross"))
HEADS = tuple(itertools.product(LAYERS, range(translator.SIZES.n_heads)))
BEGINNING = "la casa es"


class Questioned(NamedTuple):
    """One translator: classifiers on its rows, and its heads switched off one at a time.

    ``encoder`` and ``embedding`` are the accuracies of heads that read these rows, ``without`` the
    shares of unseen combinations that are right without each of `HEADS`.
    """

    seed: int
    encoder: float
    embedding: float
    without: list[float]


class Written(NamedTuple):
    """One language model: its loss on unseen sentences, and what it says after `BEGINNING`.

    ``feminine`` is the probability of the adjectives that fit, ``others`` that of all other forms.
    """

    seed: int
    loss: float
    feminine: float
    others: float


def switched_off(model, stack, layer, head):
    """Switch one head of a translator off, by zeros in its rows of W_O.

    Parameters
    ----------
    model : Model
    stack : {"encoder", "decoder"}
    layer : {"attention", "cross"}
    head : int

    Returns
    -------
    model : Model
    """
    (block,) = getattr(model.blocks, stack)
    old = getattr(block, layer)
    kept = np.arange(translator.SIZES.n_heads) != head
    new = block._replace(**{layer: old._replace(W_O=keep_heads(old.W_O, kept))})
    return model._replace(blocks=model.blocks._replace(**{stack: (new,)}))


def questioned(seed, model, split):
    """Ask a translator what chapter 17 asks that of the book.

    Parameters
    ----------
    seed : int
    model : Model
    split : grammar.Split

    Returns
    -------
    questioned : Questioned
    """
    seen, test = (
        classifier.labelled(pairs, model) for pairs in (split.train, split.unseen_combinations)
    )
    shares = {
        rows: classifier.accuracy(
            classifier.learn(getattr(seen, rows), seen.labels), getattr(test, rows), test.labels
        )
        for rows in classifier.ROWS
    }
    without = [
        float(
            translator.are_right(
                split.unseen_combinations, switched_off(model, *layer, head)
            ).mean()
        )
        for layer, head in HEADS
    ]
    return Questioned(seed, shares["encoder"], shares["embedding"], without)


def written(seed, model, split):
    """Measure a language model on unseen sentences and on one beginning.

    Parameters
    ----------
    seed : int
    model : LanguageModel
    split : grammar.Split

    Returns
    -------
    written : Written
    """
    unseen = language_model.encoded(split.unseen_sentences)
    loss, _ = language_model.loss_and_gradient(model, unseen)
    probs = next_words(language_model.beginning(BEGINNING), model)[-1]
    fits = {forms[grammar.F][0] for _, forms in grammar.ADJECTIVES}
    every = {form for _, forms in grammar.ADJECTIVES for gender in forms for form in gender}
    feminine, others = (
        float(probs[language_model.VOCABULARY.encode(sorted(words))].sum())
        for words in (fits, every - fits)
    )
    return Written(seed, round(float(loss), 6), round(feminine, 6), round(others, 6))


def stored():
    """Read the results that come with the book.

    Returns
    -------
    translators : tuple of Questioned
    language_models : tuple of Written
    """
    content = weights.read(FILE)
    return (
        tuple(Questioned(**one) for one in content["translators"]),
        tuple(Written(**one) for one in content["language_models"]),
    )


def main():
    """Train and question all of them, and store the results."""
    translators, language_models = [], []
    for seed in MANY_SEEDS:
        split = grammar.split(seed)
        if seed in SEEDS:
            model = laboratory.learn(split.train, seed)
            translators.append(questioned(seed, model, split))
            print(translators[-1], flush=True)
        theta, _ = language_model.learn(language_model.encoded(split.train), seed)
        model = unflatten(weights.thousandths(theta), language_model.like())
        language_models.append(written(seed, model, split))
        print(language_models[-1], flush=True)
    content = {
        "about": "Made by python -m helpers.training.reading_seeds: see Questioned and Written "
        "there.",
        "translators": [one._asdict() for one in translators],
        "language_models": [one._asdict() for one in language_models],
    }
    print(weights.write(FILE, content).name)


if __name__ == "__main__":
    main()
