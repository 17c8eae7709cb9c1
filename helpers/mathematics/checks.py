"""Errors for people: what was given, what was expected, what to do.

Shapes are checked inside the mathematics, because a stand-in of the tracer has a shape too.
Values are checked once, where data enters the book (`checked_array`). What every layer asks
writes its message only where it is needed: in a small pass, writing costs as much as a product.
"""

import numpy as np


def require(condition, message):
    """Raise a `ValueError` with the message unless the condition holds."""
    if not condition:
        raise ValueError(message)


def require_same_width(name, left, other, right, what):
    """Refuse a product whose inner axes differ.

    Parameters
    ----------
    name, other : str
        How the two factors are called in the book.
    left, right : array
        The factors of ``left @ right``.
    what : str
        What the shared axis means, for the message.

    Raises
    ------
    ValueError
        If the last axis of `left` differs from the last but one of `right`, or one is missing.
    """
    require_ndim(name, left, 1, "(..., rows)")
    require_ndim(other, right, 2, "(..., rows, columns)")
    if left.shape[-1] != right.shape[-2]:
        raise ValueError(
            f"{name} has shape {left.shape} and {other} has shape {right.shape}: the last axis of "
            f"{name} ({left.shape[-1]}) and the last but one of {other} ({right.shape[-2]}) are "
            f"both {what} and must be equal. Change the shape of one of the two."
        )


def require_ndim(name, array, ndim, axes):
    """Refuse what is no array of real numbers, or has fewer axes than its meaning needs."""
    if not hasattr(array, "shape"):
        raise ValueError(
            f"{name} is of type {type(array).__name__}; expected an array, {axes}. "
            f"Make one of it: np.array({name})."
        )
    require_real(name, array)
    if len(array.shape) < ndim:
        raise ValueError(
            f"{name} has shape {array.shape}; expected at least {ndim} axes, {axes}. "
            f"Put a single item in a list of its own: {name}[None]."
        )


def require_whole(name, number, least, why):
    """Refuse what is no whole number, or too small a one.

    Parameters
    ----------
    name : str
    number : object
    least : int
    why : str
        What the number counts, or why less will not do, for the message.

    Raises
    ------
    ValueError
        If `number` is a fraction, NaN, infinite, text, a complex number, or below `least`.

    Examples
    --------
    >>> require_whole("t", 2.5, 1, "a sentence has tokens")
    Traceback (most recent call last):
    ValueError: t is 2.5; a sentence has tokens. Give a whole number of at least 1.
    """
    is_whole = isinstance(number, int | np.integer) and not isinstance(number, bool)
    require(
        is_whole and number >= least,
        f"{name} is {number!r}; {why}. Give a whole number of at least {least}.",
    )


def has_values(numbers):
    """Tell numbers from a stand-in of the tracer, whose values cannot be asked for.

    Examples
    --------
    >>> has_values(2.5), has_values(np.ones(2))
    (True, True)
    """
    return isinstance(numbers, int | float | complex | np.ndarray | np.generic)


def require_known(name, numbers):
    """Refuse NaN where a choice is made, which would hide it; a stand-in's values are not asked.

    Raises
    ------
    ValueError
        If one of the numbers is NaN.

    Examples
    --------
    >>> require_known("probs", np.array([0.5, np.nan]))
    Traceback (most recent call last):
    ValueError: probs holds NaN, so none can be chosen. Look for NaN or infinity in what led to it.
    """
    if has_values(numbers):
        require(
            not np.isnan(numbers).any(),
            f"{name} holds NaN, so none can be chosen. Look for NaN or infinity in what led to it.",
        )


def require_real(name, numbers):
    """Refuse complex numbers, which have no order, and what is no number at all.

    Raises
    ------
    ValueError
        If an array holds anything but real numbers.

    Examples
    --------
    >>> require_real("x", np.array([1j]))
    Traceback (most recent call last):
    ValueError: x holds values of type complex128; expected real numbers.
    """
    kind = numbers.dtype.kind if hasattr(numbers, "dtype") else "f"
    if kind not in "biuf":
        raise ValueError(f"{name} holds values of type {numbers.dtype}; expected real numbers.")


def checked_array(name, values, shape=None):
    """Turn numbers that a person typed into a float array, or say what is wrong.

    Parameters
    ----------
    name : str
        How the array is called in the book.
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
    >>> checked_array("b_2", [1, 2])
    array([1., 2.])
    """
    try:
        array = np.array(values, dtype=float)
    except (OverflowError, TypeError, ValueError) as error:
        raise ValueError(
            f"{name} should be a full rectangle of numbers, but was given {values!r}. "
            "Check for text, for rows of different lengths and for huge whole numbers."
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
