"""The chain of the example under two positional encodings, stage by stage.

As published, and with the encoding of the paper. It goes as far as the source fixes its numbers:
from the encoding to the end of the first add & norm. What comes after was drawn without a seed;
`drawn_chain` continues with weights of our own.
"""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require
from helpers.mathematics.feed_forward import linear
from helpers.mathematics.initialise import EXAMPLE, random_model
from helpers.mathematics.norm import layer_norm, residual
from helpers.mathematics.softmax import softmax
from helpers.mathematics.transformer import decoder, encoder_states
from helpers.sources import example

SYMBOLS = ("PE", "X", "Q", "K", "V", "S", "S_scaled", "A", "Z_heads", "Z_concat", "Z")
# Held here, since a page that shows the corrected edition takes another `example`.
PUBLISHED = {name: getattr(example, name) for name in SYMBOLS}
CORRECTED = {name: getattr(example.corrected(), name) for name in SYMBOLS}


class Stage(NamedTuple):
    """One stage of the chain, as published and as it should be."""

    name: str
    published: np.ndarray
    corrected: np.ndarray

    @property
    def change(self):
        """How far the stage moves, see `relative_change`."""
        return relative_change(self.published, self.corrected)

    @property
    def largest(self):
        """The largest difference of two entries."""
        return float(np.abs(self.published - self.corrected).max())


class Drawn(NamedTuple):
    """What is left of the difference behind stacks of random blocks, a row for each draw.

    ``memory`` is the change behind each block, no block first; ``words`` how far the two words of
    the published sentence are apart there, by the same measure; ``other_word`` is True where the
    two encodings choose different words.
    """

    memory: np.ndarray
    words: np.ndarray
    probs: np.ndarray
    other_word: np.ndarray


def relative_change(printed, correct):
    """Measure how far a result moves when it is put right: 0 if not at all, 1 by its own size.

    Parameters
    ----------
    printed, correct : array_like, of one shape

    Returns
    -------
    change : float
        Length of the difference, divided by the length of the correct one; both taken as one
        long vector.

    Raises
    ------
    ValueError
        If the shapes differ, or the correct one is nothing but zeros.

    Examples
    --------
    >>> relative_change([3, 5], [3, 4])
    0.2
    """
    printed, correct = np.asarray(printed, float), np.asarray(correct, float)
    require(
        printed.shape == correct.shape,
        f"What is printed has shape {printed.shape} and what is correct {correct.shape}. Compare "
        "two results of one shape.",
    )
    size = np.linalg.norm(correct)
    require(size > 0, "The correct result is nothing but zeros, so no share of it can be given.")
    return float(np.linalg.norm(printed - correct) / size)


def after_attention(steps):
    """Add the residual connection and the layer norm behind the attention."""
    total = residual(steps["X"], steps["Z"])
    return {**steps, "X_plus_Z": total, "X_1": layer_norm(total)}


def chain():
    """Give every stage from the positional encoding to the first add & norm.

    Returns
    -------
    stages : list of Stage

    Examples
    --------
    >>> [stage.name for stage in chain()][:3]
    ['PE', 'X', 'Q']
    >>> round(chain()[1].change, 3)
    0.042
    """
    published, corrected = after_attention(PUBLISHED), after_attention(CORRECTED)
    return [Stage(name, published[name], corrected[name]) for name in published]


def drawn_chain(draws):
    """Continue the chain through whole random models, and see what is left at the end.

    Parameters
    ----------
    draws : int
        How many models are drawn, with the seeds 0, 1, 2, …

    Returns
    -------
    drawn : Drawn
        Relative changes of the encoder's output after each block, and of the probabilities of
        the first word.

    Raises
    ------
    ValueError
        If nothing is drawn.
    """
    require(draws >= 1, f"draws is {draws}; draw at least one model.")
    Y = example.printed("Y-SOS")  # at position zero both encodings are the same
    found = []
    for seed in range(draws):
        model = random_model(np.random.default_rng(seed), EXAMPLE)
        states, probs = zip(*(_through(given["X"], Y, model) for given in _BOTH), strict=True)
        found.append(
            (
                [relative_change(*pair) for pair in zip(*states, strict=True)],
                [relative_change(*words) for words in states[0]],
                relative_change(*probs),
                probs[0].argmax() != probs[1].argmax(),
            )
        )
    return Drawn(*(np.array(column) for column in zip(*found, strict=True)))


_BOTH = (PUBLISHED, CORRECTED)


def _through(X, Y, model):
    states = encoder_states(X, model.blocks.encoder)
    Y_out = decoder(Y, states[-1], model.blocks.decoder)
    return states, softmax(linear(Y_out, model.W_vocab, model.b_vocab))
