"""Sentences of different lengths as one array, and drawing some at a time (chapter 14)."""

import numpy as np

from helpers.mathematics.checks import require


def padded(sentences, end):
    """Write sentences into one array, shorter ones filled up with the end token.

    Parameters
    ----------
    sentences : sequence of sequences of int
        Numbers of tokens, without start and end.
    end : int
        Number of the end token.

    Returns
    -------
    ids : ndarray of int, shape (n, t)

    Raises
    ------
    ValueError
        If there is no sentence, or one is empty.

    Examples
    --------
    >>> padded([[8, 1], [8]], end=5)
    array([[8, 1],
           [8, 5]])
    """
    require(len(sentences) > 0, "There is no sentence. Give at least one.")
    lengths = [len(sentence) for sentence in sentences]
    require(
        min(lengths) > 0, f"Sentence {lengths.index(min(lengths)) + 1} is empty; give it a word."
    )
    return np.array([[*ids, *[end] * (max(lengths) - len(ids))] for ids in sentences])


def shuffled_batches(rng, source_ids, target_ids, size, n):
    """Draw batches, no sentence twice before all come up again in a new order.

    What is left at the end of a round and fills no batch is passed over in that round.

    Parameters
    ----------
    rng : numpy.random.Generator
    source_ids, target_ids : ndarray of int, shapes (n_pairs, s) and (n_pairs, t)
    size : int
        Sentences in a batch.
    n : int
        How many batches.

    Yields
    ------
    batch : (source_ids, target_ids)

    Raises
    ------
    ValueError
        If a batch would hold no sentence, or more than there are, or not every source has its
        target.
    """
    require(
        len(source_ids) == len(target_ids),
        f"There are {len(source_ids)} sources and {len(target_ids)} targets. Give one for each.",
    )
    require(
        1 <= size <= len(source_ids),
        f"A batch of {size} sentences cannot be drawn from {len(source_ids)}.",
    )
    order = np.array([], dtype=int)
    for _ in range(n):
        if len(order) < size:
            order = rng.permutation(len(source_ids))
        chosen, order = order[:size], order[size:]
        yield source_ids[chosen], target_ids[chosen]
