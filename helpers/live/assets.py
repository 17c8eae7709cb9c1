"""What a page needs for its figures: one style, one script, and more that draws or pulls.

The scripts are joined from the modules in ``static`` and kept in ``built``, so that nothing has to
be built where figures are made.
"""

import re
from functools import lru_cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
BUILT = Path(__file__).parent / "built"


@lru_cache
def script():
    """Give the classic script that makes all figures of a page live."""
    return (BUILT / "page.js").read_text(encoding="utf-8")


@lru_cache
def drawing_script():
    """Give the classic script of all that draws; a page loads it before the other."""
    return (BUILT / "draw.js").read_text(encoding="utf-8")


def draws(markup):
    """Whether a page has a figure: each may have to draw, if only the strip of a stage.

    Examples
    --------
    >>> draws('<figure class="hm-figure">'), draws("<figure>")
    (True, False)
    """
    return "hm-figure" in markup


def drawn(markup):
    """List what the figures of a page draw with: the kinds of their views, and the stage.

    Examples
    --------
    >>> drawn('<figure class="hm-figure">{"kind":"bars"},{"kind":"matrix"}</figure>')
    ['bars', 'stage']
    """
    modules = (STATIC / "drawings.js").read_text(encoding="utf-8")
    kinds = {"stage"} | set(re.findall(r'(?:"kind":"|"(?=(?:run|board)":\{))(\w+)"', markup))
    return sorted(kinds.intersection(re.findall(r"\bas (\w+) }", modules)))


@lru_cache
def pulling_script():
    """Give the classic script of results that can be pulled; it stands behind what draws."""
    return (BUILT / "pulls.js").read_text(encoding="utf-8")


def pulls(markup):
    """Whether a figure in a page has a result that can be pulled."""
    return '"kind":"pull"' in markup


@lru_cache
def module():
    """Give all of it as a module, for JupyterLab."""
    return (BUILT / "lab.js").read_text(encoding="utf-8")


@lru_cache
def style():
    """Give the figures' style without its comments."""
    return without_comments((STATIC / "figure.css").read_text(encoding="utf-8"))


def without_comments(css):
    """Take out what is for those who work on a style."""
    return re.sub(r"/\*.*?\*/\n?", "", css, flags=re.DOTALL)


def write(folder):
    """Write scripts and style into a folder, for pages that link to them.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.

    Returns
    -------
    files : list of Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "live-drawings.js": drawing_script(),
        "live-pulls.js": pulling_script(),
        "live-figures.js": script(),
        "live-figures.css": style(),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]
