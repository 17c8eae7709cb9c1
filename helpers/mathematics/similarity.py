"""All words asked at once, and nothing to learn yet (chapter 3).

Shapes: t = tokens, d_model = numbers in one embedding.
"""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require_ndim
from helpers.mathematics.softmax import softmax


class SimilaritySteps(NamedTuple):
    """The steps of the similarity-weighted average: scores, weights, new vectors."""

    S: np.ndarray
    A: np.ndarray
    Z: np.ndarray


def similarity_average_steps(E):
    """Average the words of a sentence, let similar ones count more, and keep every step.

    It is attention without weights: queries, keys and values are all ``E``, and no scale.

    Parameters
    ----------
    E : ndarray of shape (..., t, d_model)
        The words of the sentence.

    Returns
    -------
    steps : SimilaritySteps
        Scores and weights of shape (..., t, t), new vectors of shape (..., t, d_model).

    Raises
    ------
    ValueError
        If `E` has no axis of tokens.

    Examples
    --------
    >>> steps = similarity_average_steps(np.array([[2, 0], [0, 2]]))
    >>> steps.S
    array([[4, 0],
           [0, 4]])
    >>> steps.A.round(3)
    array([[0.982, 0.018],
           [0.018, 0.982]])
    """
    require_ndim("E", E, 2, "(..., t, d_model)")
    S = E @ E.swapaxes(-1, -2)  # (..., t, t)
    A = softmax(S)
    Z = A @ E
    return SimilaritySteps(S, A, Z)
