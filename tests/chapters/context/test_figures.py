"""The figures of chapter 3 begin with its numbers, and do what their captions promise."""

import numpy as np
import pytest

from helpers import recurrent, softmax
from helpers.chapters.context.figures import SENTENCES, TABLE
from helpers.chapters.figures import FIGURES

E_MONEY = np.array([[2.0, 0.0], [1.0, 1.0], [1.0, 0.0]])
E_RIVER = np.array([[0.0, 2.0], [1.0, 1.0], [0.0, 1.0]])


@pytest.mark.parametrize(("text", "E"), [(SENTENCES[0], E_MONEY), (SENTENCES[1], E_RIVER)])
def test_each_sentence_is_that_of_the_chapter(text, E):
    figure = FIGURES["bank"]()
    figure.set(sentence=text)
    A = softmax(E @ E.T)
    np.testing.assert_allclose(figure["A"], A)
    np.testing.assert_allclose(figure["Z"], A @ E)
    assert text.split()[1] == "bank"


def test_the_weights_of_both_sentences_are_equal_and_the_vectors_are_not():
    figure = FIGURES["bank"]()
    A, bank = figure["A"], figure["Z"][1]
    figure.set(sentence="river bank flows")
    np.testing.assert_allclose(figure["A"], A)
    np.testing.assert_allclose(figure["Z"][1], bank[::-1])


def test_backwards_each_word_keeps_its_vector():
    figure = FIGURES["bank"]()
    Z = figure["Z"]
    figure.set(sentence="grows bank money")
    np.testing.assert_allclose(figure["Z"], Z[::-1])


def test_water_of_grows_pulls_bank_but_not_the_weights_of_money():
    figure = FIGURES["bank"]()
    W_E, weights = TABLE.copy(), figure["A"][0]
    W_E[3, 1] = 2
    figure.set(W_E=W_E)
    finance, water = figure["Z"][1]
    assert water > finance
    np.testing.assert_allclose(figure["A"][0], weights)


def test_labels_follow_the_chosen_sentence():
    markup = FIGURES["bank"]().markup
    assert markup.count('<th scope="col">grows</th>') == 2  # S and A
    assert markup.count(">grows</text>") == 2  # on both sides of the ribbons


def test_states_are_those_of_the_recurrent_network():
    figure = FIGURES["memory"]()
    half = np.eye(2) / 2
    states = recurrent(E_MONEY[:2], np.zeros(2), half, half)
    np.testing.assert_allclose(figure["states_money"][:2], states)
    apart = figure["states_money"] - figure["states_river"]
    np.testing.assert_allclose(figure["gap"], np.linalg.norm(apart, axis=-1))


def test_keeping_more_helps_little_and_hearing_less_helps_much():
    figure = FIGURES["memory"]()
    last = []
    for keep, hear in [(0.5, 0.5), (1, 0.5), (2, 0.5), (1, 0.1)]:
        figure.set(keep=keep, hear=hear)
        last.append(figure["gap"][-1])
    half, everything, twice, quiet = last
    assert twice < half < everything < 2 * half
    assert quiet > 50 * everything
    assert figure["average"] > quiet


@pytest.mark.parametrize("hear", [0, 0.1, 0.5, 1, 2])
@pytest.mark.parametrize("keep", [0, 0.5, 1, 2])
def test_all_bars_of_the_gap_have_one_scale_and_none_reaches_beyond_it(keep, hear):
    figure = FIGURES["memory"]()
    figure.set(keep=keep, hear=hear)
    (bars,) = [part for row in figure.spec["show"] for part in row if part.get("name") == "gap"]
    assert bars["limits"] == [0, 1.5]
    assert figure["gap"].max() < np.sqrt(2)


def test_a_factor_only_knows_one_and_minus_one():
    figure = FIGURES["stretch-or-turn"]()
    np.testing.assert_allclose(figure["x"], E_MONEY[:2])
    np.testing.assert_allclose(figure["cosine_turned"], np.cos(np.radians(45)))
    for a in (1.5, 0.01, -0.01, -2):
        figure.set(a=a)
        np.testing.assert_allclose(figure["cosine_stretched"], np.sign(a))
    figure.set(a=0)
    assert not figure["cosine_stretched"].any()


def test_one_number_makes_the_matrix_a_quarter_turn():
    figure = FIGURES["stretch-or-turn"]()
    figure.set(W=[[0, 1], [-1, 0]])
    np.testing.assert_allclose(figure["cosine_turned"], 0, atol=1e-15)
    figure.set(W=[[2, 0], [0, 2]])
    np.testing.assert_allclose(figure["cosine_turned"], 1)
