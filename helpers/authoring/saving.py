"""What a notebook of the book keeps, whoever writes it: the refresh command or JupyterLab.

Installing the package makes this module an extension of Jupyter's server (`hola-mundo.json` beside
it says so). A reader who opens a notebook, runs all of it and saves has then changed nothing: what
differs from run to run and from machine to machine is not written, and a picture that looks the
same keeps its bytes. A live figure keeps its HTML,
which stands where the widget stood when the notebook is opened again without its kernel.
"""

import copy
from pathlib import Path

import nbformat

from helpers.authoring import drawings

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
SETUP_ID = "setup"  # the cell that the refresh command puts into each notebook of the book
FIGURE = 'class="hm-figure"'
PLUMBING = {"remove-cell", "remove-input", "hide-input"}  # tags of code that no page shows
TO_FILL = "to-fill"  # tag of a cell that the reader fills: open in JupyterLab, not on the page
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def keep_what_stays(notebook):
    """Drop what differs from run to run, and fold away the code that no page shows.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place: metadata, and outputs.
    """
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        cell.metadata.pop("jupyter", None)
        tags = set(cell.metadata.get("tags", []))
        if PLUMBING & tags and TO_FILL not in tags:
            cell.metadata["jupyter"] = {"source_hidden": True}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            output.pop("metadata", None) if output.output_type == "stream" else None
            if output.output_type == "execute_result":  # a cell that moved carries an old number
                output.execution_count = cell.execution_count
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5


def keep_figures(notebook):
    """Drop the widget beside the HTML of a live figure: without its kernel it would be an error.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if FIGURE in data.get("text/html", ""):
                data.pop(WIDGET_VIEW, None)


def keep_pictures(notebook, stored):
    """Keep a stored picture where a new one looks the same (:mod:`.drawings`).

    Parameters
    ----------
    notebook, stored : nbformat.NotebookNode
        The first is changed in place.
    """
    pictures = {cell.get("id"): cell.get("outputs", []) for cell in stored.cells}
    for cell in notebook.cells:
        pairs = zip(cell.get("outputs", []), pictures.get(cell.get("id"), []), strict=False)
        for output, before in pairs:
            drawings.keep_same(output.get("data", {}), copy.deepcopy(before.get("data", {})))


def keep_counts(notebook, stored):
    """Keep the number of each run: a merge of notebooks leaves others than a run from the top.

    Parameters
    ----------
    notebook, stored : nbformat.NotebookNode
        The first is changed in place.
    """
    counts = {cell.get("id"): cell.get("execution_count") for cell in stored.cells}
    for cell in notebook.cells:
        if cell.get("execution_count") and counts.get(cell.get("id")):
            cell.execution_count = counts[cell.id]
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = cell.execution_count


def before_saving(model, path="", contents_manager=None, **_):
    """Let Jupyter's server write a notebook of the book in its normal form.

    A notebook of the reader's own stays as it is, but for the widgets of live figures.

    Parameters
    ----------
    model : dict
        What the server is about to write.
    path : str
        Where, for the server.
    contents_manager : object, optional
        Its `root_dir` is the folder that the server serves.
    """
    if model["type"] == "notebook":
        notebook = model["content"] = nbformat.from_dict(model["content"])
        is_ours = any(cell.get("id") == SETUP_ID for cell in notebook.cells)
        (keep_what_stays if is_ours else keep_figures)(notebook)
        stored = Path(contents_manager.root_dir) / path.strip("/") if contents_manager else None
        if is_ours and stored and stored.is_file():
            before = nbformat.read(stored, as_version=4)
            keep_pictures(notebook, before)
            keep_counts(notebook, before)


def _jupyter_server_extension_points():
    return [{"module": __name__}]


def _load_jupyter_server_extension(app):
    app.contents_manager.register_pre_save_hook(before_saving)
