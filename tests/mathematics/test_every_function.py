"""What holds for all functions at once: number types, purity, leading axes, no one forgotten."""

import inspect
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import helpers
from helpers.mathematics import text
from helpers.mathematics.position import waves

from .cases import (
    assert_close,
    decoder_weights,
    encoder_weights,
    leaves,
    lively,
    normal,
    sizes,
)

OF = sizes(d_model=4, d_k=3, d_v=2, d_ff=7, n_heads=2, n_layers=2)
EMBEDDED = normal(np.random.default_rng(10), 9, OF.d_model)


def weights_of(kind):
    rng = np.random.default_rng(1)
    if kind == "encoder":
        return encoder_weights(rng, OF)
    if kind == "decoder":
        return decoder_weights(rng, OF)
    return lively(rng, helpers.random_transformer(rng, OF))


ATTENTION = tuple(weights_of("encoder").attention)
NORM = tuple(weights_of("encoder").norm_1)
NETWORK = tuple(weights_of("encoder").feed_forward)
WHOLE = weights_of("transformer")
RECURRENT = normal(np.random.default_rng(2), 3, 3), normal(np.random.default_rng(3), 4, 3)
X, Y = ("s", 4), ("t", 4)
S = ("t", "s")

GROUPED = (
    tuple(ATTENTION[:1]) + tuple(helpers.pool_heads(W, 1) for W in ATTENTION[1:3]) + ATTENTION[3:]
)
GATED = (NETWORK[0], NETWORK[0][::-1].copy(), NETWORK[2])
SPEAKER = helpers.LanguageModel(EMBEDDED, WHOLE.encoder)
MODEL = lively(np.random.default_rng(4), helpers.random_model(np.random.default_rng(5), OF))


def first_step(y, memory, blocks, memory_mask=None):
    """One word into a new cache."""
    cache = helpers.start_cache(memory, blocks)
    return helpers.decoder_step(y, cache, blocks, memory_mask)


