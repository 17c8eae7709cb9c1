"""The glossary: what the book's words mean, and where each is introduced."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from helpers.site.reference.pages import chapter_link


class Term(NamedTuple):
    """A word of the book, its other forms, its chapter and its meaning.

    ``otherwise`` are phrases of the chapters in which the word means something else.
    """

    name: str
    chapter: int
    meaning: str
    forms: tuple = ()
    otherwise: tuple = ()


TERMS = tuple(
    Term(**entry)
    for entry in tomllib.loads(
        files("helpers.site.reference").joinpath("glossary.toml").read_text("utf-8")
    )["term"]
)
BY_FORM = {form.lower(): term for term in TERMS for form in (term.name, *term.forms)}
OTHERWISE = [phrase for term in TERMS for phrase in term.otherwise]


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
    longest_first = sorted([*BY_FORM, *OTHERWISE], key=len, reverse=True)
    words = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def terms_in(text):
    """Find the terms of the glossary in a text, the longest at each place.

    A word in a phrase in which it means something else is not found.

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
    >>> terms_in("write it down from memory")
    []
    """
    return [
        (found.start(), found.end(), BY_FORM[words])
        for found in _pattern().finditer(text)
        if (words := " ".join(found[0].lower().split())) in BY_FORM
    ]
