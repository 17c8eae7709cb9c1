"""The tools that Node runs are the ones that were tested."""

import json
import re

import pytest

from helpers.site import npm, scripts
from helpers.site.build import ROOT


def packages(name):
    found = json.loads((ROOT / name).read_text(encoding="utf-8"))["packages"]
    return {where: package for where, package in found.items() if where}


LOCKED = packages("package-lock.json")


def test_versions_are_exact_and_each_package_has_its_checksum_and_no_address():
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {"esbuild", "katex", "typescript"} < wanted.keys()
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert LOCKED[f"node_modules/{name}"]["version"] == version
    for name, package in LOCKED.items():
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["integrity"]), name
        assert "resolved" not in package, name
        package.pop("funding", None)  # where its authors can be thanked
        assert "://" not in json.dumps(package), name


def test_no_package_runs_anything_when_it_is_installed():
    settings = (ROOT / ".npmrc").read_text(encoding="utf-8").splitlines()
    assert "ignore-scripts=true" in settings
    assert "omit-lockfile-registry-resolved=true" in settings


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A house whose one tool is installed."""
    lock, found = tmp_path / "package-lock.json", tmp_path / "node_modules" / ".package-lock.json"
    package = {"version": "1.0.0", "integrity": "sha512-one"}
    other = {"integrity": "sha512-two", "optional": True}
    found.parent.mkdir()
    found.write_text(json.dumps({"packages": {"node_modules/a": package}}))
    listed = {"": {}, "node_modules/a": package, "node_modules/a-for-another-machine": other}
    lock.write_text(json.dumps({"packages": listed}))
    monkeypatch.setattr(npm, "LOCK", lock)
    monkeypatch.setattr(npm, "MODULES", found.parent)
    return found


def test_what_is_in_place_is_not_installed_again(elsewhere):
    assert npm.is_installed()


def test_another_tool_than_the_lock_file_s_is_not_in_place(elsewhere):
    elsewhere.write_text(elsewhere.read_text().replace("sha512-one", "sha512-other"))
    assert not npm.is_installed()
    elsewhere.unlink()
    assert not npm.is_installed()


SCRIPT = """
(() => {
  // what a property is called is known to others
  function double(number) { return { twice: number + number, third: number * 0.1 * 3 }; }
  globalThis.made = double(21);
})();
"""


def test_a_shortened_script_keeps_properties_and_loses_the_rest(tmp_path):
    file = tmp_path / "a.js"
    file.write_text(SCRIPT)
    scripts.shorten([file], tmp_path)
    short = file.read_text()
    assert len(short) < len(SCRIPT) * 0.6
    for kept in ("made", "twice", "third"):
        assert kept in short
    for lost in ("double", "number", "what a property"):
        assert lost not in short


def test_a_script_that_is_none_is_named_with_its_line(tmp_path):
    file = tmp_path / "bad.js"
    file.write_text("const a = 1;\nconst = 2;")
    with pytest.raises(npm.NpmError, match=r"bad\.js:2:6"):
        scripts.shorten([file], tmp_path)
