"""Rotary positions: only the distance counts, lengths stay, and what does not fit is refused."""

import cmath

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import rotate

from .cases import assert_close, examples, matrices, moderate

pairs = st.integers(1, 4)
places = st.integers(-1000, 1000)


@examples
@given(st.data(), pairs, places, places, places)
def test_the_product_of_two_rotated_rows_depends_on_their_distance_alone(data, n, m, k, shift):
    q, key = (data.draw(matrices((1, 2 * n), moderate)) for _ in range(2))

    def score(a, b):
        return (rotate(q, np.array([a])) @ rotate(key, np.array([b])).T).item()

    size = np.linalg.norm(q) * np.linalg.norm(key)
    assert abs(score(m, k) - score(m + shift, k + shift)) <= 1e-11 * max(size, 1)


@examples
@given(st.data(), pairs, places)
def test_a_pair_turns_as_a_complex_number_does(data, n, place):
    Q = data.draw(matrices((1, 2 * n), moderate))
    expected = []
    for i in range(n):
        turn = cmath.exp(1j * place / 10_000 ** (2 * i / (2 * n)))
        z = complex(Q[0, 2 * i], Q[0, 2 * i + 1]) * turn
        expected += [z.real, z.imag]
    assert_close(rotate(Q, np.array([place])), [expected], rtol=1e-11)


@examples
@given(st.data(), pairs, places)
def test_a_rotation_keeps_the_length_of_a_row(data, n, place):
    Q = data.draw(matrices((1, 2 * n), moderate))
    assert np.isclose(np.linalg.norm(rotate(Q, np.array([place]))), np.linalg.norm(Q))


def test_position_zero_changes_nothing():
    Q = np.arange(6.0).reshape(1, 6)
    assert np.array_equal(rotate(Q, np.array([0])), Q)


def test_the_score_does_depend_on_the_distance():
    q = np.array([[1.0, 2.0]])
    near, far = (rotate(q, np.array([0])) @ rotate(q, np.array([d])).T for d in (1, 3))
    assert abs(near - far).item() > 1


def test_an_odd_width_is_refused():
    with pytest.raises(ValueError, match=r"3 columns.*even"):
        rotate(np.ones((2, 3)), np.arange(2))


@pytest.mark.parametrize("positions", [np.arange(3), np.arange(4.0).reshape(2, 2), np.array(1)])
def test_each_token_needs_one_position(positions):
    with pytest.raises(ValueError, match="2 tokens"):
        rotate(np.ones((2, 4)), positions)


def test_whole_numbers_turn_like_the_same_numbers_with_a_point():
    Q, positions = np.array([[1, 0], [3, 4]]), np.arange(1, 3)
    assert np.array_equal(rotate(Q, positions), rotate(Q.astype(float), positions))
