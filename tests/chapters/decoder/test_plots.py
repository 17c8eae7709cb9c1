import math

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from helpers import example, predict_steps
from helpers.chapters.decoder import plots as decode
from helpers.chapters.thread import machine
from helpers.display.palette import FIRST

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


def test_the_opening_leads_from_the_row_of_the_trained_machine_to_hola():
    plot, model = decode.from_row_to_word(), machine("trained")
    source, start = (
        np.array(example.vocabulary.encode(words)) for words in (["hello", "world"], ["SOS"])
    )
    (row,) = predict_steps(source, start, model).Y_out
    assert plot.data["row"] == pytest.approx(row)
    columns = zip(plot.data["products"].T, model.W_vocab.T, model.b_vocab, strict=True)
    for word, (products, weights, bias) in enumerate(columns):
        assert products == pytest.approx([x * w for x, w in zip(row, weights, strict=True)])
        assert plot.data["logits"][word] == pytest.approx(math.fsum([*products, bias]))
    assert plot.data["probs"] == pytest.approx(shares(plot.data["logits"]))
    assert WORDS[plot.data["probs"].argmax()] == "hola"


def test_of_the_forty_strands_of_the_opening_those_of_hola_stand_out_and_all_raise_it():
    plot = decode.from_row_to_word()
    strands = plot.figure.axes[0].patches
    wide = [2 * abs(product) for product in plot.data["products"][:, WORDS.index("hola")]]
    lit = [strand.get_linewidth() for strand in strands if strand.get_edgecolor() == to_rgba(FIRST)]
    assert len(strands) == 40
    assert [2 * width for width in lit] == [round(twice) for twice in wide]
    assert (plot.data["products"][:, WORDS.index("hola")] > 0).all()
