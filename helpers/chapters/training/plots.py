"""Pictures of chapter 14: gradients by depth, learning rates, and a model that learns."""

import functools
import itertools

import numpy as np

from helpers.display.style import BLUE, GREEN, GREY, ORANGE, PURPLE, Plot, canvas
from helpers.mathematics.initialise import EXAMPLE, random_encoder_block, xavier
from helpers.mathematics.transformer import (
    NORM_ONLY,
    POST_NORM,
    PRE_NORM,
    RESIDUAL_ONLY,
    walk_encoder,
)
from helpers.training import (
    encoder_backward,
    linear_warm_up,
    paper_rate,
    target_probs,
    teacher_forcing,
    toy,
    training_run,
)

WIRINGS = {
    "norm only": (NORM_ONLY, ORANGE, "o-"),
    "residual only": (RESIDUAL_ONLY, PURPLE, "s--"),
    "pre-norm": (PRE_NORM, GREEN, "^-."),
    "post-norm": (POST_NORM, BLUE, "D-"),
}
N_BLOCKS = 24
N_SEEDS = 50
RATES = {0.001: (GREY, ":"), 0.01: (BLUE, "-"), 0.03: (GREEN, "-."), 0.1: (ORANGE, "--")}


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
    lengths = [_lengths(np.random.default_rng(n), wiring, init, n_blocks) for n in range(n_seeds)]
    return np.median(lengths, axis=0)


def _lengths(rng, wiring, init, n_blocks):
    blocks = [random_encoder_block(rng, EXAMPLE, init) for _ in range(n_blocks)]
    X, dX = rng.standard_normal((2, 2, EXAMPLE.d_model))
    dX = dX / np.linalg.norm(dX)
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
        ax.semilogy(block, norms, line, color=colour, label=name, markersize=3)
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
    ax.plot(step, rate, color=BLUE)
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
    states = list(_run(theta, toy.RECIPES[1].rate, n_steps))
    _, wanted = teacher_forcing(toy.TARGET_IDS, toy.START, toy.END)
    step = np.arange(1, n_steps + 1)
    loss = np.array([state.loss for state in states])
    p = np.array([target_probs(state.probs, wanted)[0] for state in states])
    figure, (left, right) = canvas(columns=2, width=7.2)
    left.plot(step, loss, color=BLUE)
    left.axhline(np.log(len(toy.VOCABULARY)), color=GREY, linewidth=1, linestyle=":")
    left.set(xlabel="step", title="loss", ylim=(0, None))
    words = toy.VOCABULARY.decode(wanted[0])
    for column, word, colour, line in zip(
        p.T, words, (BLUE, ORANGE, GREEN), ("-", "--", "-."), strict=True
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
    loss = np.array([[state.loss for state in _run(theta, rate, n_steps)] for rate in RATES])
    figure, (ax,) = canvas()
    for row, (rate, (colour, line)) in zip(loss, RATES.items(), strict=True):
        ax.semilogy(step, row, line, color=colour, label=f"rate {rate}")
    ax.set(xlabel="step", ylabel="loss")
    ax.legend(frameon=False, fontsize=8)
    return Plot(figure, step=step, rate=np.array(list(RATES)), loss=loss)


def _run(theta, rate, n_steps):
    batches = itertools.repeat((toy.SOURCE_IDS, toy.TARGET_IDS), n_steps)
    schedule = functools.partial(linear_warm_up, rate=rate)
    return training_run(theta, batches, toy.like(), toy.START, toy.END, schedule)
