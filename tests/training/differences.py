"""What several files share: numerical gradients, and cases for every backward function."""

import numpy as np

from helpers.mathematics.attention import (
    attention,
    attention_steps,
    concat_heads,
    multi_head_attention,
    multi_head_attention_steps,
    split_heads,
)
from helpers.mathematics.embedding import embed
from helpers.mathematics.feed_forward import feed_forward, feed_forward_steps, linear, relu
from helpers.mathematics.initialise import Sizes, random_model
from helpers.mathematics.model import embed_sentence
from helpers.mathematics.norm import layer_norm, residual
from helpers.mathematics.softmax import softmax
from helpers.mathematics.transformer import (
    BARE,
    NORM_ONLY,
    POST_NORM,
    PRE_NORM,
    RESIDUAL_ONLY,
    FeedForwardWeights,
    NormWeights,
    decoder,
    decoder_block,
    decoder_block_steps,
    encoder,
    encoder_block,
    encoder_block_steps,
    transformer,
    walk_decoder,
    walk_encoder,
)
from helpers.training import (
    add_and_norm_backward,
    attention_backward,
    concat_heads_backward,
    cross_entropy,
    cross_entropy_backward,
    decoder_backward,
    decoder_block_backward,
    dropout,
    dropout_backward,
    embed_backward,
    embed_sentence_backward,
    encoder_backward,
    encoder_block_backward,
    feed_forward_backward,
    layer_norm_backward,
    linear_backward,
    model_backward,
    model_steps,
    multi_head_backward,
    relu_backward,
    residual_backward,
    softmax_backward,
    split_heads_backward,
    transformer_backward,
    transformer_steps,
)
from helpers.training.flat import flatten, unflatten

STEP = 1e-5
SIZES = Sizes(d_model=5, d_k=3, d_v=2, d_ff=7, n_heads=3, n_layers=2, n_vocab=6)
WIRINGS = {
    "pre-norm": PRE_NORM, "residual only": RESIDUAL_ONLY, "norm only": NORM_ONLY, "bare": BARE,
}  # fmt: skip
LEADS = ((), (2,), (2, 3))


def numerical(function, inputs, weighting, places):
    """Central differences of ``Σ weighting · function(inputs)`` at some places of the inputs."""
    theta = flatten(inputs).astype(float)

    def total(place, change):
        moved = theta.copy()
        moved[place] += change
        return (weighting * function(*unflatten(moved, inputs))).sum()

    return np.array([(total(i, STEP) - total(i, -STEP)) / (2 * STEP) for i in places])


def largest_error(found, expected):
    """The largest difference, relative to the largest number (or to 1 if that is larger)."""
    assert found.shape == expected.shape
    return np.abs(found - expected).max() / max(1.0, np.abs(expected).max())


def lively(rng, weights):
    """Move all weights, so that no norm and no bias is neutral."""
    theta = flatten(weights)
    return unflatten(theta + 0.3 * rng.standard_normal(theta.shape), weights)


def masks(rng, lead, t, s):
    """A causal mask, one that hides filler, and one with a fully masked row."""
    some = rng.random((*lead, t, s)) < 0.6
    some[..., 0, :] = False
    filler = np.ones((*lead, 1, s), dtype=bool)
    filler[..., -1] = False
    return {"causal": np.tri(t, dtype=bool), "filler": filler, "some": some}


