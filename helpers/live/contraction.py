"""Products and sums over chosen axes: einsum, tensordot, outer, dot, diagonals, norms.

All of them come down to a matrix product, or to a product and a sum.
"""

import math
import string

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from .lowering import arranged, lowered, numbers_of, reduced, reshaped


def _dot(tape, a, b):
    a, b = tape.lift(a), tape.lift(b)
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    if b.ndim > 2:
        raise tape.error("np.dot with more than two axes; use @")
    return np.matmul(a, b)


@lowered("outer")
def _outer(tape, a, b):
    b = tape.lift(b)
    return np.reshape(a, (a.size, 1)) * np.reshape(b, (1, b.size))


def _diagonal(tape, a, offset=0, axis1=0, axis2=1):
    a = tape.lift(a)
    ends = [normalize_axis_index(axis, a.ndim) for axis in (axis1, axis2)]
    if ends[0] == ends[1]:
        raise tape.error("a diagonal along one axis; give two")
    lead = [axis for axis in range(a.ndim) if axis not in ends]
    n, m = (a.shape[axis] for axis in ends)
    row, column = max(-offset, 0), max(offset, 0)
    length = max(min(n - row, m - column), 0)
    first = row * m + column
    flat = np.reshape(arranged(a, (*lead, *ends)), (*(a.shape[i] for i in lead), n * m))
    return flat[..., first : first + length * (m + 1) : m + 1][..., :length]


@lowered("trace")
def _trace(tape, a, offset=0, axis1=0, axis2=1):
    return np.sum(np.diagonal(a, offset, axis1, axis2), axis=-1)


@lowered("diag")
def _diag(tape, v, k=0):
    if v.ndim == 2:
        return np.diagonal(v, k)
    if v.ndim != 1:
        raise tape.error(f"np.diag of shape {v.shape}; use np.diagonal")
    n = v.size + abs(k)
    padded = np.concatenate([v, np.zeros(abs(k), dtype=v.dtype)])
    across = np.reshape(padded, (n, 1) if k > 0 else (1, n))
    return np.where(np.eye(n, k=k, dtype=bool), across, v.dtype.type(0))


@lowered("norm")
def _norm(tape, x, ord=None, axis=None, keepdims=False):
    x = numbers_of(x)
    if axis is None:
        if ord is not None and x.ndim > 2:
            raise tape.error(f"np.linalg.norm of {x.ndim} axes with ord={ord!r}; give axis=")
        axis = tuple(range(x.ndim))
    given = axis if isinstance(axis, tuple) else (axis,)
    axes = [normalize_axis_index(i, x.ndim) for i in given]
    if ord is None or (len(axes) == 2 and ord == "fro") or (len(axes) == 1 and ord == 2):
        return np.sqrt(np.sum(np.square(x), axis=tuple(axes), keepdims=keepdims))
    size = np.abs(x)
    if len(axes) == 1 and not isinstance(ord, str):
        if math.isinf(ord):
            return (np.max if ord > 0 else np.min)(size, axis=axes[0], keepdims=keepdims)
        if ord == 0:
            return np.sum(x != 0, axis=axes[0], keepdims=keepdims)
        terms = size if ord == 1 else size**ord
        total = np.sum(terms, axis=axes[0], keepdims=keepdims)
        return total if ord == 1 else total ** (1 / ord)
    if len(axes) == 2 and ord in (1, np.inf):
        along, over = axes if ord == 1 else axes[::-1]
        largest = np.max(np.sum(size, axis=along, keepdims=True), axis=over, keepdims=True)
        return reshaped(largest, reduced(x.shape, axes, keepdims))
    raise tape.error(
        f"np.linalg.norm with ord={ord!r} over {len(axes)} axes",
        "Known for one axis are all numbers, for two axes None, 'fro', 1 and np.inf.",
    )


def _einsum(tape, subscripts, *operands, optimize=False):
    """Lower to one matrix product, or to one product where nothing is summed over both."""
    if not isinstance(subscripts, str):
        raise tape.error("np.einsum with lists of axes; write them as letters")
    if len(operands) > 2:
        raise tape.error(f"np.einsum of {len(operands)} arrays; write one for each two of them")
    arrays = [tape.lift(x) for x in operands]
    if any(x.node.boolean for x in arrays):
        raise tape.error("np.einsum of masks; use x.astype(float) first")
    terms, result = _letters(tape, subscripts, arrays)
    with tape.scope("einsum", {f"a{i + 1}": x for i, x in enumerate(arrays)}) as results:
        results.append(_contracted(arrays, terms, result))
    return results[0]


