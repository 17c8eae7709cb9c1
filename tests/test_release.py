"""What is said in several places about the book as a whole agrees."""

import contextlib
import importlib
import io
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
import types
import zipfile
from pathlib import Path
from unittest.mock import MagicMock

import pytest
import yaml

ROOT = Path(__file__).parents[1]
BARE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith("MAKE") and name != "PYTHON"  # as in `make PYTHON=python3.12 quick`
}


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_package_citation_and_changelog_have_one_version():
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert yaml.safe_load(text("CITATION.cff"))["version"] == version
    assert re.search(r"^## (\S+?),? ", text("CHANGELOG.md"), re.M)[1] == version


def test_a_release_date_stands_in_the_citation_and_in_the_changelog_or_in_neither():
    heading = re.search(r"^## (.+)$", text("CHANGELOG.md"), re.M)[1]
    _, said = heading.split(", ")
    released = yaml.safe_load(text("CITATION.cff")).get("date-released")
    assert said == ("unreleased" if released is None else str(released))


def test_addresses_are_empty_until_there_is_one():
    settings = yaml.safe_load(text("_config.yml"))
    assert settings["repository"]["url"] == ""
    assert settings["html"]["baseurl"] == ""


def test_licences_name_what_they_cover_and_whom_to_attribute():
    licence = text("LICENSE")
    for words in ("MIT License", "CC BY 4.0", "Attribute to", "Omar Sanseviero"):
        assert words in licence
    assert set(yaml.safe_load(text("CITATION.cff"))["license"]) == {"MIT", "CC-BY-4.0"}


def test_the_readme_names_every_command_of_the_makefile():
    commands = re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.M)
    assert len(commands) > 8
    said = text("README.md")
    quiet = {"help", "distclean"}
    assert [name for name in commands if name not in quiet and f"`make {name}`" not in said] == []


def test_each_command_of_the_readme_is_what_make_runs():
    rows = re.findall(r"^\| `make ([a-z-]+)` \| .* \| (.*`.*`.*) \|$", text("README.md"), re.M)
    assert len(rows) > 9
    for target, said in rows:
        if target in {"test-all", "clean", "bench"}:  # told in words
            continue
        command = ["make", "--always-make", "--dry-run", target]
        shown = subprocess.run(
            command, cwd=ROOT, env=BARE, capture_output=True, text=True, check=True
        ).stdout
        run = re.sub(r"book/00-start\.ipynb book/01\S+( book/\S+\.ipynb)+", "book/*.ipynb", shown)
        run = run.replace(
            " -m pip install --quiet --disable-pip-version-check ", " -m pip install "
        )
        for part in re.findall(r"`([^`]+)`", said):
            for step in part.split(" && "):
                step = re.sub(r"bin/pip install", "bin/python -m pip install", step)
                step = re.sub(r"^python -m venv", "python3 -m venv", step)
                assert step in run, f"make {target} does not run: {step}"


def test_the_example_of_the_readme_prints_what_it_says():
    (example,) = re.findall(r"```python\n(.*?)```", text("README.md"), re.S)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "README.md", "exec"), {})
    assert [f"# {line}" for line in printed.getvalue().splitlines()] == example.splitlines()[-1:]


PYTHON = """#!/bin/sh
shift
exec {python} -c "import sys; sys.version_info = {version}; $1"
"""


def make_with(folder, version, goal):
    """Ask make in an empty house for a goal, with a Python that says that it is another one."""
    other = folder / "python"
    other.write_text(PYTHON.format(python=sys.executable, version=version), encoding="utf-8")
    other.chmod(0o755)
    shutil.copy(ROOT / "Makefile", folder)
    command = ["make", f"PYTHON={other}", goal]
    done = subprocess.run(command, cwd=folder, env=BARE, capture_output=True, text=True)
    assert done.returncode
    return done.stderr


def test_a_python_that_is_too_old_is_told_which_one_is_wanted(tmp_path):
    said = make_with(tmp_path, (3, 10, 4), ".venv/bin/python")
    assert "needs Python 3.11 or later" in said
    assert "is 3.10. Name another: make PYTHON=" in said
    assert not (tmp_path / ".venv").exists()


