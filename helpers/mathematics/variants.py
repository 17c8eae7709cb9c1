"""What newer models put in the place of a part of the paper's (chapter 18).

RMSNorm for layer norm, GELU and SwiGLU for the ReLU, grouped heads for many keys and values.
"""

import math
from typing import NamedTuple

import numpy as np

from helpers.mathematics.attention import (
    attention_steps,
    concat_heads,
    require_output,
    require_projections,
    split_heads,
)
from helpers.mathematics.checks import require, require_ndim
from helpers.mathematics.norm import EPS


class SwigluSteps(NamedTuple):
    """The steps of a gated network: the gate before and after SiLU, what it meets, output."""

    G_in: np.ndarray
    G: np.ndarray
    H: np.ndarray
    F: np.ndarray


class GroupedAttentionSteps(NamedTuple):
    """The steps of attention with grouped heads, from queries to the output."""

    Q: np.ndarray
    K: np.ndarray
    V: np.ndarray
    S: np.ndarray
    A: np.ndarray
    Z_heads: np.ndarray
    Z_concat: np.ndarray
    Z: np.ndarray


def rms_norm(X, gamma=1.0, eps=EPS):
    """Divide each token by its root mean square, then scale it.

    Parameters
    ----------
    X : ndarray of shape (..., d_model)
    gamma : ndarray of shape (d_model,), or a number
    eps : float
        Keeps the root above zero. A token of zeros stays one.

    Returns
    -------
    X_norm : ndarray of shape (..., d_model)
        Of numbers beyond about 1e154 nothing is left, because their squares overflow.

    Raises
    ------
    ValueError
        If a token has no number, or `gamma` not one for each of them.

    Notes
    -----
    Zhang and Sennrich (2019): a layer norm that takes no mean away and adds no shift.

    Examples
    --------
    >>> rms_norm(np.array([1.0, 7.0]), eps=0)
    array([0.2, 1.4])
    """
    require_ndim("X", X, 1, "(..., d_model)")
    require(X.shape[-1] > 0, f"X has shape {X.shape}: a token needs at least one number.")
    shape = getattr(gamma, "shape", ())
    require(
        shape in ((), X.shape[-1:]),
        f"gamma has shape {shape}, but a token has {X.shape[-1]} numbers. "
        "Give gamma one entry for each of them, or a single number.",
    )
    mean_square = np.square(X).mean(axis=-1, keepdims=True)
    X_norm = X / np.sqrt(mean_square + eps) * gamma
    return X_norm


def gelu(x):
    """Let a number through by how large it is, without a corner at zero.

    Parameters
    ----------
    x : ndarray

    Returns
    -------
    y : ndarray, same shape

    Notes
    -----
    Hendrycks and Gimpel (2016): ``x · Φ(x)``, with Φ the distribution function of N(0, 1). This
    is the approximation that their section 2 gives, by tanh; it is within 0.001 of the exact one.

    Examples
    --------
    >>> gelu(np.array([-9.0, 0.0, 9.0])) + 0.0
    array([0., 0., 9.])
    """
    y = 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return y


def silu(x):
    """Multiply a number by its logistic function: a gate that the number opens itself.

    Parameters
    ----------
    x : ndarray

    Returns
    -------
    y : ndarray, same shape

    Notes
    -----
    ``x / (1 + e⁻ˣ)``, also called Swish. Written with tanh, which does not overflow.

    Examples
    --------
    >>> silu(np.array([-50.0, 0.0, 50.0])).round(6) + 0.0
    array([ 0.,  0., 50.])
    """
    y = x * (1 + np.tanh(x / 2)) / 2
    return y


def swiglu_steps(X, W_gate, W_1, W_2):
    """Multiply a gate into the hidden layer, and keep every step; see `swiglu`."""
    require_ndim("X", X, 2, "(..., t, d_model)")
    shapes = {"W_gate": W_gate.shape, "W_1": W_1.shape}
    require(
        W_gate.shape == W_1.shape == (X.shape[-1], W_2.shape[0]),
        f"X has shape {X.shape}, W_2 {W_2.shape}, and {shapes}: both should have shape "
        f"({X.shape[-1]}, {W_2.shape[0]}), from d_model to d_ff.",
    )
    G_in = X @ W_gate  # (..., t, d_ff)
    G = silu(G_in)
    H = G * (X @ W_1)
    F = H @ W_2  # (..., t, d_model)
    return SwigluSteps(G_in, G, H, F)


