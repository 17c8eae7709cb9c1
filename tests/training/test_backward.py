"""Every backward function against finite differences of its forward function."""

import inspect
import re

import numpy as np
import pytest

from helpers import training
from helpers.mathematics.gradients import sum_to
from helpers.mathematics.norm import NormGradient
from helpers.mathematics.transformer import (
    AddNormGradient,
    Wiring,
    encoder_block,
    encoder_block_backward,
    encoder_block_steps,
)
from helpers.training.flat import flatten

from .differences import LEADS, cases, largest_error, numerical, result_weights, structure

NAMES = list(cases(()))
MOST_PLACES = 150  # of the largest cases not every weight is moved
WITHOUT_FIXED_DATA = [
    "linear", "relu", "feed forward", "softmax", "attention", "attention, another scale",
    "split heads", "concat heads", "multi-head", "layer norm", "residual", "add and norm",
]  # fmt: skip


@pytest.mark.parametrize("lead", LEADS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_gradients_equal_finite_differences(name, lead):
    function, inputs, back = cases(lead)[name]
    weighting = result_weights(function, inputs)
    found = flatten(tuple(back(weighting, *inputs)))
    n = len(found)
    places = np.random.default_rng(2).permutation(n)[:MOST_PLACES]
    expected = numerical(function, inputs, weighting, places)
    assert largest_error(found[places], expected) < 1e-6


@pytest.mark.parametrize("lead", LEADS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_gradients_have_the_structure_and_the_shapes_of_what_they_belong_to(name, lead):
    function, inputs, back = cases(lead)[name]
    assert structure(tuple(back(result_weights(function, inputs), *inputs))) == structure(inputs)


@pytest.mark.parametrize("name", WITHOUT_FIXED_DATA)
def test_a_batch_gives_the_sum_of_the_gradients_of_its_members(name):
    function, inputs, back = cases((2,))[name]
    weighting = result_weights(function, inputs)
    together = back(weighting, *inputs)
    shared = [not shape or shape[0] != 2 for shape in map(_first_shape, inputs)]
    alone = [
        back(weighting[i], *(x if same else x[i] for x, same in zip(inputs, shared, strict=True)))
        for i in range(2)
    ]
    for k, same in enumerate(shared):
        parts = [flatten((one[k],)) for one in alone]
        expected = parts[0] + parts[1] if same else np.concatenate(parts)
        np.testing.assert_allclose(flatten((together[k],)), expected, atol=1e-12)


def _first_shape(value):
    return _first_shape(value[0]) if isinstance(value, tuple) else value.shape


@pytest.mark.parametrize("name", NAMES)
def test_no_backward_function_changes_what_it_is_given(name):
    function, inputs, back = cases((2,))[name]
    weighting = result_weights(function, inputs)
    before = flatten((*inputs, weighting)).copy()
    back(weighting, *inputs)
    assert np.array_equal(flatten((*inputs, weighting)), before)


def test_every_backward_function_is_tested_here():
    source = inspect.getsource(cases)
    for name in training.__all__:
        if name.endswith("_backward"):
            assert re.search(rf"\b{name}\b", source), name


def test_a_fully_masked_row_asks_and_hears_nothing():
    Q, K, V = np.ones((2, 3)), np.ones((2, 3)), np.ones((2, 3))
    A = np.array([[0.0, 0.0], [0.5, 0.5]])
    gradient = training.attention_backward(np.ones((2, 3)), Q, K, V, A)
    assert np.array_equal(gradient.Q[0], np.zeros(3))
    assert np.array_equal(gradient.V, np.full((2, 3), 0.5))


def test_what_was_stretched_over_a_batch_hears_the_sum():
    assert np.array_equal(sum_to(np.ones((2, 3, 4)), (3, 1)), np.full((3, 1), 8.0))
    assert np.array_equal(sum_to(np.ones((2, 3)), (2, 3)), np.ones((2, 3)))


def test_a_wiring_of_ones_own_brings_its_own_way_back():
    own = Wiring(
        before=lambda X, norm: 2 * X,
        after=lambda X, F, norm: X - F,
        before_backward=lambda dseen, X, norm: NormGradient(2 * dseen, None),
        after_backward=lambda dX_after, X, F, norm: AddNormGradient(dX_after, -dX_after, None),
    )
    _, (X, weights), _ = cases(())["encoder block"]

    def function(X, weights):
        return encoder_block(X, weights, wiring=own)

    weighting = result_weights(function, (X, weights))
    steps = encoder_block_steps(X, weights, wiring=own)
    found = flatten(tuple(encoder_block_backward(weighting, X, weights, steps, own)))
    places = np.random.default_rng(2).permutation(len(found))[:MOST_PLACES]
    expected = numerical(function, (X, weights), weighting, places)
    assert largest_error(found[places], expected) < 1e-6


def test_a_gradient_of_another_shape_than_its_value_is_refused():
    with pytest.raises(ValueError, match=r"dA has shape \(3,\).*\(2,\)"):
        training.softmax_backward(np.ones(3), np.ones(2))
    with pytest.raises(ValueError, match="dy has shape"):
        training.linear_backward(np.ones(3), np.ones(2), np.ones((2, 2)))
    with pytest.raises(ValueError, match=r"dprojected has shape .*\(2, 5, 3\)"):
        training.split_heads_backward(np.ones((2, 5, 2)), np.ones((5, 4)), np.ones((2, 4, 3)))
    with pytest.raises(ValueError, match="5 columns, which 2 heads"):
        training.concat_heads_backward(np.ones((2, 5)), 2)
