"""Errors for people: what was given, what was expected, what to do."""

import numpy as np


def require(condition, message):
    """Raise a `ValueError` with the message unless the condition holds."""
    if not condition:
        raise ValueError(message)


def checked_array(name, values, shape=None):
    """Turn numbers that a person gave into a float array, or say what is wrong.

    Parameters
    ----------
    name : str
        How the array is called.
    values : array_like
        Finite numbers.
    shape : tuple of int, optional
        The shape that is expected.

    Returns
    -------
    array : ndarray of float64

    Raises
    ------
    ValueError
        If something is not a number, is NaN or infinite, or the shape differs.

    Examples
    --------
    >>> checked_array("b", [1, 2])
    array([1., 2.])
    """
    try:
        given = np.asarray(values)
        if given.dtype.kind in "USc":  # NumPy would read "1" as 1, and drop an imaginary part
            raise TypeError(given.dtype)
        array = np.array(values, dtype=float)
    except (OverflowError, TypeError, ValueError) as error:
        raise ValueError(
            f"{name} should be a full rectangle of numbers, but was given {values!r}. "
            "Check for text, complex numbers, rows of different lengths and huge whole numbers."
        ) from error
    bad = np.argwhere(~np.isfinite(array))
    require(
        len(bad) == 0,
        f"{name} holds a value that is not a finite number at index "
        f"{tuple(map(int, bad[0])) if len(bad) else ()}. Replace NaN and infinity by a number.",
    )
    require(
        shape is None or array.shape == tuple(shape),
        f"{name} has shape {array.shape}, expected {shape}. Add or remove rows or columns.",
    )
    return array
