import numpy as np
import pytest

from helpers import EXAMPLE, causal_mask, encoder, random_encoder_block, standard_normal
from helpers.chapters.masks import plots as masks


@pytest.fixture(scope="module")
def grids():
    return masks.mask_grids(["PAD", "SOS", "hola", "mundo"], [False, True, True, True]).data


@pytest.fixture(scope="module")
def Y():
    return np.random.default_rng(3).standard_normal((3, EXAMPLE.d_model))


@pytest.fixture(scope="module")
def blocks():
    rng = np.random.default_rng(4)
    return [random_encoder_block(rng, EXAMPLE, standard_normal) for _ in range(2)]


def test_the_causal_grid_allows_whoever_is_not_in_the_future(grids):
    for row in range(4):
        for column in range(4):
            assert grids["causal"][row, column] == (column <= row)


def test_the_padding_grid_hides_the_filler_from_everybody(grids):
    assert grids["padding"].all(axis=0).tolist() == [False, True, True, True]
    assert not grids["padding"][:, 0].any()


def test_the_third_grid_allows_what_both_allow(grids):
    for cell in np.ndindex(4, 4):
        assert grids["both"][cell] == (grids["causal"][cell] and grids["padding"][cell])


def test_with_filler_in_front_every_row_needs_the_padding_mask(grids):
    assert (grids["both"] != grids["causal"]).any(axis=1).all()
    assert grids["both"].any(axis=1).tolist() == [False, True, True, True]


def test_a_token_influences_itself_and_what_comes_after_but_nothing_before(Y, blocks):
    masked = masks.influence(Y, blocks).data["masked"]
    assert (masked[np.triu_indices(3, k=1)] == 0).all()
    assert (masked[np.tril_indices(3)] > 0).all()


def test_without_the_mask_every_token_influences_every_other(Y, blocks):
    assert (masks.influence(Y, blocks).data["unmasked"] > 0).all()


@pytest.mark.parametrize("name", ["masked", "unmasked"])
def test_the_influence_is_the_slope_of_one_number_nudged_at_a_time(Y, blocks, name):
    mask = causal_mask(3) if name == "masked" else None
    before, nudge = encoder(Y, blocks, mask), 1e-7
    largest = np.zeros((3, 3))
    for asked in range(3):
        for entry in range(EXAMPLE.d_model):
            nudged = Y.copy()
            nudged[asked, entry] += nudge
            slope = np.abs(encoder(nudged, blocks, mask) - before).max(axis=1) / nudge
            largest[:, asked] = np.maximum(largest[:, asked], slope)
    influence = masks.influence(Y, blocks).data[name]
    np.testing.assert_allclose(influence, largest, rtol=1e-3, atol=1e-5)


def test_the_picture_is_the_same_each_time(Y, blocks):
    first, again = masks.influence(Y, blocks), masks.influence(Y, blocks)
    assert first._repr_png_() == again._repr_png_()


def test_in_the_opening_the_mask_leaves_what_is_not_in_the_future_and_shares_out_the_rest():
    data = masks.answers_in_sight().data
    seen = np.tril(data["open"])
    np.testing.assert_allclose(data["masked"], seen / seen.sum(axis=1, keepdims=True))
    np.testing.assert_allclose(data["open"].sum(axis=1), 1)


def test_in_the_opening_each_row_has_to_guess_the_word_that_stands_beside_it():
    assert masks.answers_in_sight().data["guess"].tolist() == ["hola", "mundo", "EOS"]
