"""What a figure shows, and the words with which a notebook declares it.

``matrix("S")`` shows a value; ``matrix(example.Q[0])`` is an input to edit. A row of views is a
list; a plain string in it ("·", "=") stands between them.
"""

import re
from dataclasses import dataclass, field
from numbers import Real

import numpy as np

from .checks import require
from .inputs import Choice, Numbers, Tokens, labels_of, natural_step, number_array
from .pulling import REFUSAL
from .rounding import shown

REFERENCE = re.compile(r"\{([^\W\d][\w.]*)(?:\[([-\d,\s]*)\])?\}")


@dataclass(frozen=True)
class View:
    """One thing that a figure shows: a kind, the name of a value, and how.

    ``kind`` names the small module that draws it; ``names`` what it reads.
    """

    kind: str
    names: tuple[str, ...]
    options: dict = field(default_factory=dict)


def matrix(what, *, rows=None, columns=None, label=None, caption=None, **options):
    """Show a matrix by its name, or take one as an input whose cells can be edited.

    Parameters
    ----------
    what : str or array_like
        A name: show that value (rows of numbers in brackets; layers side by side). Numbers:
        an input of that shape, at most (layers, rows, columns).
    rows, columns : sequence of str, or str, optional
        What stands beside and above; a string names a tokens input whose words are taken, or
        a choice of sentences. Where a choice changes the shape, give labels for the largest;
        a smaller one takes the first of them.
    label : str, optional
        A word after the symbol.
    caption : str, optional
        A sentence below.
    **options
        For a view: ``head`` (from 1) shows one layer, ``heat=True`` colours the cells, ``limits``
        the pair of numbers for palest and deepest. For an input: ``variants`` other values by
        name, for a switch of the page, ``step``, ``heat``; ``domain=(least, most)``
        refuses what lies outside (None: no bound on that side; all finite numbers if left out)
        and ``whole=True`` what lies between whole numbers. For both: ``lang``, the language of
        the labels, or a dict of words and languages.

    Returns
    -------
    declared : View or Numbers

    Examples
    --------
    >>> matrix("S").names
    ('S',)
    >>> matrix([[1, 2]], rows=["first"]).values
    array([[1., 2.]])
    """
    shared = _options(rows=labels_of(rows), columns=labels_of(columns), label=label)
    shared |= _options(caption=caption)
    if isinstance(what, str):
        return _view("matrix", what, shared, options, ("head", "heat", "limits", "lang"))
    return _numbers("matrix", what, (2, 3), shared, options, ("heat",))


def vector(what, *, columns=None, label=None, caption=None, marks=None, **options):
    """Show a vector as a row, or take one as an input; parameters as in `matrix`.

    ``marks``, a dict of str to vector, makes buttons that set all its numbers at once.
    """
    if marks:
        options["marks"] = [[text, [float(x) for x in at]] for text, at in marks.items()]
    shared = _options(columns=labels_of(columns), label=label, caption=caption)
    if isinstance(what, str):
        return _view("matrix", what, shared, options, ("heat", "limits", "lang"))
    return _numbers("vector", what, (1,), shared, options, ("heat", "marks"))


def number(start, *, label=None, **options):
    """Take a single number as an input; parameters as in `matrix`. `value` shows one."""
    return _numbers("number", start, (0,), _options(label=label), options, ())


def slider(start, low, high, *, marks=None, log=False, label=None, **options):
    """Take a number as an input with a slider; any other number can be typed beside it.

    Parameters
    ----------
    start : float
    low, high : float
        Where the slider ends.
    marks : dict of str to float, optional
        Buttons that set a value.
    log : bool
        Whether the slider moves by ratios.
    label : str, optional
        A word after the symbol.
    **options
        ``step``, ``variants``, ``domain``; with ``whole=True`` there are only the whole numbers
        from `low` to `high`.

    Returns
    -------
    declared : Numbers
    """
    for end in (low, high):
        require(isinstance(end, Real), f"A slider ends at numbers, not at {end!r}.")
    require(low < high, f"The slider goes from {low} to {high}; the first must be smaller.")
    require(not log or low > 0, f"A slider by ratios starts above zero, not at {low}.")
    marks = [[text, float(at)] for text, at in (marks or {}).items()]
    shared = _options(low=float(low), high=float(high), marks=marks, log=log, label=label)
    if options.get("whole"):
        options.setdefault("domain", (low, high))
    return _numbers("slider", start, (0,), shared, options, ())


