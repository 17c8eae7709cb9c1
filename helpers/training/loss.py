"""How wrong a prediction is, and what it is compared with (chapter 14).

Shapes: t = target tokens, n_vocab = tokens that exist. ``dx`` is the gradient of the loss with
respect to ``x``, of the same shape, here and in all of `helpers.training`.
"""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import has_values, require, require_ndim
from helpers.mathematics.embedding import one_hot
from helpers.mathematics.softmax import softmax_steps


class CrossEntropySteps(NamedTuple):
    """The steps of the loss: log-probabilities, wanted shares, loss of each token, mean loss."""

    log_probs: np.ndarray
    wanted: np.ndarray
    losses: np.ndarray
    loss: np.ndarray


class TeacherForcing(NamedTuple):
    """What the decoder reads, and what it should say at each place."""

    decoder_ids: np.ndarray
    target_ids: np.ndarray


def log_softmax(logits):
    """Take the logarithm of `softmax` without ever computing the logarithm of zero.

    Parameters
    ----------
    logits : ndarray of shape (..., n_vocab)

    Returns
    -------
    log_probs : ndarray of shape (..., n_vocab)
        ``logits − log Σ e^logits``, with the highest logit subtracted first.

    Examples
    --------
    >>> log_softmax(np.array([1000.0, 0.0]))
    array([    0., -1000.])
    """
    steps = softmax_steps(logits)
    log_probs = steps.shifted - np.log(steps.total)
    return log_probs


def wanted_probs(target_ids, n_vocab, smoothing=0.0):
    """Give the probabilities that would be perfect: all on the target, or nearly all.

    Parameters
    ----------
    target_ids : ndarray of int, shape (..., t)
    n_vocab : int
    smoothing : float
        The share that is spread evenly over the whole vocabulary.

    Returns
    -------
    wanted : ndarray of shape (..., t, n_vocab)

    Raises
    ------
    ValueError
        If `smoothing` is no share.

    Notes
    -----
    Label smoothing, section 5.4 of the paper: ``(1 − ε) · one_hot + ε / n_vocab``.

    Examples
    --------
    >>> wanted_probs(np.array([1]), 2)
    array([[0., 1.]])
    """
    if has_values(smoothing):
        require(
            0 <= smoothing <= 1,
            f"smoothing is {smoothing}; give the share that is spread evenly, from 0 to 1.",
        )
    wanted = (1 - smoothing) * one_hot(target_ids, n_vocab) + smoothing / n_vocab
    return wanted


def cross_entropy_steps(logits, target_ids, smoothing=0.0, is_real=None):
    """Measure how wrong the logits are, and keep every step; see `cross_entropy`."""
    _require_targets("logits", logits, target_ids, is_real)
    log_probs = log_softmax(logits)
    wanted = wanted_probs(target_ids, logits.shape[-1], smoothing)
    losses = -(wanted * log_probs).sum(axis=-1)  # (..., t)
    loss = (losses * _token_weights(losses, is_real)).sum()
    return CrossEntropySteps(log_probs, wanted, losses, loss)


def cross_entropy(logits, target_ids, smoothing=0.0, is_real=None):
    """Measure how surprised the model is by the right tokens, on average.

    Parameters
    ----------
    logits : ndarray of shape (..., t, n_vocab)
    target_ids : ndarray of int, shape (..., t)
        The right token at each place. `embed` refuses a number that no token has; here it
        would count as a loss of 0.
    smoothing : float
        Label smoothing, from 0 to 1.
    is_real : ndarray of bool, shape (..., t), optional
        False where the target is filler, which counts for nothing.

    Returns
    -------
    loss : float
        The mean of ``−log p(right token)`` over the real tokens; 0 if there is none.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there is no token at all.

    Examples
    --------
    >>> float(cross_entropy(np.array([[0.0, -1000.0]]), np.array([1])))
    1000.0
    """
    return cross_entropy_steps(logits, target_ids, smoothing, is_real).loss


