import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from helpers import EXAMPLE, PAPER, PAPER_BIG, Sizes
from helpers.live.count import multiplications
from helpers.training import toy, translator

WIDTH = st.integers(1, 5)
SIZES = st.builds(Sizes, WIDTH, WIDTH, WIDTH, WIDTH, WIDTH, st.integers(0, 3), WIDTH)
NAMED = {"example": EXAMPLE, "translator": translator.SIZES, "paper": PAPER}


def without_memory(rng, shape):
    """Weights of any shape in the memory of one number."""
    return np.broadcast_to(0.0, shape)


def drawn(sizes):
    return helpers.random_model(np.random.default_rng(0), sizes, init=without_memory)


@pytest.mark.parametrize("name", NAMED)
def test_the_formula_of_parameters_counts_what_the_code_draws(name):
    sizes = NAMED[name]
    model = drawn(sizes)
    assert helpers.count_numbers(model) == helpers.model_parameters(sizes)
    assert helpers.count_numbers(model.blocks.encoder) == helpers.encoder_parameters(sizes)
    assert helpers.count_numbers(model.blocks.decoder) == helpers.decoder_parameters(sizes)


@settings(max_examples=40, deadline=None)
@given(SIZES)
def test_every_formula_counts_its_own_part_of_any_model(sizes):
    model = drawn(sizes)
    assert helpers.count_numbers(model) == helpers.model_parameters(sizes)
    for block in model.blocks.decoder:
        assert helpers.count_numbers(block.attention) == helpers.attention_parameters(sizes)
        assert helpers.count_numbers(block.cross) == helpers.attention_parameters(sizes)
        network = helpers.count_numbers(block.feed_forward)
        assert network == helpers.feed_forward_parameters(sizes)
        assert helpers.count_numbers(block.norm_3) == helpers.norm_parameters(sizes)


def test_the_trained_models_hold_as_many_numbers_as_the_formula_says():
    one_layer = replace(EXAMPLE, n_layers=1)
    assert helpers.count_numbers(toy.trained()) == helpers.model_parameters(one_layer)
    trained = helpers.count_numbers(translator.trained())
    assert trained == helpers.model_parameters(translator.SIZES)


def test_one_matrix_for_words_in_and_out_spares_the_output_layer_and_its_bias():
    for sizes in (EXAMPLE, PAPER, PAPER_BIG):
        spared = helpers.model_parameters(sizes) - helpers.tied_parameters(sizes)
        assert spared == (sizes.d_model + 1) * sizes.n_vocab


def test_the_papers_table_of_sizes_is_met_within_a_twentieth():
    printed = {PAPER: 65e6, PAPER_BIG: 213e6}  # Table 3, column "params"
    for sizes, params in printed.items():
        assert math.isclose(helpers.tied_parameters(sizes), params, rel_tol=0.05)


@pytest.mark.parametrize("name", NAMED)
def test_the_cost_of_one_pass_counts_the_products_of_predict(name):
    sizes, s, t = NAMED[name], 5, 3
    model = drawn(sizes)

    def one_pass(X, Y):
        memory = helpers.encoder(X, model.blocks.encoder)
        mask = helpers.causal_mask(t)
        Y_out = helpers.decoder(Y, memory, model.blocks.decoder, mask)
        return helpers.linear(Y_out, model.W_vocab, model.b_vocab)

    rows = np.zeros((s + t, sizes.d_model))
    counted = multiplications(one_pass, X=rows[:s], Y=rows[s:])
    assert counted == helpers.forward_cost(sizes, t, s)


@given(SIZES, st.integers(1, 9), st.integers(1, 9))
def test_the_parts_of_the_cost_are_the_cost(sizes, t, s):
    assert sum(helpers.forward_cost_parts(sizes, t, s)) == helpers.forward_cost(sizes, t, s)


@given(SIZES, st.integers(1, 9), st.integers(1, 9))
def test_only_where_tokens_meet_does_twice_the_length_cost_four_times_as_much(sizes, t, s):
    once = helpers.forward_cost_parts(sizes, t, s)
    twice = helpers.forward_cost_parts(sizes, 2 * t, 2 * s)
    assert twice.tokens_meet == 4 * once.tokens_meet
    for part in ("projections", "feed_forward", "output_layer"):
        assert getattr(twice, part) == 2 * getattr(once, part)


def test_projections_by_plain_loops_over_every_matrix():
    sizes, t, s = Sizes(5, 3, 2, 7, 3, 2, 11), 4, 6
    count = 0
    for _ in range(sizes.n_layers):
        for asking, answering in ((s, s), (t, t), (t, s)):
            for _ in range(sizes.n_heads):
                count += asking * sizes.d_model * (sizes.d_k + sizes.d_v)  # Q and W_O
                count += answering * sizes.d_model * (sizes.d_k + sizes.d_v)  # K and V
    assert helpers.forward_cost_parts(sizes, t, s).projections == count
