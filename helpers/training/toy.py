"""The example's own small model learns to say *hola mundo* (chapters 0 and 14).

Four pairs, so that the answer depends on the source: one pair alone would be learnt by heart
without a look at it. ``python -m helpers.training.toy`` trains the model again and writes
``weights/toy.json``.

Examples
--------
>>> from helpers import generate
>>> said = generate(VOCABULARY.encode(["hello", "world"]), trained(), START, END, max_tokens=5)
>>> VOCABULARY.decode(said.ids)
['SOS', 'hola', 'mundo', 'EOS']
"""

import functools
import itertools
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import checked_array, require
from helpers.mathematics.initialise import EXAMPLE, random_model, standard_normal, xavier
from helpers.mathematics.model import generate, predict
from helpers.sources.example import vocabulary
from helpers.training import weights
from helpers.training.batches import padded
from helpers.training.flat import flatten, outline, unflatten
from helpers.training.loss import teacher_forcing
from helpers.training.schedule import linear_warm_up
from helpers.training.train import train, training_run, training_step

FILE = "toy.json"
VOCABULARY = vocabulary
START, END = (int(VOCABULARY.encode([token])[0]) for token in ("SOS", "EOS"))
PAIRS = (
    (("hello", "world"), ("hola", "mundo")),
    (("hello",), ("hola",)),
    (("world",), ("mundo",)),
    (("world", "hello"), ("mundo", "hola")),
)
SOURCE_IDS = padded([VOCABULARY.encode(source) for source, _ in PAIRS], END)
TARGET_IDS = padded([VOCABULARY.encode(target) for _, target in PAIRS], END)
LEARNT = 0.99  # every right token is more probable than this
N_STEPS = 1500


class Recipe(NamedTuple):
    """A learning rate, and the step at which it is reached."""

    rate: float
    warm_up: int


RECIPES = {1: Recipe(0.01, 0), 2: Recipe(0.01, 0), 6: Recipe(0.003, 100)}
DRAWN = {  # layers: name, how the weights are drawn, seed
    1: (
        ("Xavier, seed 0", xavier, 0),
        ("Xavier, seed 1", xavier, 1),
        ("Xavier, seed 3", xavier, 3),
        ("N(0, 1), seed 0", standard_normal, 0),
    ),
    2: (
        ("Xavier, seed 2", xavier, 2),
        ("Xavier, seed 0", xavier, 0),
        ("N(0, 1), seed 0", standard_normal, 0),
    ),
    6: (("Xavier, seed 2", xavier, 2), ("N(0, 1), seed 0", standard_normal, 0)),
}


def sizes(n_layers=1):
    """Give the sizes of the model: those of the example, with so many blocks in each stack.

    Examples
    --------
    >>> sizes().n_layers, sizes().d_model
    (1, 4)
    """
    return replace(EXAMPLE, n_layers=n_layers, n_vocab=len(VOCABULARY))


def like(n_layers=1):
    """Give the `outline` of the model: its structure and shapes, without numbers.

    Raises
    ------
    ValueError
        If there is no recipe for so many layers.
    """
    _require_recipe(n_layers)
    return outline(_drawn(n_layers, xavier, 0))


def starts(n_layers=1):
    """List the names of the stored first weights; with one layer, the first is shipped trained.

    Raises
    ------
    ValueError
        If there is no recipe for so many layers.
    """
    _require_recipe(n_layers)
    return tuple(weights.read(FILE)["initial"][str(n_layers)])


def initial(n_layers=1, name=None):
    """Read stored first weights.

    Parameters
    ----------
    n_layers : int
        1, 2 or 6.
    name : str, optional
        One of `starts`; the first of them if left out.

    Returns
    -------
    theta : ndarray of shape (n,)
        Rounded to three decimals, so that a reader can see all of a weight.

    Raises
    ------
    ValueError
        If nothing of that name is stored, or nothing for so many layers.
    """
    _require_recipe(n_layers)
    stored = weights.read(FILE)["initial"][str(n_layers)]
    name = next(iter(stored)) if name is None else name
    require(name in stored, f"No first weights {name!r} are stored; there are {list(stored)}.")
    return checked_array("theta", stored[name])


def drawn(n_layers=1, init=xavier, seed=0):
    """Draw first weights from any seed, as the stored ones were.

    Parameters
    ----------
    n_layers : int
        1, 2 or 6.
    init : callable
        `xavier` or `standard_normal`.
    seed : int

    Returns
    -------
    theta : ndarray of shape (n,)
        Rounded to three decimals.

    Raises
    ------
    ValueError
        If there is no recipe for so many layers.
    """
    _require_recipe(n_layers)
    return weights.thousandths(flatten(_drawn(n_layers, init, seed)))


def trained():
    """Read the trained model with one layer in each stack.

    Returns
    -------
    model : Model
    """
    return unflatten(checked_array("theta", weights.read(FILE)["trained"]), like())


