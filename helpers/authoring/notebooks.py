"""Refresh the notebooks: fill numbers in prose, run every cell, store it all in one normal form.

``python -m helpers.authoring.notebooks`` rewrites what has changed; with ``--check`` it changes
nothing and fails if anything would. Name notebooks to do only those.
"""

import argparse
import base64
import contextlib
import copy
import difflib
import hashlib
import io
import linecache
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

import helpers
from helpers.chapters.kinds import names
from helpers.display import prose
from helpers.live.rounding import shown
from helpers.mathematics.checks import require
from helpers.sources import example as published

BOOK = Path(__file__).parents[2] / "book"
LARGEST = 300_000  # bytes of one notebook, outputs included
RANDOM_ID = 8  # characters of the id that Jupyter gives a new cell; ours are longer
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
SETUP = """\
import sys
from pathlib import Path

_here = Path.cwd()
_root = next((p for p in (_here, *_here.parents) if (p / "helpers" / "mathematics").is_dir()), None)
if _root is None:
    raise ImportError(
        "This notebook needs the book's own `helpers` folder. Get the whole book and open the "
        "notebook there (see its README); `pip install helpers` gives another package."
    )
sys.path.insert(0, str(_root))"""


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
    """Drop what differs from run to run, and put the setup cell first.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place: cell ids, metadata and outputs.
    """
    setup = nbformat.v4.new_code_cell(SETUP, id="setup", metadata={"tags": ["remove-cell"]})
    if notebook.cells and notebook.cells[0].id == "setup":
        setup.execution_count = notebook.cells[0].get("execution_count")
        notebook.cells[0] = setup
    else:
        notebook.cells.insert(0, setup)
    for i, cell in enumerate(notebook.cells[1:]):
        cell.metadata.pop("execution", None)
        if len(cell.id) == RANDOM_ID:
            cell.id = _stable_id(cell, notebook.cells[: i + 1])
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            output.pop("metadata", None) if output.output_type == "stream" else None
    notebook.metadata = nbformat.from_dict(
        {
            **{k: v for k, v in notebook.metadata.items() if k == "hola"},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5


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
        The worked example that its cells import; `helpers.sources.example.corrected` gives another.

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
    namespace = {**names(), "example": example, "shown": shown, "__name__": "__notebook__"}
    for cell in notebook.cells[1:]:
        if cell.cell_type != "code" or "raises-exception" in cell.metadata.get("tags", []):
            continue
        file = f"<cell {cell.id}>"  # in linecache, so that the tracer finds names in it
        lines = cell.source.splitlines(keepends=True)
        linecache.cache[file] = (len(cell.source), None, lines, file)
        try:
            with contextlib.redirect_stdout(io.StringIO()), _worked(example):
                exec(compile(cell.source, file, "exec"), namespace)
        except Exception as error:
            raise ValueError(f"The cell {cell.id} fails: {error}\n{cell.source}") from error
    return namespace


@contextlib.contextmanager
def _worked(example):
    """Let ``from helpers import example`` give this one for a while."""
    helpers.example = example
    try:
        yield
    finally:
        helpers.example = published


def ties_of(cell):
    """Read the ties that a Markdown cell carries in its metadata."""
    return [prose.Tie(*tie) for tie in cell["metadata"].get("ties", [])]


def fill(notebook, namespace, corrected):
    """Fill the markers of every Markdown cell and bring its ties up to date, in place.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    namespace, corrected : dict
        Its names with the example as published, and as corrected.
    """
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        try:
            cell.source, ties = prose.fill(cell.source, namespace, ties_of(cell))
            ties = prose.with_corrected(ties, corrected)
        except ValueError as error:
            raise ValueError(f"In the cell that begins “{cell.source[:60]}”: {error}") from error
        cell.metadata.pop("ties", None)
        if ties:
            cell.metadata["ties"] = [list(tie if tie.corrected else tie[:3]) for tie in ties]


def refreshed(path):
    """Fill, run and normalise one notebook.

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
    fill(notebook, namespace_of(notebook), namespace_of(notebook, published.corrected()))
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,  # else what is printed splits into pieces by chance
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    normalise(notebook)
    text = written(notebook)
    size = len(text.encode())
    require(size <= LARGEST, f"{path.name} has {size} bytes, more than {LARGEST}. Show less.")
    return text


def comparable(text):
    """Leave out pictures, whose bytes depend on the machine's fonts."""
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            picture = output.get("data", {}).get("image/png")
            if picture:
                output.data["image/png"] = "a picture"
    return written(notebook)


def keep_pictures(fresh, stored):
    """Keep a stored picture where a new one shows the same pixels.

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
    pictures = {cell.id: copy.deepcopy(cell.get("outputs", [])) for cell in old.cells}
    for cell in new.cells:
        pairs = zip(cell.get("outputs", []), pictures.get(cell.id, []), strict=False)
        for output, before in pairs:
            ours = output.get("data", {}).get("image/png")
            theirs = before.get("data", {}).get("image/png")
            if ours and theirs and _same_pixels(ours, theirs):
                output.data["image/png"] = theirs
    return written(new)


def _same_pixels(one, other):
    import numpy as np
    from matplotlib.image import imread

    first, second = (imread(io.BytesIO(base64.b64decode(png))) for png in (one, other))
    return first.shape == second.shape and float(np.abs(first - second).max()) < 0.02


def main(arguments=None):
    """Run the command; see the module's text."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.authoring.notebooks", description=__doc__
    )
    parser.add_argument("notebooks", nargs="*", type=Path, help="all of book/ if left out")
    parser.add_argument("--check", action="store_true", help="change nothing, fail on a difference")
    options = parser.parse_args(arguments)
    stale = []
    for path in options.notebooks or sorted(BOOK.glob("*.ipynb")):
        stored, fresh = path.read_text(encoding="utf-8"), refreshed(path)
        if comparable(stored) == comparable(fresh):
            print(f"{path.name}: up to date")
            continue
        stale.append(path.name)
        if options.check:
            pair = (comparable(stored).splitlines(), comparable(fresh).splitlines())
            difference = difflib.unified_diff(*pair, "stored", "fresh", lineterm="", n=1)
            print("\n".join([f"{path.name}: out of date", *list(difference)[:40]]))
        else:
            path.write_text(keep_pictures(fresh, stored), encoding="utf-8")
            print(f"{path.name}: refreshed")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
