"""How long is a gradient after many blocks, for five wirings and several widths?

    python benchmarks/gradients.py                  all widths: some minutes
    python benchmarks/gradients.py --widths 4 16    only these, and nothing is stored

Each seed draws blocks by Xavier's rule, the tokens, and the direction of a gradient of length one
at the top; all wirings get the same draw. Writes ``helpers/sources/measured/gradients.toml``.
"""

import argparse
from datetime import date
from pathlib import Path

import numpy as np

import helpers.sources.measured as measured
from helpers import Sizes
from helpers.chapters.training.plots import ALL_WIRINGS, lengths_on_the_way
from helpers.sources.measured import sealed

STORED = Path(measured.__file__).parent / "gradients.toml"
SEEDS = {4: 50, 16: 20, 64: 20, 256: 10, 512: 10}
N_TOKENS = 2
N_BLOCKS = 24


def sizes_of(d_model):
    """Give a block's proportions: the example's at its width, else four heads and 4 d in d_ff."""
    if d_model == 4:
        return Sizes(4, 3, 3, 8, n_heads=2, n_layers=1, n_vocab=1)
    d_k = d_model // 4
    return Sizes(d_model, d_k, d_k, 4 * d_model, n_heads=4, n_layers=1, n_vocab=1)


def arriving(d_model, n_seeds):
    """Measure the length before the first block: one row for each seed, one column a wiring."""
    rows = []
    for seed in range(n_seeds):
        rng = np.random.default_rng(seed)
        lengths = lengths_on_the_way(rng, ALL_WIRINGS.values(), sizes_of(d_model), N_BLOCKS)
        rows.append([way[0] for way in lengths])
    return np.array(rows)


def main():
    """Measure all widths, and store medians and ranges."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--widths", type=int, nargs="+", default=list(SEEDS))
    widths = parser.parse_args().widths
    lines = [
        f"blocks = {N_BLOCKS}",
        f"tokens = {N_TOKENS}",
        "",
        "[provenance]",
        'script = "benchmarks/gradients.py"',
        f'date = "{date.today()}"',
        f'numpy = "{np.__version__}"',
        'how = "length before the first block of a gradient that has length one after the last"',
    ]
    for width in widths:
        found = arriving(width, SEEDS[width])
        lines += ["", f"[width_{width}]", f"seeds = {SEEDS[width]}"]
        for name, column in zip(ALL_WIRINGS, found.T, strict=True):
            low, middle, high = np.quantile(column, [0, 0.5, 1])
            lines.append(f'"{name}" = [{middle:.3g}, {low:.2g}, {high:.2g}]')
        print("\n".join(lines[-6:]), flush=True)
    if widths == list(SEEDS):
        STORED.write_text(sealed("\n".join(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
