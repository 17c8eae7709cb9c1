"""Pictures of notebooks, put into the page itself: as files they would not know its colours."""

from __future__ import annotations

import html
import re
from pathlib import Path

from docutils import nodes

_OPENING = re.compile(r'(<svg\b[^>]*?) width="[^"]*"')
_PAPER = re.compile(r'<path\b[^>]* class="hm-paper"[^>]*/>')


def inline(doctree: nodes.document, source: Path) -> None:
    """Put the SVG pictures of a page in the place of references to their files.

    Parameters
    ----------
    doctree : nodes.document
        Changed in place.
    source : Path
        The folder to which the names of pictures are relative.
    """
    for image in list(doctree.findall(nodes.image)):
        if image["uri"].endswith(".svg"):
            svg = (source / image["uri"]).read_text(encoding="utf-8")
            markup = described(svg, image.get("alt", ""))
            image.replace_self(nodes.raw("", markup, format="html"))


def described(svg: str, words: str) -> str:
    r"""Let a picture fit the page, lie on its paper, and say what it shows.

    >>> described('<svg viewBox="0 0 2 1" width="9"><path d="" class="hm-paper" /></svg>', "A bar.")
    '<svg viewBox="0 0 2 1" class="hm-still" role="img" aria-label="A bar."></svg>'
    >>> described('<svg width="9"></svg>', r"The row \alpha, with \1.")
    '<svg class="hm-still" role="img" aria-label="The row \\alpha, with \\1."></svg>'
    """
    about = f'class="hm-still" role="img" aria-label="{html.escape(words)}"'
    svg = _OPENING.sub(lambda found: f"{found[1]} {about}", svg, count=1)
    return _PAPER.sub("", svg, count=1)
