"""The smallest change of some numbers that brings a result to a goal.

From where it stands, a result answers to each number by its slope. The shortest step that would
bring it to the goal, if the slopes stayed as they are, is the residual times the slopes over their
squared length; where they bend, a shorter step is tried, and the next one starts from there. At
the goal it slides along, as near to the start as it can. What comes out is the nearest answer
around here; others may lie elsewhere. The number of looks is bounded, so nothing hangs.
"""

from typing import NamedTuple

import numpy as np

from .checks import require
from .plan import node_of
from .reverse import MARK, reverse
from .rounding import shown

AT_END = 1000.0
CLOSE = 1e-9  # of the goal
MOST_LOOKS = 150
MOST_STEPS = 50
NEARER = 12
LEAST_SHARE = 2.0**-60
REFUSAL = "It lies between {low} and {high} and reaches neither, whatever the inputs are."
WHY_NOT = {
    "flat": "No small change of {by} moves it: its slope is zero there.",
    "stuck": "It came to {y} and got no further: no small change of {by} brings it nearer.",
    "no number": "It is no finite number there, so there is no way to go.",
}


class Place(NamedTuple):
    """Where numbers stand, what comes of them, its slopes, and how the way ended."""

    x: np.ndarray
    y: float
    g: np.ndarray
    how: str = ""


def solve(look, start, goal, least, most):
    """Find the smallest change that brings a result to a goal; `static/pull.js` does the same.

    Parameters
    ----------
    look : callable
        From numbers to the result and its slopes.
    start : ndarray of shape (n,)
    goal : float
    least, most : ndarray of shape (n,)
        Where the numbers may go; infinite where there is no bound.

    Returns
    -------
    place : Place
        Its `how` is "reached", or why not: "flat", "stuck", "no number".

    Examples
    --------
    >>> def look(x):
    ...     return x[0] * x[1], x[::-1]
    >>> free = np.full(2, np.inf)
    >>> found = solve(look, np.array([1.0, 1.0]), 4.0, -free, free)
    >>> found.how, found.x.round(6)
    ('reached', array([2., 2.]))
    """
    looks = 0

    def moved(x, step, share):
        nonlocal looks
        looks += 1
        to = np.minimum(np.maximum(x + share * step, least), most)
        return Place(to, *look(to))

    def is_close(rest):
        return abs(rest) <= CLOSE * max(1, abs(goal))

    def land(at):
        for _ in range(MOST_STEPS):
            rest = goal - at.y
            if is_close(rest):
                return at._replace(how="reached")
            held = np.where(at.g * rest > 0, at.x >= most, at.x <= least)
            g = np.where(held, 0.0, at.g)
            size = g @ g
            if not np.isfinite(rest) or not np.isfinite(size):
                return at._replace(how="no number")
            if size == 0:
                return at._replace(how="flat")
            step, share = g * rest / size, 1.0
            while share > LEAST_SHARE and looks < MOST_LOOKS:
                to = moved(at.x, step, share)
                left = goal - to.y
                is_nearer = abs(left) < abs(rest) * (1 - 1e-4 * share)
                if is_nearer and (is_close(left) or to.g @ to.g > 0):  # and on no plateau
                    break
                share /= 2
            else:
                return at._replace(how="stuck")
            at = to
        return at._replace(how="stuck")

    best = land(moved(start, start, 0))
    for _ in range(NEARER):
        if best.how != "reached":
            break
        back, size = start - best.x, best.g @ best.g
        side = back - (best.g @ back / size if size else 0) * best.g
        if side @ side <= 1e-10 * (back @ back):
            break
        share, nearer = 1.0, None
        while share > 0.1 and nearer is None and looks < MOST_LOOKS:
            to = land(moved(best.x, side, share))
            way = start - to.x
            if to.how == "reached" and way @ way < (1 - 1e-9) * (back @ back):
                nearer = to
            share /= 2
        if nearer is None:
            break
        best = nearer
    return best


def bend(y, g, ends):
    """Measure a result that lies between two ends by its odds, and its slopes with it.

    What grows ever flatter towards an end becomes nearly straight. At an end itself it is flat.

    Examples
    --------
    >>> y, g = bend(0.5, np.array([1.0]), (0, 1))
    >>> float(y), g
    (0.0, array([4.]))
    """
    if ends is None or np.isnan(y):
        return y, g
    low, high = ends
    if y <= low or y >= high:
        return (-AT_END if y <= low else AT_END), np.zeros_like(g)
    return np.log((y - low) / (high - y)), g * (1 / (y - low) + 1 / (high - y))


def unbend(y, ends):
    """Give the result back that `bend` has measured."""
    with np.errstate(over="ignore"):
        return ends[1] - (ends[1] - ends[0]) / (1 + np.exp(y)) if ends else y


def pulled(graph, values, of, at, goal, domains, ends=None):
    """Bring one number of a value to a goal.

    Parameters
    ----------
    graph : Graph
    values : dict of str to ndarray
        Every input as it stands.
    of : str
        An output or a named step.
    at : tuple of int
        Which of its numbers.
    goal : float
    domains : dict of str to (float or None, float or None), or None
        Inputs that may change, and where each may go.
    ends : (float, float), optional
        Between which the value can lie at all.

    Returns
    -------
    after : dict of str to ndarray
        Those inputs, changed.

    Raises
    ------
    ValueError
        If the goal is no finite number, or there is no way to it from here.
    """
    require(np.isfinite(goal), f"The goal is a finite number, not {goal!r}.")
    require(
        ends is None or ends[0] < goal < ends[1],
        ends and REFUSAL.format(low=shown(ends[0]), high=shown(ends[1])),
    )
    back = reverse(graph, of, domains)
    target = back.nodes[back.inputs[MARK + of]].shape
    asked = np.zeros(target)
    asked[at] = 1
    wanted = [name for name in domains if MARK + name in back.outputs]
    place = node_of(graph, of)
    by = _listed(list(domains))
    require(wanted, WHY_NOT["flat"].format(by=by))
    shapes = {name: np.shape(values[name]) for name in wanted}
    places = np.cumsum([0, *(int(np.prod(shape)) for shape in shapes.values())])

    def parted(x):
        cuts = zip(shapes.items(), places[:-1], places[1:], strict=True)
        return {name: x[a:b].reshape(shape) for (name, shape), a, b in cuts}

    def look(x):
        with np.errstate(all="ignore"):
            results = back.run(**{**values, **parted(x), MARK + of: asked})
        g = np.concatenate([np.ravel(results[back.outputs[MARK + name]]) for name in wanted])
        return bend(float(np.asarray(results[place], dtype=float)[at]), g, ends)

    def bounds(side, none):
        own = [(domains[name] or (None, None))[side] for name in wanted]
        return np.concatenate(
            [
                np.full(np.prod(shape, dtype=int), none if end is None else end)
                for end, shape in zip(own, shapes.values(), strict=True)
            ]
        )

    start = np.concatenate([np.ravel(values[name]) for name in wanted]).astype(float)
    bent, _ = bend(float(goal), start, ends)
    found = solve(look, start, bent, bounds(0, -np.inf), bounds(1, np.inf))
    why = WHY_NOT.get(found.how, "").format(by=by, y=shown(unbend(found.y, ends)))
    require(found.how == "reached", f"{why} Nothing was changed.")
    return parted(found.x)


def _listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