def cases(lead):
    """Name: (function of the inputs, inputs, gradient of each input from dresult)."""
    rng = np.random.default_rng(len(lead))

    def x(*shape):
        return rng.standard_normal(shape)

    t, s, d, h, d_k, d_v, d_ff = 3, 4, 5, 3, 3, 2, 7
    model = lively(rng, random_model(rng, SIZES))
    blocks = model.blocks
    heads = blocks.decoder[0].cross
    mask = masks(rng, lead, t, s)
    own = masks(rng, lead, s, s)["filler"]
    X, Y, memory = x(*lead, s, d), x(*lead, t, d), x(*lead, s, d)
    Q, K, V = x(*lead, h, t, d_k), x(*lead, h, s, d_k), x(*lead, h, s, d_v)
    network = FeedForwardWeights(x(d, d_ff), x(d_ff), x(d_ff, d), x(d))
    norm = NormWeights(x(d), x(d))
    ids = rng.integers(0, 6, (*lead, t))
    source_ids = rng.integers(0, 6, (*lead, s))
    is_real = rng.random((*lead, t)) < 0.7
    is_real[..., 0] = True
    is_kept = rng.random((*lead, t, d)) < 0.8
    logits = x(*lead, t, 6)

    def network_backward(dF, X, weights):
        return feed_forward_backward(dF, X, weights, feed_forward_steps(X, *weights))

    def heads_backward(mask):
        def backward(dZ, X, memory, weights):
            steps = multi_head_attention_steps(X, memory, *weights, mask=mask)
            return multi_head_backward(dZ, X, memory, weights, steps)

        return backward

    def one_attention(mask, scale=None):
        def backward(dZ, Q, K, V):
            A = attention_steps(Q, K, V, mask, scale).A
            return attention_backward(dZ, Q, K, V, A, scale)

        return backward

    def block_backward(dX_2, X, weights):
        return encoder_block_backward(dX_2, X, weights, encoder_block_steps(X, weights, own))

    def blocks_backward(dY_3, Y, memory, weights):
        steps = decoder_block_steps(Y, memory, weights, mask["causal"], mask["filler"])
        return decoder_block_backward(dY_3, Y, memory, weights, steps)

    def encoder_stack(wiring):
        def backward(dmemory, X, weights):
            steps = tuple(walk_encoder(X, weights, own, wiring))
            back = encoder_backward(dmemory, X, weights, steps, wiring)
            return back[0].X, tuple(block.weights for block in back)

        def forward(X, weights):
            return encoder(X, weights, own, wiring)

        return forward, (X, blocks.encoder), backward

    def decoder_stack_backward(dY_out, Y, memory, weights):
        steps = tuple(walk_decoder(Y, memory, weights, mask["causal"], mask["filler"]))
        back = decoder_backward(dY_out, Y, memory, weights, steps)
        dmemory = sum(block.memory for block in back)
        return back[0].Y, dmemory, tuple(block.weights for block in back)

    def stacks_backward(dY_out, X, Y, weights):
        steps = transformer_steps(X, Y, weights, mask["filler"], mask["causal"])
        return transformer_backward(dY_out, X, Y, weights, steps)

    def whole_backward(dlogits, model):
        steps = model_steps(source_ids, ids, model, mask["filler"])
        return (model_backward(dlogits, source_ids, ids, model, steps),)

    def wired(wiring):
        def backward(dX_2, X, weights):
            steps = encoder_block_steps(X, weights, own, wiring)
            return encoder_block_backward(dX_2, X, weights, steps, wiring)

        def forward(X, weights):
            return encoder_block(X, weights, own, wiring)

        return forward, (X, blocks.encoder[0]), backward

    some = mask["some"][..., None, :, :]
    return {
        "linear": (linear, (Y, x(d, 4), x(4)), lambda dy, x, W, b: linear_backward(dy, x, W)),
        "relu": (relu, (Y,), lambda dy, x: (relu_backward(dy, x),)),
        "feed forward": (
            lambda X, weights: feed_forward(X, *weights), (Y, network), network_backward,
        ),
        "softmax": (softmax, (Y,), lambda dA, S: (softmax_backward(dA, softmax(S)),)),
        "attention": (attention, (Q, K, V), one_attention(None)),
        "attention, a mask with empty rows": (
            lambda Q, K, V: attention(Q, K, V, some), (Q, K, V), one_attention(some),
        ),
        "attention, another scale": (
            lambda Q, K, V: attention(Q, K, V, scale=7.0), (Q, K, V), one_attention(None, 7.0),
        ),
        "split heads": (split_heads, (Y, x(h, d, d_k)), split_heads_backward),
        "concat heads": (concat_heads, (V,), lambda dZ, Z: (concat_heads_backward(dZ, h),)),
        "multi-head": (
            lambda X, memory, weights: multi_head_attention(X, memory, *weights),
            (Y, memory, heads), heads_backward(None),
        ),
        "multi-head, a mask with empty rows": (
            lambda X, memory, weights: multi_head_attention(X, memory, *weights, mask=mask["some"]),
            (Y, memory, heads), heads_backward(mask["some"]),
        ),
        "layer norm": (
            lambda X, norm: layer_norm(X, *norm), (Y, norm),
            lambda dy, X, norm: layer_norm_backward(dy, X, norm.gamma),
        ),
        "residual": (residual, (X, memory), lambda dy, X, F: residual_backward(dy)),
        "add and norm": (
            lambda X, F, norm: layer_norm(residual(X, F), *norm), (X, memory, norm),
            add_and_norm_backward,
        ),
        "embed": (
            lambda W_E: embed(ids, W_E), (model.W_E,),
            lambda dE, W_E: (embed_backward(dE, ids, 6),),
        ),
        "embed sentence": (
            lambda W_E: embed_sentence(ids, W_E), (model.W_E,),
            lambda dX, W_E: (embed_sentence_backward(dX, ids, 6),),
        ),
        "dropout": (
            lambda X: dropout(X, is_kept, 0.2), (Y,),
            lambda dX, X: (dropout_backward(dX, is_kept, 0.2),),
        ),
        "cross-entropy": (
            lambda logits: cross_entropy(logits, ids, 0.1, is_real),
            (logits,),
            lambda dloss, logits: (
                dloss * cross_entropy_backward(softmax(logits), ids, 0.1, is_real),
            ),
        ),
        "encoder block": (
            lambda X, weights: encoder_block(X, weights, own), (X, blocks.encoder[0]),
            block_backward,
        ),
        **{f"encoder block, {name}": wired(wiring) for name, wiring in WIRINGS.items()},
        "decoder block": (
            lambda Y, memory, weights: decoder_block(
                Y, memory, weights, mask["causal"], mask["filler"]
            ),
            (Y, memory, blocks.decoder[1]), blocks_backward,
        ),
        "encoder": encoder_stack(POST_NORM),
        "encoder, pre-norm": encoder_stack(PRE_NORM),
        "decoder": (
            lambda Y, memory, weights: decoder(
                Y, memory, weights, mask["causal"], mask["filler"]
            ),
            (Y, memory, blocks.decoder), decoder_stack_backward,
        ),
        "transformer": (
            lambda X, Y, weights: transformer(X, Y, weights, mask["filler"], mask["causal"]),
            (X, Y, blocks), stacks_backward,
        ),
        "model": (
            lambda model: model_steps(source_ids, ids, model, mask["filler"]).logits, (model,),
            whole_backward,
        ),
    }  # fmt: skip


def result_weights(function, inputs):
    """Random weights for each number of the result, so that one sum tests all of them."""
    shape = np.shape(function(*inputs))
    return np.random.default_rng(5).standard_normal(shape)


def structure(value):
    """Nested types and shapes, for comparison."""
    if isinstance(value, tuple):
        return tuple(structure(part) for part in value)
    return value.shape
