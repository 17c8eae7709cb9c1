"""Blocks, stacks and the whole encoder–decoder (chapters 9, 12 and 13).

Post-norm, as in the paper: ``layer_norm(X + layer(X))``; a `Wiring` puts the encoder's layers
together in other ways. The weights of a block are a named tuple of named tuples, in the order
in which they are used.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from helpers.mathematics.attention import MultiHead, multi_head_attention_steps
from helpers.mathematics.feed_forward import FeedForward, feed_forward_steps
from helpers.mathematics.norm import layer_norm, residual
from helpers.mathematics.softmax import softmax


class AttentionWeights(NamedTuple):
    """Weights of multi-head attention; shapes as in `multi_head_attention`."""

    W_Q: np.ndarray
    W_K: np.ndarray
    W_V: np.ndarray
    W_O: np.ndarray


class FeedForwardWeights(NamedTuple):
    """Weights of the feed-forward network; shapes as in `feed_forward`."""

    W_1: np.ndarray
    b_1: np.ndarray
    W_2: np.ndarray
    b_2: np.ndarray


class NormWeights(NamedTuple):
    """Scale and shift of one layer norm, each of shape (d_model,)."""

    gamma: np.ndarray
    beta: np.ndarray


class EncoderBlockWeights(NamedTuple):
    """Weights of one encoder block."""

    attention: AttentionWeights
    norm_1: NormWeights
    feed_forward: FeedForwardWeights
    norm_2: NormWeights


class DecoderBlockWeights(NamedTuple):
    """Weights of one decoder block."""

    attention: AttentionWeights
    norm_1: NormWeights
    cross: AttentionWeights
    norm_2: NormWeights
    feed_forward: FeedForwardWeights
    norm_3: NormWeights


class EncoderBlock(NamedTuple):
    """The steps of an encoder block: attention, add & norm, network, add & norm."""

    attention: MultiHead
    X_1: np.ndarray
    feed_forward: FeedForward
    X_2: np.ndarray


class DecoderBlock(NamedTuple):
    """The steps of a decoder block, each sublayer followed by its add & norm."""

    attention: MultiHead
    Y_1: np.ndarray
    cross: MultiHead
    Y_2: np.ndarray
    feed_forward: FeedForward
    Y_3: np.ndarray


class Wiring(NamedTuple):
    """How a layer is put into a block.

    Parameters
    ----------
    before : callable
        From the block's numbers and a norm's weights to what the layer sees.
    after : callable
        From the block's numbers, what the layer found, and a norm's weights to what goes on.
    weigh : callable
        What turns scores into attention weights.
    """

    before: Callable
    after: Callable
    weigh: Callable = softmax


def as_it_is(X, norm):
    """Show the layer the block's numbers as they are."""
    return X


def normalised(X, norm):
    """Show the layer the block's numbers after a layer norm."""
    return layer_norm(X, *norm)


def add_and_norm(X, F, norm):
    """Add what the layer found, then normalise."""
    return layer_norm(residual(X, F), *norm)


def add(X, F, norm):
    """Add what the layer found."""
    return residual(X, F)


def norm_only(X, F, norm):
    """Normalise what the layer found, and forget what came in."""
    return layer_norm(F, *norm)


def replace(X, F, norm):
    """Go on with what the layer found, and forget what came in."""
    return F


POST_NORM = Wiring(as_it_is, add_and_norm)
PRE_NORM = Wiring(normalised, add)
RESIDUAL_ONLY = Wiring(as_it_is, add)
NORM_ONLY = Wiring(as_it_is, norm_only)
BARE = Wiring(as_it_is, replace)


def encoder_block_steps(X, weights, mask=None, wiring=POST_NORM):
    """Run one encoder block, and keep every step; see `encoder_block`."""
    seen = wiring.before(X, weights.norm_1)
    attention = multi_head_attention_steps(
        seen, seen, *weights.attention, mask=mask, weigh=wiring.weigh
    )
    X_1 = wiring.after(X, attention.Z, weights.norm_1)
    network = feed_forward_steps(wiring.before(X_1, weights.norm_2), *weights.feed_forward)
    X_2 = wiring.after(X_1, network.F, weights.norm_2)
    return EncoderBlock(attention, X_1, network, X_2)


def encoder_block(X, weights, mask=None, wiring=POST_NORM):
    """Let the tokens look at each other, then think about each alone.

    Parameters
    ----------
    X : ndarray of shape (..., s, d_model)
    weights : EncoderBlockWeights
    mask : ndarray of bool, shape (..., s, s) or (..., 1, s), optional
        True where attention is allowed.
    wiring : Wiring
        The paper's `POST_NORM`, today's `PRE_NORM`, or one of those that fail.

    Returns
    -------
    X_2 : ndarray of shape (..., s, d_model)

    Notes
    -----
    Section 3.1 of the paper, "Encoder".

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_encoder_block
    >>> weights = random_encoder_block(np.random.default_rng(0), EXAMPLE)
    >>> encoder_block(np.ones((3, 4)), weights).shape
    (3, 4)
    """
    return encoder_block_steps(X, weights, mask, wiring).X_2


def encoder(X, blocks, mask=None, wiring=POST_NORM):
    """Pass the source tokens through all encoder blocks, one after the other.

    Parameters
    ----------
    X : ndarray of shape (..., s, d_model)
    blocks : sequence of EncoderBlockWeights
        With no block at all, `X` comes back unchanged.
    mask : ndarray of bool, shape (..., s, s) or (..., 1, s), optional
    wiring : Wiring
        As in `encoder_block`. With `PRE_NORM` a last layer norm is usual; it is not part of this.

    Returns
    -------
    memory : ndarray of shape (..., s, d_model)

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_transformer
    >>> weights = random_transformer(np.random.default_rng(0), EXAMPLE)
    >>> encoder(np.ones((3, 4)), weights.encoder).shape
    (3, 4)
    """
    for weights in blocks:
        X = encoder_block(X, weights, mask, wiring)
    memory = X
    return memory


