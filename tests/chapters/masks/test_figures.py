"""The figures of chapter 10 begin with its numbers, and do what their captions promise."""

from itertools import product

import numpy as np
import pytest

from helpers import (
    EXAMPLE,
    causal_mask,
    embed_sentence,
    encoder,
    multi_head_attention_steps,
    random_encoder_block,
    self_attention,
    softmax,
    standard_normal,
)
from helpers.chapters import thread
from helpers.chapters.masks.figures import FIGURES
from helpers.training import toy

RNG = np.random.default_rng(15)
BLOCKS = [random_encoder_block(RNG, EXAMPLE, standard_normal) for _ in range(2)]
MACHINE = thread.machine("dice")
WEIGHTS = MACHINE.blocks.decoder[0].attention
LENGTHS = ("SOS", "SOS hola", "SOS hola mundo")
Y = embed_sentence(toy.VOCABULARY.encode(LENGTHS[2].split()), MACHINE.W_E)
WAYS = {
    "−∞ before the softmax": lambda S, mask: softmax(np.where(mask, S, -np.inf)),
    "strike out after it": lambda S, mask: softmax(S) * mask,
    "multiply scores by 0": lambda S, mask: softmax(S * mask),
}


@pytest.fixture(params=FIGURES)
def name(request):
    return request.param


def changed(array, *index, to):
    copy = np.array(array)
    copy[index] = to
    return copy


def test_each_figure_has_the_name_under_which_it_is_listed(name):
    assert FIGURES[name]().spec["name"] == name


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_hide_gives_the_weights_of_the_chapter(way):
    figure = FIGURES["ways-to-hide"]()
    figure.set(way=way)
    S = multi_head_attention_steps(Y, Y, *WEIGHTS).S_scaled[0]
    np.testing.assert_allclose(figure["A"], WAYS[way](S, causal_mask(3)), atol=1e-15)


def test_a_score_of_a_thousand_is_only_harmless_where_it_is_hidden_first():
    figure = FIGURES["ways-to-hide"]()
    S = changed(figure.inputs["S"], 0, 1, to=1000)
    before = figure["A"]
    figure.set(S=S)
    np.testing.assert_array_equal(figure["A"], before)
    figure.set(way="strike out after it")
    assert figure["sums"][0] == 0
    figure.set(way="multiply scores by 0")
    assert 0.3 < figure["A"][0, 1] < 0.5
    assert figure["leaked"][0] == pytest.approx(2 * figure["A"][0, 1])


def test_lowering_one_score_gives_the_forbidden_word_most_of_a_row():
    figure = FIGURES["ways-to-hide"]()
    bound = np.log(1 - np.exp(figure.inputs["S"][1, 0]))
    figure.set(way="multiply scores by 0")
    for own, wins in ((bound + 0.01, False), (bound - 0.01, True), (-5, True)):
        figure.set(S=changed(figure.inputs["S"], 1, 1, to=own))
        assert (figure["A"][1, 2] > 0.5) == wins
    figure.set(way="−∞ before the softmax")
    assert figure["A"][1, 2] == 0
    assert figure["A"][1, 0] > 0.9


@pytest.mark.parametrize(
    ("weigh", "row"),
    [("this book's", 0.0), ("the textbook's", np.nan), ("with −10⁹ for −∞", 1 / 3)],
)
def test_a_row_that_sees_nobody_is_what_the_softmax_makes_of_it(weigh, row):
    figure = FIGURES["two-masks"]()
    figure.set(weigh=weigh)
    np.testing.assert_allclose(figure["A"][:, 0], row)
    fails = np.isnan(row)
    assert np.isnan(figure["Y_1"]).any(axis=-1).tolist() == [fails, False, False]
    assert np.isnan(figure["Y_2"]).any(axis=-1).tolist() == [fails] * 3


def test_filler_in_front_changes_no_weight_among_the_words_seen():
    figure = FIGURES["two-masks"]()
    assert figure["mask"].tolist() == [[0, 0, 0], [0, 1, 0], [0, 1, 1]]
    figure.set(ids="SOS hola mundo")
    masked = multi_head_attention_steps(Y, Y, *BLOCKS[0].attention, mask=causal_mask(3))
    np.testing.assert_allclose(figure["A"], masked.A, atol=1e-15)


def test_at_the_end_the_causal_mask_alone_hides_the_filler_from_the_words():
    figure = FIGURES["two-masks"]()
    figure.set(ids="SOS hola PAD")
    both = figure["Y_2"]
    figure.set(pad_id=False)
    np.testing.assert_array_equal(figure["Y_2"][:2], both[:2])
    assert np.abs(figure["Y_2"][2] - both[2]).max() > 0.001
    figure.set(causal=False)
    assert np.abs(figure["Y_2"][:2] - both[:2]).min() > 0.001


def test_with_no_mask_everybody_is_seen():
    figure = FIGURES["two-masks"]()
    figure.set(causal=False, pad_id=False)
    np.testing.assert_array_equal(figure["mask"], 1)


@pytest.mark.parametrize(("t", "is_masked"), list(product((1, 2, 3), (True, False))))
def test_a_growing_sentence_has_the_rows_of_the_chapter(t, is_masked):
    figure = FIGURES["growing-sentence"]()
    figure.set(t=LENGTHS[t - 1], is_masked=is_masked)
    alone = [
        self_attention(Y[:n], *WEIGHTS, mask=causal_mask(n) if is_masked else None)
        for n in range(1, t + 1)
    ]
    np.testing.assert_allclose(figure["Z"], alone[-1], atol=1e-14)
    if t > 1:
        np.testing.assert_allclose(figure["Z_before"], alone[-2], atol=1e-14)
        assert np.all(figure["moved"] == 0 if is_masked else figure["moved"] > 0.1)


def test_the_newest_word_reaches_earlier_rows_only_without_the_mask():
    figure = FIGURES["growing-sentence"]()
    last = figure["Z"][-1]
    for is_masked in (True, False):
        figure.reset()
        figure.set(is_masked=is_masked)
        np.testing.assert_allclose(figure["Z"][-1], last)
        before = figure["Z"]
        figure.set(E=changed(figure.inputs["E"], 2, 0, to=2))
        follows = np.abs(figure["Z"] - before).max(axis=-1) > 0
        assert follows.tolist() == [not is_masked, not is_masked, True]


def test_two_layers_are_those_of_the_chapter():
    figure = FIGURES["mask-in-two-layers"]()
    np.testing.assert_allclose(figure["Y_2"], encoder(Y, BLOCKS, mask=causal_mask(3)), atol=1e-14)
    assert figure["last_gap"] == 0
    figure.set(mask_1=False, mask_2=False)
    np.testing.assert_allclose(figure["Y_2"], encoder(Y, BLOCKS), atol=1e-14)
    assert figure["last_gap"] == pytest.approx(2.7529, abs=5e-5)


def test_the_last_row_depends_on_the_mask_of_the_first_layer_alone():
    figure = FIGURES["mask-in-two-layers"]()
    figure.set(mask_2=False)
    assert figure["last_gap"] == 0
    assert np.all(figure["gap_after_2"][:2] > 0)
    figure.set(mask_1=False)
    both_off = figure["last_gap"]
    figure.set(mask_2=True)
    assert figure["gap_after_1"][-1] == 0
    assert figure["last_gap"] == pytest.approx(both_off, rel=1e-12)
    assert both_off > 1
