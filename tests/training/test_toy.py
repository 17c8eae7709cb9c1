"""The 4-number model that comes with the book, and its stored beginnings."""

import numpy as np
import pytest

from helpers import count_numbers, generate
from helpers.training import loss_and_gradient, target_probs, teacher_forcing, unflatten
from helpers.training.toy import (
    DRAWN,
    END,
    PAIRS,
    RECIPES,
    SOURCE_IDS,
    START,
    TARGET_IDS,
    VOCABULARY,
    initial,
    learn,
    like,
    starts,
    trained,
)


def right_probs(model):
    probs = loss_and_gradient(model, SOURCE_IDS, TARGET_IDS, START, END).probs
    decoder_ids, target_ids = teacher_forcing(TARGET_IDS, START, END)
    return target_probs(probs, target_ids)[decoder_ids != END]


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_the_trained_model_answers_each_source_with_its_own_words(source, target):
    said = generate(VOCABULARY.encode(source), trained(), START, END, max_tokens=6)
    assert tuple(VOCABULARY.decode(said.ids)) == ("SOS", *target, "EOS")
    assert min(row.max() for row in said.probs) > 0.99


def test_training_again_gives_the_probabilities_of_the_trained_model():
    learnt = learn(initial())
    np.testing.assert_allclose(
        right_probs(unflatten(learnt.theta, like())), right_probs(trained()), rtol=0, atol=1e-6
    )


@pytest.mark.parametrize("name", starts(1))
def test_one_layer_learns_from_every_stored_beginning(name):
    assert learn(initial(1, name)).ended.startswith("learnt")


@pytest.mark.parametrize("n_layers", [2, 6])
def test_more_layers_learn_with_their_recipe(n_layers):
    assert learn(initial(n_layers), n_layers).ended.startswith("learnt")


def test_the_sizes_are_those_of_the_worked_example():
    assert {n: count_numbers(like(n)) for n in DRAWN} == {1: 570, 2: 1050, 6: 2970}
    assert set(RECIPES) == set(DRAWN)
    assert all(starts(n) == tuple(name for name, _, _ in rows) for n, rows in DRAWN.items())


def test_what_is_not_stored_is_named():
    with pytest.raises(ValueError, match=r"'Kaiming'.*Xavier, seed 0"):
        initial(1, "Kaiming")
    for of_layers in (like, initial, starts):
        with pytest.raises(ValueError, match=r"\[1, 2, 6\] layers, not for 3"):
            of_layers(3)
    with pytest.raises(ValueError, match="this model has 1050 weights"):
        learn(initial(1), 2)
