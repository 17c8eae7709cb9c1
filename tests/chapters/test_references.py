"""A number that names a place is the number of that place, in notebooks, asides and pages."""

import re
from pathlib import Path

import pytest

from helpers.authoring import notebooks, ties
from helpers.chapters import order
from helpers.chapters.kinds import names
from helpers.chapters.references import chapter, year
from helpers.display import prose
from helpers.sources.paper import section

ROOT = Path(__file__).parents[2]
LINKED = re.compile(r"\[(?P<text>[^\[\]]*[Cc]hapters? \d[^\[\]]*)\]\((?:\.\./)?(?P<target>[^)]*)\)")
WRITTEN = sorted(
    [
        *ROOT.glob("book/*.md"),
        *ROOT.glob("helpers/chapters/*/*.toml"),
        *ROOT.glob("helpers/sources/ledger/*.toml"),
        *ROOT.glob("helpers/site/reference/*.toml"),
    ]
)
PAGES = order.notebooks()


def texts(path):
    if path.suffix == ".ipynb":
        return [text for text, _ in ties.all_ties(notebooks.read(path).cells)]
    return [path.read_text(encoding="utf-8")]


def wrong_links(text):
    """Links whose text says another chapter than their target."""
    return [
        match[0]
        for match in LINKED.finditer(text)
        if re.findall(r"\d+", match["text"].lower().split("chapter")[1])[:1]
        != [match["target"][:2].lstrip("0") or "0"]
    ]


@pytest.mark.parametrize("path", [*PAGES, *WRITTEN], ids=lambda path: path.name)
def test_the_text_of_a_link_says_the_chapter_that_it_leads_to(path):
    assert [link for text in texts(path) for link in wrong_links(text)] == []


def test_a_link_that_says_another_chapter_is_seen():
    assert wrong_links("see [chapter 17](18-since.ipynb#rotary-positions)")
    assert wrong_links("see [chapter 18](18-since.ipynb#rotary-positions)") == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_chapter_without_a_link_is_tied_to_its_name(path):
    for text, kept in ties.all_ties(notebooks.read(path).cells):
        frozen = [tie.text for tie in kept if tie.expression == ":ordinal"]
        links = [match["text"] for match in LINKED.finditer(text)]
        for said in frozen:
            if "hapter" in said:
                assert any(said in link for link in links), (said, text)


def test_a_chapter_that_is_typed_is_refused_with_advice():
    with pytest.raises(ValueError, match=r"A chapter is named: <<chapter\('scores'\)>>"):
        prose.fill("Rotary positions stand in chapter 17.", names())


def test_a_chapter_is_found_by_its_name_and_by_a_section():
    assert chapter("since") == chapter("since#rotary-positions") == 18
    with pytest.raises(ValueError, match="Chapter reading has no section 'rotary-positions'"):
        chapter("reading#rotary-positions")
    with pytest.raises(ValueError, match="no chapter 'rotary'; there are"):
        chapter("rotary")


def test_sections_of_the_paper_and_years_are_found_by_name():
    assert section("Regularization") == "5.4"
    assert year("touvron2023") == "2023"
    with pytest.raises(ValueError, match="The paper has no section 'Dropout'"):
        section("Dropout")
    with pytest.raises(ValueError, match="no entry 'nobody1900'"):
        year("nobody1900")