def _letters(tape, subscripts, arrays):
    """Give one letter for each axis of each operand, and those of the result."""
    text = subscripts.replace(" ", "")
    left, arrow, result = text.partition("->")
    terms = left.split(",")
    free = [letter for letter in string.ascii_letters if letter not in text]
    named = [term.replace("...", "") for term in terms]
    rest = [x.ndim - len(name) for x, name in zip(arrays, named, strict=False)]
    fits = len(terms) == len(arrays) and all(
        n >= 0 if "..." in term else n == 0 for term, n in zip(terms, rest, strict=True)
    )
    if not fits:
        shapes = " and ".join(str(x.shape) for x in arrays)
        raise tape.error(f"np.einsum with {subscripts!r}: it does not fit the shapes {shapes}")
    dots = ["".join(free[len(free) - n :]) for n in rest]
    most = max(dots, key=len)
    terms = [term.replace("...", dot) for term, dot in zip(terms, dots, strict=True)]
    if arrow:
        result = result.replace("...", most)
    else:
        together = "".join(named)
        result = most + "".join(sorted(a for a in set(together) if together.count(a) == 1))
    sizes = {}
    for term, x in zip(terms, arrays, strict=True):
        for letter, n in zip(term, x.shape, strict=True):
            if sizes.setdefault(letter, n) != n:
                raise tape.error(f"np.einsum with {subscripts!r}: {sizes[letter]} ≠ {n}")
    missing_dots = most and not set(most) <= set(result)
    if missing_dots or not set(result) <= set(sizes) or len(set(result)) < len(result):
        raise tape.error(f"np.einsum with {subscripts!r}: the result has other letters")
    return terms, result


def _contracted(arrays, terms, result):
    shrunk = [
        _own(x, term, set(result).union(*terms[:i], *terms[i + 1 :]))
        for i, (x, term) in enumerate(zip(arrays, terms, strict=True))
    ]
    if len(shrunk) == 1:
        return _arranged(*shrunk[0], result)
    (a, left), (b, right) = shrunk
    inner = [letter for letter in left if letter in right and letter not in result]
    if not inner:
        return _spread(a, left, result) * _spread(b, right, result)
    batch = [letter for letter in result if letter in left and letter in right]
    rows = [letter for letter in result if letter in left and letter not in right]
    columns = [letter for letter in result if letter in right and letter not in left]
    a = _arranged(a, left, [*batch, *rows, *inner])
    b = _arranged(b, right, [*batch, *inner, *columns])
    n = len(batch)
    lead, shape = a.shape[:n], (*a.shape[: n + len(rows)], *b.shape[n + len(inner) :])
    terms_each = math.prod(b.shape[n : n + len(inner)])
    a = reshaped(a, (*lead, math.prod(a.shape[n : n + len(rows)]), terms_each))
    b = reshaped(b, (*lead, terms_each, math.prod(b.shape[n + len(inner) :])))
    return _arranged(reshaped(a @ b, shape), [*batch, *rows, *columns], result)


def _own(x, term, wanted):
    """Take the diagonal of a letter that comes twice, and sum over those that end here."""
    for letter in set(term):
        while term.count(letter) > 1:
            i, j = term.index(letter), term.rindex(letter)
            x = np.diagonal(x, axis1=i, axis2=j)
            term = "".join(a for k, a in enumerate(term) if k not in (i, j)) + letter
    ends = tuple(i for i, letter in enumerate(term) if letter not in wanted)
    if ends:
        x = np.sum(x, axis=ends)
    return x, "".join(letter for letter in term if letter in wanted)


def _arranged(x, letters, order):
    return arranged(x, [list(letters).index(letter) for letter in order])


def _spread(x, letters, result):
    """Put each axis at its place in the result, with length 1 where it has none."""
    x = _arranged(x, letters, [letter for letter in result if letter in letters])
    lengths = iter(x.shape)
    return reshaped(x, tuple(next(lengths) if letter in letters else 1 for letter in result))


@lowered("tensordot")
def _tensordot(tape, a, b, axes=2):
    b = tape.lift(b)
    if isinstance(axes, int):
        axes = (range(a.ndim - axes, a.ndim), range(axes))
    pairs = [np.atleast_1d(list(one) if not isinstance(one, int) else one) for one in axes]
    ends = [
        [normalize_axis_index(int(i), x.ndim) for i in one]
        for one, x in zip(pairs, (a, b), strict=True)
    ]
    left = list(string.ascii_letters[: a.ndim])
    right = list(string.ascii_letters[a.ndim : a.ndim + b.ndim])
    for i, j in zip(*ends, strict=True):
        right[j] = left[i]
    kept = [letter for letter in left + right if (letter in left) != (letter in right)]
    return np.einsum(f"{''.join(left)},{''.join(right)}->{''.join(kept)}", a, b)


RULES = {
    np.dot: _dot,
    np.outer: _outer,
    np.diagonal: _diagonal,
    np.trace: _trace,
    np.diag: _diag,
    np.linalg.norm: _norm,
    np.einsum: _einsum,
    np.tensordot: _tensordot,
}
