"""How the time of one encoder block grows with the length of the text and with its width.

    python benchmarks/growth.py            print the times and the fitted exponents
    python benchmarks/growth.py --store    store them in helpers/sources/measured/growth.toml

The book's own `encoder_block`, float32, batch 1, CPU time of one thread. All sizes take turns in
each round, each after a pause and a warm call; a time is the median of the rounds. Length grows
at the paper's width; width grows at a fixed length, with heads of 64 and d_ff = 4 · d_model.
"""

# ruff: noqa: I001

from forward import (
    PAUSE,
    as_float32,
    measure,
)  # first: it asks for one thread before NumPy is loaded

import argparse
import datetime
import platform
import resource
import statistics
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from helpers import PAPER, encoder_block, encoder_cost, random_encoder_block, softmax
from helpers.sources.measured import fitted_exponent, sealed

STORED = Path(__file__).parents[1] / "helpers" / "sources" / "measured" / "growth.toml"
LENGTHS = (16, 32, 64, 128, 256, 512, 1024, 2048)
WIDTHS = (64, 128, 256, 512, 1024, 2048)
TOKENS = 64  # while the width grows
FITTED = 3  # points at either end


def sizes_of(d_model):
    """The paper's block at another width."""
    return replace(PAPER, d_model=d_model, d_ff=4 * d_model, n_heads=d_model // 64, n_layers=1)


def block_call(n, d_model):
    """One call of an encoder block of this width over n tokens."""
    rng = np.random.default_rng(n * 10_000 + d_model)
    weights = as_float32(random_encoder_block(rng, sizes_of(d_model)))
    X = rng.standard_normal((n, d_model)).astype(np.float32)
    return lambda: encoder_block(X, weights)


def softmax_call(n):
    """One softmax over the scores of n tokens, in all of the paper's heads."""
    S = np.random.default_rng(n).standard_normal((PAPER.n_heads, n, n)).astype(np.float32)
    return lambda: softmax(S)


def system_ms(call, rounds):
    """Of one call's time, what the operating system takes, mostly to hand out memory."""
    spent = []
    for _ in range(rounds):
        time.sleep(PAUSE)
        call()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_stime
        call()
        spent.append(1000 * (resource.getrusage(resource.RUSAGE_SELF).ru_stime - before))
    return statistics.median(spent)


def medians(calls, rounds):
    """Milliseconds for each size."""
    times = measure(calls, rounds)
    return [statistics.median(times[size]) for size in calls]


def report(name, sizes, times, counts):
    """Print one curve, and its exponents at both ends."""
    print(f"{name:>10}          ms   multiplications   ns for each thousand")
    for size, ms, count in zip(sizes, times, counts, strict=True):
        print(f"{size:>10}  {ms:10.2f}   {count:15,}   {1e9 * ms / count:8.1f}")
    ends = {"short": slice(FITTED), "long": slice(-FITTED, None)}
    for end, part in ends.items():
        by_time = fitted_exponent(sizes[part], times[part])
        by_count = fitted_exponent(sizes[part], counts[part])
        print(f"exponent of the {end} end: time {by_time:.2f}, multiplications {by_count:.2f}")


def processor():
    """The name of this machine's processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def provenance(script, **facts):
    """The lines that say where a measurement comes from."""
    facts = {
        "script": f"benchmarks/{script}",
        "date": datetime.date.today().isoformat(),
        "processor": processor(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        **facts,
        "how": "one thread, CPU time, float32, batch 1, medians of interleaved rounds",
    }
    return ["[provenance]", *[f'{key} = "{value}"' for key, value in facts.items()], ""]


def table(name, **rows):
    """One table of a TOML file."""
    return [f"[{name}]", *[f"{key} = {list(values)}" for key, values in rows.items()], ""]


def main():
    """Measure, print, and store if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="rounds for each size (default 9)")
    parser.add_argument("--store", action="store_true", help=f"write {STORED.name}")
    options = parser.parse_args()

    blocks = {n: block_call(n, PAPER.d_model) for n in LENGTHS}
    by_length = medians(blocks, options.rounds)
    by_system = [system_ms(call, options.rounds) for call in blocks.values()]
    work = [encoder_cost(sizes_of(PAPER.d_model), n) for n in LENGTHS]
    report("tokens", LENGTHS, by_length, work)
    softmaxes = medians({n: softmax_call(n) for n in LENGTHS}, options.rounds)
    for n, block, part, rest in zip(LENGTHS, by_length, softmaxes, by_system, strict=True):
        print(f"{n:>10}  softmax alone {part / block:.0%}, operating system {rest / block:.0%}")
    by_width = medians({d: block_call(TOKENS, d) for d in WIDTHS}, options.rounds)
    report("d_model", WIDTHS, by_width, [encoder_cost(sizes_of(d), TOKENS) for d in WIDTHS])
    if options.store:
        lines = provenance("growth.py", rounds=options.rounds)
        lines += table(
            "length",
            tokens=LENGTHS,
            ms=[round(ms, 3) for ms in by_length],
            system_ms=[round(ms, 3) for ms in by_system],
            softmax_ms=[round(ms, 3) for ms in softmaxes],
        )
        lines += table("width", d_model=WIDTHS, ms=[round(ms, 3) for ms in by_width])
        STORED.write_text(sealed("\n".join(lines)), encoding="utf-8")
        print(f"{STORED.name} written")


if __name__ == "__main__":
    main()
