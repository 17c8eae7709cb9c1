"""The weights that the book draws itself where the source's are lost."""

import numpy as np

from helpers import EXAMPLE, example


def arrays(blocks):
    return [array for block in blocks for group in block for array in group]


def test_our_blocks_are_the_same_each_time():
    for one, other in zip(arrays(example.our_blocks()), arrays(example.our_blocks()), strict=True):
        np.testing.assert_array_equal(one, other)


def test_our_block_is_the_first_of_our_blocks():
    pairs = zip(arrays([example.our_block()]), arrays(example.our_blocks()[:1]), strict=True)
    for one, other in pairs:
        np.testing.assert_array_equal(one, other)


def test_there_are_as_many_blocks_as_layers_and_no_two_are_alike():
    blocks = example.our_blocks()
    assert len(blocks) == EXAMPLE.n_layers
    assert len({block.attention.W_O[0, 0] for block in blocks}) == len(blocks)


def test_weights_and_biases_are_drawn_from_a_normal_distribution_of_the_asked_width():
    drawn = example.drawn_blocks(0, scale=0.3, n_layers=50)
    biases = np.concatenate([b.feed_forward.b_1 for b in drawn])
    weights = np.concatenate([b.attention.W_O.ravel() for b in drawn])
    for numbers in (biases, weights):
        assert abs(numbers.mean()) < 0.05
        assert abs(numbers.std() - 0.3) < 0.05


def test_the_norms_of_a_drawn_block_do_nothing_yet():
    block = example.drawn_block(np.random.default_rng(0))
    for norm in (block.norm_1, block.norm_2):
        assert (norm.gamma == 1).all()
        assert (norm.beta == 0).all()
