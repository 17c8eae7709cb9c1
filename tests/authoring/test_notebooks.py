"""The notebooks as stored: run, tied, small, and in their normal form."""

import ast
import os
import re
import subprocess
import sys
from collections import Counter

import nbformat
import pytest

from helpers import example
from helpers.authoring import notebooks, saving, ties
from helpers.chapters import order
from helpers.chapters.asides import CONFUSIONS, QUESTIONS, SLIPS
from helpers.display import prose

BOOK = notebooks.BOOK
PAGES = order.notebooks()
TAGS = {
    *("remove-cell", "remove-input", "remove-output", "hide-input", "raises-exception"),
    *("to-fill", "full-width"),
}


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: path.stem)
def page(request):
    return request.param


@pytest.fixture(scope="module")
def notebook(page):
    return notebooks.read(page)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks_to_check():
    assert len(PAGES) >= 7


@pytest.fixture(scope="module")
def namespace(notebook):
    return notebooks.namespace_of(notebook)


def test_every_digit_is_tied_to_code_or_of_a_closed_class(notebook, page, namespace):
    corrected = namespace
    if notebooks.uses_example(notebook):
        corrected = notebooks.namespace_of(notebook, example.corrected())
    found, total = [], Counter()
    for text, kept in ties.all_ties(notebook.cells):
        found += ties.problems(text, kept, namespace)
        found += set(ties.with_corrected(kept, corrected)) ^ set(kept)
        total += ties.counts(kept)
    print(f"\n{page.stem}: {dict(total)}", end="")
    assert found == []
    assert set(total) <= {"computed", *prose.CLASSES}
    assert total["computed"] > 0


def test_opened_for_editing_and_filled_again_a_page_is_the_same(page, namespace):
    kept = ties.all_ties(notebooks.read(page).cells)
    opened = ties.all_ties(nbformat.reads(notebooks.opened(page), as_version=4).cells)
    assert all(found == [] for _, found in opened)
    again = ties.filled(opened, namespace)
    assert [(text, [tie[:3] for tie in found]) for text, found in again] == [
        (text, [tie[:3] for tie in found]) for text, found in kept
    ]


def test_every_code_cell_was_run_in_order(notebook):
    assert [cell.execution_count for cell in code_cells(notebook)] == list(
        range(1, len(code_cells(notebook)) + 1)
    )


def test_a_page_begins_with_its_title_and_its_code_with_what_makes_helpers_importable(notebook):
    assert notebook.cells[0].source.startswith("# ")
    assert code_cells(notebook)[0].id == "setup"
    assert code_cells(notebook)[0].source == notebooks.SETUP


def test_code_that_no_page_shows_is_folded_in_jupyterlab_but_for_cells_to_fill(notebook):
    for cell in code_cells(notebook):
        tags = cell.metadata.get("tags", [])
        is_plumbing = any(tag.endswith(("-input", "-cell")) for tag in tags)
        is_plumbing = is_plumbing and "to-fill" not in tags
        assert cell.metadata.get("jupyter", {}).get("source_hidden", False) == is_plumbing, cell.id


def test_no_text_is_written_for_sphinx_alone(notebook):
    """A role such as {cite} or a target such as (here)= is noise in JupyterLab and on GitHub."""
    for cell in notebook.cells:
        outputs = [output.get("data", {}) for output in cell.get("outputs", [])]
        texts = [data.get("text/markdown", "") for data in outputs]
        for text in [*texts, cell.source if cell.cell_type == "markdown" else ""]:
            assert not re.search(r"\{[\w:-]+\}`|^\(.*\)=$|^(```+|:::+) ?\{", text, re.M), text


def test_the_stored_form_is_the_normal_form(notebook, page):
    text = page.read_text(encoding="utf-8")
    notebooks.normalise(notebook)
    assert notebooks.written(notebook) == text
    assert len(text.encode()) <= notebooks.LARGEST


def test_no_output_carries_a_widget_state_a_path_or_an_address(notebook):
    assert "widgets" not in notebook.metadata
    for cell in code_cells(notebook):
        for output in cell.outputs:
            assert saving.WIDGET_VIEW not in output.get("data", {})
            data = output.get("data", {})
            texts = [str(data[kind]) for kind in data if not kind.startswith("image/")]
            shown = "".join([*texts, str(output.get("text", ""))])
            assert not re.search(r" at 0x[0-9a-f]+|/tmp/|/home/|site-packages", shown)


