"""Blocks, stacks and the whole encoder–decoder (chapters 9, 12 and 13).

Post-norm, as in the paper: ``layer_norm(X + layer(X))``; a `Wiring` puts the encoder's layers
together in other ways. The weights of a block are a named tuple of named tuples, in the order
in which they are used.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from helpers.mathematics.attention import (
    AttentionWeights,
    MultiHeadSteps,
    multi_head_attention_steps,
    multi_head_backward,
)
from helpers.mathematics.feed_forward import (
    FeedForwardSteps,
    FeedForwardWeights,
    feed_forward_backward,
    feed_forward_steps,
)
from helpers.mathematics.gradients import require_gradient
from helpers.mathematics.norm import (
    NormGradient,
    NormWeights,
    layer_norm,
    layer_norm_backward,
    residual,
    residual_backward,
)
from helpers.mathematics.softmax import softmax


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


class EncoderBlockSteps(NamedTuple):
    """The steps of an encoder block: attention, add & norm, network, add & norm."""

    attention: MultiHeadSteps
    X_1: np.ndarray
    feed_forward: FeedForwardSteps
    X_2: np.ndarray


class DecoderBlockSteps(NamedTuple):
    """The steps of a decoder block, each sublayer followed by its add & norm."""

    attention: MultiHeadSteps
    Y_1: np.ndarray
    cross: MultiHeadSteps
    Y_2: np.ndarray
    feed_forward: FeedForwardSteps
    Y_3: np.ndarray


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


class Wiring(NamedTuple):
    """How a layer is put into a block, and the way back through that.

    Parameters
    ----------
    before : callable
        From the block's numbers and a norm's weights to what the layer sees.
    after : callable
        From the block's numbers, what the layer found, and a norm's weights to what goes on.
    before_backward, after_backward : callable
        The way back through each: like `as_it_is_backward` and `add_and_norm_backward`.
    weigh : callable
        What turns scores into attention weights; its way back is `softmax_backward`.
    """

    before: Callable
    after: Callable
    before_backward: Callable
    after_backward: Callable
    weigh: Callable = softmax


def as_it_is(X, norm):
    """Show the layer the block's numbers as they are."""
    return X


def as_it_is_backward(dseen, X, norm):
    """Go back through `as_it_is`: no norm was used, so its gradient is None."""
    return NormGradient(dseen, None)


def normalised(X, norm):
    """Show the layer the block's numbers after a layer norm."""
    return layer_norm(X, *norm)


def normalised_backward(dseen, X, norm):
    """Go back through `normalised`."""
    return layer_norm_backward(dseen, X, norm.gamma)


def add_and_norm(X, F, norm):
    """Add what the layer found, then normalise."""
    return layer_norm(residual(X, F), *norm)


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


def add(X, F, norm):
    """Add what the layer found."""
    return residual(X, F)


def add_backward(dX_sum, X, F, norm):
    """Go back through `add`: the gradient comes past the layer as well as through it."""
    return AddNormGradient(*residual_backward(dX_sum), None)


def norm_only(X, F, norm):
    """Normalise what the layer found, and forget what came in."""
    return layer_norm(F, *norm)


def norm_only_backward(dX_norm, X, F, norm):
    """Go back through `norm_only`: nothing comes past the layer."""
    dF, dnorm = layer_norm_backward(dX_norm, F, norm.gamma)
    return AddNormGradient(np.zeros_like(X), dF, dnorm)


def replace(X, F, norm):
    """Go on with what the layer found, and forget what came in."""
    return F


def replace_backward(dF, X, F, norm):
    """Go back through `replace`: nothing comes past the layer, and no norm was used."""
    return AddNormGradient(np.zeros_like(X), dF, None)


POST_NORM = Wiring(as_it_is, add_and_norm, as_it_is_backward, add_and_norm_backward)
PRE_NORM = Wiring(normalised, add, normalised_backward, add_backward)
RESIDUAL_ONLY = Wiring(as_it_is, add, as_it_is_backward, add_backward)
NORM_ONLY = Wiring(as_it_is, norm_only, as_it_is_backward, norm_only_backward)
BARE = Wiring(as_it_is, replace, as_it_is_backward, replace_backward)


