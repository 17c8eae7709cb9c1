"""The loss of a model of two weights as a valley, and two ways down (chapter 14)."""

import numpy as np

from helpers.chapters.told import told
from helpers.live import (
    Figure,
    arrows,
    dots,
    fold,
    matrix,
    paths,
    plane,
    sentence,
    slider,
    vector,
)
from helpers.training import adam_step

WEIGHTS = ("common", "rare")
SHARES = np.array([0.95, 0.05])  # of a text that the two words make up
WANTED = 0.9  # a tenth is spread, by label smoothing
BOTTOM = np.full(2, np.log(WANTED / (1 - WANTED)))
N_STEPS = 24
ADAM_RATE = 0.2
START = np.array([-1.5, -1.0])
X, Y = (-2.5, 5.5), (-2, 4)
LEVELS = (0.003, 0.02, 0.08, 0.2, 0.4, 0.7)  # of the lines, above the bottom
TURNS = np.linspace(0, 2 * np.pi, 57)


def loss_of(theta):
    """Measure how wrong two weights are, each the logit of the right answer to its word."""
    p = 1 / (1 + np.exp(-theta))
    losses = -(WANTED * np.log(p) + (1 - WANTED) * np.log(1 - p))
    return (SHARES * losses).sum()


def slopes_of(theta):
    """Give the gradient of `loss_of`: p − y, as often as the word is met."""
    p = 1 / (1 + np.exp(-theta))
    return SHARES * (p - WANTED)


def contours():
    """Record where the loss has risen to each level, all around the bottom.

    Returns
    -------
    lines : ndarray of shape (levels, points, 2)
        The loss grows along each ray, so each point is found by halving; what lies outside the
        picture is NaN.
    """
    rays = np.stack([np.cos(TURNS), 3 * np.sin(TURNS)], axis=-1)
    floor = loss_of(BOTTOM)
    lines = [[_crossing(ray, floor + level) for ray in rays] for level in LEVELS]
    return np.round(lines, 2)


def _crossing(ray, level):
    """Go along a ray from the bottom until the loss has risen to a level."""
    near, far = 0.0, 10.0
    for _ in range(40):
        middle = (near + far) / 2
        near, far = (middle, far) if loss_of(BOTTOM + middle * ray) < level else (near, middle)
    point = BOTTOM + near * ray
    inside = (X[0] - 2 < point[0] < X[1] + 2) and (Y[0] - 2 < point[1] < Y[1] + 2)
    return point if inside else [np.nan, np.nan]


def two_ways_down(start, rate, lines, bottom):
    """Walk down from one start, by the plain recipe and by Adam."""
    gradient = slopes_of(start)
    theta, plain = start, [start]
    for _ in range(N_STEPS):
        theta = theta - rate * slopes_of(theta)
        plain.append(theta)
    theta, m, v, adam = start, 0 * start, 0 * start, [start]
    for step in range(1, N_STEPS + 1):
        moved = adam_step(theta, slopes_of(theta), m, v, step, ADAM_RATE)
        theta, m, v = moved.theta, moved.m, moved.v
        adam.append(theta)
    plain_way, adam_way = np.stack(plain), np.stack(adam)
    plain_end, adam_end = plain_way[-1], adam_way[-1]
    loss_start, loss_plain, loss_adam = loss_of(start), loss_of(plain_end), loss_of(adam_end)
    loss_lowest = loss_of(bottom)
    gap_plain = loss_plain - loss_lowest
    away = np.sqrt(((start - bottom) ** 2).sum())
    downhill = start - 2 * gradient
    return {
        "lines": lines,
        "bottom": bottom,
        "gradient": gradient,
        "downhill": downhill,
        "plain_way": plain_way,
        "adam_way": adam_way,
        "plain_end": plain_end,
        "adam_end": adam_end,
        "loss_start": loss_start,
        "loss_plain": loss_plain,
        "loss_adam": loss_adam,
        "loss_lowest": loss_lowest,
        "gap_plain": gap_plain,
        "away": away,
    }


def valley_figure():
    """Drag the start: the gradient there, and the two ways down from it, follow."""
    return Figure(
        two_ways_down,
        {
            "start": vector(START, columns=WEIGHTS, step=0.1),
            "rate": slider(
                3,
                0.1,
                100,
                marks={"1": 1, "3": 3, "10": 10, "30": 30},
                log=True,
                label="plain learning rate",
            ),
        },
        [
            [
                plane(
                    paths("lines", look="faint"),
                    paths("adam_way", look="bold"),
                    paths("plain_way", look="bold", hue="lit"),
                    dots("bottom", label="bottom", look="hollow"),
                    arrows("downhill", tails="start", label="downhill"),
                    dots("adam_end", label="Adam"),
                    dots("plain_end", label="plain", hue="lit"),
                    dots("start", label="start"),
                    x=X,
                    y=Y,
                    axes=WEIGHTS,
                    label="The loss over two weights",
                ),
            ],
            sentence(
                "The loss is {loss_start} at the start, {loss_plain} at the end of the plain way "
                "and {loss_adam} at the end of Adam’s. At the bottom it is {loss_lowest}."
            ),
            fold(
                "The numbers",
                [vector("start"), "→", matrix("gradient", columns=WEIGHTS)],
                [
                    matrix("plain_end", columns=WEIGHTS, label="plain end"),
                    matrix("adam_end", columns=WEIGHTS, label="Adam’s end"),
                ],
            ),
        ],
        fixed={"lines": contours(), "bottom": BOTTOM},
        name="valley",
        title="Two ways down, from wherever you start",
        caption=told(
            "Lines join equal losses; the arrow points against the gradient. "
            "Each way has <<N_STEPS>> steps, and Adam’s rate is <<ADAM_RATE>>. Drag the start, and "
            "let it go somewhere else. Then raise the plain rate to <<:try 10>>, which helps, and "
            "to <<:try 30>>: the plain way leaps from wall to wall of the valley.",
            N_STEPS=N_STEPS,
            ADAM_RATE=ADAM_RATE,
        ),
    )
