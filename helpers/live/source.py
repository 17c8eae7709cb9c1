"""Which line of the mathematics is running, and what that line calls its result.

Names come from the source itself: ``S = Q @ K.T`` names its result `S`. No decorator, no
annotation. Python keeps the exact span of each instruction (``co_positions``); an index of the
file's assignments turns a span into a name.
"""

import ast
import functools
import linecache
import os
import re
import site
import sys
import sysconfig
from typing import NamedTuple

from .setting import setting

ENGINE = __name__.rpartition(".")[0]
INSTALLED = (
    "<",  # made at run time: no line to show
    *(
        os.path.join(folder, "")
        for folder in (
            *(sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib", "purelib", "platlib")),
            *site.getsitepackages(),
            site.getusersitepackages(),
        )
    ),
)


class Site(NamedTuple):
    """Where an operation stands: file, span (line, end line, column, end column)."""

    filename: str
    span: tuple[int, int, int, int]

    @property
    def name(self):
        """The variable that this expression is assigned to, or None."""
        return _assigned(self.filename).get(self.span)

    @property
    def text(self):
        """The expression on one line, or None where the source is not at hand."""
        line, end_line, column, end_column = self.span
        lines = [text.encode() for text in linecache.getlines(self.filename)[line - 1 : end_line]]
        if not lines:
            return None
        lines[-1] = lines[-1][:end_column]
        lines[0] = lines[0][column:]
        text = " ".join(b"".join(lines).decode().split())
        return re.sub(r"(?<=[(\[{]) |,? (?=[)\]}])", "", text)

    def __str__(self):
        return f"line {self.span[0]}: {self.text}" if self.text else f"line {self.span[0]}"


def bare(function):
    """Find the function behind `functools.partial`; it has the name and the module.

    Examples
    --------
    >>> bare(functools.partial(bare, function=len)).__name__
    'bare'
    """
    return bare(function.func) if isinstance(function, functools.partial) else function


def name_of(function):
    """Give the name of a function, or else of its kind.

    Examples
    --------
    >>> name_of(functools.partial(name_of, len)), name_of(lambda x: x)
    ('name_of', 'lambda')
    """
    inner = bare(function)
    return getattr(inner, "__name__", type(inner).__name__).strip("<>")


def is_mathematics(frame, home):
    """Tell whether a frame belongs to the traced mathematics.

    That is the whole package of the traced function, each package that the engine is told of,
    and whatever is not installed: a notebook's cells, the modules beside a script. The engine
    itself does not count, and no module that it is told is a tool.

    Parameters
    ----------
    frame : frame
    home : str
        The module of the traced function.
    """
    module = frame.f_globals.get("__name__", "")
    told = setting()
    return _is_mathematics(module, frame.f_code.co_filename, home, told.packages, told.tools)


@functools.lru_cache(maxsize=4096)
def _is_mathematics(module, filename, home, packages, tools):
    if any(f"{module}.".startswith(f"{tool}.") for tool in (ENGINE, *tools)):
        return False
    root = module.partition(".")[0]
    return root in (home.partition(".")[0], *packages) or not filename.startswith(INSTALLED)


def current_site(home):
    """Find the innermost line of mathematics that is running."""
    frame = sys._getframe(1)
    while frame is not None and not is_mathematics(frame, home):
        frame = frame.f_back
    return None if frame is None else site_of(frame)


def site_of(frame):
    """Give the span of the instruction that a frame is at."""
    span = _positions(frame.f_code)[frame.f_lasti // 2]
    if None in span:
        return None
    line, end_line, column, end_column = span
    return Site(frame.f_code.co_filename, (line, end_line, column, end_column))


@functools.lru_cache(maxsize=512)
def _positions(code):
    return list(code.co_positions())


def _assigned(filename):
    return _assignments(filename, "".join(linecache.getlines(filename)))


@functools.lru_cache(maxsize=128)
def _assignments(filename, text):
    """Index a file: span of each assigned expression, and the variable it goes to."""
    names = {}
    try:
        tree = ast.parse(text)
    except SyntaxError:  # a notebook cell with magics, or no source at all
        return names
    for statement in ast.walk(tree):
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            _record(statement.targets[0], statement.value, names)
    return names


def _record(target, value, names):
    if isinstance(value, ast.IfExp):
        _record(target, value.body, names)
        _record(target, value.orelse, names)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for part, expression in zip(target.elts, value.elts, strict=False):
            _record(part, expression, names)
    elif isinstance(target, ast.Name):
        span = (value.lineno, value.end_lineno, value.col_offset, value.end_col_offset)
        names[span] = target.id
