"""Who may look at whom (chapter 10). A mask is True where attention is allowed.

Shapes: t = tokens that ask, s = tokens that answer.
"""

import numpy as np

from helpers.mathematics.checks import require_ndim, require_whole


def causal_mask(t):
    """Let each token see itself and what came before, never what comes after.

    Parameters
    ----------
    t : int

    Returns
    -------
    mask : ndarray of bool, shape (t, t)

    Raises
    ------
    ValueError
        If `t` is no whole number of at least 1.

    Notes
    -----
    Section 3.2.3 of the paper, third point.

    Examples
    --------
    >>> causal_mask(2)
    array([[ True, False],
           [ True,  True]])
    """
    require_whole("t", t, 1, "a sentence has at least one token")
    return np.tri(t, dtype=bool)


def padding_mask(ids, pad_id):
    """Hide the filler tokens that make sentences of a batch equally long.

    Parameters
    ----------
    ids : ndarray of int, shape (..., s)
    pad_id : int
        The number of the filler token.

    Returns
    -------
    mask : ndarray of bool, shape (..., 1, s)
        One row that serves every asking token. Combine with a causal mask by ``&``. A
        sentence of filler only gives a row that sees nothing; its attention output is zeros.

    Raises
    ------
    ValueError
        If `ids` has no axis of tokens.

    Examples
    --------
    >>> padding_mask(np.array([7, 0]), pad_id=0)
    array([[ True, False]])
    """
    require_ndim("ids", ids, 1, "(..., s)")
    mask = ids[..., None, :] != pad_id
    return mask
