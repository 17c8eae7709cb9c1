"""What chapter 13 says of the models that dice make."""

from dataclasses import replace

import numpy as np

from helpers import EXAMPLE, example, generate, random_model
from helpers.chapters.generate.figures import chapter_model

WORDS = example.vocabulary
SOURCE = WORDS.encode(["hello", "world"])
SOS, EOS = map(int, WORDS.encode(["SOS", "EOS"]))


def said(model):
    return generate(SOURCE, model, SOS, EOS, max_tokens=8).ids[1:]


def test_the_picked_seed_says_the_most_words_and_alone_begins_with_the_right_one():
    drawn = [random_model(np.random.default_rng(seed), EXAMPLE) for seed in range(40)]
    ids = [said(model._replace(W_E=example.W_E)) for model in drawn]
    different = [len(set(one)) for one in ids]
    assert ids[9] == said(chapter_model())
    assert different[9] > max(different[:9] + different[10:])
    hola = int(WORDS.encode(["hola"])[0])
    assert [seed for seed, one in enumerate(ids) if one[0] == hola] == [9]


def test_wider_random_models_are_stuck_as_well():
    sizes = replace(EXAMPLE, d_model=64, n_heads=4, d_k=16, d_v=16, d_ff=256)
    models = [random_model(np.random.default_rng(seed), sizes) for seed in range(10)]
    assert all(len(set(said(model))) == 1 for model in models)
