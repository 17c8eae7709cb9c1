"""The feed-forward network, the same at each position (chapter 7).

Shapes: t = tokens, d_ff = numbers in the hidden layer.
"""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require, require_ndim, require_real, require_same_width
from helpers.mathematics.gradients import require_gradient, rows


class FeedForwardSteps(NamedTuple):
    """The steps of the network: before the ReLU, after it, output."""

    H_in: np.ndarray
    H: np.ndarray
    F: np.ndarray


class FeedForwardWeights(NamedTuple):
    """Weights of the feed-forward network; shapes as in `feed_forward`."""

    W_1: np.ndarray
    b_1: np.ndarray
    W_2: np.ndarray
    b_2: np.ndarray


class LinearGradient(NamedTuple):
    """Gradients of the input, the matrix and the bias."""

    x: np.ndarray
    W: np.ndarray
    b: np.ndarray


class FeedForwardGradient(NamedTuple):
    """Gradients of the tokens and of the network's weights."""

    X: np.ndarray
    weights: FeedForwardWeights


def relu(x):
    """Keep what is positive, replace the rest by zero.

    Parameters
    ----------
    x : ndarray

    Returns
    -------
    kept : ndarray, same shape

    Raises
    ------
    ValueError
        If `x` holds no real numbers.

    Examples
    --------
    >>> relu(np.array([-2, 0, 3]))
    array([0, 0, 3])
    """
    require_real("x", x)
    kept = np.maximum(x, 0)
    return kept


def relu_backward(dkept, x):
    """Go back through `relu`.

    Parameters
    ----------
    dkept : ndarray
    x : ndarray, same shape
        What `relu` was given.

    Returns
    -------
    dx : ndarray, same shape
        ``dkept`` where x > 0, else 0. (At exactly 0 there is no derivative; 0 is taken.)

    Raises
    ------
    ValueError
        If the two shapes differ.

    Examples
    --------
    >>> relu_backward(np.array([5, 5, 5]), np.array([-2, 0, 3]))
    array([0, 0, 5])
    """
    require_gradient("dkept", dkept, x.shape)
    dx = np.where(x > 0, dkept, 0)
    return dx


def linear(x, W, b):
    """Multiply by a matrix and add a vector.

    Parameters
    ----------
    x : ndarray of shape (..., d_in)
    W : ndarray of shape (d_in, d_out)
    b : ndarray of shape (d_out,)

    Returns
    -------
    y : ndarray of shape (..., d_out)

    Raises
    ------
    ValueError
        If the shapes do not fit; the message names both.

    Notes
    -----
    Also the last step of the model: ``logits = linear(Y, W_vocab, b_vocab)``, section 3.4.

    Examples
    --------
    >>> linear(np.array([1, 2]), np.array([[1, 0], [0, 1]]), np.array([10, 20]))
    array([11, 22])
    """
    require_same_width("x", x, "W", W, "the number of inputs")
    require_ndim("b", b, 1, "(d_out,)")
    if b.shape[-1] != W.shape[-1]:
        raise ValueError(
            f"b has {b.shape[-1]} entries, but W has {W.shape[-1]} columns. "
            "Give b one entry a column."
        )
    y = x @ W + b
    return y


def linear_backward(dy, x, W):
    """Go back through `linear`, y = x W + b.

    Parameters
    ----------
    dy : ndarray of shape (..., d_out)
    x : ndarray of shape (..., d_in)
    W : ndarray of shape (d_in, d_out)

    Returns
    -------
    gradient : LinearGradient
        ``dx = dy Wᵀ``, ``dW = xᵀ dy`` and ``db = Σ dy``, summed over all tokens.

    Raises
    ------
    ValueError
        If `dy` has not the shape of the result.

    Examples
    --------
    >>> gradient = linear_backward(np.array([1, 1]), np.array([3, 4]), np.array([[1, 0], [0, 2]]))
    >>> gradient.x
    array([1, 2])
    >>> gradient.W
    array([[3, 3],
           [4, 4]])
    """
    require_gradient("dy", dy, (*x.shape[:-1], W.shape[-1]))
    dx = dy @ W.T
    dW = rows(x).T @ rows(dy)
    db = rows(dy).sum(axis=0)
    return LinearGradient(dx, dW, db)


