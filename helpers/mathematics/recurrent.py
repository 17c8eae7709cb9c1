"""Reading one word after another: what transformers replaced (chapter 3).

Shapes: t = tokens, d_in = numbers in one token, d_h = numbers in the state.
"""

import numpy as np

from helpers.mathematics.checks import require, require_ndim, require_same_width


def recurrent_step(h, x, W, U):
    """Read one token: mix it with what was read before.

    Parameters
    ----------
    h : ndarray of shape (..., d_h)
        The state before the token.
    x : ndarray of shape (..., d_in)
        The token.
    W : ndarray of shape (d_h, d_h)
        What the old state contributes.
    U : ndarray of shape (d_in, d_h)
        What the token contributes.

    Returns
    -------
    h_next : ndarray of shape (..., d_h)
        The state after the token; all entries lie between −1 and 1.

    Raises
    ------
    ValueError
        If the shapes do not fit; the message names both.

    Notes
    -----
    The recurrence of Elman, "Finding structure in time", Cognitive Science 14 (1990), with
    tanh as its nonlinearity and without bias.

    Examples
    --------
    >>> recurrent_step(np.zeros(1), np.array([3.0]), np.eye(1), np.zeros((1, 1)))
    array([0.])
    """
    require_same_width("h", h, "W", W, "the width of the state")
    require_same_width("x", x, "U", U, "the width of a token")
    widths = {"rows of W": W.shape[-2], "columns of W": W.shape[-1], "columns of U": U.shape[-1]}
    require(
        len(set(widths.values())) == 1,
        f"The new state must be as wide as the old one, but there are {widths}. Make W square "
        "and give U as many columns.",
    )
    before = h @ W + x @ U
    h_next = np.tanh(before)
    return h_next


def recurrent(X, h_0, W, U):
    """Read the tokens of a sentence in turn, and keep the state after each.

    Parameters
    ----------
    X : ndarray of shape (..., t, d_in)
    h_0 : ndarray of shape (..., d_h)
        The state before the first token, usually zeros.
    W, U
        As in `recurrent_step`; the same for every token.

    Returns
    -------
    states : ndarray of shape (..., t, d_h)
        Row t knows of tokens 1 to t and of none that follows.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there is no token.

    Examples
    --------
    >>> X, I = np.array([[1.0], [0.0], [0.0]]), np.eye(1)
    >>> recurrent(X, np.zeros(1), I, I).round(2)
    array([[0.76],
           [0.64],
           [0.57]])
    """
    require_ndim("X", X, 2, "(..., t, d_in)")
    require(X.shape[-2] > 0, f"X has shape {X.shape}: there is no token to read.")
    h, read = h_0, []
    for t in range(X.shape[-2]):  # each turn needs the state that the turn before has made
        h = recurrent_step(h, X[..., t, :], W, U)
        read.append(h)
    states = np.stack(read, axis=-2)
    return states