def encoder_block_steps(X, weights, mask=None, wiring=POST_NORM):
    """Run one encoder block, and keep every step; see `encoder_block`."""
    seen = wiring.before(X, weights.norm_1)
    attention = multi_head_attention_steps(
        seen, seen, *weights.attention, mask=mask, weigh=wiring.weigh
    )
    X_1 = wiring.after(X, attention.Z, weights.norm_1)
    network = feed_forward_steps(wiring.before(X_1, weights.norm_2), *weights.feed_forward)
    X_2 = wiring.after(X_1, network.F, weights.norm_2)
    return EncoderBlockSteps(attention, X_1, network, X_2)


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


def encoder_block_backward(dX_2, X, weights, steps, wiring=POST_NORM):
    """Go back through `encoder_block`, the last sublayer first.

    Parameters
    ----------
    dX_2 : ndarray of shape (..., s, d_model)
    X : ndarray of shape (..., s, d_model)
    weights : EncoderBlockWeights
    steps : EncoderBlockSteps
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
    past, dF, dnorm_2 = wiring.after_backward(dX_2, steps.X_1, network.F, weights.norm_2)
    seen = wiring.before(steps.X_1, weights.norm_2)
    dseen, dnetwork = feed_forward_backward(dF, seen, weights.feed_forward, network)
    through, dnorm_seen = wiring.before_backward(dseen, steps.X_1, weights.norm_2)
    dX_1 = past + through
    dnorm_2 = _of_both(dnorm_2, dnorm_seen, weights.norm_2)

    past, dZ, dnorm_1 = wiring.after_backward(dX_1, X, attention.Z, weights.norm_1)
    seen = wiring.before(X, weights.norm_1)
    asked, answered, dattention = multi_head_backward(dZ, seen, seen, weights.attention, attention)
    dseen = asked + answered
    through, dnorm_seen = wiring.before_backward(dseen, X, weights.norm_1)
    dX = past + through
    dnorm_1 = _of_both(dnorm_1, dnorm_seen, weights.norm_1)
    return EncoderBlockGradient(dX, EncoderBlockWeights(dattention, dnorm_1, dnetwork, dnorm_2))


def _of_both(dnorm, dnorm_seen, norm):
    """Give the gradient of a norm that stands before a layer, after it, or nowhere."""
    used = [part for part in (dnorm, dnorm_seen) if part is not None]
    return used[0] if used else NormWeights(np.zeros_like(norm.gamma), np.zeros_like(norm.beta))


def walk_encoder(X, blocks, mask=None, wiring=POST_NORM):
    """Pass tokens through encoder blocks, one after the other, and hand out the steps of each.

    Parameters
    ----------
    X, blocks, mask, wiring
        As in `encoder`.

    Yields
    ------
    steps : EncoderBlockSteps
        A block is computed when it is asked for, so nothing need be kept of those before.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_transformer
    >>> weights = random_transformer(np.random.default_rng(0), EXAMPLE)
    >>> [block.X_2.shape for block in walk_encoder(np.ones((3, 4)), weights.encoder[:2])]
    [(3, 4), (3, 4)]
    """
    for weights in blocks:
        steps = encoder_block_steps(X, weights, mask, wiring)
        X = steps.X_2
        yield steps


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
    memory = X
    for block in walk_encoder(X, blocks, mask, wiring):
        memory = block.X_2
    return memory


def encoder_backward(dmemory, X, blocks, steps, wiring=POST_NORM):
    """Go back through `encoder`, from the last block to the first.

    Parameters
    ----------
    dmemory : ndarray of shape (..., s, d_model)
    X : ndarray of shape (..., s, d_model)
        What `encoder` was given.
    blocks : sequence of EncoderBlockWeights
    steps : sequence of EncoderBlockSteps
        What `walk_encoder` gave, with the same wiring.
    wiring : Wiring

    Returns
    -------
    gradients : list of EncoderBlockGradient
        One for each block, in the order of the blocks; the `X` of each is the gradient of what
        went into it.
    """
    inputs = (X, *(block.X_2 for block in steps))
    dX, gradients = dmemory, []
    for i in reversed(range(len(blocks))):
        gradient = encoder_block_backward(dX, inputs[i], blocks[i], steps[i], wiring)
        dX = gradient.X
        gradients.insert(0, gradient)
    return gradients


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
    states = [X, *(block.X_2 for block in walk_encoder(X, blocks, mask, wiring))]
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
    return DecoderBlockSteps(attention, Y_1, cross, Y_2, network, Y_3)


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


def decoder_block_backward(dY_3, Y, memory, weights, steps):
    """Go back through `decoder_block`, the last sublayer first.

    Parameters
    ----------
    dY_3 : ndarray of shape (..., t, d_model)
    Y : ndarray of shape (..., t, d_model)
    memory : ndarray of shape (..., s, d_model)
    weights : DecoderBlockWeights
    steps : DecoderBlockSteps
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