def encoder_states(X, blocks, mask=None, wiring=POST_NORM):
    """Keep what goes into the first block of an encoder and what comes out of each.

    Parameters
    ----------
    X, blocks, mask, wiring
        As in `encoder`.

    Returns
    -------
    states : ndarray of shape (n_layers + 1, ..., s, d_model)
        The last one is what `encoder` gives.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_transformer
    >>> weights = random_transformer(np.random.default_rng(0), EXAMPLE)
    >>> encoder_states(np.ones((3, 4)), weights.encoder).shape
    (7, 3, 4)
    """
    states = [X]
    for weights in blocks:
        states.append(encoder_block(states[-1], weights, mask, wiring))
    return np.stack(states)


def scaled_weights(weights, scale):
    """Multiply the weights of an encoder block by a number; its layer norms stay as they are.

    Parameters
    ----------
    weights : EncoderBlockWeights
    scale : float

    Returns
    -------
    scaled : EncoderBlockWeights

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_encoder_block
    >>> weights = random_encoder_block(np.random.default_rng(0), EXAMPLE)
    >>> scaled_weights(weights, 0.0).norm_1.gamma
    array([1., 1., 1., 1.])
    """
    attention = AttentionWeights(*(scale * W for W in weights.attention))
    network = FeedForwardWeights(*(scale * W for W in weights.feed_forward))
    return weights._replace(attention=attention, feed_forward=network)


def decoder_block_steps(Y, memory, weights, mask=None, memory_mask=None):
    """Run one decoder block, and keep every step; see `decoder_block`."""
    attention = multi_head_attention_steps(Y, Y, *weights.attention, mask=mask)
    Y_1 = layer_norm(residual(Y, attention.Z), *weights.norm_1)
    cross = multi_head_attention_steps(Y_1, memory, *weights.cross, mask=memory_mask)
    Y_2 = layer_norm(residual(Y_1, cross.Z), *weights.norm_2)
    network = feed_forward_steps(Y_2, *weights.feed_forward)
    Y_3 = layer_norm(residual(Y_2, network.F), *weights.norm_3)
    return DecoderBlock(attention, Y_1, cross, Y_2, network, Y_3)


def decoder_block(Y, memory, weights, mask=None, memory_mask=None):
    """Look at the words so far, then at the source, then think about each alone.

    Parameters
    ----------
    Y : ndarray of shape (..., t, d_model)
    memory : ndarray of shape (..., s, d_model)
        The output of the *last* encoder block, the same for every decoder block.
    weights : DecoderBlockWeights
    mask : ndarray of bool, shape (..., t, t), optional
        Usually `causal_mask`.
    memory_mask : ndarray of bool, shape (..., t, s) or (..., 1, s), optional
        Usually the source's `padding_mask`.

    Returns
    -------
    Y_3 : ndarray of shape (..., t, d_model)

    Notes
    -----
    Section 3.1 of the paper, "Decoder".

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_decoder_block
    >>> weights = random_decoder_block(np.random.default_rng(0), EXAMPLE)
    >>> decoder_block(np.ones((1, 4)), np.ones((2, 4)), weights).shape
    (1, 4)
    """
    return decoder_block_steps(Y, memory, weights, mask, memory_mask).Y_3


def decoder(Y, memory, blocks, mask=None, memory_mask=None):
    """Pass the target tokens through all decoder blocks, one after the other.

    Parameters
    ----------
    Y : ndarray of shape (..., t, d_model)
    memory : ndarray of shape (..., s, d_model)
    blocks : sequence of DecoderBlockWeights
    mask, memory_mask : ndarray of bool, optional
        As in `decoder_block`.

    Returns
    -------
    Y : ndarray of shape (..., t, d_model)

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_transformer
    >>> weights = random_transformer(np.random.default_rng(0), EXAMPLE)
    >>> decoder(np.ones((1, 4)), np.ones((3, 4)), weights.decoder).shape
    (1, 4)
    """
    for weights in blocks:
        Y = decoder_block(Y, memory, weights, mask, memory_mask)
    return Y


class Transformer(NamedTuple):
    """Weights of a whole encoder–decoder: two stacks of blocks."""

    encoder: tuple[EncoderBlockWeights, ...]
    decoder: tuple[DecoderBlockWeights, ...]


def transformer(X, Y, weights, source_mask=None, target_mask=None):
    """Read the source once, then give each target token its vector for the next word.

    Parameters
    ----------
    X : ndarray of shape (..., s, d_model)
        Embedded source tokens with their positions.
    Y : ndarray of shape (..., t, d_model)
        Embedded target tokens with their positions.
    weights : Transformer
    source_mask : ndarray of bool, shape (..., 1, s), optional
        Which source tokens are real; used in the encoder and in the cross-attention.
    target_mask : ndarray of bool, shape (..., t, t), optional
        Usually `causal_mask`.

    Returns
    -------
    Y : ndarray of shape (..., t, d_model)
        `linear` and `softmax` turn a row into probabilities of words.

    Notes
    -----
    Figure 1 of the paper, between the embeddings and the last linear layer.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_transformer
    >>> weights = random_transformer(np.random.default_rng(0), EXAMPLE)
    >>> transformer(np.ones((2, 4)), np.ones((3, 4)), weights).shape
    (3, 4)
    """
    memory = encoder(X, weights.encoder, source_mask)
    return decoder(Y, memory, weights.decoder, target_mask, source_mask)
