"""The book's weights under PyTorch's names: a bridge to a framework (chapter 16).

Nothing here needs PyTorch: the result is a dict of arrays. With PyTorch installed,
``model.load_state_dict({name: torch.from_numpy(W) for name, W in weights.items()})`` loads them
into an `nn.Transformer` of the same sizes, whose two last norms have been set to None.
"""

import numpy as np

from helpers.mathematics.attention import attention, concat_heads
from helpers.mathematics.checks import require


def pytorch_weights(weights):
    """Give a transformer's weights the names and shapes of ``torch.nn.Transformer``.

    Parameters
    ----------
    weights : Transformer

    Returns
    -------
    state : dict of str to ndarray
        PyTorch multiplies from the other side, so each matrix is transposed. Its heads lie side
        by side, and queries, keys and values in one matrix of shape (3 · d_model, d_model).
        Its attention has biases; the paper's has none, so they are zero.

    Raises
    ------
    ValueError
        As in `packed_weights`.

    Examples
    --------
    >>> from helpers.mathematics.initialise import Sizes, random_transformer
    >>> sizes = Sizes(d_model=4, d_k=2, d_v=2, d_ff=8, n_heads=2, n_layers=1, n_vocab=10)
    >>> state = pytorch_weights(random_transformer(np.random.default_rng(0), sizes))
    >>> state["encoder.layers.0.self_attn.in_proj_weight"].shape
    (12, 4)
    """
    state = {}
    for i, block in enumerate(weights.encoder):
        layer = f"encoder.layers.{i}"
        state |= _attention(f"{layer}.self_attn", block.attention)
        state |= _network(layer, block.feed_forward)
        state |= _norms(layer, block.norm_1, block.norm_2)
    for i, block in enumerate(weights.decoder):
        layer = f"decoder.layers.{i}"
        state |= _attention(f"{layer}.self_attn", block.attention)
        state |= _attention(f"{layer}.multihead_attn", block.cross)
        state |= _network(layer, block.feed_forward)
        state |= _norms(layer, block.norm_1, block.norm_2, block.norm_3)
    return state


def packed_weights(W_Q, W_K, W_V, W_O):
    """Lay out the weights of attention as ``nn.MultiheadAttention`` does.

    Parameters
    ----------
    W_Q, W_K, W_V : ndarray of shape (h, d_model, d)
        With d = d_model / h; the layout knows no other width.
    W_O : ndarray of shape (d_model, d_model)

    Returns
    -------
    in_proj_weight : ndarray of shape (3 · d_model, d_model)
        Queries, keys and values one below the other; in each, head below head. Each row makes
        one number, so every block is transposed.
    out_proj_weight : ndarray of shape (d_model, d_model)

    Raises
    ------
    ValueError
        If d_k or d_v is not d_model / h: PyTorch has no place for such heads.

    Examples
    --------
    >>> W = np.arange(4).reshape(2, 2, 1)
    >>> packed_weights(W, W, W, np.eye(2))[0][:2]
    array([[0, 1],
           [2, 3]])
    """
    h, d_model, d_k = W_Q.shape
    d_v = W_V.shape[-1]
    require(
        h * d_k == h * d_v == d_model,
        f"Here d_model = {d_model}, n_heads = {h}, d_k = {d_k} and d_v = {d_v}. PyTorch's "
        f"attention has heads of width d_model / n_heads = {d_model / h:g} and no others. "
        "Choose d_k = d_v = d_model / n_heads.",
    )
    return np.concatenate([_side_by_side(W) for W in (W_Q, W_K, W_V)]), W_O.T.copy()


def packed_attention(X, in_proj_weight, out_proj_weight, n_heads):
    """Attend as ``nn.MultiheadAttention`` does: one product, then cut in three, then in heads.

    Parameters
    ----------
    X : ndarray of shape (t, d_model)
    in_proj_weight : ndarray of shape (3 · d_model, d_model)
    out_proj_weight : ndarray of shape (d_model, d_model)
    n_heads : int

    Returns
    -------
    Z : ndarray of shape (t, d_model)
    """
    t, d_model = X.shape
    packed = X @ in_proj_weight.T  # (t, 3 · d_model)
    Q, K, V = (
        part.reshape(t, n_heads, d_model // n_heads).swapaxes(0, 1)
        for part in np.split(packed, 3, axis=-1)
    )
    return concat_heads(attention(Q, K, V)) @ out_proj_weight.T


def _attention(name, weights):
    in_proj_weight, out_proj_weight = packed_weights(*weights)
    d_model = in_proj_weight.shape[-1]
    return {
        f"{name}.in_proj_weight": in_proj_weight,
        f"{name}.in_proj_bias": np.zeros(3 * d_model, in_proj_weight.dtype),
        f"{name}.out_proj.weight": out_proj_weight,
        f"{name}.out_proj.bias": np.zeros(d_model, in_proj_weight.dtype),
    }


def _side_by_side(W):
    """(h, d_model, d) → (h·d, d_model): a row for each number that comes out."""
    h, d_model, d = W.shape
    return W.swapaxes(-1, -2).reshape(h * d, d_model)


def _network(name, weights):
    return {
        f"{name}.linear1.weight": weights.W_1.T.copy(),
        f"{name}.linear1.bias": weights.b_1,
        f"{name}.linear2.weight": weights.W_2.T.copy(),
        f"{name}.linear2.bias": weights.b_2,
    }


def _norms(name, *norms):
    state = {}
    for number, norm in enumerate(norms, start=1):
        state[f"{name}.norm{number}.weight"] = norm.gamma
        state[f"{name}.norm{number}.bias"] = norm.beta
    return state
