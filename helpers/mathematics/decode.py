"""From probabilities to the next word (chapters 12 and 13).

Each function changes or reads one row of probabilities; only `beam_search` walks further.
"""

import math
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require
from helpers.mathematics.softmax import softmax


def with_temperature(logits, temperature):
    """Sharpen or flatten the probabilities that logits give.

    Parameters
    ----------
    logits : ndarray of shape (..., n_vocab)
    temperature : float
        1 changes nothing, below 1 sharpens, above 1 flattens. At 0 and below, the highest
        logit takes all: that is what the limit towards 0 gives. So close to 0 that
        ``logits / temperature`` overflows, it is NaN.

    Returns
    -------
    probs : ndarray of shape (..., n_vocab)

    Examples
    --------
    >>> with_temperature(np.array([1.0, 3.0]), 0.0)
    array([0., 1.])
    """
    is_warm = np.greater(temperature, 0)
    warm = logits / np.where(is_warm, temperature, np.ones_like(logits))
    cold = np.where(ranks(logits) == 0, logits, -np.inf)
    probs = softmax(np.where(is_warm, warm, cold))
    return probs


def ranks(probs):
    """Rank each word: 0 for the most probable. Of equal ones the first in the vocabulary leads.

    Parameters
    ----------
    probs : ndarray of shape (..., n_vocab)

    Returns
    -------
    rank : ndarray of shape (..., n_vocab)

    Examples
    --------
    >>> ranks(np.array([0.2, 0.5, 0.2, 0.1]))
    array([1., 0., 2., 3.])
    """
    mine, other = probs[..., :, None], probs[..., None, :]
    is_earlier = np.tri(probs.shape[-1], k=-1, dtype=bool)
    is_ahead = (other > mine) | ((other == mine) & is_earlier)
    rank = np.where(is_ahead, 1.0, 0.0).sum(axis=-1)
    return rank


def top_k(probs, k):
    """Keep the k most probable words and share out their probability anew.

    Parameters
    ----------
    probs : ndarray of shape (..., n_vocab)
    k : int
        Below 1 counts as 1; from n_vocab on, every word is kept.

    Returns
    -------
    kept : ndarray of shape (..., n_vocab)

    Notes
    -----
    Fan, Lewis and Dauphin (2018).

    Examples
    --------
    >>> top_k(np.array([0.5, 0.25, 0.25]), 1)
    array([1., 0., 0.])
    """
    is_kept = ranks(probs) < np.maximum(k, 1)
    kept = _shared_anew(probs, is_kept)
    return kept


def top_p(probs, p):
    """Keep the most probable words until they have the share p together.

    Parameters
    ----------
    probs : ndarray of shape (..., n_vocab)
    p : float
        At 0 only the most probable word is kept, at 1 every word.

    Returns
    -------
    kept : ndarray of shape (..., n_vocab)

    Notes
    -----
    Holtzman et al. (2020), "nucleus sampling".

    Examples
    --------
    >>> top_p(np.array([0.5, 0.25, 0.25]), 0.5)
    array([1., 0., 0.])
    """
    rank = ranks(probs)
    is_ahead = rank[..., None, :] < rank[..., :, None]
    mass_ahead = np.where(is_ahead, probs[..., None, :], 0.0).sum(axis=-1)
    is_kept = (mass_ahead < p) | (rank == 0) | np.greater_equal(p, 1)
    kept = _shared_anew(probs, is_kept)
    return kept


def _shared_anew(probs, is_kept):
    chosen = np.where(is_kept, probs, 0.0)
    kept = chosen / chosen.sum(axis=-1, keepdims=True)
    return kept


def greedy(probs):
    """Choose the most probable word; of equal ones the first in the vocabulary.

    Parameters
    ----------
    probs : ndarray of shape (..., n_vocab)
        At least one word.

    Returns
    -------
    word : ndarray of int, shape (...)

    Examples
    --------
    >>> int(greedy(np.array([0.2, 0.5, 0.3])))
    1
    """
    return np.argmax(probs, axis=-1)


def draw(probs, u):
    """Choose a word by chance.

    Parameters
    ----------
    probs : ndarray of shape (n_vocab,)
        Sums to one.
    u : float
        A number between 0 and 1 from a seeded generator; below 1.

    Returns
    -------
    word : float
        The first word at which the summed probabilities exceed `u`; never one of probability 0.

    Raises
    ------
    ValueError
        If there is more than one row of probabilities.

    Examples
    --------
    >>> float(draw(np.array([0.2, 0.5, 0.3]), 0.6))
    1.0
    """
    require(
        len(probs.shape) == 1,
        f"probs has shape {probs.shape}; draw from one row at a time, for example probs[-1].",
    )
    n_vocab = probs.shape[-1]
    summed = np.tri(n_vocab) @ probs
    passed = np.where(summed <= u, 1.0, 0.0).sum()
    last = np.where(probs > 0, np.arange(n_vocab), 0).max()
    word = np.minimum(passed, last)  # rounding may leave the last sum below u
    return word


class Hypothesis(NamedTuple):
    """A beginning of a sentence and the logarithm of its probability."""

    ids: tuple[int, ...]
    log_prob: float


def beam_search(next_probs, start, end, width, max_tokens):
    """Keep the few most probable beginnings and extend all of them, word by word.

    Parameters
    ----------
    next_probs : callable
        From a tuple of ids to the probabilities of the next word, shape (n_vocab,).
    start, end : int
        Numbers of the start and end tokens.
    width : int
        How many beginnings are kept; 1 is greedy.
    max_tokens : int
        How many words are added at most.

    Returns
    -------
    found : list of Hypothesis
        The best first; at most `width`. One that does not end in `end` met the limit.

    Raises
    ------
    ValueError
        If `width` or `max_tokens` is below 1.

    Examples
    --------
    >>> even = lambda ids: np.array([0.25, 0.75])
    >>> beam_search(even, start=0, end=1, width=1, max_tokens=5)[0].ids
    (0, 1)
    """
    require(width >= 1, f"width is {width}; keep at least one beginning.")
    require(max_tokens >= 1, f"max_tokens is {max_tokens}; allow at least one word.")
    beam = [Hypothesis((start,), 0.0)]
    for _ in range(max_tokens):
        longer = [one for old in beam for one in _extended(old, next_probs, end)]
        beam = sorted(longer, key=lambda one: (-one.log_prob, one.ids))[:width]
        if all(one.ids[-1] == end and len(one.ids) > 1 for one in beam):
            break
    return beam


def _extended(hypothesis, next_probs, end):
    if hypothesis.ids[-1] == end and len(hypothesis.ids) > 1:
        return [hypothesis]
    probs = next_probs(hypothesis.ids)
    return [
        Hypothesis((*hypothesis.ids, word), hypothesis.log_prob + math.log(p))
        for word, p in enumerate(probs.tolist())
        if p > 0
    ]
