"""The way back through a recorded graph: how one value answers to another.

One rule for each operation says what its operands hear when its result is asked for. The rules are
NumPy, recorded like any other line; so a gradient is a value of the graph, which page and Python
compute alike and which can be asked where it comes from. This is the one place where a derivative
may be written a second time; the tests compare it with finite differences and with the first.

Where a function has no slope, a rule says what counts: at a tie `maximum` and `minimum` answer for
their second operand, and the largest of several equals share; at zero `absolute` and `sqrt` are
flat. What jumps is flat elsewhere, so it answers to nothing: comparisons, logic, `sign`, `floor`,
and the places that `argmax` and `argsort` give.
"""

import math

import numpy as np

from .checks import require
from .graph import Node
from .plan import node_of
from .trace import Tape, Traced, TraceError, prune

MARK = "∂"  # before the name of a value: what the loss, or the reader, asks of it
LOG_2 = math.log(2)


def gradient(of, by, asked=None):
    """Give the slopes of one value by another, inside a function that is being recorded.

    Parameters
    ----------
    of : stand-in of any shape
        What is asked for.
    by : stand-in of any shape
        What it is asked to answer to: an input, or any value on the way to `of`.
    asked : array_like of the shape of `of`, optional
        How much each number of `of` counts; if left out, one each: the slopes of their sum.

    Returns
    -------
    slopes : stand-in of the shape of `by`
        Zeros where `of` does not answer.

    Raises
    ------
    TraceError
        If the two are no stand-ins: slopes are recorded, not computed.

    Examples
    --------
    >>> from helpers.live import trace
    >>> graph = trace(lambda x: gradient(np.square(x), x), x=np.array([3.0, -1.0]))
    >>> graph.evaluate()["result"]
    array([ 6., -2.])
    """
    if not isinstance(of, Traced) or not isinstance(by, Traced):
        raise TraceError(
            "gradient(of, by) is recorded: call it inside the function of a figure, with two of "
            "the values that are computed there."
        )
    with of.tape.scope("gradient", {"of": of, "by": by}) as results:
        seed = np.ones(of.shape) if asked is None else asked
        found = _walk(of.tape, of.id, np.broadcast_to(of.tape.lift(seed), of.shape), [by.id])
        slopes = found.get(by.id)
        results.append(np.copy(of.tape.lift(np.zeros(by.shape)) if slopes is None else slopes))
    return results[0]


def reverse(graph, of, by=None):
    """Add to a graph the slopes of one of its values by its inputs.

    Parameters
    ----------
    graph : Graph
    of : str
        An output or a named step.
    by : sequence of str, optional
        Inputs; all that hold numbers if left out.

    Returns
    -------
    graph : Graph
        The same nodes in the same places, and more behind them. It has one more input, ``∂of``: how
        much each number of `of` counts. At the start the first one does. It has one more output
        ``∂x`` for each input that `of` answers to; one that is missing is not on the way.

    Raises
    ------
    ValueError
        If there is no such value or input.

    Examples
    --------
    >>> from helpers.live import trace
    >>> graph = trace(lambda x, y: x * y, x=np.array(3.0), y=np.array(5.0))
    >>> back = reverse(graph, "result")
    >>> float(back.evaluate()["∂x"]), float(back.evaluate()["∂y"])
    (5.0, 3.0)
    """
    target = node_of(graph, of)
    require(target is not None, f"There is no value named {of!r} to go back from.")
    by = (
        [name for name, i in graph.inputs.items() if not graph.nodes[i].boolean]
        if by is None
        else by
    )
    unknown = sorted(set(by) - set(graph.inputs))
    require(not unknown, f"There is no input {unknown}; the inputs are {sorted(graph.inputs)}.")
    tape = Tape("")
    tape.nodes = list(graph.nodes)
    tape.scopes = list(graph.scopes)
    tape.constants = {
        (node.shape, node.attrs.dtype.str, node.attrs.tobytes()): Traced(tape, i)
        for i, node in enumerate(graph.nodes)
        if node.op == "const"
    }
    shape = graph.nodes[target].shape
    seed = MARK + of
    tape.nodes.append(Node("input", (), shape, False, seed, seed, 0, None))
    tape.quiet += 1
    wanted = {name: graph.inputs[name] for name in by}
    found = _walk(tape, target, Traced(tape, len(tape.nodes) - 1), wanted.values())
    outputs = {MARK + name: found[i].id for name, i in wanted.items() if i in found}
    first = np.zeros(shape)
    first.flat[:1] = 1
    return prune(tape, {**graph.outputs, **outputs}, {**graph.values, seed: first})


