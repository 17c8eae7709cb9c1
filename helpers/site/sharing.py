"""How the book is found and shared: descriptions, cards, the title page, the missing page.

Two addresses are set in ``_config.yml`` and nowhere else: ``html: baseurl`` (where the book is
read) and ``repository: url`` (where it is made). Both may be empty. Without the first there is no
canonical address, no picture for cards and no site map, because each of them needs one.
"""

from __future__ import annotations

import posixpath
import re
from html import escape
from pathlib import Path
from urllib.parse import urlparse

from docutils import nodes

from helpers.site import card

LONGEST = 200
"""Characters of a description: what search engines and cards show."""

FORMULA = "\0"
_CITATION = re.compile(r" ?\[[^\]]*\d{4}\w?\]")
_SENTENCE_END = re.compile(r"(?<=[.?!:])\s+")
_RELATIVE = re.compile(r'(?P<open>\b(?:href|src|action|data-content_root)=")(?![a-z]+:|[#/"])')
_RELATIVE_LINK = re.compile(_RELATIVE.pattern + r'(?P<path>[^"]*)(?=")')


def description(doctree: nodes.document) -> str:
    """Return the first sentences of a page in plain words; sentences with formulas are left out.

    Parameters
    ----------
    doctree : docutils.nodes.document
        The page, with its references resolved.

    Returns
    -------
    text : str
        At most `LONGEST` characters, whole sentences.
    """
    text = ""
    for paragraph in doctree.findall(nodes.paragraph):
        if not isinstance(paragraph.parent, nodes.section):
            continue
        words = _CITATION.sub("", " ".join(plain(paragraph).split()))
        for sentence in _SENTENCE_END.split(words):
            longer = f"{text} {sentence}".strip()
            if FORMULA in sentence or len(longer) > LONGEST:
                if len(text) > LONGEST / 3:
                    return text
            else:
                text = longer
    return text


def plain(node: nodes.Node) -> str:
    """Return a node's words, with `FORMULA` in the place of a formula."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.math | nodes.literal):
        return FORMULA
    if isinstance(node, nodes.raw):
        return ""
    return "".join(map(plain, node.children))


def head(title: str, text: str, book: str, base: str, page: str) -> str:
    """Return the elements of a page's head that search engines and cards read.

    Parameters
    ----------
    title, text : str
        Of the page.
    book : str
        The book's title.
    base : str
        Where the book is read, with a slash at its end; empty if it is not published.
    page : str
        The page's path below `base`.

    Examples
    --------
    >>> print(head("Scores", "How well they fit.", "A book", "", "05.html"))
    <meta name="description" content="How well they fit." />
    <meta property="og:type" content="article" />
    <meta property="og:site_name" content="A book" />
    <meta property="og:title" content="Scores" />
    <meta property="og:description" content="How well they fit." />
    """
    properties = {
        "og:type": "article",
        "og:site_name": book,
        "og:title": title,
        "og:description": text,
    }
    if base:
        properties |= {
            "og:url": base + page,
            "og:image": f"{base}_static/{card.NAME}",
            "og:image:width": str(card.WIDTH),
            "og:image:height": str(card.HEIGHT),
            "og:image:alt": card.ALT,
        }
    named = {"description": text} | ({"twitter:card": "summary_large_image"} if base else {})
    lines = [
        f'<meta {kind}="{key}" content="{escape(value)}" />'
        for kind, group in (("name", named), ("property", properties))
        for key, value in group.items()
        if value
    ]
    return "\n".join(lines)


def missing_page(root: str, chapters: dict[str, str]) -> str:
    """Return what stands on the page for addresses that lead nowhere.

    Parameters
    ----------
    root : str
        Link to the first page.
    chapters : dict of str to str
        Links and titles of the others.
    """
    items = "".join(
        f'<li><a href="{link}">{escape(name)}</a></li>' for link, name in chapters.items()
    )
    return (
        "<h1>There is no such page</h1><p>The address may have a slip in it, or the page may have "
        f'moved. Begin <a href="{root}">at the start</a>, <a href="search.html">search</a>, or '
        f"choose a chapter:</p><ul>{items}</ul>"
    )


def moved(markup: str, page: str) -> str:
    """Return the markup of `page` as it must be at the root of the site.

    >>> moved('<a href="../search.html"> <a href="02.html#b"> <a href="#a">', "book/01.html")
    '<a href="search.html"> <a href="book/02.html#b"> <a href="#a">'
    """
    folder = posixpath.dirname(page)

    def link(found: re.Match) -> str:
        path = posixpath.normpath(posixpath.join(folder, found["path"]))
        return found["open"] + (path + "/" if found["path"].endswith("/") else path)

    return _RELATIVE_LINK.sub(link, markup)


def write_title_page(site: Path, page: str) -> None:
    """Make the first page also the page of the bare address: no detour by a redirect."""
    markup = (site / page).read_text(encoding="utf-8")
    (site / "index.html").write_text(moved(markup, page), encoding="utf-8")


def root_missing_page(site: Path, base: str) -> None:
    """Give the missing page absolute links: it is shown at any depth of the site."""
    file = site / "404.html"
    path = escape(urlparse(base).path or "/")
    markup = file.read_text(encoding="utf-8")
    file.write_text(_RELATIVE.sub(rf"\g<open>{path}", markup), encoding="utf-8")


def write_site_map(site: Path, base: str, pages: list[str]) -> None:
    """List all pages for search engines."""
    places = "".join(f"<url><loc>{escape(base + page)}</loc></url>\n" for page in pages)
    (site / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n',
        encoding="utf-8",
    )
