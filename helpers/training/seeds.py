"""Five seeds of the tiny translator, measured on the way: learning curves and a table (chapter 15).

``python -m helpers.training.seeds`` trains five translators, each from its own seed, with its
own sentences and its own held-out combinations, and writes ``weights/translator_seeds.json``.
Nothing is chosen by looking at the tests: each run has the same fixed number of steps.
"""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.model import model_steps
from helpers.training import grammar, translator, transplants, weights
from helpers.training.flat import unflatten

FILE = "translator_seeds.json"
SEEDS = range(5)
EVERY = 50  # steps between two tests
N_LOOKS = 100  # sentences over which attention is averaged


class ArticleLooks(NamedTuple):
    """Where the machine looks for an article: mean weights, of the head that looks hardest.

    In the decoder, when it chooses the article, at the English determiner and at its noun; in
    the encoder, from the determiner to the noun.
    """

    at_determiner: float
    at_noun: float
    in_encoder: float


class Run(NamedTuple):
    """One seed: the run tested every few steps, and the end, with weights rounded to float16.

    ``losses[i]`` is the mean loss of the steps up to ``steps[i]``; the two lists of shares belong
    to the weights after that step. The next three are the `ArticleLooks` of the end.
    ``transplants`` are the translations of *the red car* with rows of *the red house*, one for each
    of `transplants.ROWS`; ``followed`` has shape (8, 3), the shares of `transplants.followed`. The
    last two are the accuracies with `with_shared_keys`.
    """

    seed: int
    steps: np.ndarray
    losses: np.ndarray
    unseen_sentences: np.ndarray
    unseen_combinations: np.ndarray
    final_sentences: float
    final_combinations: float
    at_determiner: float
    at_noun: float
    in_encoder: float
    transplants: list[str]
    followed: np.ndarray
    shared_sentences: float
    shared_combinations: float

    @property
    def learnt_at(self):
        """The first tested step with 99 % on both tests, or None."""
        both = np.minimum(self.unseen_sentences, self.unseen_combinations)
        return int(self.steps[np.argmax(both >= 0.99)]) if (both >= 0.99).any() else None


def article_looks(pairs, model):
    """Measure where a model finds the gender of an article, over sentences that have one.

    Parameters
    ----------
    pairs : sequence of Pair
    model : Model

    Returns
    -------
    looks : ArticleLooks
        Means over every determiner of every sentence.
    """
    determiners = {word for words, _ in grammar.DETERMINERS for word in words if word}
    nouns = {word for noun in grammar.NOUNS for word in noun.english}
    rows = []
    for pair in pairs:
        source_ids = translator.VOCABULARY.encode(pair.english)
        decoder_ids = translator.VOCABULARY.encode(("SOS", *pair.spanish))
        blocks = model_steps(source_ids, decoder_ids, model).blocks
        in_encoder, cross = blocks.encoder[0].attention.A, blocks.decoder[-1].cross.A
        for i, word in enumerate(pair.english):
            if word in determiners:
                noun = next(j for j in range(i, len(pair.english)) if pair.english[j] in nouns)
                asks = pair.comes_from.index(i)
                seen = cross[:, asks, i], cross[:, asks, noun], in_encoder[:, i, noun]
                rows.append([weights_of_heads.max() for weights_of_heads in seen])
    return ArticleLooks(*np.mean(rows, axis=0).tolist())


def measured(seed, n_steps=translator.N_STEPS, every=EVERY, n_test=500):
    """Train one translator, and test it on the way.

    Parameters
    ----------
    seed : int
        Of the sentences, the held-out combinations, the first weights and the batches.
    n_steps, every : int
        How many steps, and how many between two tests.
    n_test : int
        Sentences in each of the two tests.

    Returns
    -------
    run : Run
    """
    split, like = grammar.split(seed, n_test=n_test), translator.like()
    losses, rows = [], []
    for state in translator.learning(split.train, seed, n_steps):
        losses.append(float(state.loss))
        if len(losses) % every == 0 or len(losses) == n_steps:
            reached = translator.accuracy(unflatten(state.theta, like), split)
            rows.append((len(losses), np.mean(losses[-every:]), *reached))
    rounded = unflatten(weights.rounded(state.theta), like)
    final = translator.accuracy(rounded, split)
    curves = np.array(rows).T
    return Run(seed, *curves, *final, **questioned(rounded, split))


def questioned(model, split):
    """Ask a trained model what it does: looks, transplants, and heads that have to share.

    Parameters
    ----------
    model : Model
    split : grammar.Split

    Returns
    -------
    answers : dict
        The fields of `Run` from ``at_determiner`` on.
    """
    looks = article_looks(split.unseen_combinations[:N_LOOKS], model)
    shared = translator.accuracy(transplants.with_shared_keys(model), split)
    return {
        **{name: round(look, 4) for name, look in looks._asdict().items()},
        "transplants": transplants.transplants("the red car", "the red house", model),
        "followed": transplants.followed(model).round(4),
        "shared_sentences": shared.unseen_sentences,
        "shared_combinations": shared.unseen_combinations,
    }


def stored():
    """Read the five runs that come with the book.

    Returns
    -------
    runs : tuple of Run
    """
    lists = (*Run._fields[1:5], "followed")
    runs = weights.read(FILE)["runs"]
    return tuple(Run(**run | {name: np.array(run[name]) for name in lists}) for run in runs)


def main():
    """Measure all seeds and store the results."""
    runs = []
    for seed in SEEDS:
        run = measured(seed)
        print(f"seed {seed}: {run.final_sentences:.1%} and {run.final_combinations:.1%}, ", end="")
        print(f"99 % at step {run.learnt_at}", flush=True)
        lists = {
            name: np.round(getattr(run, name), 7).tolist()
            for name in (*Run._fields[1:5], "followed")
        }
        runs.append(run._asdict() | lists | {"steps": run.steps.astype(int).tolist()})
    about = (
        "Made by python -m helpers.training.seeds. Shares of sentences translated without error, "
        "mean attention weights (ArticleLooks), and what becomes of a translation when rows are "
        "transplanted or heads share their keys and values (helpers.training.transplants)."
    )
    print(weights.write(FILE, {"about": about, "runs": runs}).name)


if __name__ == "__main__":
    main()
