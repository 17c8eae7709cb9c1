"""The whole machine: from token numbers to the next word, and word after word (chapter 13)."""

import math
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require, require_ndim, require_whole
from helpers.mathematics.decode import chosen_word, greedy
from helpers.mathematics.embedding import embed, embed_backward
from helpers.mathematics.feed_forward import linear, linear_backward
from helpers.mathematics.gradients import require_gradient
from helpers.mathematics.masks import causal_mask
from helpers.mathematics.position import positional_encoding
from helpers.mathematics.softmax import softmax
from helpers.mathematics.transformer import (
    Transformer,
    TransformerSteps,
    decoder,
    encoder,
    transformer_backward,
    transformer_steps,
)


class Model(NamedTuple):
    """All weights of a translator with one vocabulary for both languages."""

    W_E: np.ndarray
    blocks: Transformer
    W_vocab: np.ndarray
    b_vocab: np.ndarray


class PredictSteps(NamedTuple):
    """The steps from two sentences to the probabilities of each next word."""

    X: np.ndarray
    memory: np.ndarray
    Y: np.ndarray
    Y_out: np.ndarray
    logits: np.ndarray
    probs: np.ndarray


class ModelSteps(NamedTuple):
    """The steps from token numbers to probabilities, those of all blocks included."""

    X: np.ndarray
    Y: np.ndarray
    blocks: TransformerSteps
    logits: np.ndarray
    probs: np.ndarray


class Generated(NamedTuple):
    """A generated sentence: numbers of its tokens, the row of probabilities at each, why it ended.

    ``ended`` is ``"end token"`` or ``"length limit"``.
    """

    ids: list[int]
    probs: list[np.ndarray]
    ended: str


def embed_sentence(ids, W_E):
    """Turn token numbers into the input of a stack: scaled embedding plus position.

    Parameters
    ----------
    ids : ndarray of int, shape (..., t)
    W_E : ndarray of shape (n_vocab, d_model)

    Returns
    -------
    X : ndarray of shape (..., t, d_model)

    Raises
    ------
    ValueError
        If the sentence is empty.

    Notes
    -----
    Sections 3.4 and 3.5 of the paper: ``W_E[ids] · √d_model + PE``.

    Examples
    --------
    >>> embed_sentence(np.array([0]), np.ones((2, 4)))
    array([[2., 3., 2., 3.]])
    """
    require_ndim("ids", ids, 1, "(..., t)")
    t = ids.shape[-1]
    require(t > 0, "The sentence is empty. Give at least one token.")
    d_model = W_E.shape[-1]
    E = embed(ids, W_E) * math.sqrt(d_model)
    PE = positional_encoding(np.arange(t), d_model).astype(E.dtype)  # a float32 model stays one
    X = E + PE
    return X


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


def predict_steps(source_ids, target_ids, model, source_mask=None):
    """Predict the next word after each target token, and keep every step; see `predict`."""
    X = embed_sentence(source_ids, model.W_E)
    memory = encoder(X, model.blocks.encoder, source_mask)
    Y = embed_sentence(target_ids, model.W_E)
    target_mask = causal_mask(target_ids.shape[-1])
    Y_out = decoder(Y, memory, model.blocks.decoder, target_mask, source_mask)
    logits = linear(Y_out, model.W_vocab, model.b_vocab)
    probs = softmax(logits)
    return PredictSteps(X, memory, Y, Y_out, logits, probs)


def predict(source_ids, target_ids, model, source_mask=None):
    """Give the probabilities of the word after each target token.

    Parameters
    ----------
    source_ids : ndarray of int, shape (..., s)
    target_ids : ndarray of int, shape (..., t)
        Begins with the start token.
    model : Model
    source_mask : ndarray of bool, shape (..., 1, s), optional

    Returns
    -------
    probs : ndarray of shape (..., t, n_vocab)
        In generation only the last row is used; in training, all.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_model
    >>> model = random_model(np.random.default_rng(0), EXAMPLE)
    >>> predict(np.array([0, 2]), np.array([6]), model).shape
    (1, 10)
    """
    return predict_steps(source_ids, target_ids, model, source_mask).probs


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
    require_gradient("dlogits", dlogits, steps.logits.shape)
    n_vocab = model.W_E.shape[0]
    dY_out, dW_vocab, db_vocab = linear_backward(dlogits, steps.blocks.Y_out, model.W_vocab)
    dX, dY, dblocks = transformer_backward(dY_out, steps.X, steps.Y, model.blocks, steps.blocks)
    from_source = embed_sentence_backward(dX, source_ids, n_vocab)
    from_target = embed_sentence_backward(dY, decoder_ids, n_vocab)
    dW_E = from_source + from_target
    return Model(dW_E, dblocks, dW_vocab, db_vocab)


def generate(source_ids, model, start, end, max_tokens, choose=greedy):
    """Write a sentence word by word, each from all before it.

    Parameters
    ----------
    source_ids : ndarray of int, shape (s,)
    model : Model
    start, end : int
        Numbers of the start and end tokens.
    max_tokens : int
        How many words are written at most.
    choose : callable
        From a row of probabilities to a word, for example `greedy`.

    Returns
    -------
    generated : Generated
        Its ids begin with `start`.

    Raises
    ------
    ValueError
        If the source is empty or a batch, `max_tokens` is no whole number from 1 on, the weights
        lead to NaN, or `choose` gives no number of a word.
    IndexError
        If a number is not in the vocabulary; see `embed`.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE, random_model
    >>> model = random_model(np.random.default_rng(0), EXAMPLE)
    >>> generate(np.array([0, 2]), model, start=6, end=5, max_tokens=2).ids[0]
    6
    """
    require_one_sentence(source_ids, max_tokens)
    ids, rows = [start], []
    for _ in range(max_tokens):
        probs = predict(source_ids, np.array(ids), model)[-1]
        rows.append(probs)
        ids.append(chosen_word(choose, probs))
        if ids[-1] == end:
            return Generated(ids, rows, "end token")
    return Generated(ids, rows, "length limit")


def require_one_sentence(source_ids, max_tokens):
    """Refuse to write about no sentence or several at once, or to write no word."""
    require_ndim("source_ids", source_ids, 1, "(s,)")
    require(
        len(source_ids.shape) == 1,
        f"source_ids has shape {source_ids.shape}; write from one sentence at a time, (s,).",
    )
    require_whole("max_tokens", max_tokens, 1, "allow at least one word")
