import dataclasses

import numpy as np
import pytest

from helpers import (
    EXAMPLE,
    PAPER,
    Sizes,
    random_decoder_block,
    random_encoder_block,
    random_transformer,
    standard_normal,
    xavier,
)

from .cases import leaves, sizes


def shapes(weights):
    return [a.shape for a in leaves(weights)]


def test_the_example_and_the_paper_have_their_known_sizes():
    assert dataclasses.astuple(EXAMPLE) == (4, 3, 3, 8, 2, 6, 10)
    assert dataclasses.astuple(PAPER) == (512, 64, 64, 2048, 8, 6, 37_000)


def test_the_papers_blocks_have_the_parameters_one_counts_by_hand():
    one_layer = dataclasses.replace(PAPER, n_layers=1)
    weights = random_transformer(np.random.default_rng(0), one_layer)
    attention, network, norm = 4 * 512**2, 2 * 512 * 2048 + 2048 + 512, 2 * 512
    assert sum(a.size for a in leaves(weights.encoder)) == attention + network + 2 * norm
    assert sum(a.size for a in leaves(weights.decoder)) == 2 * attention + network + 3 * norm


def test_the_weights_of_blocks_have_the_documented_shapes():
    rng, of = np.random.default_rng(0), sizes(d_model=4, d_k=3, d_v=2, d_ff=7, n_heads=5)
    attention, norm = [(5, 4, 3), (5, 4, 3), (5, 4, 2), (10, 4)], [(4,), (4,)]
    network = [(4, 7), (7,), (7, 4), (4,)]
    assert shapes(random_encoder_block(rng, of)) == [*attention, *norm, *network, *norm]
    assert shapes(random_decoder_block(rng, of)) == [
        *attention, *norm, *attention, *norm, *network, *norm,
    ]  # fmt: skip


def test_the_same_seed_gives_the_same_weights_and_another_seed_others():
    first, again, other = (
        leaves(random_transformer(np.random.default_rng(seed), EXAMPLE)) for seed in (0, 0, 1)
    )
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[0], other[0])


def test_no_two_weight_matrices_of_a_transformer_are_the_same():
    weights = leaves(random_transformer(np.random.default_rng(0), EXAMPLE))
    matrices = [a.tobytes() for a in weights if a.ndim > 1]
    assert len(set(matrices)) == len(matrices)


def test_xavier_stays_within_its_limit_and_fills_it():
    W = xavier(np.random.default_rng(0), (3, 40, 60))
    limit = np.sqrt(6 / 100)
    assert np.abs(W).max() <= limit
    assert np.abs(W).max() > 0.99 * limit
    assert abs(W.mean()) < 0.01


def test_standard_normal_has_mean_0_and_variance_1():
    W = standard_normal(np.random.default_rng(0), (200, 200))
    assert abs(W.mean()) < 0.02
    assert abs(W.var() - 1) < 0.03


def test_the_chosen_initialisation_reaches_every_matrix():
    def sevens(rng, shape):
        return np.full(shape, 7.0)

    weights = leaves(random_transformer(np.random.default_rng(0), EXAMPLE, sevens))
    assert all((a == 7).all() for a in weights if a.ndim > 1)


def test_biases_start_at_zero_and_norms_at_one_and_zero():
    block = random_encoder_block(np.random.default_rng(0), EXAMPLE)
    assert (block.norm_1.gamma == 1).all()
    assert (block.norm_1.beta == 0).all()
    assert (block.feed_forward.b_1 == 0).all()
    assert (block.feed_forward.b_2 == 0).all()


def test_a_transformer_may_have_no_layers():
    weights = random_transformer(np.random.default_rng(0), sizes(n_layers=0))
    assert weights.encoder == weights.decoder == ()


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Sizes)])
@pytest.mark.parametrize("bad", [-1, 0, 2.5, "4", None])
def test_a_size_that_is_no_positive_whole_number_is_refused(name, bad):
    if name == "n_layers" and bad == 0:
        bad = -2  # zero layers are allowed
    with pytest.raises(ValueError, match=f"{name} is {bad!r}; give a whole number of at least"):
        dataclasses.replace(EXAMPLE, **{name: bad})


def test_a_size_may_be_numpys_own_whole_number():
    assert dataclasses.replace(EXAMPLE, d_model=np.int64(4)) == EXAMPLE
