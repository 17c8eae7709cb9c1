"""Pictures of chapter 14: slopes, gradients by depth, learning rates, and a model that learns."""

import itertools

import numpy as np

from helpers.chapters.training.figures import first_word
from helpers.display.palette import FIRST, FOURTH, GREY, INK, RULE, SECOND, THIRD
from helpers.display.style import Plot, arrow, board, canvas, write
from helpers.mathematics.initialise import EXAMPLE, random_encoder_block, xavier
from helpers.mathematics.model import embed_sentence, generate
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
    unflatten,
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

REACH = 0.6  # how far the opening moves each number, to both sides
NUDGE = 1e-6


def which_way_is_down():
    """Draw, for each number of *hello world*, how the loss of saying *mundo* depends on it.

    Returns
    -------
    plot : Plot
        With the data ``moved``, how far a number is moved; ``loss``, of shape (2, 4, moved):
        words, their numbers; and ``slope``, of shape (2, 4), where nothing is moved.
    """
    model, words = toy.trained(), toy.PAIRS[0][0]
    E = model.W_E[toy.SOURCE_IDS[0]]
    Y = embed_sentence(np.array([toy.START]), model.W_E)
    (wanted,) = toy.VOCABULARY.encode(["mundo"])

    def loss(E):
        return -np.log(first_word(E, model, Y)["p"][wanted])

    nudges = np.eye(E.size).reshape(E.size, *E.shape)
    moved = np.linspace(-REACH, REACH, 17)
    curves = np.array([[loss(E + step * nudge) for step in moved] for nudge in nudges])
    slopes = np.array([(loss(E + NUDGE * n) - loss(E - NUDGE * n)) / (2 * NUDGE) for n in nudges])
    figure, ax = board(14.6, 4.3, inches=5.6)
    balls, highest, steepest = [], curves.max(), np.abs(slopes).max()
    for place, (curve, slope) in enumerate(zip(curves, slopes, strict=True)):
        row, column = divmod(place, E.shape[1])
        ground, middle = 2 + 2.2 * row, 3.2 + 3.3 * column
        x, y = middle + 1.4 * moved / REACH, ground - 1.5 * curve / highest
        ax.fill([x[0], *x, x[-1]], [ground, *y, ground], color=RULE, linewidth=0)
        ball = middle, y[len(y) // 2] - 0.2
        way = 0.5 + 0.8 * abs(slope) / steepest
        arrow(ax, ball, (middle - np.sign(slope) * way, ball[1]), FIRST)
        balls.append(ball)
    ax.plot(*zip(*balls, strict=True), "o", color=FIRST, markersize=8)
    for row, word in enumerate(words):
        write(ax, 0.1, 1.1 + 2.2 * row, word, INK, ha="left")
    shape = E.shape
    return Plot(figure, moved=moved, loss=curves.reshape(*shape, -1), slope=slopes.reshape(shape))


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
    figure, (ax,) = canvas(height=2.6)
    data = {}
    for name, (wiring, colour, line) in WIRINGS.items():
        norms = gradient_norms(wiring, n_blocks=n_blocks, n_seeds=n_seeds)
        ax.semilogy(block, norms, line, color=colour, label=name, markersize=3, markevery=6)
        data[name.replace(" ", "_").replace("-", "_")] = norms
    ax.set(xlabel="after block", ylabel="length of the gradient")
    ax.minorticks_off()
    ax.set_yticks([1, 1e-8, 1e-16, 1e-24])
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


def what_it_says(n_steps=80, lasting=5):
    """Draw the loss of the small model, and what it says to *hello world* on the way down.

    Parameters
    ----------
    n_steps : int
    lasting : int
        After the first, an answer is written where it is new and stays for so many steps.

    Returns
    -------
    plot : Plot
        With the data ``loss``, of shape (n_steps,): of the first weights, and after each step
        but the last; ``after``, the steps of the answers; and ``said``, the answers.
    """
    first = toy.initial()
    states = list(itertools.islice(toy.run(first), n_steps))
    loss = np.array([state.loss for state in states])
    answers = [_answer(theta) for theta in (first, *(state.theta for state in states[:-1]))]
    after, said = [0], answers[:1]
    for step in range(n_steps - lasting + 1):
        if answers[step] != said[-1] and len(set(answers[step : step + lasting])) == 1:
            after.append(step)
            said.append(answers[step])
    figure, (ax,) = canvas(width=5.6, height=2.3)
    ax.fill([0, *range(n_steps), n_steps - 1], [0, *loss, 0], color=RULE, linewidth=0)
    ax.plot(after, loss[after], "o", color=FIRST, markersize=8)
    for step, answer in zip(after, said, strict=True):
        is_last = step == after[-1]
        ax.annotate(answer, (step, loss[step]), (8, 3 if is_last else 7), fontsize=9,
                    textcoords="offset points", color=FIRST if is_last else INK,
                    weight="bold" if is_last else "normal")  # fmt: skip
    ax.set(xlabel="step", ylabel="loss", ylim=(0, 1.15 * loss[0]), yticks=[0, 1, 2])
    ax.margins(x=0.02)
    ax.grid(visible=False)
    return Plot(figure, loss=loss, after=np.array(after), said=said)


def _answer(theta):
    ids = toy.VOCABULARY.encode(toy.PAIRS[0][0])
    said = generate(ids, unflatten(theta, toy.like()), toy.START, toy.END, max_tokens=8)
    return " ".join(toy.VOCABULARY.decode(said.ids[1:]))


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
