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

CLOSE = 1e-9  # of the goal
MOST_LOOKS = 150
MOST_STEPS = 50
NEARER = 12
LEAST_SHARE = 2.0**-20
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

    def land(at):
        for _ in range(MOST_STEPS):
            rest = goal - at.y
            if abs(rest) <= CLOSE * max(1, abs(goal)):
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
                if abs(goal - to.y) < abs(rest) * (1 - 1e-4 * share):
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


def pulled(graph, values, of, at, goal, domains):
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
    back = reverse(graph, of, domains)
    target = back.nodes[back.inputs[MARK + of]].shape
    asked = np.zeros(target)
    asked[at] = 1
    wanted = [name for name in domains if MARK + name in back.outputs]
    place = node_of(graph, of)
    by = _listed(list(domains))
    require(wanted, WHY_NOT["flat"].format(by=by))
    shapes = {name: np.shape(values[name]) for name in wanted}
    ends = np.cumsum([0, *(int(np.prod(shape)) for shape in shapes.values())])

    def parted(x):
        cuts = zip(shapes.items(), ends[:-1], ends[1:], strict=True)
        return {name: x[a:b].reshape(shape) for (name, shape), a, b in cuts}

    def look(x):
        with np.errstate(all="ignore"):
            results = back.run(**{**values, **parted(x), MARK + of: asked})
        g = np.concatenate([np.ravel(results[back.outputs[MARK + name]]) for name in wanted])
        return float(np.asarray(results[place], dtype=float)[at]), g

    def bounds(side, none):
        ends = [(domains[name] or (None, None))[side] for name in wanted]
        return np.concatenate(
            [
                np.full(np.prod(shape, dtype=int), none if end is None else end)
                for end, shape in zip(ends, shapes.values(), strict=True)
            ]
        )

    start = np.concatenate([np.ravel(values[name]) for name in wanted]).astype(float)
    found = solve(look, start, float(goal), bounds(0, -np.inf), bounds(1, np.inf))
    why = WHY_NOT.get(found.how, "").format(by=by, y=shown(found.y))
    require(found.how == "reached", f"{why} Nothing was changed.")
    return parted(found.x)


def _listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
