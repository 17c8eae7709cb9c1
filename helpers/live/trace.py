"""Call a function with stand-ins that record each NumPy call.

A stand-in (`Traced`) has a shape but no value. NumPy hands every call on it to
``__array_ufunc__`` or ``__array_function__``, where it becomes a node of the graph. What a
stand-in cannot know (a value, the truth of a comparison) is an error at once, with the line.
"""

import contextlib
import inspect
import math
import sys

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from . import lowering, rules
from .checks import require
from .graph import BINARY, UNARY, Graph, Node, Scope
from .refusals import HINTS, METHODS, instead_of
from .source import bare, current_site, is_mathematics, name_of, site_of

COMPARISONS = ("greater", "greater_equal", "less", "less_equal", "equal", "not_equal")
LOGIC = ("logical_and", "logical_or", "logical_not")
FOR_MASKS = (*COMPARISONS, *LOGIC, "maximum", "minimum")
SAME_UFUNC = {
    "true_divide": "divide",
    "bitwise_and": "logical_and",
    "bitwise_or": "logical_or",
    "invert": "logical_not",
}


class TraceError(TypeError):
    """Something was asked of a stand-in that only a value could answer."""


class UnknownAttributeError(TraceError, AttributeError):
    """A property or method that arrays have and stand-ins do not; `hasattr` says no."""


class Tape:
    """What has been recorded so far.

    Parameters
    ----------
    home : str
        The module of the traced function.
    """

    def __init__(self, home):
        self.home = home
        self.nodes = []
        self.scopes = []
        self.open = []  # numbers of the scopes that are running
        self.frames = []  # and the frames that opened them
        self.by_hand = set()  # numbers of the scopes that no frame opened
        self.constants = {}
        self.quiet = 0  # inside a lowering: its parts carry no name of their own

    def record(self, op, ins, shape, attrs=None, boolean=False):
        """Append a node and give its stand-in."""
        site = current_site(self.home)
        node = Node(
            op=op,
            ins=tuple(ins),
            shape=tuple(int(n) for n in shape),
            boolean=boolean,
            attrs=attrs,
            name=None if self.quiet or site is None else site.name,
            scope=self.open[-1] if self.open else 0,
            source=None if self.quiet or site is None else site.text,
        )
        self.nodes.append(node)
        return Traced(self, len(self.nodes) - 1)

    def lift(self, value):
        """Give the stand-in of a value; a plain number or array becomes a constant."""
        if isinstance(value, Traced):
            if value.tape is not self:
                raise TraceError(
                    "A stand-in of another trace was used here. Pass it in as an input instead."
                )
            return value
        array = np.asarray(value)
        if array.dtype == object:
            raise self.error("a list that mixes numbers and stand-ins; use np.stack")
        if array.dtype.kind not in "biuf":
            raise self.error(
                f"a constant of type {array.dtype}; numbers and masks are known",
                HINTS["complex"] if array.dtype.kind == "c" else None,
            )
        array = array if array.dtype == bool else array.astype(float)
        key = (array.shape, array.dtype.str, array.tobytes())
        if key not in self.constants:
            self.constants[key] = Traced(self, len(self.nodes))
            self.nodes.append(
                Node("const", (), array.shape, array.dtype == bool, array, None, 0, None)
            )
        return self.constants[key]

    def error(self, what, instead=None):
        """Make the error for something that cannot be traced: its line, why, what to write."""
        site = current_site(self.home)
        where = f" ({site})" if site else ""
        said = f"The tracer cannot record {what}{where}."
        return TraceError(f"{said} {instead}" if instead else said)

    @contextlib.contextmanager
    def scope(self, function, arguments):
        """Open a scope by hand, for a NumPy function that is lowered to simpler ones.

        What it comes to (the first of the results that are collected) has the name and the line
        of the call, as if it were one operation.
        """
        site = None if self.quiet else current_site(self.home)
        before = len(self.nodes)
        self.enter(function, {name: (x.id,) for name, x in arguments.items()})
        self.by_hand.add(self.open[-1])
        self.quiet += 1
        results = []
        try:
            yield results
        finally:
            self.quiet -= 1
            self.leave(tuple(x.id for x in results), site.name if site else None)
        for i in {x.id for x in results[:1] if site and x.id >= before}:
            self.nodes[i] = self.nodes[i]._replace(name=site.name, source=site.text)

    def enter(self, function, arguments):
        """Open a scope."""
        caller = self.open[-1] if self.open else -1
        self.scopes.append(Scope(function, caller, arguments, (), None))
        self.open.append(len(self.scopes) - 1)

    def leave(self, results, name):
        """Close the innermost scope."""
        number = self.open.pop()
        self.scopes[number] = self.scopes[number]._replace(results=results, name=name)

    def profile(self, frame, event, argument):
        """Follow calls and returns of the mathematics (for ``sys.setprofile``)."""
        if event == "call" and is_mathematics(frame, self.home):
            code = frame.f_code
            if code.co_name.startswith("<") and self.open:
                return
            names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
            held = {name: stand_ins(frame.f_locals.get(name)) for name in names}
            self.frames.append(frame)
            self.enter(code.co_name, {name: ids for name, ids in held.items() if ids})
        elif event == "return" and self.frames and self.frames[-1] is frame:
            self.frames.pop()
            self._unname(frame.f_locals)
            back = frame.f_back
            site = site_of(back) if back is not None and is_mathematics(back, self.home) else None
            self.leave(stand_ins(argument), site.name if site else None)

    def _unname(self, variables):
        """Take their name from the parts of what turns out to be a list: none of them is all of it.

        To Python each call inside ``y = list(map(np.sin, x))`` stands at the line's right side.
        """
        lists = {name for name, value in variables.items() if isinstance(value, tuple | list)}
        here = self.open[-1]
        for i, node in enumerate(self.nodes if lists else ()):
            lowered = node.scope in self.by_hand and self.scopes[node.scope].caller == here
            if node.name in lists and node.op != "input" and (node.scope == here or lowered):
                self.nodes[i] = node._replace(name=None)


