"""Questions that readers ask, and the map of what they stumble on, from the chapters' asides."""

import tomllib
from importlib.resources import files
from typing import NamedTuple

from helpers.chapters.asides import CONFUSIONS, QUESTIONS
from helpers.site.reference.pages import chapters, showing, table


class Row(NamedTuple):
    """A stumbling block, the call-out that clears it, and the question that tests it."""

    stumble: str
    confusion: str
    question: str


_TABLE = files("helpers.site.reference").joinpath("map.toml").read_text("utf-8")
MAP = tuple(Row(**row) for row in tomllib.loads(_TABLE)["row"])


def faq():
    """Write every confusion with its answer, grouped by chapter.

    Returns
    -------
    markdown : str
    """
    by_chapter = {}
    for confusion in CONFUSIONS.values():
        by_chapter.setdefault(confusion.chapter, []).append(confusion)
    return "\n\n".join(
        "\n\n".join([f"## {chapters()[chapter].title}", *map(_entry, asked)])
        for chapter, asked in sorted(by_chapter.items())
    )


def faq_map():
    """Write the map: what readers stumble on, where the book answers, and where it asks.

    Returns
    -------
    markdown : str
    """
    return table(("What readers stumble on", "The answer", "The question"), map(_mapped, MAP))


def _entry(confusion):
    links = (_link("confusion", confusion.id), _link("question", confusion.question))
    return "\n\n".join(
        [
            f'<div class="hm-confusion" id="faq-{confusion.id}">',
            f"**{confusion.filled(confusion.asked)}**",
            confusion.filled(confusion.answer),
            " · ".join(links),
            "</div>",
        ]
    )


def _mapped(row):
    return (row.stumble, _link("confusion", row.confusion), _link("question", row.question))


WORDS = {"confusion": "where it comes up", "question": "a question on it"}


def _link(kind, name):
    """Link the place in a notebook that shows an aside.

    Raises
    ------
    ValueError
        If no notebook shows it.
    """
    page = showing(f'{kind}("{name}")')
    aside = {"confusion": CONFUSIONS, "question": QUESTIONS}[kind].get(name)
    if page is None or aside is None:
        raise ValueError(
            f"The map names the {kind} {name!r}, but no page of the book shows it. "
            f'Place {kind}("{name}") in a notebook, or mend helpers/site/reference/map.toml.'
        )
    label = f"{WORDS[kind]}, in chapter {aside.chapter}"
    return f'<a href="{page.file}#{kind}-{name}">{label}</a>'
