"""Where a token stands (chapter 2).

Shapes: t = tokens, d_model = numbers in one embedding. Column 2i is the sine and column
2i + 1 the cosine of pair i; the two share one frequency.
"""

import numpy as np

from helpers.mathematics.checks import require_ndim, require_whole

BASE = 10_000
WIDTH = "an embedding needs at least one number"


def pair_index(d_model):
    """Tell which pair each column belongs to.

    Examples
    --------
    >>> pair_index(4)
    array([0, 0, 1, 1])
    """
    require_whole("d_model", d_model, 1, WIDTH)
    return np.arange(d_model) // 2


def frequencies(index, d_model):
    """Turn an index into the frequency that the paper's formula gives it.

    Parameters
    ----------
    index : ndarray of int
        The i of the formula.
    d_model : int

    Returns
    -------
    frequency : ndarray, same shape
        Radians for each step of position.

    Examples
    --------
    >>> frequencies(np.array([0, 1]), 4)
    array([1.  , 0.01])
    """
    require_whole("d_model", d_model, 1, WIDTH)
    return 1 / BASE ** (2 * index / d_model)


def waves(positions, frequency):
    """Take the sine in even columns and the cosine in odd ones.

    Parameters
    ----------
    positions : ndarray of shape (..., t)
    frequency : ndarray of shape (d_model,)

    Returns
    -------
    PE : ndarray of shape (..., t, d_model)

    Raises
    ------
    ValueError
        If `positions` has no axis of tokens.
    """
    require_ndim("positions", positions, 1, "(..., t)")
    angle = positions[..., None] * frequency
    is_even = np.arange(len(frequency)) % 2 == 0
    PE = np.where(is_even, np.sin(angle), np.cos(angle))
    return PE


def positional_encoding(positions, d_model):
    """Give each position its own row of sines and cosines.

    Parameters
    ----------
    positions : ndarray of shape (..., t)
        Usually ``np.arange(t)``; any real number has an encoding.
    d_model : int
        Even or odd; an odd width ends with a sine alone.

    Returns
    -------
    PE : ndarray of shape (..., t, d_model)

    Raises
    ------
    ValueError
        If `d_model` is below 1.

    Notes
    -----
    Section 3.5 of the paper, with i the number of the *pair*:

    ``PE(pos, 2i) = sin(pos / 10000^(2i / d_model))``,
    ``PE(pos, 2i + 1) = cos(pos / 10000^(2i / d_model))``.

    Examples
    --------
    >>> positional_encoding(np.arange(1), 4)
    array([[0., 1., 0., 1.]])
    """
    PE = waves(positions, frequencies(pair_index(d_model), d_model))
    return PE


def positional_encoding_by_column(positions, d_model):
    """Follow the rule that the worked example really used: i is the *column*.

    Sine and cosine of a pair then turn at different speeds, and ``PE(p) · PE(p + k)``
    depends on p. Kept to reproduce the source; use `positional_encoding`.

    Parameters
    ----------
    positions : ndarray of shape (..., t)
    d_model : int

    Returns
    -------
    PE : ndarray of shape (..., t, d_model)

    Raises
    ------
    ValueError
        If `d_model` is below 1.

    Examples
    --------
    >>> positional_encoding_by_column(np.arange(1), 4)
    array([[0., 1., 0., 1.]])
    """
    require_whole("d_model", d_model, 1, WIDTH)
    PE = waves(positions, frequencies(np.arange(d_model), d_model))
    return PE
