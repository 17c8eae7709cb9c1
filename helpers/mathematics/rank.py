"""How many directions the rows of a matrix have (chapter 6)."""

import numpy as np

from helpers.mathematics.checks import require, require_ndim

SMALLEST_SHARE = 1e-6


def what_rows_add(S):
    """Measure what each row adds to the rows above it; as many add something as the rank says.

    Parameters
    ----------
    S : ndarray of shape (..., t, s)

    Returns
    -------
    added : ndarray of shape (..., t)
        How much of each row's length is left when all directions of the rows above are taken
        out of it. Zero if the row is a combination of them, up to a millionth of the longest
        row: rounding leaves a little.

    Raises
    ------
    ValueError
        If there is no row.

    Notes
    -----
    The method of Gram and Schmidt. ``(added > 0).sum()`` is the rank.

    Examples
    --------
    >>> what_rows_add(np.array([[3.0, 4.0], [6.0, 8.0], [0.0, 5.0]]))
    array([5., 0., 3.])
    """
    require_ndim("S", S, 2, "(..., t, s)")
    require(S.shape[-2] > 0, f"S has shape {S.shape}: it has no row.")
    largest = np.abs(S).max(axis=-1).max(axis=-1)
    unit = np.where(largest == 0, 1.0, largest)  # in it no square can overflow or vanish
    rows = S / unit[..., None, None]
    longest = _length(rows).max(axis=-1)
    directions, added = [], []
    for i in range(S.shape[-2]):
        rest = rows[..., i, :]
        for direction in directions:
            along = (rest * direction).sum(axis=-1, keepdims=True)
            rest = rest - along * direction
        length = _length(rest)
        is_nothing = length <= SMALLEST_SHARE * longest
        divisor = np.where(is_nothing, 1.0, length)[..., None]
        directions.append(np.where(is_nothing[..., None], 0.0, rest / divisor))
        added.append(np.where(is_nothing, 0.0, length * unit))
    return np.stack(added, axis=-1)


def _length(rows):
    return np.sqrt((rows * rows).sum(axis=-1))
