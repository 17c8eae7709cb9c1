"""What the book's pages load for what is live: the engine, the book's switch, its questions."""

import json
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.live import assets
from helpers.site import scripts

STATIC = Path(__file__).parent / "static"
SCRIPT_NAME, STYLE_NAME = "hola-figures.js", "hola-figures.css"
DRAWING_NAME, PULLING_NAME = "hola-drawings.js", "hola-pulls.js"
"""What draws, of which each page gets its own (`drawing_script`), and what pulls."""
CODE_NAME, EDITOR_NAME = "hola-code.js", "hola-editor.js"
TRANSFORMER_NAME, FURTHER_NAME = "hola-transformer.js", "hola-further.js"
"""What pages with tasks in code load, what these fetch when one is first touched, and what they
fetch when lines first want a rarer function or are refused."""
MODULES = {
    SCRIPT_NAME: "pages.js",
    CODE_NAME: "code.js",
    TRANSFORMER_NAME: "transformer.js",
    EDITOR_NAME: "editor.js",
    FURTHER_NAME: "further.js",
}
"""Script and the module that it is joined from."""


@lru_cache
def drawing_script(*kinds: str) -> str:
    """Give the classic script that draws just these kinds of views."""
    views, modules = ", ".join(kinds), json.dumps(str(assets.STATIC / "drawings.js"))
    with TemporaryDirectory() as room:
        entry = Path(room) / "entry.js"
        entry.write_text(
            f"import {{ {views} }} from {modules};\n"
            f"Object.assign(globalThis, {{ liveDrawings: {{ {views} }} }});\n",
            encoding="utf-8",
        )
        return scripts.join(entry)


@lru_cache
def joined(module: str) -> str:
    """Give a module of `STATIC`, and all that it imports, as one classic script."""
    return scripts.join(STATIC / module)


@lru_cache
def style() -> str:
    """Give the style of the figures and of what the book adds to them."""
    own = (STATIC / "questions.css").read_text(encoding="utf-8")
    return assets.style() + assets.without_comments(own)


def write(folder: Path) -> Path:
    """Write scripts and style into a folder of static files, made if it does not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PULLING_NAME).write_text(assets.pulling_script(), encoding="utf-8")
    for name, module in MODULES.items():
        (folder / name).write_text(joined(module), encoding="utf-8")
    (folder / STYLE_NAME).write_text(style(), encoding="utf-8")
    return folder
