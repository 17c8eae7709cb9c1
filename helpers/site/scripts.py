"""The pages' own scripts, shortened by esbuild while the book is built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from helpers.site import npm

SHORT = ("--minify", "--charset=utf8", "--log-level=warning")


def shorten(files: Iterable[Path], folder: Path) -> None:
    """Write classic scripts short into `folder`, which may be where they are.

    Only white space and names inside the scripts change; properties keep their names.

    Raises
    ------
    NpmError
        If one of them is no script; the message names it and the line.
    """
    npm.run(npm.ESBUILD, *files, *SHORT, f"--outdir={folder}", "--allow-overwrite")
