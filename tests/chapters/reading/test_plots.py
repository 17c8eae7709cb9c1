"""The picture that opens chapter 17 shows what its three ways of asking give."""

import numpy as np

from helpers import next_words_steps
from helpers.chapters.reading import plots as reading
from helpers.training import language_model
from helpers.training.agreement import p_forms

MODEL = language_model.trained()


def test_the_opening_shows_two_maps_and_a_test_that_do_not_agree():
    data = reading.three_answers().data
    A = next_words_steps(language_model.beginning(reading.TEXT), MODEL).A
    np.testing.assert_allclose(data["last"], A[-1].mean(axis=0)[-1])
    R = np.eye(4)
    for weights in A:
        R = (weights.mean(axis=0) + np.eye(4)) / 2 @ R
    np.testing.assert_allclose(data["rollout"], R[-1])
    article, noun = data["lost"]
    kept = p_forms("la casa es", 1, 0, MODEL)
    assert article == kept - p_forms("el casa es", 1, 0, MODEL)
    assert noun > 3 * article
    assert data["last"][2] > data["last"][1]
    assert data["rollout"][2] < data["rollout"][1] < data["rollout"][0]
