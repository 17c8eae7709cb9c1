"""Learning: fresh seeds of the tiny translator, and one training step beside PyTorch's.

    python benchmarks/training.py             five fresh seeds, then the step
    python benchmarks/training.py --seeds 1   fewer

A fresh seed draws its own sentences, held-out combinations, first weights and batches; the seeds
that come with the book are 0 to 4. Seconds are CPU time of this thread without the tests in
between. The step is forward, backward and Adam on 64 sentences in float64; PyTorch's twin runs
eagerly, with its own attention, layer norm, cross-entropy and Adam, all heads in one product.
How the ratio is taken: see `forward.py`.
"""

# ruff: noqa: I001

from forward import measure, torch  # first: it sets the number of threads

import argparse
import importlib.util
import itertools
import statistics
import sys
import time
from pathlib import Path

import numpy as np

from helpers.training import flatten, grammar, training_step, translator, unflatten
from helpers.training.flat import leaves, rebuild

ROOT = Path(__file__).parents[1]
FRESH = 100  # the first seed
EVERY = 50  # steps between two tests
ENOUGH = 0.99
GOAL_SECONDS, GOAL_ENOUGH = 10, 4


def fresh(seed):
    """Train one translator: accuracies, CPU seconds in all and until both tests reach 99 %."""
    split, like = grammar.split(seed), translator.like()
    run = translator.learning(split.train, seed)
    reached, spent, enough = None, 0.0, None
    for step in itertools.count(1):
        begin = time.thread_time()
        state = next(run, None)
        spent += time.thread_time() - begin
        if state is None:
            return reached, spent, enough
        if step % EVERY == 0:
            reached = translator.accuracy(unflatten(state.theta, like), split)
            if enough is None and min(reached) >= ENOUGH:
                enough = step, spent


def torch_step(theta, source_ids, target_ids, smoothing):
    """Build PyTorch's twin of a training step, by the functions of the stored gradients."""
    folder = ROOT / "tests" / "stored"
    sys.path.insert(0, str(folder))  # make_gradients imports its neighbour
    spec = importlib.util.spec_from_file_location("make_gradients", folder / "make_gradients.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    reference.SMOOTHING = smoothing

    def attend(torch, X, memory, weights, mask):
        W_Q, W_K, W_V, W_O = weights
        Q, K, V = X[:, None] @ W_Q, memory[:, None] @ W_K, memory[:, None] @ W_V
        mask = mask[:, None] if mask.ndim == 3 else mask
        found = torch.nn.functional.scaled_dot_product_attention(Q, K, V, attn_mask=mask)
        return found.transpose(1, 2).flatten(-2) @ W_O

    reference.attend = attend
    like = translator.like()
    model = rebuild(
        unflatten(theta, like), lambda array: torch.tensor(array).requires_grad_(requires_grad=True)
    )
    adam = torch.optim.Adam(leaves(model), lr=translator.RATE, betas=(0.9, 0.98), eps=1e-9)
    ids = torch.from_numpy(source_ids), torch.from_numpy(target_ids)

    def step():
        adam.zero_grad()
        loss = reference.loss_of_model(torch, model, *ids)
        loss.backward()
        adam.step()
        return loss.item()

    return step


def step_beside_torch(rounds):
    """Print how long one training step takes on both sides."""
    source_ids, target_ids = translator.encoded(grammar.split(0).train[: translator.BATCH])
    theta, like = flatten(translator.trained()), translator.like()
    zeros = np.zeros_like(theta)
    ours = (theta, zeros, zeros, 0, source_ids, target_ids, like, translator.START, translator.END)

    def numpy_step():
        return float(training_step(*ours, translator.RATE, smoothing=0.1).loss)

    sides = {"numpy": numpy_step}
    if torch is None:
        print("PyTorch is not installed, so the step stands alone.")
    else:
        torch.set_num_threads(1)
        sides["torch"] = torch_step(theta, source_ids, target_ids, smoothing=0.1)
        twin = torch_step(theta, source_ids, target_ids, smoothing=0.1)
        print(f"both losses before the step: difference {abs(numpy_step() - twin()):.1e}")
    times = measure(sides, rounds)
    line = f"training step: NumPy {statistics.median(times['numpy']):.2f} ms"
    if torch is not None:
        pairs = zip(times["numpy"], times["torch"], strict=True)
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        line += f", PyTorch {statistics.median(times['torch']):.2f} ms, ratio {ratio:.2f}"
    print(line)


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5, help="fresh seeds (default 5)")
    parser.add_argument("--rounds", type=int, default=25, help="rounds of the step (default 25)")
    options = parser.parse_args()
    print("seed   sentences   combinations   CPU s   both 99 % at step (CPU s)")
    for seed in range(FRESH, FRESH + options.seeds):
        reached, spent, enough = fresh(seed)
        when = "never" if enough is None else f"{enough[0]} ({enough[1]:.1f})"
        print(f"{seed:>4}   {reached[0]:9.1%}   {reached[1]:12.1%}   {spent:5.1f}   {when}")
    print(f"(goal: {GOAL_SECONDS} s to the end, {GOAL_ENOUGH} s to 99 %)", flush=True)
    step_beside_torch(options.rounds)


if __name__ == "__main__":
    main()