def _walk(tape, target, seed, by):
    """Go back from one node; give what each of the nodes `by` hears, if it hears anything."""
    on_the_way = _between(tape.nodes, target, set(by))
    heard = {target: seed} if target in on_the_way else {}
    for i in range(target, -1, -1):
        if i not in heard or i not in on_the_way:
            continue
        node = tape.nodes[i]
        heard[i] = dy = _whole(heard[i], node.shape)
        if node.op not in RULES:
            continue
        operands = [Traced(tape, k) for k in node.ins]
        answers = RULES[node.op](dy, Traced(tape, i), *operands)
        for k, answer in zip(node.ins, answers, strict=True):
            if answer is None or k not in on_the_way:
                continue
            part = _summed(tape.lift(answer()), tape.nodes[k].shape)
            heard[k] = heard[k] + part if k in heard else part
    return {i: heard[i] for i in set(by) if i in heard}


def _between(nodes, target, by):
    """Collect the nodes that answer to one of `by` and that `target` answers to."""
    answers = set()
    for i, node in enumerate(nodes[: target + 1]):
        if i in by or answers.intersection(heeded(node)):
            answers.add(i)
    needed = {target} & answers
    for i in range(target, -1, -1):
        if i in needed:
            needed.update(k for k in heeded(nodes[i]) if k in answers)
    return needed


def heeded(node):
    """List the operands that have a slope in an operation."""
    if node.boolean or node.op not in RULES:
        return ()
    return {"where": node.ins[1:], "take": node.ins[:1]}.get(node.op, node.ins)


def _whole(dy, shape):
    return dy if dy.shape == shape else np.broadcast_to(dy, shape)


def _summed(d, shape):
    """Add up over what was stretched to a larger shape."""
    if d.shape == shape:
        return d
    extra = d.ndim - len(shape)
    if extra > 0:
        d = np.sum(d, axis=tuple(range(extra)))
    axes = tuple(i for i, n in enumerate(shape) if n == 1 and d.shape[i] != 1)
    return np.sum(d, axis=axes, keepdims=True) if axes else d


def _over(dy, x):
    """Divide by what may be zero: what is not asked for hears nothing, not 0 ÷ 0."""
    return dy / x if x.node.op == "const" else np.where(dy == 0, 0.0, dy / x)


# ---- the rules: from what is asked of the result, the result and the operands, to what each
# operand hears; each answer is a function, since often only one of them is needed


def _unary(slope):
    return lambda dy, y, x: (lambda: slope(dy, y, x),)


def _power(dy, y, x, k):
    def by_base():
        return np.where(dy == 0, 0.0, dy * (k * x ** (k - 1)))

    def by_exponent():
        return dy * (y * np.log(np.where(x > 0, x, 1.0)))

    return by_base, by_exponent


def _pick(is_first):
    def rule(dy, y, a, b):
        return (
            lambda: np.where(is_first(a, b), dy, 0.0),
            lambda: np.where(is_first(a, b), 0.0, dy),
        )

    return rule


def _matmul(dy, y, a, b):
    return lambda: dy @ b.swapaxes(-1, -2), lambda: a.swapaxes(-1, -2) @ dy


def _standing(d, y, x):
    """Give a reduced value its axes of length 1 back."""
    axes = y.node.attrs
    return np.reshape(d, [1 if i in axes else n for i, n in enumerate(x.shape)])


def _sum(dy, y, x):
    return (lambda: np.broadcast_to(_standing(dy, y, x), x.shape),)


def _extreme(dy, y, x):
    def share():
        is_it = (x == _standing(y, y, x)).astype(float)
        number = np.sum(is_it, axis=y.node.attrs, keepdims=True)
        return is_it * (_standing(dy, y, x) / np.maximum(number, 1.0))

    return (share,)


def _prod(dy, y, x):
    def others():
        axes = y.node.attrs
        is_zero = (x == 0).astype(float)
        number = np.sum(is_zero, axis=axes, keepdims=True)
        rest = np.prod(np.where(x == 0, 1.0, x), axis=axes, keepdims=True)
        none = np.where(number == 0, _standing(y, y, x) / np.where(x == 0, 1.0, x), 0.0)
        alone = np.where((number == 1) & (x == 0), rest, none)
        return _standing(dy, y, x) * alone

    return (others,)


def _where(dy, y, condition, a, b):
    return None, lambda: np.where(condition, dy, 0.0), lambda: np.where(condition, 0.0, dy)


def _transpose(dy, y, x):
    return (lambda: np.transpose(dy, np.argsort(y.node.attrs).tolist()),)


