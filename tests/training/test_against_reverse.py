"""Every hand-written way back against the one that the tracer gives: to the last digits."""

import numpy as np
import pytest

from helpers.live import trace
from helpers.live.reverse import MARK, reverse
from helpers.training import flatten, loss_and_gradient, toy, unflatten

from .differences import cases, result_weights

NAMES = list(cases(()))


def by_reverse(function, inputs, weighting):
    """The gradient of ``Σ weighting · function(inputs)``, in the order of the inputs."""
    named = {f"input_{i}": value for i, value in enumerate(inputs)}
    graph = trace(lambda **given: function(*given.values()), **named)
    found = reverse(graph, "result").evaluate(**{f"{MARK}result": weighting})
    zeros = {name: np.zeros(np.shape(graph.values[name])) for name in graph.inputs}
    return np.concatenate([np.ravel(found.get(MARK + name, zeros[name])) for name in graph.inputs])


@pytest.mark.parametrize("lead", [(), (2,)], ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_both_ways_back_give_the_same_gradient(name, lead):
    function, inputs, back = cases(lead)[name]
    weighting = result_weights(function, inputs)
    by_hand = flatten(tuple(back(weighting, *inputs)))
    with np.errstate(all="ignore"):  # rows that see nothing: 0 ÷ 0, which nobody asks for
        traced = by_reverse(function, inputs, weighting)
    np.testing.assert_allclose(traced, by_hand, rtol=0, atol=1e-12 * max(1, np.abs(by_hand).max()))


@pytest.mark.parametrize("n_layers", [1, 2])
def test_both_give_the_gradient_of_all_weights_of_the_toy(n_layers):
    like, theta = toy.like(n_layers), toy.initial(n_layers)
    pairs = (toy.SOURCE_IDS, toy.TARGET_IDS, toy.START, toy.END)

    def loss(theta):
        return loss_and_gradient(unflatten(theta, like), *pairs).loss

    found = reverse(trace(loss, theta=theta), "result").evaluate()[f"{MARK}theta"]
    by_hand = flatten(loss_and_gradient(unflatten(theta, like), *pairs).gradient)
    assert by_hand.shape == theta.shape
    np.testing.assert_allclose(found, by_hand, rtol=0, atol=1e-12)
