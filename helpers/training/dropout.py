"""Switch off some numbers at random while training (chapter 14)."""

import numpy as np

from helpers.mathematics.checks import require


def dropout(X, is_kept, rate):
    """Replace some numbers by zero and enlarge the others, so that the mean stays.

    Parameters
    ----------
    X : ndarray of shape (..., d_model)
    is_kept : ndarray of bool, shape (..., d_model)
        What stays. It comes as data, drawn from a seeded generator by `draw_kept`.
    rate : float
        The share that is switched off, at least 0 and below 1.

    Returns
    -------
    X_dropped : ndarray of shape (..., d_model)

    Raises
    ------
    ValueError
        If the shapes differ or the rate is not in its range.

    Notes
    -----
    Section 5.4 of the paper. Dividing by ``1 − rate`` here ("inverted dropout") means that
    nothing changes when the model is used.

    Examples
    --------
    >>> dropout(np.array([1.0, 2.0]), np.array([True, False]), rate=0.5)
    array([2., 0.])
    """
    _require_dropout(X, is_kept, rate)
    X_dropped = np.where(is_kept, X / (1 - rate), 0.0)
    return X_dropped


def dropout_backward(dX_dropped, is_kept, rate):
    """Lead the gradient back through what was kept.

    Parameters
    ----------
    dX_dropped : ndarray of shape (..., d_model)
    is_kept, rate
        As in `dropout`.

    Returns
    -------
    dX : ndarray of shape (..., d_model)
        ``dX_dropped / (1 − rate)`` where a number was kept, 0 elsewhere.

    Raises
    ------
    ValueError
        As in `dropout`.

    Examples
    --------
    >>> dropout_backward(np.array([1.0, 1.0]), np.array([True, False]), rate=0.5)
    array([2., 0.])
    """
    _require_dropout(dX_dropped, is_kept, rate)
    dX = np.where(is_kept, dX_dropped / (1 - rate), 0.0)
    return dX


def draw_kept(rng, shape, rate):
    """Draw which numbers stay.

    Parameters
    ----------
    rng : numpy.random.Generator
    shape : tuple of int
    rate : float

    Returns
    -------
    is_kept : ndarray of bool
    """
    return rng.random(shape) >= rate


def _require_dropout(X, is_kept, rate):
    require(0 <= rate < 1, f"The dropout rate is {rate}; give a share from 0 to below 1.")
    require(
        X.shape == is_kept.shape,
        f"The numbers have shape {X.shape} and is_kept has {is_kept.shape}: say of each number "
        "whether it stays.",
    )
