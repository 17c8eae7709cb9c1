"""From probabilities to the next word (chapters 12 and 13).

Each function changes or reads one row of probabilities; only `beam_search` walks further.
NaN in what is given reaches the result. Where that is a word, which cannot be NaN, it is an error.
"""

import math
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import (
    require,
    require_known,
    require_ndim,
    require_real,
    require_whole,
)
from helpers.mathematics.softmax import softmax

SMALLEST = 1e-300  # a share above 0, and below every other


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
        NaN where a logit of the row or the temperature is NaN.

    Examples
    --------
    >>> with_temperature(np.array([1.0, 3.0]), 0.0)
    array([0., 1.])
    """
    is_cold = np.less_equal(temperature, 0)
    warm = logits / np.where(is_cold, np.ones_like(logits), temperature)
    cold = np.where(ranks(logits) > 0, -np.inf, logits)
    probs = softmax(np.where(is_cold, cold, warm))
    return probs


def ranks(probs):
    """Rank each word: 0 for the most probable. Of equal ones the first in the vocabulary leads.

    Parameters
    ----------
    probs : ndarray of shape (..., n_vocab)

    Returns
    -------
    rank : ndarray of shape (..., n_vocab)
        NaN for a word whose own number is NaN; it is ahead of none.

    Raises
    ------
    ValueError
        If `probs` is no array of real numbers.

    Examples
    --------
    >>> ranks(np.array([0.2, 0.5, 0.2, 0.1]))
    array([1., 0., 2., 3.])
    """
    require_ndim("probs", probs, 1, "(..., n_vocab)")
    mine, other = probs[..., :, None], probs[..., None, :]
    is_earlier = np.tri(probs.shape[-1], k=-1, dtype=bool)
    is_ahead = (other > mine) | ((other == mine) & is_earlier)
    rank = np.where(is_ahead, 1.0, 0.0).sum(axis=-1)
    rank = np.where(probs == probs, rank, probs)  # only NaN differs from itself
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
        NaN where a probability of the row or `k` is NaN.

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
        NaN where a probability of the row or `p` is NaN.

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
    share = np.maximum(p, SMALLEST)  # ahead of the most probable word is nothing, so it is kept
    is_kept = (mass_ahead < share) | np.greater_equal(p, 1)
    kept = _shared_anew(probs, is_kept)
    return kept


def _shared_anew(probs, is_kept):
    chosen = np.where(is_kept, probs, 0.0 * probs)  # 0, and NaN stays NaN
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

    Raises
    ------
    ValueError
        If a probability is NaN: then no word is the most probable.

    Examples
    --------
    >>> int(greedy(np.array([0.2, 0.5, 0.3])))
    1
    """
    require_ndim("probs", probs, 1, "(..., n_vocab)")
    require_known("probs", probs)
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
        NaN if a probability or `u` is NaN.

    Raises
    ------
    ValueError
        If there is more than one row of probabilities.

    Examples
    --------
    >>> float(draw(np.array([0.2, 0.5, 0.3]), 0.6))
    1.0
    """
    require_real("probs", probs)
    require(
        len(probs.shape) == 1,
        f"probs has shape {probs.shape}; draw from one row at a time, for example probs[-1].",
    )
    n_vocab = probs.shape[-1]
    summed = np.tri(n_vocab) @ probs
    passed = np.where(summed <= u, 1.0, 0.0).sum()
    last = np.where(probs > 0, np.arange(n_vocab), 0).max()
    word = np.minimum(passed, last)  # rounding may leave the last sum below u
    word = word + 0 * (summed[-1] + u)  # NaN stays NaN
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
        If `width` or `max_tokens` is no whole number from 1 on, if a probability is NaN, infinite
        or negative, or if no word at all has a probability.

    Examples
    --------
    >>> even = lambda ids: np.array([0.25, 0.75])
    >>> beam_search(even, start=0, end=1, width=1, max_tokens=5)[0].ids
    (0, 1)
    """
    require_whole("width", width, 1, "keep at least one beginning")
    require_whole("max_tokens", max_tokens, 1, "allow at least one word")
    beam = [Hypothesis((start,), 0.0)]
    for _ in range(max_tokens):
        longer = [one for old in beam for one in _extended(old, next_probs, end)]
        require(
            longer,
            f"No word can follow {list(beam[0].ids)}: all have the probability 0. Check what "
            "next_probs gives.",
        )
        beam = sorted(longer, key=lambda one: (-one.log_prob, one.ids))[:width]
        if all(one.ids[-1] == end and len(one.ids) > 1 for one in beam):
            break
    return beam


def _extended(hypothesis, next_probs, end):
    if hypothesis.ids[-1] == end and len(hypothesis.ids) > 1:
        return [hypothesis]
    probs = next_probs(hypothesis.ids)
    require(
        bool(np.isfinite(probs).all() and (probs >= 0).all()),
        f"After {list(hypothesis.ids)} the probabilities of the next word are {probs}; expected "
        "finite numbers of at least 0. Look for NaN in the weights.",
    )
    return [
        Hypothesis((*hypothesis.ids, word), hypothesis.log_prob + math.log(p))
        for word, p in enumerate(probs.tolist())
        if p > 0
    ]


def chosen_word(choose, probs):
    """Let a function choose a word, and refuse what is no word.

    Parameters
    ----------
    choose : callable
        From a row of probabilities to the number of a word.
    probs : ndarray of shape (n_vocab,)

    Returns
    -------
    word : int

    Raises
    ------
    ValueError
        If a probability is NaN, or if `choose` gives no number of a word.

    Examples
    --------
    >>> chosen_word(greedy, np.array([0.2, 0.5, 0.3]))
    1
    """
    require_known("probs", probs)
    word = choose(probs)
    require(
        np.ndim(word) == 0 and word in range(len(probs)),
        f"choose gave {word}; expected the number of a word, 0 to {len(probs) - 1}.",
    )
    return int(word)
