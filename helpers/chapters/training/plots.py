"""Pictures of chapter 14: gradients by depth, learning rates, and a model that learns."""

import numpy as np

from helpers.display.palette import FIRST, FOURTH, GREY, SECOND, THIRD
from helpers.display.style import Plot, canvas
from helpers.mathematics.initialise import EXAMPLE, random_encoder_block, xavier
from helpers.mathematics.transformer import (
    BARE,
    NORM_ONLY,
    POST_NORM,
    PRE_NORM,
    RESIDUAL_ONLY,
    walk_encoder,
)
from helpers.training import (
    encoder_backward,
    paper_rate,
    target_probs,
    teacher_forcing,
    toy,
)

WIRINGS = {
    "norm only": (NORM_ONLY, SECOND, "o-"),
    "residual only": (RESIDUAL_ONLY, FOURTH, "s--"),
    "pre-norm": (PRE_NORM, THIRD, "^-."),
    "post-norm": (POST_NORM, FIRST, "D-"),
}
ALL_WIRINGS = {"nothing": BARE} | {name: wiring for name, (wiring, _, _) in WIRINGS.items()}
N_BLOCKS = 24
N_SEEDS = 50
RATES = {0.001: (GREY, ":"), 0.01: (FIRST, "-"), 0.03: (THIRD, "-."), 0.1: (SECOND, "--")}


def gradient_norms(wiring, init=xavier, n_blocks=N_BLOCKS, n_seeds=N_SEEDS):
    """Send gradients of length one back through random blocks, and measure what arrives.

    Parameters
    ----------
    wiring : Wiring
    init : callable
        `xavier` or `standard_normal`.
    n_blocks, n_seeds : int
        The seeds draw weights, two tokens, and the direction of the gradient.

    Returns
    -------
    norms : ndarray of shape (n_blocks + 1,)
        Medians over the seeds: the length before the first block, and after each one.
    """
    lengths = []
    for seed in range(n_seeds):
        rng = np.random.default_rng(seed)
        lengths += lengths_on_the_way(rng, [wiring], EXAMPLE, n_blocks, init)
    return np.median(lengths, axis=0)


def lengths_on_the_way(rng, wirings, sizes, n_blocks, init=xavier, n_tokens=2):
    """Send one gradient of length one back through the same random blocks, wired in several ways.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the blocks, the tokens and the gradient.
    wirings : iterable of Wiring
    sizes : Sizes
    n_blocks, n_tokens : int
    init : callable
        `xavier` or `standard_normal`.

    Returns
    -------
    lengths : list of lists
        For each wiring the length before the first block, and after each one.
    """
    blocks = [random_encoder_block(rng, sizes, init) for _ in range(n_blocks)]
    X, dX = rng.standard_normal((2, n_tokens, sizes.d_model))
    dX = dX / np.linalg.norm(dX)
    return [_lengths(X, dX, blocks, wiring) for wiring in wirings]


def _lengths(X, dX, blocks, wiring):
    steps = tuple(walk_encoder(X, blocks, wiring=wiring))
    back = encoder_backward(dX, X, blocks, steps, wiring)
    return [np.linalg.norm(gradient) for gradient in (*(block.X for block in back), dX)]


def gradients_by_depth(n_blocks=N_BLOCKS, n_seeds=N_SEEDS):
    """Draw how long a gradient is on its way back, for four wirings.

    Parameters
    ----------
    n_blocks, n_seeds : int

    Returns
    -------
    plot : Plot
        With the data ``block`` and the medians of each wiring: ``norm_only``, ``residual_only``,
        ``pre_norm``, ``post_norm``.
    """
    block = np.arange(n_blocks + 1)
    figure, (ax,) = canvas()
    data = {}
    for name, (wiring, colour, line) in WIRINGS.items():
        norms = gradient_norms(wiring, n_blocks=n_blocks, n_seeds=n_seeds)
        ax.semilogy(block, norms, line, color=colour, label=name, markersize=3, markevery=3)
        data[name.replace(" ", "_").replace("-", "_")] = norms
    ax.set(xlabel="after block", ylabel="length of the gradient")
    ax.legend(frameon=False, fontsize=8)
    return Plot(figure, block=block, **data)


