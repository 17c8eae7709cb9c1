"""Attention: one head, and many (chapters 4 to 6).

Shapes: t = tokens that ask, s = tokens that answer, h = n_heads. Tokens are rows, weights
multiply on the right, heads stand on axis −3.
"""

import math
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require, require_ndim, require_same_width
from helpers.mathematics.softmax import softmax


class Attention(NamedTuple):
    """The steps of attention: scores, scaled, masked, weights, output."""

    S: np.ndarray
    S_scaled: np.ndarray
    S_masked: np.ndarray
    A: np.ndarray
    Z_heads: np.ndarray


class MultiHead(NamedTuple):
    """The steps of multi-head attention, from queries to the output."""

    Q: np.ndarray
    K: np.ndarray
    V: np.ndarray
    S: np.ndarray
    S_scaled: np.ndarray
    S_masked: np.ndarray
    A: np.ndarray
    Z_heads: np.ndarray
    Z_concat: np.ndarray
    Z: np.ndarray


def attention_steps(Q, K, V, mask=None, scale=None, weigh=softmax):
    """Let each query gather values, and keep every step; see `attention`."""
    _require_attention(Q, K, V, mask)
    d_k = Q.shape[-1]
    S = Q @ K.swapaxes(-1, -2)  # (..., t, s)
    S_scaled = S / (math.sqrt(d_k) if scale is None else scale)
    S_masked = S_scaled if mask is None else np.where(mask, S_scaled, -np.inf)
    A = weigh(S_masked)
    Z_heads = A @ V  # (..., t, d_v)
    return Attention(S, S_scaled, S_masked, A, Z_heads)


def attention(Q, K, V, mask=None, scale=None, weigh=softmax):
    """Let each query gather values, weighted by how well it matches their keys.

    Parameters
    ----------
    Q : ndarray of shape (..., t, d_k)
        Queries: what each token looks for.
    K : ndarray of shape (..., s, d_k)
        Keys: what each token can be found by.
    V : ndarray of shape (..., s, d_v)
        Values: what each token hands over.
    mask : ndarray of bool, shape (..., t, s), optional
        True where attention is allowed. A row that may see nothing gives zeros.
    scale : float or array, optional
        What the scores are divided by; √d_k if left out.
    weigh : callable
        What turns scores into weights; `softmax`, or `naive_softmax` to see it fail.

    Returns
    -------
    Z_heads : ndarray of shape (..., t, d_v)
        NaN in an input reaches every output row that attends to it; in `V` it reaches all
        rows, hidden or not, because a weight of 0 times NaN is NaN.

    Raises
    ------
    ValueError
        If queries and keys differ in width, keys and values in number, or the mask does
        not fit the scores.

    Notes
    -----
    Equation 1 of the paper: ``softmax(Q Kᵀ / √d_k) V``.

    Examples
    --------
    >>> Q, K, V = np.zeros((1, 3)), np.zeros((2, 3)), np.array([[2.0], [4.0]])
    >>> attention(Q, K, V)
    array([[3.]])
    """
    return attention_steps(Q, K, V, mask, scale, weigh).Z_heads


def split_heads(X, W):
    """Project the tokens once for each head, all heads in one product.

    Parameters
    ----------
    X : ndarray of shape (..., t, d_model)
    W : ndarray of shape (h, d_model, d)

    Returns
    -------
    projected : ndarray of shape (..., h, t, d)

    Raises
    ------
    ValueError
        If the shapes do not fit; the message names both.

    Examples
    --------
    >>> split_heads(np.ones((5, 4)), np.ones((2, 4, 3))).shape
    (2, 5, 3)
    """
    require_ndim("X", X, 2, "(..., t, d_model)")
    require_ndim("W", W, 3, "(h, d_model, d)")
    require_same_width("X", X, "W", W, "d_model")
    projected = X[..., None, :, :] @ W
    return projected


