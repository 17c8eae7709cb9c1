"""What Jupyter's server writes when a reader saves."""

from types import SimpleNamespace

import nbformat

from helpers.authoring import notebooks, saving

FIGURE = {saving.WIDGET_VIEW: {"model_id": "1"}, "text/html": '<figure class="hm-figure"></figure>'}
SLIDER = {saving.WIDGET_VIEW: {"model_id": "2"}, "text/plain": "IntSlider(value=0)"}


ABOUT = {"name": "python", "version": "3"}


def shown(data):
    return nbformat.v4.new_output("execute_result", data=dict(data), execution_count=1)


def notebook_of(*cells):
    return nbformat.v4.new_notebook(cells=list(cells), metadata={"language_info": ABOUT})


def saved(notebook):
    model = {"type": "notebook", "content": dict(notebook)}
    saving.before_saving(model, path="page.ipynb", contents_manager=None)
    return model["content"]


def test_a_notebook_of_the_book_is_written_in_its_normal_form():
    code = nbformat.v4.new_code_cell("1", outputs=[shown(FIGURE), shown(SLIDER)])
    folded = nbformat.v4.new_code_cell("2", metadata={"tags": ["remove-input"]})
    stored = notebook_of(nbformat.v4.new_markdown_cell("# Title"), code, folded)
    notebooks.normalise(stored)
    opened = nbformat.from_dict(stored)
    opened.metadata.language_info.version = "3.11.7"
    opened.cells[2].outputs = [shown(FIGURE), shown(SLIDER)]
    opened.cells[2].metadata["execution"] = {"iopub.status.busy": "2026"}
    opened.cells[3].metadata["jupyter"] = {"source_hidden": False}
    assert notebooks.written(saved(opened)) == notebooks.written(stored)


def test_of_a_notebook_of_ones_own_only_the_widgets_of_figures_go():
    own = notebook_of(nbformat.v4.new_code_cell("1", outputs=[shown(FIGURE), shown(SLIDER)]))
    figure, slider = saved(own).cells[0].outputs
    assert list(figure.data) == ["text/html"]
    assert slider.data == SLIDER
    assert saved(own).metadata.language_info.version == "3"


def test_what_is_no_notebook_is_left_alone():
    model = {"type": "file", "content": "text"}
    saving.before_saving(model)
    assert model == {"type": "file", "content": "text"}


def drawn(at, text="68"):
    svg = f'<svg><path d="M{at} 2L3 4" /><text>{text}</text></svg>'
    return {"image/svg+xml": svg, "text/plain": "<picture>"}


def test_a_picture_that_looks_the_same_keeps_its_bytes_and_another_does_not(tmp_path):
    stored = notebook_of(
        nbformat.v4.new_markdown_cell("# Title"),
        *(nbformat.v4.new_code_cell(str(i), outputs=[shown(drawn(1.1))]) for i in range(3)),
    )
    notebooks.normalise(stored)
    (tmp_path / "page.ipynb").write_text(notebooks.written(stored), encoding="utf-8")
    opened = nbformat.from_dict(stored)
    for cell, data in zip(
        opened.cells[2:], (drawn(1.2), drawn(9.9), drawn(1.1, "69")), strict=True
    ):
        cell.outputs = [shown(data)]
    model = {"type": "notebook", "content": dict(opened)}
    saving.before_saving(model, "/page.ipynb", SimpleNamespace(root_dir=str(tmp_path)))
    first, second, third = (c.outputs[0].data for c in model["content"].cells[2:])
    assert (first, second, third) == (drawn(1.1), drawn(9.9), drawn(1.1, "69"))
    elsewhere = {"type": "notebook", "content": dict(opened)}
    saving.before_saving(elsewhere, "/new.ipynb", SimpleNamespace(root_dir=str(tmp_path)))
    assert elsewhere["content"].cells[3].outputs[0].data == drawn(9.9)


def test_numbers_of_runs_stay_as_they_are_stored_and_a_new_cell_has_its_own(tmp_path):
    code = [nbformat.v4.new_code_cell("1", outputs=[shown(SLIDER)], execution_count=7)]
    stored = notebook_of(nbformat.v4.new_markdown_cell("# Title"), *code)
    notebooks.normalise(stored)
    (tmp_path / "page.ipynb").write_text(notebooks.written(stored), encoding="utf-8")
    opened = nbformat.from_dict(stored)
    opened.cells[2].execution_count = opened.cells[2].outputs[0].execution_count = 2
    opened.cells.append(nbformat.v4.new_code_cell("2", execution_count=3))
    model = {"type": "notebook", "content": dict(opened)}
    saving.before_saving(model, "page.ipynb", SimpleNamespace(root_dir=str(tmp_path)))
    *_, run, new = model["content"].cells
    assert (run.execution_count, run.outputs[0].execution_count) == (7, 7)
    assert new.execution_count == 3
