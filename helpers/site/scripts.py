"""What esbuild makes: modules joined into one script, and scripts and styles shortened.

Pages load classic scripts, because a page from ``file://`` may not import modules; JupyterLab
loads one module. The engine's two are kept in the repository, since a notebook runs without Node
and without a build. They are joined and not shortened: so a rebase joins them line by line, and a
page of the book gets the short ones all the same. ``python -m helpers.site.scripts`` writes them
again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from helpers.live import assets
from helpers.site import npm

ENGINE = {"page.js": "iife", "draw.js": "iife", "pulls.js": "iife", "lab.js": "esm"}
"""The engine's entries, and whether each becomes a classic script or a module."""

COMMON = ("--charset=utf8", "--log-level=warning", '--tsconfig-raw={"compilerOptions":{}}')
STRICT = '--banner:js="use strict";'


def join(entry: Path, form: str = "iife") -> str:
    """Return a module and all that it imports as one script.

    Parameters
    ----------
    entry : Path
    form : {"iife", "esm"}
        A classic script, which leaves no name behind, or a module.

    Raises
    ------
    NpmError
        If a module is missing, is not one, or does not export what another imports.
    """
    strict = [STRICT] if form == "iife" else []
    return _esbuild(entry, "--bundle", f"--format={form}", *strict)


def shorten(files: Iterable[Path], folder: Path) -> None:
    """Write classic scripts and style sheets short into `folder`, which may be where they are.

    Only white space, names inside the scripts and the way to write a value change; properties
    keep their names.

    Raises
    ------
    NpmError
        If one of them is neither; the message names it and the line.
    """
    _esbuild(*files, "--minify", f"--outdir={folder}", f"--outbase={folder}", "--allow-overwrite")


def _esbuild(*arguments: Path | str) -> str:
    npm.install()
    return npm.run(npm.ESBUILD, *arguments, *COMMON)


def engine() -> dict[Path, str]:
    """Return the engine's scripts, as its sources give them now, and where they are kept."""
    return {assets.BUILT / name: join(assets.STATIC / name, form) for name, form in ENGINE.items()}


if __name__ == "__main__":
    for file, text in engine().items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        print(os.path.relpath(file))