def concat_heads(Z_heads):
    """Put what the heads found side by side, head after head.

    Parameters
    ----------
    Z_heads : ndarray of shape (..., h, t, d_v)

    Returns
    -------
    Z_concat : ndarray of shape (..., t, h·d_v)

    Raises
    ------
    ValueError
        If there is no axis for the heads.

    Examples
    --------
    >>> concat_heads(np.array([[[1, 2]], [[3, 4]]]))
    array([[1, 2, 3, 4]])
    """
    require_ndim("Z_heads", Z_heads, 3, "(..., h, t, d_v)")
    *lead, h, t, d_v = Z_heads.shape
    Z_concat = Z_heads.swapaxes(-3, -2).reshape(*lead, t, h * d_v)
    return Z_concat


def multi_head_attention_steps(X, memory, W_Q, W_K, W_V, W_O, mask=None, scale=None, weigh=softmax):
    """Attend with several heads, and keep every step; see `multi_head_attention`."""
    _require_multi_head(X, memory, W_Q, W_K, W_V, W_O, mask)
    Q = split_heads(X, W_Q)  # (..., h, t, d_k)
    K = split_heads(memory, W_K)  # (..., h, s, d_k)
    V = split_heads(memory, W_V)  # (..., h, s, d_v)
    all_heads = None if mask is None else mask[..., None, :, :]
    S, S_scaled, S_masked, A, Z_heads = attention_steps(Q, K, V, all_heads, scale, weigh)
    Z_concat = concat_heads(Z_heads)
    Z = Z_concat @ W_O
    return MultiHead(Q, K, V, S, S_scaled, S_masked, A, Z_heads, Z_concat, Z)


def multi_head_attention(X, memory, W_Q, W_K, W_V, W_O, mask=None, scale=None):
    """Attend with several heads: queries from `X`, keys and values from `memory`.

    Parameters
    ----------
    X : ndarray of shape (..., t, d_model)
        The tokens that ask.
    memory : ndarray of shape (..., s, d_model)
        The tokens that answer: `X` itself in self-attention, the encoder's output in
        encoder–decoder attention.
    W_Q, W_K : ndarray of shape (h, d_model, d_k)
    W_V : ndarray of shape (h, d_model, d_v)
    W_O : ndarray of shape (h·d_v, d_model)
        d_k, d_v, h and d_model are free of each other.
    mask : ndarray of bool, shape (..., t, s), optional
        True where attention is allowed; the same for every head.
    scale : float or array, optional
        What the scores are divided by; √d_k if left out.

    Returns
    -------
    Z : ndarray of shape (..., t, d_model)

    Raises
    ------
    ValueError
        If two shapes do not fit; the message names both.

    Notes
    -----
    Section 3.2.2 of the paper. There are no bias terms, as in its formula.

    Examples
    --------
    >>> X, W = np.ones((5, 4)), np.ones((2, 4, 3))
    >>> multi_head_attention(X, X, W, W, W, np.ones((6, 4))).shape
    (5, 4)
    """
    return multi_head_attention_steps(X, memory, W_Q, W_K, W_V, W_O, mask, scale).Z


def self_attention(X, W_Q, W_K, W_V, W_O, mask=None, scale=None):
    """Let the tokens of one sentence attend to each other.

    Parameters
    ----------
    X : ndarray of shape (..., t, d_model)
    W_Q, W_K, W_V, W_O, mask, scale
        As in `multi_head_attention`.

    Returns
    -------
    Z : ndarray of shape (..., t, d_model)

    Examples
    --------
    >>> W = np.ones((1, 2, 2))
    >>> self_attention(np.ones((3, 2)), W, W, W, np.eye(2)).shape
    (3, 2)
    """
    return multi_head_attention(X, X, W_Q, W_K, W_V, W_O, mask, scale)


