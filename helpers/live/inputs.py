"""What a reader can change in a figure: numbers, choices, a sentence.

Each kind of input knows three forms of its value: the *state* (plain data that travels between
page and Python), what the traced function is *given*, and what ``fig.inputs`` shows.
"""

import difflib
import math
import re
import unicodedata
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

import numpy as np

from .checks import checked_array, require
from .pack import numbers
from .render import FILLER
from .trace import flatten


@dataclass(frozen=True, eq=False)
class Numbers:
    """An array that is edited number by number, or a single number.

    Parameters
    ----------
    kind : {"matrix", "vector", "number", "slider"}
    values : ndarray of float
    variants : dict of str to ndarray of float
        Other values that the page can put in its place, by their names.
    step : float
        What one press of an arrow key adds.
    options : dict
        The rest, as the page needs it: labels, bounds, marks, language.
    """

    kind: str
    values: np.ndarray
    variants: dict = field(default_factory=dict)
    step: float = 1.0
    options: dict = field(default_factory=dict)
    n_choices = 1

    @property
    def start(self):
        """The state at the start."""
        return self.state_of(None, self.values)

    def state_of(self, name, value):
        """Check a value given from Python, and turn it into state."""
        if self.values.ndim == 0:
            require(
                isinstance(value, Real | np.ndarray) and np.ndim(value) == 0,
                f"{name or 'An input'} is one number, such as {float(self.values)}, not {value!r}.",
            )
        array = checked_array(name, value, self.values.shape)
        if "refusal" in self.options:
            least, most = self.options["domain"]
            fits = (array >= (-np.inf if least is None else least)) & (
                array <= (np.inf if most is None else most)
            )
            if self.options.get("whole"):
                fits &= array == np.round(array)
            require(fits.all(), f"{name or 'An input'}: {self.options['refusal']}")
        return [float(x) for x in array.ravel()]

    def digit(self, state):
        """Say which of the choices the state makes: there is only one."""
        return 0

    def kind_of(self, digit):
        """Say which choices give the same graph: those of one kind."""
        return digit

    def given(self, state):
        """Give the traced function its argument."""
        return np.array(state, dtype=float).reshape(self.values.shape)

    def shown(self, state):
        """Give the value for people."""
        array = self.given(state)
        return float(array) if array.ndim == 0 else array

    def argument(self, digit):
        """Give an argument for tracing."""
        return self.values

    def described(self):
        """Describe the input for the page."""
        variants = {name: self.state_of(name, values) for name, values in self.variants.items()}
        facts = {"kind": self.kind, "shape": list(self.values.shape), "step": self.step}
        return {**facts, "value": self.start, "variants": variants or None, **self.options}


@dataclass(frozen=True, eq=False)
class Choice:
    """One of a few values; each may change the structure of the computation.

    Parameters
    ----------
    kind : {"choice", "switch"}
    labels : tuple of str
    values : tuple
        Anything the function takes: None, a number, a string, an array, a function.
    first : int
        Which one holds at the start.
    options : dict
    """

    kind: str
    labels: tuple[str, ...]
    values: tuple[Any, ...]
    first: int = 0
    options: dict = field(default_factory=dict)

    @property
    def n_choices(self):
        """How many values there are."""
        return len(self.values)

    @property
    def start(self):
        """The state at the start: the number of the choice."""
        return self.first

    def state_of(self, name, value):
        """Check a label (of a switch: True or False), and turn it into state."""
        if self.kind == "switch":
            require(
                isinstance(value, bool | np.bool_),
                f"{name} is a switch; give True or False, not {value!r}.",
            )
            return int(value)
        require(value in self.labels, f"{name} is one of {list(self.labels)}, not {value!r}.")
        return self.labels.index(value)

    def words(self, state):
        """Give the words for rows and columns."""
        return self.labels[state].split()

    def digit(self, state):
        """Say which of the choices the state makes."""
        return state

    def kind_of(self, digit):
        """Say which choices give the same graph: arrays of one shape do, their numbers are data."""
        value = self.given(digit)
        return (value.shape, value.dtype.kind) if isinstance(value, np.ndarray) else digit

    def given(self, state):
        """Give the traced function its argument."""
        return as_given(self.values[state])

    def shown(self, state):
        """Give the value for people."""
        return bool(state) if self.kind == "switch" else self.labels[state]

    def argument(self, digit):
        """Give an argument for tracing."""
        return self.given(digit)

    def described(self):
        """Describe the input for the page."""
        return {
            "kind": self.kind,
            "labels": list(self.labels),
            "value": self.first,
            **self.options,
        }


