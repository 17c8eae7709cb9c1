"""What rows add: as many add something as NumPy's rank says."""

import numpy as np
import pytest
from hypothesis import given

from helpers.mathematics.rank import what_rows_add

from .cases import examples, few, normal, seeds


@examples
@given(few, few, few, seeds)
def test_as_many_rows_add_something_as_the_rank(t, d, s, seed):
    rng = np.random.default_rng(seed)
    S = normal(rng, t, d) @ normal(rng, d, s)
    added = what_rows_add(S)
    assert (added > 0).sum() == np.linalg.matrix_rank(S, rtol=1e-6)


@examples
@given(few, seeds)
def test_what_full_rows_add_multiplies_to_the_determinant(t, seed):
    S = normal(np.random.default_rng(seed), t, t)
    assert np.prod(what_rows_add(S)) == pytest.approx(abs(np.linalg.det(S)))


def test_leading_axes_are_stacks_of_matrices():
    stack = normal(np.random.default_rng(1), 2, 3, 4, 5)
    expected = [[what_rows_add(S) for S in each] for each in stack]
    np.testing.assert_allclose(what_rows_add(stack), expected, rtol=1e-12)


def test_rows_of_zeros_and_repeated_rows_add_nothing():
    assert what_rows_add(np.zeros((2, 3))).tolist() == [0, 0]
    assert what_rows_add(np.array([[3.0, 4], [3, 4], [0, 0], [-6, -8]])).tolist() == [5, 0, 0, 0]


def test_a_row_that_is_not_a_number_is_not_hidden():
    assert np.isnan(what_rows_add(np.array([[1.0, 2.0], [np.nan, 1.0]]))).any()


def test_a_matrix_without_rows_is_refused():
    with pytest.raises(ValueError, match="no row"):
        what_rows_add(np.zeros((0, 3)))


@pytest.mark.parametrize("unit", [1e-200, 1e200])
def test_the_rank_does_not_depend_on_the_unit(unit):
    S = np.array([[3.0, 4.0], [6.0, 8.0], [0.0, 5.0]])
    np.testing.assert_allclose(what_rows_add(unit * S), unit * what_rows_add(S))
