"""KaTeX typesets all formulas while the book is built.

Script (run by Node), style sheet and fonts come from one package, so that they cannot disagree.
Readers get finished HTML with MathML inside: no script, no request to another host.

Our own few lines, and no Sphinx extension for KaTeX: formulas also stand inside raw HTML, in the
colours of the book, and one process that stays open typesets a formula in a millisecond.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

from helpers.site import npm

HOME = npm.MODULES / "katex"
SCRIPT = HOME / "dist" / "katex.min.js"
STYLE = HOME / "dist" / "katex.min.css"


class KatexError(npm.NpmError):
    """KaTeX is missing, or does not accept a formula."""


def woff2_only(css: str) -> str:
    """Drop the ttf and woff alternatives: each browser in use reads woff2.

    >>> woff2_only('src:url(fonts/A.woff2) format("woff2"),url(fonts/A.ttf) format("truetype")')
    'src:url(fonts/A.woff2) format("woff2")'
    """
    return re.sub(r',url\([^)]+\.(?:woff|ttf)\) ?format\("[^"]+"\)', "", css)


def write(folder: Path) -> None:
    """Write the style sheet, its fonts and the licence into a folder of static files.

    Raises
    ------
    KatexError
        With the command that repairs it, if KaTeX is not set up.
    """
    if not STYLE.is_file():
        raise KatexError("KaTeX is not set up: run `make book` or `python helpers/site/npm.py`.")
    home = folder / "katex"
    (home / "fonts").mkdir(parents=True, exist_ok=True)
    css = woff2_only(STYLE.read_text(encoding="utf-8"))
    (home / STYLE.name).write_text(css, encoding="utf-8")
    shutil.copy(HOME / "LICENSE", home)
    for font in (HOME / "dist" / "fonts").glob("*.woff2"):
        shutil.copy(font, home / "fonts")


class Typesetter:
    """KaTeX in a Node process that stays open, so that each formula takes a millisecond."""

    def __init__(self):
        command = [npm.node(), Path(__file__).with_name("typeset.js"), SCRIPT]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def render(self, tex: str, options: dict) -> str:
        """Return the HTML of a formula.

        Raises
        ------
        KatexError
            With KaTeX's own words, if it does not accept the formula.
        """
        self._process.stdin.write(json.dumps({"tex": tex, "options": options}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise KatexError(answer["error"])
        return answer["html"]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()
