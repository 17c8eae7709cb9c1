"""What a notebook shows with the code as it is now, beside what is stored."""

import json

import pytest

from helpers.authoring.fresh import fresh
from helpers.chapters.asides import question


def code(source, **data):
    outputs = [{"output_type": "execute_result", "data": data, "metadata": {}}] if data else []
    return {"id": source[:6], "cell_type": "code", "source": source, "outputs": outputs} | META


def text(source):
    return {"id": "text", "cell_type": "markdown", "source": source} | META


META = {"metadata": {}}
IMPORTS = "from helpers.chapters.asides import question"


@pytest.fixture
def now():
    """Give the cells as they are now, and what was complained of."""

    def made(*cells):
        complaints = []
        notebook = json.loads(fresh(json.dumps({"cells": cells}), complaints.append))
        return notebook["cells"], complaints

    return made


def test_an_aside_is_shown_as_it_is_written_now(now):
    (_, cell), complaints = now(
        code(IMPORTS), code("question('own-score')", **{"text/markdown": ""})
    )
    assert cell["outputs"][0]["data"]["text/markdown"] == question("own-score")._repr_markdown_()
    assert complaints == []


def test_a_marker_is_filled_also_by_what_comes_after_it(now):
    cells, complaints = now(text("Twice four is <<eight>>."), code("eight = 8"))
    assert cells[0]["source"] == "Twice four is 8."
    assert cells[0]["metadata"]["ties"] == [["8", "eight", ""]]
    assert complaints == []


def test_what_nothing_shown_needs_does_not_run(now):
    cells, complaints = now(code("1 / 0"), code("a = 2 / 0\na", **{"text/plain": "3"}))
    assert cells[1]["outputs"][0]["data"] == {"text/plain": "3"}
    assert [told.split(":")[1] for told in complaints] == [" ZeroDivisionError"]  # never stored


def test_a_cell_that_fails_stays_as_it_is_stored_and_is_named(now):
    broken = code("nobody", **{"text/html": "<b>old</b>"})
    cells, complaints = now(broken, code("question (", **{"text/html": ""}))
    assert cells[0]["outputs"] == broken["outputs"]
    assert len(complaints) == 2
    assert "nobody" in complaints[1]
    assert "no Python" in complaints[0]


def test_a_cell_runs_after_what_changes_its_names(now):
    cells = [code("a = [1]"), code("a[0] = 2"), code("b = 3"), code("a", **{"text/html": "1"})]
    assert now(*cells)[0][3]["outputs"][0]["data"]["text/plain"] == "[2]"
