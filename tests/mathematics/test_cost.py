import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from helpers import EXAMPLE, PAPER, Sizes
from helpers.live.count import multiplications

WIDTH = st.integers(1, 4)
SIZES = st.builds(Sizes, WIDTH, WIDTH, WIDTH, WIDTH, WIDTH, st.integers(1, 2), WIDTH)
ODD = Sizes(d_model=5, d_k=3, d_v=2, d_ff=7, n_heads=3, n_layers=2, n_vocab=11)


def drawn(sizes, s, t):
    rng = np.random.default_rng(0)
    weights = helpers.random_transformer(rng, sizes)
    tokens = rng.standard_normal((s + t, sizes.d_model))
    return weights, tokens[:s], tokens[s:]


@settings(max_examples=30, deadline=None)
@given(SIZES, st.integers(1, 4))
def test_the_encoders_formula_counts_what_its_recorded_products_multiply(sizes, s):
    weights, X, _ = drawn(sizes, s, 1)
    counted = multiplications(lambda X: helpers.encoder(X, weights.encoder), X=X)
    assert counted == helpers.encoder_cost(sizes, s)


@settings(max_examples=30, deadline=None)
@given(SIZES, st.integers(1, 4), st.integers(1, 4))
def test_the_decoders_formula_counts_what_its_recorded_products_multiply(sizes, t, s):
    weights, memory, Y = drawn(sizes, s, t)
    counted = multiplications(
        lambda Y, memory: helpers.decoder(Y, memory, weights.decoder, helpers.causal_mask(t)),
        Y=Y,
        memory=memory,
    )
    assert counted == helpers.decoder_cost(sizes, t, s)


@pytest.mark.parametrize("sizes", [EXAMPLE, ODD])
def test_each_step_with_a_cache_costs_and_keeps_what_the_formulas_say(sizes):
    s = 3
    weights, memory, Y = drawn(sizes, s, 4)

    def start(memory):
        return helpers.start_cache(memory, weights.decoder)

    def step(y, cache):
        return helpers.decoder_step(y, cache, weights.decoder)

    assert multiplications(start, memory=memory) == helpers.start_cost(sizes, s)
    cache = start(memory)
    for t in range(1, 5):
        y = Y[t - 1 : t]
        assert multiplications(step, y=y, cache=cache) == helpers.cached_step_cost(sizes, t, s)
        _, cache = step(y, cache)
        kept = sum(math.prod(part.shape) for block in cache for part in block)
        assert kept == helpers.cache_size(sizes, t, s)


@pytest.mark.parametrize("sizes", [EXAMPLE, PAPER, ODD])
def test_the_first_word_costs_the_same_with_and_without_a_cache(sizes):
    cached = helpers.start_cost(sizes, 9) + helpers.cached_step_cost(sizes, 1, 9)
    assert cached == helpers.decoder_cost(sizes, 1, 9)


def test_the_cost_of_attention_by_plain_loops_over_every_product():
    h, d_model, d_k, d_v, asking, answering = 3, 5, 3, 2, 4, 6
    count = 0
    for _ in range(h):
        count += sum(d_model for _ in range(asking) for _ in range(d_k))  # Q
        count += sum(d_model for _ in range(answering) for _ in range(d_k + d_v))  # K, V
        count += sum(d_k + d_v for _ in range(asking) for _ in range(answering))  # S, A V
    count += sum(h * d_v for _ in range(asking) for _ in range(d_model))  # W_O
    assert helpers.attention_cost(ODD, asking, answering, answering) == count