def _slice(dy, y, x):
    """Put the numbers back where they were cut out, zeros between them."""

    def back():
        d = dy
        for axis, ((start, stop, step), n) in enumerate(zip(y.node.attrs, x.shape, strict=True)):
            taken = range(n)[slice(start, stop, step)]
            if taken == range(n):
                continue
            if step < 0:
                d = d[(*[slice(None)] * axis, slice(None, None, -1))]
                taken = taken[::-1]
            d = _spread(d, axis, abs(step))
            first = taken[0] if taken else 0
            d = _padded(d, axis, first, n)
        return d

    return (back,)


def _spread(d, axis, step):
    """Put ``step − 1`` zeros behind each number along an axis."""
    if step == 1 or d.shape[axis] < 2:
        return d
    before, n, after = d.shape[:axis], d.shape[axis], d.shape[axis + 1 :]
    zeros = np.zeros((*before, n, step - 1, *after))
    both = np.concatenate([np.expand_dims(d, axis + 1), zeros], axis=axis + 1)
    return np.reshape(both, (*before, n * step, *after))


def _padded(d, axis, first, n):
    """Put zeros before and behind, so that an axis has length `n`."""
    d = d[(*[slice(None)] * axis, slice(None, n - first))]
    before, after = d.shape[:axis], d.shape[axis + 1 :]
    missing = (first, n - first - d.shape[axis])
    zeros = [np.zeros((*before, many, *after)) for many in missing]
    parts = [part for part in (zeros[0], d, zeros[1]) if part.shape[axis]]
    return np.concatenate(parts, axis=axis) if len(parts) > 1 else parts[0]


def _concatenate(dy, y, *parts):
    axis, answers, begin = y.node.attrs, [], 0
    for part in parts:
        end = begin + part.shape[axis]
        key = (*[slice(None)] * axis, slice(begin, end))
        answers.append(lambda key=key: dy[key])
        begin = end
    return answers


def _take(dy, y, table, ids):
    """Hand each row's answer to the row that was looked up; twice looked up, twice heard."""

    def back():
        n, *rest = table.shape
        width = math.prod(rest)
        row = np.where(ids < 0, -np.floor(-ids), np.floor(ids))
        row = np.reshape(np.where(row < 0, row + n, row), (1, ids.size))
        is_it = (row == np.arange(n).reshape(n, 1)).astype(float)
        return np.reshape(is_it @ np.reshape(dy, (ids.size, width)), table.shape)

    return back, None


RULES = {
    "negative": _unary(lambda dy, y, x: -dy),
    "exp": _unary(lambda dy, y, x: dy * y),
    "log": _unary(lambda dy, y, x: _over(dy, x)),
    "sqrt": _unary(lambda dy, y, x: np.where(y == 0, 0.0, 0.5 * dy / y)),
    "square": _unary(lambda dy, y, x: dy * (2 * x)),
    "absolute": _unary(lambda dy, y, x: dy * np.sign(x)),
    "tanh": _unary(lambda dy, y, x: dy * (1 - np.square(y))),
    "sin": _unary(lambda dy, y, x: dy * np.cos(x)),
    "cos": _unary(lambda dy, y, x: -(dy * np.sin(x))),
    "log1p": _unary(lambda dy, y, x: _over(dy, 1 + x)),
    "log2": _unary(lambda dy, y, x: _over(dy, x * LOG_2)),
    "add": lambda dy, y, a, b: (lambda: dy, lambda: dy),
    "subtract": lambda dy, y, a, b: (lambda: dy, lambda: -dy),
    "multiply": lambda dy, y, a, b: (lambda: dy * b, lambda: dy * a),
    "divide": lambda dy, y, a, b: (
        lambda: _over(dy, b),
        lambda: -np.where(dy == 0, 0.0, dy * y / b),
    ),
    "power": _power,
    "maximum": _pick(np.greater),
    "minimum": _pick(np.less),
    "remainder": lambda dy, y, a, b: (lambda: dy, lambda: -(dy * np.floor(a / b))),
    "matmul": _matmul,
    "sum": _sum,
    "max": _extreme,
    "min": _extreme,
    "prod": _prod,
    "where": _where,
    "reshape": lambda dy, y, x: (lambda: np.reshape(dy, x.shape),),
    "transpose": _transpose,
    "slice": _slice,
    "concatenate": _concatenate,
    "take": _take,
}
FLAT = ("argmax", "argsort", "sign", "floor")
"""Operations whose result jumps: where there is a slope, it is zero. So is that of a mask."""