def choice(values, *, start=None, label=None, lang=None):
    """Take one of a few values as an input; one graph is traced for each.

    Parameters
    ----------
    values : dict
        Label and value: None, a number, a string, an array or a function.
    start : str, optional
        The label that holds at the start; the first if left out.
    label : str, optional
        What is chosen, in words.
    lang : str, optional
        Language of the labels.

    Returns
    -------
    declared : Choice
    """
    require(
        isinstance(values, dict),
        f"A choice needs a dict of labels and values, such as {{'twice': 2, 'half': 0.5}}, "
        f"not {values!r}.",
    )
    require(values, "A choice needs at least one value.")
    labels = tuple(map(str, values))
    require(
        start is None or start in labels,
        f"The choice starts with {start!r}, but has {list(labels)}.",
    )
    first = labels.index(start) if start is not None else 0
    return Choice("choice", labels, tuple(values.values()), first, _options(label=label, lang=lang))


def switch(label, *, off=False, on=True, start=False):
    """Take a switch as an input.

    Parameters
    ----------
    label : str
        What is on or off.
    off, on : object
        What the function gets.
    start : bool

    Returns
    -------
    declared : Choice
    """
    return Choice("switch", ("off", "on"), (off, on), int(start), {"label": label})


def tokens(text, vocabulary, *, max_length=6, padded=False, label=None, lang=None, samples=None):
    """Take a sentence as an input; the function gets the numbers of its tokens.

    Parameters
    ----------
    text : str
        The sentence at the start, split at white space.
    vocabulary : Vocabulary
    max_length : int
        How many tokens the reader may type; one graph is traced for each length.
    padded : bool
        Instead, fill shorter sentences up with −1, so that one graph serves all lengths. The
        function has to mask the filler (`padding_mask`).
    label : str, optional
        What the field is called.
    lang : str or dict, optional
        Language of the sentence, such as ``es``, or of single words: ``{"gato": "es"}``.
    samples : sequence of str, optional
        Sentences to choose from. With them the words of the vocabulary can be tapped together.

    Returns
    -------
    declared : Tokens

    Raises
    ------
    ValueError
        If the start itself, or a sample, is too long or has an unknown word.
    """
    samples = list(samples) if samples else None
    options = _options(label=label, lang=lang, padded=padded or None, samples=samples)
    declared = Tokens(text, vocabulary, max_length, options)
    for said in (text, *(samples or ())):
        declared.read(said)
    return declared


def heat(name, *, rows=None, columns=None, label=None, caption=None, **options):
    """Show a matrix with a colour behind each number; parameters as in `matrix`.

    ``limits`` are the numbers of palest and deepest: (0, 1) for weights and probabilities,
    else the smallest and largest shown.
    """
    return matrix(
        name, rows=rows, columns=columns, label=label, caption=caption, heat=True, **options
    )


def bars(name, *, rows=None, columns=None, label=None, caption=None, **options):
    """Show each number as a bar with the number beside it; parameters as in `matrix`."""
    shared = _options(rows=labels_of(rows), columns=labels_of(columns), label=label)
    shared |= _options(caption=caption)
    return _view("bars", name, shared, options, ("head", "limits", "lang"))


def nudges(name, slopes, most, *, rows=None, columns=None, label=None, caption=None, **options):
    """Show numbers with an arrow on each: how something answers to it.

    Parameters
    ----------
    name, slopes : str
        Two values of one shape: the numbers, and the slopes by them, from `gradient` for example.
    most : float
        The slope of the longest arrow.
    rows, columns, label, caption, **options
        As in `matrix`; ``lang``.

    Returns
    -------
    declared : View
    """
    shared = _options(rows=labels_of(rows), columns=labels_of(columns), label=label)
    shared |= _options(caption=caption, slopes=slopes, most=float(most))
    return _view("nudges", name, shared, options, ("lang",))


def line(name, *, x=None, labels=None, label=None, caption=None, mark=None, **options):
    """Draw each row as a curve.

    Parameters
    ----------
    name : str
    x : sequence of float, optional
        Where the points stand; 0, 1, 2, … if left out.
    labels : sequence of str, optional
        One for each curve.
    label, caption : str, optional
    mark : str, optional
        A single number: an upright line shows where it lies among the `x`.
    **options
        ``limits`` of the vertical axis.

    Returns
    -------
    declared : View
    """
    shared = _options(rows=labels_of(labels), label=label, caption=caption)
    shared |= _options(x=None if x is None else [float(at) for at in x], mark=mark)
    return _view("line", name, shared, options, ("head", "limits", "lang"))


