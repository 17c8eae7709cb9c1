"""Questions, slips and confusions: data with a static rendering.

Each chapter has a file ``asides.toml`` in its folder, and so has the errata page. Numbers in
its texts are written as ``<<expression>>``, with the names of `helpers`, its `example` and ``np``,
and with what the entry lists under ``let``; so no digit is typed twice.

Examples
--------
>>> from helpers.chapters.asides import SLIPS
>>> SLIPS["pe-index"].chapter
2
"""

import tomllib
from importlib.resources import files

from helpers.chapters.kinds import Confusion, Question, Slip
from helpers.chapters.order import chapters
from helpers.mathematics.checks import require

__all__ = ["CONFUSIONS", "QUESTIONS", "SLIPS", "confusion", "question", "slip"]


KINDS = {"question": Question, "slip": Slip, "confusion": Confusion}


def _all():
    """Read the entries of all chapters: for each kind, the asides by their identifiers."""
    found = {kind: {} for kind in KINDS}
    for chapter, folder in {**chapters(), "errata": "errata"}.items():
        path = files("helpers.chapters") / folder / "asides.toml"
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind, make in KINDS.items():
            for entry in tables.get(kind, []):
                aside = make(chapter=chapter, **entry)
                require(aside.id not in found[kind], f"The {kind} {aside.id!r} is there twice.")
                found[kind][aside.id] = aside
    return found


QUESTIONS, SLIPS, CONFUSIONS = _all().values()


def _pick(table, kind, name):
    require(name in table, f"There is no {kind} {name!r}; there are {sorted(table)}.")
    return table[name]


def question(name):
    """Show a question with its folded answer.

    Parameters
    ----------
    name : str

    Returns
    -------
    question : Question
        Shows itself as Markdown in a notebook.

    Raises
    ------
    ValueError
        If there is no such question; the message lists them.
    """
    return _pick(QUESTIONS, "question", name)


def slip(name):
    """Show a slip of a source, with its repair and what it teaches; as `question`."""
    return _pick(SLIPS, "slip", name)


def confusion(name):
    """Show a confusion that readers report, with its answer; as `question`."""
    return _pick(CONFUSIONS, "confusion", name)
