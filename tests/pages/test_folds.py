"""What stands in a fold: notes on the sources, further practice, and what opens them."""

import json
import re

import nbformat
import pytest
from playwright.sync_api import expect

from helpers.chapters import order
from helpers.chapters.asides import QUESTIONS, question
from helpers.site import folds
from helpers.site.edition import OPENS

CHAPTERS = [path for path in order.notebooks() if path.stem[:2].isdigit()]
MORE = [q for q in QUESTIONS.values() if q.more]


def text(source, **metadata):
    return nbformat.v4.new_markdown_cell(source, metadata=metadata)


def asks(name):
    shown = {"text/markdown": question(name)._repr_markdown_()}
    output = nbformat.v4.new_output("execute_result", shown, execution_count=1)
    return nbformat.v4.new_code_cell(f'question("{name}")', outputs=[output])


def folded(*cells):
    source = json.dumps(nbformat.v4.new_notebook(cells=list(cells)))
    return json.loads(folds.fold(source))["cells"]


def shown(cell):
    outputs = cell.get("outputs", [])
    return "".join([cell["source"], *("".join(o["data"]["text/markdown"]) for o in outputs)])


def test_a_page_without_folds_stays_as_it_is():
    cells = [text("# One"), asks(next(q.id for q in QUESTIONS.values() if not q.more)), text("So.")]
    assert [shown(cell) for cell in folded(*cells)] == [shown(cell) for cell in cells]


def test_further_practice_is_gathered_in_one_fold_at_the_end_of_its_section():
    first, second, *_ = [q.id for q in MORE]
    cells = folded(text("## A"), asks(first), asks(second), text("Last.\n\n## B\n\nNew."))
    inside = [shown(cell) for cell in cells]
    assert inside[1] == "Last.\n\n"
    assert inside[2] == folds.MORE
    assert f"question-{first}" in inside[3]
    assert f"question-{second}" in inside[4]
    assert inside[5:] == ["</details>", "## B\n\nNew."]
    assert not any(folds.MORE in part for part in inside[3:5])
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_a_section_of_notes_is_folded_behind_its_line_under_its_first_paragraph():
    cells = folded(
        text("# A"), text("## B\n\nText.\n\nMore.", notes="Why *so*?"), text("End."), text("## C")
    )
    inside = [shown(cell) for cell in cells]
    assert inside[0] == "# A"
    assert re.fullmatch(
        r"## B\n\nText\.\n\n<details class=\"hm-slip.*Why \*so\*\?.*More\.\n", inside[1], re.S
    )
    assert inside[2:] == ["End.", "</details>", "## C"]


def test_a_section_that_begins_in_the_same_cell_is_not_folded_with_it():
    cells = folded(text("## B\n\nText.\n\n## C\n\nMore.", detail="And then?"))
    assert [shown(cell) for cell in cells][1:] == ["</details>", "## C\n\nMore."]
    assert 'class="hm-more"' in shown(cells[0])


def test_a_line_on_a_cell_without_a_heading_folds_the_end_of_its_section_and_shows_nothing_of_it():
    first, *_ = [q.id for q in MORE]
    cells = folded(
        text("## A\n\nText."), asks(first), text("More.\n\nYet more.", detail="How?"), text("## B")
    )
    inside = [shown(cell) for cell in cells]
    assert inside[0] == "## A\n\nText."
    assert inside[1] == folds.MORE  # the practice of the section stays before it
    assert inside[3] == "</details>"
    assert re.fullmatch(
        r"<details class=\"hm-more\">\n<summary>\n\nHow\?\n\n</summary>\n\nMore\.\n\nYet more\.\n",
        inside[4],
    )
    assert inside[5:] == ["</details>", "## B"]


def test_a_comment_in_code_begins_no_section():
    source = "```\n# no heading\n```"
    assert [shown(cell) for cell in folded(text(source))] == [source]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_only_a_whole_section_or_its_end_is_folded_and_it_has_none_of_its_own(path):
    parts = folds.sections(nbformat.read(path, as_version=4).cells)
    levels = [re.match(r"#*", part[0]["source"])[0].count("#") for part in parts]
    for part, level, following in zip(parts, levels, [*levels[1:], 1], strict=True):
        assert not any(folds.aside([cell]) for cell in part[1:])
        if folds.aside(part) and level:
            assert level >= max(following, 2)


def test_a_chapter_opens_with_its_question_behind_one_line_for_what_it_needs(soups):
    found = 0
    for path in CHAPTERS:
        soup = next(soup for file, soup in soups.items() if file.stem == path.stem)
        for fold in soup.select("article details.hm-fold"):
            if "what you need, and what you will be able to do" not in fold.summary.get_text():
                continue
            found += 1
            assert [item.strong.get_text() for item in fold.select("li")] == [
                "You need",
                "You will be able to",
                "Time",
            ], path.stem
    assert found == len(CHAPTERS) - 1  # the title page has its machine first


def test_every_fold_of_the_book_is_closed_where_it_was_opened(soups):
    found = 0
    for soup in soups.values():
        for fold in soup.select("details:is(.hm-slip, .hm-confusion, .hm-more)"):
            found += 1
            assert fold.summary is not None
            assert fold.select("h1, h2") == []
            assert fold.get_text().removeprefix(fold.summary.get_text()).strip()
    assert found > 80


@pytest.mark.parametrize("kind", OPENS)
def test_a_switch_opens_its_folds_and_no_others_on_this_page_and_the_next(book, visit, kind):
    page = visit(book.file("book/04-query-key-value").as_uri()).page
    switch = page.get_by_role("checkbox", name=OPENS[kind])
    own, others = (f"details.hm-{name}" for name in (kind, *(OPENS.keys() - {kind})))
    count = page.locator(own).count()
    assert count >= 3
    expect(page.locator(f"{own}[open]")).to_have_count(0)
    switch.press("Space")
    expect(page.locator(f"{own}[open]")).to_have_count(count)
    expect(page.locator(f"{others}[open]")).to_have_count(0)
    page.reload()
    expect(switch).to_be_checked()
    expect(page.locator(f"{own}[open]")).to_have_count(count)
    switch.press("Space")
    expect(page.locator(f"{own}[open]")).to_have_count(0)
    key = f"hola-mundo-{kind}"
    assert page.evaluate("key => localStorage.getItem(key)", key) is None


def test_a_page_has_the_switches_of_the_folds_that_it_has(soups):
    for file, soup in soups.items():
        switches = {box["data-opens"] for box in soup.select(".hm-edition [type=checkbox]")}
        kinds = {kind for kind in OPENS if soup.select(f"article details.hm-{kind}")}
        assert switches == kinds, file.name


def test_a_link_to_a_note_opens_it_and_what_it_stands_in(book, visit):
    page = visit(book.file("book/04-query-key-value").as_uri() + "#slip-car-percent").page
    note = page.locator("#slip-car-percent")
    expect(note).to_have_attribute("open", "")
    expect(note.locator("p").last).to_be_in_viewport()
    page.evaluate("location.hash = 'question-car-first-row'")
    expect(page.locator("#question-car-first-row")).to_be_in_viewport()
