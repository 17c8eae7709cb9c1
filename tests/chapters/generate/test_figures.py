"""The figures of chapter 13 begin with its numbers, and do what their captions promise."""

import numpy as np
import pytest

from helpers import (
    PAPER,
    cache_size,
    cached_step_cost,
    decoder_block_steps,
    decoder_cost,
    embed_sentence,
    encoder,
    example,
    generate,
    predict,
    start_cost,
)
from helpers.chapters.figures import FIGURES
from helpers.chapters.generate.figures import N_CALLS
from helpers.chapters.thread import SIZES, machine

WORDS = example.vocabulary
MODEL = machine("trained")


@pytest.fixture(scope="module")
def next_word():
    return FIGURES["next-word"]()


def ids(text):
    return WORDS.encode(text.split())


@pytest.mark.parametrize("source", ["hello world", "world hello", "a", "how a c"])
@pytest.mark.parametrize("target", ["SOS", "SOS hola", "SOS hola mundo", "SOS a c"])
def test_filler_changes_no_probability(next_word, source, target):
    next_word.set(source=source, target=target)
    np.testing.assert_allclose(next_word["probs"], predict(ids(source), ids(target), MODEL)[-1])


def test_weights_are_those_of_the_last_word(next_word):
    next_word.set(source="hello world", target="SOS hola mundo")
    blocks = MODEL.blocks
    memory = encoder(embed_sentence(ids("hello world"), MODEL.W_E), blocks.encoder)
    Y, mask = embed_sentence(ids("SOS hola mundo"), MODEL.W_E), np.tri(3, dtype=bool)
    block = decoder_block_steps(Y, memory, blocks.decoder[0], mask)
    np.testing.assert_allclose(next_word["A_self"][:, :3], block.attention.A[:, -1])
    np.testing.assert_allclose(next_word["A_cross"][:, :2], block.cross.A[:, -1])
    assert not next_word["A_self"][:, 3:].any()
    assert not next_word["A_cross"][:, 2:].any()


def test_by_hand_the_loop_writes_the_sentence_of_the_chapter(next_word):
    SOS, EOS = map(int, WORDS.encode(["SOS", "EOS"]))
    written = generate(ids("hello world"), MODEL, SOS, EOS, max_tokens=5).ids
    next_word.set(source="hello world", target="SOS")
    said = ["SOS"]
    while said[-1] != "EOS":
        next_word.set(target=said)
        said.append(WORDS.tokens[int(next_word["best"])])
    assert said == WORDS.decode(written)
    assert said == ["SOS", "hola", "mundo", "EOS"]


def test_after_a_wrong_beginning_it_says_eos_and_never_hola(next_word):
    next_word.set(source="hello world", target="SOS mundo")
    assert WORDS.tokens[int(next_word["best"])] == "EOS"


def test_one_graph_serves_all_lengths(next_word):
    assert len(next_word.plan.graphs) == 1


def test_one_model_repeats_itself_and_fresh_dice_do_not():
    figure = FIGURES["fresh-dice"]()
    first = predict(ids("hello world"), ids("SOS"), MODEL)[-1]
    said = []
    for number in range(1, N_CALLS + 1):
        figure.set(number=number)
        np.testing.assert_allclose(figure["p_fixed"], first, rtol=0, atol=1e-9)
        assert figure["moved_fixed"] == 0
        assert (figure["moved_fresh"] == 0) == (number == 1)
        said.append(WORDS.tokens[int(figure["best_fresh"])])
    by_luck = [number for number, word in enumerate(said, start=1) if word == "hola"]
    assert by_luck == [2, 6]


@pytest.mark.parametrize(("size", "sizes"), [("our machine", SIZES), ("the paper's sizes", PAPER)])
@pytest.mark.parametrize("t", [2, 8, 100])
def test_work_is_that_of_the_formulas(size, sizes, t):
    figure = FIGURES["kv-cache"]()
    figure.set(sizes=size, t=t, s=25)
    anew, cached = decoder_cost(sizes, t, 25), cached_step_cost(sizes, t, 25)
    assert figure["work"].tolist() == [cached, anew - cached]
    assert figure["held"] == cache_size(sizes, t, 25)


def test_the_output_layer_is_not_spared_and_in_the_papers_sizes_takes_half_of_the_saving():
    figure = FIGURES["kv-cache"]()
    for sizes, size in ((SIZES, "our machine"), (PAPER, "the paper's sizes")):
        figure.set(sizes=size, t=100, s=25)
        assert figure["output"] == sizes.d_model * sizes.n_vocab
        whole = figure["anew"] + figure["output"], figure["cached"] + figure["output"]
        assert figure["whole"] == pytest.approx(whole[0] / whole[1], rel=1e-14)
    assert 103 < figure["ratio"] < 104
    assert 56 < figure["whole"] < 58


def test_a_whole_sentence_of_a_hundred_words_with_everything_counted_saves_26_times():
    words, s = np.arange(1, 101), 25
    d, h, d_k, d_ff, N = PAPER.d_model, PAPER.n_heads, PAPER.d_k, PAPER.d_ff, PAPER.n_layers

    def block(asking, own, asked_again, source_again):
        """Multiplications of a decoder block, written out: no function of the book."""
        masked = h * (asking * d * d_k + 2 * asked_again * d * d_k + 2 * asking * own * d_k)
        cross = h * (asking * d * d_k + 2 * source_again * d * d_k + 2 * asking * s * d_k)
        return masked + cross + 2 * asking * h * d_k * d + 2 * asking * d * d_ff

    encoder = N * (4 * s * d * d + 2 * s * s * d + 2 * s * d * d_ff)
    filling = N * 2 * s * d * d
    output = d * PAPER.n_vocab
    anew = encoder + sum(N * block(t, t, t, s) + output for t in words.tolist())
    cached = encoder + filling + sum(N * block(1, t, 1, 0) + output for t in words.tolist())
    assert round(anew / cached, 1) == 26.5


def test_at_the_first_word_nothing_is_spared():
    figure = FIGURES["kv-cache"]()
    figure.set(t=1)
    assert figure["work"].tolist() == [340, 0]
    assert figure["cached"] == start_cost(SIZES, 2) + 244
    assert figure["ratio"] == 1


def test_a_word_becomes_cheaper_by_about_its_number():
    figure = FIGURES["kv-cache"]()
    assert round(float(figure["ratio"]), 1) == 8.3
    for sizes, s, low in (("our machine", 2, 100), ("the paper's sizes", 2, 100)):
        figure.set(t=100, s=s, sizes=sizes)
        assert low <= figure["ratio"] < 1.05 * low
