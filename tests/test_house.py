"""Rules of the house that no other test sees."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import helpers
from helpers import training
from helpers.display import setting
from helpers.display.symbols import SYMBOLS
from helpers.live import assets
from helpers.site import scripts

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "helpers"
BELOW = {  # from each room, the rooms that it may open the door to
    "mathematics": set(),
    "live": set(),  # the engine is told what it must know
    "training": {"mathematics", "sources"},
    "sources": {"mathematics"},
    "display": {"mathematics", "sources", "live"},
    "chapters": {"mathematics", "training", "sources", "display", "live"},
    "authoring": {"mathematics", "training", "sources", "display", "live", "chapters"},
    "site": {"mathematics", "training", "sources", "display", "live", "chapters", "authoring"},
}
BARE = {"mathematics", "training", "sources"}  # rooms that need nothing but NumPy
MOVABLE = "live"  # works under any name, so its modules name each other from where they stand
SCRIPT_IMPORT = re.compile(r"""^(?:import|export)\s+[\w*{}\s,$]*?["'](\.[^"']+)["']""", re.M)


def modules(room, suffix=".py"):
    return sorted((HOUSE / room).rglob(f"*{suffix}"))


def imports(path):
    """The full names of all that a module imports, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            is_movable = path.is_relative_to(HOUSE / MOVABLE)
            assert not node.level or is_movable, f"{path}: write the whole name of what is imported"
            assert node.level <= 1, f"{path} reaches out of the engine's folder"
            start = f"helpers.{MOVABLE}." if node.level else ""
            module = f"{node.module}." if node.module else ""
            yield from (f"{start}{module}{alias.name}" for alias in node.names)


def doors(path):
    """The rooms that a module of Python opens the door to."""
    inside = [name.split(".")[1] for name in imports(path) if name.startswith("helpers.")]
    public = {"mathematics", "sources"}  # what `helpers` itself hands out
    return {room for name in inside for room in ({name} if name in BELOW else public)}


def script_doors(path):
    """The rooms that a module of JavaScript opens the door to."""
    for name in SCRIPT_IMPORT.findall(path.read_text(encoding="utf-8")):
        target = (path.parent / name).resolve()
        assert target.is_file(), f"{path.name} imports {name}, which does not exist"
        yield target.relative_to(HOUSE).parts[0]


