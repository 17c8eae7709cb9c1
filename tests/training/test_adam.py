"""Adam against a loop over single weights; schedules; dropout; one vector for all weights."""

import math

import numpy as np
import pytest

from helpers import count_numbers
from helpers.mathematics.initialise import Sizes, random_model
from helpers.training import (
    adam_step,
    draw_kept,
    dropout,
    flatten,
    linear_warm_up,
    outline,
    padded,
    paper_rate,
    shuffled_batches,
    unflatten,
    warm_up_then_cosine,
)
from helpers.training.flat import leaves

MODEL = random_model(np.random.default_rng(0), Sizes(4, 3, 2, 5, 2, 2, 6))


def test_adam_is_what_a_plain_loop_over_weights_finds():
    rng = np.random.default_rng(0)
    theta, m, v = rng.standard_normal(5), np.zeros(5), np.zeros(5)
    plain, averages = theta.tolist(), [(0.0, 0.0)] * 5
    for step in range(1, 6):
        gradient = rng.standard_normal(5)
        state = adam_step(theta, gradient, m, v, step, rate=0.1, betas=(0.8, 0.95), eps=1e-6)
        theta, m, v = state.theta, state.m, state.v
        for i, g in enumerate(gradient.tolist()):
            a, b = averages[i]
            a, b = 0.8 * a + 0.2 * g, 0.95 * b + 0.05 * g * g
            averages[i] = a, b
            plain[i] -= 0.1 * (a / (1 - 0.8**step)) / (math.sqrt(b / (1 - 0.95**step)) + 1e-6)
        np.testing.assert_allclose(theta, plain, rtol=1e-12)


def test_the_first_step_moves_every_weight_by_the_learning_rate():
    gradient, zeros = np.array([1e-3, -5.0, 1e4]), np.zeros(3)
    change = adam_step(np.ones(3), gradient, zeros, zeros, step=1, rate=0.01).change
    np.testing.assert_allclose(change, [0.01, -0.01, 0.01], rtol=1e-5)


def test_a_weight_without_gradient_stays():
    zeros = np.zeros(2)
    assert np.array_equal(adam_step(np.ones(2), zeros, zeros, zeros, 1, 0.1).theta, np.ones(2))


def test_adam_refuses_vectors_of_different_lengths():
    with pytest.raises(ValueError, match="shapes differ"):
        adam_step(np.ones(2), np.ones(3), np.ones(2), np.ones(2), 1, 0.1)


def test_the_papers_rate_peaks_at_the_end_of_the_warm_up():
    steps = np.arange(1, 100)
    rates = paper_rate(steps, d_model=16, warm_up=40)
    assert steps[rates.argmax()] == 40
    np.testing.assert_allclose(rates[:39], rates[0] * steps[:39])
    assert rates[39] == pytest.approx(1 / math.sqrt(16 * 40))


@pytest.mark.parametrize("step", [0, -1, np.nan, np.inf, np.array([1, 0])])
def test_steps_count_from_one_and_are_finite(step):
    rates = (
        lambda: paper_rate(step, d_model=16),
        lambda: linear_warm_up(step, 0.5, 5),
        lambda: warm_up_then_cosine(step, 2.0, warm_up=5, n_steps=100),
    )
    for rate in rates:
        with pytest.raises(ValueError, match="steps count from 1"):
            rate()


@pytest.mark.parametrize("wrong", [0, -1, np.nan, np.inf])
def test_a_rate_refuses_a_width_or_warm_up_that_no_formula_can_use(wrong):
    with pytest.raises(ValueError, match="d_model is"):
        paper_rate(1, wrong)
    with pytest.raises(ValueError, match="warm_up is"):
        paper_rate(1, 16, wrong)
    with pytest.raises(ValueError, match="warm_up is"):
        warm_up_then_cosine(1, 2.0, wrong, 100)


