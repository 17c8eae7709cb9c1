"""Numbers in prose, tied to code.

An author writes ``<<S[0, 0, 1]>>`` where a number belongs. The refresh command evaluates the
expression, puts the digits in its place and remembers the *tie*: the text, the expression and
how it was formatted. From then on each digit of a page is either covered by a tie that still
evaluates to the same text, or belongs to a closed class of digits that are no results (a year,
a section, …), remembered in the same list. Change a digit, and its tie no longer covers it.
"""

import re
from collections import Counter
from typing import NamedTuple

import numpy as np

from helpers.display.matrices import matrix_latex
from helpers.live import rounding
from helpers.mathematics.checks import require

MARKER = re.compile(r"<<(.+?)(?:\|([a-z%]*\d*))?>>", re.S)
CLASSES = ("year", "section", "version", "ordinal", "shape", "name", "formula", "code")
AUTOMATIC = (  # what may be classed without asking, in this order
    ("code", re.compile(r"`[^`\n]*\d[^`\n]*`")),
    # powers, lower indices, halves, and the 2i and 2i + 1 of paired columns
    ("formula", re.compile(r"\^\{?\\?[\w+]*\d[\w+]*\}?|_\{[^{}]*\d[^{}]*\}|\\frac\{?1\}?\{")),
    ("formula", re.compile(r"\b1 ?[-−+/](?!\d)|[-−+] ?1\b(?![.,]?\d)|\b2i(?: ?\+ ?1)?\b")),
    ("name", re.compile(r"[A-Za-z\\][\w\\]*_?\{?\(?\d+\)?\}?\w*|_\d+")),
    ("ordinal", re.compile(r"^ *\d+\.(?= )|\b[Cc]hapters? \d+(?: (?:and|to) \d+)?", re.M)),
)
NOT_PROSE = re.compile(  # link targets, tags and citation keys: the link and build tests own these
    r"\]\([^)]*\)|<[^<>\n]*>|\{(?:cite|ref|doc|term|numref)[^}]*\}`[^`]*`|https?://\S+|^\(.*\)=$",
    re.M,
)


class Tie(NamedTuple):
    """Digits on a page: their text, what they are (an expression or ``:class``), their format.

    ``corrected`` is what they would be with the paper's positional encoding, where that differs.
    """

    text: str
    expression: str
    form: str = ""
    corrected: str = ""


def formatted(value, form=""):
    r"""Write a value as prose does.

    Parameters
    ----------
    value : number, array, str or tuple
    form : str
        Empty for the one rounding rule; ``3`` for at most three decimals; ``f2`` for exactly
        two; ``%1`` for per cent; ``tex`` for LaTeX, with the decimals after it; ``n`` for a
        whole number with thousands marked.

    Returns
    -------
    text : str

    Examples
    --------
    >>> formatted(105.21), formatted(0.5, "f2"), formatted(0.9938, "%1"), formatted((2, 4))
    ('105.21', '0.50', '99.4 %', '(2, 4)')
    >>> formatted(np.array([8.0, 3.0])), formatted(4.677e-10, "tex")
    ('[8, 3]', '4.677 \\times 10^{-10}')
    """
    if isinstance(value, str):
        return value
    kind, digits = re.fullmatch(r"([a-z%]*)(\d*)", form).groups()
    decimals = int(digits) if digits else rounding.DECIMALS
    if kind == "tex":
        return matrix_latex(value, decimals)
    if kind == "f":
        return f"{float(value):.{decimals}f}".replace("-", "−")
    if kind == "n":
        return f"{int(value):,}"
    if kind == "%":
        return f"{rounding.shown(100 * float(value), int(digits or 0))} %"
    if isinstance(value, tuple):
        return f"({', '.join(map(str, value))})"
    if np.ndim(value) == 2:
        return f"[{', '.join(formatted(row, form) for row in value)}]"
    if np.ndim(value) == 1:
        return f"[{', '.join(rounding.shown(float(x), decimals) for x in value)}]"
    return rounding.shown(float(value), decimals)


def fill(text, namespace, ties=()):
    """Put numbers in the place of markers, and bring the ties up to date.

    Parameters
    ----------
    text : str
        Markdown, with or without markers.
    namespace : dict
        What the expressions may use.
    ties : sequence of Tie
        What was remembered of this text before.

    Returns
    -------
    text, ties : str, list of Tie

    Raises
    ------
    ValueError
        If an expression fails, or a digit is left that nothing accounts for.

    Examples
    --------
    >>> text, ties = fill("The score is <<8 * 4 + 36>>.", {})
    >>> text, ties[0].expression
    ('The score is 68.', '8 * 4 + 36')
    """
    left = list(ties)
    parts, found, end = [], [], 0
    for marker in MARKER.finditer(text):
        parts.append(_keep(text[end : marker.start()], namespace, left, found))
        tie = _tie(marker, namespace)
        found.append(tie)
        parts.append(tie.text)
        end = marker.end()
    parts.append(_keep(text[end:], namespace, left, found))
    return "".join(parts), found


