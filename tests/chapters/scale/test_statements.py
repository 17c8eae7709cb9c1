"""What chapter 16 says a sentence costs, written out without the book's cost functions."""

import json
import re
from pathlib import Path

from helpers import PAPER

PAGE = Path(__file__).parents[3] / "book" / "16-scale.ipynb"


def block(asking, own, projected, source, source_projected):
    """Multiplications of a decoder block at the paper's sizes, where h · d_k = d_model."""
    d, d_ff = PAPER.d_model, PAPER.d_ff
    masked = 2 * asking * d * d + 2 * projected * d * d + 2 * asking * own * d
    cross = 2 * asking * d * d + 2 * source_projected * d * d + 2 * asking * source * d
    return masked + cross + 2 * asking * d * d_ff


def test_without_a_cache_a_sentence_takes_eight_times_as_many_multiplications():
    n = s = 32
    N, d = PAPER.n_layers, PAPER.d_model
    read = N * (4 * s * d * d + 2 * s * s * d + 2 * s * d * PAPER.d_ff)
    fill = N * 2 * s * d * d
    logits = n * d * PAPER.n_vocab
    anew = logits + sum(N * block(t, t, t, s, s) for t in range(1, n + 1))
    kept = logits + fill + sum(N * block(1, t, 1, s, 0) for t in range(1, n + 1))
    assert round(anew / kept, 1) == 11.0
    assert round((read + anew) / (read + kept), 1) == 8.0
    cells = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
    said = "\n".join(map(source_of, cells))
    assert re.findall(r"the cache saves a factor of ([\d.]+)", said) == ["8.0"]
    assert re.findall(r"left out on both sides it is (\d+\.\d)", said) == ["11.0"]
    billions = [f"{number / 1e9:.2f}" for number in (read + anew, read + kept)]
    assert re.findall(r"ms \| ([\d.]+) billion", said) == billions


def source_of(cell):
    return "".join(cell["source"])
