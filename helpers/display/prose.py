"""Numbers in prose, tied to code.

An author writes ``<<S[0, 0, 1]>>`` where a number belongs. `fill` evaluates the expression, puts
the digits in its place and gives the *tie* with it: the text, the expression and how it was
formatted. Each digit of a text is either covered by a tie or belongs to a closed class of digits
that are no results (a version, a shape, …). What is done with ties that are kept is in
`helpers.authoring.ties`.
"""

import re
from typing import NamedTuple

import numpy as np

from helpers.display.matrices import matrix_latex
from helpers.display.words import GUARDED, in_words, ordinal
from helpers.live import rounding
from helpers.mathematics.checks import require

MARKER = re.compile(r"<<(.+?)(?:\|([A-Za-z%]*\d*))?>>", re.S)
DIGITS = r"\d"
NUMBERS = rf"\d|{GUARDED}"  # digits, and number words that state a result
CLASSES = ("version", "ordinal", "shape", "name", "formula", "code", "idiom", "try")
AUTOMATIC = (  # what may be classed without asking, in this order
    ("code", re.compile(r"`[^`\n]*\d[^`\n]*`")),
    # powers, lower indices, halves, and the 2i and 2i + 1 of paired columns
    ("formula", re.compile(r"\^\{?\\?[\w+]*\d[\w+]*\}?|_\{[^{}]*\d[^{}]*\}|\\frac\{?1\}?\{")),
    ("formula", re.compile(r"\b1 ?[-−+/](?!\d)|[-−+] ?1\b(?![.,]?\d)|\b2i(?: ?\+ ?1)?\b")),
    ("name", re.compile(r"[A-Za-z\\][\w\\]*_?\{?\(?\d+\)?\}?\w*|_\d+")),
    ("ordinal", re.compile(r"\b[Hh]ead \d\b|\b[Bb]lock \d\b")),
    ("idiom", re.compile(r"\*\*Time\*\* [a-z-]+ minutes|\*\*Time\*\* an? [a-z -]+")),
    ("ordinal", re.compile(r"^ *\d+\.(?= )", re.M)),
    # in the text of a link, whose target says which chapter is meant; a test compares the two
    ("ordinal", re.compile(r"(?<=\[)[Cc]hapter \d+(?=[^\[\]\n\0]*\0)")),
)
NOT_PROSE = re.compile(  # citations, link targets and tags: the link and build tests own these
    r"\[\[[^\[\]]*\]\]\(references\.bib#[^)]*\)|\]\([^)]*\)|<[^<>\n]*>|\{(?:cite|ref|doc|term|numref)[^}]*\}`[^`]*`|https?://\S+|^\(.*\)=$",
    re.M,
)
WORDS = {"word": in_words, "Word": lambda n: in_words(n).capitalize(), "th": ordinal}


class Tie(NamedTuple):
    """A number on a page: its text, what it is (an expression or ``:class``), their format.

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
        whole number with thousands marked; ``word`` and ``Word`` for one in words, ``th`` for
        its place or fraction.

    Returns
    -------
    text : str

    Examples
    --------
    >>> formatted(105.21), formatted(0.5, "f2"), formatted(0.9938, "%1"), formatted((2, 4))
    ('105.21', '0.50', '99.4 %', '(2, 4)')
    >>> formatted(np.array([8.0, 3.0])), formatted(4.677e-10, "tex")
    ('[8, 3]', '4.677 \\times 10^{-10}')
    >>> formatted(40, "word"), formatted(40, "Word"), formatted(40, "th")
    ('forty', 'Forty', 'fortieth')
    """
    if isinstance(value, str):
        return value
    kind, digits = re.fullmatch(r"([A-Za-z%]*)(\d*)", form).groups()
    decimals = int(digits) if digits else rounding.DECIMALS
    if kind == "tex":
        return matrix_latex(value, decimals)
    if kind in WORDS:
        return WORDS[kind](value)
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