def feed_forward_steps(X, W_1, b_1, W_2, b_2):
    """Widen, keep the positive, narrow, and keep every step; see `feed_forward`."""
    H_in = linear(X, W_1, b_1)  # (..., t, d_ff)
    H = relu(H_in)
    F = linear(H, W_2, b_2)  # (..., t, d_model)
    return FeedForwardSteps(H_in, H, F)


def feed_forward(X, W_1, b_1, W_2, b_2):
    """Widen each token, keep the positive, and narrow it again.

    Parameters
    ----------
    X : ndarray of shape (..., t, d_model)
    W_1 : ndarray of shape (d_model, d_ff)
    b_1 : ndarray of shape (d_ff,)
    W_2 : ndarray of shape (d_ff, d_model)
    b_2 : ndarray of shape (d_model,)

    Returns
    -------
    F : ndarray of shape (..., t, d_model)

    Raises
    ------
    ValueError
        If two shapes do not fit; the message names both.

    Notes
    -----
    Equation 2 of the paper: ``max(0, X W_1 + b_1) W_2 + b_2``. No token sees another.

    Examples
    --------
    >>> I, b = np.eye(2), np.zeros(2)
    >>> feed_forward(np.array([[1.0, -1.0]]), I, b, I, b)
    array([[1., 0.]])
    """
    return feed_forward_steps(X, W_1, b_1, W_2, b_2).F


def feed_forward_backward(dF, X, weights, steps):
    """Go back through `feed_forward`: the second layer, the ReLU, the first layer.

    Parameters
    ----------
    dF : ndarray of shape (..., t, d_model)
    X : ndarray of shape (..., t, d_model)
    weights : FeedForwardWeights
    steps : FeedForwardSteps
        What `feed_forward_steps` gave.

    Returns
    -------
    gradient : FeedForwardGradient
    """
    dH, dW_2, db_2 = linear_backward(dF, steps.H, weights.W_2)
    dH_in = relu_backward(dH, steps.H_in)
    dX, dW_1, db_1 = linear_backward(dH_in, X, weights.W_1)
    return FeedForwardGradient(dX, FeedForwardWeights(dW_1, db_1, dW_2, db_2))


def effective_weights(is_open, W_1, b_1, W_2, b_2):
    """Give the one matrix and bias that the network is for a token, once its cells are decided.

    Parameters
    ----------
    is_open : ndarray of shape (..., t, d_ff)
        1 where a hidden cell lets its number through, 0 where it is closed.
    W_1, b_1, W_2, b_2
        As in `feed_forward`.

    Returns
    -------
    W : ndarray of shape (..., t, d_model, d_model)
        A matrix for each token: `W_1` without its closed columns, times `W_2`.
    b : ndarray of shape (..., t, d_model)

    Raises
    ------
    ValueError
        If there is not one entry of `is_open` for each hidden cell.

    Examples
    --------
    >>> W_1, W_2 = np.eye(2), np.array([[1.0, 2.0], [3.0, 4.0]])
    >>> effective_weights(np.array([[1, 0]]), W_1, np.zeros(2), W_2, np.zeros(2))[0]
    array([[[1., 2.],
            [0., 0.]]])
    """
    require_ndim("is_open", is_open, 1, "(..., t, d_ff)")
    require(
        is_open.shape[-1] == W_1.shape[-1],
        f"is_open has {is_open.shape[-1]} entries, but W_1 makes {W_1.shape[-1]} hidden cells. Say "
        "of each whether it is open.",
    )
    W = (W_1 * is_open[..., None, :]) @ W_2
    b = (b_1 * is_open) @ W_2 + b_2
    return W, b
