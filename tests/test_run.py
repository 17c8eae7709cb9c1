"""How a run of the tests goes: who takes what, and what stops it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import together

ROOT = Path(__file__).parents[1]
BROKEN = """
import subprocess
from helpers.site import build

def fails(output):
    return subprocess.CompletedProcess([], 1, "WARNING: a reason that only this build has")

build.build = fails
"""


@pytest.mark.parametrize(
    ("one", "other", "is_together"),
    [
        ("book/05-scores.ipynb::Cell 1", "book/05-scores.ipynb::Cell 2", True),
        ("book/05-scores.ipynb::Cell 1", "book/06-heads.ipynb::Cell 1", False),
        ("tests/live/test_pack.py::test_a", "tests/live/test_pack.py::test_b[x]", True),
        ("tests/pages/test_pages.py::test_a[x]", "tests/pages/test_pages.py::test_b[x]", True),
        ("tests/pages/test_pages.py::test_a[x]", "tests/pages/test_pages.py::test_a[y]", False),
    ],
)
def test_what_shares_something_costly_stays_together(one, other, is_together):
    assert (together(one) == together(other)) == is_together


@pytest.mark.parametrize("processes", [0, 2])
def test_a_broken_book_stops_the_run_at_once_with_its_cause(tmp_path, processes):
    (tmp_path / "broken_book.py").write_text(BROKEN, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    kept = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    command = [sys.executable, "-m", "pytest", "-p", "broken_book", f"-n{processes}"]
    done = subprocess.run(
        [*command, f"--basetemp={tmp_path / 'run'}", "tests/pages/test_sharing.py"],
        cwd=ROOT, env={**kept, "PYTHONPATH": path}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode
    assert "WARNING: a reason that only this build has" in done.stdout
    assert "the book could not be built" in done.stdout.rpartition("short test summary")[2]
    assert done.stdout.count("ERROR tests/pages") <= max(processes, 1)
