"""The KV cache: what a decoder may keep from word to word (chapter 13).

A new word asks with its own query only. The keys and values of all words before it, and those
of the encoder's output, do not change; so they are kept instead of computed again.
"""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.attention import attention, concat_heads, split_heads
from helpers.mathematics.checks import require, require_ndim
from helpers.mathematics.decode import chosen_word, greedy
from helpers.mathematics.feed_forward import feed_forward, linear
from helpers.mathematics.model import Generated, embed_sentence, require_one_sentence
from helpers.mathematics.norm import layer_norm, residual
from helpers.mathematics.softmax import softmax
from helpers.mathematics.transformer import encoder


class BlockCache(NamedTuple):
    """Keys and values of one decoder block: of the words so far, and of the encoder's output."""

    K: np.ndarray
    V: np.ndarray
    K_memory: np.ndarray
    V_memory: np.ndarray


def start_cache(memory, blocks):
    """Project the encoder's output once for each decoder block; no word is kept yet.

    Parameters
    ----------
    memory : ndarray of shape (..., s, d_model)
    blocks : sequence of DecoderBlockWeights

    Returns
    -------
    cache : tuple of BlockCache

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_transformer
    >>> blocks = random_transformer(np.random.default_rng(0), EXAMPLE).decoder
    >>> first, *_ = start_cache(np.ones((3, 4)), blocks)
    >>> first.K.shape, first.K_memory.shape
    ((2, 0, 3), (2, 3, 3))
    """
    return tuple(
        BlockCache(
            K=split_heads(memory[..., :0, :], weights.attention.W_K),
            V=split_heads(memory[..., :0, :], weights.attention.W_V),
            K_memory=split_heads(memory, weights.cross.W_K),
            V_memory=split_heads(memory, weights.cross.W_V),
        )
        for weights in blocks
    )


def decoder_step(y, cache, blocks, memory_mask=None):
    """Pass one new token through the decoder.

    Parameters
    ----------
    y : ndarray of shape (..., 1, d_model)
        The newest token, with its position.
    cache : tuple of BlockCache
        From `start_cache`, or from the step before.
    blocks : sequence of DecoderBlockWeights
    memory_mask : ndarray of bool, shape (..., 1, s), optional

    Returns
    -------
    y, cache : ndarray of shape (..., 1, d_model), tuple of BlockCache
        The same numbers as the last row of `decoder` with a causal mask over all tokens.

    Raises
    ------
    ValueError
        If there is more than one new token, or not one cache for each block.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_transformer
    >>> blocks = random_transformer(np.random.default_rng(0), EXAMPLE).decoder
    >>> y, cache = decoder_step(np.ones((1, 4)), start_cache(np.ones((3, 4)), blocks), blocks)
    >>> y.shape, cache[0].K.shape
    ((1, 4), (2, 1, 3))
    """
    require_ndim("y", y, 2, "(..., 1, d_model)")
    require(
        y.shape[-2] == 1,
        f"y has shape {y.shape}: a step takes one new token, or an earlier one would see a later. "
        "Take one step for each.",
    )
    require(
        len(cache) == len(blocks),
        f"There are {len(blocks)} blocks but {len(cache)} caches. Start with start_cache(memory, "
        "blocks) for the same blocks.",
    )
    longer = []
    for weights, kept in zip(blocks, cache, strict=True):
        y, kept = _block_step(y, kept, weights, memory_mask)
        longer.append(kept)
    return y, tuple(longer)


def _block_step(y, kept, weights, memory_mask):
    K = np.concatenate([kept.K, split_heads(y, weights.attention.W_K)], axis=-2)
    V = np.concatenate([kept.V, split_heads(y, weights.attention.W_V)], axis=-2)
    Q = split_heads(y, weights.attention.W_Q)
    Z = concat_heads(attention(Q, K, V)) @ weights.attention.W_O
    y_1 = layer_norm(residual(y, Z), *weights.norm_1)

    Q_cross = split_heads(y_1, weights.cross.W_Q)
    all_heads = None if memory_mask is None else memory_mask[..., None, :, :]
    Z_heads = attention(Q_cross, kept.K_memory, kept.V_memory, all_heads)
    Z_cross = concat_heads(Z_heads) @ weights.cross.W_O
    y_2 = layer_norm(residual(y_1, Z_cross), *weights.norm_2)

    F = feed_forward(y_2, *weights.feed_forward)
    y_3 = layer_norm(residual(y_2, F), *weights.norm_3)
    return y_3, kept._replace(K=K, V=V)


def generate_cached(source_ids, model, start, end, max_tokens, choose=greedy):
    """Write the same sentence as `generate`, with less work.

    The source is read once, and keys and values are kept from word to word.

    Parameters
    ----------
    source_ids, model, start, end, max_tokens, choose
        As in `generate`.

    Returns
    -------
    generated : Generated

    Raises
    ------
    ValueError
        As in `generate`.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_model
    >>> model = random_model(np.random.default_rng(0), EXAMPLE)
    >>> generate_cached(np.array([0, 2]), model, start=6, end=5, max_tokens=2).ids[0]
    6
    """
    require_one_sentence(source_ids, max_tokens)
    memory = encoder(embed_sentence(source_ids, model.W_E), model.blocks.encoder)
    cache = start_cache(memory, model.blocks.decoder)
    ids, rows = [start], []
    for _ in range(max_tokens):
        y = embed_sentence(np.array(ids), model.W_E)[-1:]
        y, cache = decoder_step(y, cache, model.blocks.decoder)
        probs = softmax(linear(y, model.W_vocab, model.b_vocab))[-1]
        rows.append(probs)
        ids.append(chosen_word(choose, probs))
        if ids[-1] == end:
            return Generated(ids, rows, "end token")
    return Generated(ids, rows, "length limit")
