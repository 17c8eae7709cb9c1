"""Every function of `helpers` with example arguments: the one table that tests draw on.

`tests/mathematics/test_every_function.py` asks of each entry what holds for all functions, and
`tests/live` traces it and runs it in the browser. A new function of the mathematics gets its
entry here; another case of the same function is ``"name, what is special"``. What is a batch,
and what a weight, is read from the docstring.
"""

import numpy as np

import helpers

SIZES = helpers.Sizes(4, 3, 2, 5, 2, 2, 6)


def arguments(rng):
    """Arguments for each function of `helpers` that computes with arrays, by its name."""

    def hides(*shape):
        return rng.random(shape) < 0.7

    def x(*shape):
        return rng.standard_normal(shape)

    h, t, s, d_model, d_k, d_v = 2, 2, 3, SIZES.d_model, SIZES.d_k, SIZES.d_v
    heads = {
        "W_Q": x(h, d_model, d_k),
        "W_K": x(h, d_model, d_k),
        "W_V": x(h, d_model, d_v),
        "W_O": x(h * d_v, d_model),
    }
    see = np.tri(t, s, dtype=bool)
    qkv = {"Q": x(t, d_k), "K": x(s, d_k), "V": x(s, d_v)}
    layer = {"W_1": x(d_model, 5), "b_1": x(5), "W_2": x(5, d_model), "b_2": x(d_model)}
    norm = {"X": x(t, d_model), "gamma": x(d_model), "beta": x(d_model)}
    weights = shaken(rng, helpers.random_transformer(rng, SIZES))
    scores = x(t, s)
    shares = np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)
    ids = rng.integers(0, 6, t)
    model = shaken(rng, helpers.random_model(rng, SIZES))
    sentences = {"source_ids": rng.integers(0, 6, s), "target_ids": ids, "model": model}
    sentences["source_mask"] = hides(1, s)
    cache = helpers.start_cache(x(s, d_model), weights.decoder)
    _, cache = helpers.decoder_step(x(1, d_model), cache, weights.decoder)
    probs = shares[0]
    encoder = {"X": x(s, d_model), "mask": hides(s, s)}
    decoder = {"Y": x(t, d_model), "memory": x(s, d_model), "mask": np.tri(t, dtype=bool)}
    decoder["memory_mask"] = hides(t, s)
    return {
        "attention": {**qkv, "mask": see},
        "attention_steps": {**qkv, "mask": see},
        "bag_of_words": {"ids": ids, "n_vocab": 6},
        "batch_norm": norm,
        "concat_heads": {"Z_heads": x(h, t, d_v)},
        "cosine_similarity": {"x": x(t, d_model), "y": x(1, d_model)},
        "cross_attention": {"Y": x(t, d_model), "memory": x(s, d_model), **heads, "mask": see},
        "decoder": {**decoder, "blocks": weights.decoder},
        "decoder_block": {**decoder, "weights": weights.decoder[0]},
        "decoder_block_steps": {**decoder, "weights": weights.decoder[1]},
        "decoder_step": {
            "y": x(1, d_model),
            "cache": cache,
            "blocks": weights.decoder,
            "memory_mask": hides(1, s),
        },
        "draw": {"probs": probs, "u": rng.random(())},
        "embed_sentence": {"ids": ids, "W_E": x(6, d_model)},
        "embed": {"ids": ids, "W_E": x(6, d_model)},
        "encoder": {**encoder, "blocks": weights.encoder},
        "encoder, pre-norm": {
            **encoder,
            "blocks": weights.encoder,
            "wiring": helpers.PRE_NORM,
        },
        "encoder_block": {**encoder, "weights": weights.encoder[0]},
        "encoder_block_steps": {**encoder, "weights": weights.encoder[1]},
        "encoder_states": {**encoder, "blocks": weights.encoder},
        "entropy": {"A": shares},
        "feed_forward": {"X": x(t, d_model), **layer},
        "feed_forward_steps": {"X": x(t, d_model), **layer},
        "frequencies": {"index": np.arange(4), "d_model": d_model},
        "greedy": {"probs": probs},
        "layer_norm": norm,
        "layer_norm_bessel": norm,
        "layer_norm_std_plus_eps": norm,
        "layer_norm_steps": norm,
        "linear": {"x": x(t, d_model), "W": x(d_model, 5), "b": x(5)},
        "multi_head_attention": {"X": x(t, d_model), "memory": x(s, d_model), **heads, "mask": see},
        "multi_head_attention_steps": {
            "X": x(t, d_model),
            "memory": x(s, d_model),
            **heads,
            "mask": see,
        },
        "naive_softmax": {"S": scores},
        "naive_softmax_steps": {"S": scores},
        "one_hot": {"ids": ids, "n_vocab": 6},
        "padding_mask": {"ids": ids, "pad_id": 0},
        "positional_encoding": {"positions": np.arange(5), "d_model": 7},
        "positional_encoding_by_column": {"positions": x(3), "d_model": d_model},
        "recurrent": {"X": x(t, 3), "h_0": x(4), "W": x(4, 4), "U": x(3, 4)},
        "recurrent_step": {"h": x(4), "x": x(3), "W": x(4, 4), "U": x(3, 4)},
        "predict": sentences,
        "predict_steps": sentences,
        "ranks": {"probs": np.round(shares, 1)},
        "relu": {"x": x(t, d_model)},
        "residual": {"X": x(t, d_model), "F": x(t, d_model)},
        "self_attention": {"X": x(t, d_model), **heads, "mask": hides(t, t)},
        "scaled_weights": {"weights": weights.encoder[0], "scale": np.array(0.3)},
        "softmax": {"S": scores},
        "softmax_jacobian": {"A": shares},
        "softmax_steps": {"S": scores},
        "split_heads": {"X": x(t, d_model), "W": x(h, d_model, d_k)},
        "start_cache": {"memory": x(s, d_model), "blocks": weights.decoder},
        "top_k": {"probs": shares, "k": np.array(2.0)},
        "top_p": {"probs": shares, "p": np.array(0.6)},
        "with_temperature": {"logits": scores, "temperature": np.array(0.7)},
        "with_temperature, at 0": {"logits": scores, "temperature": np.array(0.0)},
        "tokens_apart": {"X": x(3, t, d_model)},
        "transformer": {
            "X": x(s, d_model),
            "Y": x(t, d_model),
            "weights": weights,
            "source_mask": hides(1, s),
            "target_mask": np.tri(t, dtype=bool),
        },
        **later(rng, x, weights),
    }


