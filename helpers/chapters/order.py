"""The order of the chapters, read from the names of their notebooks.

``book/05-scores.ipynb`` is chapter 5, and what belongs to it stands in ``helpers/chapters/scores``.
"""

import re
from functools import cache
from pathlib import Path

from helpers.mathematics.checks import require

BOOK = Path(__file__).parents[2] / "book"
_NAME = re.compile(r"(\d\d)([a-z]?)-(.+)")


def notebooks():
    """List the notebooks of the book; one of your own, ``my-….ipynb``, is not among them.

    Returns
    -------
    paths : list of Path
    """
    return sorted(path for path in BOOK.glob("*.ipynb") if not path.name.startswith("my-"))


@cache
def _notebooks():
    """Find the notebooks of each chapter, in their order."""
    found = {}
    for path in notebooks():
        if match := _NAME.fullmatch(path.stem):
            found.setdefault(int(match[1]), []).append(path)
    return found


def notebook_of(chapter):
    """Give the notebook of a chapter; of two, the first.

    Parameters
    ----------
    chapter : int

    Returns
    -------
    path : Path

    Raises
    ------
    ValueError
        If there is no such chapter.

    Examples
    --------
    >>> notebook_of(5).name
    '05-scores.ipynb'
    """
    found = _notebooks()
    require(chapter in found, f"There is no chapter {chapter!r}; there are {sorted(found)}.")
    return found[chapter][0]


def folder_of(chapter):
    """Name the folder of a chapter in ``helpers/chapters``.

    Examples
    --------
    >>> folder_of(4)
    'query_key_value'
    """
    return _NAME.fullmatch(notebook_of(chapter).stem)[3].replace("-", "_")


@cache
def chapters():
    """Give the folder of each chapter.

    Returns
    -------
    folders : dict of int to str
    """
    return {chapter: folder_of(chapter) for chapter in _notebooks()}
