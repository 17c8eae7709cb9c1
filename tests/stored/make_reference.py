"""Write `reference.json`: what PyTorch computes from the inputs below.

Run it by hand, in an environment with torch 2.13.0, when a case is added:

    python tests/stored/make_reference.py

The inputs are whole numbers over 64, so that float32 holds them exactly, from
`numpy.random.RandomState`, whose numbers NumPy has promised never to change. Only results are
stored. Nothing here uses `helpers`: names and axes are translated to PyTorch's, where weights
are transposed, heads lie side by side and a mask is True where attention is forbidden.
"""

import json
import zlib
from pathlib import Path

import numpy as np

STORED = Path(__file__).with_name("reference.json")
DTYPES = ("float64", "float32")

SCALED_DOT_PRODUCT = {  # lead, t, s, d_k, d_v, kind of mask
    "one token": ((), 1, 1, 1, 1, None),
    "no mask": ((), 3, 5, 4, 2, None),
    "causal": ((2,), 5, 5, 3, 3, "causal"),
    "partly masked": ((), 7, 5, 3, 6, "partly"),
    "partly masked, batch and heads": ((2, 3), 3, 7, 5, 4, "partly"),
    "some rows fully masked": ((2,), 4, 3, 2, 3, "some rows hidden"),
}
MULTI_HEAD = {  # batch, t, s, d_model, h, kind of mask
    "one head": (1, 2, 3, 5, 1, None),
    "two heads": (2, 3, 5, 8, 2, None),
    "three heads, causal": (2, 7, 7, 6, 3, "causal"),
    "five heads, filler": (3, 4, 6, 10, 5, "filler"),
}
FREE_HEADS = {  # batch, t, s, d_model, h, d_k, d_v, kind of mask
    "the worked example's sizes": (1, 2, 2, 4, 2, 3, 3, None),
    "d_v is not d_k": (2, 3, 5, 4, 3, 5, 2, "partly"),
    "wider than d_model": (2, 3, 4, 2, 5, 7, 3, "some rows hidden"),
}
BLOCKS = {  # batch, t, s, d_model, h, d_ff
    "one head": (1, 1, 2, 3, 1, 5),
    "two heads": (2, 3, 5, 4, 2, 8),
    "three heads": (3, 5, 4, 6, 3, 7),
}
TRANSFORMERS = {  # batch, t, s, d_model, h, d_ff; always two layers
    "two heads": (2, 3, 5, 4, 2, 8),
    "three heads": (3, 7, 6, 6, 3, 11),
    "five heads": (2, 4, 3, 10, 5, 9),
}
NORMED = {"narrow": (3, 2), "odd": (2, 3, 7), "one token": (9,)}
BATCH_NORMED = {"two tokens": (2, 3), "tall": (9, 2), "a constant column": (5, 4)}
SOFTMAXED = {"two": (2,), "seven": (7,)}
N_LAYERS = 2


class Draw:
    """Numbers for one case; its name is the seed."""

    def __init__(self, name):
        self.rng = np.random.RandomState(zlib.crc32(name.encode()))

    def numbers(self, *shape, around=0.0):
        """Multiples of 1/64 between −1 and 1, around a number."""
        return around + self.rng.randint(-64, 65, shape) / 64

    def mask(self, kind, lead, t, s):
        """True where attention is allowed."""
        if kind is None:
            return None
        if kind == "causal":
            return np.tri(t, s, dtype=bool)
        if kind == "filler":
            return (np.arange(s) < self.rng.randint(1, s + 1, (*lead, 1)))[..., None, :]
        allowed = self.rng.randint(0, 3, (*lead, t, s)) > 0
        allowed[..., 0] |= ~allowed.any(axis=-1)
        if kind == "some rows hidden":
            allowed[..., 0, :] = False
        return allowed

    def attention(self, d_model, h, d_k=None, d_v=None):
        """W_Q, W_K, W_V, W_O as the book has them."""
        d_k, d_v = d_k or d_model // h, d_v or d_model // h
        W_Q, W_K = self.numbers(h, d_model, d_k), self.numbers(h, d_model, d_k)
        return W_Q, W_K, self.numbers(h, d_model, d_v), self.numbers(h * d_v, d_model)

    def norm(self, d_model):
        """A scale around one and a shift around zero: gamma, beta."""
        return self.numbers(d_model, around=1.25), self.numbers(d_model)

    def network(self, d_model, d_ff):
        """W_1, b_1, W_2, b_2."""
        W_1, b_1 = self.numbers(d_model, d_ff), self.numbers(d_ff)
        return W_1, b_1, self.numbers(d_ff, d_model), self.numbers(d_model)

    def encoder_block(self, d_model, h, d_ff):
        """Attention, norm, network, norm."""
        attention, norm_1 = self.attention(d_model, h), self.norm(d_model)
        return attention, norm_1, self.network(d_model, d_ff), self.norm(d_model)

    def decoder_block(self, d_model, h, d_ff):
        """Attention, norm, cross-attention, norm, network, norm."""
        attention, norm_1 = self.attention(d_model, h), self.norm(d_model)
        cross, norm_2 = self.attention(d_model, h), self.norm(d_model)
        return attention, norm_1, cross, norm_2, self.network(d_model, d_ff), self.norm(d_model)


