"""What a page needs for its figures: one script, one style."""

import re
from functools import lru_cache
from pathlib import Path

from helpers.live import bundle

STATIC = Path(__file__).parent / "static"
SCRIPT_NAME, STYLE_NAME = "hola-figures.js", "hola-figures.css"


@lru_cache
def script():
    """Give the classic script that makes all figures of a page live."""
    return _flush(bundle.classic())


@lru_cache
def module():
    """Give the same as a module, for JupyterLab."""
    return _flush(bundle.esm())


def _flush(text):
    """Take off indentation: no text in our modules spans lines, so nothing else changes."""
    return "\n".join(line.strip() for line in text.splitlines()) + "\n"


@lru_cache
def style():
    """Give the figures' style without its comments."""
    text = (STATIC / "figure.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/\n?", "", text, flags=re.DOTALL)


def write(folder):
    """Write script and style into a folder of static files.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.

    Returns
    -------
    folder : Path
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SCRIPT_NAME).write_text(script(), encoding="utf-8")
    (folder / STYLE_NAME).write_text(style(), encoding="utf-8")
    return folder