@pytest.mark.parametrize("step", [0, -1, np.nan])
def test_adam_counts_from_one(step):
    one = np.ones(2)
    with pytest.raises(ValueError, match="steps count from 1"):
        adam_step(one, one, one, one, step, 0.1)


def test_a_linear_warm_up_rises_and_stays_and_may_be_left_out():
    assert [float(linear_warm_up(s, 0.5, 5)) for s in (1, 5, 6)] == [0.1, 0.5, 0.5]
    assert float(linear_warm_up(1, 0.5)) == 0.5
    with pytest.raises(ValueError, match="0 or more steps"):
        linear_warm_up(1, 0.5, -5)


def test_the_cosine_ends_at_zero_and_refuses_a_warm_up_without_end():
    rates = warm_up_then_cosine(np.arange(1, 101), 2.0, warm_up=5, n_steps=100)
    assert rates.max() == rates[4] == 2.0
    assert rates[-1] == pytest.approx(0, abs=1e-15)
    assert (np.diff(rates[4:]) < 0).all()
    with pytest.raises(ValueError, match="warm-up must end"):
        warm_up_then_cosine(1, 2.0, warm_up=100, n_steps=100)


def test_dropout_keeps_the_mean_and_switches_off_the_share_asked_for():
    X = np.ones((400, 50))
    is_kept = draw_kept(np.random.default_rng(0), X.shape, 0.25)
    dropped = dropout(X, is_kept, 0.25)
    assert (dropped == 0).mean() == pytest.approx(0.25, abs=0.01)
    assert dropped.mean() == pytest.approx(1, abs=0.01)
    assert np.array_equal(dropout(X, np.ones_like(X, dtype=bool), 0.0), X)


@pytest.mark.parametrize("rate", [-0.1, 1.0, 2])
def test_dropout_refuses_a_rate_that_is_no_share(rate):
    with pytest.raises(ValueError, match="dropout rate"):
        dropout(np.ones(2), np.ones(2, dtype=bool), rate)


def test_dropout_refuses_a_mask_of_another_shape():
    with pytest.raises(ValueError, match="is_kept has"):
        dropout(np.ones(2), np.ones(3, dtype=bool), 0.5)


def test_flatten_and_unflatten_are_each_others_way_back():
    theta = flatten(MODEL)
    again = unflatten(theta, outline(MODEL))
    assert type(again) is type(MODEL)
    assert theta.shape == (count_numbers(MODEL),)
    for a, b in zip(leaves(again), leaves(MODEL), strict=True):
        assert np.array_equal(a, b)
    assert np.array_equal(flatten(again), theta)


def test_a_vector_of_another_length_is_refused():
    with pytest.raises(ValueError, match="this model has"):
        unflatten(np.zeros(3), MODEL)


def test_batches_show_each_sentence_once_before_any_again():
    ids = np.arange(10)[:, None]
    drawn = list(shuffled_batches(np.random.default_rng(0), ids, ids, 5, 4))
    for first in (0, 2):
        both = np.concatenate([drawn[first][0], drawn[first + 1][0]]).ravel()
        assert sorted(both.tolist()) == list(range(10))
    assert all(np.array_equal(source, target) for source, target in drawn)


def test_empty_batches_and_sentences_are_refused():
    with pytest.raises(ValueError, match="no sentence"):
        padded([], end=0)
    with pytest.raises(ValueError, match="Sentence 2 is empty"):
        padded([[1], []], end=0)
    for size in (0, 3):
        with pytest.raises(ValueError, match="cannot be drawn"):
            next(
                shuffled_batches(
                    np.random.default_rng(0), np.ones((2, 1)), np.ones((2, 1)), size, 1
                )
            )


def test_a_source_without_its_target_is_refused():
    with pytest.raises(ValueError, match="3 sources and 2 targets"):
        next(shuffled_batches(np.random.default_rng(0), np.ones((3, 1)), np.ones((2, 1)), 2, 1))