@pytest.fixture
def backend(monkeypatch):
    """What pip imports to build the package, run with a setuptools that builds nothing."""
    system = tomllib.loads(text("pyproject.toml"))["build-system"]
    assert system["backend-path"] == ["."]
    setuptools = types.ModuleType("setuptools")
    setuptools.build_meta = MagicMock()
    monkeypatch.setitem(sys.modules, "setuptools", setuptools)
    monkeypatch.chdir(ROOT)
    return lambda: runpy.run_path(f"{system['build-backend']}.py"), setuptools.build_meta


def test_pip_of_a_python_that_is_too_old_says_which_one_is_wanted(backend, monkeypatch):
    run, _ = backend
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    monkeypatch.setitem(sys.modules, "tomllib", None)  # which Python 3.10 does not have
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later, and this is 3\.10\. Make"):
        run()["get_requires_for_build_editable"]()


def test_an_installation_in_place_tells_jupyters_server_of_its_extension(tmp_path, backend):
    """Setuptools leaves data files out of it; here it is stood in for by a wheel without them."""
    record = "book-1.dist-info/RECORD"

    def build_editable(folder, config_settings=None, metadata_directory=None):
        with zipfile.ZipFile(Path(folder) / "book.whl", "w") as wheel:
            wheel.writestr("book.pth", "/here")
            wheel.writestr(record, "book.pth,,\n")
        return "book.whl"

    run, build_meta = backend
    build_meta.build_editable = build_editable
    built = run()["build_editable"](tmp_path)
    with zipfile.ZipFile(tmp_path / built) as wheel:
        content = {name: wheel.read(name).decode() for name in wheel.namelist()}
    told = "book-1.data/data/etc/jupyter/jupyter_server_config.d/hola-mundo.json"
    assert set(content) == {"book.pth", record, told}
    assert content[told] == text("helpers/authoring/hola-mundo.json")
    assert content["book.pth"] == "/here"
    assert [line.split(",")[0] for line in content[record].splitlines()] == ["book.pth", told]
    named = json.loads(content[told])["ServerApp"]["jpserver_extensions"]
    assert [importlib.import_module(name).__name__ for name in named] == list(named)


def test_an_environment_of_another_python_is_not_kept_in_silence(tmp_path):
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    said = make_with(tmp_path, (3, 99, 0), "book")
    mine, its = sys.version_info[:2]
    assert (
        f".venv was made by Python {mine}.{its}, and you ask for 3.99. Run `make distclean`" in said
    )


def test_a_publication_is_never_cancelled_and_each_job_has_its_limit():
    workflow = yaml.safe_load(text(".github/workflows/book.yml"))
    assert all(job["timeout-minutes"] >= 10 for job in workflow["jobs"].values())
    assert workflow["jobs"]["deploy"]["concurrency"]["cancel-in-progress"] is False
    assert workflow["concurrency"]["cancel-in-progress"] == (
        "${{ github.event_name == 'pull_request' }}"
    )


def test_ci_runs_commands_that_exist_on_every_supported_python():
    workflow = yaml.safe_load(text(".github/workflows/book.yml"))
    jobs = workflow["jobs"]
    assert all(job.get("name") for job in jobs.values())
    runs = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    targets = {run.split()[1] for run in runs if run.startswith("make ")} - {".venv/.tests-ready"}
    assert targets <= set(re.findall(r"^([a-z-]+):", text("Makefile"), re.M))
    versions = jobs["test"]["strategy"]["matrix"]["python"]
    assert min(versions) == re.search(r'requires-python = ">=([\d.]+)"', text("pyproject.toml"))[1]
    assert text("runtime.txt").strip().removeprefix("python-") in versions


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "README.md"])
def test_every_path_that_a_guide_names_exists(guide):
    named = re.findall(r"(?:helpers|tests|book|benchmarks)/[\w./-]*\w/?", text(guide))
    real = [name for name in named if not re.search("NN|NAME|KEY", name)]
    assert len(real) > (15 if guide == "CONTRIBUTING.md" else 1)
    assert [name for name in real if not (ROOT / name).exists()] == []


def test_the_map_names_modules_that_stand_in_their_room():
    rooms = re.findall(r"^- `(helpers/\w+/)`:(.*)$", text("CONTRIBUTING.md"), re.M)
    assert len(rooms) == 8
    for room, said in rooms:
        for name in re.findall(r"`([\w/]+\.(?:py|toml|css|md))`", said):
            if "KEY" not in name:
                assert list((ROOT / room).rglob(name)), f"{room} has no {name}"
