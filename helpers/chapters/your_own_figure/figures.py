"""The figures of the page on making one's own: the page's code itself makes them.

Elsewhere a notebook calls a function of its chapter; here the declaration is what the page is
about, so it stands there and nowhere else.
"""

import ast
import json
import linecache
from functools import cache, partial

from helpers.chapters.order import BOOK
from helpers.live import Figure

NAMES = ("savings", "weighted_mean", "line_through", "shopping", "square_root")


@cache
def declared():
    """Run the code of the page, and give the figures that its cells end with.

    Returns
    -------
    figures : dict of str to Figure
    """
    cells = json.loads((BOOK / "your-own-figure.ipynb").read_text(encoding="utf-8"))["cells"]
    space = {"__name__": "__page__"}
    ends = [
        _run("".join(cell["source"]), f"<page cell {number}>", space)
        for number, cell in enumerate(cells)
        if cell["cell_type"] == "code" and cell["id"] != "setup"
    ]
    return {end.spec["name"]: end for end in ends if isinstance(end, Figure)}


def _run(source, file, space):
    """Run a cell, and give the value of its last line, as a notebook shows it."""
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    *lines, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        lines, last = [*lines, last], ast.Expr(ast.Constant(None))
    exec(compile(ast.Module(lines, []), file, "exec"), space)
    return eval(compile(ast.fix_missing_locations(ast.Expression(last.value)), file, "eval"), space)


def figure_of(name):
    """Give a figure of the page in its start state."""
    figure = declared()[name]
    figure.reset()
    return figure


FIGURES = {name: partial(figure_of, name) for name in NAMES}
