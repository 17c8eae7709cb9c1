"""Links from a chapter to the glossary: each term, where the page first uses it.

Only running prose is linked: headings, code, formulas, links, captions and outputs stay as they
are. The same place goes into the index.

Written by us, because Sphinx links a term only where an author marks it, and notebooks stay plain.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from helpers.site.reference.glossary import terms_in

CLOSED = (
    nodes.title,
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.reference,
    nodes.caption,
    nodes.strong,  # where a chapter introduces a word, it says itself what it means
    addnodes.pending_xref,
    addnodes.glossary,
)
OUTPUT = {"cell_output", "cell_input"}


class LinkTerms(SphinxTransform):
    """Link the first use of each term on the page of a chapter."""

    default_priority = 700  # before Sphinx collects the index and the targets of a page

    def apply(self, **_) -> None:
        """Change the page's text where it is prose."""
        if not chapter_page(self.env.docname):
            return
        seen = set()
        for text in list(prose(self.document)):
            parts = self.linked(text.astext(), seen)
            if len(parts) > 1:
                text.parent.replace(text, parts)

    def linked(self, text: str, seen: set[str]) -> list[nodes.Node]:
        """Cut a text at the terms that the page has not used before."""
        parts, end = [], 0
        for start, stop, term in terms_in(text):
            if term.name not in seen:
                seen.add(term.name)
                parts += [nodes.Text(text[end:start]), *self.link(text[start:stop], term.name)]
                end = stop
        return [*parts, nodes.Text(text[end:])]

    def link(self, shown: str, name: str) -> list[nodes.Node]:
        """Give a place for the index, and a link to the glossary."""
        place = nodes.make_id(f"term-in-text-{name}")
        entry = addnodes.index(entries=[("single", name, place, "", None)])
        link = addnodes.pending_xref(
            "",
            nodes.inline(shown, shown, classes=["hm-term"]),
            refdomain="std",
            reftype="term",
            reftarget=name,
            refdoc=self.env.docname,
            refexplicit=True,
            refwarn=True,
        )
        return [entry, nodes.target("", "", ids=[place]), link]


def chapter_page(page: str) -> bool:
    """Say whether a page is a chapter: ``book/05-scores``.

    >>> chapter_page("book/05-scores"), chapter_page("book/glossary")
    (True, False)
    """
    return page.rpartition("/")[2][:2].isdigit()


def prose(node: nodes.Node) -> Iterator[nodes.Text]:
    """Walk through the text of a page that is neither heading, code, formula, link nor output."""
    for before, child in zip([None, *node.children], node.children, strict=False):
        if isinstance(before, nodes.raw) and before.astext().rstrip().endswith("<summary>"):
            continue  # a line that opens something leads nowhere else
        if isinstance(child, nodes.Text):
            yield child
        elif not isinstance(child, CLOSED) and not OUTPUT & set(child.get("classes", [])):
            yield from prose(child)
