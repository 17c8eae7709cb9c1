"""What the source prints, recomputed digit by digit."""

import numpy as np
import pytest

import helpers
from helpers import Vocabulary, example
from helpers.chapters.asides import SLIPS
from helpers.live.rounding import relation
from helpers.sources.digits import agrees

NAMES = {**{name: getattr(helpers, name) for name in helpers.__all__}, "np": np, "example": example}


def computed(printed):
    return np.asarray(eval(printed.expression, NAMES), dtype=float)


def pairs(printed):
    digits = np.array(printed.digits)
    values = computed(printed)
    assert digits.shape == values.shape, "as many numbers are printed as computed"
    return zip(digits.flat, values.flat, strict=True)


@pytest.mark.parametrize("printed", example.PRINTED, ids=lambda printed: printed.id)
def test_every_printed_value_is_reproduced_or_listed_as_a_slip(printed):
    reproduced = all(agrees(digits, value) for digits, value in pairs(printed))
    assert reproduced == (printed.slip is None)


@pytest.mark.parametrize("printed", [p for p in example.PRINTED if p.slip], ids=lambda p: p.id)
def test_every_printed_value_that_differs_is_explained_by_a_slip(printed):
    assert printed.slip in SLIPS


def test_one_wrong_digit_is_noticed():
    assert agrees("105.21", 105.21)
    assert not agrees("105.22", 105.21)
    assert not agrees("4.67695574e-10", 4.676955728583588e-10)


def test_the_published_sum_is_the_sum_to_the_last_bit():
    np.testing.assert_array_equal(example.X, [[1, 3, 3, 5], [2.84, 3.99, 4, 6]])


def test_the_corrected_encoding_follows_the_formula_of_the_paper():
    sine, cosine = np.sin([1, 1 / 100]), np.cos([1, 1 / 100])
    world = [sine[0], cosine[0], sine[1], cosine[1]]
    np.testing.assert_allclose(example.PE_corrected, [[0, 1, 0, 1], world], atol=1e-15)
    np.testing.assert_array_equal(example.X_corrected, example.E + example.PE_corrected)


def test_the_two_typeset_matrices_differ_from_the_code_in_one_row_each():
    assert np.argwhere((example.W_Q_typeset != example.W_Q[0]).any(axis=1)).tolist() == [[3]]
    assert np.argwhere((example.W_K_typeset != example.W_K[1]).any(axis=1)).tolist() == [[2]]


def test_the_given_numbers_cannot_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        example.W_Q[0, 0, 0] = 7


def test_every_given_number_says_where_it_comes_from():
    for name in ("E", "PE", "W_Q", "W_K", "W_V", "W_O", "W_E", "memory", "car_S"):
        assert len(example.where(name)) > 10
        assert example.source(name)


def test_an_unknown_given_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r"Nothing is given as 'WQ1'; there are .*W_Q"):
        example.where("WQ1")


def test_the_vocabulary_has_a_row_of_embeddings_for_each_word():
    assert isinstance(example.vocabulary, Vocabulary)
    assert example.W_E.shape == (len(example.vocabulary), example.E.shape[1])


def test_the_published_scores_are_exact_as_shown():
    assert [relation(x) for x in example.S[0].flat] == ["="] * 4