def plain_text(text):
    """Write equal-looking texts equally, as tokens.js does: normal form C, nothing unseen (Cf)."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", seen)


@dataclass(frozen=True, eq=False)
class Tokens:
    """A sentence that the reader types. The function gets the numbers of its tokens.

    Parameters
    ----------
    text : str
    vocabulary : Vocabulary
    max_length : int
        One graph is made for each length up to this one.
    options : dict
    """

    text: str
    vocabulary: Any
    max_length: int
    options: dict = field(default_factory=dict)
    kind = "tokens"

    @property
    def n_choices(self):
        """How many lengths there are, or one if all are filled up."""
        return 1 if self.is_padded else self.max_length

    @property
    def is_padded(self):
        """Whether shorter sentences are filled up to the longest."""
        return "padded" in self.options

    @property
    def start(self):
        """The state at the start: the text."""
        return self.text

    def state_of(self, name, value):
        """Check a sentence given from Python."""
        words = [value] if isinstance(value, str) else value
        require(
            isinstance(words, list | tuple) and all(isinstance(word, str) for word in words),
            f"{name} is a sentence, such as {self.text!r}, or a list of its words; not {value!r}.",
        )
        text = plain_text(" ".join(words))
        self.read(text)
        return text

    def read(self, text):
        """Split a text at white space and find each token, in its own case or any other.

        Raises
        ------
        ValueError
            If the text is empty, too long, or holds a word that is not in the vocabulary.
        """
        words = plain_text(text).split()
        require(words, "The sentence is empty. Type at least one word.")
        require(
            len(words) <= self.max_length,
            f"The sentence has {len(words)} tokens; this figure takes at most {self.max_length}.",
        )
        return [self._find(word) for word in words]

    def _find(self, word):
        known = list(self.vocabulary)
        if word in known:
            return known.index(word)
        folded = [token.lower() for token in known]
        if word.lower() in folded:
            return folded.index(word.lower())
        alike = difflib.get_close_matches(word.lower(), folded, n=3, cutoff=0.5)
        near = [known[folded.index(token)] for token in alike]
        hint = f"Did you mean {' or '.join(near)}?" if near else f"It knows: {', '.join(known)}."
        raise ValueError(f"“{word}” is not in the vocabulary. {hint}")

    def digit(self, state):
        """Say which of the choices the state makes: its length less one."""
        return 0 if self.is_padded else len(state.split()) - 1

    def kind_of(self, digit):
        """Say which choices give the same graph: each length has its own."""
        return digit

    def given(self, state):
        """Give the traced function its argument."""
        return np.array(self._filled(self.read(state), -1), dtype=float)

    def shown(self, state):
        """Give the value for people."""
        return state

    def words(self, state):
        """Give the words for rows and columns."""
        return self._filled(state.split(), FILLER)

    def _filled(self, items, filler):
        missing = self.max_length - len(items) if self.is_padded else 0
        return [*items, *[filler] * missing]

    def argument(self, digit):
        """Give an argument for tracing."""
        return np.zeros(self.max_length if self.is_padded else digit + 1)

    def described(self):
        """Describe the input for the page."""
        return {
            "kind": "tokens",
            "value": self.text,
            "vocabulary": list(self.vocabulary),
            "max": self.max_length,
            **self.options,
        }


def as_given(value):
    """Make whole numbers in an array floats, as all numbers of a graph are."""
    whole = isinstance(value, np.ndarray) and np.issubdtype(value.dtype, np.integer)
    return value.astype(float) if whole else value


def array_values(name, value):
    """List the arrays of an argument by their dotted names, as numbers for the page."""
    return {key: numbers(array) for key, array in flatten(name, value)}


def number_array(what, values, variants, axes):
    """Check the values of an input, and of its variants."""
    require(
        axes != (0,) or (isinstance(values, Real | np.ndarray) and np.ndim(values) == 0),
        f"A {what} starts with one number, not {values!r}.",
    )
    array = checked_array(what, values)
    require(
        array.ndim in axes,
        f"A {what} has {' or '.join(map(str, axes))} axes, but was given shape {array.shape}.",
    )
    others = {name: checked_array(name, other, array.shape) for name, other in variants.items()}
    return array, others


def natural_step(array):
    """Choose what an arrow key adds: 1 for whole numbers, else a tenth of their size.

    Examples
    --------
    >>> natural_step(np.array([8, 3])), natural_step(np.array([0.79, -0.3])), natural_step(1.7)
    (1.0, 0.1, 0.1)
    """
    array = np.asarray(array, dtype=float)
    if array.size == 0 or np.all(array == np.round(array)):
        return 1.0
    size = float(np.abs(array).max())
    return 10.0 ** (math.floor(math.log10(size)) - (size >= 1)) if size < 100 else 1.0


def labels_of(labels):
    """Read row or column labels: a list of words, or the name of a tokens input."""
    if labels is None or isinstance(labels, str):
        return labels
    return [str(label) for label in labels]


def is_identifier(name):
    """Tell whether a name can be a parameter, and so stand in links and programs."""
    return re.fullmatch(r"[^\W\d]\w*", name) is not None
