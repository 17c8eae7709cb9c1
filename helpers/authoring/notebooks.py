"""Refresh the notebooks: fill numbers in prose, run every cell, store it all in one normal form.

``python -m helpers.authoring.notebooks`` rewrites what has changed; with ``--check`` it changes
nothing and fails if anything would. ``--open`` writes ``<<expression>>`` back in the place of each
number, for editing; the next refresh fills it again. Name notebooks to do only those.
"""

import argparse
import ast
import contextlib
import difflib
import hashlib
import io
import json
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from helpers.authoring import saving, ties
from helpers.authoring.cells import compiled, prose_names
from helpers.chapters import order
from helpers.display.prose import Tie
from helpers.mathematics.checks import require
from helpers.sources import example as published

BOOK = order.BOOK
LARGEST = 300_000  # bytes of one notebook, outputs included
RANDOM_ID = 8  # characters of the id that Jupyter gives a new cell; ours are longer
ASK = "__import__('helpers.authoring.cells').authoring.cells.answer"
SETUP = """\
import sys
from importlib.util import find_spec
from pathlib import Path

_here = Path.cwd()
_root = next((p for p in (_here, *_here.parents) if (p / "helpers" / "mathematics").is_dir()), None)
if _root is not None:
    sys.path.insert(0, str(_root))
elif not (find_spec("helpers") and find_spec("helpers.mathematics")):
    raise ImportError(
        "This notebook needs the book's own `helpers`. Get the whole book and open the notebook "
        "there, or install it (see its README); `pip install helpers` gives another package."
    )"""


def read(path):
    """Read a notebook.

    Parameters
    ----------
    path : Path

    Returns
    -------
    notebook : nbformat.NotebookNode
    """
    return nbformat.read(path, as_version=4)


def written(notebook):
    """Serialise a notebook the one way in which it is stored."""
    return nbformat.writes(notebook, version=4, indent=1, sort_keys=True) + "\n"


def normalise(notebook):
    """Drop what differs from run to run, and put the setup cell before all other code.

    It stands after the words that the page begins with, its title among them.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place: cell ids, metadata and outputs.
    """
    setup = nbformat.v4.new_code_cell(SETUP, id=saving.SETUP_ID, metadata={"tags": ["remove-cell"]})
    for former in filter(_is_setup, notebook.cells):
        setup.execution_count = former.get("execution_count")
    cells = [cell for cell in notebook.cells if not _is_setup(cell)]
    code = [i for i, cell in enumerate(cells) if cell.cell_type == "code"]
    first = code[0] if code else len(cells)
    notebook.cells = [*cells[:first], setup, *cells[first:]]
    for i, cell in enumerate(notebook.cells):
        if len(cell.id) == RANDOM_ID:
            cell.id = _stable_id(cell, notebook.cells[:i])
    saving.keep_what_stays(notebook)


def _is_setup(cell):
    return cell.id == saving.SETUP_ID


def _stable_id(cell, before):
    """Replace a random id by one that the first text of the cell gives, once."""
    taken = {other.id for other in before}
    digest = hashlib.sha256(cell.source.encode()).hexdigest()
    return next(
        f"c-{digest[n : n + 10]}" for n in range(50) if f"c-{digest[n : n + 10]}" not in taken
    )


def namespace_of(notebook, example=published):
    """Run a notebook's code in this process and give all its names.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    example : module or namespace
        The worked example of its cells; `helpers.sources.example.corrected` gives another.

    Returns
    -------
    namespace : dict
        The names of `helpers`, and whatever the notebook defines.

    Raises
    ------
    ValueError
        If a cell fails; the message names it.
    """
    import matplotlib

    matplotlib.use("Agg")
    namespace = {**prose_names({}), "example": example, "__name__": "__notebook__"}
    for cell in notebook.cells:
        if (
            cell.cell_type != "code"
            or _is_setup(cell)
            or "raises-exception" in cell.metadata.get("tags", [])
        ):
            continue
        try:
            code = _WithoutExample().visit(ast.parse(cell.source))
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compiled(code, cell), namespace)
        except Exception as error:
            raise ValueError(f"The cell {cell.id} fails: {error}\n{cell.source}") from error
    return namespace