def swiglu(X, W_gate, W_1, W_2):
    """Widen each token twice, let one result gate the other, and narrow it again.

    Parameters
    ----------
    X : ndarray of shape (..., t, d_model)
    W_gate, W_1 : ndarray of shape (d_model, d_ff)
    W_2 : ndarray of shape (d_ff, d_model)

    Returns
    -------
    F : ndarray of shape (..., t, d_model)

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Notes
    -----
    Shazeer (2020): ``(SiLU(X W_gate) ⊙ X W_1) W_2``, without biases. Three matrices instead of
    two, so d_ff is usually cut to two thirds.

    Examples
    --------
    >>> I = np.eye(2)
    >>> swiglu(np.array([[50.0, -50.0]]), I, I, I).round(6) + 0.0
    array([[2500.,    0.]])
    """
    return swiglu_steps(X, W_gate, W_1, W_2).F


def grouped_attention_steps(X, memory, W_Q, W_K, W_V, W_O, mask=None):
    """Attend with shared keys and values, and keep every step; see `grouped_attention`."""
    require_projections(X, memory, W_Q, W_K, W_V, mask)
    h, n_groups = W_Q.shape[0], W_K.shape[0]
    require(
        W_V.shape[0] == n_groups and n_groups > 0 and h % n_groups == 0,
        f"There are {h} heads of queries, {n_groups} of keys and {W_V.shape[0]} of values. Keys "
        "and values need the same number, and it must divide the number of heads.",
    )
    require_output(W_O, h, W_V.shape[-1])
    Q = split_heads(X, W_Q)  # (..., h, t, d_k)
    K = split_heads(memory, W_K)  # (..., n_groups, s, d_k)
    V = split_heads(memory, W_V)  # (..., n_groups, s, d_v)
    group = np.arange(h) // (h // n_groups)  # which group each head asks
    K_shared = np.stack([K[..., g, :, :] for g in group.tolist()], axis=-3)
    V_shared = np.stack([V[..., g, :, :] for g in group.tolist()], axis=-3)
    all_heads = None if mask is None else mask[..., None, :, :]
    steps = attention_steps(Q, K_shared, V_shared, all_heads)
    Z_concat = concat_heads(steps.Z_heads)
    Z = Z_concat @ W_O
    return GroupedAttentionSteps(Q, K, V, steps.S, steps.A, steps.Z_heads, Z_concat, Z)


def grouped_attention(X, memory, W_Q, W_K, W_V, W_O, mask=None):
    """Attend with many heads of queries, and fewer of keys and values.

    Parameters
    ----------
    X : ndarray of shape (..., t, d_model)
    memory : ndarray of shape (..., s, d_model)
    W_Q : ndarray of shape (h, d_model, d_k)
    W_K : ndarray of shape (n_groups, d_model, d_k)
        With n_groups = h this is `multi_head_attention`; with one group, multi-query attention.
    W_V : ndarray of shape (n_groups, d_model, d_v)
    W_O : ndarray of shape (h·d_v, d_model)
    mask : ndarray of bool, shape (..., t, s), optional

    Returns
    -------
    Z : ndarray of shape (..., t, d_model)

    Raises
    ------
    ValueError
        If n_groups does not divide h, or two shapes do not fit.

    Notes
    -----
    Shazeer (2019) for one group, Ainslie et al. (2023) for several. Heads that stand side by
    side share: with four heads and two groups, the first two ask the first group.

    Examples
    --------
    >>> X, W, W_one = np.ones((5, 4)), np.ones((2, 4, 3)), np.ones((1, 4, 3))
    >>> grouped_attention(X, X, W, W_one, W_one, np.ones((6, 4))).shape
    (5, 4)
    """
    return grouped_attention_steps(X, memory, W_Q, W_K, W_V, W_O, mask).Z


def pool_heads(W, n_groups):
    """Make fewer heads of keys or values from many: the mean of those that will share.

    Parameters
    ----------
    W : ndarray of shape (h, d_model, d)
    n_groups : int

    Returns
    -------
    W_pooled : ndarray of shape (n_groups, d_model, d)

    Raises
    ------
    ValueError
        If `n_groups` does not divide the number of heads.

    Notes
    -----
    Ainslie et al. (2023) turn a trained model into one with grouped heads like this, and train
    it a little further.

    Examples
    --------
    >>> pool_heads(np.array([[[1.0]], [[3.0]], [[5.0]], [[5.0]]]), 2)
    array([[[2.]],
    <BLANKLINE>
           [[5.]]])
    """
    require_ndim("W", W, 3, "(h, d_model, d)")
    h, d_model, d = W.shape
    require(
        n_groups >= 1 and h % n_groups == 0,
        f"{h} heads cannot be shared out among {n_groups} groups. Give a number that divides {h}.",
    )
    W_pooled = W.reshape(n_groups, h // n_groups, d_model, d).mean(axis=1)
    return W_pooled
