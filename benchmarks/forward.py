"""One forward pass at the paper's size: the book's own functions beside PyTorch's.

    python benchmarks/forward.py          three lengths
    python benchmarks/forward.py --all    nine lengths, over which the goals are set

Both sides have the same weights, float32, batch 1, one thread. What is counted is the CPU time
of this thread, so neighbours on the machine disturb little. NumPy and PyTorch take turns; before
each turn there is a pause and a warm call, because the threads of one library keep spinning for a
while after a call and slow the other down. The ratio is the median of the rounds' ratios:
below 1, NumPy is faster. PyTorch may use all its short cuts (`inference_mode`, fused encoder).

Most of a pass is matrix products, and how fast a library multiplies depends on the processor. So
the products of our pass are recorded (same operands, same layout in memory) and timed by
themselves, by NumPy and by PyTorch:

    products    NumPy's ÷ PyTorch's: the libraries, on this processor
    own part    our whole pass ÷ its own products: what the book's code adds
    set apart   our pass ÷ PyTorch's, divided by "products": the book's code with equal libraries
    by rows     our pass with each W stored row by row as PyTorch does (x @ W.T) ÷ as it is
"""

# ruff: noqa: E402

import os

for name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "NUMEXPR"):
    os.environ[f"{name}_NUM_THREADS"] = "1"  # must be set before NumPy is imported

import argparse
import importlib.util
import platform
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
OWN_GOAL = 1.15  # at each of the nine
APART_GOAL = 0.95  # the median of the nine
PAUSE = 0.03  # seconds
ALIKE = 1e-4  # results of order 1, in float32


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
    path = ROOT / "tests" / "stored" / "make_reference.py"
    spec = importlib.util.spec_from_file_location("make_reference", path)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    torch.set_num_threads(1)
    with torch.no_grad():
        tensors = reference.as_tensors(torch, weights, "float32")
        return reference.whole_model(torch, *tensors)


def processor():
    """The name of this machine's processor, as far as the system tells."""
    information = Path("/proc/cpuinfo")
    names = [
        line.partition(":")[2].strip()
        for line in (information.read_text() if information.exists() else "").splitlines()
        if line.startswith("model name")
    ]
    return names[0] if names else platform.processor() or platform.machine()


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


class Recording(np.ndarray):
    """An array that notes the operands of each matrix product that it takes part in."""

    pairs = None

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        plain = [as_plain(one) for one in inputs]
        if "out" in kwargs:  # a mean divides in place
            kwargs["out"] = tuple(map(as_plain, kwargs["out"]))
        if ufunc is np.matmul:
            Recording.pairs.append(plain)
        result = getattr(ufunc, method)(*plain, **kwargs)
        return result.view(Recording) if isinstance(result, np.ndarray) else result


def as_plain(value):
    """Take the recording off; a Python number stays one, and so leaves float32 alone."""
    return value.view(np.ndarray) if isinstance(value, Recording) else value


def products_of(run):
    """The operands of all matrix products of a call that takes in `Recording` arrays."""
    Recording.pairs = []
    run()
    return Recording.pairs


def product_sides(pairs):
    """Both libraries, each doing these products and nothing else."""
    ways = {"numpy products": lambda: multiply(pairs)}
    if torch is not None:
        tensors = [[torch.from_numpy(one) for one in pair] for pair in pairs]

        def torch_products():
            with torch.inference_mode():
                multiply(tensors)

        ways["torch products"] = torch_products
    return ways


def stored_by_rows(weights):
    """The same numbers, each matrix laid out in memory as its transpose."""

    def turned(W):
        return W if W.ndim == 1 else np.ascontiguousarray(W.swapaxes(-1, -2)).swapaxes(-1, -2)

    return rebuild(weights, turned)


def multiply(pairs):
    """Do products, and forget them."""
    for a, b in pairs:
        a @ b


def calls(s, t, weights, model):
    """What is timed for one pair of lengths, and how far the two results differ."""
    rng = np.random.default_rng(s * 1000 + t)
    X = rng.standard_normal((1, s, PAPER.d_model)).astype(np.float32)
    Y = rng.standard_normal((1, t, PAPER.d_model)).astype(np.float32)
    mask = causal_mask(t)
    by_rows = stored_by_rows(weights)
    recorded = X.view(Recording), Y.view(Recording)
    pairs = products_of(lambda: transformer(*recorded, weights, target_mask=mask))
    sides = {
        "numpy": lambda: transformer(X, Y, weights, target_mask=mask),
        "numpy by rows": lambda: transformer(X, Y, by_rows, target_mask=mask),
        **product_sides(pairs),
    }
    if model is None:
        return sides, None
    X_torch, Y_torch, forbidden = torch.from_numpy(X), torch.from_numpy(Y), ~torch.from_numpy(mask)

    def by_torch():
        with torch.inference_mode():
            return model(X_torch, Y_torch, tgt_mask=forbidden)

    sides["torch"] = by_torch
    return sides, np.abs(sides["numpy"]() - by_torch().numpy()).max()


def ratio(times, above, below):
    """The median over the rounds of one time ÷ another."""
    rounds = zip(times[above], times[below], strict=True)
    return statistics.median(a / b for a, b in rounds)


def row(times):
    """The ratios of one pair of lengths, by the name of their column."""
    found = {}
    if "torch" in times:
        found["÷ torch"] = ratio(times, "numpy", "torch")
        found["products"] = ratio(times, "numpy products", "torch products")
        found["set apart"] = found["÷ torch"] / found["products"]
    found["own part"] = ratio(times, "numpy", "numpy products")
    found["by rows"] = ratio(times, "numpy by rows", "numpy")
    return found


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
    print(f"{processor()}: Python {sys.version.split()[0]}, NumPy {np.__version__}{version}")

    rows = []
    for s, t in ALL_LENGTHS if options.all else LENGTHS:
        sides, difference = calls(s, t, weights, model)
        times = measure(sides, options.rounds)
        rows.append(row(times))
        if len(rows) == 1:
            print("source/target   NumPy ms   " + "   ".join(f"{name:>9}" for name in rows[0]))
        ratios = "   ".join(f"{x:9.2f}" for x in rows[-1].values())
        print(f"{f'{s}/{t}':>13}   {statistics.median(times['numpy']):8.1f}   {ratios}", flush=True)
        if difference is not None and difference > ALIKE:
            print(f"              the two results differ by {difference:.1e}")
    for name in rows[0]:
        column = [one[name] for one in rows]
        print(f"{name:>13}   median {statistics.median(column):.2f}, highest {max(column):.2f}")
    print(
        f"goals over all nine: own part at most {OWN_GOAL} at each, set apart {APART_GOAL} (median)"
    )


if __name__ == "__main__":
    main()