def cross_attention(Y, memory, W_Q, W_K, W_V, W_O, mask=None, scale=None):
    """Let the decoder's tokens attend to the encoder's: Q from `Y`, K and V from `memory`.

    Parameters
    ----------
    Y : ndarray of shape (..., t, d_model)
    memory : ndarray of shape (..., s, d_model)
    W_Q, W_K, W_V, W_O, mask, scale
        As in `multi_head_attention`.

    Returns
    -------
    Z : ndarray of shape (..., t, d_model)
        A row for each token of `Y`.

    Examples
    --------
    >>> W = np.ones((1, 2, 2))
    >>> cross_attention(np.ones((3, 2)), np.ones((5, 2)), W, W, W, np.eye(2)).shape
    (3, 2)
    """
    return multi_head_attention(Y, memory, W_Q, W_K, W_V, W_O, mask, scale)


def _require_attention(Q, K, V, mask):
    for name, array, axes in (("Q", Q, "t, d_k"), ("K", K, "s, d_k"), ("V", V, "s, d_v")):
        require_ndim(name, array, 2, f"(..., {axes})")
    require(
        Q.shape[-1] == K.shape[-1],
        f"Q has shape {Q.shape} and K has shape {K.shape}: a query and a key must have the same "
        f"number of entries (d_k), but {Q.shape[-1]} ≠ {K.shape[-1]}. Give W_Q and W_K the same "
        "number of columns.",
    )
    require(
        K.shape[-2] == V.shape[-2],
        f"K has shape {K.shape} and V has shape {V.shape}: each token needs one key and one value, "
        f"but {K.shape[-2]} ≠ {V.shape[-2]}. Compute both from the same tokens.",
    )
    if mask is not None:
        _require_mask(mask, (Q.shape[-2], K.shape[-2]))


def _require_mask(mask, scores):
    require_ndim("mask", mask, 0, "(..., t, s)")
    require(
        mask.dtype == bool,
        f"The mask holds {mask.dtype} numbers; expected True where attention is allowed and False "
        "where it is not. Compare first, for example mask == 0.",
    )
    require(
        len(mask.shape) >= 2 and _fits(mask.shape[-2:], scores),
        f"The mask has shape {mask.shape}, but the scores are {scores[0]} × {scores[1]} (asking × "
        "answering tokens). Give a mask of that shape.",
    )


def _fits(mask, scores):
    return all(m in (1, n) for m, n in zip(mask, scores, strict=True))


def _require_multi_head(X, memory, W_Q, W_K, W_V, W_O, mask):
    require_projections(X, memory, W_Q, W_K, W_V, mask)
    heads = {"W_Q": W_Q.shape[-3], "W_K": W_K.shape[-3], "W_V": W_V.shape[-3]}
    require(
        len(set(heads.values())) == 1,
        f"The number of heads differs: {heads}. Give all three the same first axis.",
    )
    require_output(W_O, W_Q.shape[-3], W_V.shape[-1])


def require_projections(X, memory, W_Q, W_K, W_V, mask):
    """Refuse tokens and matrices that cannot make queries, keys and values, or a flat mask."""
    require_ndim("X", X, 2, "(..., t, d_model)")
    require_ndim("memory", memory, 2, "(..., s, d_model)")
    if mask is not None:
        require_ndim("mask", mask, 2, "(..., t, s)")
    for name, W in (("W_Q", W_Q), ("W_K", W_K), ("W_V", W_V)):
        require_ndim(name, W, 3, "(h, d_model, d)")
    require_same_width("X", X, "W_Q", W_Q, "d_model")
    require_same_width("memory", memory, "W_K", W_K, "d_model")
    require_same_width("memory", memory, "W_V", W_V, "d_model")


def require_output(W_O, h, d_v):
    """Refuse a matrix that does not take in what the heads put side by side."""
    require_ndim("W_O", W_O, 2, "(h·d_v, d_model)")
    require(
        W_O.shape[-2] == h * d_v,
        f"W_O has {W_O.shape[-2]} rows, but {h} heads × {d_v} values = {h * d_v} numbers come in. "
        "Give W_O that many rows.",
    )
