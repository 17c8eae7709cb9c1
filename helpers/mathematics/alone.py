"""One stack alone: encoder-only and decoder-only models (chapter 17).

A decoder that has no encoder beside it needs no cross-attention. What is left of its block is
the encoder's block with a causal mask, so `encoder_block_steps` serves both.
"""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require, require_ndim
from helpers.mathematics.gradients import rows
from helpers.mathematics.masks import causal_mask
from helpers.mathematics.model import embed_sentence, embed_sentence_backward
from helpers.mathematics.softmax import softmax
from helpers.mathematics.transformer import (
    EncoderBlockSteps,
    EncoderBlockWeights,
    encoder_backward,
    walk_encoder,
)


class LanguageModel(NamedTuple):
    """All weights of a decoder-only model; its embedding table is its output layer as well."""

    W_E: np.ndarray
    blocks: tuple[EncoderBlockWeights, ...]


class NextWordsSteps(NamedTuple):
    """The steps of a decoder-only model: the rows before and after each block, then words.

    ``states`` has shape (n_layers + 1, ..., t, d_model), ``A`` (n_layers, ..., h, t, t).
    """

    blocks: tuple[EncoderBlockSteps, ...]
    states: np.ndarray
    A: np.ndarray
    logits: np.ndarray
    probs: np.ndarray


def next_words_steps(ids, model):
    """Predict the word after each token, and keep every step; see `next_words`."""
    require(len(model.blocks) > 0, "The model has no block. Give it at least one.")
    mask = causal_mask(ids.shape[-1])
    X = embed_sentence(ids, model.W_E)
    blocks = tuple(walk_encoder(X, model.blocks, mask))
    states = [X, *(block.X_2 for block in blocks)]
    logits = states[-1] @ model.W_E.T
    probs = softmax(logits)
    A = np.stack([block.attention.A for block in blocks])
    return NextWordsSteps(blocks, np.stack(states), A, logits, probs)


def next_words(ids, model):
    """Predict the word after each token from that token and those before it.

    Parameters
    ----------
    ids : ndarray of int, shape (..., t)
        Usually begins with a start token.
    model : LanguageModel
        With at least one block.

    Returns
    -------
    probs : ndarray of shape (..., t, n_vocab)
        The last row is for the word that comes next.

    Raises
    ------
    ValueError
        If there is no token, or the model has no block.

    Notes
    -----
    Radford et al. (2018) and (2019). The table of embeddings, turned over, is the output layer:
    section 3.4 of the paper.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_encoder_block
    >>> block = random_encoder_block(np.random.default_rng(0), EXAMPLE)
    >>> next_words(np.array([2, 0]), LanguageModel(np.eye(4), (block,))).shape
    (2, 4)
    """
    return next_words_steps(ids, model).probs


def next_words_backward(dlogits, ids, model, steps):
    """Go back through `next_words`, from the logits to every weight.

    Parameters
    ----------
    dlogits : ndarray of shape (..., t, n_vocab)
    ids : ndarray of int, shape (..., t)
    model : LanguageModel
    steps : NextWordsSteps
        What `next_words_steps` gave.

    Returns
    -------
    dmodel : LanguageModel
        The table of embeddings is used twice, so its gradient has two parts.
    """
    dstates = dlogits @ model.W_E
    from_words = rows(dlogits).T @ rows(steps.states[-1])
    dblocks = encoder_backward(dstates, steps.states[0], model.blocks, steps.blocks)
    from_sentence = embed_sentence_backward(dblocks[0].X, ids, model.W_E.shape[0])
    dW_E = from_words + from_sentence
    return LanguageModel(dW_E, tuple(block.weights for block in dblocks))


def sentence_vector(memory, is_word=None):
    """Make one vector of a sentence: the mean of its rows.

    Parameters
    ----------
    memory : ndarray of shape (..., s, d_model)
        An encoder's output.
    is_word : ndarray of shape (..., s), optional
        1 for a word, 0 for filler, which does not count. A sentence of filler only gives zeros.

    Returns
    -------
    vector : ndarray of shape (..., d_model)

    Raises
    ------
    ValueError
        If `is_word` has not one entry for each row.

    Notes
    -----
    Reimers and Gurevych (2019), who compared the mean with the row of a first token.

    Examples
    --------
    >>> sentence_vector(np.array([[1.0, 2.0], [3.0, 6.0], [9.0, 9.0]]), np.array([1, 1, 0]))
    array([2., 4.])
    """
    require_ndim("memory", memory, 2, "(..., s, d_model)")
    counts = np.ones_like(memory[..., 0]) if is_word is None else is_word
    require(
        counts.shape == memory.shape[:-1],
        f"memory has shape {memory.shape} and is_word {counts.shape}: say of each row whether it "
        f"is a word. The shape should be {memory.shape[:-1]}.",
    )
    total = (memory * counts[..., None]).sum(axis=-2)
    vector = total / np.maximum(counts.sum(axis=-1), 1)[..., None]
    return vector
