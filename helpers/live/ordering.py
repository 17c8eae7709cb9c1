"""Sorting, running totals, differences, and arrays laid side by side.

A place in the order of size is the one operation of its own (argsort); all else is look-ups,
slices and sums.
"""

import math

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from .lowering import arranged, lowered, numbers_of, reduced, reshaped


@lowered("argsort")
def _argsort(tape, a, axis=-1, kind=None, order=None, *, stable=None):
    """Record the order; ties keep their order, whatever `kind` is asked for."""
    if order is not None:
        raise tape.error("np.argsort by the fields of a record")
    a, axis = _along(tape, a, axis)
    last = _swapped(a, axis)
    return _swapped(tape.record("argsort", (last.id,), last.shape), axis)


@lowered("sort")
def _sort(tape, a, axis=-1, kind=None, order=None, *, stable=None):
    a, axis = _along(tape, a, axis)
    last = _swapped(a, axis)
    places = np.argsort(last, axis=-1, kind=kind, order=order)
    if a.ndim > 1:  # row i of the flat array begins at i × n
        *lead, n = last.shape
        places = places + n * np.arange(math.prod(lead)).reshape(*lead, 1)
        last = np.reshape(last, (last.size,))
    return _swapped(last[places], axis)


def _swapped(a, axis):
    return a if axis == a.ndim - 1 else np.swapaxes(a, axis, -1)


def _along(tape, a, axis):
    if a.ndim == 0:
        raise tape.error("an order of a single number")
    if axis is None:
        return np.reshape(a, (a.size,)), 0
    return a, normalize_axis_index(axis, a.ndim)


@lowered("median")
def _median(tape, a, axis=None, *, keepdims=False):
    a = numbers_of(a)
    axes = normalize_axis_tuple(range(a.ndim) if axis is None else axis, a.ndim)
    rest = [i for i in range(a.ndim) if i not in axes]
    n = math.prod(a.shape[i] for i in axes)
    if n == 0:
        raise tape.error("np.median of no number at all")
    shape = [a.shape[i] for i in rest]
    ordered = np.sort(reshaped(arranged(a, (*rest, *axes)), (*shape, n)), axis=-1)
    middle = ordered[..., n // 2]
    if n % 2 == 0:
        middle = (ordered[..., n // 2 - 1] + middle) / 2
    last = ordered[..., -1]
    median = np.where(last != last, last, middle)  # NaN comes last, and makes all of it NaN
    return reshaped(median, reduced(a.shape, axes, keepdims))


@lowered("argmin")
def _argmin(tape, a, axis=None):
    return np.argmax(~a if a.node.boolean else -a, axis=axis)


def _truth(name, reduce, of_none):
    @lowered(name)
    def rule(tape, a, axis=None, *, keepdims=False):
        axes = normalize_axis_tuple(range(a.ndim) if axis is None else axis, a.ndim)
        if math.prod(a.shape[i] for i in axes) == 0:
            return np.full(reduced(a.shape, axes, keepdims), of_none)
        return reduce(a if a.node.boolean else a != 0, axis=axes, keepdims=keepdims)

    return rule


def _running(name, operation):
    """Lower to one operation for each place: exact, and NaN spoils only what comes after it."""

    def rule(tape, a, axis=None):
        a = tape.lift(a)
        with tape.scope(name, {"a": a}) as results:
            a, axis = _along(tape, np.reshape(a, (1,)) if a.ndim == 0 else a, axis)
            parts = [_cut(a, axis, i, i + 1) for i in range(a.shape[axis])]
            totals = [numbers_of(part) for part in parts[:1]]
            for part in parts[1:]:
                totals.append(operation(totals[-1], part))
            results.append(np.concatenate(totals or [numbers_of(a)], axis=axis))
            results += totals  # the eye rests at each total so far
        return results[0]

    return rule


def _cut(a, axis, start, stop):
    return a[(*[slice(None)] * axis, slice(start, stop))]


@lowered("diff")
def _diff(tape, a, n=1, axis=-1):
    axis = normalize_axis_index(axis, a.ndim)
    for _ in range(n):
        later, earlier = _cut(a, axis, 1, None), _cut(a, axis, None, -1)
        a = later != earlier if a.node.boolean else later - earlier
    return a


@lowered("roll")
def _roll(tape, a, shift, axis=None):
    if axis is None:
        return np.reshape(np.roll(np.reshape(a, (a.size,)), shift, axis=0), a.shape)
    for by, one in np.broadcast(shift, axis):
        along = normalize_axis_index(int(one), a.ndim)
        by = int(by) % max(a.shape[along], 1)
        if by:
            a = np.concatenate([_cut(a, along, -by, None), _cut(a, along, None, -by)], axis=along)
    return a


def _joined(name, fitted, axis_of):
    def rule(tape, tup):
        parts = [tape.lift(part) for part in tup]
        with tape.scope(name, {str(i): part for i, part in enumerate(parts)}) as results:
            fitting = [fitted(part) for part in parts]
            results.append(np.concatenate(fitting, axis=axis_of(fitting[0].ndim)))
        return results[0]

    return rule


def _at_least_1d(part):
    return np.reshape(part, (1,)) if part.ndim == 0 else part


def _at_least_2d(part):
    return np.reshape(part, (1, part.size)) if part.ndim < 2 else part


def _ravel(tape, a, order="C"):
    if order != "C":
        raise tape.error(f"np.ravel in the order {order!r}; use np.ravel(x.T)")
    a = tape.lift(a)
    return np.reshape(a, (a.size,))


def _squeeze(tape, a, axis=None):
    a = tape.lift(a)
    ones = [i for i, n in enumerate(a.shape) if n == 1]
    axes = ones if axis is None else normalize_axis_tuple(axis, a.ndim)
    if not set(axes) <= set(ones):
        raise tape.error(f"np.squeeze of an axis that is longer than 1; the shape is {a.shape}")
    return np.reshape(a, [n for i, n in enumerate(a.shape) if i not in axes])


def _copy(tape, a):
    return np.reshape(a, a.shape)  # the same numbers; nothing can change them


RULES = {
    np.argsort: _argsort,
    np.sort: _sort,
    np.median: _median,
    np.argmin: _argmin,
    np.any: _truth("any", np.max, of_none=False),
    np.all: _truth("all", np.min, of_none=True),
    np.cumsum: _running("cumsum", np.add),
    np.cumprod: _running("cumprod", np.multiply),
    np.diff: _diff,
    np.roll: _roll,
    np.vstack: _joined("vstack", _at_least_2d, lambda ndim: 0),
    np.hstack: _joined("hstack", _at_least_1d, lambda ndim: min(ndim - 1, 1)),
    np.ravel: _ravel,
    np.squeeze: _squeeze,
    np.copy: _copy,
}