def test_every_room_has_its_place_in_the_order():
    rooms = {path.name for path in HOUSE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms == set(BELOW)
    assert {path.name for path in HOUSE.glob("*.py")} == {"__init__.py"}


@pytest.mark.parametrize("room", BELOW)
def test_python_opens_doors_in_one_direction_only(room):
    open_doors = {path: doors(path) - {room} - BELOW[room] for path in modules(room)}
    assert {path: rooms for path, rooms in open_doors.items() if rooms} == {}


@pytest.mark.parametrize("room", BELOW)
def test_javascript_opens_doors_in_one_direction_only(room):
    scripts = modules(room, ".js")
    open_doors = {path: {*script_doors(path)} - {room} - BELOW[room] for path in scripts}
    assert {path: rooms for path, rooms in open_doors.items() if rooms} == {}


OF_THE_BOOK = {
    *("attention", "transformer", "embedding", "encoder", "decoder", "softmax", "scores"),
    *("logits", "probs", "corrected", "published", "edition", "errata", "chapter", "exercise"),
    *("ledger", "book", "hello", "helpers"),
    *setting.WORK.split(),
    *(symbol.code for symbol in SYMBOLS if "_" in symbol.code),
    *(symbol.meaning for symbol in SYMBOLS),
}
OWN_ADDRESS = "helpers.live"  # what the engine is called here; in its examples, for readers


def test_no_word_of_the_book_stands_in_the_engine():
    words = "|".join(map(re.escape, sorted(OF_THE_BOOK, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w-])(?:{words})s?(?![\w-])", re.IGNORECASE)
    files = [path for suffix in (".py", ".js", ".css") for path in modules(MOVABLE, suffix)]
    assert len(files) > 40
    texts = {path: path.read_text(encoding="utf-8").replace(OWN_ADDRESS, "") for path in files}
    found = {path.name: pattern.findall(text) for path, text in texts.items()}
    assert {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.parametrize("room", sorted(BARE))
def test_what_computes_needs_only_numpy(room):
    outside = {name.split(".")[0] for path in modules(room) for name in imports(path)}
    assert outside - sys.stdlib_module_names <= {"helpers", "numpy"}


def defined(path):
    """The functions and classes that a module defines, by name."""
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    return {node.name: node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def test_every_way_back_stands_beside_its_formula():
    for path in modules("mathematics"):
        names = defined(path)
        for name in names:
            if name.endswith("_backward"):
                forward = name.removesuffix("_backward")
                beside = [n for n in names if n.startswith(forward) and "_backward" not in n]
                assert beside, f"{path.name} has {name} without what it belongs to"


def test_a_type_of_steps_says_so_in_its_name():
    for path in [*modules("mathematics"), *modules("training")]:
        for name, node in defined(path).items():
            if isinstance(node, ast.FunctionDef) and name.endswith("_steps"):
                returned = [n.value for n in ast.walk(node) if isinstance(n, ast.Return)]
                assert all(ast.unparse(value.func).endswith("Steps") for value in returned), name


def test_the_engine_needs_numpy_and_for_its_widget_anywidget():
    outside = {
        path.name: {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names
        for path in modules(MOVABLE)
    }
    assert outside.pop("figure.py") - {"helpers"} == {"numpy", "anywidget", "traitlets"}
    assert {name: needs - {"helpers", "numpy"} for name, needs in outside.items()} == {
        name: set() for name in outside
    }


def test_every_test_has_a_time_limit(pytestconfig):
    assert pytestconfig.pluginmanager.hasplugin("timeout")
    assert 0 < float(pytestconfig.getini("timeout")) <= 1800


def test_everything_public_of_training_is_documented():
    for name in training.__all__:
        assert getattr(training, name).__doc__, name


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
    """All files of the house; git is asked which, where it answers (not in a ZIP)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    rooms = ("helpers", "tests", "book", "benchmarks")
    made = {"__pycache__", ".ipynb_checkpoints"}
    found = [path for room in rooms for path in (ROOT / room).rglob("*") if path.is_file()]
    return [
        path
        for path in [*found, *filter(Path.is_file, ROOT.iterdir())]
        if not made & set(path.parts)
    ]


def test_no_file_carries_a_path_of_one_machine():
    mine = Path(__file__)
    for path in tracked_files():
        if path == mine or path.suffix in {".png", ".woff2"}:
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"/(?:work|root|home)/\w", text), path


REQUIREMENTS = sorted(
    str(path.relative_to(ROOT))
    for pattern in ("", "tests/")
    for path in ROOT.glob(f"{pattern}requirements*.txt")
)


def test_what_a_notebook_imports_is_what_the_light_way_installs():
    lines = (ROOT / "requirements-notebooks.txt").read_text(encoding="utf-8").splitlines()
    installed = {line.split("==")[0] for line in lines if "==" in line}
    brought_by = {"PIL": "pillow", "traitlets": "ipywidgets", "pygments": "ipykernel"}
    rooms = [room for room in BELOW if room not in {"authoring", "site"}]
    wanted = {
        name.split(".")[0] for room in rooms for path in modules(room) for name in imports(path)
    }
    wanted -= {*sys.stdlib_module_names, "helpers"}
    assert {brought_by.get(name, name) for name in wanted} <= installed
    assert not any(line.startswith("jupyterlab") for line in lines), "it weighs a quarter of all"


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_dependency_is_pinned_and_says_why_it_is_there(name):
    reason = None
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            reason = line
        elif line and not line.startswith(("-e", "-r", "-c")):
            assert "==" in line, line
            assert reason or "#" in line, f"{line} stands there without a reason"


def test_what_two_files_pin_has_one_version():
    pins = [
        line.split("#")[0].split()[0]
        for name in REQUIREMENTS
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if re.match(r"[\w.-]+==", line)
    ]
    assert len(pins) > len({pin.split("==")[0] for pin in pins}), "no pin stands in two files"
    assert len(set(pins)) == len({pin.split("==")[0] for pin in pins})


def test_every_script_is_checked_strictly_or_waits_in_the_list():
    settings = (ROOT / "tsconfig.json").read_text(encoding="utf-8")
    waiting = json.loads(re.sub(r"^ *//.*", "", settings, flags=re.M))["exclude"]
    files = sorted(ROOT.glob("helpers/*/static/*.js"))
    assert len(files) > 30
    strict = [
        str(file.relative_to(ROOT))
        for file in files
        if file.read_text(encoding="utf-8").startswith("// @ts-check\n")
    ]
    assert sorted(strict + waiting) == [str(file.relative_to(ROOT)) for file in files]
    for name in ("graph", "numpy", "run"):
        assert f"helpers/live/static/{name}.js" in strict
    for file in files:
        assert "@ts-nocheck" not in file.read_text(encoding="utf-8"), file


@pytest.mark.parametrize("name", scripts.ENGINE)
def test_the_built_script_is_what_the_sources_give_now(name):
    file = assets.BUILT / name
    assert file.read_text(encoding="utf-8") == scripts.engine()[file], (
        f"{file.name} is out of date: run `.venv/bin/python -m helpers.site.scripts` and commit it"
    )
