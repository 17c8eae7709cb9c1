import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import (
    entropy,
    naive_softmax,
    naive_softmax_steps,
    softmax,
    softmax_jacobian,
    softmax_steps,
)

from . import loops
from .cases import assert_close, examples, matrices, moderate, seeds

shapes = st.tuples(st.integers(1, 4), st.integers(1, 6))
scores = shapes.flatmap(matrices)


def test_softmax_of_0_and_log_3_is_a_quarter_and_three_quarters():
    assert_close(softmax(np.array([0.0, math.log(3)])), [0.25, 0.75])


def test_softmax_of_1_2_3_has_the_known_values():
    known = [0.09003057317038046, 0.24472847105479764, 0.6652409557748218]
    assert_close(softmax(np.array([1.0, 2.0, 3.0])), known, rtol=1e-15)


def test_softmax_steps_are_the_named_intermediate_numbers():
    steps = softmax_steps(np.array([[1.0, 3.0]]))
    assert steps.highest.tolist() == [[3.0]]
    assert steps.shifted.tolist() == [[-2.0, 0.0]]
    assert_close(steps.e, [[math.exp(-2), 1.0]])
    assert_close(steps.total, [[1 + math.exp(-2)]])
    assert_close(steps.A, steps.e / steps.total)


def test_naive_softmax_steps_are_the_named_intermediate_numbers():
    steps = naive_softmax_steps(np.array([[1.0, 3.0]]))
    assert_close(steps.e, [[math.e, math.e**3]])
    assert_close(steps.total, [[math.e + math.e**3]])
    assert_close(steps.A, steps.e / steps.total)


@examples
@given(scores)
def test_softmax_is_what_plain_loops_give(S):
    assert_close(softmax(S), [loops.softmax(row) for row in S.tolist()])


@examples
@given(scores)
def test_rows_of_weights_are_positive_and_sum_to_one(S):
    A = softmax(S)
    assert (A > 0).all()
    assert_close(A.sum(axis=-1), np.ones(len(S)))


@examples
@given(scores, seeds)
def test_rows_of_weights_sum_to_one_or_to_zero_when_fully_masked(S, seed):
    mask = np.random.default_rng(seed).random(S.shape) < 0.4
    A = softmax(np.where(mask, S, -np.inf))
    assert_close(A.sum(axis=-1), np.where(mask.any(axis=-1), 1.0, 0.0))
    assert (A[~mask] == 0).all()


@examples
@given(scores, moderate)
def test_adding_a_number_to_all_scores_of_a_row_changes_nothing(S, number):
    assert_close(softmax(S + number), softmax(S))


@examples
@given(scores)
def test_stable_softmax_equals_the_naive_one_where_that_is_finite(S):
    assert_close(softmax(S), naive_softmax(S))


@examples
@given(scores, seeds)
def test_reordering_the_scores_reorders_the_weights(S, seed):
    order = np.random.default_rng(seed).permutation(S.shape[-1])
    assert_close(softmax(S[:, order]), softmax(S)[:, order])


@examples
@given(scores)
def test_a_higher_score_never_gets_a_lower_weight(S):
    A = np.take_along_axis(softmax(S), np.argsort(S, axis=-1), axis=-1)
    assert (np.diff(A, axis=-1) >= 0).all()


def test_a_fully_masked_row_of_softmax_is_zeros():
    assert softmax(np.array([[-np.inf, -np.inf], [0.0, 0.0]])).tolist() == [[0, 0], [0.5, 0.5]]


def test_a_partly_masked_row_shares_its_weight_among_the_rest():
    assert softmax(np.array([2.0, -np.inf, 2.0])).tolist() == [0.5, 0.0, 0.5]


def test_a_single_score_gets_all_the_weight():
    assert softmax(np.array([[-3.0], [1e308]])).tolist() == [[1.0], [1.0]]


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_nan_or_infinity_makes_its_whole_row_nan_and_no_other(bad):
    with np.errstate(invalid="ignore"):
        A = softmax(np.array([[1.0, bad, 10.0], [0.0, 0.0, -np.inf]]))
    assert np.isnan(A[0]).all()
    assert A[1].tolist() == [0.5, 0.5, 0.0]


def test_softmax_survives_scores_of_1000_where_the_naive_one_overflows_to_nan():
    S = np.array([1000.0, 1000.0])
    assert softmax(S).tolist() == [0.5, 0.5]
    with np.errstate(over="ignore", invalid="ignore"):
        assert np.isnan(naive_softmax(S)).all()


def test_naive_softmax_is_finite_at_709_and_not_at_710():
    assert_close(naive_softmax(np.array([709.0, 0.0])), [1.0, 0.0])
    with np.errstate(over="ignore", invalid="ignore"):
        assert np.isnan(naive_softmax(np.array([710.0, 0.0]))[0])