# Each function: the shapes of its batched inputs (t and s tokens), its fixed inputs, and how
# the two are put together. Batched inputs get leading axes; fixed ones are weights.
NUMERIC = {
    "softmax": ([S], (), helpers.softmax),
    "softmax_steps": ([S], (), helpers.softmax_steps),
    "naive_softmax": ([S], (), helpers.naive_softmax),
    "naive_softmax_steps": ([S], (), helpers.naive_softmax_steps),
    "entropy": ([S], (), lambda S: helpers.entropy(np.abs(S) / 100)),
    "softmax_jacobian": ([S], (), helpers.softmax_jacobian),
    "attention": ([("t", 3), ("s", 3), ("s", 2)], (), helpers.attention),
    "attention_steps": ([("t", 3), ("s", 3), ("s", 2)], (), helpers.attention_steps),
    "split_heads": ([X], ATTENTION[:1], helpers.split_heads),
    "concat_heads": ([(2, "t", 3)], (), helpers.concat_heads),
    "multi_head_attention": ([Y, X], ATTENTION, helpers.multi_head_attention),
    "multi_head_attention_steps": ([Y, X], ATTENTION, helpers.multi_head_attention_steps),
    "self_attention": ([X], ATTENTION, helpers.self_attention),
    "cross_attention": ([Y, X], ATTENTION, helpers.cross_attention),
    "relu": ([X], (), helpers.relu),
    "linear": ([X], NETWORK[:2], helpers.linear),
    "feed_forward": ([X], NETWORK, helpers.feed_forward),
    "feed_forward_steps": ([X], NETWORK, helpers.feed_forward_steps),
    "residual": ([X, X], (), helpers.residual),
    "layer_norm": ([X], NORM, helpers.layer_norm),
    "layer_norm_steps": ([X], NORM, helpers.layer_norm_steps),
    "layer_norm_std_plus_eps": ([X], NORM, helpers.layer_norm_std_plus_eps),
    "layer_norm_bessel": ([X], NORM, helpers.layer_norm_bessel),
    "tokens_apart": ([X], (), helpers.tokens_apart),
    "batch_norm": ([X], NORM, helpers.batch_norm),
    "with_temperature": ([S], (), lambda S: helpers.with_temperature(S, 0.7)),
    "with_temperature, at 0": ([S], (), lambda S: helpers.with_temperature(S, 0.0)),
    "top_k": ([S], (), lambda S: helpers.top_k(helpers.softmax(S), 2)),
    "top_p": ([S], (), lambda S: helpers.top_p(helpers.softmax(S), 0.7)),
    "cosine_similarity": ([(4,), (4,)], (), helpers.cosine_similarity),
    "recurrent": ([X, (3,)], RECURRENT, helpers.recurrent),
    "recurrent_step": ([(3,), (4,)], RECURRENT, helpers.recurrent_step),
    "encoder_block": ([X], (weights_of("encoder"),), helpers.encoder_block),
    "encoder_block_steps": ([X], (weights_of("encoder"),), helpers.encoder_block_steps),
    "encoder": ([X], (WHOLE.encoder,), helpers.encoder),
    "encoder, pre-norm": (
        [X],
        (WHOLE.encoder,),
        partial(helpers.encoder, wiring=helpers.PRE_NORM),
    ),
    "decoder_block": ([Y, X], (weights_of("decoder"),), helpers.decoder_block),
    "decoder_block_steps": ([Y, X], (weights_of("decoder"),), helpers.decoder_block_steps),
    "decoder": ([Y, X], (WHOLE.decoder,), helpers.decoder),
    "start_cache": ([X], (WHOLE.decoder,), helpers.start_cache),
    "decoder_step": ([(1, 4), X], (WHOLE.decoder,), first_step),
    "transformer": ([X, Y], (WHOLE,), helpers.transformer),
    "sentence_vector": ([X], (), helpers.sentence_vector),
    "rotate": ([Y], (), lambda Y: helpers.rotate(Y, np.arange(3))),
    "rms_norm": ([X], NORM[:1], helpers.rms_norm),
    "gelu": ([X], (), helpers.gelu),
    "silu": ([X], (), helpers.silu),
    "swiglu": ([X], GATED, helpers.swiglu),
    "swiglu_steps": ([X], GATED, helpers.swiglu_steps),
    "grouped_attention": ([Y, X], GROUPED, helpers.grouped_attention),
    "grouped_attention_steps": ([Y, X], GROUPED, helpers.grouped_attention_steps),
    "logit_lens": ([X], (EMBEDDED.T,), helpers.logit_lens),
}
MASKED = {
    "attention": [S],
    "attention_steps": [S],
    "grouped_attention": [S],
    "grouped_attention_steps": [S],
    "multi_head_attention": [S],
    "multi_head_attention_steps": [S],
    "self_attention": [("s", "s")],
    "cross_attention": [S],
    "encoder_block": [("s", "s")],
    "encoder_block_steps": [("s", "s")],
    "encoder": [("s", "s")],
    "encoder, pre-norm": [("s", "s")],
    "decoder_step": [(1, "s")],
    "decoder_block": [("t", "t"), S],
    "decoder_block_steps": [("t", "t"), S],
    "decoder": [("t", "t"), S],
    "transformer": [(1, "s"), ("t", "t")],
}
MASK_NAMES = {
    "decoder_step": ["memory_mask"],
    "decoder_block": ["mask", "memory_mask"],
    "decoder_block_steps": ["mask", "memory_mask"],
    "decoder": ["mask", "memory_mask"],
    "transformer": ["source_mask", "target_mask"],
}
WITH_IDS = {  # whole numbers go in, so there is no number type to keep
    "one_hot": lambda ids: helpers.one_hot(ids, 9),
    "bag_of_words": lambda ids: helpers.bag_of_words(ids, 9),
    "embed": lambda ids: helpers.embed(ids, EMBEDDED),
    "padding_mask": lambda ids: helpers.padding_mask(ids, 3),
    "positional_encoding": lambda ids: helpers.positional_encoding(ids, 5),
    "positional_encoding_by_column": lambda ids: helpers.positional_encoding_by_column(ids, 5),
    "embed_sentence": lambda ids: helpers.embed_sentence(ids, EMBEDDED),
    "next_words": lambda ids: helpers.next_words(ids, SPEAKER),
    "predict": lambda ids: helpers.predict(ids % 5, ids[..., :2] % 5, MODEL),
    "predict_steps": lambda ids: helpers.predict_steps(ids % 5, ids[..., :2] % 5, MODEL),
}
CHOICES = {"greedy": helpers.greedy, "ranks": helpers.ranks}  # words or places come out
STRUCTURE = {  # sizes, draws and data entry: they take no tensor, and have tests of their own
    *(
        "EXAMPLE",
        "PAPER",
        "PAPER_BIG",
        "Sizes",
        "causal_mask",
        "checked_array",
        "frequencies",
        "pair_index",
    ),
    *("random_decoder_block", "random_encoder_block", "random_model", "random_transformer"),
    *("BARE", "NORM_ONLY", "POST_NORM", "PRE_NORM", "RESIDUAL_ONLY", "Model", "Wiring"),
    *("beam_search", "draw", "generate", "generate_cached"),
    *("standard_normal", "xavier"),
    *("encoder_states", "scaled_weights", "pool_heads", "keep_heads", "without_heads"),
    *("orthogonal_part", "other_weights", "rollout", "LanguageModel", "next_words_steps"),
    *("attention_cost", "cache_size", "cached_step_cost", "decoder_cost", "encoder_cost"),
    *("feed_forward_cost", "start_cost", "forward_cost", "forward_cost_parts", "output_cost"),
    *("attention_parameters", "decoder_parameters", "encoder_parameters", "norm_parameters"),
    *("feed_forward_parameters", "model_parameters", "tied_parameters", "count_numbers"),
    *("pytorch_weights",),
    *("Vocabulary", "byte_pair_tokens", "character_tokens", "learn_byte_pairs", "word_tokens"),
}
ELSEWHERE = {
    "notebooks",
    "prose",
    "symbols",
}  # modules beside the mathematics that are not part of it


