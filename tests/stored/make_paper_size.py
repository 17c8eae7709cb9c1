"""Load the book's weights into PyTorch at the paper's size, and store what PyTorch computes.

    pip install torch    (in an environment of its own)
    python tests/stored/make_paper_size.py

writes ``helpers/sources/measured/pytorch.toml``: the last row that `nn.Transformer` gives, in
float64. Chapter 16 shows it beside the book's own row.
"""

import datetime
from pathlib import Path

import numpy as np

from helpers import PAPER, causal_mask, pytorch_weights, random_transformer
from helpers.sources.measured import sealed

STORED = Path(__file__).parents[2] / "helpers" / "sources" / "measured" / "pytorch.toml"


def inputs():
    """Draw five source tokens, three target tokens and all weights, as the chapter does."""
    rng = np.random.default_rng(16)
    weights = random_transformer(rng, PAPER)
    X, Y = rng.standard_normal((5, PAPER.d_model)), rng.standard_normal((3, PAPER.d_model))
    return X, Y, weights


def framework_model(weights, sizes):
    """Make an `nn.Transformer` with these weights, in float64."""
    import torch

    model = torch.nn.Transformer(
        sizes.d_model,
        sizes.n_heads,
        sizes.n_layers,
        sizes.n_layers,
        sizes.d_ff,
        dropout=0.0,
        batch_first=True,
        dtype=torch.float64,
    )
    model.encoder.norm = model.decoder.norm = None  # PyTorch adds two that the paper has not
    state = {name: torch.from_numpy(W) for name, W in pytorch_weights(weights).items()}
    model.load_state_dict(state)  # strict: every name and shape must fit, and none may be left
    return model.eval()


def by_pytorch(X, Y, weights, sizes=PAPER):
    """Let PyTorch compute the decoder's output: shape (t, d_model)."""
    import torch

    hidden = ~torch.from_numpy(causal_mask(len(Y)))
    with torch.no_grad():
        model = framework_model(weights, sizes)
        out = model(torch.from_numpy(X)[None], torch.from_numpy(Y)[None], tgt_mask=hidden)
    return out[0].numpy()


def main():
    """Compute and store."""
    import torch

    row = by_pytorch(*inputs())[-1]
    lines = [
        f"last_row = {row.tolist()}",
        "",
        "[provenance]",
        'script = "tests/stored/make_paper_size.py"',
        f'date = "{datetime.date.today().isoformat()}"',
        f'torch = "{torch.__version__}"',
        f'numpy = "{np.__version__}"',
        "",
    ]
    STORED.write_text(sealed("\n".join(lines)), encoding="utf-8")
    print(f"{STORED.name}: {len(row)} numbers, {STORED.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
