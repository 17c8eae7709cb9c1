"""The ledger: every checkable statement of the five sources, with a verdict and a reason.

One file for each document in ``helpers/sources/ledger``, named by its key in the bibliography;
each ``[[statement]]`` is one `Statement`. What the worked example prints is not typed again:
``printed`` refers to `helpers.sources.example`.

Examples
--------
>>> from helpers.site.statements import STATEMENTS
>>> STATEMENTS["002-001"].source
'sanseviero2024'
"""

import tomllib
from collections import Counter
from importlib.resources import files

from helpers.mathematics.checks import require
from helpers.site.statements.statement import TOPICS, VERDICTS, Statement, agrees

__all__ = ["SOURCES", "STATEMENTS", "TOPICS", "VERDICTS", "Statement", "agrees", "counts"]

SOURCES = {
    "sanseviero2024": "The Random Transformer",
    "aibutsimple2025": "Transformers and Self-Attention, Mathematically Explained (Part 2)",
    "mastering": "Mastering Transformers",
    "kale2024": "Decoding Transformers: The Self-Attention Saga",
    "peng2024": "Attention and Transformer",
}
"""The documents by their keys in the bibliography: the worked example, then the short ones."""


def _read(source):
    path = files("helpers.sources") / "ledger" / f"{source}.toml"
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["statement"]:
        yield Statement(source=source, **entry)


def _all():
    found = {}
    for source in SOURCES:
        for statement in _read(source):
            require(statement.id not in found, f"The statement {statement.id!r} is there twice.")
            found[statement.id] = statement
    return dict(sorted(found.items()))


STATEMENTS = _all()


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
