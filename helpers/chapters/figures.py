"""The live figures of the book: each page's stand in its folder, one function a figure.

``FIGURES`` names every figure and the function that makes it, page by page.
"""

from importlib import import_module

from helpers.chapters.order import chapters
from helpers.mathematics.checks import require


def merged(by_module):
    """Merge the figures of several modules into one dict.

    Parameters
    ----------
    by_module : dict of str to dict
        Name of the module and its figures: name and function.

    Returns
    -------
    figures : dict of str to callable

    Raises
    ------
    ValueError
        If two modules give the same name to a figure: a name stands in links.
    """
    figures, home = {}, {}
    for module, own in by_module.items():
        for name, function in own.items():
            require(
                name not in figures,
                f"Two figures are called {name!r}: one in {home.get(name)}, one in {module}. "
                "A name stands in links, so rename one.",
            )
            figures[name], home[name] = function, module
    return figures


FIGURES = merged(
    {
        folder: import_module(f"helpers.chapters.{folder}.figures").FIGURES
        for folder in (*chapters().values(), "errata", "whole_machine", "your_own_figure")
    }
)