def _refusal(what, hint):
    """Make a method that refuses what only a value could answer."""

    def refuse(stand_in, *_args, **_kwargs):
        raise stand_in.tape.error(what, HINTS[hint])

    return refuse


class Traced(NDArrayOperatorsMixin):
    """A stand-in for an array: a shape, and its place on the tape."""

    __slots__ = ("id", "tape")
    __hash__ = None

    def __init__(self, tape, number):
        self.tape = tape
        self.id = number

    @property
    def node(self):
        """The node that made this stand-in."""
        return self.tape.nodes[self.id]

    @property
    def shape(self):
        """Lengths of the axes, as of an array."""
        return self.node.shape

    @property
    def ndim(self):
        """Number of axes."""
        return len(self.shape)

    @property
    def size(self):
        """Number of entries."""
        return math.prod(self.shape)

    @property
    def dtype(self):
        """Float64, or bool for masks and comparisons."""
        return np.dtype(bool if self.node.boolean else float)

    @property
    def T(self):
        """The transpose: all axes in reverse order."""
        return np.transpose(self)

    def __getattr__(self, name):
        """Refuse what only arrays have."""
        if name.startswith("_") or name in Traced.__slots__:
            raise AttributeError(name)
        hint = METHODS.get(name, HINTS["unknown"])
        raise UnknownAttributeError(str(self.tape.error(f"the method or property .{name}", hint)))

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        """Record a NumPy function that works element by element, or a matrix product."""
        tape = self.tape
        if method != "__call__":
            raise tape.error(f"np.{ufunc.__name__}.{method}", HINTS["unknown"])
        if kwargs.get("out") is not None:
            raise tape.error("a change in place (+=, out=)", HINTS["in place"])
        if kwargs:
            raise tape.error(f"np.{ufunc.__name__} with {', '.join(kwargs)}")
        op = SAME_UFUNC.get(ufunc.__name__, ufunc.__name__)
        operands = [tape.lift(x) for x in inputs]
        if op == "matmul":
            return lowering.matmul(tape, *operands)
        if op in rules.UFUNCS:
            return rules.UFUNCS[op](*operands)
        if op not in UNARY and op not in BINARY:
            raise tape.error(f"np.{ufunc.__name__}", instead_of(ufunc.__name__))
        masks = [x.node.boolean for x in operands]
        if op in LOGIC and not all(masks):
            raise tape.error(f"np.{ufunc.__name__} of numbers; compare them first")
        if op not in FOR_MASKS and all(masks):
            raise tape.error(f"np.{ufunc.__name__} of masks; use & | ~, or x.astype(float) first")
        shape = np.broadcast_shapes(*(x.shape for x in operands))
        boolean = op in COMPARISONS or all(masks)  # the larger of two masks is a mask again
        return tape.record(op, [x.id for x in operands], shape, boolean=boolean)

    def __array_function__(self, func, types, args, kwargs):
        """Record a NumPy function that works on whole arrays."""
        rule, name = rules.RULES.get(func), rules.full_name(func)
        if rule is None:
            raise self.tape.error(f"np.{name}", instead_of(name))
        try:
            return rule(self.tape, *args, **kwargs)
        except TypeError as error:
            if isinstance(error, TraceError):
                raise
            wrong = str(error).partition("() ")[2] or error
            raise self.tape.error(f"np.{name} called like this: it {wrong}") from error

    def __getitem__(self, key):
        """Record a look at a part of the array."""
        return lowering.getitem(self.tape, self, key)

    def __len__(self):
        if not self.shape:
            raise self.tape.error("len() of a single number")
        return self.shape[0]

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def sum(self, axis=None, keepdims=False, **other):
        """Add up along an axis, as of an array."""
        return np.sum(self, axis=axis, keepdims=keepdims, **other)

    def max(self, axis=None, keepdims=False, **other):
        """Give the largest along an axis, as of an array."""
        return np.max(self, axis=axis, keepdims=keepdims, **other)

    def min(self, axis=None, keepdims=False, **other):
        """Give the smallest along an axis, as of an array."""
        return np.min(self, axis=axis, keepdims=keepdims, **other)

    def mean(self, axis=None, keepdims=False, **other):
        """Average along an axis, as of an array."""
        return np.mean(self, axis=axis, keepdims=keepdims, **other)

    def var(self, axis=None, ddof=0, keepdims=False, **other):
        """Give the variance along an axis, as of an array."""
        return np.var(self, axis=axis, ddof=ddof, keepdims=keepdims, **other)

    def std(self, axis=None, ddof=0, keepdims=False, **other):
        """Give the standard deviation along an axis, as of an array."""
        return np.std(self, axis=axis, ddof=ddof, keepdims=keepdims, **other)

    def prod(self, axis=None, keepdims=False, **other):
        """Multiply along an axis, as of an array."""
        return np.prod(self, axis=axis, keepdims=keepdims, **other)

    def any(self, axis=None, keepdims=False):
        """Say whether something along an axis is true, as of an array."""
        return np.any(self, axis=axis, keepdims=keepdims)

    def all(self, axis=None, keepdims=False):
        """Say whether everything along an axis is true, as of an array."""
        return np.all(self, axis=axis, keepdims=keepdims)

    def argmax(self, axis=None):
        """Give the place of the largest along an axis, as of an array."""
        return np.argmax(self, axis=axis)

    def argmin(self, axis=None):
        """Give the place of the smallest along an axis, as of an array."""
        return np.argmin(self, axis=axis)

    def argsort(self, axis=-1, kind=None):
        """Give the places in the order of size, as of an array."""
        return np.argsort(self, axis=axis, kind=kind)

    def cumsum(self, axis=None):
        """Give the running totals along an axis, as of an array."""
        return np.cumsum(self, axis=axis)

    def cumprod(self, axis=None):
        """Give the running products along an axis, as of an array."""
        return np.cumprod(self, axis=axis)

    def clip(self, min=None, max=None):
        """Hold the numbers between two ends, as of an array."""
        return np.clip(self, min, max)

    def dot(self, b):
        """Give the matrix product, as of an array."""
        return np.dot(self, b)

    def trace(self, offset=0, axis1=0, axis2=1):
        """Add up a diagonal, as of an array."""
        return np.trace(self, offset, axis1, axis2)

    def diagonal(self, offset=0, axis1=0, axis2=1):
        """Give a diagonal, as of an array."""
        return np.diagonal(self, offset, axis1, axis2)

    def ravel(self):
        """Lay all numbers in one row, as of an array."""
        return np.ravel(self)

    flatten = ravel

    def squeeze(self, axis=None):
        """Leave out axes of length 1, as of an array."""
        return np.squeeze(self, axis=axis)

    def copy(self):
        """Give the same numbers, as of an array."""
        return np.copy(self)

    def reshape(self, *shape):
        """Give the same numbers another shape, as of an array."""
        return np.reshape(self, shape[0] if len(shape) == 1 else shape)

    def swapaxes(self, axis1, axis2):
        """Exchange two axes, as of an array."""
        return np.swapaxes(self, axis1, axis2)

    def transpose(self, *axes):
        """Reorder the axes, as of an array."""
        return np.transpose(self, (axes[0] if len(axes) == 1 else axes) or None)

    def astype(self, dtype):
        """Turn a mask into numbers; a stand-in has no other type to change."""
        if np.dtype(dtype) != np.dtype(float):
            raise self.tape.error(f"astype({np.dtype(dtype)}); stand-ins are float64")
        return np.where(self, 1.0, 0.0) if self.node.boolean else self

    __bool__ = _refusal("a question about a value (if, and, or, not, min, max, while)", "truth")
    __float__ = __complex__ = _refusal("the value as a plain number", "number")
    __int__ = __index__ = _refusal("the value as a whole number, a length or a place", "number")
    __array__ = _refusal("an array made of stand-ins", "array")
    __setitem__ = _refusal("an assignment to a part", "assign")
    __round__ = _refusal("a rounded value", "round")
    __contains__ = _refusal("a search for a value", "contains")
    __format__ = _refusal("a value in a text", "format")

    def __repr__(self):
        return f"<stand-in {self.node.name or self.id} of shape {self.shape}>"