def learn(theta, n_layers=1, rate=None, warm_up=None, n_steps=N_STEPS, until=LEARNT):
    """Train on the four pairs.

    Parameters
    ----------
    theta : ndarray of shape (n,)
        First weights, for example from `initial`.
    n_layers : int
        1, 2 or 6.
    rate, warm_up : float and int, optional
        Those of the recipe for so many layers if left out.
    n_steps : int
        How many steps at most.
    until : float, optional
        Stop when every right token is more probable than this; None never stops early.

    Returns
    -------
    trained : Trained

    Raises
    ------
    ValueError
        If there is no recipe for so many layers, or `theta` has another size.
    """
    return train(theta, *_course(n_layers, rate, warm_up, n_steps), until=until)


def run(theta, n_layers=1, rate=None, warm_up=None, n_steps=N_STEPS):
    """Train on the four pairs, and hand out every state on the way.

    Parameters
    ----------
    theta, n_layers, rate, warm_up, n_steps
        As in `learn`.

    Returns
    -------
    states : iterator of TrainingStep
    """
    return training_run(theta, *_course(n_layers, rate, warm_up, n_steps))


def needed(theta, tokens=PAIRS[0][0]):
    """Find the weights whose loss changes what the model says.

    Parameters
    ----------
    theta : ndarray of shape (n,)
        All weights of a model with one layer.
    tokens : sequence of str
        What it is asked to translate.

    Returns
    -------
    places : ndarray of int
        Each of these weights alone, set to zero, makes a greedy translation differ.
    """
    source_ids = VOCABULARY.encode(tokens)

    def says(theta):
        model = unflatten(theta, like())
        return generate(source_ids, model, START, END, max_tokens=5).ids

    wanted = says(theta)
    keeps = 1 - np.eye(theta.size)
    return np.array([i for i, kept in enumerate(keeps) if says(theta * kept) != wanted], dtype=int)


def sureness_of(theta, pair=PAIRS[0]):
    """Tell how sure a model is of a right translation: its lowest probability of a right word.

    Parameters
    ----------
    theta : ndarray of shape (n,)
        All weights of a model with one layer.
    pair : (sequence of str, sequence of str)
        A source sentence and its right translation.

    Returns
    -------
    sureness : float
        From 0 to 1; the end token counts as a word.
    """
    source_ids, target_ids = (VOCABULARY.encode(words) for words in pair)
    decoder_ids, right_ids = teacher_forcing(target_ids, START, END)
    probs = predict(source_ids, decoder_ids, unflatten(theta, like()))
    sureness = float(np.take_along_axis(probs, right_ids[:, None], axis=-1).min())
    return sureness


def sureness(theta, pair=PAIRS[0]):
    """Tell how sure the model still is without each of its weights, set to zero one at a time.

    Parameters
    ----------
    theta, pair
        As in `sureness_of`.

    Returns
    -------
    sureness : ndarray of shape (n,)
    """
    keeps = 1 - np.eye(theta.size)
    return np.array([sureness_of(theta * kept, pair) for kept in keeps])


def toy_step(theta, m, v, step, rate, like, warm_up=0):
    """Learn once from all four pairs: the step that a live figure repeats.

    Parameters
    ----------
    theta, m, v, step
        As in `training_step`.
    rate : float
        The learning rate that the reader sets.
    like : Model
        From `like`.
    warm_up : int
        As in `linear_warm_up`.

    Returns
    -------
    after : TrainingStep
    """
    rate_now = linear_warm_up(step + 1, rate, warm_up)
    return training_step(theta, m, v, step, SOURCE_IDS, TARGET_IDS, like, START, END, rate_now)


def _course(n_layers, rate, warm_up, n_steps):
    outlined, recipe = like(n_layers), RECIPES[n_layers]
    schedule = functools.partial(
        linear_warm_up,
        rate=recipe.rate if rate is None else rate,
        warm_up=recipe.warm_up if warm_up is None else warm_up,
    )
    batches = itertools.repeat((SOURCE_IDS, TARGET_IDS), n_steps)
    return batches, outlined, START, END, schedule


def _require_recipe(n_layers):
    require(n_layers in DRAWN, f"There is a recipe for {list(DRAWN)} layers, not for {n_layers}.")


def _drawn(n_layers, init, seed):
    return random_model(np.random.default_rng(seed), sizes(n_layers), init)


def main():
    """Draw all first weights, train the first of them, and store everything."""
    first = {
        str(n_layers): {name: drawn(n_layers, init, seed).tolist() for name, init, seed in rows}
        for n_layers, rows in DRAWN.items()
    }
    theta = np.array(next(iter(first["1"].values())))
    learnt = learn(theta)
    print(f"1 layer, {theta.size} weights: {learnt.ended}")
    about = (
        "Made by python -m helpers.training.toy. Each list holds all weights of a model, in the "
        "order of helpers.training.flatten; the key of initial is the number of layers."
    )
    content = {"about": about, "trained": learnt.theta.round(9).tolist(), "initial": first}
    print(weights.write(FILE, content).name)


if __name__ == "__main__":
    main()
