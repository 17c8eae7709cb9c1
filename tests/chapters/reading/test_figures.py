"""The figures of chapter 17 begin with its numbers, and do what their captions promise."""

import numpy as np
import pytest

from helpers import (
    cosine_similarity,
    embed_sentence,
    encoder,
    logit_lens,
    next_words,
    next_words_steps,
    rollout,
    softmax,
    without_heads,
)
from helpers.chapters.figures import FIGURES
from helpers.chapters.reading.figures import DOCUMENTS, KINDS, WORDS, kind_of, kinds
from helpers.training import classifier, language_model, seeds, translator

MODEL = translator.trained()
SPANISH = language_model.trained()
HEADS = [f"block_{n + 1}_head_{i + 1}" for n in range(3) for i in range(2)]


@pytest.fixture
def encoder_only():
    return FIGURES["encoder-only"]()


@pytest.fixture
def decoder_only():
    return FIGURES["decoder-only"]()


@pytest.fixture
def lens():
    return FIGURES["lens"]()


@pytest.fixture
def same_output():
    return FIGURES["same-output"]()


def rows_of(text):
    return encoder(embed_sentence(translator.source(text), MODEL.W_E), MODEL.blocks.encoder)


@pytest.mark.parametrize("query", ["a boy", "hello world", "my small cows see the red houses"])
def test_filler_changes_no_likeness(encoder_only, query):
    encoder_only.set(query=query)
    u = rows_of(query).mean(axis=0)
    expected = [cosine_similarity(u, rows_of(text).mean(axis=0)) for text in DOCUMENTS]
    np.testing.assert_allclose(encoder_only["cos_rows"], expected, atol=1e-12)
    e = MODEL.W_E[translator.source(query)].mean(axis=0)
    cos_words = [
        cosine_similarity(e, MODEL.W_E[translator.source(text)].mean(axis=0)) for text in DOCUMENTS
    ]
    np.testing.assert_allclose(encoder_only["cos_words"], cos_words, atol=1e-12)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("the big table is black", "the small house is red"),
        ("some boys want my books", "my cows see a house"),
        ("a boy", "the red car"),
        ("goodbye world", "hello world"),
        *[(text, text) for text in DOCUMENTS],
    ],
)
def test_a_sentence_like_the_query_is_found(encoder_only, query, found):
    encoder_only.set(query=query)
    assert DOCUMENTS[int(encoder_only["best"])] == found


def test_cos_words_alone_nothing_is_like_a_boy(encoder_only):
    encoder_only.set(query="a boy")
    assert not {"a", "boy"} & set(DOCUMENTS[0].split())
    assert encoder_only["cos_words"].max() < 0
    assert encoder_only["cos_rows"][0] > 0.5


@pytest.mark.parametrize(
    ("query", "right"), [("the house", 1), ("the houses", 3), ("the car", 0), ("the cars", 2)]
)
def test_the_first_row_tells_the_four_classes_and_its_embedding_does_not(
    encoder_only, query, right
):
    encoder_only.set(query=query)
    assert encoder_only["probs"].argmax() == right
    assert encoder_only["probs"][right] > 0.99
    row, head = rows_of(query)[0], classifier.trained()
    np.testing.assert_allclose(encoder_only["probs"], classifier.classify(row, head))
    encoder_only.set(reads="its embedding")
    assert encoder_only["probs"].max() < 0.3


def test_words_are_sorted_into_kinds():
    said = {"roja": "adj. fem. one", "verde": "adj. either, one"}
    said |= {"negros": "adj. masc. many", "grandes": "adj. either, many"}
    said |= {"casas": "noun", "son": "verb", "ven": "verb", "mi": "article or “my”"}
    said |= {"hola": "greeting, mundo", "mundo": "greeting, mundo", "EOS": "end", "SOS": "start"}
    assert {word: KINDS[kind_of(word)] for word in said} == said
    assert kinds().sum() == len(WORDS)


@pytest.mark.parametrize("text", ["SOS", "SOS hola", "SOS la vaca pequeña tiene los coches"])
def test_filler_changes_no_next_word(decoder_only, text):
    decoder_only.set(words=text)
    expected = next_words(WORDS.encode(text.split()), SPANISH)[-1]
    np.testing.assert_allclose(decoder_only["probs"], expected, atol=1e-12)
    np.testing.assert_allclose(decoder_only["probs_kind"].sum(), 1)


