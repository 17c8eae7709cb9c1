"""The ledger: every verdict is borne out by what can be computed."""

import re
from dataclasses import replace

import pytest

from helpers import example
from helpers.authoring import notebooks
from helpers.chapters.asides import SLIPS
from helpers.site.statements import STATEMENTS, Checked
from helpers.sources.ledger import GROUNDS, VERDICTS, counts

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


def test_no_computed_verdict_can_be_turned_into_another_unnoticed():
    unnoticed = [
        (statement.id, verdict)
        for statement in ALL
        if statement.is_computed
        for verdict in VERDICTS
        if verdict != statement.verdict and not replace(statement, verdict=verdict).problems()
    ]
    assert unnoticed == []


@pytest.mark.parametrize("field", ["formula", "claim"])
def test_a_statement_that_becomes_false_takes_its_verdict_with_it(field):
    statements = [s for s in ALL if getattr(s, field)]
    turned = [replace(s, **{field: f"not ({getattr(s, field)})"}) for s in statements]
    assert [s.id for s in turned if not s.problems()] == []


def test_a_person_judges_only_what_no_computation_decides():
    judged = [s for s in ALL if s.judged]
    assert {s.judged for s in judged} == set(GROUNDS)
    assert {s.verdict for s in ALL if s.is_computed} == set(VERDICTS) - {
        "unproven",
        "irreproducible",
    }
    for s in judged:
        assert s.verdict != "reproduced", s.id
        assert (s.judged == "inputs missing") >= (s.verdict == "irreproducible"), s.id


SAME = [
    ("what a key is for", "001-008", "004-022"),
    ("what a value is for", "001-009", "004-023"),
    ("softmax of scores without the root", "003-023", "004-015"),
    ("similar words have similar embeddings", "002-030", "002-031", "004-005"),
    ("only the past is seen", "004-065", "004-066"),
    ("one row holds all that there is to know", "002-306", "004-069"),
    ("order is lost by computing in parallel", "001-052", "003-027"),
    ("attention needs positions to know the order", "001-050", "003-026", "002-042"),
    ("the decoder's functions are those of the encoder", "000-020", "002-226"),
    ("the network takes each token by itself", "001-047", "004-045"),
    ("numbers of W_Q, W_K, W_V are learnt", "001-005", "003-038", "004-009"),
    ("the figure has the decoder on the right", "000-017", "002-245"),
]


@pytest.mark.parametrize("ids", [ids for _, *ids in SAME], ids=[about for about, *_ in SAME])
def test_the_same_claim_has_one_verdict_in_all_sources(ids):
    assert len({STATEMENTS[name].verdict for name in ids}) == 1


def test_every_contradiction_names_itself():
    reproduced = digits("68", "[np.array([8, 3, 3]) @ [4, 8, 4]]")
    assert example_of("reproduced", **reproduced).problems() == []
    assert "called error" in example_of("error", **reproduced).problems()[0]
    wrong = example_of("reproduced", **digits("69", "[68]"))
    assert wrong.problems() == ["computed is error, called reproduced"]
    with pytest.raises(ValueError, match=r"\(1,\) numbers are printed, \(2,\) computed"):
        example_of("reproduced", **digits("68", "[68, 1]")).problems()
    with pytest.raises(TypeError, match="is 3, and not True or False"):
        example_of("claim holds", claim="1 + 2").problems()
    assert example_of("claim holds", claim="1 > 2").problems() == [
        "computed is claim wrong, called claim holds"
    ]
    assert example_of("claim holds", formula="1 > 2").problems() == [
        "computed is error, called claim holds"
    ]
    assert "called error" in example_of("error", printed=["q1-k1"]).problems()[0]
    drawn = example_of("unproven", printed=["logits"], judged="inputs missing")
    assert "nobody can recompute" in drawn.problems()[0]
    supported = example_of("unproven", judged="opinion", check="1 > 2")
    assert supported.problems() == ["1 > 2 is not True"]


def digits(printed, expression):
    return {"digits": [printed], "expression": expression}


def example_of(verdict, **fields):
    about = {"where": "here", "topic": "sizes", "stated": "so", "why": "because"}
    return Checked("002-999", "sanseviero2024", verdict=verdict, chapter=0, **about, **fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"verdict": "fine"}, "verdict is 'fine'; allowed are reproduced, claim holds"),
        ({"verdict": "reproduced"}, "rests on nothing; give one basis"),
        ({"verdict": "error", "claim": "True", "judged": "usage"}, "rests on claim and judged"),
        ({"verdict": "error", "printed": ["S-1"], "formula": "1"}, "rests on printed and formula"),
        ({"verdict": "error", "judged": "luck"}, "judged is 'luck'; allowed are reading"),
        ({"verdict": "error", "digits": ["1"]}, "both digits and their expression"),
        ({"verdict": "error", "printed": ["S-9"]}, "printed names 'S-9'; allowed are .*S-1"),
        (
            {"verdict": "error", "slip": "none", "judged": "usage"},
            "slip is 'none'; allowed are .*pe-index",
        ),
    ],
)
def test_a_field_that_holds_what_it_may_not_is_named(fields, message):
    with pytest.raises(ValueError, match=message):
        example_of(**fields)


def test_every_slip_of_the_book_is_a_statement_of_the_ledger():
    assert {s.slip for s in ALL if s.slip} == set(SLIPS)