def paper_schedule(d_model=512, warm_up=4000, n_steps=20_000):
    """Draw the learning rate of the paper, step by step.

    Parameters
    ----------
    d_model, warm_up, n_steps : int

    Returns
    -------
    plot : Plot
        With the data ``step`` and ``rate``.
    """
    step = np.arange(1, n_steps + 1)
    rate = paper_rate(step, d_model, warm_up)
    figure, (ax,) = canvas(height=2.6)
    ax.plot(step, rate, color=FIRST)
    ax.axvline(warm_up, color=GREY, linewidth=1, linestyle=":")
    ax.set(xlabel="step", ylabel="learning rate", ylim=(0, None))
    return Plot(figure, step=step, rate=rate)


def learning(theta, n_steps):
    """Draw the loss, and the probabilities of the three right words of the first pair.

    Parameters
    ----------
    theta : ndarray of shape (570,)
        First weights of the small model with one layer.
    n_steps : int

    Returns
    -------
    plot : Plot
        With the data ``step``, ``loss`` and ``p`` (a column each for *hola*, *mundo*, *EOS*).
    """
    states = list(toy.run(theta, n_steps=n_steps))
    _, wanted = teacher_forcing(toy.TARGET_IDS, toy.START, toy.END)
    step = np.arange(1, n_steps + 1)
    loss = np.array([state.loss for state in states])
    p = np.array([target_probs(state.probs, wanted)[0] for state in states])
    figure, (left, right) = canvas(columns=2, width=7.2)
    left.plot(step, loss, color=FIRST)
    left.axhline(np.log(len(toy.VOCABULARY)), color=GREY, linewidth=1, linestyle=":")
    left.set(xlabel="step", title="loss", ylim=(0, None))
    words = toy.VOCABULARY.decode(wanted[0])
    for column, word, colour, line in zip(
        p.T, words, (FIRST, SECOND, THIRD), ("-", "--", "-."), strict=True
    ):
        right.plot(step, column, line, color=colour, label=word)
    right.set(xlabel="step", title="probability of the right word", ylim=(0, 1.02))
    right.legend(frameon=False, loc="lower right")
    return Plot(figure, step=step, loss=loss, p=p)


def rates(theta, n_steps=150):
    """Draw the loss of the small model for several learning rates.

    Parameters
    ----------
    theta : ndarray of shape (570,)
    n_steps : int

    Returns
    -------
    plot : Plot
        With the data ``step``, ``rate`` and ``loss`` (one row for each rate).
    """
    step = np.arange(1, n_steps + 1)
    loss = np.array(
        [[state.loss for state in toy.run(theta, rate=rate, n_steps=n_steps)] for rate in RATES]
    )
    figure, (ax,) = canvas()
    for row, (rate, (colour, line)) in zip(loss, RATES.items(), strict=True):
        ax.semilogy(step, row, line, color=colour, label=f"rate {rate}")
    ax.set(xlabel="step", ylabel="loss")
    ax.legend(frameon=False, fontsize=8)
    return Plot(figure, step=step, rate=np.array(list(RATES)), loss=loss)


def count_learnt(steps):
    """Say how many of some trainings learnt, and how soon.

    Parameters
    ----------
    steps : list of int
        Of each training; 0 where the budget did not do, as `measured` gives them.

    Returns
    -------
    sentence : str
        The median is over all of them: one that has not learnt is slower than any that has.

    Examples
    --------
    >>> count_learnt([140, 0, 120])
    '2 of 3 learnt; median about 140 steps, 120 at the least'
    >>> count_learnt([140, 160, 118])
    '3 of 3 learnt; median about 140 steps, 120 to 160'
    """
    learnt = [step for step in steps if step]
    count = f"{len(learnt)} of {len(steps)} learnt"
    median = np.median([step or np.inf for step in steps])
    if not learnt or np.isinf(median):
        return count
    low, middle, high = (round(n, -1) for n in (min(learnt), int(median), max(learnt)))
    span = f"{low} to {high}" if len(learnt) == len(steps) else f"{low} at the least"
    return f"{count}; median about {middle} steps, {span}"
