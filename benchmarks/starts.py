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
from helpers import (
    causal_mask,
    decoder,
    embed_sentence,
    encoder,
    layer_norm,
    linear,
    softmax,
    standard_normal,
    xavier,
)
from helpers.sources.measured import sealed
from helpers.training import teacher_forcing, toy, unflatten

STORED = Path(measured.__file__).parent / "starts.toml"
SEEDS = range(10)
BUDGET = 1500
N_LAYERS, DICE = (1, 6), (xavier, standard_normal)
NUDGES = (1e-16, 1e-15, 1e-14, 1e-13, 1e-12)
TRIALS = 3  # directions of each nudge
RATES, RATE_BUDGET = (0.01, 0.03, 0.1), 400
TOO_LARGE = 0.1  # the rate with which the loss of the shipped start stands still
SOURCE, TARGET = (toy.VOCABULARY.encode(words) for words in toy.PAIRS[0])
FED, RIGHT = teacher_forcing(TARGET, toy.START, toy.END)


def steps(theta, n_layers=1, rate=None, n_steps=BUDGET):
    """Train, and count the steps; 0 if it has not learnt within the budget."""
    run = toy.learn(theta, n_layers, rate=rate, n_steps=n_steps)
    return len(run.history) if run.ended.startswith("learnt") else 0


def nudged(theta, trials=TRIALS):
    """Give the same weights again and again, each time moved by next to nothing."""
    rng = np.random.default_rng(0)
    return [theta + size * rng.standard_normal(theta.size) for size in NUDGES * trials]


def sureness_with_second_norms(theta):
    """Put one more norm after each stack; give the lowest probability of a right word."""
    model = unflatten(theta, toy.like())
    memory = layer_norm(encoder(embed_sentence(SOURCE, model.W_E), model.blocks.encoder))
    Y = embed_sentence(FED, model.W_E)
    Y_out = layer_norm(decoder(Y, memory, model.blocks.decoder, causal_mask(len(FED))))
    probs = softmax(linear(Y_out, model.W_vocab, model.b_vocab))
    return float(probs[np.arange(len(RIGHT)), RIGHT].min())


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
    for n_layers in N_LAYERS:
        lines += ["", f"[blocks_{n_layers}]"]
        for init in DICE:
            found = [steps(toy.drawn(n_layers, init, seed), n_layers) for seed in SEEDS]
            lines.append(f"{init.__name__} = {found}")
            print(n_layers, lines[-1], flush=True)
    machines = [toy.learn(toy.drawn(seed=seed)).theta for seed in SEEDS]
    lines += ["", "[machines]", f"needed = {[len(toy.needed(theta)) for theta in machines]}"]
    lines.append(f"second_norms = {[round(sureness_with_second_norms(t), 3) for t in machines]}")
    print("\n".join(lines[-2:]), flush=True)
    large = nudged(toy.drawn(1, standard_normal, 0))
    lines += ["", "[nudged]", f"standard_normal_0 = {[steps(theta) for theta in large]}"]
    waited = [steps(theta, rate=TOO_LARGE) for theta in nudged(toy.initial())]
    lines += ["", "[patience]", f"rate = {TOO_LARGE}", f"learnt = {waited}"]
    print(lines[-1], flush=True)
    lines += ["", "[rates]", f"budget = {RATE_BUDGET}"]
    lines.append(f"rates = {list(RATES)}")
    for rate in RATES:
        found = [
            [steps(theta, 1, rate, RATE_BUDGET) for theta in nudged(toy.drawn(seed=seed), 1)]
            for seed in SEEDS
        ]
        lines.append(f"at_{str(rate).replace('.', '_')} = {found}")
        print(lines[-1], flush=True)
    STORED.write_text(sealed("\n".join(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
