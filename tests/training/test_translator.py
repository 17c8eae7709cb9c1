"""The toy grammar, its fair split, and the translator that comes with the book."""

import numpy as np
import pytest

from helpers import count_numbers, generate
from helpers.training import grammar, translator, weights
from helpers.training.grammar import ADJECTIVES, COMBINATIONS, NOUNS

SPLIT = grammar.split(translator.SEED)
MODEL = translator.trained()
TESTS = (*SPLIT.unseen_sentences, *SPLIT.unseen_combinations)
ALL = (*SPLIT.train, *TESTS)


def test_the_vocabularies_are_as_small_as_promised():
    assert (len(grammar.ENGLISH), len(grammar.SPANISH)) == (52, 78)
    assert not set(grammar.ENGLISH) & set(grammar.SPANISH)
    assert {word for pair in SPLIT.train for word in pair.english} == set(grammar.ENGLISH)
    assert {word for pair in SPLIT.train for word in pair.spanish} == set(grammar.SPANISH)


def test_the_same_seed_gives_the_same_sentences_and_another_gives_others():
    assert grammar.split(0) == grammar.split(0) != grammar.split(1)


def test_each_spanish_word_comes_from_an_english_word_that_it_can_render():
    for pair in ALL:
        assert sorted(pair.comes_from) == list(range(len(pair.english)))
        for word, place in zip(pair.spanish, pair.comes_from, strict=True):
            assert word in renderings()[pair.english[place]]


def renderings():
    found = {}
    for english, forms in (*grammar.DETERMINERS, *ADJECTIVES):
        for word in english if isinstance(english, tuple) else (english,):
            found[word] = {form for gender in forms for form in gender}
    for noun in NOUNS:
        found |= {e: {s} for e, s in zip(noun.english, noun.spanish, strict=True)}
    for english, spanish in (*grammar.VERBS, grammar.TO_BE):
        found |= {e: {s} for e, s in zip(english, spanish, strict=True)}
    return found | {e: {s} for e, s in (*grammar.GREETINGS, grammar.WORLD)}


def test_articles_and_adjectives_agree_with_their_noun():
    nouns = {word: (noun, i) for noun in NOUNS for i, word in enumerate(noun.english)}
    forms = {word: table for words, table in grammar.DETERMINERS for word in words if word}
    forms |= dict(ADJECTIVES)
    for pair in ALL:
        spanish = dict(zip(pair.comes_from, pair.spanish, strict=True))
        for i, word in enumerate(pair.english):
            if word in forms:
                after = [w for w in pair.english[i:] if w in nouns]
                before = [w for w in pair.english[:i] if w in nouns]  # "is red": no noun follows
                noun, number = nouns[(after or before)[0]]
                assert spanish[i] == forms[word][noun.gender][number]


def test_many_sentences_put_the_adjective_after_its_noun():
    assert len([pair for pair in ALL if pair.comes_from[:3] == (0, 2, 1)]) > 500


def test_held_out_combinations_never_occur_in_training_and_always_in_their_test():
    assert len(SPLIT.held_out) == 25
    assert len(COMBINATIONS) == 112
    assert not any(pair.combinations & SPLIT.held_out for pair in SPLIT.train)
    assert not any(pair.combinations & SPLIT.held_out for pair in SPLIT.unseen_sentences)
    assert all(pair.combinations & SPLIT.held_out for pair in SPLIT.unseen_combinations)


def test_no_tested_sentence_was_seen_and_none_is_tested_twice():
    seen = {pair.english for pair in SPLIT.train}
    for tests in (SPLIT.unseen_sentences, SPLIT.unseen_combinations):
        english = {pair.english for pair in tests}
        assert len(english) == 500
        assert not english & seen


@pytest.mark.parametrize("seed", range(5))
def test_every_split_is_fair(seed):
    held_out = grammar.held_out_combinations(np.random.default_rng(seed), 25)
    for adjective in range(len(ADJECTIVES)):
        met = {
            (noun.gender, noun.is_alive)
            for i, noun in enumerate(NOUNS)
            if (adjective, i) not in held_out
        }
        assert met == {(0, True), (0, False), (1, True), (1, False)}


