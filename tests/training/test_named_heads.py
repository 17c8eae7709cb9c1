"""The model with heads that can be named: what it has learnt, and what its heads do not do."""

import gzip
import itertools
from pathlib import Path

import numpy as np
import pytest

from helpers import count_numbers
from helpers.training import named_heads, weights
from helpers.training.flat import flatten, unflatten
from helpers.training.loss import cross_entropy
from helpers.training.named_heads import (
    COLOURS,
    ENGLISH,
    FINDS_NOUN,
    LONGEST,
    NAMED,
    NOUNS,
    SPANISH,
    WORD_BEFORE,
)

MODEL = named_heads.trained()
SENTENCES = named_heads.sentences()


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("the red car", "el coche rojo"),
        ("yes a white table", "sí una mesa blanca"),
        ("is the red house white", "es la casa roja blanca"),
        ("the car is a house", "el coche es una casa"),
    ],
)
def test_the_rule_gives_each_word_its_gender_and_its_place(english, spanish):
    assert " ".join(named_heads.translation(english.split())) == spanish


def test_the_rule_asks_for_a_noun():
    with pytest.raises(ValueError, match="no noun in 'is red'"):
        named_heads.translation(("is", "red"))


def test_gradients_are_those_of_finite_differences():
    model = named_heads.random_reader(np.random.default_rng(0))
    (ids, wanted), *_ = named_heads.encoded(SENTENCES[3:6])
    theta = flatten(model)
    found = flatten(named_heads.gradient_of(model, ids, wanted))

    def loss(theta):
        steps = named_heads.read_steps(ids, unflatten(theta, model))
        return cross_entropy(steps.logits, wanted) * ids.size

    used = np.flatnonzero(np.abs(found) > 1e-4)
    for place in np.random.default_rng(1).choice(used, size=40, replace=False):
        step = 1e-5 * np.eye(1, theta.size, place)[0]
        slope = (loss(theta + step) - loss(theta - step)) / 2e-5
        assert np.isclose(found[place], slope, rtol=1e-4, atol=1e-8)


def test_the_same_seed_gives_the_same_weights_and_training_lowers_the_loss():
    (one, _), (again, _) = (named_heads.learn(n_steps=25) for _ in range(2))
    assert np.array_equal(flatten(one), flatten(again))
    assert named_heads.accuracy(SENTENCES, one) < named_heads.accuracy(SENTENCES, MODEL) == 1


def test_the_file_is_small_and_whole():
    stored = Path(weights.__file__).with_name(named_heads.FILE).read_bytes()
    assert len(gzip.compress(stored, 9)) <= 3_000
    theta = flatten(MODEL)
    assert theta.size == count_numbers(named_heads.like())
    assert np.array_equal(theta, theta.round(3))


def test_each_of_the_two_heads_looks_where_its_name_says():
    found = named_heads.looks(MODEL)
    assert found.before[WORD_BEFORE] > NAMED > found.before[FINDS_NOUN]
    assert found.noun[FINDS_NOUN] > NAMED > found.noun[WORD_BEFORE]


def test_the_first_head_does_more_than_its_name_says():
    assert named_heads.looks(MODEL).articles[WORD_BEFORE] > 0.4


@pytest.mark.parametrize("head", [WORD_BEFORE, FINDS_NOUN])
def test_both_heads_are_needed(head):
    assert named_heads.accuracy(SENTENCES, named_heads.without_head(MODEL, head)) <= 0.5


@pytest.mark.parametrize(
    ("head", "wrong"), [(WORD_BEFORE, "el libro coche"), (FINDS_NOUN, "el mesa rojo")]
)
def test_without_a_head_the_red_car_goes_wrong(head, wrong):
    assert named_heads.said("the red car", MODEL) == ["el", "coche", "rojo"]
    without = named_heads.without_head(MODEL, head)
    assert " ".join(named_heads.said("the red car", without)) == wrong


def test_two_nouns_are_more_than_it_has_learnt():
    pairs = itertools.product(NOUNS, repeat=2)
    two = [("the", one, "is", "a", other) for one, other in pairs if one != other]
    assert named_heads.accuracy(two, MODEL) == 0


def test_of_ten_seeds_one_gives_heads_that_bear_their_names_and_nine_do_not():
    found = named_heads.seeds()
    assert [one.seed for one in found] == list(named_heads.SEEDS)
    clear = [one.seed for one in found if min(one.noun, one.before) >= NAMED]
    assert clear == [named_heads.SEED]
    assert np.median([one.unseen for one in found]) == 1
    noun, before = named_heads.named(named_heads.looks(MODEL))
    np.testing.assert_allclose((found[0].noun, found[0].before), (noun, before), atol=1e-4)


def test_a_head_is_named_the_better_way_round():
    crossed = named_heads.Looks(np.array([0.2, 0.9]), np.array([0.8, 0.7]), np.zeros(2))
    assert named_heads.named(crossed) == (0.9, 0.8)


def test_it_reads_five_words_and_no_more():
    assert max(map(len, SENTENCES)) == LONGEST
    with pytest.raises(ValueError, match="has 6 words"):
        named_heads.said("yes the red car is red", MODEL)


def test_both_languages_are_about_a_dozen_words():
    assert len(ENGLISH) == 10
    assert len(SPANISH) == 14
    assert set(COLOURS) | set(NOUNS) <= set(ENGLISH.tokens)
