"""What is said in several places about the book as a whole agrees."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


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


def test_ci_runs_commands_that_exist_on_every_supported_python():
    workflow = yaml.safe_load(text(".github/workflows/book.yml"))
    jobs = workflow["jobs"]
    assert all(job.get("name") for job in jobs.values())
    runs = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    targets = {run.split()[1] for run in runs if run.startswith("make ")}
    assert targets <= set(re.findall(r"^([a-z-]+):", text("Makefile"), re.M))
    versions = jobs["test"]["strategy"]["matrix"]["python"]
    assert min(versions) == re.search(r'requires-python = ">=([\d.]+)"', text("pyproject.toml"))[1]
    assert text("runtime.txt").strip().removeprefix("python-") in versions


def test_files_that_the_contributor_guide_names_exist():
    named = re.findall(
        r"`((?:helpers|tests|book|benchmarks)/[\w./-]+\.\w+)`", text("CONTRIBUTING.md")
    )
    real = [name for name in named if not re.search("NN|NAME|KEY", name)]
    assert len(real) > 15
    assert [name for name in real if not (ROOT / name).exists()] == []
