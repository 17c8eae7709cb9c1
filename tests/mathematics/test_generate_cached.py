import numpy as np
import pytest

import helpers
from helpers import EXAMPLE, random_model

SOURCE = np.array([0, 2])


@pytest.mark.parametrize("seed", range(12))
def test_with_a_cache_the_same_sentence_is_written_with_the_same_probabilities(seed):
    model = random_model(np.random.default_rng(seed), EXAMPLE)
    plain, cached = (
        write(SOURCE, model, start=6, end=5, max_tokens=7)
        for write in (helpers.generate, helpers.generate_cached)
    )
    assert cached.ids == plain.ids
    assert cached.ended == plain.ended
    np.testing.assert_allclose(cached.probs, plain.probs, rtol=0, atol=1e-13)


def test_with_a_cache_the_word_may_be_chosen_by_chance():
    model = random_model(np.random.default_rng(1), EXAMPLE)

    def sentence(write):
        rng = np.random.default_rng(3)
        return write(SOURCE, model, 6, 5, 9, lambda p: helpers.draw(p, rng.random())).ids

    assert sentence(helpers.generate_cached) == sentence(helpers.generate)


def test_with_a_cache_the_same_inputs_are_refused():
    model = random_model(np.random.default_rng(1), EXAMPLE)
    with pytest.raises(ValueError, match="max_tokens is 0"):
        helpers.generate_cached(SOURCE, model, 6, 5, 0)
    with pytest.raises(ValueError, match="sentence is empty"):
        helpers.generate_cached(np.array([], dtype=int), model, 6, 5, 3)


@pytest.mark.parametrize("write", [helpers.generate, helpers.generate_cached])
def test_several_sentences_at_once_are_refused(write):
    model = random_model(np.random.default_rng(0), EXAMPLE)
    with pytest.raises(ValueError, match=r"source_ids has shape \(2, 2\).*one sentence at a time"):
        write(np.array([[0, 1], [1, 2]]), model, start=6, end=5, max_tokens=2)
