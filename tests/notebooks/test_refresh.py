"""The refresh command, on a small notebook of its own."""

import nbformat
import pytest

from helpers import notebooks


@pytest.fixture
def page(tmp_path):
    (tmp_path / "helpers").symlink_to(notebooks.BOOK.parent / "helpers")
    path = tmp_path / "page.ipynb"
    cells = [
        nbformat.v4.new_markdown_cell("Twice four is <<eight>>."),
        nbformat.v4.new_code_cell("eight = 2 * 4\neight"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_a_refresh_fills_runs_and_then_finds_nothing_to_do(page, capsys):
    assert notebooks.main([str(page)]) == 0
    notebook = notebooks.read(page)
    assert notebook.cells[1].source == "Twice four is 8."
    assert notebook.cells[1].metadata["ties"] == [["8", "eight", ""]]
    assert notebook.cells[2].outputs[0].data["text/plain"] == "8"
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
