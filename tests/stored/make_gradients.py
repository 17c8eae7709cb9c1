"""Write `gradients.json`: what PyTorch's autograd finds for the inputs below.

Run it by hand, in an environment with torch 2.13.0, when a case is added:

    python tests/stored/make_gradients.py

Inputs are drawn as in `make_reference.py`: whole numbers over 64, a case's name as its seed.
The forward passes here use PyTorch's own functions on weights in the book's shapes, so that
each gradient can be compared as it is. Nothing here uses `helpers`.
"""

import json
import math
from pathlib import Path

import numpy as np
from make_reference import Draw, shortest

STORED = Path(__file__).with_name("gradients.json")
SMOOTHING = 0.1

ATTENTION = {  # lead, h, t, s, d_model, d_k, d_v, kind of mask
    "two heads": ((), 2, 3, 4, 5, 3, 2, None),
    "three heads, partly masked, batch": ((2,), 3, 3, 5, 4, 2, 3, "partly"),
    "rows that see nothing": ((3,), 2, 4, 3, 3, 5, 2, "some rows hidden"),
}
NORMS = {"narrow": (3, 2), "odd, batch": (2, 3, 7)}
BLOCKS = {  # batch, t, s, d_model, h, d_k, d_v, d_ff
    "two heads": (2, 3, 5, 4, 2, 3, 2, 7),
    "three heads": (1, 2, 4, 5, 3, 2, 3, 6),
}
MODELS = {  # batch, t, s, d_model, h, d_k, d_v, d_ff, layers, n_vocab
    "the worked example's sizes": (4, 3, 2, 4, 2, 3, 3, 8, 1, 10),
    "two layers, an odd width": (3, 4, 5, 5, 3, 2, 3, 7, 2, 6),
}


def attention_inputs(draw, lead, h, t, s, d_model, d_k, d_v, kind):
    given = {
        "X": draw.numbers(*lead, t, d_model),
        "memory": draw.numbers(*lead, s, d_model),
        "weights": draw.attention(d_model, h, d_k, d_v),
    }
    return given, {"mask": draw.mask(kind, lead, t, s)}


def norm_inputs(draw, *shape):
    return {"X": 2 * draw.numbers(*shape), "weights": draw.norm(shape[-1])}, {}


def encoder_block(draw, d_model, h, d_k, d_v, d_ff):
    attention, norm_1 = draw.attention(d_model, h, d_k, d_v), draw.norm(d_model)
    return attention, norm_1, draw.network(d_model, d_ff), draw.norm(d_model)


def decoder_block(draw, d_model, h, d_k, d_v, d_ff):
    attention, norm_1 = draw.attention(d_model, h, d_k, d_v), draw.norm(d_model)
    cross, norm_2 = draw.attention(d_model, h, d_k, d_v), draw.norm(d_model)
    return attention, norm_1, cross, norm_2, draw.network(d_model, d_ff), draw.norm(d_model)


def encoder_inputs(draw, batch, t, s, d_model, *sizes):
    given = {"X": draw.numbers(batch, s, d_model), "weights": encoder_block(draw, d_model, *sizes)}
    return given, {"mask": draw.mask("filler", (batch,), s, s)}


def decoder_inputs(draw, batch, t, s, d_model, *sizes):
    given = {
        "Y": draw.numbers(batch, t, d_model),
        "memory": draw.numbers(batch, s, d_model),
        "weights": decoder_block(draw, d_model, *sizes),
    }
    masks = {
        "mask": draw.mask("causal", (batch,), t, t),
        "memory_mask": draw.mask("filler", (batch,), t, s),
    }
    return given, masks


def model_inputs(draw, batch, t, s, d_model, h, d_k, d_v, d_ff, layers, n_vocab):
    """The last number of the vocabulary ends a sentence and fills it up; the one before starts."""
    sizes = (d_model, h, d_k, d_v, d_ff)
    encoder = tuple(encoder_block(draw, *sizes) for _ in range(layers))
    decoder = tuple(decoder_block(draw, *sizes) for _ in range(layers))
    model = (
        draw.numbers(n_vocab, d_model),
        (encoder, decoder),
        draw.numbers(d_model, n_vocab),
        draw.numbers(n_vocab),
    )
    ids = {
        name: np.where(
            np.arange(n) < draw.rng.randint(1, n + 1, (batch, 1)),
            draw.rng.randint(0, n_vocab - 2, (batch, n)),
            n_vocab - 1,
        )
        for name, n in (("source_ids", s), ("target_ids", t))
    }
    return {"model": model}, ids


def attend(torch, X, memory, weights, mask):
    F = torch.nn.functional
    W_Q, W_K, W_V, W_O = weights
    found = [
        F.scaled_dot_product_attention(X @ q, memory @ k, memory @ v, attn_mask=mask)
        for q, k, v in zip(W_Q, W_K, W_V, strict=True)
    ]
    return F.linear(torch.cat(found, dim=-1), W_O.T)


