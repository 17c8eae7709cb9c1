"""The reference pages, generated: notation, models, functions, glossary, questions, worksheets.

A page in ``book/`` asks for one with a fenced block ``{generated} notation``; what stands there
is Markdown from the tables and docstrings of the house, so no reference is typed twice.
"""

import re

from helpers.chapters.kinds import names
from helpers.display import prose
from helpers.mathematics.checks import require
from helpers.site.reference.api import api, figure_api
from helpers.site.reference.exercises import exercises
from helpers.site.reference.faq import faq, faq_map
from helpers.site.reference.glossary import glossary
from helpers.site.reference.models import model_changes, models
from helpers.site.reference.notation import notation
from helpers.site.reference.worksheets import worksheet_answers, worksheets

GENERATORS = {
    "api": api,
    "exercises": exercises,
    "faq": faq,
    "figure-api": figure_api,
    "faq-map": faq_map,
    "glossary": glossary,
    "model-changes": model_changes,
    "models": models,
    "notation": notation,
    "worksheet-answers": worksheet_answers,
    "worksheets": worksheets,
}


def generated(name):
    """Give the Markdown of one generated part.

    Parameters
    ----------
    name : str

    Returns
    -------
    markdown : str

    Raises
    ------
    ValueError
        If there is no such part; the message lists them.
    """
    require(
        name in GENERATORS,
        f"There is no generated part {name!r}; there are {sorted(GENERATORS)}.",
    )
    return GENERATORS[name]()


_PART = re.compile(r"^```\{generated\} ([\w-]+)\n```$", re.M)


def complete(text):
    """Complete a Markdown page: fill the numbers in its prose, then put in the generated parts.

    Parameters
    ----------
    text : str
        With ``<<expression>>`` for each number, as in notebooks.

    Returns
    -------
    markdown : str

    Raises
    ------
    ValueError
        If nothing accounts for a digit of the page, or a part is unknown.

    Examples
    --------
    >>> complete("There are <<2 * 3>> blocks.")
    'There are 6 blocks.'
    """
    return _PART.sub(
        lambda part: generated(part[1]), prose.fill(text, names(), guarded=prose.NUMBERS)[0]
    )
