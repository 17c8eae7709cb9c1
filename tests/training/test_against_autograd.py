"""Gradients beside PyTorch's: stored ones always, autograd itself where torch is installed."""

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from helpers.mathematics.attention import multi_head_attention_steps
from helpers.mathematics.model import Model
from helpers.mathematics.transformer import (
    AttentionWeights,
    DecoderBlockWeights,
    EncoderBlockWeights,
    FeedForwardWeights,
    NormWeights,
    Transformer,
    decoder_block_steps,
    encoder_block_steps,
)
from helpers.training import (
    decoder_block_backward,
    encoder_block_backward,
    layer_norm_backward,
    loss_and_gradient,
    multi_head_backward,
)
from helpers.training.flat import flatten

REFERENCE = Path(__file__).parents[1] / "stored"


def script(name):
    """Load a script that lies beside the stored numbers."""
    sys.path.insert(0, str(REFERENCE))
    try:
        spec = importlib.util.spec_from_file_location(name, REFERENCE / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(REFERENCE))
    return module


make_gradients = script("make_gradients")
CASES = make_gradients.cases()
STORED = json.loads((REFERENCE / "gradients.json").read_text(encoding="utf-8"))


def encoder_weights(weights):
    kinds = (AttentionWeights, NormWeights, FeedForwardWeights, NormWeights)
    parts = zip(kinds, weights, strict=True)
    return EncoderBlockWeights(*(kind(*part) for kind, part in parts))


def decoder_weights(weights):
    kinds = (
        *(AttentionWeights, NormWeights, AttentionWeights),
        *(NormWeights, FeedForwardWeights, NormWeights),
    )
    parts = zip(kinds, weights, strict=True)
    return DecoderBlockWeights(*(kind(*part) for kind, part in parts))


def ours_attention(dZ, X, memory, weights, mask):
    weights = AttentionWeights(*weights)
    steps = multi_head_attention_steps(X, memory, *weights, mask=mask)
    return steps.Z, multi_head_backward(dZ, X, memory, weights, steps)


def ours_norm(dX_norm, X, weights):
    return None, layer_norm_backward(dX_norm, X, weights[0])


def ours_encoder(dX_2, X, weights, mask):
    weights = encoder_weights(weights)
    steps = encoder_block_steps(X, weights, mask)
    return steps.X_2, encoder_block_backward(dX_2, X, weights, steps)


def ours_decoder(dY_3, Y, memory, weights, mask, memory_mask):
    weights = decoder_weights(weights)
    steps = decoder_block_steps(Y, memory, weights, mask, memory_mask)
    return steps.Y_3, decoder_block_backward(dY_3, Y, memory, weights, steps)


def ours_model(dloss, model, source_ids, target_ids):
    W_E, (encoder, decoder), W_vocab, b_vocab = model
    blocks = Transformer(tuple(map(encoder_weights, encoder)), tuple(map(decoder_weights, decoder)))
    start, end = len(W_E) - 2, len(W_E) - 1
    found = loss_and_gradient(
        Model(W_E, blocks, W_vocab, b_vocab),
        source_ids,
        target_ids,
        start,
        end,
        make_gradients.SMOOTHING,
    )
    return found.loss, found.gradient


OURS = {
    "multi-head attention": ours_attention,
    "layer norm": ours_norm,
    "encoder block": ours_encoder,
    "decoder block": ours_decoder,
    "model": ours_model,
}


@pytest.mark.parametrize(("function", "name"), list(CASES))
def test_gradients_equal_those_that_autograd_found(function, name):
    given, fixed, weighting = CASES[function, name]
    stored = STORED[f"{function}: {name}"]
    result, gradient = OURS[function](weighting, **given, **fixed)
    if result is not None:
        assert np.sum(result) == pytest.approx(stored["result"], abs=1e-11)
    np.testing.assert_allclose(flatten(tuple(gradient)), stored["gradient"], rtol=0, atol=1e-10)


@pytest.mark.parametrize(("function", "name"), list(CASES))
def test_the_stored_gradients_are_those_of_pytorch(function, name):
    pytest.importorskip("torch", reason="torch is not installed; the stored numbers stand for it")
    found = make_gradients.compute(function, name)["gradient"]
    stored = STORED[f"{function}: {name}"]["gradient"]
    np.testing.assert_allclose(found, stored, rtol=0, atol=1e-13)


def test_every_stored_case_is_compared():
    assert set(STORED) - {"torch"} == {f"{function}: {name}" for function, name in CASES}