def test_too_much_held_out_and_too_few_sentences_are_refused():
    with pytest.raises(ValueError, match="can be held out in a fair way"):
        grammar.held_out_combinations(np.random.default_rng(0), 100)
    with pytest.raises(ValueError, match=r"Only 0 of 1 sentences.*hold more combinations out"):
        grammar.split(0, n_test=1, n_held_out=0)
    with pytest.raises(ValueError, match="n_train is 100"):
        grammar.split(0, n_train=100)


def test_word_by_word_fails_and_the_right_order_alone_does_not_help_much():
    entries = grammar.dictionary(SPLIT.train)
    for tests in (SPLIT.unseen_sentences, SPLIT.unseen_combinations):
        plain, reordered = (
            np.mean([rule(pair.english, entries) == pair.spanish for pair in tests])
            for rule in (grammar.word_by_word, grammar.word_by_word_reordered)
        )
        assert plain < 0.05
        assert plain < reordered < 0.15


def test_the_translator_is_right_on_both_kinds_of_unseen_sentences():
    reached = translator.accuracy(MODEL, SPLIT)
    assert reached.unseen_sentences >= 0.99
    assert reached.unseen_combinations >= 0.99


def test_greetings_are_said_with_confidence():
    for pair in grammar.greetings():
        said = generate(
            translator.VOCABULARY.encode(pair.english), MODEL, translator.START, translator.END, 8
        )
        assert translator.translate(" ".join(pair.english), MODEL) == " ".join(pair.spanish)
        assert min(row.max() for row in said.probs) > 0.99


def test_cross_attention_shows_the_swap():
    swapped = [pair for pair in SPLIT.unseen_combinations if pair.comes_from[:3] == (0, 2, 1)]
    source_ids, target_ids = translator.encoded(swapped)
    A = translator.cross_weights(source_ids, target_ids, MODEL).mean(axis=1)
    assert len(swapped) > 100
    looked_at = A[:, 1:3].argmax(axis=-1)  # for the noun, then for the adjective
    assert (looked_at == [2, 1]).all(axis=-1).mean() > 0.95


def test_translating_many_at_once_is_translating_one_by_one():
    pairs = TESTS[::100]
    source_ids, _ = translator.encoded(pairs)
    found = translator.translate_all(source_ids, MODEL)
    for pair, ids in zip(pairs, found, strict=True):
        words = [w for w in translator.VOCABULARY.decode(ids) if w != "EOS"]
        assert " ".join(words) == translator.translate(" ".join(pair.english), MODEL)


def test_a_few_steps_of_learning_lower_the_loss():
    history = translator.learn(SPLIT.train, n_steps=30).history
    assert history[-1].loss < 0.8 * history[0].loss


def test_bad_sentences_get_a_clear_answer():
    with pytest.raises(ValueError, match=r"'cart' is not in the vocabulary\. Did you mean"):
        translator.translate("the red cart", MODEL)
    with pytest.raises(ValueError, match="is not in the vocabulary"):
        translator.translate("el coche", MODEL)
    with pytest.raises(ValueError, match="sentence is empty"):
        translator.translate("  ", MODEL)
    with pytest.raises(ValueError, match="has 8 words"):
        translator.translate("the the the the the the the the", MODEL)
    assert translator.translate("The red CAR", MODEL) == "el coche rojo"


def test_the_stored_weights_are_light_and_all_there():
    import gzip
    from pathlib import Path

    for name in ("toy.json", "translator.json"):
        stored = (Path(weights.__file__).parent / name).read_bytes()
        assert len(gzip.compress(stored, 9)) <= 60_000
    assert count_numbers(MODEL) == 9732
    assert max(len(pair.english) for pair in ALL) == translator.LONGEST
