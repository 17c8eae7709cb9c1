"""The chapters as files: their numbers, titles and texts, read from the notebooks."""

import json
import re
from functools import cache
from typing import NamedTuple

from helpers.chapters.order import notebooks as stored


class Page(NamedTuple):
    """A notebook: its file's name, its title, its prose and its code."""

    file: str
    title: str
    prose: str
    code: str


@cache
def notebooks():
    """Read all notebooks of the book, in the order of their names.

    Returns
    -------
    pages : tuple of Page
    """
    return tuple(_page(path) for path in stored())


def _page(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose, code = ("\n\n".join(_sources(cells, kind)) for kind in ("markdown", "code"))
    title = re.search(r"^# (.+)$", prose, re.M)[1]
    return Page(path.name, re.sub(r"<[^>]+>", "", title), prose, code)


def _sources(cells, kind):
    return ("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)


@cache
def chapters():
    """Give the notebook of each chapter; of two, the first.

    Returns
    -------
    chapters : dict
        Number of the chapter and its `Page`.
    """
    found = {}
    for page in notebooks():
        if page.file[:2].isdigit():
            found.setdefault(int(page.file[:2]), page)
    return found


def chapter_link(number):
    """Link a chapter by its number; a chapter that is not written stays a number.

    Parameters
    ----------
    number : int

    Returns
    -------
    markdown : str
    """
    page = chapters().get(number)
    return f"[{number}]({page.file})" if page else str(number)


def showing(call):
    """Find the page on which a cell shows an aside, such as ``question("one-query")``.

    Parameters
    ----------
    call : str

    Returns
    -------
    page : Page or None
    """
    return next((page for page in notebooks() if call in page.code), None)


def table(head, rows):
    r"""Write a table in Markdown.

    Parameters
    ----------
    head : sequence of str
    rows : iterable of sequence of str

    Returns
    -------
    markdown : str

    Examples
    --------
    >>> print(table(["a", "b"], [["x", "|"]]))
    | a | b |
    |---|---|
    | x | \| |
    """
    lines = [[*head], *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    written = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([written[0], "|" + "---|" * len(head), *written[1:]])
