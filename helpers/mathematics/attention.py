"""Attention: one head, and many (chapters 4 to 6).

Shapes: t = tokens that ask, s = tokens that answer, h = n_heads. Tokens are rows, weights
multiply on the right, heads stand on axis −3.
"""

import math
from numbers import Real
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require, require_ndim, require_real, require_same_width
from helpers.mathematics.gradients import require_gradient, rows, sum_to
from helpers.mathematics.softmax import softmax, softmax_backward


class AttentionSteps(NamedTuple):
    """The steps of attention: scores, scaled, masked, weights, output."""

    S: np.ndarray
    S_scaled: np.ndarray
    S_masked: np.ndarray
    A: np.ndarray
    Z_heads: np.ndarray


class MultiHeadSteps(NamedTuple):
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


class AttentionWeights(NamedTuple):
    """Weights of multi-head attention; shapes as in `multi_head_attention`."""

    W_Q: np.ndarray
    W_K: np.ndarray
    W_V: np.ndarray
    W_O: np.ndarray


class AttentionGradient(NamedTuple):
    """Gradients of queries, keys and values."""

    Q: np.ndarray
    K: np.ndarray
    V: np.ndarray


class HeadsGradient(NamedTuple):
    """Gradients of the tokens and of the matrices that project them."""

    X: np.ndarray
    W: np.ndarray


class MultiHeadGradient(NamedTuple):
    """Gradients of the tokens that ask, of those that answer, and of the weights."""

    X: np.ndarray
    memory: np.ndarray
    weights: AttentionWeights


def attention_steps(Q, K, V, mask=None, scale=None, weigh=softmax):
    """Let each query gather values, and keep every step; see `attention`."""
    _require_attention(Q, K, V, mask, scale)
    d_k = Q.shape[-1]
    S = Q @ K.swapaxes(-1, -2)  # (..., t, s)
    S_scaled = S / (math.sqrt(d_k) if scale is None else scale)
    S_masked = S_scaled if mask is None else np.where(mask, S_scaled, -np.inf)
    A = weigh(S_masked)
    Z_heads = A @ V  # (..., t, d_v)
    return AttentionSteps(S, S_scaled, S_masked, A, Z_heads)


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


def attention_backward(dZ_heads, Q, K, V, A, scale=None):
    """Go back through `attention`: Z = A V, A = softmax(S / √d_k), S = Q Kᵀ.

    Parameters
    ----------
    dZ_heads : ndarray of shape (..., t, d_v)
    Q : ndarray of shape (..., t, d_k)
    K : ndarray of shape (..., s, d_k)
    V : ndarray of shape (..., s, d_v)
    A : ndarray of shape (..., t, s)
        The weights that `attention_steps` gave. The mask is in them: a forbidden weight is 0,
        and so is its score's gradient.
    scale : float or array, optional
        What the scores were divided by; √d_k if left out.

    Returns
    -------
    gradient : AttentionGradient
        ``dV = Aᵀ dZ``, ``dA = dZ Vᵀ``, ``dS = softmax_backward(dA) / √d_k``, ``dQ = dS K`` and
        ``dK = dSᵀ Q``.

    Raises
    ------
    ValueError
        If `dZ_heads` has not the shape of the result.

    Examples
    --------
    >>> Q, K, V = np.zeros((1, 3)), np.zeros((2, 3)), np.array([[2.0], [4.0]])
    >>> attention_backward(np.array([[1.0]]), Q, K, V, A=np.array([[0.5, 0.5]])).V
    array([[0.5],
           [0.5]])
    """
    require_gradient("dZ_heads", dZ_heads, (*A.shape[:-1], V.shape[-1]))
    d_k = Q.shape[-1]
    dV = A.swapaxes(-1, -2) @ dZ_heads
    dA = dZ_heads @ V.swapaxes(-1, -2)
    dS_scaled = softmax_backward(dA, A)
    dS = dS_scaled / (math.sqrt(d_k) if scale is None else scale)
    dQ = dS @ K
    dK = dS.swapaxes(-1, -2) @ Q
    return AttentionGradient(sum_to(dQ, Q.shape), sum_to(dK, K.shape), sum_to(dV, V.shape))


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


def split_heads_backward(dprojected, X, W):
    """Go back through `split_heads`, one product for each head.

    Parameters
    ----------
    dprojected : ndarray of shape (..., h, t, d)
    X : ndarray of shape (..., t, d_model)
    W : ndarray of shape (h, d_model, d)

    Returns
    -------
    gradient : HeadsGradient
        ``dX = Σ_heads dprojected Wᵀ`` and ``dW = Xᵀ dprojected``, summed over the batch.

    Raises
    ------
    ValueError
        If `dprojected` has not the shape of the result.

    Examples
    --------
    >>> split_heads_backward(np.ones((2, 5, 3)), np.ones((5, 4)), np.ones((2, 4, 3))).X[0]
    array([6., 6., 6., 6.])
    """
    *lead, t, _ = X.shape
    h, _, d = W.shape
    require_gradient("dprojected", dprojected, (*lead, h, t, d))
    dX_heads = dprojected @ W.swapaxes(-1, -2)  # (..., h, t, d_model)
    dX = dX_heads.sum(axis=-3)
    dW = X[..., None, :, :].swapaxes(-1, -2) @ dprojected  # (..., h, d_model, d)
    return HeadsGradient(dX, sum_to(dW, W.shape))


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


