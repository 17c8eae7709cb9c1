"""Who follows CONTRIBUTING in a fork ends green: tried in a copy, without git around it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import additions
import pytest

ROOT = Path(__file__).parents[1]
LEFT_OUT = ("_build", ".git", ".venv", ".*_cache", ".hypothesis", "*.egg-info", "node_modules")
ASKING = (  # the tests that ask something of what was added
    *("tests/test_house.py", "tests/mathematics/test_every_function.py"),
    *("tests/live/test_browser_graph.py", "tests/authoring/test_notebooks.py"),
    *("tests/chapters/leaks", "tests/chapters/test_told.py", "tests/chapters/test_asides.py"),
    *("tests/chapters/test_references.py", "tests/pages/test_architecture.py"),
    *("tests/pages/test_reference.py", "tests/pages/test_question_facts.py"),
    "helpers/mathematics/leaky.py",
)
CONCERNED = "leak or table or room or doors or places or machine or public or four or one_page"


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    """A copy with the additions; nothing in it knows of git."""
    root = tmp_path_factory.mktemp("fork") / "copy"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*LEFT_OUT))
    additions.add(root)
    return root


def run(root, *arguments):
    """Run Python in the copy, with the copy's own `helpers`."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_step_a_figure_four_questions_and_a_chapter_can_be_added_by_the_book(fork):
    done = run(fork, "-m", "helpers.authoring.notebooks", "book/19-leaks.ipynb")
    assert "19-leaks.ipynb: refreshed" in done.stdout, done.stderr
    assert "Of −8 the gate leaves −1." in (fork / "book" / "19-leaks.ipynb").read_text("utf-8")
    for check in (["check", "."], ["format", "--check", "."]):
        done = run(fork, "-m", "ruff", *check)
        assert done.returncode == 0, done.stdout
    done = run(fork, "-m", "pytest", "-q", "-n", "0", "-k", CONCERNED, *ASKING)
    assert done.returncode == 0, done.stdout[-4000:]
    asked = run(fork, "-m", "pytest", "-q", "--collect-only", "-n", "0", "-k", "leak", *ASKING)
    assert asked.stdout.count("leak") > 20  # the added parts are among what is asked


def test_a_notebook_of_ones_own_beside_the_chapters_disturbs_nothing(fork):
    own = fork / "book" / "my-notes.ipynb"
    shutil.copy(fork / "book" / "conventions.ipynb", own)
    listing = "from helpers.chapters.order import notebooks; print(*(p.name for p in notebooks()))"
    names = run(fork, "-c", listing).stdout.split()
    assert "conventions.ipynb" in names
    assert own.name not in names
    assert own.name in (fork / ".gitignore").read_text("utf-8").replace("*", "notes")
