"""Learning: forward, backward, a step downhill, again and again (chapter 14)."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require
from helpers.mathematics.masks import padding_mask
from helpers.mathematics.model import Model, ModelSteps, model_backward, model_steps
from helpers.training.adam import adam_step
from helpers.training.flat import flatten, unflatten
from helpers.training.loss import (
    cross_entropy,
    cross_entropy_backward,
    target_probs,
    teacher_forcing,
)

TOO_HIGH = 10  # a loss this many times that of blind guessing counts as diverged


class LossGradient(NamedTuple):
    """The loss, how it answers to each weight, and the probabilities it was measured on.

    ``lowest`` is the lowest probability of a right token; ``steps`` are those of the forward
    pass.
    """

    loss: np.ndarray
    gradient: Model
    probs: np.ndarray
    lowest: np.ndarray
    steps: ModelSteps


class TrainingStep(NamedTuple):
    """Where the next step starts, and what this one saw before it moved.

    ``lowest`` is the lowest probability of a right token; ``has_diverged`` is true where the
    loss is no number or far above that of blind guessing.
    """

    theta: np.ndarray
    m: np.ndarray
    v: np.ndarray
    step: np.ndarray
    loss: np.ndarray
    probs: np.ndarray
    lowest: np.ndarray
    has_diverged: np.ndarray
    steps: ModelSteps
    gradient: np.ndarray


class Record(NamedTuple):
    """One step of the history: its number, learning rate, loss, lowest p(right token)."""

    step: int
    rate: float
    loss: float
    lowest: float


class Trained(NamedTuple):
    """The weights in the end, one record for each step, and why it ended."""

    theta: np.ndarray
    history: tuple[Record, ...]
    ended: str


def loss_and_gradient(model, source_ids, target_ids, start, end, smoothing=0.0):
    """Measure a model on a batch of sentence pairs, and tell how to improve it.

    Parameters
    ----------
    model : Model
    source_ids : ndarray of int, shape (..., s)
    target_ids : ndarray of int, shape (..., t)
        The right sentences without start and end tokens. In both, shorter sentences are
        filled up with `end`; filler is hidden by masks and counts for nothing.
    start, end : int
        Numbers of the start and end tokens.
    smoothing : float
        Label smoothing.

    Returns
    -------
    result : LossGradient
        Its `probs` have shape (..., t + 1, n_vocab).

    Raises
    ------
    ValueError
        If there is no sentence.
    IndexError
        If a number is not in the vocabulary.
    """
    decoder_ids, wanted_ids = teacher_forcing(target_ids, start, end)
    source_mask = padding_mask(source_ids, end)
    is_real = decoder_ids != end
    steps = model_steps(source_ids, decoder_ids, model, source_mask)
    loss = cross_entropy(steps.logits, wanted_ids, smoothing, is_real)
    dlogits = cross_entropy_backward(steps.probs, wanted_ids, smoothing, is_real)
    gradient = model_backward(dlogits, source_ids, decoder_ids, model, steps)
    p = np.where(is_real, target_probs(steps.probs, wanted_ids), 1.0)
    lowest = p.min()
    return LossGradient(loss, gradient, steps.probs, lowest, steps)


def training_step(
    theta,
    m,
    v,
    step,
    source_ids,
    target_ids,
    like,
    start,
    end,
    rate,
    smoothing=0.0,
):
    """Learn once from a batch: a function from state to state.

    Parameters
    ----------
    theta, m, v : ndarray of shape (n,)
        All weights, and Adam's two averages (zeros at the start).
    step : float
        How many steps came before.
    source_ids, target_ids, start, end, smoothing
        As in `loss_and_gradient`.
    like : Model
        The `outline` of the model: where each number of `theta` belongs.
    rate : float
        The learning rate of this step.

    Returns
    -------
    after : TrainingStep
        The state in the names of the parameters, so that one step can follow another; `loss`,
        `probs`, `steps` and `gradient` are those of the weights that came in.
    """
    model = unflatten(theta, like)
    loss, dmodel, probs, lowest, steps = loss_and_gradient(
        model, source_ids, target_ids, start, end, smoothing
    )
    gradient = flatten(dmodel)
    step = step + 1
    moved = adam_step(theta, gradient, m, v, step, rate)
    guessing = np.log(model.W_E.shape[0])  # the loss when every token is equally likely
    has_diverged = np.logical_not(loss <= TOO_HIGH * guessing)  # also where it is not a number
    return TrainingStep(
        moved.theta, moved.m, moved.v, step, loss, probs, lowest, has_diverged, steps, gradient
    )


def training_run(
    theta, batches, like, start, end, schedule, smoothing=0.0
) -> Iterator[TrainingStep]:
    """Take one step for each batch, and hand out every state on the way.

    Parameters
    ----------
    theta : ndarray of shape (n,)
    batches : iterable of (source_ids, target_ids)
    schedule : callable
        From the number of a step, counted from 1, to its learning rate.
    like, start, end, smoothing
        As in `training_step`.

    Yields
    ------
    state : TrainingStep

    Raises
    ------
    ValueError
        If a batch is empty, or holds a number that is not in the vocabulary.
    """
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    n_vocab = like.W_E.shape[0]
    for step, (source_ids, target_ids) in enumerate(batches):
        _require_ids("source_ids", source_ids, n_vocab)
        _require_ids("target_ids", target_ids, n_vocab)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            state = training_step(
                theta,
                m,
                v,
                step,
                source_ids,
                target_ids,
                like,
                start,
                end,
                schedule(step + 1),
                smoothing,
            )
        theta, m, v = state.theta, state.m, state.v
        yield state


def train(theta, batches, like, start, end, schedule, smoothing=0.0, until=None):
    """Train, and keep a record of each step.

    Parameters
    ----------
    theta, batches, like, start, end, schedule, smoothing
        As in `training_run`.
    until : float, optional
        Stop as soon as every right token of the batch has a higher probability than this.

    Returns
    -------
    trained : Trained
        `ended` says why: learnt, out of batches, or diverged (the loss is no finite number,
        or far above that of blind guessing). Its weights are those that the last record
        was measured on if it stopped early.

    Raises
    ------
    ValueError
        As in `training_run`; also if there is no batch at all.
    """
    history, before = [], theta
    for state in training_run(theta, batches, like, start, end, schedule, smoothing):
        record = Record(
            int(state.step),
            float(schedule(int(state.step))),
            float(state.loss),
            float(state.lowest),
        )
        history.append(record)
        if state.has_diverged:
            return Trained(before, tuple(history), _diverged(record))
        if until is not None and record.lowest > until:
            return Trained(before, tuple(history), _learnt(record, until))
        before = state.theta
    require(history, "There is no batch to learn from. Give at least one.")
    return Trained(before, tuple(history), f"out of batches after {history[-1].step} steps")


def _diverged(record):
    what = f"has risen to {record.loss:.3g}" if np.isfinite(record.loss) else "is not a number"
    return f"diverged: the loss {what} at step {record.step}. Try a smaller learning rate."


def _learnt(record, until):
    return f"learnt: every right token has a probability above {until} at step {record.step}"


def _require_ids(name, ids, n_vocab):
    require(
        ids.size > 0,
        f"{name} has shape {ids.shape}: the batch is empty. "
        "Give at least one sentence of at least one token.",
    )
    bad = ids[(ids < 0) | (ids >= n_vocab)]
    require(
        bad.size == 0,
        f"{name} holds the number {bad[0] if bad.size else ''}, but the vocabulary has the "
        f"numbers 0 to {n_vocab - 1}. Encode the sentence with its vocabulary.",
    )
