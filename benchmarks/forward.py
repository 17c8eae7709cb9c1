"""One forward pass at the paper's size: the book's own functions beside PyTorch's.

    python benchmarks/forward.py          three lengths
    python benchmarks/forward.py --all    nine lengths, over which the goal is set

Both sides have the same weights, float32, batch 1, one thread. What is counted is the CPU time
of this thread, so neighbours on the machine disturb little. NumPy and PyTorch take turns; before
each turn there is a pause and a warm call, because the threads of one library keep spinning for a
while after a call and slow the other down. The ratio is the median of the rounds' ratios:
below 1, NumPy is faster. PyTorch may use all its short cuts (`inference_mode`, fused encoder).
"""

# ruff: noqa: E402

import os

for name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "NUMEXPR"):
    os.environ[f"{name}_NUM_THREADS"] = "1"  # must be set before NumPy is imported

import argparse
import importlib.util
import statistics
import sys
import time
from pathlib import Path

import numpy as np

from helpers import PAPER, causal_mask, random_transformer, transformer
from helpers.training.flat import rebuild

try:
    import torch
except ImportError:
    torch = None

ROOT = Path(__file__).parents[1]
LENGTHS = [(10, 1), (32, 32), (128, 128)]
ALL_LENGTHS = [(s, t) for s in (10, 32, 128) for t in (1, 32, 128)]
GOAL = 0.95
PAUSE = 0.03  # seconds


def as_float32(value):
    """Change the number type through tuples of any depth."""
    return rebuild(value, lambda array: array.astype(np.float32))


def make_weights(rng):
    """Draw the paper's weights, with biases and norms that are not just zeros and ones."""
    weights = random_transformer(rng, PAPER)

    def shaken(array):
        return array + 0.1 * rng.standard_normal(array.shape) if array.ndim == 1 else array

    return as_float32(rebuild(weights, shaken))


def torch_model(weights):
    """Build PyTorch's transformer with these weights, by the script of the reference values."""
    path = ROOT / "tests" / "reference" / "make_reference.py"
    spec = importlib.util.spec_from_file_location("make_reference", path)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    torch.set_num_threads(1)
    with torch.no_grad():
        tensors = reference.as_tensors(torch, weights, "float32")
        return reference.whole_model(torch, *tensors)


def timed(call):
    """CPU milliseconds of this thread for one call, after a pause and a warm call."""
    time.sleep(PAUSE)
    call()
    begin = time.thread_time()
    call()
    return 1000 * (time.thread_time() - begin)


def measure(sides, rounds):
    """Let the sides take turns, the order changing from round to round: name → times."""
    times = {name: [] for name in sides}
    for i in range(rounds):
        for name in sorted(sides, reverse=i % 2 == 1):
            times[name].append(timed(sides[name]))
    return times


def calls(s, t, weights, model):
    """Both forward passes of one pair of lengths, and how far their results differ."""
    rng = np.random.default_rng(s * 1000 + t)
    X = rng.standard_normal((1, s, PAPER.d_model)).astype(np.float32)
    Y = rng.standard_normal((1, t, PAPER.d_model)).astype(np.float32)
    mask = causal_mask(t)
    sides = {"numpy": lambda: transformer(X, Y, weights, target_mask=mask)}
    if model is None:
        return sides, None
    X_torch, Y_torch, forbidden = torch.from_numpy(X), torch.from_numpy(Y), ~torch.from_numpy(mask)

    def by_torch():
        with torch.inference_mode():
            return model(X_torch, Y_torch, tgt_mask=forbidden)

    sides["torch"] = by_torch
    return sides, np.abs(sides["numpy"]() - by_torch().numpy()).max()


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="nine pairs of lengths, not three")
    parser.add_argument("--rounds", type=int, default=9, help="rounds a pair (default 9)")
    options = parser.parse_args()

    weights = make_weights(np.random.default_rng(0))
    model = None if torch is None else torch_model(weights)
    if model is None:
        print("PyTorch is not installed, so these are NumPy's times alone. To compare:")
        print("    pip install torch    (in an environment of its own, then pip install -e .)\n")
    version = "" if torch is None else f", PyTorch {torch.__version__}"
    print(f"Python {sys.version.split()[0]}, NumPy {np.__version__}{version}, one thread, float32")
    print("source/target   NumPy ms   torch ms   ratio   max |difference|")

    ratios = []
    for s, t in ALL_LENGTHS if options.all else LENGTHS:
        sides, difference = calls(s, t, weights, model)
        times = measure(sides, options.rounds)
        line = f"{f'{s}/{t}':>13}   {statistics.median(times['numpy']):8.1f}"
        if model is not None:
            rounds = zip(times["numpy"], times["torch"], strict=True)
            ratios.append(statistics.median(ours / theirs for ours, theirs in rounds))
            line += f"   {statistics.median(times['torch']):8.1f}   {ratios[-1]:5.2f}"
            line += f"   {difference:.1e}"
        print(line, flush=True)
    if ratios:
        print(f"median ratio {statistics.median(ratios):.2f} (goal: at most {GOAL} over all nine)")


if __name__ == "__main__":
    main()