def later(rng, x, weights):
    """Arguments for the functions of chapters 17 and 18."""
    h, t, s, d_model, d_k, d_v = 2, 2, 3, SIZES.d_model, SIZES.d_k, SIZES.d_v
    attending = np.exp(x(2, h, t, t))
    speaker = {
        "ids": rng.integers(0, 6, 3),
        "model": helpers.LanguageModel(x(6, d_model), weights.encoder),
    }
    grouped = {
        "X": x(t, d_model),
        "memory": x(s, d_model),
        "W_Q": x(h, d_model, d_k),
        "W_K": x(1, d_model, d_k),
        "W_V": x(1, d_model, d_v),
        "W_O": x(h * d_v, d_model),
        "mask": np.tri(t, s, dtype=bool),
    }
    gated = {
        "X": x(t, d_model),
        "W_gate": x(d_model, 5),
        "W_1": x(d_model, 5),
        "W_2": x(5, d_model),
    }
    kept = np.array([[1.0, 0.0], [0.0, 1.0]])
    return {
        "gelu": {"x": x(t, d_model)},
        "grouped_attention": grouped,
        "grouped_attention_steps": grouped,
        "keep_heads": {"W_O": x(h * d_v, d_model), "kept": kept[0]},
        "logit_lens": {"states": x(3, t, d_model), "W_vocab": x(d_model, 6)},
        "next_words": speaker,
        "next_words_steps": speaker,
        "orthogonal_part": {"wish": x(4), "columns": x(4, 2)},
        "other_weights": {
            "A": np.array([0.1, 0.4, 0.2, 0.3]),
            "V": x(4, 2),
            "wish": x(4),
            "how_far": np.array(0.6),
        },
        "pool_heads": {"W": x(4, d_model, d_k), "n_groups": 2},
        "rms_norm": {"X": x(t, d_model), "gamma": x(d_model)},
        "rollout": {"A": attending / attending.sum(axis=-1, keepdims=True)},
        "rotate": {"Q": x(t, 4), "positions": np.arange(t)},
        "sentence_vector": {"memory": x(s, d_model), "is_word": np.array([1.0, 1.0, 0.0])},
        "silu": {"x": x(t, d_model)},
        "swiglu": gated,
        "swiglu_steps": gated,
        "without_heads": {"model": speaker["model"], "kept": kept},
    }


def find(name):
    """Give the function that a name of the table stands for."""
    return getattr(helpers, name.split(",")[0])


def shaken(rng, weights):
    """Move all weights a little, so that no norm and no bias is neutral."""
    if isinstance(weights, np.ndarray):
        return weights + 0.3 * rng.standard_normal(weights.shape)
    parts = [shaken(rng, part) for part in weights]
    return type(weights)(*parts) if hasattr(weights, "_fields") else tuple(parts)