def filled(shape, tokens):
    return tuple(tokens.get(size, size) for size in shape)


def case(name, lead=(), dtype=float, seed=0):
    """Batched inputs, fixed inputs and masks of a function of the table."""
    rng, tokens = np.random.default_rng(seed), {"t": 3, "s": 5}
    shapes, fixed, _ = NUMERIC[name]
    batched = [normal(rng, *lead, *filled(shape, tokens)).astype(dtype) for shape in shapes]
    masks = {
        mask_name: rng.random((*lead, *filled(shape, tokens))) < 0.7
        for mask_name, shape in zip(
            MASK_NAMES.get(name, ["mask"]), MASKED.get(name, []), strict=False
        )
    }
    return batched, as_type(fixed, dtype), masks


def as_type(value, dtype):
    if isinstance(value, tuple):
        parts = [as_type(part, dtype) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value.astype(dtype)


def call(name, batched, fixed, masks):
    """The function's result as a flat list of arrays, all steps included."""
    return leaves(NUMERIC[name][2](*batched, *fixed, **masks))


def at(result, index):
    return [array[index] for array in result]


def finite(array):
    return np.nan_to_num(array, neginf=-9.0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", NUMERIC)
def test_the_type_of_the_numbers_is_kept_through_every_step(name, dtype):
    batched, fixed, masks = case(name, dtype=dtype)
    for chosen in ({}, masks):
        assert {array.dtype for array in call(name, batched, fixed, chosen)} == {np.dtype(dtype)}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_looking_up_an_embedding_keeps_the_type_of_the_table(dtype):
    assert helpers.embed(np.array([1]), np.ones((2, 3), dtype)).dtype == dtype


@pytest.mark.parametrize("name", NUMERIC)
def test_float32_gives_what_float64_gives_up_to_its_precision(name):
    single = call(name, *case(name, dtype=np.float32))
    double = call(name, *case(name))
    for a, b in zip(single, double, strict=True):
        assert_close(finite(a), finite(b), rtol=1e-4)


@pytest.mark.parametrize("name", NUMERIC)
def test_no_function_changes_its_inputs(name):
    batched, fixed, masks = case(name)
    inputs = [*batched, *leaves(fixed), *masks.values()]
    before = [array.copy() for array in inputs]
    for array in inputs:
        array.setflags(write=False)
    try:
        for chosen in ({}, masks):
            call(name, batched, fixed, chosen)
    finally:
        for array in inputs:
            array.setflags(write=True)
    assert all(np.array_equal(a, b) for a, b in zip(inputs, before, strict=True))


@pytest.mark.parametrize("name", NUMERIC)
def test_leading_axes_equal_a_loop_over_them(name):
    batched, fixed, masks = case(name, lead=(2, 3))
    for chosen in ({}, masks):
        together = call(name, batched, fixed, chosen)
        for index in np.ndindex(2, 3):
            masks_here = {key: mask[index] for key, mask in chosen.items()}
            alone = call(name, at(batched, index), fixed, masks_here)
            for a, b in zip(at(together, index), alone, strict=True):
                assert_close(finite(a), finite(b), rtol=1e-11)


@pytest.mark.parametrize("name", NUMERIC)
def test_the_same_inputs_give_the_same_numbers_bit_for_bit(name):
    once, again = (call(name, *case(name)) for _ in range(2))
    assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(once, again, strict=True))


@pytest.mark.parametrize("name", WITH_IDS)
def test_leading_axes_of_token_numbers_equal_a_loop_and_stay_unchanged(name):
    ids = np.random.default_rng(0).integers(0, 9, (2, 3, 4))
    ids.setflags(write=False)
    together = leaves(WITH_IDS[name](ids))
    for index in np.ndindex(2, 3):
        for a, b in zip(at(together, index), leaves(WITH_IDS[name](ids[index])), strict=True):
            assert_close(a.astype(float), b.astype(float))


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_choices_keep_leading_axes_and_leave_probabilities_unchanged(name, dtype):
    probs = helpers.softmax(normal(np.random.default_rng(0), 2, 3, 4).astype(dtype))
    probs.setflags(write=False)
    together = CHOICES[name](probs)
    for index in np.ndindex(2, 3):
        assert np.array_equal(together[index], CHOICES[name](probs[index]))


def test_waves_keep_leading_axes():
    positions, frequency = np.arange(6.0).reshape(2, 3), np.array([1.0, 0.1])
    assert np.array_equal(waves(positions, frequency), [waves(p, frequency) for p in positions])


def test_text_functions_leave_merges_as_they_were():
    merges = text.learn_byte_pairs("low lower lowest", 5)
    before = list(merges)
    text.byte_pair_tokens("slow lower", merges)
    assert merges == before


def test_each_public_name_of_the_mathematics_is_in_one_of_these_tables():
    mathematics = {
        f"helpers.mathematics.{path.stem}"
        for path in (Path(helpers.__file__).parent / "mathematics").glob("[!_]*.py")
        if path.stem not in ELSEWHERE
    }
    public = {
        name
        for name in helpers.__all__
        for thing in [getattr(helpers, name)]
        if getattr(thing, "__module__", None) in mathematics
    }
    in_tables = {name.split(",")[0] for name in NUMERIC} | set(WITH_IDS) | set(CHOICES) | STRUCTURE
    assert public == in_tables


def test_every_function_with_a_mask_is_tested_with_one():
    with_mask = {
        name
        for name, (_, _, function) in NUMERIC.items()
        if any("mask" in parameter for parameter in inspect.signature(function).parameters)
    }
    assert with_mask == set(MASKED)


def test_every_plain_function_is_the_last_step_of_its_twin():
    for name in NUMERIC:
        if name.endswith("_steps"):
            plain = name.removesuffix("_steps")
            last = call(name, *case(name))[-1]
            assert np.array_equal(call(plain, *case(plain))[-1], last)
