"""The page *Every number checked*: the ledger as counts, a filter, and one entry a statement.

All of it stands in the page; the filter is hidden until ``hola-ledger.js`` makes it work.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import cache

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from helpers.chapters.order import notebook_of, notebooks
from helpers.site.build import ROOT
from helpers.site.statements import STATEMENTS, Checked
from helpers.sources import example
from helpers.sources.ledger import GROUNDS, SOURCES, TOPICS, VERDICTS, counts

_SLIP = re.compile(r'\bslip\(\\"([\w-]+)\\"\)')  # a call in a cell, inside JSON


def slug(text: str) -> str:
    """Make a class name of a verdict or a topic.

    >>> slug("query, key, value")
    'query-key-value'
    """
    return nodes.make_id(text)


def printed_digits(statement: Checked) -> list[str]:
    """Give the numbers that the source prints, as they stand there, each matrix as one text."""
    known = {entry.id: entry.digits for entry in (*example.PRINTED, *example.IRREPRODUCIBLE)}
    matrices = [known[name] for name in statement.printed] + [statement.digits] * bool(
        statement.digits
    )
    return [_joined(digits) for digits in matrices]


def _joined(digits: list) -> str:
    """Write nested digits with brackets; a single number stands alone.

    >>> _joined([["4", "8"], ["6", "9"]]), _joined(["68"])
    ('[[4, 8], [6, 9]]', '68')
    """
    if isinstance(digits, str):
        return digits
    inner = ", ".join(map(_joined, digits))
    return inner if len(digits) == 1 and isinstance(digits[0], str) else f"[{inner}]"


def entry_lines(statement: Checked) -> list[str]:
    """Write a statement's text as paragraphs of Markdown."""
    lines = [f"**Where:** {statement.where}", f"**Stated:** {statement.quoted}"]
    lines += [f"**Printed:** `{digits}`" for digits in printed_digits(statement)]
    if statement.true:
        lines.append(f"**Right:** {statement.filled(statement.true)}")
    return [*lines, f"**Why:** {statement.filled(statement.why)}"]


@cache
def slip_pages() -> dict[str, str]:
    """Find the notebook that shows each slip."""
    pages = notebooks()
    return {name: page.name for page in pages for name in _SLIP.findall(page.read_text("utf-8"))}


class LedgerCounts(SphinxDirective):
    """How many statements there are, by document and verdict."""

    def run(self) -> list[nodes.Node]:
        """Make a sentence and a table."""
        statements = list(STATEMENTS.values())
        computed = sum(statement.is_computed for statement in statements)
        sentence = (
            f"The ledger has **{len(statements)}** statements. For **{computed}** of them a "
            "computation decides the verdict each time the tests run: any other verdict would "
            f"fail. The other **{len(statements) - computed}** were judged by a person, and each "
            "says on what ground."
        )
        return [*_parsed(self, [sentence]), nodes.raw("", _table(statements), format="html")]


