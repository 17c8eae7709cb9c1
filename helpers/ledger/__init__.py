"""The ledger: every checkable statement of the five sources, with a verdict and a reason.

One file for each document, ``statements_NNN.toml``: ``doc`` names its source in the bibliography,
and each ``[[statement]]`` is one `Statement`. What the worked example prints is not typed again:
``printed`` refers to `helpers.example`.

Examples
--------
>>> from helpers.ledger import STATEMENTS
>>> STATEMENTS["002-001"].source
'sanseviero2024'
"""

import tomllib
from collections import Counter
from importlib.resources import files

from helpers.checks import require
from helpers.ledger.statement import TOPICS, VERDICTS, Statement, agrees

__all__ = ["SOURCES", "STATEMENTS", "TOPICS", "VERDICTS", "Statement", "agrees", "counts"]

SOURCES = {
    "sanseviero2024": "The Random Transformer",
    "aibutsimple2025": "Transformers and Self-Attention, Mathematically Explained (Part 2)",
    "mastering": "Mastering Transformers",
    "kale2024": "Decoding Transformers: The Self-Attention Saga",
    "peng2024": "Attention and Transformer",
}
"""The documents by their keys in the bibliography: the worked example, then the short ones."""


def _read(path):
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    for entry in document["statement"]:
        yield Statement(source=document["doc"], **entry)


def _all():
    found = {}
    for path in sorted(files("helpers.ledger").iterdir(), key=lambda path: path.name):
        if path.name.startswith("statements_"):
            for statement in _read(path):
                require(
                    statement.id not in found, f"The statement {statement.id!r} is there twice."
                )
                found[statement.id] = statement
    return found


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
