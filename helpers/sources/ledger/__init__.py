"""The ledger: every checkable statement of the five sources, with a verdict and a reason.

One file for each document, named by its key in the bibliography; each ``[[statement]]`` is one
`Statement`. What the worked example prints is not typed again: ``printed`` refers to
`helpers.sources.example`. Here the statements are read; `helpers.site.statements` evaluates them.

Examples
--------
>>> read_statements()["002-001"].source
'sanseviero2024'
"""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from importlib.resources import files

from helpers.mathematics.checks import require
from helpers.sources import example

SOURCES = {
    "sanseviero2024": "The Random Transformer",
    "aibutsimple2025": "Transformers and Self-Attention, Mathematically Explained (Part 2)",
    "mastering": "Mastering Transformers",
    "kale2024": "Decoding Transformers: The Self-Attention Saga",
    "peng2024": "Attention and Transformer",
}
"""The documents by their keys in the bibliography: the worked example, then the short ones."""

VERDICTS = {
    "reproduced": "computed again here, and it agrees to the last printed digit",
    "claim holds": "a claim, a formula, a shape or a piece of code that is true",
    "claim wrong": "a claim in words that is not true",
    "error": "a number, a formula, a shape or a piece of code that is not right",
    "irreproducible": "drawn or written without what is needed to compute it again",
    "unproven": "neither shown by the source nor decided by a computation",
}
"""The closed list of verdicts, and what each means."""

GROUNDS = {
    "reading": "it was read in the source itself: its words, its order, its code",
    "literature": "it was compared with the paper or the figure that it is about",
    "usage": "it is a name, a definition or a manner of speaking, used as others use it",
    "inputs missing": "the source leaves out what a computation would need",
    "no experiment": "it is about trained models, and the source shows none",
    "opinion": "it is a judgement, a picture or a motive, which no computation decides",
}
"""The closed list of grounds on which a person judges what no computation decides."""

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

_PRINTED = {entry.id for entry in example.PRINTED}
_IRREPRODUCIBLE = {entry.id for entry in example.IRREPRODUCIBLE}


@dataclass(frozen=True)
class Statement:
    """A checkable statement of a source.

    Its verdict has one basis: numbers (`printed`, or `digits` with their `expression`), a
    `formula`, a `claim`, or the ground on which a person `judged` it.

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
        consists of. Numbers that agree are ``reproduced``, others an ``error``.
    digits, expression : list, str
        Numbers that stand in the source and nowhere in the worked example, as characters, and
        what computes them; verdicts as for `printed`.
    formula : str
        The formula, shape or piece of code as an expression that is True if it is right: then
        the verdict is ``claim holds``, else ``error``.
    claim : str
        The claim in words as an expression that is True if it is true: then the verdict is
        ``claim holds``, else ``claim wrong``.
    judged : str
        One of `GROUNDS`: no computation decides this, a person did.
    check : str
        An expression that is True if the reason holds; it has no say in the verdict.
    slip : str
        The slip that explains it.
    let : dict
        Names and expressions that texts and expressions use.

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
    formula: str = ""
    claim: str = ""
    judged: str = ""
    check: str = ""
    slip: str = ""
    let: dict = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "printed", tuple(self.printed))
        self._require(self.verdict in VERDICTS, f"verdict is {self.verdict!r}", VERDICTS)
        self._require(self.topic in TOPICS, f"topic is {self.topic!r}", TOPICS)
        known = _PRINTED | _IRREPRODUCIBLE
        for name in self.printed:
            self._require(name in known, f"printed names {name!r}", sorted(known))
        if self.judged:
            self._require(self.judged in GROUNDS, f"judged is {self.judged!r}", GROUNDS)
        require(
            bool(self.digits) == bool(self.expression),
            f"The statement {self.id} must give both digits and their expression, or none.",
        )
        require(
            len(self.bases) == 1,
            f"The statement {self.id} rests on {' and '.join(self.bases) or 'nothing'}; give one "
            "basis: printed or digits, formula, claim, or judged.",
        )

    def _require(self, condition, given, allowed):
        require(condition, f"The statement {self.id}: {given}; allowed are {', '.join(allowed)}.")

    @property
    def bases(self):
        """What the verdict rests on: names of fields, exactly one of them."""
        given = {
            "printed": _PRINTED.intersection(self.printed),
            "digits": self.digits,
            "formula": self.formula,
            "claim": self.claim,
            "judged": self.judged,
        }
        return [name for name, value in given.items() if value]

    @property
    def is_computed(self):
        """Whether a computation decides the verdict, and no person."""
        return not self.judged


def _read(source):
    text = (files(__name__) / f"{source}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["statement"]


def read_statements(make=Statement):
    """Read all statements.

    Parameters
    ----------
    make : callable
        What makes one of its fields: `Statement` or a class derived from it.

    Returns
    -------
    statements : dict of str to Statement
        By id, in order.

    Raises
    ------
    ValueError
        If an id is there twice.
    """
    found = {}
    for source in SOURCES:
        for entry in _read(source):
            statement = make(source=source, **entry)
            require(statement.id not in found, f"The statement {statement.id!r} is there twice.")
            found[statement.id] = statement
    return dict(sorted(found.items()))


def counts(statements):
    """Count statements by source and verdict.

    Parameters
    ----------
    statements : iterable of Statement

    Returns
    -------
    counts : Counter
        For each pair of a source and a verdict that occurs.
    """
    return Counter((statement.source, statement.verdict) for statement in statements)
