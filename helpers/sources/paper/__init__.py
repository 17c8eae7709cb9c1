"""Results that the paper reports: cited, not computed (chapter 18)."""

import tomllib
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from helpers.mathematics.checks import require
from helpers.mathematics.initialise import PAPER, Sizes

SETTINGS = ("dropout", "smoothing", "steps")


class Row(NamedTuple):
    """One row of table 3, with everything that it leaves unsaid filled in.

    ``params`` is in millions, and None where the table prints none.
    """

    label: str
    sizes: Sizes
    dropout: float
    smoothing: float
    steps: int
    perplexity: float
    bleu: float
    params: int | None


@cache
def table_3():
    """Read table 3: how the base model changes with its sizes and settings.

    Returns
    -------
    rows : dict of str to Row
        By label, in the order of the table.

    Examples
    --------
    >>> table_3()["A, 1 head"].bleu, table_3()["A, 1 head"].sizes.d_model
    (24.9, 512)
    """
    text = (files(__name__) / "table_3.toml").read_text(encoding="utf-8")
    stated = tomllib.loads(text)["row"]
    base = stated[0]
    rows = {}
    for row in stated:
        filled = {name: base[name] for name in SETTINGS} | {"params": None} | row
        sizes = replace(PAPER, **row.get("sizes", {}))
        rows[row["label"]] = Row(**(filled | {"sizes": sizes}))
    return rows


def changes(row):
    """Name everything in which a row of table 3 differs from the base model.

    Parameters
    ----------
    row : Row

    Returns
    -------
    changed : list of str
        Sizes by their names here, then settings of the training. Row E changes something
        that is neither: where positions come from.

    Examples
    --------
    >>> changes(table_3()["A, 1 head"]), changes(table_3()["C, 2 layers"])
    (['d_k', 'd_v', 'n_heads'], ['n_layers'])
    """
    base = table_3()["base"]
    sizes = [
        field.name
        for field in fields(row.sizes)
        if getattr(row.sizes, field.name) != getattr(base.sizes, field.name)
    ]
    settings = [name for name in SETTINGS if getattr(row, name) != getattr(base, name)]
    return sizes + settings


def row(label):
    """Look a row of table 3 up by its label.

    Raises
    ------
    ValueError
        If there is no such row; the message lists the labels.

    Examples
    --------
    >>> row("big").perplexity
    4.33
    """
    require(label in table_3(), f"Table 3 has no row {label!r}; it has {list(table_3())}.")
    return table_3()[label]


def section(title):
    """Give the number of a section of the paper.

    Parameters
    ----------
    title : str

    Returns
    -------
    number : str

    Raises
    ------
    ValueError
        If the paper has no section of that title; the message lists them.

    Examples
    --------
    >>> section("Positional Encoding")
    '3.5'
    """
    text = (files(__name__) / "sections.toml").read_text(encoding="utf-8")
    numbers = tomllib.loads(text)["sections"]
    require(title in numbers, f"The paper has no section {title!r}; it has {list(numbers)}.")
    return numbers[title]
