"""The figures of chapter 8 begin with its numbers, and do what their captions promise."""

import numpy as np
import pytest

from helpers import encoder, example, layer_norm, naive_softmax, softmax, tokens_apart
from helpers.chapters.figures import FIGURES
from helpers.chapters.stacking.figures import WIRINGS

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
    stack.set(wiring=name, weigh=is_stable, scale=0.3)
    wiring = WIRINGS[name]._replace(weigh=softmax if is_stable else naive_softmax)
    memory = encoder(example.X, example.drawn_blocks(example.OUR_SEED, 0.3), wiring=wiring)
    np.testing.assert_allclose(stack["memory"], memory, rtol=1e-12)
    assert stack["measured"][6, 1] == pytest.approx(tokens_apart(memory))


def test_the_repair_goes_as_the_caption_says(stack):
    assert np.isnan(stack["measured"][3:]).all()
    stack.set(weigh=True)
    assert np.isfinite(stack["measured"]).all()
    assert stack["measured"][6, 0] == pytest.approx(1.129e8, rel=1e-3)
    stack.set(wiring="norm")
    assert stack["measured"][6, 0] < 2
    assert stack["measured"][6, 1] == 0
    stack.set(wiring="post-norm", scale=0.1)
    assert stack["measured"][6, 0] < 2
    assert stack["measured"][6, 1] > 0.2


def test_small_weights_save_the_textbook_softmax_and_not_the_words(stack):
    stack.set(scale=0.3)
    assert stack["measured"][6, 0] < 1
    assert stack["measured"][6, 1] == 0