def _table(statements: list[Checked]) -> str:
    found = counts(statements)
    head = "".join(f'<th scope="col">{verdict}</th>' for verdict in [*VERDICTS, "all"])
    rows = [
        _row(title, [found[source, verdict] for verdict in VERDICTS])
        for source, title in SOURCES.items()
    ]
    total = Counter(statement.verdict for statement in statements)
    rows.append(_row("all", [total[verdict] for verdict in VERDICTS]))
    return (
        '<div class="pst-scrollable-table-container"><table class="table hm-ledger-counts">'
        "<caption>Statements by document and verdict</caption>"
        f'<thead><tr><th scope="col">document</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(title: str, numbers: list[int]) -> str:
    cells = "".join(f"<td>{number}</td>" for number in [*numbers, sum(numbers)])
    return f'<tr><th scope="row">{html.escape(title)}</th>{cells}</tr>'


class LedgerVerdicts(SphinxDirective):
    """What the verdicts mean."""

    def run(self) -> list[nodes.Node]:
        """Make a list."""
        return _parsed(self, [f"- **{verdict}**: {text}" for verdict, text in VERDICTS.items()])


class LedgerGrounds(SphinxDirective):
    """On what grounds a person judged, and how often."""

    def run(self) -> list[nodes.Node]:
        """Make a list."""
        found = Counter(statement.judged for statement in STATEMENTS.values())
        lines = [f"- **{ground}** ({found[ground]}): {text}" for ground, text in GROUNDS.items()]
        return _parsed(self, lines)


class Ledger(SphinxDirective):
    """The filter and all statements, document by document."""

    def run(self) -> list[nodes.Node]:
        """Make the filter and the list."""
        for room in ("sources", "chapters"):
            for data in sorted((ROOT / "helpers" / room).rglob("*.toml")):
                self.env.note_dependency(str(data))
        found = nodes.bullet_list(classes=["hm-ledger"])
        order = list(SOURCES)
        for statement in sorted(STATEMENTS.values(), key=lambda s: (order.index(s.source), s.id)):
            found += self._item(statement)
        return [nodes.raw("", _form(), format="html"), found]

    def _item(self, statement: Checked) -> nodes.Node:
        verdict, topic = slug(statement.verdict), slug(statement.topic)
        item = nodes.list_item(ids=[f"statement-{statement.id}"], classes=["hm-statement"])
        item["classes"] += [f"hm-{kind}" for kind in (statement.source, f"is-{verdict}", topic)]
        item += nodes.raw("", _head(statement), format="html")
        item += _parsed(self, entry_lines(statement))
        return item


def _parsed(directive: SphinxDirective, paragraphs: list[str]) -> list[nodes.Node]:
    """Parse Markdown paragraphs where a directive stands."""
    lines = StringList("\n\n".join(paragraphs).splitlines(), directive.get_source_info()[0])
    parent = nodes.Element()
    directive.state.nested_parse(lines, directive.content_offset, parent)
    return parent.children


def _head(statement: Checked) -> str:
    """Write the first line of an entry: verdict, basis, document, topic, number, chapter, slip."""
    links = [
        f'<a href="#statement-{statement.id}">{statement.id}</a>',
        f'<a href="{notebook_of(statement.chapter).name}">chapter {statement.chapter}</a>',
    ]
    if statement.slip in slip_pages():
        target = f"{slip_pages()[statement.slip]}#slip-{statement.slip}"
        links.append(f'<a href="{target}">the slip, explained</a>')
    basis = f"judged: {statement.judged}" if statement.judged else "computed"
    about = " · ".join([basis, html.escape(SOURCES[statement.source]), statement.topic, *links])
    return (
        f'<p class="hm-statement-head"><b class="hm-verdict">{statement.verdict}</b> '
        f"<span>{about}</span></p>"
    )


def _form() -> str:
    """Write the filter, with one option for each document, topic and verdict."""
    used = {statement.topic for statement in STATEMENTS.values()}
    choices = {
        "document": {f"hm-{source}": title for source, title in SOURCES.items()},
        "topic": {f"hm-{slug(topic)}": topic for topic in TOPICS if topic in used},
        "verdict": {f"hm-is-{slug(verdict)}": verdict for verdict in VERDICTS},
    }
    selects = "".join(
        f'<label>{name} <select name="{name}"><option value="">all</option>{_options(values)}'
        "</select></label>"
        for name, values in choices.items()
    )
    return (
        '<form class="hm-ledger-filter" hidden role="search" aria-label="Filter the statements">'
        f'{selects}<label>text <input type="search" name="text" autocomplete="off"></label>'
        '<button type="reset">Show all</button><output></output></form>'
    )


def _options(values: dict[str, str]) -> str:
    return "".join(
        f'<option value="{value}">{html.escape(text)}</option>' for value, text in values.items()
    )


DIRECTIVES = {
    "ledger": Ledger,
    "ledger-counts": LedgerCounts,
    "ledger-grounds": LedgerGrounds,
    "ledger-verdicts": LedgerVerdicts,
}