def test_gender_and_number_follow_the_noun(decoder_only):
    for text, kind in (("la casa es", 1), ("el coche es", 0), ("las casas son", 4)):
        decoder_only.set(words=f"SOS {text}")
        assert decoder_only["probs_kind"].argmax() == kind
        assert decoder_only["probs_kind"][kind] > 0.7


def test_switches_are_those_of_the_model_and_one_head_loses_the_gender(decoder_only):
    feminine = {}
    for place, name in enumerate(HEADS):
        decoder_only.reset()
        decoder_only.set(**{name: False})
        kept = (np.arange(6) != place).astype(float).reshape(3, 2)
        ids = WORDS.encode(["SOS", "la", "casa", "es"])
        expected = next_words(ids, without_heads(SPANISH, kept))[-1]
        np.testing.assert_allclose(decoder_only["probs"], expected, atol=1e-12)
        feminine[name] = float(decoder_only["probs_kind"][1])
    lost = feminine.pop("block_3_head_2")
    assert lost < 0.2
    assert min(feminine.values()) > 0.7


def test_one_graph_serves_all_lengths_and_switches(decoder_only, lens, encoder_only):
    for figure in (decoder_only, lens, encoder_only):
        assert len(figure.plan.graphs) == 1


@pytest.mark.parametrize("text", ["SOS la casa es", "SOS el coche", "SOS"])
def test_lens_and_rollout_are_those_of_the_mathematics(lens, text):
    lens.set(words=text)
    steps = next_words_steps(WORDS.encode(text.split()), SPANISH)
    early = logit_lens(steps.states, SPANISH.W_E.T)[:, -1]
    np.testing.assert_allclose(lens["probs_kind"], (early @ kinds()).T, atol=1e-12)
    t = len(text.split())
    np.testing.assert_allclose(lens["R_last"][:t], rollout(steps.A)[-1], atol=1e-12)
    np.testing.assert_allclose(lens["A_last"][:t], steps.A[-1].mean(axis=0)[-1], atol=1e-12)
    assert not lens["R_last"][t:].any()


def test_the_lens_first_reads_the_word_itself_and_the_gender_comes_in(lens):
    assert WORDS.tokens[int(lens["best_0"])] == "es"
    feminine = lens["probs_kind"][1]
    assert (np.diff(feminine) > 0).all()
    assert feminine[-1] > 2 * feminine[-2]
    lens.set(words="SOS el coche")
    assert WORDS.tokens[int(lens["best_2"])] == "mundo"


def test_rollout_gives_most_to_the_start_token_and_least_to_the_noun(lens):
    held = lens["R_last"][:4]
    assert held.argmax() == 0
    assert held.argmin() == 2
    assert lens["A_last"].argmax() == 2


def test_short_of_the_end_the_moved_weights_are_a_softmax_of_finite_scores(same_output):
    favourite = same_output["A"][0].argmax()
    same_output.set(c=0.99)
    moved = same_output["A"][1]
    assert (moved > 0).all()
    np.testing.assert_allclose(softmax(np.log(moved)), moved, rtol=1e-12)
    assert moved[favourite] < 0.02 * same_output["A"][0, favourite]
    assert same_output["apart"] < 1e-12


def test_at_the_end_a_weight_is_exactly_zero_which_no_finite_score_gives(same_output):
    favourite = same_output["A"][0].argmax()
    assert same_output["moved"] == 0
    same_output.set(c=1)
    assert same_output["A"][1, favourite] == 0
    assert 0.3 < same_output["moved"] < 0.4
    assert same_output["apart"] < 1e-12
    np.testing.assert_allclose(same_output["A"].sum(axis=-1), 1)
    assert (same_output["A"] >= 0).all()


@pytest.mark.parametrize("t", [1, 2, 3, 4, 5, 6])
def test_room_to_move_begins_with_five_words(same_output, t):
    said = ["hello", "hello", "world", "world", "hello", "world"][:t]
    same_output.set(words=said, c=1)
    assert (same_output["moved"] > 1e-6) == (t >= 5)


def test_trained_translators_look_in_different_places_and_translate_alike():
    runs = seeds.stored()
    assert min(run.final_combinations for run in runs) > 0.99
    hardly = [run for run in runs if run.at_noun < 0.2]
    nearly_all = [run for run in runs if run.at_noun > 0.9]
    assert (len(hardly), len(nearly_all)) == (2, 1)
