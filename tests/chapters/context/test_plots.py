import math

import numpy as np
import pytest

from helpers import example
from helpers.chapters.context import plots as context

MONEY = np.array([[2.0, 0.0], [1.0, 1.0], [1.0, 0.0]])
RIVER = np.array([[0.0, 2.0], [1.0, 1.0], [0.0, 1.0]])
SENTENCES = (("money", "bank", "grows"), ("river", "bank", "flows"))


def softmax(scores):
    powers = [math.exp(score) for score in scores]
    return [power / sum(powers) for power in powers]


def average(E):
    return np.array([softmax([float(np.dot(e, other)) for other in E]) for e in E])


def test_an_arrow_goes_from_the_word_to_its_weighted_average():
    E, A = (MONEY, RIVER), (average(MONEY), average(RIVER))
    plot = context.moves(SENTENCES, E, A, "bank")
    for e, a, start, end in zip(E, A, plot.data["start"], plot.data["end"], strict=True):
        assert start.tolist() == [1, 1]
        expected = [sum(a[1][j] * e[j][axis] for j in range(3)) for axis in range(2)]
        assert end == pytest.approx(expected)


def test_the_two_arrows_mirror_each_other_when_the_sentences_do():
    plot = context.moves(SENTENCES, (MONEY, RIVER), (average(MONEY), average(RIVER)), "bank")
    assert plot.data["end"][0] == pytest.approx(plot.data["end"][1][::-1])


def test_the_effect_of_the_first_word_falls_as_one_over_n_in_the_average_of_equal_scores():
    half = np.eye(2) / 2
    plot = context.first_word_effect(MONEY[0], RIVER[0], MONEY[1], half, half, (2, 5, 20))
    assert plot.data["average"] == pytest.approx([math.sqrt(8) / n for n in (2, 5, 20)])


def test_the_effect_of_the_first_word_on_the_last_state_is_that_of_plain_loops():
    half = np.eye(2) / 2
    plot = context.first_word_effect(MONEY[0], RIVER[0], MONEY[1], half, half, (3,))

    def last(words):
        h = [0.0, 0.0]
        for word in words:
            h = [math.tanh(h[i] / 2 + word[i] / 2) for i in range(2)]
        return h

    pair = [last([first, (1, 1), (1, 1)]) for first in ((2, 0), (0, 2))]
    assert plot.data["recurrent"] == pytest.approx([math.dist(*pair)])


def test_scaled_vectors_stay_on_their_line_and_turned_ones_are_matrix_products():
    x, W = np.array([[1.0, 1.0], [1.0, 0.0]]), np.array([[0.0, 1.0], [-1.0, 0.5]])
    plot = context.scale_and_turn(x, (2.0, -0.5), W, ("bank", "grows"))
    for vector in plot.data["scaled"]:
        assert vector[0] * x[0][1] - vector[1] * x[0][0] == 0
    assert plot.data["turned"].tolist() == [[-1.0, 1.5], [0.0, 1.0]]


def fits(scores, printed, divisor):
    weights = softmax([score / divisor for score in scores])
    return all(abs(w - p) <= 0.05 for w, p in zip(weights, printed, strict=True))


def test_softmax_rounds_to_the_printed_row_inside_each_span_and_not_outside():
    plot = context.divisors(example.car_words, example.car_scores, example.car_weights)
    for row in range(4):
        scores, printed = example.car_scores[row].tolist(), example.car_weights[row].tolist()
        low, high = plot.data["smallest"][row], plot.data["largest"][row]
        assert fits(scores, printed, (low + high) / 2)
        assert not fits(scores, printed, low - 0.002)
        assert not fits(scores, printed, high + 0.002)


def test_no_divisor_explains_all_rows_of_the_car():
    plot = context.divisors(example.car_words, example.car_scores, example.car_weights)
    assert plot.data["smallest"].max() > plot.data["largest"].min()


def test_a_row_that_no_divisor_explains_is_marked_as_such():
    plot = context.divisors(["a"], np.array([[1.0, 2.0]]), np.array([[0.9, 0.1]]))
    assert np.isnan(plot.data["smallest"]).all()


def test_the_opening_moves_bank_to_the_average_of_each_sentence():
    data = context.two_ways().data
    assert data["start"].tolist() == [1, 1]
    for E, end in zip((MONEY, RIVER), data["ends"], strict=True):
        shares = average(E)[1]
        expected = [sum(shares[j] * E[j][axis] for j in range(3)) for axis in range(2)]
        assert end == pytest.approx(expected)
