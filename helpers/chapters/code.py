"""Tasks whose answer is a few lines of NumPy: the reader's lines, ours, and how both are judged.

A task asks for the body of a function. What it has to give is computed by the mathematics of the
book, for numbers that are shown and for others that are drawn. The page judges in the same way,
with the same numbers and the same sentences (``site/static/code.js``).

Examples
--------
>>> def my_project(X, W):
...     return X @ W
>>> check(my_project)
Right: my_project gives what the book's own project gives, on every set of numbers.
"""

from __future__ import annotations

import copy
import math
import textwrap
import zlib
from dataclasses import dataclass
from functools import cache, cached_property
from types import CodeType, FunctionType

import numpy as np

from helpers.live.rounding import shown
from helpers.mathematics.attention import AttentionWeights
from helpers.mathematics.checks import require
from helpers.mathematics.norm import NormWeights

CLOSE = 1e-8  # of the largest number, or of 1: ways to add up differ by less
GAP = "___"
MINE = "my_"


@dataclass(frozen=True)
class Known:
    """Lines that readers write by mistake, and the sentence that helps."""

    lines: str
    says: str


@dataclass(frozen=True, eq=False)
class Code:
    """What a task of kind ``code`` asks for.

    Parameters
    ----------
    name : str
        The function's name.
    parameters : str
        As they stand in its first line.
    truth : str
        Expression over the inputs and the names of `helpers`: what has to come out.
    lines : str
        The body that we would write.
    inputs : list of dict
        Values of the parameters as expressions; ``draw(2, 3)`` gives drawn numbers. The first set
        is in sight.
    also : list of str
        Other bodies that are right.
    slips : list of dict
        Bodies that are not, and what to say.
    uses : list of str
        Functions of earlier tasks that are at hand.
    gap : str
        Part of `lines` that is left out when the lines are to be put in order.
    missing : int
        The line that is left out when all others stand there; no line if 0.
    """

    name: str
    parameters: str
    truth: str
    lines: str
    inputs: tuple
    gap: str
    also: tuple = ()
    slips: tuple = ()
    uses: tuple = ()
    missing: int = 0

    def __post_init__(self):
        object.__setattr__(self, "lines", self.lines.strip("\n"))
        object.__setattr__(self, "also", tuple(way.strip("\n") for way in self.also))
        object.__setattr__(self, "slips", tuple(Known(**slip) for slip in self.slips))
        count = self.lines.count(self.gap)
        require(
            bool(self.gap) and count == 1,
            f"{self.name}: the gap {self.gap!r} stands {count} times in the lines; once is needed.",
        )
        require(len(self.inputs) > 1, f"{self.name}: give numbers in sight and further ones.")

    @property
    def head(self):
        """The first line of the function."""
        return f"def {self.name}({self.parameters}):"

    def text(self, lines=None):
        """Give the whole function as text, with our lines or with others."""
        return f"{self.head}\n{textwrap.indent((lines or self.lines).strip(chr(10)), '    ')}"

    def function(self, lines=None):
        """Make the function of our own lines, or of others that stand in this repository."""
        names = {"np": np, "math": math, **{name: ours(name) for name in self.uses}}
        exec(_compiled(self.text(lines)), names)
        return names[self.name]

    def mistaken(self, slip, number):
        """Give what comes of a known slip with a set of inputs."""
        return outcome(self.function(slip.lines), self.cases[number])

    @cached_property
    def cases(self):
        """The sets of inputs, each a dict by parameter."""
        return tuple(self._case(number) for number in range(len(self.inputs)))

    def _case(self, number):
        from helpers.chapters.kinds import names

        rng = np.random.default_rng([zlib.crc32(self.name.encode()), number])

        def draw(*shape):
            return rng.standard_normal(shape).round(2)

        tuples = {"AttentionWeights": AttentionWeights, "NormWeights": NormWeights}
        known = {**names(), **tuples, "draw": draw, "rng": rng, "rounded": rounded}
        given = self.inputs[number].items()
        return {name: eval(expression, known) for name, expression in given}

    @cached_property
    def expected(self):
        """What has to come out of each set of inputs."""
        from helpers.chapters.kinds import names

        return tuple(eval(self.truth, {**names(), **case}) for case in self.cases)


def rounded(weights):
    """Round every array of a nested tuple to two decimals: short to send, and just as good."""
    if isinstance(weights, np.ndarray):
        return weights.round(2)
    parts = [rounded(part) for part in weights]
    return type(weights)(*parts) if hasattr(weights, "_fields") else tuple(parts)


@cache
def _compiled(text: str) -> CodeType:
    return compile(text, "<lines of a task>", "exec")


@cache
def codes():
    """Give the tasks by the name of their function, in the order of the chapters."""
    from helpers.chapters.asides import QUESTIONS

    return {asked.code.name: asked.code for asked in QUESTIONS.values() if asked.code}


def ours(*names):
    """Give the book's lines of earlier tasks as functions, to build on.

    Parameters
    ----------
    *names : str

    Returns
    -------
    functions : callable, or tuple of them

    Raises
    ------
    ValueError
        If there is no such task; the message lists them.

    Examples
    --------
    >>> project, mix = ours("project", "mix")
    >>> project(np.ones((1, 2)), np.ones((2, 3)))
    array([[2., 2., 2.]])
    """
    for name in names:
        require(name in codes(), f"There is no task {name!r}; there are {list(codes())}.")
    found = tuple(_ours(name) for name in names)
    return found if len(found) > 1 else found[0]


@cache
def _ours(name):
    return codes()[name].function()


