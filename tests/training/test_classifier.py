"""The classifier on the translator's encoder: context is in the row, and only there."""

import numpy as np
import pytest

from helpers.training import classifier, grammar, translator

MODEL = translator.trained()
SPLIT = grammar.split(translator.SEED)
TEST = classifier.labelled(SPLIT.unseen_combinations, MODEL)


def test_the_row_after_the_encoder_knows_the_noun_and_the_row_before_does_not():
    shares = {
        rows: classifier.accuracy(classifier.trained(rows), getattr(TEST, rows), TEST.labels)
        for rows in classifier.ROWS
    }
    assert shares["encoder"] > 0.99
    assert shares["embedding"] < 0.4


def test_the_head_without_context_has_learnt_the_rule_of_determiners_and_nothing_beyond():
    said = classifier.classify(TEST.embedding, classifier.trained("embedding")).argmax(axis=-1)
    train = classifier.labelled(SPLIT.train, MODEL)
    nouns = {word for noun in grammar.NOUNS for word in noun.english}
    with_noun = [pair for pair in SPLIT.train if nouns & set(pair.english)]
    for word in ("the", "a", "some", "my"):
        met = [pair.english[0] == word for pair in with_noun]
        most = np.bincount(train.labels[met]).argmax()
        asked = [pair.english[0] == word for pair in SPLIT.unseen_combinations]
        assert set(said[asked].tolist()) == {int(most)}
    floor = classifier.by_determiner(SPLIT.train, SPLIT.unseen_combinations)
    assert floor == (said == TEST.labels).mean()


def test_a_and_some_give_the_number_away_so_the_floor_is_above_a_quarter():
    numbers = {"a": 0, "some": 1}
    for pair, label in zip(SPLIT.unseen_combinations, TEST.labels, strict=True):
        assert label // 2 == numbers.get(pair.english[0], label // 2)
    assert classifier.by_determiner(SPLIT.train, SPLIT.unseen_combinations) > 0.25


def test_every_class_occurs_in_the_test():
    assert set(TEST.labels.tolist()) == {0, 1, 2, 3}


def test_the_label_is_that_of_the_first_noun():
    pair = next(pair for pair in SPLIT.train if pair.english[:2] == ("the", "houses"))
    assert classifier.labelled([pair], MODEL).labels.tolist() == [3]


def test_sentences_without_a_noun_are_left_out_and_none_at_all_is_refused():
    greetings = grammar.greetings()
    with_one = classifier.labelled([*greetings, SPLIT.train[-1]], MODEL)
    assert len(with_one.labels) == 1
    with pytest.raises(ValueError, match="has a noun"):
        classifier.labelled(greetings, MODEL)


def test_training_the_head_again_gives_the_stored_one():
    train = classifier.labelled(SPLIT.train, MODEL)
    head = classifier.learn(train.encoder, train.labels)
    stored = classifier.trained("encoder")
    np.testing.assert_allclose(head.W, stored.W, atol=2e-3)
    np.testing.assert_allclose(head.b, stored.b, atol=2e-3)


def test_there_are_two_heads():
    with pytest.raises(ValueError, match="none for 'decoder'"):
        classifier.trained("decoder")