def fill(text, namespace, ties=(), guarded=DIGITS):
    """Put numbers in the place of markers, and bring the ties up to date.

    Parameters
    ----------
    text : str
        Markdown, with or without markers.
    namespace : dict
        What the expressions may use.
    ties : sequence of Tie
        What was remembered of this text before.
    guarded : str
        What must be accounted for: `DIGITS`, or `NUMBERS`.

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
        parts.append(_keep(text[end : marker.start()], namespace, left, found, guarded))
        tie = _tie(marker, namespace)
        found.append(tie)
        parts.append(tie.text)
        end = marker.end()
    parts.append(_keep(text[end:], namespace, left, found, guarded))
    return "".join(parts), found


def _tie(marker, namespace):
    expression, form = marker[1].strip(), marker[2] or ""
    if expression.startswith(":"):
        kind, text = expression[1:].split(maxsplit=1)
        require(kind in CLASSES, f"There is no class {kind!r} of digits; there are {CLASSES}.")
        return Tie(text, f":{kind}")
    return evaluated(Tie("", expression, form), namespace)


def evaluated(tie, namespace):
    """Give a tie the text that its expression comes to now; a class keeps its own.

    Parameters
    ----------
    tie : Tie
    namespace : dict

    Returns
    -------
    tie : Tie

    Raises
    ------
    ValueError
        If the expression fails.

    Examples
    --------
    >>> evaluated(Tie("67", "8 * 4 + 36"), {}).text
    '68'
    """
    if tie.expression.startswith(":"):
        return tie
    try:
        value = eval(tie.expression, dict(namespace))
        return tie._replace(text=formatted(value, tie.form))
    except Exception as error:
        raise ValueError(f"<<{tie.expression}>> cannot be computed: {error}") from error


def _keep(text, namespace, left, found, guarded):
    """Carry a stretch without markers over, with its old ties at their present value."""
    parts, end = [], 0
    for start, stop, tie in covers(text, left, guarded):
        fresh = evaluated(tie, namespace)
        parts += [text[end:start], fresh.text]
        found.append(fresh)
        end = stop
    parts.append(text[end:])
    return "".join(parts)


def covers(text, left, guarded=DIGITS):
    """Find what covers each number: an old tie, or else an automatic class.

    Parameters
    ----------
    text : str
        Without markers.
    left : list of Tie
        What was remembered; a tie that is found again is taken out.
    guarded : str
        As in `fill`.

    Yields
    ------
    start, stop, tie : int, int, Tie

    Raises
    ------
    ValueError
        If nothing accounts for a number.

    Examples
    --------
    >>> list(covers("Add 68 to `x1`.", [Tie("68", "S")]))
    [(4, 6, Tie(text='68', expression='S', form='', corrected='')), \
(10, 14, Tie(text='`x1`', expression=':code', form='', corrected=''))]
    """
    plain = masked(text)
    end = 0
    while number := next_number(plain, end, left, guarded):
        start, stop, tie = _cover(plain, text, end, number.start(), left)
        yield start, stop, tie
        end = stop


def next_number(plain, end, ties=(), guarded=DIGITS):
    """Find the next number that must be accounted for, or the words of a tie.

    Parameters
    ----------
    plain : str
        A text that is masked.
    end : int
        Where to begin.
    ties : sequence of Tie
        Their words are found too, guarded or not.
    guarded : str
        As in `fill`.

    Returns
    -------
    match : re.Match or None
    """
    worded = {_pattern(tie) for tie in ties if not re.search(r"\d", tie.text)}
    return re.compile("|".join([*sorted(worded), guarded])).search(plain, end)


def place(tie, plain, end):
    """Find where the text of a tie stands next, words as whole words; −1 if it does not.

    Examples
    --------
    >>> place(Tie("nine", "3 * 3"), "the canine has nine", 0)
    15
    """
    found = re.compile(_pattern(tie)).search(plain, end)
    return found.start() if found else -1


def _pattern(tie):
    exact = re.escape(tie.text)
    return exact if re.search(r"\d", tie.text) else rf"(?<!\w){exact}(?!\w)"


def _cover(plain, text, end, digit, left):
    for i, tie in enumerate(left):
        start = place(tie, plain, end)
        if end <= start <= digit < start + len(tie.text):
            del left[: i + 1]
            return start, start + len(tie.text), tie
    for kind, pattern in AUTOMATIC:
        for match in pattern.finditer(plain, end):
            if match.start() <= digit < match.end():
                return match.start(), match.end(), Tie(match[0], f":{kind}")
    context = text[max(0, digit - 40) : digit + 20].replace("\n", " ")
    raise ValueError(
        f"Nothing accounts for the number at “…{context}…”. Write <<expression>> in its place, or "
        f"<<:class digits>> with one of the classes {', '.join(CLASSES)}. A chapter is named: "
        "<<chapter('scores')>>; so are <<section('Training')>> of the paper and "
        "<<year('vaswani2017')>> of something in the bibliography."
    )


def masked(text):
    """Blank out link targets, tags and citation keys, so that places stay and digits go."""
    return NOT_PROSE.sub(lambda match: "\0" * len(match[0]), text)
