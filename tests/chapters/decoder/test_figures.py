"""The figures of chapter 12 begin with its numbers, and do what their captions promise."""

import numpy as np
import pytest

from helpers import (
    beam_search,
    example,
    linear,
    softmax,
    top_k,
    top_p,
    with_temperature,
)
from helpers.chapters.decoder.figures import GREETINGS, WORDS, logits_of_SOS, output_layer
from helpers.chapters.figures import FIGURES

W_VOCAB, B_VOCAB = output_layer()


def leader(figure, name="best"):
    return WORDS[int(figure[name])]


def test_logits_are_those_of_the_output_layer():
    figure = FIGURES["row-to-word"]()
    np.testing.assert_allclose(figure["logits"], linear(example.decoder_row, W_VOCAB, B_VOCAB))
    np.testing.assert_allclose(figure["logits"][0], -1.7274, atol=5e-5)  # as the chapter writes out


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ([1, 0, 1, 0], "mundo"),
        ([0, 0, 0, 0], "how"),
        ([0, 1.6, -1, -0.6], "hello"),
        ([1, 0, 0, 0], "hola"),
        ([1, 0, 1, -0.5], "hola"),
    ],
)
def test_each_row_has_its_leader(row, word):
    figure = FIGURES["row-to-word"]()
    figure.set(Y_out=row)
    assert leader(figure) == word


def test_a_column_moves_one_word_and_a_row_all_ten():
    figure = FIGURES["row-to-word"]()
    before, W = figure["logits"], W_VOCAB.copy()
    W[0, 3] += 1
    figure.set(W_vocab=W)
    assert np.flatnonzero(figure["logits"] != before).tolist() == [3]
    figure.reset()
    figure.set(Y_out=[1.1, 0, 1, 0])
    assert (figure["logits"] != before).all()


def test_choices_begin_with_the_probabilities_of_the_chapter():
    figure = FIGURES["choose-word"]()
    probs = softmax(logits_of_SOS())
    np.testing.assert_allclose(figure["probs"], probs)
    np.testing.assert_allclose(figure["kept"][:, 0], top_k(probs, 3))
    np.testing.assert_allclose(figure["kept"][:, 1], top_p(probs, 0.9))


@pytest.mark.parametrize(("temperature", "n_words"), [(0, 1), (0.5, 5), (1, 7), (2, 9)])
def test_top_k_keeps_three_and_top_p_what_it_needs(temperature, n_words):
    figure = FIGURES["choose-word"]()
    figure.set(temperature=temperature)
    assert figure["words_in_top_p"] == n_words
    assert figure["words_in_top_k"] == (3 if temperature else 1)
    assert leader(figure) == "hello"


def test_the_throw_of_the_caption_is_an_unlikely_word_that_both_cuts_leave_out():
    figure = FIGURES["choose-word"]()
    assert [leader(figure, name) for name in ("drawn", "drawn_k", "drawn_p")] == [
        "hola",
        "?",
        "hola",
    ]
    figure.set(die=0.98)
    assert leader(figure, "drawn") == "SOS"
    assert 0.02 < figure["probs"][WORDS.index("SOS")] < 0.03
    for name in ("drawn_k", "drawn_p"):
        assert leader(figure, name) != "SOS"
    assert not figure["kept"][WORDS.index("SOS")].any()


def test_a_die_without_temperature_is_loaded():
    figure = FIGURES["choose-word"]()
    for u in (0, 0.5, 0.999):
        figure.set(temperature=0, die=u)
        assert {leader(figure, name) for name in ("drawn", "drawn_k", "drawn_p")} == {"hello"}


@pytest.mark.parametrize("temperature", [0.5, 1, 2])
def test_the_die_falls_on_a_piece_of_the_bar_as_it_is_drawn(temperature):
    figure = FIGURES["choose-word"]()
    probs = with_temperature(logits_of_SOS(), temperature)
    for name, shares in {
        "drawn": probs,
        "drawn_k": top_k(probs, 3),
        "drawn_p": top_p(probs, 0.9),
    }.items():
        order = np.argsort(-shares, kind="stable")
        ends = np.cumsum(shares[order])
        for u in np.linspace(0, 0.999, 41):
            figure.set(temperature=temperature, die=u)
            assert figure[name] == order[np.searchsorted(ends, u, side="right")]


def found(width, hola, mundo, tardes):
    """Search by the book's beam; ids: 0 start, 1 end, then two first and four second words."""
    after = np.zeros((8, 8))
    after[0, [2, 3]] = hola, 1 - hola
    after[2, [4, 5]] = mundo, 1 - mundo
    after[3, [6, 7]] = tardes, 1 - tardes
    after[4:, 1] = 1
    best = beam_search(lambda ids: after[ids[-1]], 0, 1, width=width, max_tokens=3)
    return [(one.ids[2] - 4, np.exp(one.log_prob)) for one in best]


@pytest.mark.parametrize(
    "chances", [(0.6, 0.55, 0.9), (0.6, 0.61, 0.9), (0.49, 0.55, 0.9), (0.3, 0.8, 0.6)]
)
def test_both_sentences_are_those_of_beam_search(chances):
    figure = FIGURES["two-steps"]()
    figure.set(**dict(zip(("hola", "mundo", "tardes"), chances, strict=True)))
    ((at, p),) = found(1, *chances)
    assert figure["by_greedy"] == at
    np.testing.assert_allclose(figure["p_greedy"], p)
    best, second = found(2, *chances)
    assert (figure["best"], figure["runner_up"]) == (best[0], second[0])
    np.testing.assert_allclose(figure["p_best"], best[1])


def test_greedy_is_right_again_when_mundo_is_a_few_hundredths_likelier():
    figure = FIGURES["two-steps"]()
    while figure["by_greedy"] != figure["best"]:
        figure.set(mundo=figure.inputs["mundo"] + 0.01)
    assert figure.inputs["hola"] == 0.6
    assert 0.55 < figure.inputs["mundo"] < 0.62


def test_greedy_is_caught_between_one_half_and_the_upper_end():
    figure = FIGURES["two-steps"]()
    assert GREETINGS[int(figure["by_greedy"])] == "hola mundo"
    assert GREETINGS[int(figure["best"])] == "buenas tardes"
    upper = 0.9 / (0.55 + 0.9)
    for hola, is_caught in [(0.49, False), (0.51, True), (upper - 0.001, True), (0.63, False)]:
        figure.set(hola=hola)
        assert (figure["p_greedy"] < figure["p_best"]) == is_caught


def test_spanish_words_say_so():
    markup = FIGURES["two-steps"]().markup
    assert '<span class="hm-piece" lang="es">buenas tardes</span>' in markup
    assert '<th scope="col" lang="es">hola</th>' in FIGURES["row-to-word"]().markup
