"""What a page may do, written into each page as a Content-Security-Policy.

Scripts come from the book itself; the few lines that the theme writes into pages are allowed by
their checksum. Nothing is asked of another host. Styles inside the markup are allowed: formulas
carry their sizes there.

Written by us, because the pages also work from a folder: no server is there to send a header, and
the checksums are those of the finished page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

_INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_DATA = re.compile(r'\bsrc=|type="application/')
_HEAD = '<meta charset="utf-8" />'
_MARK = '<meta http-equiv="Content-Security-Policy"'


def policy(markup: str) -> str:
    """Return the policy of a page.

    >>> policy('<script src="a.js"></script><script>a()</script>').split("; ")[1]
    "script-src 'self' 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"
    """
    texts = [
        found["text"] for found in _INLINE.finditer(markup) if not _DATA.search(found["attributes"])
    ]
    sources = " ".join(["'self'", *dict.fromkeys(map(checksum, texts))])
    return "; ".join(
        [
            "default-src 'self'",  # Firefox fetches the next chapter ahead
            f"script-src {sources}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "form-action 'self'",
            "base-uri 'none'",
        ]
    )


def checksum(script: str) -> str:
    """Return a script's checksum in the notation of the policy."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def protect(site: Path) -> None:
    """Write its policy into each page, before anything that it governs."""
    for page in site.rglob("*.html"):
        markup = page.read_text(encoding="utf-8")
        if _MARK not in markup:
            meta = f'{_HEAD}\n    {_MARK} content="{policy(markup)}" />'
            page.write_text(markup.replace(_HEAD, meta, 1), encoding="utf-8")
