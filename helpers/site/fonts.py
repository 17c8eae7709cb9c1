"""The two typefaces of the pages, cut to the characters that the book is written in.

Source Serif for prose and IBM Plex Mono for code (both under the SIL Open Font License) come from
npm whole; a page gets four faces without the letters of other languages. The names in the style
sheet are our own, since a cut font may not bear the name of the whole one. What is missing here,
such as a Greek letter in prose, comes from the reader's machine.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers.site import npm

SOURCES = npm.MODULES / "@fontsource"

LATIN = "".join(map(chr, range(0x20, 0x7F)))
PROSE = LATIN + "\N{NO-BREAK SPACE}§°±·¿×¡Éáéíñóúü–—‘’“”…−"

FACES = {
    "prose.woff2": ("source-serif-4", "400-normal", PROSE),
    "prose-bold.woff2": ("source-serif-4", "600-normal", PROSE),
    "prose-italic.woff2": ("source-serif-4", "400-italic", PROSE),
    "code.woff2": ("ibm-plex-mono", "400-normal", LATIN + "·×−"),
}
"""File in ``_static/fonts``: package, weight and slope, characters."""


def write(folder: Path) -> None:
    """Write the faces and their licences into a folder of static files.

    Raises
    ------
    NpmError
        With the command that repairs it, if the typefaces are not set up.
    """
    home = folder / "fonts"
    home.mkdir(parents=True, exist_ok=True)
    for name, (package, style, characters) in FACES.items():
        file = SOURCES / package / "files" / f"{package}-latin-{style}.woff2"
        if not file.is_file():
            raise npm.NpmError(
                f"the typeface {package} is not set up: run `make book` or "
                "`python helpers/site/npm.py`."
            )
        cut(file, characters, home / name)
        licence = home / package / "LICENSE"
        licence.parent.mkdir(exist_ok=True)
        shutil.copy(SOURCES / package / "LICENSE", licence)


def cut(file: Path, characters: str, to: Path) -> None:
    """Write a font that has only these characters, and no hints: screens are fine enough."""
    from fontTools import subset  # a quarter of a second, which only a build spends

    options = subset.Options(
        flavor="woff2", hinting=False, layout_features=["kern"], name_IDs=[0, 13, 14]
    )
    font = subset.load_font(file, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    subset.save_font(font, to, options)