def stand_ins(value):
    """Collect the numbers of all stand-ins in a value, tuples and lists included."""
    if isinstance(value, Traced):
        return (value.id,)
    if isinstance(value, tuple | list):
        return tuple(number for part in value for number in stand_ins(part))
    return ()


def flatten(name, value):
    """List the arrays of a nested value with their dotted names.

    Parameters
    ----------
    name : str
        Name of the value; empty for the result of a traced function.
    value : array, NamedTuple, dict, tuple or list
        Nested as you like. What is not an array is left out.

    Returns
    -------
    pairs : list of (str, array)
    """
    if isinstance(value, Traced | np.ndarray):
        return [(name or "result", value)]
    if isinstance(value, dict):
        parts = value.items()
    elif hasattr(value, "_fields"):
        parts = zip(value._fields, value, strict=True)
    elif isinstance(value, tuple | list):
        parts = ((str(i), part) for i, part in enumerate(value))
    else:
        return []
    dot = f"{name}." if name else ""
    return [pair for key, part in parts for pair in flatten(f"{dot}{key}", part)]


def replace(value, stand_in):
    """Copy a nested value with each array replaced by what `stand_in` gives, in order."""
    if isinstance(value, np.ndarray):
        return stand_in(value)
    if hasattr(value, "_fields"):
        return type(value)(*(replace(part, stand_in) for part in value))
    if isinstance(value, tuple | list):
        return type(value)(replace(part, stand_in) for part in value)
    return value


