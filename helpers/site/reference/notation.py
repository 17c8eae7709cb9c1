"""The table of symbols, from `helpers.display.symbols`."""

from helpers.display.symbols import SYMBOLS
from helpers.site.reference.pages import chapter_link, table

HEAD = ("Symbol", "In code", "Shape", "In the example", "Meaning", "Chapter")


def notation():
    """Write every symbol of the book with its shape, its meaning and its chapter.

    Returns
    -------
    markdown : str
    """
    return table(HEAD, map(_row, SYMBOLS))


def _row(symbol):
    shapes = (f"`{shape}`" for shape in (symbol.shape, symbol.example))
    return (
        f"${symbol.latex}$",
        f"`{symbol.code}`",
        *shapes,
        symbol.meaning,
        chapter_link(symbol.chapter),
    )
