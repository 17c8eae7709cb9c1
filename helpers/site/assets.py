"""What the book's pages load for what is live: the engine, the book's switch, its questions."""

from functools import lru_cache
from pathlib import Path

from helpers.live import assets
from helpers.site import scripts

STATIC = Path(__file__).parent / "static"
SCRIPT_NAME, STYLE_NAME = "hola-figures.js", "hola-figures.css"
DRAWING_NAME, PULLING_NAME = "hola-drawings.js", "hola-pulls.js"


@lru_cache
def script() -> str:
    """Give the classic script that makes a page of the book live."""
    return scripts.join(STATIC / "pages.js")


@lru_cache
def style() -> str:
    """Give the style of the figures and of what the book adds to them."""
    own = (STATIC / "questions.css").read_text(encoding="utf-8")
    return assets.style() + assets.without_comments(own)


def write(folder: Path) -> Path:
    """Write scripts and style into a folder of static files, made if it does not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DRAWING_NAME).write_text(assets.drawing_script(), encoding="utf-8")
    (folder / PULLING_NAME).write_text(assets.pulling_script(), encoding="utf-8")
    (folder / SCRIPT_NAME).write_text(script(), encoding="utf-8")
    (folder / STYLE_NAME).write_text(style(), encoding="utf-8")
    return folder
