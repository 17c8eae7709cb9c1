"""The helpers beside PyTorch: stored results always, PyTorch itself where it is installed."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from helpers import (
    PRE_NORM,
    attention,
    batch_norm,
    decoder_block,
    encoder_block,
    layer_norm,
    multi_head_attention_steps,
    softmax,
    softmax_jacobian,
    transformer,
)
from helpers.mathematics.transformer import (
    AttentionWeights,
    DecoderBlockWeights,
    EncoderBlockWeights,
    FeedForwardWeights,
    NormWeights,
    Transformer,
)

REFERENCE = Path(__file__).parents[1] / "stored"
SCRIPT = importlib.util.spec_from_file_location("make_reference", REFERENCE / "make_reference.py")
make_reference = importlib.util.module_from_spec(SCRIPT)
SCRIPT.loader.exec_module(make_reference)

STORED = json.loads((REFERENCE / "reference.json").read_text(encoding="utf-8"))
CASES = make_reference.cases()
TOLERANCE = {"float64": 1e-12, "float32": 1e-5}
each_case = pytest.mark.parametrize(("function", "name"), list(CASES))
each_type = pytest.mark.parametrize("dtype", TOLERANCE)


def encoder_weights(weights):
    attention, norm_1, network, norm_2 = weights
    return EncoderBlockWeights(
        AttentionWeights(*attention),
        NormWeights(*norm_1),
        FeedForwardWeights(*network),
        NormWeights(*norm_2),
    )


def decoder_weights(weights):
    attention, norm_1, cross, norm_2, network, norm_3 = weights
    return DecoderBlockWeights(
        AttentionWeights(*attention),
        NormWeights(*norm_1),
        AttentionWeights(*cross),
        NormWeights(*norm_2),
        FeedForwardWeights(*network),
        NormWeights(*norm_3),
    )


def ours_attention(Q, K, V, mask):
    return {"Z_heads": attention(Q, K, V, mask)}


def ours_multi_head(X, memory, weights, mask):
    steps = multi_head_attention_steps(X, memory, *weights, mask)
    return {"A": steps.A, "Z": steps.Z}


def ours_encoder_block(X, weights, mask):
    return {"X_2": encoder_block(X, encoder_weights(weights), mask)}


def ours_pre_norm_encoder_block(X, weights, mask):
    return {"X_2": encoder_block(X, encoder_weights(weights), mask, PRE_NORM)}


def ours_decoder_block(Y, memory, weights, mask, memory_mask):
    return {"Y_3": decoder_block(Y, memory, decoder_weights(weights), mask, memory_mask)}


def ours_transformer(X, Y, encoder, decoder, source_mask, target_mask):
    weights = Transformer(
        tuple(encoder_weights(block) for block in encoder),
        tuple(decoder_weights(block) for block in decoder),
    )
    return {"Y": transformer(X, Y, weights, source_mask, target_mask)}


def ours_layer_norm(X, gamma, beta):
    return {"X_norm": layer_norm(X, gamma, beta)}


def ours_batch_norm(X, gamma, beta):
    return {"X_norm": batch_norm(X, gamma, beta)}


def ours_softmax(S):
    return {"A": softmax(S), "J": softmax_jacobian(softmax(S))}


OURS = {
    "scaled_dot_product_attention": ours_attention,
    "nn.MultiheadAttention": ours_multi_head,
    "linear and scaled_dot_product_attention": ours_multi_head,
    "nn.TransformerEncoderLayer": ours_encoder_block,
    "nn.TransformerEncoderLayer(norm_first=True)": ours_pre_norm_encoder_block,
    "nn.TransformerDecoderLayer": ours_decoder_block,
    "nn.Transformer": ours_transformer,
    "layer_norm": ours_layer_norm,
    "batch_norm(training=True)": ours_batch_norm,
    "Softmax and autograd": ours_softmax,
}


def as_type(value, dtype):
    if isinstance(value, dict):
        return {name: as_type(part, dtype) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(as_type(part, dtype) for part in value)
    return value if value is None or value.dtype == bool else value.astype(dtype)


def stored(function, name, dtype):
    results = STORED[f"{function}: {name}"][dtype]
    return {key: np.array(values, dtype=dtype) for key, values in results.items()}


def assert_within(actual, expected, tolerance):
    assert actual.shape == expected.shape
    assert np.abs(actual - expected).max() <= tolerance * np.abs(expected).max()


@each_type
@each_case
def test_helpers_give_the_numbers_that_pytorch_gave(function, name, dtype):
    ours = OURS[function](**as_type(CASES[function, name], dtype))
    for key, expected in stored(function, name, dtype).items():
        assert ours[key].dtype == dtype
        assert_within(ours[key], expected, TOLERANCE[dtype])


def test_every_case_is_stored_and_nothing_else():
    names = {f"{function}: {name}" for function, name in CASES}
    assert set(STORED) == names | {"torch"}


def test_stored_values_are_small_enough_to_read_along():
    assert (REFERENCE / "reference.json").stat().st_size <= 150_000


def test_the_cases_hide_single_tokens_and_whole_rows():
    masks = {key: case["mask"] for key, case in CASES.items() if case.get("mask") is not None}
    partly = [m for m in masks.values() if m.any(axis=-1).all() and not m.all()]
    wholly = [m for m in masks.values() if not m.any(axis=-1).all()]
    assert len(partly) >= 6
    assert len(wholly) >= 2


def test_pytorch_installed_here_gives_the_stored_numbers():
    pytest.importorskip("torch")
    for function, name in CASES:
        for dtype, tolerance in TOLERANCE.items():
            now = make_reference.compute(function, name, dtype)
            then = stored(function, name, dtype)
            assert set(now) == set(then)
            for key in then:
                assert_within(now[key], then[key], tolerance)
