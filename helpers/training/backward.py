"""The way back: how the loss answers to each number of the forward pass (chapter 14).

``dx`` is the gradient of the loss with respect to ``x`` and has its shape. Each function here
belongs to one of the forward pass: it takes the gradient of that function's result, then what
the function itself was given or found, and gives a gradient for each of its inputs. Gradients
of weights come in the same named tuples as the weights.

The chain rule, layer by layer: what flows in from above is multiplied by the layer's own
derivative. Where a value is used twice, its two gradients are added; leading (batch) axes share
the weights, so their gradients are summed.

Shapes: t = tokens that ask, s = tokens that answer, h = n_heads. Tokens are rows.
"""

import math
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require
from helpers.mathematics.embedding import one_hot
from helpers.mathematics.model import Model
from helpers.mathematics.norm import EPS, layer_norm_steps, residual
from helpers.mathematics.transformer import (
    POST_NORM,
    AttentionWeights,
    DecoderBlockWeights,
    EncoderBlockWeights,
    FeedForwardWeights,
    NormWeights,
    Transformer,
    add,
    add_and_norm,
    as_it_is,
    norm_only,
    normalised,
    replace,
)


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


class LinearGradient(NamedTuple):
    """Gradients of the input, the matrix and the bias."""

    x: np.ndarray
    W: np.ndarray
    b: np.ndarray


class FeedForwardGradient(NamedTuple):
    """Gradients of the tokens and of the network's weights."""

    X: np.ndarray
    weights: FeedForwardWeights


class NormGradient(NamedTuple):
    """Gradients of the tokens and of scale and shift."""

    X: np.ndarray
    weights: NormWeights


class ResidualGradient(NamedTuple):
    """Gradients of what came in and of what the layer found."""

    X: np.ndarray
    F: np.ndarray


class AddNormGradient(NamedTuple):
    """Gradients of what came in, of what the layer found, and of the norm's weights."""

    X: np.ndarray
    F: np.ndarray
    weights: NormWeights


class EncoderBlockGradient(NamedTuple):
    """Gradients of the tokens and of the block's weights."""

    X: np.ndarray
    weights: EncoderBlockWeights


class DecoderBlockGradient(NamedTuple):
    """Gradients of the tokens, of the encoder's output and of the block's weights."""

    Y: np.ndarray
    memory: np.ndarray
    weights: DecoderBlockWeights


class TransformerGradient(NamedTuple):
    """Gradients of both embedded sentences and of all blocks."""

    X: np.ndarray
    Y: np.ndarray
    weights: Transformer


def sum_to(gradient, shape):
    """Add up the gradients of a value that was used several times.

    Parameters
    ----------
    gradient : ndarray
        One gradient for each use: the shape after broadcasting.
    shape : tuple of int
        The shape of the value itself.

    Returns
    -------
    total : ndarray of that shape

    Examples
    --------
    >>> sum_to(np.array([[1, 2], [3, 4]]), (2,))
    array([4, 6])
    """
    new = len(gradient.shape) - len(shape)
    stretched = [i + new for i, n in enumerate(shape) if n == 1 and gradient.shape[i + new] != 1]
    if not new and not stretched:
        return gradient
    total = gradient.sum(axis=(*range(new), *stretched), keepdims=True)
    return total.reshape(shape)


def rows(x):
    """Put all tokens of a batch one below the other: (..., t, d) → (all, d)."""
    return x.reshape(-1, x.shape[-1])


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
    _require_shape("dy", dy, (*x.shape[:-1], W.shape[-1]))
    dx = dy @ W.T
    dW = rows(x).T @ rows(dy)
    db = rows(dy).sum(axis=0)
    return LinearGradient(dx, dW, db)


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
    _require_shape("dkept", dkept, x.shape)
    dx = np.where(x > 0, dkept, 0)
    return dx


