"""Attention with its weights laid out as ``nn.MultiheadAttention`` stores them."""

import numpy as np

from helpers.attention import attention, concat_heads
from helpers.checks import require


def packed_weights(W_Q, W_K, W_V, W_O):
    """Lay out the weights of attention as ``nn.MultiheadAttention`` does.

    Parameters
    ----------
    W_Q, W_K, W_V : ndarray of shape (h, d_model, d_k)
        With d_k = d_model / h; the layout knows no other width.
    W_O : ndarray of shape (d_model, d_model)

    Returns
    -------
    in_proj_weight : ndarray of shape (3 d_model, d_model)
        Queries, keys and values one below the other; in each, head below head. Each row makes
        one number, so every block is transposed.
    out_proj_weight : ndarray of shape (d_model, d_model)

    Raises
    ------
    ValueError
        If the heads together are not as wide as the model.

    Examples
    --------
    >>> W = np.arange(8).reshape(2, 4, 1)
    >>> packed_weights(W, W, W, np.eye(4))
    Traceback (most recent call last):
        ...
    ValueError: 2 heads of width 1 are 2 numbers wide together, but d_model is 4. \
nn.MultiheadAttention only fits if they are equal.
    """
    h, d_model, d_k = W_Q.shape
    require(
        h * d_k == d_model,
        f"{h} heads of width {d_k} are {h * d_k} numbers wide together, but d_model is {d_model}. "
        "nn.MultiheadAttention only fits if they are equal.",
    )
    return np.concatenate([_rows(W) for W in (W_Q, W_K, W_V)]), W_O.T


def _rows(W):
    """Turn (h, d_model, d_k) into (h · d_k, d_model): a row for each number that comes out."""
    return W.swapaxes(-1, -2).reshape(-1, W.shape[-2])


def packed_attention(X, in_proj_weight, out_proj_weight, n_heads):
    """Attend as ``nn.MultiheadAttention`` does: one product, then cut in three, then in heads.

    Parameters
    ----------
    X : ndarray of shape (t, d_model)
    in_proj_weight : ndarray of shape (3 d_model, d_model)
    out_proj_weight : ndarray of shape (d_model, d_model)
    n_heads : int

    Returns
    -------
    Z : ndarray of shape (t, d_model)
    """
    t, d_model = X.shape
    packed = X @ in_proj_weight.T  # (t, 3 d_model)
    Q, K, V = (
        part.reshape(t, n_heads, d_model // n_heads).swapaxes(0, 1)
        for part in np.split(packed, 3, axis=-1)
    )
    return concat_heads(attention(Q, K, V)) @ out_proj_weight.T
