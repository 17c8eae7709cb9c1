import math

import numpy as np
import pytest

from helpers import example
from helpers.chapters.decoder import plots as decode

WORDS, LOGITS = example.vocabulary.tokens, example.logits


def shares(scores):
    powers = [math.exp(score) for score in scores]
    return [power / sum(powers) for power in powers]


def test_a_panel_shows_the_softmax_of_the_logits_divided_by_the_temperature():
    plot = decode.temperatures(WORDS, LOGITS, (0.5, 1, 2))
    for temperature, row in zip(plot.data["temperature"], plot.data["probs"], strict=True):
        assert row == pytest.approx(shares([logit / temperature for logit in LOGITS.tolist()]))


def test_at_temperature_zero_one_word_has_everything():
    (row,) = decode.temperatures(WORDS, LOGITS, (0, 1)).data["probs"][:1]
    assert row.tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]


def test_the_words_stand_in_the_order_of_their_probabilities_and_add_up_to_one():
    data = decode.cuts(WORDS, LOGITS, 3, 0.9).data
    expected = sorted(shares(LOGITS.tolist()), reverse=True)
    assert data["probs"] == pytest.approx(expected)
    assert data["summed"] == pytest.approx([sum(expected[: n + 1]) for n in range(10)])
    assert sorted(data["words"]) == sorted(WORDS)


def test_each_cut_stands_after_the_words_that_it_keeps():
    data = decode.cuts(WORDS, LOGITS, 3, 0.9).data
    assert data["by_k"] == 3
    assert data["summed"][data["by_p"] - 2] < 0.9 <= data["summed"][data["by_p"] - 1]


def test_equal_words_keep_the_order_of_the_vocabulary():
    assert decode.cuts(["a", "b", "c"], np.zeros(3), 2, 0.5).data["words"] == ["a", "b", "c"]
