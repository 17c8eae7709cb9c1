"""The decoder-only model: its gradients, its shipped weights, and what chapter 17 says of them."""

import gzip
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from helpers import LanguageModel, count_numbers, next_words, without_heads
from helpers.mathematics.initialise import Sizes, random_encoder_block
from helpers.training import grammar, language_model, weights
from helpers.training.agreement import agreement, forms, p_forms
from helpers.training.flat import flatten, unflatten

SPLIT = grammar.split(language_model.SEED)
MODEL = language_model.trained()
SMALL = Sizes(d_model=4, d_k=2, d_v=3, d_ff=5, n_heads=2, n_layers=2, n_vocab=80)


def test_gradients_are_those_of_finite_differences():
    rng = np.random.default_rng(0)
    blocks = tuple(random_encoder_block(rng, SMALL) for _ in range(2))
    model = LanguageModel(0.3 * rng.standard_normal((80, 4)), blocks)
    sentences = language_model.encoded(SPLIT.train[200:203])
    theta = flatten(model)
    _, gradient = language_model.loss_and_gradient(model, sentences)
    flat = flatten(gradient)
    used = np.flatnonzero(np.abs(flat) > 1e-4)
    for place in rng.choice(used, size=40, replace=False):
        step = 1e-5 * np.eye(1, theta.size, place)[0]
        up, down = (
            language_model.loss_and_gradient(unflatten(theta + s, model), sentences)[0]
            for s in (step, -step)
        )
        assert np.isclose(flat[place], (up - down) / 2e-5, rtol=1e-4, atol=1e-8)


def test_training_lowers_the_loss_and_the_same_seed_gives_the_same_weights():
    sentences = language_model.encoded(SPLIT.train[:200])
    theta, losses = language_model.learn(sentences, n_steps=25)
    again, _ = language_model.learn(sentences, n_steps=25)
    assert np.array_equal(theta, again)
    assert losses[0] > np.log(80) - 0.5
    assert losses[-1] < losses[0] - 0.5


def test_the_file_of_weights_is_small_and_whole():
    stored = Path(weights.__file__).with_name(language_model.FILE).read_bytes()
    assert len(gzip.compress(stored, 9)) <= 15_000
    theta = flatten(MODEL)
    assert theta.size == count_numbers(language_model.like())
    assert np.array_equal(theta, theta.round(3))


def test_unseen_sentences_surprise_the_model_far_less_than_blind_guessing():
    unseen = language_model.encoded(SPLIT.unseen_sentences)
    loss, _ = language_model.loss_and_gradient(MODEL, unseen)
    assert loss < np.log(len(language_model.VOCABULARY)) / 2


@pytest.mark.parametrize("gender", [0, 1])
@pytest.mark.parametrize("number", [0, 1])
def test_after_every_noun_the_right_adjectives_lead(gender, number):
    for noun in grammar.NOUNS:
        if noun.gender != gender:
            continue
        article = grammar.DETERMINERS[0][1][gender][number]
        text = f"{article} {noun.spanish[number]} {grammar.TO_BE[1][number]}"
        right, wrong = (p_forms(text, g, number, MODEL) for g in (gender, 1 - gender))
        assert right > 10 * wrong, text


def test_the_verb_agrees_with_the_number_of_the_noun():
    V = language_model.VOCABULARY
    for noun in grammar.NOUNS:
        article = grammar.DETERMINERS[0][1][noun.gender]
        for number in (0, 1):
            text = f"{article[number]} {noun.spanish[number]}"
            probs = next_words(language_model.beginning(text), MODEL)[-1]
            p_is, p_are = probs[V.encode(list(grammar.TO_BE[1]))]
            assert (p_is < p_are) == (number == 1), text


def test_the_noun_decides_and_rollout_says_the_article():
    found = agreement(MODEL)
    assert len(found.sentences) == 2 * len(grammar.NOUNS)
    assert found.p.mean() > 0.7
    assert found.p_other_noun.mean() < 0.1
    assert 0.3 < found.p_other_article.mean() < 0.5
    assert (found.p_other_noun < found.p_other_article).mean() > 0.9
    assert (found.R[:, 1] > found.R[:, 2]).mean() > 0.75
    assert np.allclose(found.R.sum(axis=-1), 1)


def test_of_single_maps_only_that_of_the_last_block_gives_the_noun_more_than_the_article():
    maps = agreement(MODEL).maps
    first, second, last = (maps[..., 2] > maps[..., 1]).mean(axis=0)
    assert first < 0.3 < second < 0.7 < last == 1
    assert np.allclose(maps.sum(axis=-1), 1)


def test_no_single_head_carries_all_of_the_agreement():
    whole = agreement(MODEL).p.mean()
    for layer in range(3):
        for head in range(2):
            kept = np.ones((3, 2))
            kept[layer, head] = 0
            assert 0.4 < agreement(without_heads(MODEL, kept)).p.mean() < whole


def test_forms_of_an_adjective_differ_between_the_genders():
    for number in (0, 1):
        assert not set(forms(0, number)) & set(forms(1, number))


def test_a_beginning_may_be_empty_and_is_checked():
    assert language_model.beginning("").tolist() == [language_model.START]
    assert language_model.beginning("  HOLA ").tolist()[1:] == [0]
    typed = unicodedata.normalize("NFD", "niño")  # an n and a tilde
    assert language_model.beginning(typed).tolist() == language_model.beginning("niño").tolist()
    with pytest.raises(ValueError, match="'hello' is not in the vocabulary"):
        language_model.beginning("hello")
    with pytest.raises(ValueError, match=r"8 words.*at most 7"):
        language_model.beginning("la " * 8)


def test_going_on_ends_at_the_end_token_or_at_the_longest_sentence():
    for text in ("", "hola", "la la la la la la la"):
        whole = language_model.continued(text, MODEL)
        assert whole.startswith(text)
        assert len(whole.split()) <= language_model.LONGEST
        assert not {"SOS", "EOS"} & set(whole.split())