@dataclass(frozen=True, repr=False)
class Verdict:
    """What lines are worth: ``right``, ``slip``, ``wrong``, ``error`` or ``empty``, and why."""

    kind: str
    says: str

    def __repr__(self):
        return self.says


@dataclass(frozen=True)
class Outcome:
    """What a function gave, or the error it raised."""

    value: object = None
    error: Exception | None = None

    def same(self, other):
        """Whether another gave the same numbers, or the same error."""
        if self.error is None and other.error is None:
            return not differs(self.value, other.value)
        return repr(self.error) == repr(other.error)


def outcome(function, case):
    """Call a function with copies of the inputs, and keep what comes of it."""
    given = copy.deepcopy(case)
    try:
        with np.errstate(all="ignore"):
            value = function(*given.values())
    except Exception as error:  # whatever the reader's lines raise
        return Outcome(error=error)
    if any(differs(given[name], case[name]) for name in case):
        changed = ValueError("assignment destination is read-only")
        return Outcome(error=changed)
    return Outcome(value)


def differs(found, expected):
    """Say in a few words how a result differs; empty if it does not.

    Examples
    --------
    >>> differs(np.ones((2, 3)), np.ones((2, 2)))
    'The result has shape (2, 3); it should have (2, 2).'
    >>> differs(np.array([1.0, 2.5]), np.array([1.0, 2.0]))
    'result[1] is 2.5; it should be 2.'
    """
    if isinstance(expected, tuple):
        if not isinstance(found, tuple | list) or len(found) != len(expected):
            return f"{len(expected)} values should come back, with commas between."
        return next(filter(None, map(differs, found, expected)), "")
    if expected is None or found is None:
        return "" if found is expected else "Nothing comes back."
    try:
        found = np.asarray(found)
    except ValueError:
        return "An array should come back."
    expected = np.asarray(expected)
    if found.dtype.kind not in "biuf":
        return "An array of numbers should come back."
    if found.shape != expected.shape:
        return f"The result has shape {found.shape}; it should have {expected.shape}."
    if expected.dtype == bool and found.dtype != bool:
        return "The result holds numbers; it should hold True and False."
    found, expected = found.astype(float), expected.astype(float)
    finite = np.isfinite(expected)
    within = CLOSE * max(1.0, np.abs(expected[finite]).max(initial=0.0))
    with np.errstate(invalid="ignore"):
        near = np.where(finite, np.abs(found - expected) <= within, found == expected)
    near |= np.isnan(expected) & np.isnan(found)
    if near.all():
        return ""
    place = tuple(int(i) for i in np.argwhere(~near)[0])
    at = f"[{', '.join(map(str, place))}]" if place else ""
    return f"result{at} is {shown(found[place])}; it should be {shown(expected[place])}."


def judge(code, function):
    """Judge a function by the numbers in sight and by those that are drawn.

    Parameters
    ----------
    code : Code
    function : callable

    Returns
    -------
    verdict : Verdict
    """
    for number, (case, expected) in enumerate(zip(code.cases, code.expected, strict=True)):
        came = outcome(function, case)
        problem = _problem(came, expected)
        if not problem:
            continue
        for slip in code.slips:
            if _first_failure(code, slip) == number and code.mistaken(slip, number).same(came):
                return Verdict("slip", slip.says)
        if came.error is not None:
            return Verdict("error", f"{problem}{_elsewhere(number, case)}")
        if came.value is None:
            return Verdict("empty", problem)
        return Verdict("wrong", f"{problem}{_elsewhere(number, case)}")
    return Verdict("right", "")


def _first_failure(code, slip):
    for number, expected in enumerate(code.expected):
        if _problem(code.mistaken(slip, number), expected):
            return number
    return None


def _problem(came, expected):
    if came.error is not None:
        return f"{type(came.error).__name__}: {came.error}"
    if came.value is None:
        return "Nothing comes back yet: end with a line that begins with return."
    return differs(came.value, expected)


def _elsewhere(number, case):
    """Say with which numbers it failed, if those in sight went well."""
    if not number:
        return ""
    told = [described(name, value) for name, value in case.items()]
    return f" This is with other numbers: {', '.join(filter(None, told))}."


def described(name, value):
    """Tell a value by its shape, or by itself if it is one number."""
    if isinstance(value, np.ndarray):
        return f"{name} of shape {value.shape}"
    return f"{name} = {value}" if isinstance(value, int | float) else ""


def _with_at_hand(function, uses):
    """Let a function find ours of earlier tasks by their names; the notebook keeps its own."""
    if not isinstance(function, FunctionType):
        return function
    names = {**function.__globals__, **{name: ours(name) for name in uses}}
    made = FunctionType(
        function.__code__, names, function.__name__, function.__defaults__, function.__closure__
    )
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def check(function):
    """Judge your function as the page does, and say what to try.

    Parameters
    ----------
    function : callable
        Called after the task, with or without ``my_`` before its name. What the task says to be at
        hand, it finds while it is judged.

    Returns
    -------
    verdict : Verdict
        Shows itself as a sentence.

    Raises
    ------
    ValueError
        If no task has this name; the message lists them.
    """
    name = getattr(function, "__name__", str(function)).removeprefix(MINE)
    require(name in codes(), f"There is no task {name!r}; there are {list(codes())}.")
    code = codes()[name]
    verdict = judge(code, _with_at_hand(function, code.uses))
    if verdict.kind == "right":
        return Verdict(
            "right",
            f"Right: {MINE}{name} gives what the book's own {name} gives, on every set of numbers.",
        )
    return Verdict(verdict.kind, f"{MINE}{name}: {verdict.says}")
