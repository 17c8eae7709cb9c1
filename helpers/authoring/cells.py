"""What a cell needs to run in this process, and a kernel to fill texts.

It imports no part of Jupyter: reading and running notebooks takes longer to load than to do, and
every kernel of a refresh loads this.
"""

import ast
import json
import linecache
import sys

from helpers.authoring import ties
from helpers.chapters.kinds import names
from helpers.live.rounding import shown


def compiled(code, cell):
    """Compile what was parsed of a cell, so that the tracer finds the cell's lines by name."""
    file = f"<cell {cell['id']}>"
    lines = cell["source"].splitlines(keepends=True)
    linecache.cache[file] = (len(cell["source"]), None, lines, file)
    return compile(code, file, "eval" if isinstance(code, ast.Expression) else "exec")


def prose_names(own):
    """Give the names that prose may use: those of `helpers`, and a notebook's `own` above them."""
    return {**names(), "shown": shown, **own}


def answer(kept):
    """Fill texts with the names of the kernel that this runs in, and print them as JSON.

    Parameters
    ----------
    kept : str
        As JSON, from `ties.all_ties`.
    """
    own = sys.modules["__main__"].__dict__
    try:
        found = ties.filled(json.loads(kept), prose_names(own))
    except ValueError as error:
        found = str(error)
    print(json.dumps(found))
