"""The tools that run while the book is built are the ones that were tested."""

import io
import re
import tarfile

import pytest

from helpers.site import katex, npm, terser
from helpers.site.build import ROOT

PACKAGE = npm.Package("tool", "1.0.0", "sha512-of-something-else", {r"dist/a\.js": "in"})


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "tool-1.0.0.tgz"
    with tarfile.open(path, "w:gz") as opened:
        for name in ("package/dist/a.js", "package/dist/b.js", "package/../outside.js"):
            entry = tarfile.TarInfo(name)
            entry.size = len(name)
            opened.addfile(entry, io.BytesIO(name.encode()))
    return path


def test_another_file_than_the_tested_one_is_refused(archive):
    with pytest.raises(npm.NpmError, match=r"tool@1\.0\.0 as fetched is not the package"):
        npm.verify(archive, PACKAGE)


def test_only_the_wanted_files_are_taken(archive, tmp_path):
    npm.unpack(archive, PACKAGE.files, tmp_path / "home")
    found = [path.relative_to(tmp_path / "home") for path in (tmp_path / "home").rglob("*.js")]
    assert [str(path) for path in found] == ["in/a.js"]
    assert (tmp_path / "home" / "in" / "a.js").read_text() == "package/dist/a.js"


def test_what_is_in_place_is_not_fetched_again(tmp_path):
    PACKAGE.folder(tmp_path).mkdir(parents=True)
    assert npm.fetch(PACKAGE, tmp_path) == PACKAGE.folder(tmp_path)


@pytest.mark.parametrize("package", [katex.PACKAGE, terser.PACKAGE], ids=lambda p: p.name)
def test_versions_are_exact_and_checksums_are_of_npm(package):
    assert re.fullmatch(r"\d+\.\d+\.\d+", package.version)
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package.integrity)


SCRIPT = """
(() => {
  // what a property is called is known to others
  function double(number) { return { twice: number + number, third: number * 0.1 * 3 }; }
  globalThis.made = double(21);
})();
"""


def test_a_shortened_script_keeps_properties_and_loses_the_rest():
    short = terser.shorten({"a.js": SCRIPT}, ROOT)["a.js"]
    assert len(short) < len(SCRIPT) * 0.6
    for kept in ("made", "twice", "third"):
        assert kept in short
    for lost in ("double", "number", "what a property"):
        assert lost not in short


def test_a_script_that_is_none_is_named_with_its_line():
    with pytest.raises(npm.NpmError, match=r"bad\.js, line 2: Name expected"):
        terser.shorten({"good.js": SCRIPT, "bad.js": "const a = 1;\nconst = 2;"}, ROOT)
