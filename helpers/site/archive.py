"""The built book as one file, for schools without internet and for e-mail: ``make zip``.

Unpack it anywhere and open ``index.html``. The same pages give the same file, byte for byte.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from helpers.site.build import ROOT, version

MIDNIGHT = (1980, 1, 1, 0, 0, 0)
"""The date of every file inside: a zip knows none earlier."""


def archive(site: Path, folder: Path) -> Path:
    """Write the zip of a site.

    Parameters
    ----------
    site : Path
        The built pages.
    folder : Path
        Where the zip goes; its name holds the version.

    Returns
    -------
    target : Path

    Raises
    ------
    FileNotFoundError
        If there is no built book; the message says how to build it.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"There is no built book in {site}: run `make book` first.")
    name = f"hola-mundo-{version()}"
    target = folder / f"{name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        for file in sorted(path for path in site.rglob("*") if path.is_file()):
            inside = Path(name, file.relative_to(site)).as_posix()
            entry = zipfile.ZipInfo(inside, MIDNIGHT)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            opened.writestr(entry, file.read_bytes())
    return target


if __name__ == "__main__":
    try:
        print(f"The book in one file: {archive(ROOT / '_build' / 'html', ROOT / '_build')}")
    except FileNotFoundError as error:
        sys.exit(str(error))
