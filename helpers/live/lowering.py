"""How each NumPy function is recorded: directly, or by simpler functions (lowered).

A lowered function keeps its own name as a scope, so that an explanation says "mean" although
the graph holds a sum and a division.
"""

import functools
import inspect
import math

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from .refusals import HINTS


def lowered(name):
    """Record what a rule gives as one step called `name`, with the line of the call."""

    def of(rule):
        _, first, *_ = inspect.signature(rule).parameters

        @functools.wraps(rule)
        def step(tape, *args, **kwargs):
            a, *rest = args or (kwargs.pop(first),)
            a = tape.lift(a)
            with tape.scope(name, {"a": a}) as results:
                result = tape.lift(rule(tape, a, *rest, **kwargs))
                results.append(np.reshape(a, a.shape) if result.id == a.id else result)
            return results[0]

        return step

    return of


def arranged(a, axes):
    """Reorder the axes, if that changes anything."""
    return a if list(axes) == list(range(a.ndim)) else np.transpose(a, axes)


def reshaped(a, shape):
    """Give another shape, if that changes anything."""
    return a if a.shape == tuple(shape) else np.reshape(a, shape)


def numbers_of(a):
    """Count a mask as zeros and ones, as NumPy does where it adds."""
    return a.astype(float) if a.node.boolean else a


def matmul(tape, a, b):
    """Record a matrix product; a vector becomes a matrix of one row or column first."""
    if a.ndim == 0 or b.ndim == 0:
        raise tape.error("a matrix product with a single number; use *")
    if a.node.boolean and b.node.boolean:
        raise tape.error("a matrix product of masks; use x.astype(float) first")
    if a.ndim == 1 or b.ndim == 1:
        rows = np.reshape(a, (1, *a.shape)) if a.ndim == 1 else a
        columns = np.reshape(b, (*b.shape, 1)) if b.ndim == 1 else b
        product = matmul(tape, rows, columns)
        lead = product.shape[:-2]
        ends = (*a.shape[-2:-1], *(b.shape[-1:] if b.ndim > 1 else ()))
        return np.reshape(product, (*lead, *ends))
    if a.shape[-1] != b.shape[-2]:
        raise tape.error(
            f"the product of shapes {a.shape} and {b.shape}: {a.shape[-1]} ≠ {b.shape[-2]}"
        )
    lead = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    return tape.record("matmul", (a.id, b.id), (*lead, a.shape[-2], b.shape[-1]))


def getitem(tape, x, key):
    """Record ``x[key]`` for integers, slices, None, … and whole arrays of row numbers."""
    if hasattr(key, "tape") or isinstance(key, np.ndarray | list):
        return take(tape, x, key)
    parts = key if isinstance(key, tuple) else (key,)
    if any(hasattr(part, "tape") or isinstance(part, np.ndarray | list) for part in parts):
        raise tape.error("an array as one of several indices; index rows first, x[ids][:, columns]")
    slices, shape, axis = [], [], 0
    for part in _without_ellipsis(parts, x.ndim):
        if part is None:
            shape.append(1)
            continue
        length = x.shape[axis]
        axis += 1
        if isinstance(part, slice):
            start, stop, step = part.indices(length)
            n = len(range(start, stop, step))
            slices.append((start, stop, step) if n else (0, 0, 1))
            shape.append(n)
        else:
            if isinstance(part, bool | np.bool):
                raise tape.error("a selection by True or False")
            place = part.__index__() + (length if part < 0 else 0)
            if not 0 <= place < length:
                raise IndexError(f"{part} is outside an axis of length {length}.")
            slices.append((place, place + 1, 1))
    slices += [(0, length, 1) for length in x.shape[axis:]]
    shape += x.shape[axis:]
    # a slice that walks backwards to the very start has no stop that a JSON number can say
    slices = [(a, None if b < 0 else b, step) for a, b, step in slices]
    kept = [len(range(*slice(*part).indices(n))) for part, n in zip(slices, x.shape, strict=True)]
    if any(part != (0, n, 1) for part, n in zip(slices, x.shape, strict=True)):
        x = tape.record("slice", (x.id,), kept, tuple(slices), x.node.boolean)
    return x if x.shape == tuple(shape) else np.reshape(x, shape)


def _without_ellipsis(parts, ndim):
    used = sum(part is not None and part is not Ellipsis for part in parts)
    if Ellipsis not in [part for part in parts if part is None or part is Ellipsis]:
        return parts
    i = next(i for i, part in enumerate(parts) if part is Ellipsis)
    return (*parts[:i], *[slice(None)] * (ndim - used), *parts[i + 1 :])


def take(tape, table, ids):
    """Record a look-up of whole rows: ``table[ids]``."""
    ids = tape.lift(ids)
    if ids.node.boolean:
        raise tape.error("a selection by a mask", HINTS["mask"])
    shape = (*ids.shape, *table.shape[1:])
    return tape.record("take", (table.id, ids.id), shape, boolean=table.node.boolean)


def _axes(axis, ndim):
    return tuple(sorted(normalize_axis_tuple(range(ndim) if axis is None else axis, ndim)))


def reduced(shape, axes, keepdims):
    """Give the shape that is left when axes are reduced to one number."""
    return [1 if i in axes else n for i, n in enumerate(shape) if keepdims or i not in axes]


def _reduce(op):
    def rule(tape, a, axis=None, keepdims=False):
        a = tape.lift(a)
        axes = _axes(axis, a.ndim)
        if op in ("max", "min") and math.prod(a.shape[i] for i in axes) == 0:
            raise tape.error(f"np.{op} of no number at all")
        boolean = a.node.boolean and op in ("max", "min")  # a sum counts
        return tape.record(op, (a.id,), reduced(a.shape, axes, keepdims), axes, boolean)

    return rule