def value(name, label=None, *, caption=None, at=None):
    """Show a single number: a result without axes, or one cell (`at`) of a larger one."""
    shared = _options(label=label, caption=caption)
    require_name("value", name)
    shared |= _options(at=None if at is None else list(np.atleast_1d(at).astype(int).tolist()))
    return View("value", (name,), shared)


def sentence(text, *, when=None, lang=None):
    """Say something with numbers in it.

    Parameters
    ----------
    text : str
        For example ``"The weight is {A[0, 1]}."``.
    when : str, optional
        A single number: the sentence is hidden while it is 0.
    lang : str, optional

    Returns
    -------
    declared : View

    Examples
    --------
    >>> sentence("It is {x}.", when="x").names
    ('x',)
    """
    require(isinstance(text, str), f"A sentence is text with names in it, not {text!r}.")
    names = tuple(dict.fromkeys(found[1] for found in REFERENCE.finditer(text)))
    require(names, f"The sentence {text!r} has no number in it. Write for example {{A[0, 1]}}.")
    return View("sentence", names, {"text": text, **_options(when=when, lang=lang)})


def recorded(name, pages, *, marks=None, label=None, caption=None, lang=None):
    """Show one of several recorded texts: work on strings, which no graph can do.

    Parameters
    ----------
    name : str
        A single number: which page, counted from 0 (what follows the point is cut off).
    pages : sequence
        Each page is a sequence of lines; a line is a text, or a sequence of pieces that are
        drawn as pieces. It is text and never markup.
    marks : sequence of str or None, optional
        For each page, a piece to be set off.
    label, caption : str, optional
    lang : str or dict, optional
        Language of the texts, or of single lines and pieces: ``{"gato": "es"}``.

    Returns
    -------
    declared : View

    Examples
    --------
    >>> recorded("step", [["spelt", ["a", "b"]], ["joined", ["ab"]]], marks=[None, "ab"]).names
    ('step',)
    """
    require_name("recorded", name)
    pages = [[_line(part) for part in page] for page in pages]
    require(pages, "There is no page to show; record at least one.")
    require(
        marks is None or len(marks) == len(pages),
        f"There are {len(pages)} pages, but {len(marks or ())} marks: give one a page, or None.",
    )
    shared = _options(marks=None if marks is None else list(marks), label=label, caption=caption)
    return View("recorded", (name,), {"pages": pages, **shared, **_options(lang=lang)})


def words(name, vocabulary, *, label=None, caption=None, lang=None):
    """Show a vector of token numbers as words; a number outside the vocabulary shows nothing.

    Rows and columns of other views may take their labels from it, by its name.

    Parameters
    ----------
    name : str
        Shape (t,).
    vocabulary : sequence of str
    label, caption : str, optional
    lang : str or dict, optional
        Language of the words, or of single ones: ``{"gato": "es"}``.

    Returns
    -------
    declared : View

    Examples
    --------
    >>> words("said", ["red", "green"]).kind
    'words'
    """
    require_name("words", name)
    shared = _options(label=label, caption=caption, lang=lang)
    return View("words", (name,), {"vocabulary": list(map(str, vocabulary)), **shared})


def trail(name, *, labels=None, label=None, caption=None, **options):
    """Draw what a number, or each of a few, was at every step of an iterated figure.

    Parameters
    ----------
    name : str
        A single number, or a vector.
    labels : sequence of str, optional
        One for each curve.
    label, caption : str, optional
    **options
        ``limits`` of the vertical axis; ``lang`` of the labels.

    Returns
    -------
    declared : View
    """
    shared = _options(columns=labels_of(labels), label=label, caption=caption)
    return _view("trail", name, shared, options, ("limits", "lang"))


