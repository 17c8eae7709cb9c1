"""The figures of chapter 8 begin with its numbers, and do what their captions promise."""

import numpy as np
import pytest

from helpers import (
    BARE,
    NORM_ONLY,
    POST_NORM,
    PRE_NORM,
    RESIDUAL_ONLY,
    encoder,
    encoder_states,
    example,
    layer_norm,
    naive_softmax,
    softmax,
    tokens_apart,
)
from helpers.chapters.figures import FIGURES
from helpers.chapters.stacking.figures import RING, block_of, halved_weights

WIRINGS = {
    "nothing": BARE,
    "residual": RESIDUAL_ONLY,
    "norm": NORM_ONLY,
    "post-norm": POST_NORM,
    "pre-norm": PRE_NORM,
}
WALKS = {"pre-norm": PRE_NORM, "post-norm": POST_NORM, "no norm": RESIDUAL_ONLY}

X_sum = example.X + example.Z


@pytest.fixture(scope="module")
def made():
    return FIGURES["stack"]()


@pytest.fixture
def stack(made):
    made.reset()
    return made


def test_layer_norm_begins_with_the_row_of_the_source():
    figure = FIGURES["layer-norm"]()
    assert figure["mu"][0, 0] == pytest.approx(-4.58837568, abs=1e-7)
    assert figure["sigma"][0, 0] == pytest.approx(9.92061, abs=1e-5)
    np.testing.assert_allclose(figure["X_norm"], layer_norm(X_sum))


def test_shifted_and_stretched_the_row_is_the_same():
    figure = FIGURES["layer-norm"]()
    rows = []
    for row in ([1, 2, 3, 4], [110, 120, 130, 140]):
        figure.set(X_sum=[row, X_sum[1]])
        rows.append(figure["normalized"][0])
    np.testing.assert_allclose(*rows, atol=1e-5)


def test_only_gamma_lifts_a_number_above_root_three():
    figure = FIGURES["layer-norm"]()
    figure.set(X_sum=[[1e9, 0, 0, 0], X_sum[1]])
    assert figure["normalized"].max() <= np.sqrt(3) + 1e-12
    figure.set(gamma=[2, 1, 1, 1])
    assert figure["X_norm"].max() > 3


def test_a_tiny_row_tells_the_norms_apart():
    figure = FIGURES["four-norms"]()
    np.testing.assert_allclose(figure["inside"], figure["beside"], atol=1e-5)
    figure.set(X_sum=[[0.001, 0.002, 0.003, 0.004], X_sum[1]])
    assert figure["inside"][0, 3] == pytest.approx(0.447, abs=1e-3)
    assert figure["beside"][0, 3] == pytest.approx(1.33, abs=1e-3)
    assert figure["sample"][0, 3] == pytest.approx(1.153, abs=1e-3)
    names = ("inside", "beside", "sample", "batch")
    before = {name: figure[name][0].copy() for name in names}
    figure.set(X_sum=[[0.001, 0.002, 0.003, 0.004], [-9, *X_sum[1, 1:]]])
    for name in names[:3]:
        np.testing.assert_array_equal(figure[name][0], before[name])
    assert figure["batch"][0, 0] == pytest.approx(-before["batch"][0], abs=1e-4)


@pytest.mark.parametrize("is_stable", [False, True])
@pytest.mark.parametrize("name", WIRINGS)
def test_every_stack_is_the_encoder_of_its_wiring(stack, name, is_stable):
    stack.set(wiring=name, subtracts=is_stable, scale=0.3)
    wiring = WIRINGS[name]._replace(weigh=softmax if is_stable else naive_softmax)
    memory = encoder(example.X, example.drawn_blocks(example.OUR_SEED, 0.3), wiring=wiring)
    np.testing.assert_allclose(stack["memory"], memory, rtol=1e-12)
    assert stack["size_and_distance"][6, 1] == pytest.approx(tokens_apart(memory))


def test_the_repair_goes_as_the_caption_says(stack):
    assert np.isnan(stack["size_and_distance"][3:]).all()
    stack.set(subtracts=True)
    assert np.isfinite(stack["size_and_distance"]).all()
    assert stack["size_and_distance"][6, 0] == pytest.approx(1.129e8, rel=1e-3)
    stack.set(wiring="norm")
    assert stack["size_and_distance"][6, 0] < 2
    assert stack["size_and_distance"][6, 1] == 0
    stack.set(wiring="post-norm", scale=0.1)
    assert stack["size_and_distance"][6, 0] < 2
    assert stack["size_and_distance"][6, 1] > 0.2


