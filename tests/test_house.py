"""Rules of the house that no other test sees."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

import helpers
from helpers import training

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "helpers").rglob("*.py"))
MATHEMATICS = {
    "alone",
    "attention",
    "cache",
    "checks",
    "cost",
    "decode",
    "embedding",
    "feed_forward",
    "initialise",
    "interpret",
    "masks",
    "model",
    "norm",
    "parameters",
    "position",
    "pytorch",
    "rank",
    "recurrent",
    "rotary",
    "softmax",
    "text",
    "transformer",
    "variants",
}
TOOLS = {"display", "live", "book", "asides", "notebooks", "prose", "training"}


def imports(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def rooms(path):
    """The rooms of the house that a module opens the door to."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("helpers.")}


@pytest.mark.parametrize("name", sorted(MATHEMATICS & {path.stem for path in MODULES}))
def test_the_mathematics_knows_of_no_figure_and_needs_only_numpy(name):
    path = ROOT / "helpers" / f"{name}.py"
    assert rooms(path) <= MATHEMATICS
    outside = {module.split(".")[0] for module in imports(path)} - {"helpers", "numpy"}
    standard = {"collections", "dataclasses", "difflib", "itertools", "math", "typing"}
    assert outside <= standard | {"unicodedata"}


def test_every_module_of_the_mathematics_is_known_to_this_test():
    top = {path.stem for path in (ROOT / "helpers").glob("*.py")} - {"__init__", "symbols"}
    assert top - TOOLS == top & MATHEMATICS


def test_training_needs_only_the_mathematics_the_worked_example_and_numpy():
    standard = {"collections", "dataclasses", "functools", "importlib", "itertools"}
    standard |= {"json", "math", "pathlib", "typing", "unicodedata"}
    for path in (ROOT / "helpers" / "training").rglob("*.py"):
        assert rooms(path) <= MATHEMATICS | {"training", "example"}, path.name
        outside = {module.split(".")[0] for module in imports(path)} - {"helpers", "numpy"}
        assert outside <= standard, path.name


def test_everything_public_of_training_is_documented():
    for name in training.__all__:
        assert getattr(training, name).__doc__, name


def test_display_knows_nothing_of_live_figures():
    for path in (ROOT / "helpers" / "display").rglob("*.py"):
        assert not rooms(path) & {"live", "book", "asides", "notebooks", "prose"}, path.name


def test_live_figures_know_nothing_of_the_book():
    for path in (ROOT / "helpers" / "live").rglob("*.py"):
        assert not rooms(path) & {"book", "asides", "notebooks", "prose"}, path.name


def test_everything_public_is_documented_with_its_result():
    for name in helpers.__all__:
        thing = getattr(helpers, name)
        if callable(thing):
            assert thing.__doc__, name
            assert (
                not name.endswith("_steps")
                or "see `" in thing.__doc__
                or "Returns" in thing.__doc__
            )


def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_file_carries_a_path_of_one_machine():
    mine = Path(__file__)
    for path in tracked_files():
        if path == mine or path.suffix in {".png", ".woff2"}:
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"/(?:work|root|home)/\w", text), path


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_every_dependency_is_pinned_and_says_why_it_is_there(name):
    reason = None
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            reason = line
        elif line and not line.startswith(("-e", "-r", "-c")):
            assert "==" in line, line
            assert reason or "#" in line, f"{line} stands there without a reason"