def cross_entropy_backward(probs, target_ids, smoothing=0.0, is_real=None):
    """Tell how the loss answers to each logit, from the probabilities that the logits gave.

    Parameters
    ----------
    probs : ndarray of shape (..., t, n_vocab)
        ``softmax(logits)``.
    target_ids, smoothing, is_real
        As in `cross_entropy`.

    Returns
    -------
    dlogits : ndarray of shape (..., t, n_vocab)
        ``(probs − wanted) / n`` at the n real tokens, 0 at filler: what is said too loud is
        lowered, what is said too quietly is raised.

    Raises
    ------
    ValueError
        As in `cross_entropy`.

    Examples
    --------
    >>> cross_entropy_backward(np.array([[0.5, 0.5]]), np.array([1]))
    array([[ 0.5, -0.5]])
    """
    _require_targets("probs", probs, target_ids, is_real)
    wanted = wanted_probs(target_ids, probs.shape[-1], smoothing)
    difference = probs - wanted
    dlogits = difference * _token_weights(difference[..., 0], is_real)[..., None]
    return dlogits


def target_probs(probs, target_ids):
    """Pick the probability of the right token at each place.

    Parameters
    ----------
    probs : ndarray of shape (..., t, n_vocab)
    target_ids : ndarray of int, shape (..., t)

    Returns
    -------
    p : ndarray of shape (..., t)

    Raises
    ------
    ValueError
        If there is not one token for each row.

    Examples
    --------
    >>> target_probs(np.array([[0.25, 0.75]]), np.array([1]))
    array([0.75])
    """
    _require_targets("probs", probs, target_ids, None)
    p = (one_hot(target_ids, probs.shape[-1]) * probs).sum(axis=-1)
    return p


def teacher_forcing(ids, start, end):
    """Let the decoder read the right sentence, and ask for the next word at each place.

    Parameters
    ----------
    ids : ndarray of int, shape (..., t)
        The right sentences, without start and end tokens; shorter ones of a batch are filled
        up with `end`.
    start, end : int
        Numbers of the start and end tokens.

    Returns
    -------
    decoder_ids, target_ids : ndarray of int, shape (..., t + 1)
        The sentence after `start`, and the sentence before `end`: one is the other, shifted
        by one place. Where `decoder_ids` is `end`, the target is filler.

    Raises
    ------
    ValueError
        If there is no sentence.

    Examples
    --------
    >>> decoder_ids, target_ids = teacher_forcing(np.array([8, 1]), start=6, end=5)
    >>> decoder_ids
    array([6, 8, 1])
    >>> target_ids
    array([8, 1, 5])
    """
    require_ndim("ids", ids, 1, "(..., t)")
    require(0 not in ids.shape, f"ids has shape {ids.shape}: there is no token to learn from.")
    column = (*ids.shape[:-1], 1)
    decoder_ids = np.concatenate([np.full(column, start), ids], axis=-1)
    target_ids = np.concatenate([ids, np.full(column, end)], axis=-1)
    return TeacherForcing(decoder_ids, target_ids)


def _token_weights(losses, is_real):
    """1 / n at each of the n real tokens and 0 at filler."""
    counts = np.ones_like(losses) if is_real is None else is_real.astype(float)
    n_real = counts.sum()
    return counts / np.maximum(n_real, 1.0)


def _require_targets(name, logits, target_ids, is_real):
    require_ndim(name, logits, 2, "(..., t, n_vocab)")
    require(
        0 not in logits.shape,
        f"{name} has shape {logits.shape}: there is no token to learn from. "
        "Give at least one sentence of at least one token.",
    )
    require(
        target_ids.shape == logits.shape[:-1],
        f"{name} has shape {logits.shape} and target_ids {target_ids.shape}: each row of {name} "
        f"needs one right token, so target_ids should have shape {logits.shape[:-1]}.",
    )
    require(
        is_real is None or is_real.shape == target_ids.shape,
        f"is_real has shape {None if is_real is None else is_real.shape} and target_ids "
        f"{target_ids.shape}: say of each target token whether it is real.",
    )