def _argmax(tape, a, axis=None):
    if axis is None:
        a = np.reshape(a, (a.size,))
    axes = _axes(-1 if axis is None else axis, a.ndim)
    return tape.record("argmax", (a.id,), reduced(a.shape, axes, False), axes)


def _mean(tape, a, axis=None, keepdims=False):
    with tape.scope("mean", {"a": a}) as results:
        n = math.prod(a.shape[i] for i in _axes(axis, a.ndim))
        results.append(np.sum(a, axis=axis, keepdims=keepdims) / n)
    return results[0]


def _var(tape, a, axis=None, ddof=0, keepdims=False):
    with tape.scope("var", {"a": a}) as results:
        n = math.prod(a.shape[i] for i in _axes(axis, a.ndim))
        distance = a - np.mean(a, axis=axis, keepdims=True)
        total = np.sum(np.square(distance), axis=axis, keepdims=keepdims)
        results.append(total / (n - ddof))
    return results[0]


def _std(tape, a, axis=None, ddof=0, keepdims=False):
    with tape.scope("std", {"a": a}) as results:
        results.append(np.sqrt(np.var(a, axis=axis, ddof=ddof, keepdims=keepdims)))
    return results[0]


def _clip(tape, a, a_min=None, a_max=None):
    with tape.scope("clip", {"a": tape.lift(a)}) as results:
        low = a if a_min is None else np.maximum(a, a_min)
        results.append(low if a_max is None else np.minimum(low, a_max))
    return results[0]


def _where(tape, condition, x=None, y=None):
    if x is None or y is None:
        raise tape.error("np.where with a condition alone", HINTS["mask"])
    condition, x, y = tape.lift(condition), tape.lift(x), tape.lift(y)
    if not condition.node.boolean:
        raise tape.error("np.where with numbers as its condition; compare them first")
    shape = np.broadcast_shapes(condition.shape, x.shape, y.shape)
    boolean = x.node.boolean and y.node.boolean
    return tape.record("where", (condition.id, x.id, y.id), shape, boolean=boolean)


def _reshape(tape, a, shape):
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    known = math.prod(n for n in shape if n != -1)
    shape = tuple(a.size // known if n == -1 else n for n in shape)
    if math.prod(shape) != a.size:
        raise tape.error(f"a reshape of {a.shape} to {shape}: the number of entries differs")
    return tape.record("reshape", (a.id,), shape, boolean=a.node.boolean)


def _transpose(tape, a, axes=None):
    axes = tuple(reversed(range(a.ndim))) if axes is None else tuple(i % a.ndim for i in axes)
    shape = [a.shape[i] for i in axes]
    return tape.record("transpose", (a.id,), shape, axes, a.node.boolean)


def _swapaxes(tape, a, axis1, axis2):
    axes = list(range(a.ndim))
    axes[axis1], axes[axis2] = axes[axis2], axes[axis1]
    return np.transpose(a, axes)


def _concatenate(tape, arrays, axis=0):
    parts = [tape.lift(array) for array in arrays]
    axis %= parts[0].ndim
    shapes = {(*part.shape[:axis], *part.shape[axis + 1 :]) for part in parts}
    if len(shapes) != 1:
        raise tape.error(f"np.concatenate of shapes {[part.shape for part in parts]}")
    shape = list(parts[0].shape)
    shape[axis] = sum(part.shape[axis] for part in parts)
    boolean = all(part.node.boolean for part in parts)
    return tape.record("concatenate", [part.id for part in parts], shape, axis, boolean)


def _stack(tape, arrays, axis=0):
    parts = [np.expand_dims(tape.lift(array), axis) for array in arrays]
    return np.concatenate(parts, axis=axis)


def _expand_dims(tape, a, axis):
    axis = axis % (a.ndim + 1)
    return np.reshape(a, (*a.shape[:axis], 1, *a.shape[axis:]))


def _tril(tape, m, k=0):
    return np.where(np.tri(*m.shape[-2:], k=k, dtype=bool), m, m.dtype.type(0))


def _triu(tape, m, k=0):
    return np.where(np.tri(*m.shape[-2:], k=k - 1, dtype=bool), m.dtype.type(0), m)


def _broadcast_to(tape, array, shape):
    zeros = np.zeros(shape, dtype=array.dtype)
    return array | zeros if array.node.boolean else array - zeros  # −0 + 0 would lose its sign


RULES = {
    np.sum: _reduce("sum"),
    np.max: _reduce("max"),
    np.min: _reduce("min"),
    np.prod: _reduce("prod"),
    np.argmax: _argmax,
    np.mean: _mean,
    np.var: _var,
    np.std: _std,
    np.clip: _clip,
    np.where: _where,
    np.reshape: _reshape,
    np.transpose: _transpose,
    np.swapaxes: _swapaxes,
    np.concatenate: _concatenate,
    np.stack: _stack,
    np.expand_dims: _expand_dims,
    np.tril: _tril,
    np.triu: _triu,
    np.broadcast_to: _broadcast_to,
    np.shape: lambda tape, a: a.shape,
    np.ndim: lambda tape, a: a.ndim,
    np.size: lambda tape, a: a.size,
    np.zeros_like: lambda tape, a: np.zeros(a.shape, dtype=a.dtype),
    np.ones_like: lambda tape, a: np.ones(a.shape, dtype=a.dtype),
}
