"""Writing 32 words at the paper's size: with a KV cache, without, and PyTorch both ways.

    python benchmarks/generation.py            print the table
    python benchmarks/generation.py --store    write helpers/sources/measured/generation.toml

All four have the same weights and must write the same words: float32, batch 1, one thread, CPU
time, taking turns (see forward.py). The source has 32 tokens, the vocabulary 37,000. Each side
reads the source once and makes logits of the last row only. The products of our cached way are
timed by themselves as well, by NumPy and by PyTorch, for the ratio to PyTorch is in part one of
the two libraries on this processor. PyTorch has no cache of its own in
`nn.Transformer`; its cached side is written with its functions, as a user would.
"""

# ruff: noqa: I001

from forward import (
    Recording,
    as_float32,
    measure,
    processor,
    product_sides,
    products_of,
    ratio,
    torch,
    torch_model,
)

import argparse
import statistics
from pathlib import Path

import numpy as np

from growth import provenance
from helpers import (
    PAPER,
    causal_mask,
    decoder,
    embed_sentence,
    encoder,
    generate_cached,
    linear,
    random_model,
)
from helpers.sources.measured import sealed

STORED = Path(__file__).parents[1] / "helpers" / "sources" / "measured" / "generation.toml"
WORDS = 32
SOURCE = 32
START, NEVER = 0, -1  # no word has the number −1, so no sentence ends early


def written_without_cache(source_ids, model):
    """Our words: the source is read once, the decoder runs over all words so far each time."""
    memory = encoder(embed_sentence(source_ids, model.W_E), model.blocks.encoder)
    ids = [START]
    for t in range(1, WORDS + 1):
        Y = embed_sentence(np.array(ids), model.W_E)
        Y = decoder(Y, memory, model.blocks.decoder, causal_mask(t))
        ids.append(int(linear(Y[-1:], model.W_vocab, model.b_vocab).argmax()))
    return ids


class ByTorch:
    """PyTorch's two ways."""

    def __init__(self, model):
        self.layers = torch_model(model.blocks)
        self.W_E = torch.from_numpy(model.W_E)
        self.W_vocab = torch.from_numpy(np.ascontiguousarray(model.W_vocab.T))
        self.b_vocab = torch.from_numpy(model.b_vocab)
        self.PE = torch.from_numpy(embed_sentence(np.zeros(WORDS + 1, int), model.W_E * 0))

    def embedded(self, ids, first=0):
        """Scaled embedding and position, shape (1, t, d_model)."""
        rows = self.W_E[ids] * PAPER.d_model**0.5
        return (rows + self.PE[first : first + len(ids)])[None]

    def best(self, y):
        """The number of the best word for one row."""
        return int(torch.nn.functional.linear(y, self.W_vocab, self.b_vocab).argmax())

    def without_cache(self, source_ids):
        """`nn.Transformer`'s own modules over all words so far."""
        with torch.inference_mode():
            memory = self.layers.encoder(self.embedded(source_ids))
            ids = [START]
            for t in range(1, WORDS + 1):
                hidden = torch.nn.Transformer.generate_square_subsequent_mask(t)
                Y = self.layers.decoder(self.embedded(ids), memory, tgt_mask=hidden)
                ids.append(self.best(Y[0, -1]))
            return ids

    def with_cache(self, source_ids):
        """One row a word; keys and values are kept."""
        with torch.inference_mode():
            memory = self.layers.encoder(self.embedded(source_ids))
            source = [self.keys_and_values(memory, part.multihead_attn) for part in self.decoders]
            kept = [None] * len(self.decoders)
            ids = [START]
            for t in range(WORDS):
                y = self.embedded(ids[-1:], first=t)
                for i, layer in enumerate(self.decoders):
                    y, kept[i] = self.step(y, layer, kept[i], source[i])
                ids.append(self.best(y[0, -1]))
            return ids

    @property
    def decoders(self):
        """The decoder's layers."""
        return self.layers.decoder.layers

    def keys_and_values(self, X, attention):
        """Keys and values of all heads: each of shape (1, h, t, d_k)."""
        d_model = PAPER.d_model
        W, b = attention.in_proj_weight[d_model:], attention.in_proj_bias[d_model:]
        both = torch.nn.functional.linear(X, W, b).chunk(2, dim=-1)
        return [self.heads(part) for part in both]

    def heads(self, X):
        """(1, t, d_model) → (1, h, t, d_k)."""
        return X.view(1, -1, PAPER.n_heads, PAPER.d_k).transpose(1, 2)

    def attend(self, y, K, V, attention):
        """One row asks."""
        d_model = PAPER.d_model
        W, b = attention.in_proj_weight[:d_model], attention.in_proj_bias[:d_model]
        Q = self.heads(torch.nn.functional.linear(y, W, b))
        Z = torch.nn.functional.scaled_dot_product_attention(Q, K, V)
        return attention.out_proj(Z.transpose(1, 2).reshape(1, 1, d_model))

    def step(self, y, layer, kept, source):
        """One decoder layer for one row."""
        new = self.keys_and_values(y, layer.self_attn)
        if kept is not None:
            new = [torch.cat(pair, dim=2) for pair in zip(kept, new, strict=True)]
        y = layer.norm1(y + self.attend(y, *new, layer.self_attn))
        y = layer.norm2(y + self.attend(y, *source, layer.multihead_attn))
        y = layer.norm3(y + layer.linear2(torch.relu(layer.linear1(y))))
        return y, new


