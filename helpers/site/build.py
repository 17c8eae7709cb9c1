"""Build the book: the tools that Node runs in place, then Jupyter Book with warnings as errors.

Run ``python -m helpers.site.build``; add ``--output FOLDER`` to build elsewhere.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from helpers.site import npm

ROOT = Path(__file__).resolve().parents[2]
JUPYTER_BOOK = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"


def version() -> str:
    """Return the version of book and package, as ``pyproject.toml`` has it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["project"]["version"]


def build(output: Path = ROOT, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Build the book at `root`; its pages go to ``output/_build/html``.

    Returns
    -------
    subprocess.CompletedProcess
        Return code 0 means: no warning; ``stdout`` holds the whole log.
    """
    npm.install()
    arguments = ["build", str(root), "--path-output", str(output), "-W", "-n", "--keep-going"]
    # this `helpers`, wherever the book stands
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, "-c", JUPYTER_BOOK, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def main() -> int:
    """Build, print the log, and say where the book is and how to open it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ROOT)
    output = parser.parse_args().output
    try:
        done = build(output)
    except npm.NpmError as error:
        print(error, file=sys.stderr)
        return 1
    print(done.stdout)
    if done.returncode:
        print("The book was not built: see the warnings above.", file=sys.stderr)
        return done.returncode
    index = output / "_build" / "html" / "index.html"
    print(f"The book is ready: {index}")
    print(f"Open it by double-click ({index.as_uri()}), or run `make serve`.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