def test_naive_softmax_of_a_fully_masked_row_is_nan():
    with np.errstate(invalid="ignore"):
        assert np.isnan(naive_softmax(np.array([-np.inf, -np.inf]))).all()


def test_naive_softmax_of_very_low_scores_divides_zero_by_zero():
    with np.errstate(invalid="ignore"):
        assert np.isnan(naive_softmax(np.array([-1000.0, -1000.0]))).all()
    assert softmax(np.array([-1000.0, -1000.0])).tolist() == [0.5, 0.5]


def test_softmax_of_the_largest_floats_gives_all_to_the_highest():
    assert softmax(np.array([1e308, 1e308])).tolist() == [0.5, 0.5]
    assert softmax(np.array([-1e308, -1e308])).tolist() == [0.5, 0.5]
    with np.errstate(over="ignore"):  # −1e308 − 1e308 is −∞, which is right here
        assert softmax(np.array([1e308, -1e308])).tolist() == [1.0, 0.0]


def test_softmax_accepts_whole_numbers():
    assert_close(softmax(np.array([[1, 2, 3]])), softmax(np.array([[1.0, 2.0, 3.0]])))


@pytest.mark.parametrize(
    "function", [softmax, softmax_steps, naive_softmax, naive_softmax_steps, entropy]
)
def test_empty_rows_of_scores_are_refused(function):
    with pytest.raises(ValueError, match=r"\(3, 0\).*rows are empty.*at least one token"):
        function(np.ones((3, 0)))


@pytest.mark.parametrize("function", [softmax, naive_softmax, entropy, softmax_jacobian])
def test_a_bare_number_instead_of_a_row_is_refused(function):
    with pytest.raises(ValueError, match=r"shape \(\).*at least 1 axes.*\(\.\.\., s\)"):
        function(np.float64(1.0))


def test_entropy_is_0_for_certainty_1_for_a_coin_and_2_for_four_equal_weights():
    assert entropy(np.array([1.0, 0.0, 0.0, 0.0])) == 0
    assert entropy(np.array([0.5, 0.5, 0.0, 0.0])) == 1
    assert entropy(np.array([0.25, 0.25, 0.25, 0.25])) == 2


def test_the_smallest_weight_counts_in_entropy():
    bits = entropy(np.array([1.0, 2.0**-1000]))
    assert bits == pytest.approx(1000 * 2.0**-1000, rel=1e-12, abs=0)


@examples
@given(scores)
def test_entropy_is_what_plain_loops_give(S):
    A = softmax(S)
    assert_close(entropy(A), [loops.entropy(row) for row in A.tolist()])


@examples
@given(scores)
def test_entropy_lies_between_0_and_log2_of_the_number_of_weights(S):
    H = entropy(softmax(S))
    most = math.log2(S.shape[-1]) + 1e-12
    assert all(0 <= bits <= most for bits in H)


def test_entropy_of_a_fully_masked_row_is_0():
    assert entropy(np.zeros((1, 3))).tolist() == [0.0]


def test_entropy_of_nan_is_nan():
    assert np.isnan(entropy(np.array([np.nan, 1.0])))


def test_jacobian_of_a_quarter_and_three_quarters_has_the_known_values():
    J = softmax_jacobian(np.array([0.25, 0.75]))
    assert J.tolist() == [[0.1875, -0.1875], [-0.1875, 0.1875]]


@examples
@given(scores)
def test_jacobian_is_what_plain_loops_give(S):
    A = softmax(S)
    assert_close(softmax_jacobian(A), [loops.softmax_jacobian(row) for row in A.tolist()])


@examples
@given(st.integers(1, 6).flatmap(matrices))
def test_jacobian_agrees_with_finite_differences(S):
    nudges = 1e-6 * np.eye(len(S))
    slopes = (softmax(S + nudges) - softmax(S - nudges)) / 2e-6
    assert_close(softmax_jacobian(softmax(S)), slopes.T, rtol=1e-8)


@examples
@given(scores)
def test_rows_and_columns_of_the_jacobian_sum_to_zero(S):
    J = softmax_jacobian(softmax(S))
    assert_close(J.sum(axis=-1), np.zeros(S.shape))
    assert_close(J.sum(axis=-2), np.zeros(S.shape))


def test_a_saturated_softmax_has_a_jacobian_of_zeros():
    assert (softmax_jacobian(softmax(np.array([800.0, 0.0, 0.0]))) == 0).all()


def test_empty_weights_are_refused_under_their_own_name():
    for measure in (entropy, softmax_jacobian):
        with pytest.raises(ValueError, match=r"A has shape \(2, 0\)"):
            measure(np.zeros((2, 0)))
