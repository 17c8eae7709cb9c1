"""The live figures of the book: one module a page, one function a figure.

``FIGURES`` names every figure and the function that makes it, page by page.
"""

from importlib import import_module
from pkgutil import iter_modules

from helpers.checks import require


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


def _pages():
    """Find the modules of the chapters, in the order of the book, and of other pages."""
    return sorted(module.name for module in iter_modules(__path__))


FIGURES = merged({name: import_module(f"{__name__}.{name}").FIGURES for name in _pages()})