def test_cells_are_short_and_hold_no_logic(notebook):
    for cell in code_cells(notebook)[1:]:
        lines = [line for line in cell.source.splitlines() if line.strip()]
        imports = all(line.startswith(("import", "from", " ", ")")) for line in lines[:3])
        is_hidden = bool(saving.PLUMBING & set(cell.metadata.get("tags", ())))
        assert len(lines) <= (28 if imports and is_hidden else 14 if imports else 8), cell.source
        assert not re.search(r";\s*$", cell.source), "a semicolon does not suppress output in nbval"
        assert not re.search(r"\binteract\b|\bOutput\(", cell.source)


def test_what_the_reader_uses_comes_in_one_line_and_the_rest_without_a_listing(notebook, page):
    shown = [
        line
        for cell in code_cells(notebook)
        if not saving.PLUMBING & set(cell.metadata.get("tags", ()))
        for line in cell.source.splitlines()
        if re.match(r"\s*(import|from)\s", line)
    ]
    if page.name[:2].isdigit():
        assert len(shown) <= 1, shown
        assert all(line.startswith("from helpers import ") for line in shown)


def test_no_name_is_assigned_twice(notebook):
    names = Counter()
    for cell in code_cells(notebook)[1:]:
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Assign):
                names.update(
                    part.id
                    for target in node.targets
                    for part in ast.walk(target)
                    if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
                )
    assert [name for name, count in names.items() if count > 1] == []


def test_every_tag_is_known(notebook):
    for cell in notebook.cells:
        assert set(cell.metadata.get("tags", [])) <= TAGS


def test_every_picture_has_a_text_alternative_and_a_caption(notebook):
    for cell in code_cells(notebook):
        kinds = {kind for output in cell.outputs for kind in output.get("data", {})}
        assert ("image/png" in kinds) == ("image/svg+xml" in kinds)  # the one where no other shows
        for output in cell.outputs:
            svg = "".join(output.get("data", {}).get("image/svg+xml", ""))
            bare = re.sub(r"#s[0-9a-f]{6}-|var\(--hm-\w+,#[0-9a-f]{6}\)", "", svg)
            assert not re.search("#[0-9a-f]{6}", bare), "a colour that dark mode cannot change"
        if "image/png" in kinds:
            about = cell.metadata.get("mystnb", {})
            assert len(about["image"]["alt"]) > 40
            assert len(about["figure"]["caption"]) > 20


def place(path):
    """What the asides of a page call their chapter: its number, or the name of the page."""
    return int(path.stem[:2]) if path.stem[:2].isdigit() else path.stem


def used(kind):
    """Where each aside is shown: a Counter of (chapter, identifier)."""
    found = Counter()
    for path in PAGES:
        for cell in code_cells(notebooks.read(path)):
            for name in re.findall(rf'^{kind}\("([\w-]+)"\)$', cell.source, re.M):
                found[place(path), name] += 1
    return found


@pytest.mark.parametrize(
    ("kind", "table"), [("question", QUESTIONS), ("slip", SLIPS), ("confusion", CONFUSIONS)]
)
def test_every_aside_is_shown_in_its_chapter(kind, table):
    places = used(kind)
    assert {(aside.chapter, aside.id) for aside in table.values()} <= set(places)


def test_a_chapter_says_what_is_needed_what_is_learnt_and_how_long_it_takes(page, notebook):
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    sections = text.split("\n## ")
    opening = sections[page.stem == "00-start"]  # there the machine is first
    for promise in ("**You need**", "**You will be able to**", "**Time**"):
        assert promise in opening


def test_a_refresh_removes_what_differs_from_run_to_run():
    noisy = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                "1 + 1",
                metadata={"execution": {"iopub.status.busy": "2026"}},
                outputs=[
                    nbformat.v4.new_output(
                        "display_data", data={saving.WIDGET_VIEW: {}, "text/plain": "2"}
                    )
                ],
            )
        ],
        metadata={
            "widgets": {"state": {}},
            "language_info": {"name": "python", "version": "3.11.7"},
        },
    )
    notebooks.normalise(noisy)
    first = notebooks.written(noisy)
    notebooks.normalise(noisy)
    assert notebooks.written(noisy) == first
    assert not re.search(r"widget|iopub|3\.11", first.split("setup")[-1])


def setup_somewhere_else(folder, *options, **environment):
    """Run the first cell where no book is around."""
    return subprocess.run(
        [sys.executable, *options, "-c", f"{notebooks.SETUP}\nimport helpers.mathematics"],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_notebook_that_was_copied_away_works_where_helpers_can_be_imported(tmp_path):
    done = setup_somewhere_else(tmp_path, PYTHONPATH=str(BOOK.parent))
    assert done.returncode == 0, done.stderr


def test_a_notebook_that_was_copied_away_says_what_it_needs_where_helpers_is_missing(tmp_path):
    done = setup_somewhere_else(tmp_path, "-I", "-S")
    assert "This notebook needs the book's own `helpers`" in done.stderr
