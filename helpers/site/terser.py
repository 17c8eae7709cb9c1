"""Terser: makes the pages' own scripts short while the book is built.

Only names inside the scripts change, and white space; properties keep their names. JupyterLab
gets the same modules as they are (see :mod:`helpers.live.assets`): running a notebook needs no
Node.
"""

from __future__ import annotations

import json
from pathlib import Path

from helpers.site import npm

PACKAGE = npm.Package(
    "terser",
    "5.51.4",
    "sha512-"
    "VPi1CkDvCWLGUVIToctNBG+NdHbSXwOPjHJnQ3pdB0XknaldnI76wSkAFOGxV2ZdkzOP5d6gpQ5c58XvDghRvw==",
    {r"dist/bundle\.min\.js": "", "LICENSE": ""},
)


def shorten(scripts: dict[str, str], root: Path) -> dict[str, str]:
    """Return the same scripts, shorter.

    Parameters
    ----------
    scripts : dict of str to str
        Names (for messages) and texts of classic scripts.
    root : Path
        The book's root: terser is fetched there if it is not yet in place.

    Raises
    ------
    NpmError
        If one of them is no script; the message names it and the line.
    """
    home = npm.fetch(PACKAGE, root)
    script = Path(__file__).with_name("shorten.js")
    return json.loads(npm.run(script, home / "bundle.min.js", given=json.dumps(scripts)))