class _WithoutExample(ast.NodeTransformer):
    """Leave ``example`` out of what is imported from `helpers`: it has been handed in."""

    def visit_ImportFrom(self, node):
        if node.module == "helpers":
            node.names = [alias for alias in node.names if alias.name != "example"]
        return node if node.names else ast.copy_location(ast.Pass(), node)


def uses_example(notebook):
    """Say whether a notebook can have corrected numbers: whether it names the worked example."""
    return any(
        re.search(r"\bexample\b", f"{cell.source}{cell.metadata}") for cell in notebook.cells
    )


def run(notebook, folder):
    """Run a notebook in a kernel, and fill its texts there.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Gets its outputs.
    folder : Path

    Returns
    -------
    kept : list of (str, list of Tie)
        The texts of `ties.all_ties`, filled.

    Raises
    ------
    ValueError
        If a number cannot be filled.
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    asking = nbformat.v4.new_code_cell(f"{ASK}({json.dumps(ties.all_ties(notebook.cells))!r})")
    notebook.cells.append(asking)  # the kernel knows the notebook's names: it is asked last
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,  # else what is printed splits into pieces by chance
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    notebook.cells.pop()
    answer = json.loads(
        "".join(output.text for output in asking.outputs if output.name == "stdout")
    )
    if isinstance(answer, str):
        raise ValueError(answer)
    return [(text, [Tie(*tie) for tie in found]) for text, found in answer]


def refreshed(path):
    """Fill, run and normalise one notebook.

    It runs once in a kernel. Where it can have corrected numbers, it runs once more, in this
    process, with the corrected example.

    Parameters
    ----------
    path : Path

    Returns
    -------
    text : str
        What the file should hold.

    Raises
    ------
    ValueError
        If a number cannot be filled or the notebook is larger than allowed.
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    notebook = read(path)
    normalise(notebook)
    kept = run(notebook, path.parent)
    if uses_example(notebook):
        corrected = namespace_of(notebook, published.corrected())
        kept = [(text, ties.with_corrected(found, corrected)) for text, found in kept]
    ties.put_all(notebook.cells, kept)
    normalise(notebook)
    text = written(notebook)
    size = len(text.encode())
    require(size <= LARGEST, f"{path.name} has {size} bytes, more than {LARGEST}. Show less.")
    return text


def opened(path):
    """Write the markers of a notebook back into its texts, for editing.

    Parameters
    ----------
    path : Path

    Returns
    -------
    text : str
        The notebook with ``<<expression>>`` for each number; a refresh gives the file of before.
    """
    notebook = read(path)
    kept = ties.all_ties(notebook.cells)
    ties.put_all(notebook.cells, [(ties.with_markers(*each), []) for each in kept])
    return written(notebook)


def keep_pictures(fresh, stored):
    """Keep a stored picture where a new one looks the same.

    Parameters
    ----------
    fresh, stored : str
        Two notebooks as text.

    Returns
    -------
    text : str
        `fresh`, with the old bytes where nothing can be seen to differ.
    """
    new, old = nbformat.reads(fresh, as_version=4), nbformat.reads(stored, as_version=4)
    saving.keep_pictures(new, old)
    return written(new)


def main(arguments=None):
    """Run the command; see the module's text."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.authoring.notebooks", description=__doc__
    )
    parser.add_argument("notebooks", nargs="*", type=Path, help="all of book/ if left out")
    parser.add_argument("--check", action="store_true", help="change nothing, fail on a difference")
    parser.add_argument("--open", action="store_true", help="write the <<…>> back, for editing")
    options = parser.parse_args(arguments)
    paths = options.notebooks or order.notebooks()
    if options.open:
        for path in paths:
            path.write_text(opened(path), encoding="utf-8")
            print(f"{path.name}: open for editing; refresh it when you are done")
        return 0
    stale = []
    for path in paths:
        stored = path.read_text(encoding="utf-8")
        fresh = keep_pictures(refreshed(path), stored)
        if stored == fresh:
            print(f"{path.name}: up to date")
            continue
        stale.append(path.name)
        if options.check:
            pair = (stored.splitlines(), fresh.splitlines())
            difference = difflib.unified_diff(*pair, "stored", "fresh", lineterm="", n=1)
            print("\n".join([f"{path.name}: out of date", *list(difference)[:40]]))
        else:
            path.write_text(fresh, encoding="utf-8")
            print(f"{path.name}: refreshed")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
