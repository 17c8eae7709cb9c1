"""One statement of a source: where it stands, what it says, what is true, how that is checked."""

from dataclasses import dataclass, field

import numpy as np

from helpers.chapters.asides import SLIPS
from helpers.chapters.kinds import Aside
from helpers.display import prose
from helpers.mathematics.checks import require
from helpers.sources import example

VERDICTS = {
    "reproduced": "computed again here, and it agrees to the last printed digit",
    "claim holds": "a claim, a formula, a shape or a piece of code that is true",
    "claim wrong": "a claim in words that is not true",
    "error": "a number, a formula, a shape or a piece of code that is not right",
    "irreproducible": "drawn or written without what is needed to compute it again",
    "unproven": "neither shown by the source nor decided by a computation",
}
"""The closed list of verdicts, and what each means."""

TOPICS = (
    "text and tokens",
    "embedding",
    "position",
    "context",
    "query, key, value",
    "scores and softmax",
    "heads",
    "feed-forward",
    "residual and norm",
    "stacking",
    "masks",
    "encoder–decoder attention",
    "decoder",
    "to words",
    "generation",
    "training",
    "sizes",
    "families of models",
)
"""The closed list of topics, in the order of the book."""


def agrees(digits, value):
    """Say whether printed digits are a value, rounded: half a unit of the last digit is allowed.

    Parameters
    ----------
    digits : str
        As they stand in the source.
    value : float

    Returns
    -------
    agrees : bool

    Examples
    --------
    >>> agrees("105.21", 105.2149), agrees("105.21", 105.2151), agrees("4.7e-10", 4.68e-10)
    (True, False, True)
    """
    mantissa, _, exponent = digits.partition("e")
    decimals = len(mantissa.partition(".")[2])
    unit = 10.0 ** (int(exponent or 0) - decimals)
    return bool(abs(float(digits) - value) <= 0.5 * unit * (1 + 1e-6))  # a hair for the decimal


@dataclass(frozen=True, repr=False)
class Statement(Aside):
    """A checkable statement of a source.

    Parameters
    ----------
    id : str
        Number of the document and of the statement, ``002-017``.
    source : str
        Key of the document in the bibliography: the name of the file.
    where : str
        The place, in words that a reader of the source can follow.
    topic : str
        One of `TOPICS`.
    stated : str
        What the source says, in our words; only its numbers, formulas and code are quoted.
        ``<<expression>>`` quotes one of `helpers.sources.example`'s numbers.
    verdict : str
        One of `VERDICTS`.
    why : str
        The reason for the verdict, in one sentence; numbers as ``<<expression>>``.
    chapter : int
        Where the book treats it.
    true : str
        What is right, if it is something else; numbers as ``<<expression>>``.
    printed : tuple of str
        Ids of the worked example's printed or irreproducible numbers that the statement
        consists of.
    digits, expression : list, str
        Numbers that stand in the source and nowhere in the worked example, as characters, and
        what computes them. They agree if and only if the verdict is ``reproduced``.
    check : str
        An expression that is True if the reason holds.
    slip : str
        The slip that explains it.
    let : dict
        Names and expressions that texts and checks use.

    Raises
    ------
    ValueError
        If a field holds what it may not; the message says which.
    """

    id: str
    source: str
    where: str
    topic: str
    stated: str
    verdict: str
    why: str
    chapter: int
    true: str = ""
    printed: tuple = ()
    digits: list = field(default_factory=list)
    expression: str = ""
    check: str = ""
    slip: str = ""
    let: dict = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "printed", tuple(self.printed))
        known = {entry.id for entry in (*example.PRINTED, *example.IRREPRODUCIBLE)}
        self._require(self.verdict in VERDICTS, f"verdict is {self.verdict!r}", VERDICTS)
        self._require(self.topic in TOPICS, f"topic is {self.topic!r}", TOPICS)
        for name in self.printed:
            self._require(name in known, f"printed names {name!r}", known)
        self._require(not self.slip or self.slip in SLIPS, f"slip is {self.slip!r}", SLIPS)
        require(
            bool(self.digits) == bool(self.expression),
            f"The statement {self.id} must give both digits and their expression, or none.",
        )
        require(
            self.is_computed or self.verdict != "reproduced",
            f"The statement {self.id} is called reproduced; say from what: printed, digits, check.",
        )

    def _require(self, condition, given, allowed):
        require(condition, f"The statement {self.id}: {given}; allowed are {', '.join(allowed)}.")

    @property
    def is_computed(self):
        """Whether a machine checks this statement."""
        return bool(self.printed or self.digits or self.check)

    @property
    def quoted(self):
        """What is stated, with markers filled; digits outside of them are the source's own."""
        return prose.MARKER.sub(lambda marker: self.filled(marker[0]), self.stated)

    def computed(self):
        """Compute what `digits` should be, as an array."""
        return np.asarray(self.value(self.expression), dtype=float)

    def problems(self):
        """List what contradicts the verdict.

        Returns
        -------
        problems : list of str
            Empty if everything that can be computed bears the verdict out.
        """
        found = [*self._problems_of_printed(), *self._problems_of_digits()]
        holds = self.value(self.check) if self.check else True
        if not (isinstance(holds, bool | np.bool_) and holds):
            found.append(f"{self.check} is {holds}, not True")
        return found

    def _problems_of_printed(self):
        wanted = {entry.id: "irreproducible" for entry in example.IRREPRODUCIBLE}
        for entry in example.PRINTED:
            wanted[entry.id] = "error" if entry.slip else "reproduced"
        return [
            f"{name} is {wanted[name]}, the statement {self.verdict}"
            for name in self.printed
            if wanted[name] != self.verdict
        ]

    def _problems_of_digits(self):
        if not self.digits:
            return []
        digits, values = np.array(self.digits), self.computed()
        if digits.shape != values.shape:
            return [f"{digits.shape} numbers are printed, {values.shape} computed"]
        equal = all(agrees(str(d), v) for d, v in zip(digits.flat, values.flat, strict=True))
        if equal == (self.verdict == "reproduced"):
            return []
        return [f"printed {self.digits}, computed {values.tolist()}, but called {self.verdict}"]
