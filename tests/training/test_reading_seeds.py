"""The models of chapter 17 from other seeds: what is stored, and the book's own among them."""

import numpy as np
import pytest

from helpers.training import classifier, grammar, language_model, reading_seeds, translator
from helpers.training.reading_seeds import HEADS, MANY_SEEDS, SEEDS

SPLIT = grammar.split(0)
TRANSLATORS, WRITERS = reading_seeds.stored()


def test_every_seed_is_there_once():
    assert [one.seed for one in TRANSLATORS] == list(SEEDS)
    assert [one.seed for one in WRITERS] == list(MANY_SEEDS)
    assert {len(one.without) for one in TRANSLATORS} == {len(HEADS)}


def test_the_book_s_translator_gives_the_stored_answers_of_its_seed():
    found = reading_seeds.questioned(0, translator.trained(), SPLIT)
    assert found.encoder == pytest.approx(TRANSLATORS[0].encoder, abs=0.02)
    assert found.embedding == pytest.approx(TRANSLATORS[0].embedding, abs=0.02)
    np.testing.assert_allclose(found.without, TRANSLATORS[0].without, atol=0.05)


def test_the_book_s_language_model_gives_the_stored_answers_of_its_seed():
    found = reading_seeds.written(0, language_model.trained(), SPLIT)
    assert found.loss == pytest.approx(WRITERS[0].loss, abs=0.01)
    assert found.others == pytest.approx(WRITERS[0].others, abs=0.01)


def test_the_encoder_s_row_tells_more_than_the_determiner_in_every_translator():
    floors = [
        classifier.by_determiner(split.train, split.unseen_combinations)
        for split in map(grammar.split, SEEDS)
    ]
    for one, floor in zip(TRANSLATORS, floors, strict=True):
        assert one.encoder > 0.75 > 0.5 > one.embedding
        assert one.embedding == pytest.approx(floor, abs=0.1)


def test_the_cross_attention_can_spare_no_head_and_the_encoder_can_in_some():
    without = np.array([one.without for one in TRANSLATORS])
    assert without[:, 4:].max() < 0.3
    assert without[:, :2].max(axis=1).min() > 0.8


def test_every_language_model_has_learnt_the_agreement():
    assert max(one.others for one in WRITERS) < 0.02
    assert min(one.feminine for one in WRITERS) > 0.9
    assert np.ptp([np.exp(one.loss) for one in WRITERS]) < 0.5


def test_a_head_that_is_switched_off_is_the_one_that_was_meant():
    whole = translator.trained()
    cut = reading_seeds.switched_off(whole, "decoder", "cross", 1)
    W_O = cut.blocks.decoder[0].cross.W_O
    assert np.abs(W_O[8:]).max() == 0
    np.testing.assert_array_equal(W_O[:8], whole.blocks.decoder[0].cross.W_O[:8])
    np.testing.assert_array_equal(
        cut.blocks.encoder[0].attention.W_O, whole.blocks.encoder[0].attention.W_O
    )