def _tie(marker, namespace):
    expression, form = marker[1].strip(), marker[2] or ""
    if expression.startswith(":"):
        kind, text = expression[1:].split(maxsplit=1)
        require(kind in CLASSES, f"There is no class {kind!r} of digits; there are {CLASSES}.")
        return Tie(text, f":{kind}")
    return Tie(_evaluated(expression, form, namespace), expression, form)


def _evaluated(expression, form, namespace):
    try:
        return formatted(eval(expression, dict(namespace)), form)
    except Exception as error:
        raise ValueError(f"<<{expression}>> cannot be computed: {error}") from error


def with_corrected(ties, namespace):
    """Note for each tie what it comes to in another namespace, where that is another text.

    Parameters
    ----------
    ties : sequence of Tie
    namespace : dict
        The same names as those of the page, with the corrected example behind them.

    Returns
    -------
    ties : list of Tie

    Examples
    --------
    >>> with_corrected([Tie("68", "S"), Tie("2017", ":year")], {"S": 66.5})[0].corrected
    '66.5'
    """
    noted = []
    for tie in ties:
        other = tie.text
        if not tie.expression.startswith(":"):
            other = _evaluated(tie.expression, tie.form, namespace)
        noted.append(tie._replace(corrected="" if other == tie.text else other))
    return noted


def _keep(text, namespace, left, found):
    """Carry a stretch without markers over, with its old ties at their present value."""
    parts, end = [], 0
    for start, stop, tie in _spans(text, left):
        fresh = tie.text
        if not tie.expression.startswith(":"):
            fresh = _evaluated(tie.expression, tie.form, namespace)
        parts += [text[end:start], fresh]
        found.append(tie._replace(text=fresh))
        end = stop
    parts.append(text[end:])
    return "".join(parts)


def _spans(text, left):
    """Find what covers each digit: an old tie (used up), or an automatic class."""
    plain = masked(text)
    end = 0
    while digit := re.compile(r"\d").search(plain, end):
        start, stop, tie = _cover(plain, text, end, digit.start(), left)
        yield start, stop, tie
        end = stop


def _cover(plain, text, end, digit, left):
    for i, tie in enumerate(left):
        start = plain.find(tie.text, end)
        if end <= start <= digit < start + len(tie.text):
            del left[: i + 1]
            return start, start + len(tie.text), tie
    for kind, pattern in AUTOMATIC:
        for match in pattern.finditer(plain, end):
            if match.start() <= digit < match.end():
                return match.start(), match.end(), Tie(match[0], f":{kind}")
    context = text[max(0, digit - 40) : digit + 20].replace("\n", " ")
    raise ValueError(
        f"Nothing accounts for the digit at “…{context}…”. Write <<expression>> in its place, or "
        f"<<:class digits>> with one of the classes {', '.join(CLASSES)}."
    )


def masked(text):
    """Blank out link targets, tags and citation keys, so that places stay and digits go."""
    return NOT_PROSE.sub(lambda match: "\0" * len(match[0]), text)


def problems(text, ties, namespace):
    """List what is wrong with a page's numbers.

    Parameters
    ----------
    text : str
        Markdown as it is stored, without markers.
    ties : sequence of Tie
        As they are stored, in the order of the text.
    namespace : dict

    Returns
    -------
    problems : list of str
        Empty when each digit is covered and each tie holds.

    Examples
    --------
    >>> problems("The score is 68.", [Tie("68", "8 * 4 + 36")], {})
    []
    >>> problems("The score is 69.", [Tie("68", "8 * 4 + 36")], {})
    ['“68” (8 * 4 + 36) is tied but does not stand where it should, near “The score is 69.”']
    """
    if "<<" in text:
        return [f"A marker is left: {text[text.index('<<') :][:60]!r}. Run the refresh command."]
    plain, end, found = masked(text), 0, []
    for tie in ties:
        start = plain.find(tie.text, end)
        if start < 0 or re.search(r"\d", plain[end:start]):
            near = text[max(0, end - 10) : end + 50].replace("\n", " ")
            what = f"“{tie.text}” ({tie.expression})"
            found.append(f"{what} is tied but does not stand where it should, near “{near}”")
            return found
        end = start + len(tie.text)
        if not tie.expression.startswith(":"):
            now = _evaluated(tie.expression, tie.form, namespace)
            if now != tie.text:
                found.append(f"“{tie.text}” is printed, but {tie.expression} is now {now}")
    if rest := re.search(r"\d.*", plain[end:]):
        found.append(f"No tie covers the digits in “{rest[0][:60]}”")
    return found


def counts(ties):
    """Count ties by class; ``computed`` are those with an expression.

    Examples
    --------
    >>> counts([Tie("68", "34 * 2"), Tie("2017", ":year")])
    Counter({'computed': 1, 'year': 1})
    """
    return Counter(tie.expression[1:] if tie.expression[0] == ":" else "computed" for tie in ties)
