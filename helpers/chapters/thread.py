"""One machine goes through chapters 9 to 13: by dice, and trained.

Both have the same sizes and run through the same functions: one block in the encoder, one in the
decoder, embeddings times √d_model. The dice are the first weights of the trained machine, so that
chapter 14 goes on with what chapter 13 leaves.
"""

import functools
from typing import NamedTuple

import numpy as np

from helpers.live import choice
from helpers.mathematics.checks import require
from helpers.mathematics.model import Model, generate, model_steps
from helpers.training import toy
from helpers.training.flat import flatten, unflatten

KINDS = {"dice": toy.initial, "trained": lambda: flatten(toy.trained())}
"""Where the weights come from, and what gives them as one vector."""

SIZES = toy.sizes()
WORDS = list(toy.VOCABULARY)
SOURCE = toy.PAIRS[0][0]
WRITTEN = ("SOS", *toy.PAIRS[0][1])
ORDERS = (" ".join(SOURCE), " ".join(reversed(SOURCE)))
ANSWERS = {text: ("SOS", *dict(toy.PAIRS)[tuple(text.split())]) for text in ORDERS}
MOST_WORDS = 8


def machine(kind):
    """Give the machine of chapters 9 to 13.

    Parameters
    ----------
    kind : str
        ``"dice"`` or ``"trained"``.

    Returns
    -------
    model : Model
        570 weights: one block in each stack.

    Raises
    ------
    ValueError
        If there is no such machine.

    Examples
    --------
    >>> len(machine("dice").blocks.encoder), len(machine("trained").blocks.decoder)
    (1, 1)
    """
    require(kind in KINDS, f"There is no machine {kind!r}; there are {list(KINDS)}.")
    model: Model = unflatten(KINDS[kind](), toy.like())
    return model


@functools.cache
def followed(kind, written=WRITTEN, source=SOURCE):
    """Follow a sentence through the machine, and keep every step of both blocks.

    Parameters
    ----------
    kind : str
        As in `machine`.
    written : tuple of str
        SOS, and the words so far.
    source : tuple of str

    Returns
    -------
    steps : ModelSteps

    Examples
    --------
    >>> trained = followed("trained")
    >>> [WORDS[best] for best in trained.logits.argmax(axis=-1)]
    ['hola', 'mundo', 'EOS']
    """
    ids = (toy.VOCABULARY.encode(words) for words in (source, written))
    return model_steps(*ids, machine(kind))


def said(kind, source=SOURCE):
    """Let the machine write until EOS, eight words at most.

    Returns
    -------
    written : Generated

    Examples
    --------
    >>> toy.VOCABULARY.decode(said("trained").ids)
    ['SOS', 'hola', 'mundo', 'EOS']
    """
    ids = toy.VOCABULARY.encode(source)
    written = generate(ids, machine(kind), toy.START, toy.END, max_tokens=MOST_WORDS)
    return written


class Pair(NamedTuple):
    """The numbers of two source words, of SOS and the right answer to them, and of the pair."""

    source: np.ndarray
    written: np.ndarray
    number: np.ndarray


def steps_of(theta, source, written=None):
    """Run the machine of a figure: all rows of the right answer at once, behind the mask.

    Behind a causal mask a row does not depend on those after it, so its first row is that of SOS
    alone. Without another answer it is `WRITTEN`.
    """
    if written is None:
        written = toy.VOCABULARY.encode(WRITTEN)
    return model_steps(source, written, unflatten(theta, toy.like()))


def which(start="dice"):
    """Let the reader choose between dice and trained: one graph, and other numbers in it."""
    return choice({kind: given() for kind, given in KINDS.items()}, start=start, label="Weights")


def sources():
    """Let the reader choose the order of the two source words."""
    ids = {text: toy.VOCABULARY.encode(text.split()).astype(float) for text in ORDERS}
    return choice(ids, label="Source")


def pairs():
    """Let the reader choose the order of the two source words; the right answer goes with it."""
    given = {
        text: Pair(
            *(toy.VOCABULARY.encode(words).astype(float) for words in (text.split(), answer)),
            np.array(float(number)),
        )
        for number, (text, answer) in enumerate(ANSWERS.items())
    }
    return choice(given, label="Source")


def rows_written():
    """Let the reader choose how much has been written so far: the place of the last row."""
    lengths = ("none", "one", "two")
    return choice(
        {text: np.array(float(i)) for i, text in enumerate(lengths)}, label="Words so far"
    )
