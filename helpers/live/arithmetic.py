"""Substituted arithmetic, as LaTeX, HTML and plain text, from one expression tree."""

import math
from typing import NamedTuple

from . import rounding

MOST_TERMS = 12
MOST_ABOVE = 110  # characters of LaTeX over a line: some 70 to see, as wide as a page


class Quantity(NamedTuple):
    """A number that the expression stops at. A constant may be shown as a root."""

    value: float
    constant: bool = False


class Apply(NamedTuple):
    """An operation on quantities or other operations."""

    op: str
    parts: tuple


class Notation(NamedTuple):
    """How one medium writes numbers and operations."""

    number: callable
    times: str
    minus: str
    root: callable
    power: callable
    square: callable
    fraction: callable
    group: callable
    named: callable
    approx: str
    dots: str


PLAIN = Notation(
    number=rounding.shown,
    times=" × ",
    minus="−",
    root=lambda x: f"√{x}",
    power=lambda x: f"exp({x})",
    square=lambda x: f"{x}²",
    fraction=lambda a, b: f"{a} ÷ {b}",
    group=lambda x: f"({x})",
    named=lambda name, x: f"{name}({x})",
    approx="≈",
    dots="…",
)
HTML = PLAIN._replace(
    number=rounding.html,
    power=lambda x: f"e<sup>{x}</sup>",
    square=lambda x: f"{x}<sup>2</sup>",
)


def _fraction_in_latex(above, below):
    r"""Write a fraction; a long sum is divided on the line, where it can go on in the next.

    >>> _fraction_in_latex("8", "4"), _fraction_in_latex("8 + " * 99 + "8", "4")[-10:]
    ('\\frac{8}{4}', ' 8) \\div 4')
    """
    if len(above) <= MOST_ABOVE:
        return rf"\frac{{{above}}}{{{below}}}"
    return rf"({above}) \div {below}"


LATEX = Notation(
    number=rounding.latex,
    times=r" \times ",
    minus="-",
    root=lambda x: rf"\sqrt{{{x}}}",
    power=lambda x: f"e^{{{x}}}",
    square=lambda x: f"{x}^2",
    fraction=_fraction_in_latex,
    group=lambda x: rf"\left({x}\right)",
    named=lambda name, x: rf"\operatorname{{{name}}}\left({x}\right)",
    approx=r"\approx",
    dots=r"\dots",
)


class Arithmetic:
    r"""One cell, written out with its numbers.

    Parameters
    ----------
    expression : Quantity or Apply
    value : float
        What it comes to.

    Examples
    --------
    >>> first = Apply("product", (Quantity(8), Quantity(4)))
    >>> second = Apply("product", (Quantity(3), Quantity(8)))
    >>> arithmetic = Arithmetic(Apply("sum", (first, second)), 56.0)
    >>> print(arithmetic)
    (8 × 4) + (3 × 8) = 56
    >>> print(arithmetic.latex)
    \left(8 \times 4\right) + \left(3 \times 8\right) = 56
    """

    def __init__(self, expression, value):
        self.expression = expression
        self.value = value

    def _written(self, notation):
        equals = rounding.relation(self.value).replace("≈", notation.approx)
        left = write(self.expression, notation)
        return f"{left} {equals} {notation.number(self.value)}"

    @property
    def latex(self):
        """The arithmetic in LaTeX, without dollar signs."""
        return self._written(LATEX)

    @property
    def html(self):
        """The arithmetic in HTML."""
        return self._written(HTML)

    def __str__(self):
        return self._written(PLAIN)

    __repr__ = __str__

    def _repr_latex_(self):
        return f"$\\displaystyle {self.latex}$"


def write(expression, notation):
    """Write an expression in one notation.

    Parameters
    ----------
    expression : Quantity or Apply
    notation : Notation

    Returns
    -------
    text : str
    """
    if isinstance(expression, Quantity):
        return _number(expression, notation)
    op, parts = expression
    writer = WRITERS.get(op)
    if writer:
        return writer(parts, notation)
    return notation.named(op, _list(parts, notation))


def _number(quantity, notation):
    value = quantity.value
    square = value * value
    is_root = (
        quantity.constant
        and 1 < square < 1e4
        and value != int(value)
        and math.isclose(square, round(square), rel_tol=1e-12)
    )
    return notation.root(notation.number(round(square))) if is_root else notation.number(value)


def _operand(expression, notation):
    """Write a part of a product, root or difference, in brackets where they are needed."""
    text = write(expression, notation)
    if isinstance(expression, Quantity):
        return notation.group(text) if expression.value < 0 else text
    named = expression.op not in WRITERS or expression.op in ("max", "maximum")
    bare = named or expression.op in ("exp", "sqrt", "square")
    framed = expression.op == "divide" and notation is LATEX
    return text if bare or framed else notation.group(text)


def _sum(parts, notation):
    return " + ".join(_shortened([_operand(part, notation) for part in parts], notation))


def _list(parts, notation):
    return ", ".join(_shortened([write(part, notation) for part in parts], notation))


def _shortened(written, notation):
    """Leave out the middle of many parts."""
    if len(written) <= MOST_TERMS:
        return written
    return [*written[:3], notation.dots, written[-1]]


def _product(parts, notation):
    return notation.times.join(_shortened([_operand(part, notation) for part in parts], notation))


def _subtract(parts, notation):
    left, right = parts
    text = write(left, notation) if isinstance(left, Quantity) else _operand(left, notation)
    return f"{text} {notation.minus} {_operand(right, notation)}"


def _add(parts, notation):
    left, right = parts
    flat = isinstance(left, Apply) and left.op in ("sum", "add")
    text = write(left, notation) if flat or isinstance(left, Quantity) else _operand(left, notation)
    return f"{text} + {_operand(right, notation)}"


def _divide(parts, notation):
    if notation is LATEX:
        return notation.fraction(*(write(part, notation) for part in parts))
    return notation.fraction(*(_operand(part, notation) for part in parts))


def _power(parts, notation):
    return notation.power(write(parts[0], notation))


def _negative(parts, notation):
    return f"{notation.minus}{_operand(parts[0], notation)}"


def _sqrt(parts, notation):
    text = write(parts[0], notation)
    is_framed = isinstance(parts[0], Quantity) or notation is LATEX  # its root has a bar
    return notation.root(text if is_framed else notation.group(text))


def _square(parts, notation):
    return notation.square(_operand(parts[0], notation))


def _largest(parts, notation):
    inside = _list(parts, notation)
    return rf"\max\left({inside}\right)" if notation is LATEX else f"max({inside})"


WRITERS = {
    "sum": _sum,
    "product": _product,
    "prod": _product,
    "multiply": _product,
    "subtract": _subtract,
    "add": _add,
    "divide": _divide,
    "exp": _power,
    "negative": _negative,
    "sqrt": _sqrt,
    "square": _square,
    "max": _largest,
    "maximum": _largest,
}
