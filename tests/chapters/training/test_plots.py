import math

import numpy as np
import pytest

from helpers import (
    EXAMPLE,
    NORM_ONLY,
    POST_NORM,
    RESIDUAL_ONLY,
    encoder_states,
    random_encoder_block,
    xavier,
)
from helpers.chapters.training import plots
from helpers.training import toy


@pytest.mark.parametrize("wiring", [POST_NORM, RESIDUAL_ONLY])
def test_the_length_that_arrives_is_that_of_finite_differences(wiring):
    rng = np.random.default_rng(0)
    blocks = [random_encoder_block(rng, EXAMPLE, xavier) for _ in range(3)]
    X, direction = rng.standard_normal((2, 2, 4))
    direction /= math.sqrt((direction**2).sum())

    def loss(X):
        return (encoder_states(X, blocks, wiring=wiring)[-1] * direction).sum()

    slopes = []
    for cell in np.ndindex(X.shape):
        nudge = np.zeros_like(X)
        nudge[cell] = 1e-6
        slopes.append((loss(X + nudge) - loss(X - nudge)) / 2e-6)
    norms = plots.gradient_norms(wiring, n_blocks=3, n_seeds=1)
    assert norms[0] == pytest.approx(math.hypot(*slopes), rel=1e-6)
    assert norms[-1] == pytest.approx(1)


def test_gradients_vanish_without_residuals_and_grow_without_norm():
    data = plots.gradients_by_depth(n_blocks=12, n_seeds=5).data
    assert data["norm_only"][0] < data["post_norm"][0] < 1
    assert 1 < data["pre_norm"][0] < data["residual_only"][0]


def test_with_norms_alone_next_to_nothing_arrives_after_twenty_four_blocks():
    assert plots.gradient_norms(NORM_ONLY)[0] < 1e-20


def test_the_schedule_of_the_paper_is_highest_at_the_end_of_the_warm_up():
    data = plots.paper_schedule().data
    assert data["step"][data["rate"].argmax()] == 4000
    assert data["rate"].max() == pytest.approx(1 / math.sqrt(512 * 4000))


def test_the_curve_is_the_history_of_the_training_itself():
    learnt = toy.learn(toy.initial(), n_steps=30)
    data = plots.learning(toy.initial(), 30).data
    np.testing.assert_allclose(data["loss"], [record.loss for record in learnt.history])
    assert data["p"].shape == (30, 3)
    assert -np.log(data["p"][0]).sum() > -np.log(data["p"][-1]).sum()


def test_each_rate_starts_at_the_same_loss():
    data = plots.rates(toy.initial(), n_steps=5).data
    np.testing.assert_allclose(
        data["loss"][:, 0], toy.learn(toy.initial(), n_steps=1).history[0].loss
    )
    assert len(set(data["loss"][:, -1])) == len(plots.RATES)
