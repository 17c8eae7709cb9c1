"""From how many starts does the small model of chapter 14 learn, and how soon?

    python benchmarks/starts.py

Each start has the same budget, and no seed is left out. Weights nudged by less than a processor
can hold apart tell how far the number of steps depends on rounding. Writes
``helpers/sources/measured/starts.toml``.
"""

import platform
from datetime import date
from pathlib import Path

import numpy as np

import helpers.sources.measured as measured
from helpers import standard_normal, xavier
from helpers.sources.measured import sealed
from helpers.training import toy

STORED = Path(measured.__file__).parent / "starts.toml"
SEEDS = range(10)
BUDGET = 1500
DICE = {1: (xavier, standard_normal), 6: (xavier,)}
NUDGES = (1e-16, 1e-15, 1e-14, 1e-13, 1e-12)
TRIALS = 3  # directions of each nudge
RATES, RATE_BUDGET = (0.01, 0.03, 0.1), 400
RATE_TRIALS = {0: 1, 1: 1, 3: 3}  # seed: directions


def steps(theta, n_layers=1, rate=None, n_steps=BUDGET):
    """Train, and count the steps; 0 if it has not learnt within the budget."""
    run = toy.learn(theta, n_layers, rate=rate, n_steps=n_steps)
    return len(run.history) if run.ended.startswith("learnt") else 0


def nudged(theta, trials=TRIALS):
    """Give the same weights again and again, each time moved by next to nothing."""
    rng = np.random.default_rng(0)
    return [theta + size * rng.standard_normal(theta.size) for size in NUDGES * trials]


def main():
    """Train from all starts, and store the numbers of steps."""
    lines = [
        f"seeds = {list(SEEDS)}",
        f"budget = {BUDGET}",
        "d_model = 4",
        "",
        "[provenance]",
        'script = "benchmarks/starts.py"',
        f'date = "{date.today()}"',
        f'processor = "{platform.machine()}"',
        f'numpy = "{np.__version__}"',
        'how = "steps until every right word is above 0.99; 0 where the budget did not do"',
    ]
    for n_layers, inits in DICE.items():
        lines += ["", f"[blocks_{n_layers}]"]
        for init in inits:
            found = [steps(toy.drawn(n_layers, init, seed), n_layers) for seed in SEEDS]
            lines.append(f"{init.__name__} = {found}")
            print(n_layers, lines[-1], flush=True)
    large = nudged(toy.drawn(1, standard_normal, 0))
    lines += ["", "[nudged]", f"standard_normal_0 = {[steps(theta) for theta in large]}"]
    lines += ["", "[rates]", f"budget = {RATE_BUDGET}", f"seeds = {list(RATE_TRIALS)}"]
    lines.append(f"rates = {list(RATES)}")
    for rate in RATES:
        found = [
            [steps(theta, 1, rate, RATE_BUDGET) for theta in nudged(toy.drawn(seed=seed), trials)]
            for seed, trials in RATE_TRIALS.items()
        ]
        lines.append(f"at_{str(rate).replace('.', '_')} = {found}")
        print(lines[-1], flush=True)
    STORED.write_text(sealed("\n".join(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
