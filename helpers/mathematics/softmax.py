"""Scores become weights (chapter 5).

Shapes: t = tokens that ask, s = tokens that answer; a row is what one token asks of all.
"""

import math
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require_ndim
from helpers.mathematics.gradients import require_gradient


class SoftmaxSteps(NamedTuple):
    """The steps of a softmax: highest score, distance to it, powers of e, their sum, weights."""

    highest: np.ndarray
    shifted: np.ndarray
    e: np.ndarray
    total: np.ndarray
    A: np.ndarray


class NaiveSoftmaxSteps(NamedTuple):
    """The steps of the textbook formula: powers of e, their sum, weights."""

    e: np.ndarray
    total: np.ndarray
    A: np.ndarray


def softmax_steps(S):
    """Turn each row of scores into weights, and keep every step; see `softmax`."""
    _require_rows("S", S)
    peak = S.max(axis=-1, keepdims=True)
    highest = np.where(peak == -np.inf, 0.0, peak)  # a row that may see nothing has no peak
    shifted = S - highest
    e = np.exp(shifted)
    total = e.sum(axis=-1, keepdims=True)
    A = e / np.where(total == 0, 1.0, total)  # zero only where everything was masked
    return SoftmaxSteps(highest, shifted, e, total, A)


def softmax(S):
    """Turn each row of scores into weights that are positive and sum to one.

    Parameters
    ----------
    S : ndarray of shape (..., s)
        Scores. A score of −∞ (a masked one) gets the weight 0.

    Returns
    -------
    A : ndarray of shape (..., s)
        A row whose scores are all −∞ gives zeros. NaN or +∞ in a row makes the whole row NaN.

    Raises
    ------
    ValueError
        If a row holds no score.

    Notes
    -----
    Equation 1 of the paper. Subtracting the highest score of the row changes nothing in
    the ratio and keeps every power of e at 1 or below, so nothing overflows.

    Examples
    --------
    >>> softmax(np.array([[5.0, 5.0]]))
    array([[0.5, 0.5]])
    """
    return softmax_steps(S).A


def softmax_backward(dA, A):
    """Go back through `softmax`, whose weights share one sum.

    Parameters
    ----------
    dA : ndarray of shape (..., s)
    A : ndarray of shape (..., s)
        The weights that `softmax` gave.

    Returns
    -------
    dS : ndarray of shape (..., s)
        ``dS[j] = A[j] · (dA[j] − Σᵢ A[i] · dA[i])``: `dA` times `softmax_jacobian`, without
        building it. A weight of 0 (a masked score, a fully masked row) gets the gradient 0.

    Raises
    ------
    ValueError
        If the two shapes differ.

    Examples
    --------
    >>> softmax_backward(np.array([4.0, 0.0]), np.array([0.5, 0.5]))
    array([ 1., -1.])
    """
    require_gradient("dA", dA, A.shape)
    average = (A * dA).sum(axis=-1, keepdims=True)
    dS = A * (dA - average)
    return dS


def naive_softmax_steps(S):
    """Follow the textbook formula to the letter, and keep every step; see `naive_softmax`."""
    _require_rows("S", S)
    e = np.exp(S)
    total = e.sum(axis=-1, keepdims=True)
    A = e / total
    return NaiveSoftmaxSteps(e, total, A)


def naive_softmax(S):
    """Follow the textbook formula to the letter; it overflows from scores of about 710 on.

    Parameters
    ----------
    S : ndarray of shape (..., s)

    Returns
    -------
    A : ndarray of shape (..., s)
        NaN where a power of e was too large for a float64 (∞ ÷ ∞), and where a whole row
        is −∞ (0 ÷ 0). Kept to show the failure; use `softmax`.

    Raises
    ------
    ValueError
        If a row holds no score.

    Examples
    --------
    >>> naive_softmax(np.array([[5.0, 5.0]]))
    array([[0.5, 0.5]])
    """
    return naive_softmax_steps(S).A


def entropy(A):
    """Measure how undecided each row of weights is, in bits.

    Parameters
    ----------
    A : ndarray of shape (..., s)
        Weights; each row sums to one.

    Returns
    -------
    H : ndarray of shape (...)
        0 when one weight is everything, log2(s) when all are equal.

    Raises
    ------
    ValueError
        If a row holds no weight.

    Examples
    --------
    >>> entropy(np.array([[0.5, 0.5], [1.0, 0.0]]))
    array([1., 0.])
    """
    _require_rows("A", A)
    surprise = -np.log(np.where(A > 0, A, 1.0)) / math.log(2)
    H = (A * surprise).sum(axis=-1)
    return H


def softmax_jacobian(A):
    """Tell how each weight of a row answers to a nudge of each score.

    Parameters
    ----------
    A : ndarray of shape (..., s)
        Weights that a softmax gave.

    Returns
    -------
    J : ndarray of shape (..., s, s)
        ``J[i, j] = ∂A[i] / ∂S[j] = A[i] · ((i = j) − A[j])``. All zeros when one weight is
        everything: a saturated softmax does not learn.

    Raises
    ------
    ValueError
        If a row holds no weight.

    Examples
    --------
    >>> softmax_jacobian(np.array([0.5, 0.5]))
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    _require_rows("A", A)
    is_same = np.eye(A.shape[-1], dtype=bool)  # i = j
    J = A[..., :, None] * (is_same - A[..., None, :])
    return J


def _require_rows(name, rows):
    require_ndim(name, rows, 1, "(..., s)")
    if rows.shape[-1] == 0:
        raise ValueError(
            f"{name} has shape {rows.shape}: its rows are empty. There must be at least one token."
        )