def normalise(torch, X, weights):
    return torch.nn.functional.layer_norm(X, X.shape[-1:], *weights)


def think(torch, X, weights):
    F = torch.nn.functional
    W_1, b_1, W_2, b_2 = weights
    return F.linear(F.relu(F.linear(X, W_1.T, b_1)), W_2.T, b_2)


def encode(torch, X, weights, mask):
    attention, norm_1, network, norm_2 = weights
    X_1 = normalise(torch, X + attend(torch, X, X, attention, mask), norm_1)
    return normalise(torch, X_1 + think(torch, X_1, network), norm_2)


def decode(torch, Y, memory, weights, mask, memory_mask):
    attention, norm_1, cross, norm_2, network, norm_3 = weights
    Y_1 = normalise(torch, Y + attend(torch, Y, Y, attention, mask), norm_1)
    Y_2 = normalise(torch, Y_1 + attend(torch, Y_1, memory, cross, memory_mask), norm_2)
    return normalise(torch, Y_2 + think(torch, Y_2, network), norm_3)


def positions(torch, t, d_model):
    column = torch.arange(d_model, dtype=torch.float64)
    angle = torch.arange(t)[:, None] / 10_000 ** (2 * (column // 2) / d_model)
    return torch.where(column % 2 == 0, torch.sin(angle), torch.cos(angle))


def loss_of_model(torch, model, source_ids, target_ids):
    F = torch.nn.functional
    W_E, (encoder, decoder), W_vocab, b_vocab = model
    n_vocab, d_model = W_E.shape
    start, end = n_vocab - 2, n_vocab - 1
    column = torch.ones_like(target_ids[:, :1])
    decoder_ids = torch.cat([start * column, target_ids], dim=1)
    wanted = torch.cat([target_ids, end * column], dim=1)
    wanted = wanted.masked_fill(decoder_ids == end, -100)  # PyTorch leaves these out

    def embed(ids):
        scaled = F.embedding(ids, W_E) * math.sqrt(d_model)
        return scaled + positions(torch, ids.shape[1], d_model)

    seen = (source_ids != end)[:, None]
    memory, Y = embed(source_ids), embed(decoder_ids)
    for weights in encoder:
        memory = encode(torch, memory, weights, seen)
    causal = torch.ones(Y.shape[1], Y.shape[1], dtype=torch.bool).tril()
    for weights in decoder:
        Y = decode(torch, Y, memory, weights, causal, seen)
    logits = F.linear(Y, W_vocab.T, b_vocab)
    return F.cross_entropy(
        logits.flatten(0, 1), wanted.flatten(), ignore_index=-100, label_smoothing=SMOOTHING
    )


FUNCTIONS = {
    "multi-head attention": (ATTENTION, attention_inputs, attend),
    "layer norm": (NORMS, norm_inputs, normalise),
    "encoder block": (BLOCKS, encoder_inputs, encode),
    "decoder block": (BLOCKS, decoder_inputs, decode),
    "model": (MODELS, model_inputs, loss_of_model),
}


def cases():
    """All cases: (function, name) → differentiable inputs, fixed inputs, weights of the result.

    The gradient is that of ``Σ weighting · result``; the loss of a model is taken as it is.
    """
    found = {}
    for function, (table, inputs, _) in FUNCTIONS.items():
        for name, sizes in table.items():
            draw = Draw(f"gradient of {function}: {name}")
            given, fixed = inputs(draw, *sizes)
            first = next(iter(given.values()))
            weighting = 1.0 if function == "model" else draw.numbers(*first.shape)
            found[function, name] = given, fixed, weighting
    return found


def nested(value, leaf):
    """Copy nested tuples and dicts, each array replaced."""
    if isinstance(value, dict):
        return {name: nested(part, leaf) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(nested(part, leaf) for part in value)
    return None if value is None else leaf(value)


def compute(function, name):
    """Let autograd find one case: flat gradient of all differentiable inputs, in order."""
    import torch

    given, fixed, weighting = cases()[function, name]
    tensors = []

    def variable(array):
        tensors.append(torch.from_numpy(array.astype(float)).requires_grad_())
        return tensors[-1]

    given, fixed = nested(given, variable), nested(fixed, torch.from_numpy)
    result = FUNCTIONS[function][2](torch, **given, **fixed)
    (result * torch.as_tensor(weighting)).sum().backward()
    gradient = np.concatenate([tensor.grad.numpy().reshape(-1) for tensor in tensors])
    return {"result": float(result.sum().detach()), "gradient": gradient}


def main():
    """Compute all cases and store them, one line each."""
    import torch

    lines = [f'"torch": "{torch.__version__}"']
    for function, name in cases():
        found = compute(function, name)
        stored = {"result": found["result"], "gradient": shortest(found["gradient"])}
        lines.append(f"{json.dumps(f'{function}: {name}')}: {json.dumps(stored)}")
    STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{STORED.name}: {len(lines) - 1} cases, {STORED.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
