"""The glossary, and the links to it."""

import pytest
from docutils import nodes

from helpers.site.reference.glossary import BY_FORM, TERMS, glossary, terms_in
from helpers.site.reference.pages import notebooks
from helpers.site.terms import LinkTerms, prose


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_each_term_is_used_in_the_prose_of_its_chapter(term):
    pages = [page for page in notebooks() if page.file.startswith(f"{term.chapter:02d}")]
    assert any(found is term for page in pages for *_, found in terms_in(page.prose))


def test_no_two_terms_share_a_form_and_none_carries_a_digit():
    assert len(BY_FORM) == sum(1 + len(term.forms) for term in TERMS)
    assert not any(letter.isdigit() for term in TERMS for letter in term.meaning)


def test_the_glossary_is_in_alphabetical_order():
    names = [line for line in glossary().splitlines()[1:-1] if line and line[0] != " "]
    assert names == sorted((term.name for term in TERMS), key=str.lower)


def test_the_longest_term_wins_and_parts_of_words_do_not_count():
    found = [term.name for *_, term in terms_in("A positional encoding, cross-attention, keyboard")]
    assert found == ["positional encoding", "cross-attention"]


@pytest.mark.parametrize("term", [t for t in TERMS if t.otherwise], ids=lambda term: term.name)
def test_each_phrase_with_another_meaning_stands_in_a_chapter_holds_the_word_and_is_passed_over(
    term,
):
    prose_of_all = " ".join(" ".join(page.prose for page in notebooks()).lower().split())
    for phrase in term.otherwise:
        assert phrase in prose_of_all
        assert any(form in phrase.split() for form in (term.name, *term.forms))
        assert terms_in(f"Say {phrase} here.") == []


def paragraph(*children):
    whole = nodes.paragraph()
    whole.extend(children)
    return whole


def test_code_formulas_links_and_outputs_are_left_alone():
    page = nodes.container()
    page += nodes.title("", "A token")
    page += paragraph(nodes.literal("", "token"), nodes.math("", "token"), nodes.Text("A token."))
    page += paragraph(nodes.reference("", "token"), nodes.emphasis("", "tokens"))
    page += nodes.container("", paragraph(nodes.Text("token")), classes=["cell_output"])
    assert [text.astext() for text in prose(page)] == ["A token.", "tokens"]


class Env:
    docname = "book/05-scores"


def test_only_the_first_use_on_a_page_is_linked():
    document = nodes.document(None, None)
    document.settings = type("Settings", (), {"env": Env(), "language_code": "en"})()
    document.reporter = None
    document += paragraph(nodes.Text("Scores: a score is a dot product."))
    document += paragraph(nodes.Text("Dot products again."))
    transform = LinkTerms.__new__(LinkTerms)
    transform.document = document
    transform.apply()
    targets = [n["reftarget"] for n in document.findall(nodes.Element) if n.get("reftarget")]
    assert targets == ["score", "dot product"]
    assert document.children[1].astext() == "Dot products again."
