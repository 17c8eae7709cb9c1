"""The refresh command, on a small notebook of its own."""

import base64
import io

import nbformat
import numpy as np
import pytest
from matplotlib.image import imsave

from helpers import example
from helpers.authoring import notebooks, ties


@pytest.fixture
def page(tmp_path):
    (tmp_path / "helpers").symlink_to(notebooks.BOOK.parent / "helpers")
    path = tmp_path / "page.ipynb"
    cells = [
        nbformat.v4.new_markdown_cell("Twice four is <<eight>>."),
        nbformat.v4.new_code_cell("eight = 2 * 4\neight"),
        nbformat.v4.new_code_cell("for word in ('uno', 'dos'):\n    print(word, flush=True)"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_a_refresh_fills_runs_and_then_finds_nothing_to_do(page, capsys):
    assert notebooks.main([str(page)]) == 0
    notebook = notebooks.read(page)
    assert notebook.cells[0].source == "Twice four is 8."
    assert notebook.cells[0].metadata["ties"] == [["8", "eight", ""]]
    assert notebook.cells[2].outputs[0].data["text/plain"] == "8"
    assert [output.text for output in notebook.cells[3].outputs] == ["uno\ndos\n"]
    assert notebooks.main(["--check", str(page)]) == 0
    assert "up to date" in capsys.readouterr().out


def test_a_check_changes_nothing_and_fails_on_a_stale_output(page, capsys):
    notebooks.main([str(page)])
    stale = page.read_text(encoding="utf-8").replace('"8"\n', '"9"\n')
    page.write_text(stale, encoding="utf-8")
    assert notebooks.main(["--check", str(page)]) == 1
    assert page.read_text(encoding="utf-8") == stale
    assert "out of date" in capsys.readouterr().out


def test_a_failing_cell_is_named(page):
    notebook = notebooks.read(page)
    notebook.cells[1].source = "eight = undefined"
    with pytest.raises(ValueError, match="fails: name 'undefined' is not defined"):
        notebooks.namespace_of(notebook)


def test_a_notebook_that_is_too_large_is_refused(page, monkeypatch):
    monkeypatch.setattr(notebooks, "LARGEST", 100)
    with pytest.raises(ValueError, match=r"page\.ipynb has \d+ bytes, more than 100\. Show less"):
        notebooks.refreshed(page)


def test_a_page_is_run_with_the_example_that_is_handed_in(page):
    notebook = notebooks.read(page)
    notebook.cells[1].source = "from helpers import example\nX = example.X"
    found = notebooks.namespace_of(notebook, example.corrected())
    np.testing.assert_array_equal(found["X"], example.X_corrected)
    np.testing.assert_array_equal(notebooks.namespace_of(notebook)["X"], example.X)


def test_opened_for_editing_and_refreshed_the_file_is_the_same(page):
    notebooks.main([str(page)])
    stored = page.read_bytes()
    assert notebooks.main(["--open", str(page)]) == 0
    assert notebooks.read(page).cells[0].source == "Twice four is <<eight>>."
    notebooks.main([str(page)])
    assert page.read_bytes() == stored


def test_a_still_keeps_the_ties_of_its_alternative_and_caption(page):
    notebook = notebooks.read(page)
    about = {"image": {"alt": "A bar of <<eight>>."}, "figure": {"caption": "<<eight|Word>>."}}
    notebook.cells[1].metadata["mystnb"] = about
    nbformat.write(notebook, page)
    notebooks.main([str(page)])
    cell = notebooks.read(page).cells[2]
    assert cell.metadata["mystnb"]["image"]["alt"] == "A bar of 8."
    assert cell.metadata["mystnb"]["figure"]["caption"] == "Eight."
    assert [text for text, _ in ties.all_ties([cell])] == ["A bar of 8.", "Eight."]
    assert [tie.expression for tie in ties.ties_of(cell, "caption")] == ["eight"]


@pytest.mark.parametrize("code", ["eight = 2 * 4\neight", "from helpers import example\neight = 8"])
def test_a_kernel_runs_a_page_once_and_only_the_example_runs_it_again(page, monkeypatch, code):
    notebook = notebooks.read(page)
    notebook.cells[1].source = f"{code}\nwith open('runs', 'a') as runs:\n    runs.write('x')"
    nbformat.write(notebook, page)
    monkeypatch.chdir(page.parent)
    notebooks.main([str(page)])
    assert len((page.parent / "runs").read_text()) == 1 + ("example" in code)


def test_a_number_that_cannot_be_filled_is_named_with_its_text(page):
    notebook = notebooks.read(page)
    notebook.cells[0].source = "Twice four is <<nine>>."
    nbformat.write(notebook, page)
    with pytest.raises(ValueError, match=r"begins “Twice four is <<nine>>\.”: <<nine>> cannot be"):
        notebooks.refreshed(page)


def test_a_new_cell_gets_an_id_that_is_the_same_each_time():
    def stored():
        cells = [nbformat.v4.new_code_cell("1 + 1"), nbformat.v4.new_code_cell("1 + 1")]
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebooks.normalise(notebook)
        return [cell.id for cell in notebook.cells]

    assert stored() == stored()
    assert len(set(stored())) == 3


def picture(pixels, **about):
    """A notebook of one picture."""
    png = io.BytesIO()
    imsave(png, pixels, metadata=about)
    data = {"image/png": base64.b64encode(png.getvalue()).decode()}
    cell = nbformat.v4.new_code_cell("", id="picture", outputs=[])
    cell.outputs.append(nbformat.v4.new_output("display_data", data=data))
    return notebooks.written(nbformat.v4.new_notebook(cells=[cell]))


def test_a_picture_of_the_same_pixels_keeps_its_stored_bytes_and_another_does_not():
    black, white = np.zeros((2, 2, 3)), np.ones((2, 2, 3))
    stored, same, other = picture(black), picture(black, Author="me"), picture(white)
    assert stored != same
    assert notebooks.keep_pictures(same, stored) == stored
    assert notebooks.keep_pictures(other, stored) == other
