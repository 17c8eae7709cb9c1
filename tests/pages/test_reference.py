"""The generated reference pages: nothing public is left out, and every place exists."""

import re
from functools import cache

import pytest

import helpers
from helpers import live
from helpers.authoring import ties
from helpers.chapters.asides import CONFUSIONS, QUESTIONS
from helpers.chapters.kinds import names
from helpers.chapters.order import BOOK
from helpers.display import prose
from helpers.display.symbols import SYMBOLS
from helpers.site.reference import GENERATORS, complete, generated
from helpers.site.reference.api import _PLACES, FIGURES, chapter_of, section_of, shapes_of
from helpers.site.reference.faq import MAP
from helpers.site.reference.pages import chapters, notebooks, showing

generated = cache(generated)
PAGES = sorted(BOOK.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_digit_of_a_markdown_page_is_computed_or_of_a_closed_class(page):
    text = page.read_text(encoding="utf-8")
    filled, kept = prose.fill(text, names())
    assert ties.problems(filled, kept, names(), prose.DIGITS) == []


def test_every_generated_part_is_on_a_page_and_no_other_is_asked_for():
    asked = re.findall(r"\{generated\} ([\w-]+)", "".join(p.read_text("utf-8") for p in PAGES))
    assert sorted(asked) == sorted(GENERATORS)


@pytest.mark.parametrize("name", GENERATORS)
def test_a_generated_part_leaves_no_marker(name):
    assert "<<" not in generated(name)


def test_an_unknown_part_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r"no generated part 'nothing'; there are .*notation"):
        complete("```{generated} nothing\n```")


def test_every_symbol_stands_in_the_notation_with_its_shape():
    rows = generated("notation").splitlines()[2:]
    assert len(rows) == len(SYMBOLS)
    assert all(f"`{s.code}` | `{s.shape}`" in row for s, row in zip(SYMBOLS, rows, strict=True))


@pytest.mark.parametrize("name", helpers.__all__)
def test_every_public_name_has_a_row_and_a_chapter_that_exists(name):
    assert (
        len(re.findall(rf'^\| <span id="api-{name}"></span>`{name}[`(]', generated("api"), re.M))
        == 1
    )
    assert chapter_of(name) in chapters()


@pytest.mark.parametrize("name", live.__all__)
def test_every_name_of_the_engine_has_a_row(name):
    rows = re.findall(rf"^\| `{name}[`(].* \| .+\. \|$", generated("figure-api"), re.M)
    assert len(rows) == (2 if name == "matrix" else 1)  # to change, and to show


def test_the_page_on_one_s_own_figure_has_each_input_and_view():
    (page,) = (page for page in notebooks() if page.file == "your-own-figure.ipynb")
    wanted = {name for names in (*list(FIGURES.values())[:3],) for name in names}
    assert {name for name in wanted if f"{name}(" not in page.code} == set()


def test_the_table_of_places_names_only_what_is_public():
    assert {*_PLACES["chapter"], *_PLACES["section"]} <= set(helpers.__all__)


@pytest.mark.parametrize("name", sorted(_PLACES["section"]))
def test_a_section_of_the_paper_agrees_with_the_section_that_the_docstring_names(name):
    told = re.findall(r"[Ss]ections? ([^a-z]+(?:and [^a-z]+)?)of the paper", _doc(name))
    assert set(re.findall(r"\d(?:\.\d)*", " ".join(told))) <= set(section_of(name).split(", "))


def _doc(name):
    thing = getattr(helpers, name)
    return " ".join(thing.__doc__.split()) if callable(thing) else ""


def test_docstrings_do_name_sections():
    assert sum("of the paper" in _doc(name) for name in _PLACES["section"]) > 5


def test_all_steps_stand_where_the_plain_function_does():
    for name in helpers.__all__:
        if name.endswith("_steps"):
            assert chapter_of(name) == chapter_of(name.removesuffix("_steps")), name
            assert section_of(name) == section_of(name.removesuffix("_steps")), name


def test_shapes_are_those_of_the_docstring():
    assert shapes_of(helpers.attention) == (
        "Q (..., t, d_k), K (..., s, d_k), V (..., s, d_v), mask (..., t, s)",
        "Z_heads (..., t, d_v)",
    )


@pytest.mark.parametrize("row", MAP, ids=lambda row: row.confusion)
def test_every_stumbling_block_has_an_answer_and_a_question_on_a_page(row):
    assert row.confusion in CONFUSIONS
    assert row.question in QUESTIONS
    assert showing(f'question("{row.question}")')
    assert showing(f'confusion("{row.confusion}")')


def test_the_map_pairs_each_confusion_with_its_own_question():
    assert all(CONFUSIONS[row.confusion].question == row.question for row in MAP)


def test_every_confusion_is_answered():
    text = generated("faq")
    assert all(f'id="faq-{name}"' in text for name in CONFUSIONS)


def test_each_public_value_has_a_sentence_of_its_own_and_no_function_has_one():
    values = {name for name in helpers.__all__ if not callable(getattr(helpers, name))}
    assert set(_PLACES["value"]) == values
    assert len(set(_PLACES["value"].values())) == len(values)
