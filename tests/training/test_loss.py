"""The loss against plain loops; teacher forcing; filler that counts for nothing."""

import math

import numpy as np
import pytest

from helpers.mathematics.initialise import Sizes, random_model
from helpers.mathematics.softmax import softmax
from helpers.training import (
    cross_entropy,
    cross_entropy_backward,
    cross_entropy_steps,
    log_softmax,
    loss_and_gradient,
    target_probs,
    teacher_forcing,
)
from helpers.training.flat import flatten

rng = np.random.default_rng(0)
LOGITS = rng.standard_normal((2, 3, 5))
IDS = rng.integers(0, 5, (2, 3))
IS_REAL = np.array([[True, True, False], [True, False, False]])
START, END = 4, 3


def loop_cross_entropy(logits, ids, smoothing, is_real):
    total, n = 0.0, 0
    for row, wanted, counts in zip(
        logits.reshape(-1, 5), ids.ravel(), is_real.ravel(), strict=True
    ):
        if not counts:
            continue
        log_total = math.log(sum(math.exp(x) for x in row))
        for word, x in enumerate(row):
            share = smoothing / 5 + (1 - smoothing) * (word == wanted)
            total -= share * (x - log_total)
        n += 1
    return total / n


@pytest.mark.parametrize("smoothing", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("is_real", [IS_REAL, np.ones((2, 3), dtype=bool)])
def test_cross_entropy_is_what_a_plain_loop_finds(smoothing, is_real):
    found = cross_entropy(LOGITS, IDS, smoothing, is_real)
    assert found == pytest.approx(loop_cross_entropy(LOGITS, IDS, smoothing, is_real), rel=1e-13)


def test_without_a_mask_every_token_counts():
    assert cross_entropy(LOGITS, IDS) == cross_entropy(LOGITS, IDS, 0.0, np.ones((2, 3), bool))


def test_the_loss_of_blind_guessing_is_the_logarithm_of_the_vocabulary():
    assert cross_entropy(np.zeros((4, 10)), np.arange(4)) == pytest.approx(math.log(10))


def test_huge_logits_neither_overflow_nor_hide_how_wrong_they_are():
    logits = np.array([[1e300, 0.0], [-1e300, 0.0]])
    assert cross_entropy(logits, np.array([1, 1])) == 5e299
    assert np.array_equal(log_softmax(np.array([800.0, 0.0])), [0.0, -800.0])


def test_the_gradient_of_each_real_token_sums_to_zero_and_filler_has_none():
    dlogits = cross_entropy_backward(softmax(LOGITS), IDS, 0.1, IS_REAL)
    np.testing.assert_allclose(dlogits.sum(axis=-1), 0.0, atol=1e-15)
    assert not dlogits[~IS_REAL].any()


def test_a_batch_of_nothing_but_filler_has_loss_and_gradient_zero():
    nothing = np.zeros((2, 3), dtype=bool)
    assert cross_entropy(LOGITS, IDS, is_real=nothing) == 0
    assert not cross_entropy_backward(softmax(LOGITS), IDS, is_real=nothing).any()


def test_the_plain_loss_is_the_last_of_its_steps():
    steps = cross_entropy_steps(LOGITS, IDS, 0.1, IS_REAL)
    assert steps.loss == cross_entropy(LOGITS, IDS, 0.1, IS_REAL)
    assert steps.losses.shape == IDS.shape
    np.testing.assert_allclose(steps.wanted.sum(axis=-1), 1.0)


def test_teacher_forcing_shifts_by_one_and_marks_filler():
    ids = np.array([[0, 1, 2], [0, END, END]])
    decoder_ids, target_ids = teacher_forcing(ids, START, END)
    assert decoder_ids.tolist() == [[START, 0, 1, 2], [START, 0, END, END]]
    assert target_ids.tolist() == [[0, 1, 2, END], [0, END, END, END]]
    assert np.array_equal(decoder_ids[:, 1:], target_ids[:, :-1])
    assert (decoder_ids != END).tolist() == [[True] * 4, [True, True, False, False]]


def test_target_probs_picks_the_right_tokens():
    probs = np.array([[[0.1, 0.9], [0.7, 0.3]]])
    np.testing.assert_allclose(target_probs(probs, np.array([[1, 0]])), [[0.9, 0.7]])


def test_filler_changes_neither_the_loss_nor_any_gradient():
    model = random_model(np.random.default_rng(1), Sizes(4, 3, 2, 5, 2, 2, 5))
    source, target = np.array([[0, 1]]), np.array([[2, 0]])
    filler = np.full((1, 3), END)
    bare = loss_and_gradient(model, source, target, START, END, 0.1)
    padded = loss_and_gradient(
        model, np.hstack([source, filler]), np.hstack([target, filler]), START, END, 0.1
    )
    assert padded.loss == pytest.approx(bare.loss, rel=1e-14)
    np.testing.assert_allclose(flatten(padded.gradient), flatten(bare.gradient), atol=1e-14)


def test_the_embedding_of_a_token_that_only_fills_up_hears_nothing():
    model = random_model(np.random.default_rng(1), Sizes(4, 3, 2, 5, 2, 1, 5))
    source, target = np.array([[0, 1], [1, END]]), np.array([[2, 0], [2, END]])
    gradient = loss_and_gradient(model, source, target, START, END).gradient
    assert not gradient.W_E[END].any()
    assert gradient.W_E[START].any()


def test_a_batch_is_the_mean_over_all_real_tokens():
    model = random_model(np.random.default_rng(1), Sizes(4, 3, 2, 5, 2, 1, 5))
    long, short = (np.array([[0, 1, 2]]), np.array([[2, 0, 1]])), (np.array([[1]]), np.array([[2]]))
    both = loss_and_gradient(
        model,
        np.array([[0, 1, 2], [1, END, END]]),
        np.array([[2, 0, 1], [2, END, END]]),
        START,
        END,
    )
    parts = [loss_and_gradient(model, *pair, START, END) for pair in (long, short)]
    shares = (4 / 6, 2 / 6)  # tokens with their end, of six
    expected = sum(w * part.loss for w, part in zip(shares, parts, strict=True))
    assert both.loss == pytest.approx(expected, rel=1e-14)
    gradients = [w * flatten(part.gradient) for w, part in zip(shares, parts, strict=True)]
    np.testing.assert_allclose(flatten(both.gradient), sum(gradients), atol=1e-14)


def test_shapes_that_do_not_fit_and_empty_batches_are_refused():
    with pytest.raises(ValueError, match=r"target_ids \(2, 2\)"):
        cross_entropy(LOGITS, IDS[:, :2])
    with pytest.raises(ValueError, match=r"target_ids \(2, 1\)"):
        target_probs(softmax(LOGITS), IDS[:, :1])
    with pytest.raises(ValueError, match="is_real has shape"):
        cross_entropy(LOGITS, IDS, is_real=IS_REAL[:1])
    with pytest.raises(ValueError, match="no token to learn from"):
        cross_entropy(np.zeros((0, 5)), np.zeros(0, dtype=int))
    with pytest.raises(ValueError, match="no token to learn from"):
        teacher_forcing(np.zeros((0, 3), dtype=int), START, END)


@pytest.mark.parametrize("smoothing", [-0.1, 1.1, np.nan, np.inf])
def test_a_smoothing_that_is_no_share_is_refused(smoothing):
    with pytest.raises(ValueError, match="from 0 to 1"):
        cross_entropy(LOGITS, IDS, smoothing)
