import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import (
    frequencies,
    pair_index,
    positional_encoding,
    positional_encoding_by_column,
)
from helpers.mathematics.position import waves

from . import loops
from .cases import assert_close, examples

widths = st.integers(1, 12)
positions = st.lists(st.integers(0, 5000), min_size=1, max_size=5)


def test_the_encoding_of_position_1_in_4_numbers_by_hand():
    by_hand = [[math.sin(1), math.cos(1), math.sin(0.01), math.cos(0.01)]]
    assert_close(positional_encoding(np.array([1]), 4), by_hand)


def test_the_by_column_encoding_of_position_1_in_4_numbers_by_hand():
    by_hand = [[math.sin(1), math.cos(0.01), math.sin(0.0001), math.cos(0.000001)]]
    assert_close(positional_encoding_by_column(np.array([1]), 4), by_hand)


@examples
@given(positions, widths)
def test_positional_encoding_is_what_plain_loops_give(p, d_model):
    expected = loops.positional_encoding(p, d_model)
    assert_close(positional_encoding(np.array(p), d_model), expected, rtol=1e-11)


@examples
@given(positions, widths)
def test_by_column_encoding_is_what_plain_loops_give(p, d_model):
    expected = loops.positional_encoding_by_column(p, d_model)
    assert_close(positional_encoding_by_column(np.array(p), d_model), expected, rtol=1e-11)


@examples
@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 50), st.integers(1, 8))
def test_by_the_papers_rule_PE_p_dot_PE_p_plus_k_depends_on_k_alone(p, q, k, pairs):
    PE = positional_encoding(np.array([p, p + k, q, q + k]), 2 * pairs)
    assert_close(PE[0] @ PE[1], PE[2] @ PE[3], rtol=1e-11)


def test_by_the_papers_rule_that_product_is_a_sum_of_cosines():
    PE = positional_encoding(np.array([7, 10]), 6)
    assert_close(PE[0] @ PE[1], sum(math.cos(3 / 10_000 ** (2 * i / 6)) for i in range(3)))


def test_by_the_column_rule_PE_p_dot_PE_p_plus_1_depends_on_p():
    PE = positional_encoding_by_column(np.arange(5), 4)
    products = (PE[:-1] * PE[1:]).sum(axis=-1)
    assert np.ptp(products) > 0.5


def test_by_the_papers_rule_that_product_does_depend_on_k():
    PE = positional_encoding(np.arange(5), 4)
    assert PE[0] @ PE[1] > PE[0] @ PE[2] > PE[0] @ PE[3]


@examples
@given(positions, st.integers(1, 8))
def test_each_pair_of_columns_lies_on_the_unit_circle(p, pairs):
    PE = positional_encoding(np.array(p), 2 * pairs)
    assert_close(PE[:, 0::2] ** 2 + PE[:, 1::2] ** 2, np.ones((len(p), pairs)))


@examples
@given(widths, positions)
def test_rules_agree_in_the_first_column_and_at_position_0(d_model, p):
    both = positional_encoding, positional_encoding_by_column
    paper, column = (rule(np.array([0, *p]), d_model) for rule in both)
    assert np.array_equal(paper[0], column[0])
    assert np.array_equal(paper[:, 0], column[:, 0])


@pytest.mark.parametrize("rule", [positional_encoding, positional_encoding_by_column])
@pytest.mark.parametrize("d_model", [1, 3, 5])
def test_an_odd_width_ends_with_a_sine_alone(rule, d_model):
    PE = rule(np.arange(4), d_model)
    assert PE.shape == (4, d_model)
    assert PE[0].tolist() == [float(column % 2) for column in range(d_model)]


def test_positions_between_the_whole_numbers_have_an_encoding_too():
    assert_close(positional_encoding(np.array([0.5]), 2), [[math.sin(0.5), math.cos(0.5)]])


def test_positions_of_a_batch_keep_their_leading_axes():
    p = np.array([[0, 1, 2], [5, 6, 7]])
    expected = [positional_encoding(row, 6) for row in p]
    assert np.array_equal(positional_encoding(p, 6), expected)


def test_columns_come_in_pairs_that_share_a_frequency():
    assert pair_index(5).tolist() == [0, 0, 1, 1, 2]
    assert_close(frequencies(np.array([0, 0, 1, 1]), 4), [1.0, 1.0, 0.01, 0.01])


def test_nan_in_a_position_gives_a_row_of_nan():
    PE = positional_encoding(np.array([np.nan, 0.0]), 4)
    assert np.isnan(PE[0]).all()
    assert PE[1].tolist() == [0.0, 1.0, 0.0, 1.0]


def test_the_largest_float_as_a_position_still_gives_numbers_between_minus_1_and_1():
    assert (np.abs(positional_encoding(np.array([1e308, -1e308]), 8)) <= 1).all()


@pytest.mark.parametrize("rule", [positional_encoding, positional_encoding_by_column])
@pytest.mark.parametrize("d_model", [0, -2])
def test_an_embedding_without_numbers_is_refused(rule, d_model):
    with pytest.raises(ValueError, match=f"d_model is {d_model}; an embedding needs at least one"):
        rule(np.arange(3), d_model)


@pytest.mark.parametrize("rule", [positional_encoding, positional_encoding_by_column])
def test_a_bare_number_as_positions_is_refused(rule):
    with pytest.raises(ValueError, match=r"positions has shape \(\).*positions\[None\]"):
        rule(np.int64(3), 4)


def test_waves_take_the_sine_in_even_columns_and_the_cosine_in_odd_ones():
    frequency = np.array([1.0, 2.0, 3.0])
    assert_close(waves(np.array([1]), frequency), [[math.sin(1), math.cos(2), math.sin(3)]])