def pull(name, *, by=None, rows=None, columns=None, at=None, goal=None, **options):
    """Let the reader pull a result: the smallest change of some inputs that brings it to a goal.

    Parameters
    ----------
    name : str
        A result or a named step; the reader chooses one of its numbers.
    by : sequence of str, optional
        Inputs that may change: matrices, vectors, numbers and sliders. All of them if left out.
    rows, columns : sequence of str, or str, optional
        As in `matrix`: what the numbers are called.
    at : tuple of int, optional
        The number that is chosen at the start; the first if left out.
    goal : float, optional
        What stands in the field at the start; if left out, the number as it is.
    **options
        ``label``; ``limits``, the pair of numbers between which a result can lie at all; ``step``
        of the arrow keys; ``lang`` of the labels.

    Returns
    -------
    declared : View

    Examples
    --------
    >>> pull("p", by=["x"], limits=(0, 1)).options["domain"]
    [0.0, 1.0]
    """
    shared = _options(rows=labels_of(rows), columns=labels_of(columns), goal=goal)
    shared |= _options(by=None if by is None else list(by), at=None if at is None else list(at))
    limits = options.pop("limits", None)
    if limits is not None:
        shared |= {
            "domain": [float(end) for end in limits],
            "refusal": REFUSAL.format(low=shown(limits[0]), high=shown(limits[1])),
        }
    return _view("pull", name, shared, options, ("label", "step", "lang"))


def _line(part):
    words = list(part) if isinstance(part, list | tuple) else [part]
    require(
        all(isinstance(word, str) for word in words),
        f"A line of a recorded page is a text or a list of texts, not {part!r}.",
    )
    return part if isinstance(part, str) else words


def links(name, rows=None, columns=None, *, label=None, caption=None, **options):
    """Draw a line from each asking token to each answering one, as wide as its weight.

    Parameters
    ----------
    name : str
        Weights of shape (t, s), or (layers, t, s) with ``head``.
    rows, columns : sequence of str, or str
        The tokens that ask and answer; the same ones if `columns` is left out.
    label, caption : str, optional
    **options
        ``head``, ``lang``.

    Returns
    -------
    declared : View
    """
    columns = rows if columns is None else columns
    shared = _options(rows=labels_of(rows), columns=labels_of(columns), label=label)
    shared |= _options(caption=caption)
    return _view("links", name, shared, options, ("head", "lang"))


@dataclass(frozen=True)
class Fold:
    """Rows of views behind a title; while it is closed the page does not hold them."""

    label: str
    rows: tuple
    is_open: bool


def fold(label, *rows, is_open=False):
    """Put rows of views behind a title that opens and closes.

    Parameters
    ----------
    label : str
    *rows : list or View
        As in the list that a figure shows.
    is_open : bool
        Whether they can be seen at the start.

    Returns
    -------
    declared : Fold

    Examples
    --------
    >>> fold("Block 1", [matrix("Q"), matrix("K")]).label
    'Block 1'
    """
    require(rows, f"The fold {label!r} is empty; give it at least one row.")
    return Fold(label, rows, is_open)


def _options(**options):
    return {name: value for name, value in options.items() if value is not None}


def require_name(kind, name):
    """Refuse to show numbers that have no name: a view shows a value by its name."""
    require(
        isinstance(name, str),
        f'A view names what it shows, for example {kind}("S"), and was given {name!r}. Let the '
        "function return it under a name, or make it an input.",
    )


def _view(kind, name, shared, options, allowed):
    require_name(kind, name)
    _require_known(options, allowed, f"view of {name}")
    return View(kind, (name,), {**shared, **_options(**options)})


def _numbers(kind, values, axes, shared, options, allowed):
    _require_known(options, (*allowed, "variants", "step", "lang", "domain", "whole"), "input")
    options = _options(**options)
    if "domain" in options or "whole" in options:
        options |= _bounds(*options.get("domain", (None, None)), options.get("whole", False))
    array, variants = number_array(kind, values, options.pop("variants", {}), axes)
    step = float(options.pop("step", None) or natural_step(array))
    return Numbers(kind, array, variants, step, {**shared, **_options(**options)})


def _bounds(least, most, whole):
    """Say what an input takes, and the sentence with which it refuses the rest."""
    require(
        least is None or most is None or least < most,
        f"A domain goes from the smaller number to the larger, not from {least} to {most}.",
    )
    low, high = (end if end is None else f"{end:,}".replace("-", "−") for end in (least, most))
    limits = {
        (False, False): f" from {low} to {high}",
        (False, True): f" that is at least {low}",
        (True, False): f" that is at most {high}",
        (True, True): "",
    }[least is None, most is None]
    kind = "a whole number" if whole else "a number"
    facts = {"domain": [least, most], "whole": whole or None, "refusal": f"give {kind}{limits}."}
    return _options(**facts)


def _require_known(options, allowed, what):
    unknown = sorted(set(options) - set(allowed))
    require(not unknown, f"A {what} has no option {unknown}; it has {list(allowed)}.")