def cases():
    """All cases: (function, name) → inputs as the book has them, in float64."""
    return {
        (function, name): inputs(Draw(f"{function}: {name}"), *sizes)
        for function, (table, inputs, _) in FUNCTIONS.items()
        for name, sizes in table.items()
    }


def scaled_dot_product_inputs(draw, lead, t, s, d_k, d_v, kind):
    Q, K, V = (3 * draw.numbers(*lead, n, d) for n, d in ((t, d_k), (s, d_k), (s, d_v)))
    return {"Q": Q, "K": K, "V": V, "mask": draw.mask(kind, lead, t, s)}


def multi_head_inputs(draw, batch, t, s, d_model, h, kind):
    return free_heads_inputs(draw, batch, t, s, d_model, h, d_model // h, d_model // h, kind)


def free_heads_inputs(draw, batch, t, s, d_model, h, d_k, d_v, kind):
    return {
        "X": 2 * draw.numbers(batch, t, d_model),
        "memory": 2 * draw.numbers(batch, s, d_model),
        "weights": draw.attention(d_model, h, d_k, d_v),
        "mask": draw.mask(kind, (batch,), t, s),
    }


def encoder_block_inputs(draw, batch, t, s, d_model, h, d_ff):
    X, weights = draw.numbers(batch, s, d_model), draw.encoder_block(d_model, h, d_ff)
    return {"X": X, "weights": weights, "mask": draw.mask("filler", (batch,), s, s)}


def decoder_block_inputs(draw, batch, t, s, d_model, h, d_ff):
    return {
        "Y": draw.numbers(batch, t, d_model),
        "memory": draw.numbers(batch, s, d_model),
        "weights": draw.decoder_block(d_model, h, d_ff),
        "mask": draw.mask("causal", (batch,), t, t),
        "memory_mask": draw.mask("filler", (batch,), t, s),
    }


def transformer_inputs(draw, batch, t, s, d_model, h, d_ff):
    return {
        "X": draw.numbers(batch, s, d_model),
        "Y": draw.numbers(batch, t, d_model),
        "encoder": tuple(draw.encoder_block(d_model, h, d_ff) for _ in range(N_LAYERS)),
        "decoder": tuple(draw.decoder_block(d_model, h, d_ff) for _ in range(N_LAYERS)),
        "source_mask": draw.mask("filler", (batch,), s, s),
        "target_mask": draw.mask("causal", (batch,), t, t),
    }


def layer_norm_inputs(draw, *shape):
    gamma, beta = draw.norm(shape[-1])
    return {"X": 2 * draw.numbers(*shape), "gamma": gamma, "beta": beta}


def batch_norm_inputs(draw, n, d_model):
    inputs = layer_norm_inputs(draw, n, d_model)
    inputs["X"][:, 3:] = 0.5  # the fourth column, where there is one, is constant
    return inputs


def softmax_inputs(draw, s):
    return {"S": 4 * draw.numbers(s)}


def scaled_dot_product(torch, Q, K, V, mask):
    F = torch.nn.functional
    return {"Z_heads": F.scaled_dot_product_attention(Q, K, V, attn_mask=mask)}


def multi_head(torch, X, memory, weights, mask):
    layer = attention_layer(torch, weights)
    forbidden, filler = torch_masks(mask)
    Z, A = layer(
        X,
        memory,
        memory,
        attn_mask=forbidden,
        key_padding_mask=filler,
        average_attn_weights=False,
    )
    return {"A": A, "Z": Z}


def free_heads(torch, X, memory, weights, mask):
    F = torch.nn.functional
    W_Q, W_K, W_V, W_O = weights
    found = [
        F.scaled_dot_product_attention(
            F.linear(X, W_Q[head].T),
            F.linear(memory, W_K[head].T),
            F.linear(memory, W_V[head].T),
            attn_mask=mask,
        )
        for head in range(len(W_Q))
    ]
    return {"Z": F.linear(torch.cat(found, dim=-1), W_O.T)}


def encoder_block(torch, X, weights, mask):
    layer = encoder_layer(torch, weights)
    return {"X_2": layer(X, src_key_padding_mask=~mask[:, 0])}


def pre_norm_encoder_block(torch, X, weights, mask):
    layer = encoder_layer(torch, weights, norm_first=True)
    return {"X_2": layer(X, src_key_padding_mask=~mask[:, 0])}


def decoder_block(torch, Y, memory, weights, mask, memory_mask):
    layer = decoder_layer(torch, weights)
    Y_3 = layer(Y, memory, tgt_mask=~mask, memory_key_padding_mask=~memory_mask[:, 0])
    return {"Y_3": Y_3}


def transformer(torch, X, Y, encoder, decoder, source_mask, target_mask):
    return {"Y": whole_model(torch, encoder, decoder)(
        X,
        Y,
        tgt_mask=~target_mask,
        src_key_padding_mask=~source_mask[:, 0],
        memory_key_padding_mask=~source_mask[:, 0],
    )}  # fmt: skip


def layer_norm(torch, X, gamma, beta):
    return {"X_norm": torch.nn.functional.layer_norm(X, gamma.shape, gamma, beta)}


def batch_norm(torch, X, gamma, beta):
    F = torch.nn.functional
    return {"X_norm": F.batch_norm(X, None, None, gamma, beta, training=True)}


def softmax(torch, S):
    give = torch.nn.Softmax(dim=-1)
    return {"A": give(S), "J": torch.autograd.functional.jacobian(give, S)}


FUNCTIONS = {
    "scaled_dot_product_attention": (
        SCALED_DOT_PRODUCT,
        scaled_dot_product_inputs,
        scaled_dot_product,
    ),
    "nn.MultiheadAttention": (MULTI_HEAD, multi_head_inputs, multi_head),
    "linear and scaled_dot_product_attention": (FREE_HEADS, free_heads_inputs, free_heads),
    "nn.TransformerEncoderLayer": (BLOCKS, encoder_block_inputs, encoder_block),
    "nn.TransformerEncoderLayer(norm_first=True)": (
        BLOCKS,
        encoder_block_inputs,
        pre_norm_encoder_block,
    ),
    "nn.TransformerDecoderLayer": (BLOCKS, decoder_block_inputs, decoder_block),
    "nn.Transformer": (TRANSFORMERS, transformer_inputs, transformer),
    "layer_norm": (NORMED, layer_norm_inputs, layer_norm),
    "batch_norm(training=True)": (BATCH_NORMED, batch_norm_inputs, batch_norm),
    "Softmax and autograd": (SOFTMAXED, softmax_inputs, softmax),
}


def torch_masks(mask):
    """Turn our mask into PyTorch's two: forbidden pairs, and filler among the keys."""
    if mask is None:
        return None, None
    return (None, ~mask[:, 0]) if mask.ndim == 3 else (~mask, None)


def side_by_side(W):
    """(h, d_model, d) → PyTorch's (h·d, d_model)."""
    h, d_model, d = W.shape
    return W.permute(0, 2, 1).reshape(h * d, d_model)


def attention_layer(torch, weights):
    """Make an `nn.MultiheadAttention` without biases."""
    h, d_model, _ = weights[0].shape
    layer = torch.nn.MultiheadAttention(d_model, h, batch_first=True, dtype=weights[0].dtype)
    load_attention(layer, weights)
    return layer.eval()


def encoder_layer(torch, weights, norm_first=False):
    """Make one layer, post-norm unless told otherwise, with ReLU and no dropout."""
    h, d_model, _ = weights[0][0].shape
    d_ff, dtype = weights[2][0].shape[1], weights[0][0].dtype
    layer = torch.nn.TransformerEncoderLayer(
        d_model, h, d_ff, dropout=0.0, batch_first=True, norm_first=norm_first, dtype=dtype
    )
    load_encoder_layer(layer, weights)
    return layer.eval()


def decoder_layer(torch, weights):
    """Make one post-norm layer with ReLU and no dropout."""
    h, d_model, _ = weights[0][0].shape
    d_ff, dtype = weights[4][0].shape[1], weights[0][0].dtype
    layer = torch.nn.TransformerDecoderLayer(
        d_model, h, d_ff, dropout=0.0, batch_first=True, dtype=dtype
    )
    load_decoder_layer(layer, weights)
    return layer.eval()


def whole_model(torch, encoder, decoder):
    """Make an `nn.Transformer` without the two norms that PyTorch adds after the stacks."""
    h, d_model, _ = encoder[0][0][0].shape
    d_ff, dtype = encoder[0][2][0].shape[1], encoder[0][0][0].dtype
    model = torch.nn.Transformer(
        d_model, h, len(encoder), len(decoder), d_ff, dropout=0.0, batch_first=True, dtype=dtype
    )
    model.encoder.norm = model.decoder.norm = None
    for layer, weights in zip(model.encoder.layers, encoder, strict=True):
        load_encoder_layer(layer, weights)
    for layer, weights in zip(model.decoder.layers, decoder, strict=True):
        load_decoder_layer(layer, weights)
    return model.eval()


def load_encoder_layer(layer, weights):
    """Put one encoder block's weights into PyTorch's layer."""
    attention, norm_1, network, norm_2 = weights
    load_attention(layer.self_attn, attention)
    load_network(layer, network)
    load_norms((layer.norm1, norm_1), (layer.norm2, norm_2))


def load_decoder_layer(layer, weights):
    """Put one decoder block's weights into PyTorch's layer."""
    attention, norm_1, cross, norm_2, network, norm_3 = weights
    load_attention(layer.self_attn, attention)
    load_attention(layer.multihead_attn, cross)
    load_network(layer, network)
    load_norms((layer.norm1, norm_1), (layer.norm2, norm_2), (layer.norm3, norm_3))


def load_attention(layer, weights):
    """Put W_Q, W_K, W_V, W_O into PyTorch's attention, its biases zero."""
    W_Q, W_K, W_V, W_O = weights
    d_model = W_Q.shape[1]
    for i, W in enumerate((W_Q, W_K, W_V)):
        layer.in_proj_weight.data[i * d_model : (i + 1) * d_model] = side_by_side(W)
    layer.in_proj_bias.data.zero_()
    layer.out_proj.weight.data.copy_(W_O.T)
    layer.out_proj.bias.data.zero_()


def load_network(layer, weights):
    """Put W_1, b_1, W_2, b_2 into PyTorch's two linear layers."""
    W_1, b_1, W_2, b_2 = weights
    layer.linear1.weight.data.copy_(W_1.T)
    layer.linear1.bias.data.copy_(b_1)
    layer.linear2.weight.data.copy_(W_2.T)
    layer.linear2.bias.data.copy_(b_2)


def load_norms(*pairs):
    """Put gamma and beta into PyTorch's layer norms."""
    for norm, (gamma, beta) in pairs:
        norm.weight.data.copy_(gamma)
        norm.bias.data.copy_(beta)


def as_tensors(torch, value, dtype):
    """Arrays become tensors, masks stay boolean, nesting stays."""
    if isinstance(value, dict):
        return {name: as_tensors(torch, part, dtype) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(as_tensors(torch, part, dtype) for part in value)
    if value is None or value.dtype == bool:
        return None if value is None else torch.from_numpy(value)
    return torch.from_numpy(value).to(getattr(torch, dtype))


def compute(function, name, dtype):
    """Let PyTorch compute one case: name of a result → array."""
    import torch

    torch.backends.mha.set_fastpath_enabled(False)
    run = FUNCTIONS[function][2]
    results = run(torch, **as_tensors(torch, cases()[function, name], dtype))
    return {key: tensor.detach().numpy() for key, tensor in results.items()}


def shortest(array):
    """Nested lists with as few digits as its type needs."""
    return [shortest(part) for part in array] if array.ndim else float(str(array[()]))


def main():
    """Compute all cases and store them, one line each."""
    import torch

    lines = [f'"torch": "{torch.__version__}"']
    for function, name in cases():
        stored = {
            dtype: {key: shortest(a) for key, a in compute(function, name, dtype).items()}
            for dtype in DTYPES
        }
        lines.append(f"{json.dumps(f'{function}: {name}')}: {json.dumps(stored)}")
    STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{STORED.name}: {len(lines) - 1} cases, {STORED.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
