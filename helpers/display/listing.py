"""A function's own lines, as they stand in the package, each beside its term of the formula."""

import ast
import inspect
import textwrap
import tomllib
from functools import cache
from html import escape
from importlib.resources import files

from helpers.mathematics.checks import require

CHECKS = ("require", "_require")  # beginnings of the names of functions that only refuse


@cache
def terms():
    """Give the formulas of what functions assign: LaTeX, by function and by name."""
    text = (files("helpers.display") / "listing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def lines_of(function):
    """Give the lines of a function without its docstring and its checks.

    Parameters
    ----------
    function : callable

    Returns
    -------
    lines : list of tuple
        Of each statement, what it assigns (None for the first line and for the result) and its
        text, comments included.

    Examples
    --------
    >>> from helpers import linear
    >>> lines_of(linear)
    [(None, 'def linear(x, W, b):'), ('y', '    y = x @ W + b'), (None, '    return y')]
    """
    source = textwrap.dedent(inspect.getsource(function)).split("\n")
    (definition,) = ast.parse("\n".join(source)).body
    head = "\n".join(source[: definition.body[0].lineno - 1])
    found = [(None, head)]
    for statement in definition.body:
        if _is_text(statement) or _is_check(statement):
            continue
        text = "\n".join(source[statement.lineno - 1 : statement.end_lineno])
        found.append((_assigned(statement), text))
    return found


def _is_text(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_check(statement):
    call = statement.value if isinstance(statement, ast.Expr) else None
    name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
    return name.startswith(CHECKS) or isinstance(statement, ast.If)


def _assigned(statement):
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        names = [part.id for part in ast.walk(target) if isinstance(part, ast.Name)]
        return " ".join(names)
    return None


class Listing:
    """The lines of a function; shows itself as HTML, and as text where there is none."""

    def __init__(self, function, shown=None):
        require(
            inspect.isfunction(function),
            f"Give a function of helpers itself, without brackets, not {function!r}.",
        )
        self.function = function
        self.lines = lines_of(function)
        self.terms = terms().get(function.__name__, {})
        self.shown = shown or {}
        assigned = {name for names, _ in self.lines for name in (names or "").split()}
        unknown = set(self.shown) - assigned
        require(
            not unknown,
            f"{function.__name__} assigns no {sorted(unknown)}; it has {sorted(assigned)}.",
        )

    def __repr__(self):
        return "\n".join(text for _, text in self.lines)

    def _repr_html_(self):
        rows = "".join(self._row(name, text) for name, text in self.lines)
        label = f"The code of {self.function.__name__}, and its formula line by line"
        home = f"{self.function.__module__}.{self.function.__name__}"
        return (
            f'<div class="hm-listing highlight" role="group" aria-label="{label}" translate="no" '
            f'data-of="{home}"><table role="presentation"><tbody>{rows}</tbody></table></div>'
        )

    def _row(self, names, text):
        code = "\n".join(highlighted(line) for line in text.split("\n"))
        formulas = [self.terms[name] for name in (names or "").split() if name in self.terms]
        term = ", ".join(f"${escape(formula)}$" for formula in formulas)
        lit = " ".join(f"{name} {self.shown.get(name, '')}" for name in (names or "").split())
        marked = f' data-names="{" ".join(lit.split())}"' if names else ""
        shown = f'<td class="hm-tex">{term}</td>' if term else "<td></td>"
        return f"<tr{marked}><td><pre><code>{code}</code></pre></td>{shown}</tr>"


def highlighted(line):
    """Colour a line of Python.

    Examples
    --------
    >>> highlighted("y = 2")
    '<span class="n">y</span> <span class="o">=</span> <span class="mi">2</span>'
    """
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return highlight(line, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)).rstrip("\n")


def listing(function, **shown):
    """Show a function's own lines, without docstring and checks, beside the formula.

    Parameters
    ----------
    function : callable
        Of helpers.
    **shown : str
        Under which other names the figures of the page show a value of the lines, blanks between.

    Returns
    -------
    listing : Listing

    Raises
    ------
    ValueError
        If it is no function, or if its lines assign no such value.

    Examples
    --------
    >>> from helpers import linear
    >>> listing(linear)
    def linear(x, W, b):
        y = x @ W + b
        return y
    """
    return Listing(function, shown)