def test_small_weights_save_the_textbook_softmax_and_not_the_words(stack):
    stack.set(scale=0.3)
    assert stack["size_and_distance"][6, 0] < 1
    assert stack["size_and_distance"][6, 1] == 0


@pytest.mark.parametrize("way", [[0, 1.3], [0, -1], [-1.5, 0], [-0.7, 0.9]])
def test_a_word_pulled_up_or_outwards_keeps_its_place_on_the_circle(way):
    figure = FIGURES["norm-in-space"]()
    Hello, World = figure.inputs["X"]
    place, seen = figure["normalized"][1], figure["X_seen"][1]
    figure.set(X=[Hello, World + way @ figure["by_hand"]])
    np.testing.assert_allclose(figure["X_seen"][1], seen + way, atol=1e-12)
    np.testing.assert_allclose(figure["normalized"][1], place, atol=1e-5)


@pytest.mark.parametrize("turn", [0, 0.4, 1.7])
def test_the_hand_moves_a_word_in_space_as_far_as_it_is_seen_to_move(turn):
    figure = FIGURES["norm-in-space"]()
    figure.set(turn=turn)
    across, up = figure["by_hand"]
    seen = np.stack([across, up]) @ figure["flat"]
    np.testing.assert_allclose(seen, np.eye(2), atol=1e-12)
    assert across.sum() == pytest.approx(0)
    np.testing.assert_allclose(up, up[0])


@pytest.fixture(scope="module")
def walk():
    return FIGURES["walk"]()


def walked(wiring, X=example.X):
    attention, network = halved_weights()
    return encoder_states(X, [block_of(attention, network, n) for n in range(6)], wiring=wiring)


@pytest.mark.parametrize("name", WALKS)
def test_the_arrows_lead_from_block_to_block_as_the_encoder_goes(walk, name):
    walk.set(wiring=name)
    states = walked(WALKS[name])
    np.testing.assert_allclose(walk["added"], np.diff(states, axis=0), rtol=1e-9, atol=1e-12)
    for picture, of_row in (("middle", slice(1, 3)), ("outer", [0, 3])):
        for i, word in enumerate(example.sentence):
            begin, end = (walk[f"{picture}_{word}_{side}"] for side in ("from", "to"))
            np.testing.assert_allclose(begin[0], example.X[i, of_row])
            np.testing.assert_allclose(end[:-1], begin[1:])
            np.testing.assert_allclose(end, states[1:, i, of_row], rtol=1e-9)
    np.testing.assert_allclose(walk["way"], walk["steps"].sum(axis=1))


@pytest.mark.parametrize("name", WALKS)
def test_both_pictures_hold_the_whole_walk(walk, name):
    walk.set(wiring=name)
    assert (walk["far"] > 1) == (name == "no norm")
    planes = [part for row in walk.spec["show"] for part in row if part["kind"] == "plane"]
    assert len(planes) == 2
    for plane in planes:
        for layer in plane["layers"]:
            for axis, places in zip("xy", walk[layer["name"]].T, strict=True):
                low, high = walk["far"] * np.array(plane[axis])
                assert (places >= low).all()
                assert (places <= high).all()


def test_the_weights_of_the_walk_are_half_of_those_of_the_table():
    for n, block in enumerate(example.our_blocks()):
        half = block_of(*halved_weights(), n)
        for kind in ("attention", "feed_forward"):
            for W, W_half in zip(getattr(block, kind), getattr(half, kind), strict=True):
                np.testing.assert_allclose(W_half, W / 2, atol=0.005)
        for norm in (half.norm_1, half.norm_2):
            assert (norm.gamma == 1).all()
            assert (norm.beta == 0).all()


def test_no_normalised_row_lies_outside_the_ring():
    rows = layer_norm(np.random.default_rng(0).standard_normal((20_000, 4)), eps=0)[:, 1:3]
    outward = np.array([[1, 1], [-1, 1], [1, 0], [0, 1], [3, 1], [-1, 3]])
    farthest, edge = ((outward @ points.T).max(axis=1) for points in (rows, RING))
    assert (farthest <= 1.01 * edge).all()
    assert (farthest >= 0.95 * edge).all()


def test_the_three_walks_are_as_the_chapter_says(walk):
    walk.set(wiring="pre-norm")
    assert 0.9 < walk["kept"] < 1
    pre = walk["way"].max()
    walk.set(wiring="post-norm")
    assert walk["kept"] < 0.01
    walk.set(wiring="no norm")
    assert walk["steps"][:, 2].min() > 5 * pre
