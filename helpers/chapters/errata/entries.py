"""Every slip again, for the errata: what kind it is, and how far the result moves.

``asides.toml`` holds an entry for each slip of the book. The slip itself stands in the file of its
chapter and is not typed again.

Examples
--------
>>> ERRATA["pe-index"].cause.name
'index'
>>> errata("aibutsimple2025")
<errata of aibutsimple2025: 2 slips>
"""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files

from helpers.chapters.asides import SLIPS
from helpers.chapters.kinds import Aside
from helpers.chapters.order import notebook_of
from helpers.live.rounding import DECIMALS, shown
from helpers.mathematics.checks import require
from helpers.sources.example.chain import relative_change

_TABLES = tomllib.loads(
    (files("helpers.chapters.errata") / "asides.toml").read_text(encoding="utf-8")
)
SMALL = 1e-3  # relative changes below it are shown with all decimals


@dataclass(frozen=True)
class Cause:
    """One of the few ways in which texts go wrong, and what this book does against it."""

    name: str
    says: str
    guard: str


CAUSES = {name: Cause(name, **about) for name, about in _TABLES["cause"].items()}


@dataclass(frozen=True, repr=False)
class Erratum(Aside):
    """How far a slip moves a result.

    Parameters
    ----------
    slip : str
        Identifier of the slip.
    name : str
        A few words for lists and pictures.
    because : str
        Name of its cause, see `CAUSES`.
    moves : str
        What moves, or why nothing does.
    printed, correct : str
        Two expressions whose relative change is the size of the slip; both or neither.
    let : dict
        As in `Question`.

    Raises
    ------
    ValueError
        If there is no such slip or cause, or only one of the two expressions.
    """

    slip: str
    name: str
    because: str
    moves: str
    printed: str = ""
    correct: str = ""
    let: dict = field(default_factory=dict)

    def __post_init__(self):
        require(self.slip in SLIPS, f"There is no slip {self.slip!r}; there are {sorted(SLIPS)}.")
        require(
            self.because in CAUSES,
            f"{self.slip}: there is no cause {self.because!r}; there are {sorted(CAUSES)}.",
        )
        require(
            bool(self.printed) == bool(self.correct),
            f"{self.slip}: give both what is printed and what is correct, or neither.",
        )

    @property
    def cause(self):
        """The `Cause` of the slip."""
        return CAUSES[self.because]

    @cached_property
    def size(self):
        """The relative change of the result, or None where no number moves."""
        if not self.printed:
            return None
        return relative_change(self.value(self.printed), self.value(self.correct))

    @property
    def size_text(self):
        """The size for people, in per cent."""
        if self.size is None:
            return "no number moves"
        decimals = 1 if self.size > 0.1 else 2 if self.size > SMALL else DECIMALS
        return f"{shown(100 * self.size, decimals)} %"

    @property
    def markdown(self):
        """The whole entry, folded behind its name and its size."""
        slip = SLIPS[self.slip]
        is_elsewhere = isinstance(slip.chapter, int)
        page = notebook_of(slip.chapter).name if is_elsewhere else ""
        place = f"In chapter {slip.chapter}" if is_elsewhere else "Above"
        measure = "" if self.size is None else f"{self.size_text}. "
        return "\n\n".join(
            [
                f'<details class="hm-fold" id="erratum-{self.slip}">\n'
                f"<summary>{self.name[0].upper()}{self.name[1:]}: {self.size_text}</summary>",
                f'<a href="{page}#slip-{self.slip}">{place}</a>, {slip.filled(slip.where)}.',
                f"**Printed:** {slip.filled(slip.printed)}",
                f"**Correct:** {slip.filled(slip.correct)}",
                f"**Cause:** {self.cause.says} {slip.filled(slip.why)}",
                f"**How far it moves:** {measure}{self.filled(self.moves)}",
                "</details>",
            ]
        )

    def __repr__(self):
        return f"<erratum {self.slip}: {self.size_text}>"


class Errata:
    """Several errata below each other, in the order of the chapters.

    Parameters
    ----------
    name : str
        What they have in common.
    entries : list of Erratum
    """

    def __init__(self, name, entries):
        self.name = name
        self.entries = entries

    def _repr_markdown_(self):
        return "\n\n".join(entry.markdown for entry in self.entries)

    def __repr__(self):
        return f"<errata of {self.name}: {len(self.entries)} slips>"


class CauseTable:
    """The causes, how many slips each has, and what this book does against it."""

    def __init__(self):
        found = Counter(erratum.because for erratum in ERRATA.values())
        self.counts = dict(found.most_common())

    def _repr_markdown_(self):
        rows = [
            f"| {CAUSES[name].says} | {count} | {CAUSES[name].guard} |"
            for name, count in self.counts.items()
        ]
        head = ["| cause | slips | what this book does against it |", "|---|---|---|"]
        return "\n".join([*head, *rows])

    def __repr__(self):
        return "\n".join(f"{name}: {count}" for name, count in self.counts.items())


ERRATA = {entry["slip"]: Erratum(**entry) for entry in _TABLES["erratum"]}


def errata(source):
    """Show all slips of a source, each folded behind its name and its size.

    Parameters
    ----------
    source : str
        Key in the bibliography.

    Returns
    -------
    errata : Errata

    Raises
    ------
    ValueError
        If the source has no slips; the message lists those that have.
    """
    sources = sorted({slip.source for slip in SLIPS.values()})
    require(source in sources, f"There are no slips of {source!r}; there are some of {sources}.")
    found = [erratum for erratum in ERRATA.values() if SLIPS[erratum.slip].source == source]
    return Errata(source, found)


def measured():
    """Give the errata that move a number, the largest first.

    Returns
    -------
    errata : list of Erratum
    """
    with_size = [erratum for erratum in ERRATA.values() if erratum.size is not None]
    return sorted(with_size, key=lambda erratum: -erratum.size)
