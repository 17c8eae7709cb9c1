"""The ledger: every verdict is borne out by what can be computed."""

import re

import pytest

from helpers import example
from helpers.authoring import notebooks
from helpers.chapters.asides import SLIPS
from helpers.site.statements import STATEMENTS, VERDICTS, Statement, counts

ALL = list(STATEMENTS.values())
KEYS = set(
    re.findall(r"^@\w+\{([^,]+),", (notebooks.BOOK / "references.bib").read_text("utf-8"), re.M)
)


@pytest.mark.parametrize("statement", ALL, ids=lambda statement: statement.id)
def test_what_can_be_computed_bears_the_verdict_out(statement):
    assert statement.problems() == []


@pytest.mark.parametrize("statement", ALL, ids=lambda statement: statement.id)
def test_every_statement_says_where_what_and_why_and_its_numbers_are_computed(statement):
    assert len(statement.where) > 5
    assert len(statement.filled(statement.why)) > 20
    assert "<<" not in statement.filled(statement.true) + statement.quoted
    assert statement.true or statement.verdict not in ("error", "claim wrong")


def test_every_statement_is_numbered_after_its_document():
    prefixes = {(s.id.split("-")[0], s.source) for s in ALL}
    assert len(prefixes) == len({source for _, source in prefixes})
    assert all(re.fullmatch(r"00\d-\d{3}", s.id) for s in ALL)


def test_every_source_is_in_the_bibliography_and_every_chapter_in_the_book():
    chapters = {int(path.stem[:2]) for path in notebooks.BOOK.glob("[0-9][0-9]-*.ipynb")}
    assert {s.source for s in ALL} <= KEYS
    assert {s.chapter for s in ALL} <= chapters


def test_everything_that_the_worked_example_prints_has_a_statement():
    named = {name for s in ALL for name in s.printed}
    assert named == {entry.id for entry in (*example.PRINTED, *example.IRREPRODUCIBLE)}


def test_counts_add_up_and_know_only_the_verdicts():
    found = counts(ALL)
    assert sum(found.values()) == len(ALL)
    assert {verdict for _, verdict in found} <= set(VERDICTS)


def test_every_computed_verdict_can_fail():
    reproduced = digits("68", "[np.array([8, 3, 3]) @ [4, 8, 4]]")
    assert example_of("reproduced", **reproduced).problems() == []
    assert "called error" in example_of("error", **reproduced).problems()[0]
    assert (
        "called reproduced"
        in example_of("reproduced", digits=["69"], expression="[68]").problems()[0]
    )
    assert (
        "(1,) numbers"
        in example_of("reproduced", digits=["68"], expression="[68, 1]").problems()[0]
    )
    assert "is False" in example_of("claim holds", check="1 > 2").problems()[0]
    assert "q1-k1 is reproduced" in example_of("error", printed=["q1-k1"]).problems()[0]


def digits(printed, expression):
    return {"digits": [printed], "expression": expression}


def example_of(verdict, **fields):
    about = {"where": "here", "topic": "sizes", "stated": "so", "why": "because"}
    return Statement("002-999", "sanseviero2024", verdict=verdict, chapter=0, **about, **fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"verdict": "fine"}, "verdict is 'fine'; allowed are reproduced, claim holds"),
        ({"verdict": "reproduced"}, "say from what"),
        ({"verdict": "error", "digits": ["1"]}, "both digits and their expression"),
        ({"verdict": "error", "printed": ["S-9"]}, "printed names 'S-9'; allowed are .*S-1"),
        ({"verdict": "error", "slip": "none"}, "slip is 'none'; allowed are .*pe-index"),
    ],
)
def test_a_field_that_holds_what_it_may_not_is_named(fields, message):
    with pytest.raises(ValueError, match=message):
        example_of(**fields)


def test_every_slip_of_the_book_is_a_statement_of_the_ledger():
    assert {s.slip for s in ALL if s.slip} == set(SLIPS)
