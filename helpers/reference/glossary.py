"""The glossary: what the book's words mean, and where each is introduced."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from helpers.reference.pages import chapter_link


class Term(NamedTuple):
    """A word of the book, its other forms, its chapter and its meaning."""

    name: str
    chapter: int
    meaning: str
    forms: tuple = ()


TERMS = tuple(
    Term(**entry)
    for entry in tomllib.loads(
        files("helpers.reference").joinpath("glossary.toml").read_text("utf-8")
    )["term"]
)
BY_FORM = {form.lower(): term for term in TERMS for form in (term.name, *term.forms)}


def glossary():
    """Write all terms as a Sphinx glossary, which also puts them into the index.

    Returns
    -------
    markdown : str
    """
    entries = (
        f"{term.name}\n  {term.meaning} Chapter {chapter_link(term.chapter)}.\n"
        for term in sorted(TERMS, key=lambda term: term.name.lower())
    )
    return "```{glossary}\n" + "\n".join(entries) + "```"


@cache
def _pattern():
    longest_first = sorted(BY_FORM, key=len, reverse=True)
    words = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def terms_in(text):
    """Find the terms of the glossary in a text, the longest at each place.

    Parameters
    ----------
    text : str

    Returns
    -------
    found : list of (int, int, Term)
        Where each begins and ends.

    Examples
    --------
    >>> [(start, end, term.name) for start, end, term in terms_in("Layer norms and keys, keyed")]
    [(0, 11, 'layer norm'), (16, 20, 'key')]
    """
    return [
        (found.start(), found.end(), BY_FORM[" ".join(found[0].lower().split())])
        for found in _pattern().finditer(text)
    ]