def trace(function, **inputs):
    """Record what a function computes.

    Parameters
    ----------
    function : callable
        Plain NumPy without side effects. Its parameters are given by name.
    **inputs : ndarray, or NamedTuple, tuple or list of them
        Each array becomes an input of the graph, with its dotted name. Anything else (None,
        a plain number, a string) is fixed: it chooses structure.

    Returns
    -------
    graph : Graph
        Its outputs are named after the fields of the result; a bare array is ``result``.

    Raises
    ------
    TraceError
        If the function asks for a value, changes something in place or calls a NumPy
        function that the tracer does not know; the message names the line.

    Examples
    --------
    >>> graph = trace(lambda Q, K: Q @ K.T, Q=np.ones((2, 3)), K=np.ones((4, 3)))
    >>> graph.evaluate()["result"].shape
    (2, 4)
    """
    _require_function(function, inputs)
    tape = Tape(bare(function).__module__ or "")  # none, if it was made by a bare exec
    named = [pair for name, value in inputs.items() for pair in flatten(name, value)]
    queue = iter([_input(tape, name, array) for name, array in named])
    stand_in_for = {name: replace(value, lambda _: next(queue)) for name, value in inputs.items()}
    before = sys.getprofile()
    sys.setprofile(tape.profile)
    try:
        result = function(**stand_in_for)
    finally:
        sys.setprofile(before)
    outputs = [(name, tape.lift(value).id) for name, value in flatten("", result)]
    if not tape.scopes:  # a function of the tools themselves, in a doctest
        tape.scopes.append(Scope(name_of(function), -1, {}, tuple(i for _, i in outputs), None))
    if not outputs:
        raise TraceError(f"{name_of(function)} returned no array, so there is nothing to record.")
    return prune(tape, dict(outputs), {name: np.array(array) for name, array in named})


