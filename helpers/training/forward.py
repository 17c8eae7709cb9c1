"""The forward pass that keeps what the backward pass needs (chapter 14).

The arithmetic is that of `helpers.mathematics.transformer` and `helpers.mathematics.model`;
nothing is computed anew.
"""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.feed_forward import linear
from helpers.mathematics.masks import causal_mask
from helpers.mathematics.model import embed_sentence
from helpers.mathematics.softmax import softmax
from helpers.mathematics.transformer import (
    DecoderBlock,
    EncoderBlock,
    decoder_block_steps,
    encoder_block_steps,
)


class TransformerSteps(NamedTuple):
    """The steps of all blocks, the encoder's output and the decoder's."""

    encoder: tuple[EncoderBlock, ...]
    memory: np.ndarray
    decoder: tuple[DecoderBlock, ...]
    Y_out: np.ndarray


class ModelSteps(NamedTuple):
    """The steps from token numbers to probabilities."""

    X: np.ndarray
    Y: np.ndarray
    blocks: TransformerSteps
    logits: np.ndarray
    probs: np.ndarray


def transformer_steps(X, Y, weights, source_mask=None, target_mask=None):
    """Run both stacks, and keep every step.

    Parameters
    ----------
    X, Y, weights, source_mask, target_mask
        As in `helpers.mathematics.transformer`.

    Returns
    -------
    steps : TransformerSteps
        Its `Y_out` is what `helpers.mathematics.transformer` gives.
    """
    memory, encoder = X, []
    for block in weights.encoder:
        encoder.append(encoder_block_steps(memory, block, source_mask))
        memory = encoder[-1].X_2
    Y_out, decoder = Y, []
    for block in weights.decoder:
        decoder.append(decoder_block_steps(Y_out, memory, block, target_mask, source_mask))
        Y_out = decoder[-1].Y_3
    return TransformerSteps(tuple(encoder), memory, tuple(decoder), Y_out)


def model_steps(source_ids, decoder_ids, model, source_mask=None):
    """Predict the word after each decoder token, and keep every step.

    Parameters
    ----------
    source_ids : ndarray of int, shape (..., s)
    decoder_ids : ndarray of int, shape (..., t)
        Begins with the start token.
    model : Model
    source_mask : ndarray of bool, shape (..., 1, s), optional

    Returns
    -------
    steps : ModelSteps
        Its `probs` are what `helpers.predict` gives.
    """
    X = embed_sentence(source_ids, model.W_E)
    Y = embed_sentence(decoder_ids, model.W_E)
    target_mask = causal_mask(decoder_ids.shape[-1])
    blocks = transformer_steps(X, Y, model.blocks, source_mask, target_mask)
    logits = linear(blocks.Y_out, model.W_vocab, model.b_vocab)
    probs = softmax(logits)
    return ModelSteps(X, Y, blocks, logits, probs)