def given():
    """The model and the source that all ways share."""
    model = as_float32(random_model(np.random.default_rng(0), PAPER))
    return model, np.random.default_rng(1).integers(0, PAPER.n_vocab, SOURCE)


def recorded_products():
    """The operands of all matrix products of our cached way."""
    model, source_ids = given()
    model = model._replace(W_E=model.W_E.view(Recording))
    return products_of(lambda: generate_cached(source_ids, model, START, NEVER, WORDS))


def sides():
    """The ways to write, by name: functions without arguments that return the words' numbers."""
    model, source_ids = given()

    def ours_cached():
        return generate_cached(source_ids, model, START, NEVER, WORDS).ids

    ways = {
        "ours_cached": ours_cached,
        "ours_without": lambda: written_without_cache(source_ids, model),
    }
    if torch is None:
        print("PyTorch is not installed, so these are NumPy's times alone.\n")
        return ways
    other = ByTorch(model)
    ways["torch_cached"] = lambda: other.with_cache(source_ids)
    ways["torch_without"] = lambda: other.without_cache(source_ids)
    return ways


def main():
    """Check that all write the same, measure, print, and store if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="rounds (default 9)")
    parser.add_argument("--store", action="store_true", help=f"write {STORED.name}")
    options = parser.parse_args()
    if options.store and torch is None:
        parser.error("--store needs PyTorch, or half of the stored times would be lost")

    ways = sides()
    words = {name: run() for name, run in ways.items()}
    agreed = all(ids == words["ours_cached"] for ids in words.values())
    print(f"{WORDS} words, {len(set(words['ours_cached']))} different; all alike: {agreed}")
    products = product_sides(recorded_products())
    times = measure({**ways, **products}, options.rounds)
    medians = {name: statistics.median(times[name]) for name in ways}
    for name, ms in medians.items():
        share = medians["ours_cached"] / ms
        print(f"{name:>14} {ms:8.0f} ms   ours with a cache ÷ this: {share:.2f}")
    own = ratio(times, "ours_cached", "numpy products")
    print(f"{processor()}: ours with a cache ÷ its own products: {own:.2f}")
    if torch is not None:
        libraries = ratio(times, "numpy products", "torch products")
        print(f"NumPy's products ÷ PyTorch's: {libraries:.2f}")
        beside = ratio(times, "ours_cached", "torch_cached")
        print(f"ours ÷ PyTorch, libraries set apart: {beside / libraries:.2f}")
    if options.store:
        lines = provenance("generation.py", torch=torch.__version__, rounds=options.rounds)
        lines += [f"words = {WORDS}", f"source = {SOURCE}", ""]
        for name, ms in medians.items():
            lines += [f"[{name}]", f"ms = {round(ms, 1)}", ""]
        STORED.write_text(sealed("\n".join(lines)), encoding="utf-8")
        print(f"{STORED.name} written")


if __name__ == "__main__":
    main()
