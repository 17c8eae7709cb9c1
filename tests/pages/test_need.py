"""Nothing is used before it is explained: terms of the glossary, symbols of the notation page.

A term is introduced where it stands in bold or in a heading. A paragraph may run ahead if it names
the chapter that explains what it says. What is folded is not in the line, and is left out.
"""

import re

import nbformat
import pytest

from helpers.chapters import order
from helpers.display.symbols import SYMBOLS
from helpers.site import line
from helpers.site.folds import aside, sections
from helpers.site.reference.glossary import TERMS, terms_in

CHAPTERS = [path for path in order.notebooks() if path.stem[:2].isdigit()]
ENDS = "What you have now"
OPENS = re.compile(r"^- \*\*(?:You need|You will be able to|Time)\*\*.*$", re.M)
FORMULA = re.compile(r"\$\$(.*?)\$\$|\$([^$\n]+)\$", re.S)
LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
NO_PROSE = re.compile(rf"```.*?```|`[^`]*`|<[^>]*>|{FORMULA.pattern}", re.S)
HEADING = re.compile(r"^#+ (.*)$", re.M)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)
NAMES_A_CHAPTER = re.compile(r"\bchapters?\b", re.I)
OTHERWISE = {("02-position", "p"), ("03-context", "h")}
"""Letters that stand for something else on one page, which says so: a position, a state."""


def paragraphs(path):
    """The paragraphs of a chapter's line, in order."""
    for section in sections(nbformat.read(path, as_version=4).cells):
        heading, first, *_ = [*"".join(section[0]["source"]).split("\n\n", 2), ""]
        if ENDS in heading:
            continue
        if aside(section):  # its first paragraph stays in sight
            yield from (heading, first)
            continue
        for cell in section:
            for text in line.texts_of(cell):
                yield from OPENS.sub("", text).split("\n\n")


def named(text):
    return {term.name for _, _, term in terms_in(text)}


def introduced(paragraph):
    """The terms that a paragraph explains, or sends to their chapter."""
    if NAMES_A_CHAPTER.search(paragraph):
        return named(NO_PROSE.sub(" ", paragraph))
    return named(" | ".join(BOLD.findall(paragraph) + HEADING.findall(paragraph)))


def terms_before_their_turn(paths):
    known, early = set(), []
    for path in paths:
        for paragraph in paragraphs(path):
            known |= introduced(paragraph)
            prose = LINK.sub(" ", HEADING.sub(" ", NO_PROSE.sub(" ", paragraph)))
            early += [(path.stem, name, prose[:60]) for name in sorted(named(prose) - known)]
    return known, early


def test_no_term_of_the_glossary_is_used_before_it_is_introduced():
    known, early = terms_before_their_turn(CHAPTERS)
    assert early == []
    assert known == {term.name for term in TERMS}


def test_the_chapter_of_each_term_is_one_that_uses_it():
    used = {}
    for path in CHAPTERS:
        text = " ".join(NO_PROSE.sub(" ", paragraph) for paragraph in paragraphs(path))
        used.setdefault(int(path.stem[:2]), set()).update(named(text))
    assert [term.name for term in TERMS if term.name not in used[term.chapter]] == []


def symbols_in(formula, symbols):
    for symbol in symbols:
        latex = re.escape(symbol.latex)
        if re.search(rf"(?<![A-Za-z\\_^{{]){latex}(?![A-Za-z_^{{'])", formula):
            yield symbol.latex


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_symbol_of_the_notation_page_is_used_before_its_chapter(path):
    later = [symbol for symbol in SYMBOLS if symbol.chapter > int(path.stem[:2])]
    announced, early = set(), []
    for paragraph in paragraphs(path):
        formulas = " ; ".join("".join(parts) for parts in FORMULA.findall(paragraph))
        found = set(symbols_in(formulas, later))
        if NAMES_A_CHAPTER.search(paragraph):
            announced |= found
        early += [(path.stem, symbol) for symbol in sorted(found - announced)]
    assert set(early) <= OTHERWISE


def test_a_term_that_comes_too_early_is_found():
    some = ["A head asks.", "A **head** is one set of matrices.", "Two heads."]
    assert [bool(named(text) - introduced(text)) for text in some] == [True, False, True]
    assert introduced("Heads come in chapter 6.") == {"head"}
