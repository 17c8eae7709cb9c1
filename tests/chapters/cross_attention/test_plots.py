import math

import numpy as np
import pytest

from helpers import EXAMPLE, example, random_decoder_block, standard_normal
from helpers.chapters.cross_attention import plots as cross
from helpers.chapters.thread import followed, machine

SEEDS = range(12)


@pytest.fixture(scope="module")
def shares():
    same = example.memory[[1, 1]]
    return cross.shares(example.printed("Y-1"), example.memory, same, SEEDS).data


def test_each_point_is_the_softmax_of_two_scores(shares):
    y, (hello, world) = example.printed("Y-1")[0], example.memory
    for seed in SEEDS:
        weights = random_decoder_block(np.random.default_rng(seed), EXAMPLE, standard_normal).cross
        for head in range(EXAMPLE.n_heads):
            q = y @ weights.W_Q[head]
            ahead = (q @ ((hello - world) @ weights.W_K[head])) / math.sqrt(EXAMPLE.d_k)
            expected = 1 / (1 + math.exp(-ahead))
            assert shares["different"][seed, head] == pytest.approx(expected, rel=1e-9)


def test_equal_encoder_rows_share_half_and_half_whatever_the_weights(shares):
    np.testing.assert_array_equal(shares["equal"], np.full((len(SEEDS), EXAMPLE.n_heads), 0.5))


def test_different_encoder_rows_get_different_shares(shares):
    assert np.abs(shares["different"] - 0.5).min() > 1e-3
    assert shares["seed"].tolist() == list(SEEDS)


def test_in_the_opening_hola_finds_world_with_its_own_query_among_the_keys_of_the_memory():
    data, steps = cross.across().data, followed("trained")
    memory, weights = steps.blocks.encoder[0].X_2, machine("trained").blocks.decoder[0].cross
    for name, W in (("K", weights.W_K), ("V", weights.W_V)):
        np.testing.assert_allclose(data[name], memory @ W[0])
    hola = data["Q"][1]
    powers = [math.exp(math.fsum(hola * key) / math.sqrt(EXAMPLE.d_k)) for key in data["K"]]
    assert data["weights"] == pytest.approx([power / sum(powers) for power in powers])
    assert data["weights"][1] > 0.9999