def feed_forward_backward(dF, X, weights, steps):
    """Go back through `feed_forward`: the second layer, the ReLU, the first layer.

    Parameters
    ----------
    dF : ndarray of shape (..., t, d_model)
    X : ndarray of shape (..., t, d_model)
    weights : FeedForwardWeights
    steps : FeedForward
        What `feed_forward_steps` gave.

    Returns
    -------
    gradient : FeedForwardGradient
    """
    dH, dW_2, db_2 = linear_backward(dF, steps.H, weights.W_2)
    dH_in = relu_backward(dH, steps.H_in)
    dX, dW_1, db_1 = linear_backward(dH_in, X, weights.W_1)
    return FeedForwardGradient(dX, FeedForwardWeights(dW_1, db_1, dW_2, db_2))


def softmax_backward(dA, A):
    """Go back through `softmax`, whose weights share one sum.

    Parameters
    ----------
    dA : ndarray of shape (..., s)
    A : ndarray of shape (..., s)
        The weights that `softmax` gave.

    Returns
    -------
    dS : ndarray of shape (..., s)
        ``dS[j] = A[j] · (dA[j] − Σᵢ A[i] · dA[i])``: `dA` times `softmax_jacobian`, without
        building it. A weight of 0 (a masked score, a fully masked row) gets the gradient 0.

    Raises
    ------
    ValueError
        If the two shapes differ.

    Examples
    --------
    >>> softmax_backward(np.array([4.0, 0.0]), np.array([0.5, 0.5]))
    array([ 1., -1.])
    """
    _require_shape("dA", dA, A.shape)
    average = (A * dA).sum(axis=-1, keepdims=True)
    dS = A * (dA - average)
    return dS


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
    _require_shape("dZ_heads", dZ_heads, (*A.shape[:-1], V.shape[-1]))
    d_k = Q.shape[-1]
    dV = A.swapaxes(-1, -2) @ dZ_heads
    dA = dZ_heads @ V.swapaxes(-1, -2)
    dS_scaled = softmax_backward(dA, A)
    dS = dS_scaled / (math.sqrt(d_k) if scale is None else scale)
    dQ = dS @ K
    dK = dS.swapaxes(-1, -2) @ Q
    return AttentionGradient(sum_to(dQ, Q.shape), sum_to(dK, K.shape), sum_to(dV, V.shape))


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
    _require_shape("dprojected", dprojected, (*lead, h, t, d))
    dX_heads = dprojected @ W.swapaxes(-1, -2)  # (..., h, t, d_model)
    dX = dX_heads.sum(axis=-3)
    dW = X[..., None, :, :].swapaxes(-1, -2) @ dprojected  # (..., h, d_model, d)
    return HeadsGradient(dX, sum_to(dW, W.shape))


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


