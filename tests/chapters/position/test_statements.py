"""What chapter 2 says of a score made from words and places."""

import numpy as np

from helpers import example, positional_encoding

PLACES = positional_encoding(np.arange(6), 4)
M = example.W_Q[0] @ example.W_K[0].T


def places_meet(M):
    return PLACES @ M @ PLACES.T


def knows_the_distance_alone(S):
    return all(np.ptp(np.diagonal(S, k)) < 1e-12 for k in range(-5, 6))


def test_a_score_is_the_sum_of_four_terms():
    E, PE = example.E, example.PE
    terms = [left @ M @ right.T for left in (E, PE) for right in (E, PE)]
    np.testing.assert_allclose(sum(terms), example.S[0], rtol=1e-13)
    assert [round(float(term[0, 1]), 2) for term in terms] == [70, 11.54, 20, 3.67]


def test_places_meet_by_distance_alone_if_the_weights_leave_the_pairs_alone():
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    each_pair = np.block([[2 * turn, np.zeros((2, 2))], [np.zeros((2, 2)), turn.T]])
    for harmless in (np.eye(4), each_pair):
        assert knows_the_distance_alone(places_meet(harmless))


def test_with_the_examples_weights_they_do_not():
    neighbours = np.diagonal(places_meet(M), 1)
    assert not knows_the_distance_alone(places_meet(M))
    assert np.ptp(neighbours[:3]) > 3
