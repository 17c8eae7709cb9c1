"""Numbers that name a place: of a chapter by its name, of a year by what appeared in it."""

import json
import re
from functools import cache

from helpers.chapters.order import BOOK, chapters, notebook_of
from helpers.mathematics.checks import require


def chapter(place):
    """Give the number of a chapter by the name of what it is about.

    Parameters
    ----------
    place : str
        The chapter's name as in its file, ``scores``; or a section of it,
        ``since#rotary-positions``: its heading in small letters, with hyphens.

    Returns
    -------
    number : int

    Raises
    ------
    ValueError
        If there is no such chapter or section; the message lists those that there are.

    Examples
    --------
    >>> chapter("scores"), chapter("scores#one-score")
    (5, 5)
    """
    name, _, heading = place.partition("#")
    numbers = {folder: number for number, folder in chapters().items()}
    require(name in numbers, f"There is no chapter {name!r}; there are {list(numbers)}.")
    if heading:
        found = _headings(numbers[name])
        require(heading in found, f"Chapter {name} has no section {heading!r}; it has {found}.")
    return numbers[name]


@cache
def _headings(number):
    cells = json.loads(notebook_of(number).read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    return [re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles]


@cache
def year(key):
    """Give the year in which something of the bibliography appeared.

    Parameters
    ----------
    key : str

    Returns
    -------
    year : str

    Raises
    ------
    ValueError
        If the bibliography has no such entry with a year.

    Examples
    --------
    >>> year("vaswani2017")
    '2017'
    """
    text = (BOOK / "references.bib").read_text(encoding="utf-8")
    entry = re.search(rf"^@\w+{{{re.escape(key)},.*?^}}", text, re.S | re.M)
    found = entry and re.search(r"\byear *= *{(\d+)}", entry[0])
    require(found, f"The bibliography has no entry {key!r} with a year.")
    return found[1]