def multi_head_backward(dZ, X, memory, weights, steps):
    """Go back through `multi_head_attention`.

    Parameters
    ----------
    dZ : ndarray of shape (..., t, d_model)
    X : ndarray of shape (..., t, d_model)
    memory : ndarray of shape (..., s, d_model)
    weights : AttentionWeights
    steps : MultiHead
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
    _require_shape("dZ", dZ, steps.Z.shape)
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


def layer_norm_backward(dX_norm, X, gamma, eps=EPS):
    """Go back through `layer_norm`, X̂ · γ + β with X̂ = (X − μ) / √(σ² + ε).

    Parameters
    ----------
    dX_norm : ndarray of shape (..., d_model)
    X : ndarray of shape (..., d_model)
        What `layer_norm` was given.
    gamma : ndarray of shape (d_model,)
    eps : float

    Returns
    -------
    gradient : NormGradient
        ``dγ = Σ dX_norm · X̂`` and ``dβ = Σ dX_norm`` over all tokens; with ``g = dX_norm · γ``,
        ``dX = (g − mean(g) − X̂ · mean(g · X̂)) / √(σ² + ε)``: the two means are there because
        each number also moves μ and σ of its token.

    Raises
    ------
    ValueError
        If `dX_norm` has not the shape of `X`.

    Examples
    --------
    >>> gradient = layer_norm_backward(np.array([1.0, 5.0]), np.array([1.0, 3.0]), np.ones(2), 0)
    >>> gradient.weights.gamma
    array([-1.,  5.])
    >>> gradient.X
    array([0., 0.])
    """
    _require_shape("dX_norm", dX_norm, X.shape)
    _, var, normalized, _ = layer_norm_steps(X, gamma, 0.0, eps)
    dgamma = rows(dX_norm * normalized).sum(axis=0)
    dbeta = rows(dX_norm).sum(axis=0)
    dnormalized = dX_norm * gamma
    through_mu = dnormalized.mean(axis=-1, keepdims=True)
    through_var = normalized * (dnormalized * normalized).mean(axis=-1, keepdims=True)
    dX = (dnormalized - through_mu - through_var) / np.sqrt(var + eps)
    return NormGradient(dX, NormWeights(dgamma, dbeta))


def residual_backward(dX_sum):
    """Go back through `residual`: a sum hands its gradient on to both, unchanged.

    Parameters
    ----------
    dX_sum : ndarray of shape (..., t, d_model)

    Returns
    -------
    gradient : ResidualGradient
        ``dX = dX_sum`` and ``dF = dX_sum``. That straight way past every layer is why deep
        stacks can learn.

    Examples
    --------
    >>> residual_backward(np.array([7]))
    ResidualGradient(X=array([7]), F=array([7]))
    """
    return ResidualGradient(dX_sum, dX_sum)


def add_and_norm_backward(dX_norm, X, F, norm):
    """Go back through ``layer_norm(residual(X, F))``, post-norm as in the paper.

    Parameters
    ----------
    dX_norm : ndarray of shape (..., t, d_model)
    X, F : ndarray of shape (..., t, d_model)
        What came in, and what the layer found.
    norm : NormWeights

    Returns
    -------
    gradient : AddNormGradient
    """
    X_sum = residual(X, F)
    dX_sum, dnorm = layer_norm_backward(dX_norm, X_sum, norm.gamma)
    dX, dF = residual_backward(dX_sum)
    return AddNormGradient(dX, dF, dnorm)


def embed_backward(dE, ids, n_vocab):
    """Go back through `embed`: each token's gradient goes to its row of the table.

    Parameters
    ----------
    dE : ndarray of shape (..., t, d_model)
    ids : ndarray of int, shape (..., t)
    n_vocab : int

    Returns
    -------
    dW_E : ndarray of shape (n_vocab, d_model)
        ``one_hot(ids)ᵀ dE``: a token that occurs twice gets the sum, one that does not
        occur gets zeros.

    Raises
    ------
    ValueError
        If there is not one row of `dE` for each token.

    Examples
    --------
    >>> embed_backward(np.array([[1, 2], [10, 20]]), np.array([1, 1]), n_vocab=2)
    array([[ 0.,  0.],
           [11., 22.]])
    """
    _require_shape("dE", dE, (*ids.shape, dE.shape[-1]))
    is_token = one_hot(ids, n_vocab)
    dW_E = rows(is_token).T @ rows(dE)
    return dW_E


def embed_sentence_backward(dX, ids, n_vocab):
    """Go back through `embed_sentence`, √d_model · W_E[ids] + PE.

    Parameters
    ----------
    dX : ndarray of shape (..., t, d_model)
    ids : ndarray of int, shape (..., t)
    n_vocab : int

    Returns
    -------
    dW_E : ndarray of shape (n_vocab, d_model)
        The positions are fixed: nothing to learn there.

    Examples
    --------
    >>> embed_sentence_backward(np.ones((1, 4)), np.array([0]), n_vocab=2)
    array([[2., 2., 2., 2.],
           [0., 0., 0., 0.]])
    """
    d_model = dX.shape[-1]
    dE = dX * math.sqrt(d_model)
    dW_E = embed_backward(dE, ids, n_vocab)
    return dW_E


def encoder_block_backward(dX_2, X, weights, steps, wiring=POST_NORM):
    """Go back through `encoder_block`, the last sublayer first.

    Parameters
    ----------
    dX_2 : ndarray of shape (..., s, d_model)
    X : ndarray of shape (..., s, d_model)
    weights : EncoderBlockWeights
    steps : EncoderBlock
        What `encoder_block_steps` gave with the same wiring.
    wiring : Wiring
        As in `encoder_block`: with and without the way past each layer, gradients fare very
        differently in a deep stack.

    Returns
    -------
    gradient : EncoderBlockGradient
        ``dX`` is the sum of what comes past the layer and of what comes through it.
    """
    network, attention = steps.feed_forward, steps.attention
    past, dF, dnorm_2 = after_backward(wiring, dX_2, steps.X_1, network.F, weights.norm_2)
    seen = wiring.before(steps.X_1, weights.norm_2)
    dseen, dnetwork = feed_forward_backward(dF, seen, weights.feed_forward, network)
    through, dnorm_seen = before_backward(wiring, dseen, steps.X_1, weights.norm_2)
    dX_1 = past + through
    dnorm_2 = _of_both(dnorm_2, dnorm_seen, weights.norm_2)

    past, dZ, dnorm_1 = after_backward(wiring, dX_1, X, attention.Z, weights.norm_1)
    seen = wiring.before(X, weights.norm_1)
    asked, answered, dattention = multi_head_backward(dZ, seen, seen, weights.attention, attention)
    dseen = asked + answered
    through, dnorm_seen = before_backward(wiring, dseen, X, weights.norm_1)
    dX = past + through
    dnorm_1 = _of_both(dnorm_1, dnorm_seen, weights.norm_1)
    return EncoderBlockGradient(dX, EncoderBlockWeights(dattention, dnorm_1, dnetwork, dnorm_2))


def after_backward(wiring, dX_after, X, F, norm):
    """Go back through ``wiring.after``: how a layer's finding joins what came in.

    Parameters
    ----------
    wiring : Wiring
    dX_after, X, F : ndarray of shape (..., t, d_model)
        Gradient of what goes on; what came in, and what the layer found.
    norm : NormWeights

    Returns
    -------
    gradient : AddNormGradient
        Without a residual connection the gradient of `X` is zero: nothing comes past the
        layer. Without a norm that of its weights is None.

    Raises
    ------
    ValueError
        If the way back is not known for this wiring.
    """
    if wiring.after is add_and_norm:
        return add_and_norm_backward(dX_after, X, F, norm)
    if wiring.after is add:
        return AddNormGradient(*residual_backward(dX_after), None)
    if wiring.after is norm_only:
        dF, dnorm = layer_norm_backward(dX_after, F, norm.gamma)
        return AddNormGradient(np.zeros_like(X), dF, dnorm)
    require(wiring.after is replace, f"No way back is known through {wiring.after!r}.")
    return AddNormGradient(np.zeros_like(X), dX_after, None)


def before_backward(wiring, dseen, X, norm):
    """Go back through ``wiring.before``: how a layer sees what came in.

    Parameters
    ----------
    wiring : Wiring
    dseen, X : ndarray of shape (..., t, d_model)
    norm : NormWeights

    Returns
    -------
    gradient : NormGradient
        Its weights are None where there is no norm before the layer.

    Raises
    ------
    ValueError
        If the way back is not known for this wiring.
    """
    if wiring.before is normalised:
        return layer_norm_backward(dseen, X, norm.gamma)
    require(wiring.before is as_it_is, f"No way back is known through {wiring.before!r}.")
    return NormGradient(dseen, None)


def decoder_block_backward(dY_3, Y, memory, weights, steps):
    """Go back through `decoder_block`, the last sublayer first.

    Parameters
    ----------
    dY_3 : ndarray of shape (..., t, d_model)
    Y : ndarray of shape (..., t, d_model)
    memory : ndarray of shape (..., s, d_model)
    weights : DecoderBlockWeights
    steps : DecoderBlock
        What `decoder_block_steps` gave.

    Returns
    -------
    gradient : DecoderBlockGradient
        What `memory` hears comes through the cross-attention: the only way in which the
        encoder learns.
    """
    past, dF, dnorm_3 = add_and_norm_backward(dY_3, steps.Y_2, steps.feed_forward.F, weights.norm_3)
    through, dnetwork = feed_forward_backward(
        dF, steps.Y_2, weights.feed_forward, steps.feed_forward
    )
    dY_2 = past + through
    past, dZ, dnorm_2 = add_and_norm_backward(dY_2, steps.Y_1, steps.cross.Z, weights.norm_2)
    asked, dmemory, dcross = multi_head_backward(dZ, steps.Y_1, memory, weights.cross, steps.cross)
    dY_1 = past + asked
    past, dZ, dnorm_1 = add_and_norm_backward(dY_1, Y, steps.attention.Z, weights.norm_1)
    asked, answered, dattention = multi_head_backward(dZ, Y, Y, weights.attention, steps.attention)
    dY = past + asked + answered
    dweights = DecoderBlockWeights(dattention, dnorm_1, dcross, dnorm_2, dnetwork, dnorm_3)
    return DecoderBlockGradient(dY, dmemory, dweights)


def transformer_backward(dY_out, X, Y, weights, steps):
    """Go back through both stacks: the decoder from the top down, then the encoder.

    Parameters
    ----------
    dY_out : ndarray of shape (..., t, d_model)
    X : ndarray of shape (..., s, d_model)
    Y : ndarray of shape (..., t, d_model)
    weights : Transformer
    steps : TransformerSteps
        What `transformer_steps` gave.

    Returns
    -------
    gradient : TransformerGradient
        Every decoder block reads the same `memory`, so its gradients are added up.

    Raises
    ------
    ValueError
        If `dY_out` has not the shape of the result.
    """
    _require_shape("dY_out", dY_out, steps.Y_out.shape)
    decoder_inputs = (Y, *(block.Y_3 for block in steps.decoder))
    dY, dmemory, decoder = dY_out, np.zeros_like(steps.memory), []
    for i in reversed(range(len(weights.decoder))):
        dY, from_block, dblock = decoder_block_backward(
            dY, decoder_inputs[i], steps.memory, weights.decoder[i], steps.decoder[i]
        )
        dmemory = dmemory + from_block
        decoder.insert(0, dblock)
    encoder_inputs = (X, *(block.X_2 for block in steps.encoder))
    dX, encoder = dmemory, []
    for i in reversed(range(len(weights.encoder))):
        dX, dblock = encoder_block_backward(
            dX, encoder_inputs[i], weights.encoder[i], steps.encoder[i]
        )
        encoder.insert(0, dblock)
    return TransformerGradient(dX, dY, Transformer(tuple(encoder), tuple(decoder)))


def model_backward(dlogits, source_ids, decoder_ids, model, steps):
    """Go back through the whole model, from the logits to every weight.

    Parameters
    ----------
    dlogits : ndarray of shape (..., t, n_vocab)
        From `cross_entropy_backward`.
    source_ids : ndarray of int, shape (..., s)
    decoder_ids : ndarray of int, shape (..., t)
    model : Model
    steps : ModelSteps
        What `model_steps` gave.

    Returns
    -------
    gradient : Model
        One vocabulary serves both languages, so the table of embeddings hears from both.

    Raises
    ------
    ValueError
        If `dlogits` has not the shape of the logits.
    """
    _require_shape("dlogits", dlogits, steps.logits.shape)
    n_vocab = model.W_E.shape[0]
    dY_out, dW_vocab, db_vocab = linear_backward(dlogits, steps.blocks.Y_out, model.W_vocab)
    dX, dY, dblocks = transformer_backward(dY_out, steps.X, steps.Y, model.blocks, steps.blocks)
    from_source = embed_sentence_backward(dX, source_ids, n_vocab)
    from_target = embed_sentence_backward(dY, decoder_ids, n_vocab)
    dW_E = from_source + from_target
    return Model(dW_E, dblocks, dW_vocab, db_vocab)


def _of_both(dnorm, dnorm_seen, norm):
    """Give the gradient of a norm that stands before a layer, after it, or nowhere."""
    used = [part for part in (dnorm, dnorm_seen) if part is not None]
    return used[0] if used else NormWeights(np.zeros_like(norm.gamma), np.zeros_like(norm.beta))


def _require_shape(name, gradient, shape):
    require(
        gradient.shape == tuple(shape),
        f"{name} has shape {gradient.shape}, but the value that it belongs to has {tuple(shape)}. "
        "A gradient has the shape of its value.",
    )