def walk_decoder(Y, memory, blocks, mask=None, memory_mask=None):
    """Pass tokens through decoder blocks, one after the other, and hand out the steps of each.

    Parameters
    ----------
    Y, memory, blocks, mask, memory_mask
        As in `decoder`.

    Yields
    ------
    steps : DecoderBlockSteps
        A block is computed when it is asked for, so nothing need be kept of those before.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_transformer
    >>> blocks = random_transformer(np.random.default_rng(0), EXAMPLE).decoder[:2]
    >>> [block.Y_3.shape for block in walk_decoder(np.ones((1, 4)), np.ones((3, 4)), blocks)]
    [(1, 4), (1, 4)]
    """
    for weights in blocks:
        steps = decoder_block_steps(Y, memory, weights, mask, memory_mask)
        Y = steps.Y_3
        yield steps


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
    for block in walk_decoder(Y, memory, blocks, mask, memory_mask):
        Y = block.Y_3
    return Y


def decoder_backward(dY_out, Y, memory, blocks, steps):
    """Go back through `decoder`, from the last block to the first.

    Parameters
    ----------
    dY_out : ndarray of shape (..., t, d_model)
    Y : ndarray of shape (..., t, d_model)
        What `decoder` was given.
    memory : ndarray of shape (..., s, d_model)
    blocks : sequence of DecoderBlockWeights
    steps : sequence of DecoderBlockSteps
        What `walk_decoder` gave.

    Returns
    -------
    gradients : list of DecoderBlockGradient
        One for each block, in the order of the blocks; the `Y` of each is the gradient of what
        went into it, its `memory` what the encoder's output hears from it.
    """
    inputs = (Y, *(block.Y_3 for block in steps))
    dY, gradients = dY_out, []
    for i in reversed(range(len(blocks))):
        gradient = decoder_block_backward(dY, inputs[i], memory, blocks[i], steps[i])
        dY = gradient.Y
        gradients.insert(0, gradient)
    return gradients


class Transformer(NamedTuple):
    """Weights of a whole encoder–decoder: two stacks of blocks."""

    encoder: tuple[EncoderBlockWeights, ...]
    decoder: tuple[DecoderBlockWeights, ...]


class TransformerSteps(NamedTuple):
    """The steps of all blocks, the encoder's output and the decoder's."""

    encoder: tuple[EncoderBlockSteps, ...]
    memory: np.ndarray
    decoder: tuple[DecoderBlockSteps, ...]
    Y_out: np.ndarray


def transformer_steps(X, Y, weights, source_mask=None, target_mask=None):
    """Run both stacks, and keep every step of every block; see `transformer`."""
    encoder_steps = tuple(walk_encoder(X, weights.encoder, source_mask))
    memory = encoder_steps[-1].X_2 if encoder_steps else X
    decoder_steps = tuple(walk_decoder(Y, memory, weights.decoder, target_mask, source_mask))
    Y_out = decoder_steps[-1].Y_3 if decoder_steps else Y
    return TransformerSteps(encoder_steps, memory, decoder_steps, Y_out)


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


class TransformerGradient(NamedTuple):
    """Gradients of both embedded sentences and of all blocks."""

    X: np.ndarray
    Y: np.ndarray
    weights: Transformer


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
    require_gradient("dY_out", dY_out, steps.Y_out.shape)
    decoder = decoder_backward(dY_out, Y, steps.memory, weights.decoder, steps.decoder)
    dmemory = np.zeros_like(steps.memory)
    for from_block in (block.memory for block in reversed(decoder)):
        dmemory = dmemory + from_block
    encoder = encoder_backward(dmemory, X, weights.encoder, steps.encoder)
    dX = encoder[0].X if encoder else dmemory
    dY = decoder[0].Y if decoder else dY_out
    dweights = Transformer(
        tuple(block.weights for block in encoder), tuple(block.weights for block in decoder)
    )
    return TransformerGradient(dX, dY, dweights)
