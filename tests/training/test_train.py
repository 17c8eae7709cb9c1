"""Training as a function from state to state: traced, retraced, repeated, stopped."""

import itertools

import numpy as np
import pytest

from helpers import predict
from helpers.live import trace
from helpers.live.trace import flatten as arrays_of
from helpers.mathematics.initialise import Sizes, random_model
from helpers.training import (
    flatten,
    loss_and_gradient,
    model_steps,
    outline,
    train,
    training_run,
    training_step,
    unflatten,
)
from helpers.training.toy import (
    END,
    SOURCE_IDS,
    START,
    TARGET_IDS,
    initial,
    learn,
    like,
    toy_step,
)

STATE = ("theta", "m", "v", "step")


def start_of(theta):
    return {"theta": theta, "m": np.zeros_like(theta), "v": np.zeros_like(theta), "step": 0.0}


def state_after(after):
    return {name: getattr(after, name) for name in STATE}


def as_arrays(state):
    return {name: np.array(value, dtype=float) for name, value in state.items()}


def toy_graph(n_layers=1, warm_up=0, rng=None):
    theta = initial(n_layers)
    state = start_of(theta if rng is None else rng.standard_normal(theta.shape))
    return trace(
        toy_step, **as_arrays(state), rate=np.array(0.01), like=like(n_layers), warm_up=warm_up
    )


@pytest.mark.parametrize(("n_layers", "warm_up"), [(1, 0), (2, 3)])
def test_a_traced_step_learns_what_numpy_learns_over_five_steps(n_layers, warm_up):
    graph = toy_graph(n_layers, warm_up)
    mine = theirs = start_of(initial(n_layers))
    for _ in range(5):
        after = toy_step(**mine, rate=0.01, like=like(n_layers), warm_up=warm_up)
        found = graph.evaluate(**theirs, rate=0.01)
        known = {**after._asdict(), **dict(arrays_of("steps", after.steps))}
        del known["steps"]
        assert set(found) == set(known)
        for name, value in found.items():
            expected = np.asarray(known[name], dtype=float)
            scale = max(1.0, np.abs(expected[np.isfinite(expected)]).max(initial=0))
            np.testing.assert_allclose(value.astype(float), expected, rtol=0, atol=1e-12 * scale)
        mine, theirs = state_after(after), {name: found[name] for name in STATE}


def test_the_inputs_of_a_traced_step_are_the_state_and_the_rate_and_nothing_else():
    graph = toy_graph()
    assert set(graph.inputs) == {*STATE, "rate"}
    returned = {name.partition(".")[0] for name in graph.outputs}
    assert returned == {*STATE, "loss", "probs", "lowest", "has_diverged", "steps", "gradient"}


def test_tracing_a_step_again_with_other_numbers_gives_the_same_graph():
    again = toy_graph(rng=np.random.default_rng(4))
    assert toy_graph().structure() == again.structure()


def test_a_batch_can_be_an_input_of_the_traced_step():
    theta, like_it = initial(), like()

    def step(theta, m, v, step, source_ids, target_ids, like):
        return training_step(
            theta, m, v, step, source_ids, target_ids, like, START, END, 0.01, smoothing=0.1
        )

    graph = trace(
        step,
        **as_arrays(start_of(theta)),
        source_ids=SOURCE_IDS,
        target_ids=TARGET_IDS,
        like=like_it,
    )
    swapped = {"source_ids": SOURCE_IDS[::-1], "target_ids": TARGET_IDS[::-1]}
    found = graph.evaluate(**swapped)
    expected = step(**start_of(theta), **swapped, like=like_it)
    np.testing.assert_allclose(found["theta"], expected.theta, atol=1e-14)
    assert found["loss"] == pytest.approx(expected.loss, rel=1e-13)


def test_the_forward_pass_of_training_is_that_of_the_book():
    model = random_model(np.random.default_rng(0), Sizes(4, 3, 2, 5, 2, 2, 6))
    source, target, mask = np.array([[1, 2]]), np.array([[3, 0, 5]]), np.array([[[True, False]]])
    steps = model_steps(source, target, model, mask)
    assert np.array_equal(steps.probs, predict(source, target, model, mask))


def test_a_model_without_layers_has_gradients_too():
    model = random_model(np.random.default_rng(0), Sizes(4, 3, 2, 5, 2, 0, 6))
    gradient = loss_and_gradient(model, np.array([[1]]), np.array([[2]]), start=4, end=5).gradient
    assert gradient.blocks == ((), ())
    assert gradient.W_vocab.any()


def test_a_step_downhill_lowers_the_loss():
    history = learn(initial(), rate=1e-4, n_steps=3, until=None).history
    assert history[0].loss > history[1].loss > history[2].loss


def test_training_says_that_it_has_learnt_and_gives_the_weights_that_it_measured():
    learnt = learn(initial())
    assert learnt.ended.startswith("learnt: every right token has a probability above 0.99 at step")
    measured = loss_and_gradient(
        unflatten(learnt.theta, like()), SOURCE_IDS, TARGET_IDS, START, END
    )
    assert measured.loss == learnt.history[-1].loss
    assert measured.lowest == learnt.history[-1].lowest > 0.99
    assert [record.step for record in learnt.history] == list(range(1, len(learnt.history) + 1))


def test_training_says_that_it_ran_out_of_batches():
    learnt = learn(initial(), n_steps=3)
    assert learnt.ended == "out of batches after 3 steps"
    assert not np.array_equal(learnt.theta, initial())


@pytest.mark.parametrize("rate", [10.0, 1e6, 1e200, 1e308, np.inf, np.nan])
def test_a_learning_rate_that_is_far_too_high_is_reported_and_stops(rate):
    learnt = learn(initial(), rate=rate, n_steps=50)
    assert len(learnt.history) < 50
    assert learnt.ended.startswith("diverged: the loss ")
    assert f"at step {learnt.history[-1].step}. Try a smaller learning rate." in learnt.ended


def test_the_traced_step_sees_that_it_has_diverged():
    graph = toy_graph()
    first = graph.evaluate(rate=1e200)
    assert not first["has_diverged"]
    with np.errstate(all="ignore"):
        second = graph.evaluate(**{name: first[name] for name in STATE})
    assert second["has_diverged"]


def small_run(source, target):
    model = random_model(np.random.default_rng(0), Sizes(4, 3, 2, 5, 2, 1, 6))
    batches = itertools.repeat((np.array(source), np.array(target)), 2)
    return train(flatten(model), batches, outline(model), 4, 5, lambda step: 0.01)


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            [[1, 6]],
            [[2]],
            "source_ids holds the number 6, but the vocabulary has the numbers 0 to 5",
        ),
        ([[1]], [[-1]], "target_ids holds the number -1"),
        ([], [], "source_ids has shape .* the batch is empty"),
        ([[1]], [[]], "target_ids has shape .* the batch is empty"),
    ],
)
def test_unknown_tokens_and_empty_batches_are_named(source, target, message):
    with pytest.raises(ValueError, match=message):
        small_run(source, target)


def test_no_batch_at_all_is_an_error():
    with pytest.raises(ValueError, match="no batch to learn from"):
        learn(initial(), n_steps=0)


def test_a_run_hands_out_every_state():
    states = list(
        training_run(
            initial(), [(SOURCE_IDS, TARGET_IDS)] * 3, like(), START, END, lambda step: 0.01
        )
    )
    assert [int(state.step) for state in states] == [1, 2, 3]
    assert np.array_equal(states[-1].theta, learn(initial(), n_steps=3).theta)