def _require_function(function, inputs):
    """Refuse what cannot be called with these inputs by their names."""
    require(
        callable(function),
        f"Give the function itself, without brackets behind it, not {function!r}.",
    )
    try:
        signature = inspect.signature(function)
    except ValueError:  # some functions written in C do not tell their parameters
        return
    given = ", ".join(inputs)
    try:
        signature.bind(**inputs)
    except TypeError as error:
        raise TraceError(
            f"{name_of(function)}{signature} cannot be called with {given} by name: {error}. Give "
            "each parameter in inputs or in fixed, and nothing else."
        ) from error


def _input(tape, name, array):
    if array.dtype.kind not in "biuf":
        hint = f" {HINTS['complex']}" if array.dtype.kind == "c" else ""
        raise TraceError(
            f"The input {name} is an array of type {array.dtype}; a figure computes with numbers "
            f"and masks.{hint}"
        )
    tape.nodes.append(Node("input", (), array.shape, array.dtype == bool, name, name, 0, None))
    return Traced(tape, len(tape.nodes) - 1)


def prune(tape, outputs, values):
    """Keep what an output needs (and every input), and number it anew."""
    needed = set(outputs.values())
    for i in reversed(range(len(tape.nodes))):
        if i in needed:
            needed.update(tape.nodes[i].ins)
        elif tape.nodes[i].op == "input":
            needed.add(i)
    new = {old: i for i, old in enumerate(sorted(needed))}
    nodes = [
        tape.nodes[old]._replace(ins=tuple(new[i] for i in tape.nodes[old].ins)) for old in new
    ]
    scopes = [
        scope._replace(
            arguments={
                name: tuple(new[i] for i in ids if i in new)
                for name, ids in scope.arguments.items()
            },
            results=tuple(new[i] for i in scope.results if i in new),
        )
        for scope in tape.scopes
    ]
    return Graph(
        nodes=tuple(nodes),
        scopes=tuple(scopes),
        inputs={node.attrs: i for i, node in enumerate(nodes) if node.op == "input"},
        outputs={name: new[i] for name, i in outputs.items()},
        values=values,
    )