def concat_heads_backward(dZ_concat, h):
    """Cut the gradient of the concatenation into that of each head.

    Parameters
    ----------
    dZ_concat : ndarray of shape (..., t, h·d_v)
    h : int

    Returns
    -------
    dZ_heads : ndarray of shape (..., h, t, d_v)

    Raises
    ------
    ValueError
        If the columns cannot be shared out among so many heads.

    Examples
    --------
    >>> concat_heads_backward(np.array([[1, 2, 3, 4]]), h=2)
    array([[[1, 2]],
    <BLANKLINE>
           [[3, 4]]])
    """
    *lead, t, width = dZ_concat.shape
    require(
        h > 0 and width % h == 0,
        f"dZ_concat has {width} columns, which {h} heads cannot share out evenly.",
    )
    dZ_heads = dZ_concat.reshape(*lead, t, h, width // h).swapaxes(-3, -2)
    return dZ_heads


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
    return MultiHeadSteps(Q, K, V, S, S_scaled, S_masked, A, Z_heads, Z_concat, Z)


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


def multi_head_backward(dZ, X, memory, weights, steps):
    """Go back through `multi_head_attention`.

    Parameters
    ----------
    dZ : ndarray of shape (..., t, d_model)
    X : ndarray of shape (..., t, d_model)
    memory : ndarray of shape (..., s, d_model)
    weights : AttentionWeights
    steps : MultiHeadSteps
        What `multi_head_attention_steps` gave, with the usual scale.

    Returns
    -------
    gradient : MultiHeadGradient
        ``dZ_concat = dZ W_Oᵀ`` and ``dW_O = Z_concatᵀ dZ``, then back through each head.
        `memory` hears from keys and values. In self-attention `X` and `memory` are one: add
        both gradients.

    Raises
    ------
    ValueError
        If `dZ` has not the shape of the result.
    """
    require_gradient("dZ", dZ, steps.Z.shape)
    h = weights.W_Q.shape[-3]
    dZ_concat = dZ @ weights.W_O.T
    dW_O = rows(steps.Z_concat).T @ rows(dZ)
    dZ_heads = concat_heads_backward(dZ_concat, h)
    dQ, dK, dV = attention_backward(dZ_heads, steps.Q, steps.K, steps.V, steps.A)
    dX, dW_Q = split_heads_backward(dQ, X, weights.W_Q)
    d_from_keys, dW_K = split_heads_backward(dK, memory, weights.W_K)
    d_from_values, dW_V = split_heads_backward(dV, memory, weights.W_V)
    dmemory = d_from_keys + d_from_values
    return MultiHeadGradient(dX, dmemory, AttentionWeights(dW_Q, dW_K, dW_V, dW_O))


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


def _require_attention(Q, K, V, mask, scale):
    for name, array, axes in (("Q", Q, "t, d_k"), ("K", K, "s, d_k"), ("V", V, "s, d_v")):
        require_ndim(name, array, 2, f"(..., {axes})")
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(
            f"Q has shape {Q.shape} and K has shape {K.shape}: a query and a key must have the "
            f"same number of entries (d_k), but {Q.shape[-1]} ≠ {K.shape[-1]}. Give W_Q and W_K "
            "the same number of columns."
        )
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(
            f"K has shape {K.shape} and V has shape {V.shape}: each token needs one key and one "
            f"value, but {K.shape[-2]} ≠ {V.shape[-2]}. Compute both from the same tokens."
        )
    if mask is not None:
        _require_mask(mask, (Q.shape[-2], K.shape[-2]))
    if not (scale is None or hasattr(scale, "dtype") or isinstance(scale, Real)):
        raise ValueError(f"scale is {scale!r}; expected a number, or an array of numbers.")
    require_real("scale", scale)


def _require_mask(mask, scores):
    require_ndim("mask", mask, 0, "(..., t, s)")
    if mask.dtype != bool:
        raise ValueError(
            f"The mask holds {mask.dtype} numbers; expected True where attention is allowed and "
            "False where it is not. Compare first, for example mask == 0."
        )
    if len(mask.shape) < 2 or not _fits(mask.shape[-2:], scores):
        raise ValueError(
            f"The mask has shape {mask.shape}, but the scores are {scores[0]} × {scores[1]} "
            "(asking × answering tokens). Give a mask of that shape."
        )


def _fits(mask, scores):
    return all(m in (1, n) for m, n in zip(mask, scores, strict=True))


def _require_multi_head(X, memory, W_Q, W_K, W_V, W_O, mask):
    require_projections(X, memory, W_Q, W_K, W_V, mask)
    heads = {"W_Q": W_Q.shape[-3], "W_K": W_K.shape[-3], "W_V": W_V.shape[-3]}
    if len(set(heads.values())) > 1:
        raise ValueError(
            f"The number of heads differs: {heads}. Give all three the same first axis."
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
    if W_O.shape[-2] != h * d_v:
        raise ValueError(
            f"W_O has {W_O.shape[-2]} rows, but {h} heads × {d_v} values = {h * d_v} numbers "
            "come in. Give W_O that many rows."
        )
