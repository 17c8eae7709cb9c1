"""The page *Every number checked*, in a browser: its counts, its filter, its links."""

from collections import Counter

import pytest
from playwright.sync_api import expect

from helpers.chapters.order import notebook_of
from helpers.site.ledger import printed_digits, slip_pages
from helpers.site.statements import STATEMENTS
from helpers.sources.ledger import GROUNDS, SOURCES, VERDICTS, counts

PAGE = "book/every-number"
ALL = list(STATEMENTS.values())
ROWS = ".hm-ledger > li:visible"


@pytest.fixture
def page(book, visit):
    visited = visit(book.file(PAGE).as_uri())
    assert visited.complaints == []
    return visited.page


def test_the_counts_at_the_top_are_those_of_the_ledger(page):
    table = [
        [cell.inner_text() for cell in row.locator("th, td").all()]
        for row in page.locator(".hm-ledger-counts tbody tr").all()
    ]
    found, total = counts(ALL), Counter(statement.verdict for statement in ALL)
    for (title, *numbers), source in zip(table, [*SOURCES, None], strict=True):
        wanted = [found[source, verdict] if source else total[verdict] for verdict in VERDICTS]
        assert title == SOURCES.get(source, "all")
        assert [int(number) for number in numbers] == [*wanted, sum(wanted)]
    assert page.locator(ROWS).count() == len(ALL)


def test_the_page_says_how_many_verdicts_are_computed_and_how_many_were_judged_on_what_ground(page):
    judged = Counter(statement.judged for statement in ALL if statement.judged)
    computed = len(ALL) - judged.total()
    text = page.locator("article").inner_text()
    assert f"For {computed} of them a computation decides the verdict" in text
    assert f"The other {judged.total()} were judged by a person" in text
    for ground in GROUNDS:
        assert f"{ground} ({judged[ground]})" in text
    said = page.locator(".hm-statement-head").all_inner_texts()
    assert sum(" computed · " in line for line in said) == computed
    assert sum(" judged: " in line for line in said) == judged.total()


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_filter_by_verdict_leaves_exactly_the_counted_statements(page, verdict):
    number = sum(statement.verdict == verdict for statement in ALL)
    page.locator("select[name=verdict]").select_option(label=verdict)
    assert page.locator(ROWS).count() == number
    assert set(page.locator(f"{ROWS} .hm-verdict").all_inner_texts()) == {verdict}
    assert page.locator(".hm-ledger-filter output").inner_text().startswith(f"{number} of ")


def test_filters_by_document_topic_verdict_and_text_work_together(page):
    page.locator("select[name=document]").select_option(label=SOURCES["sanseviero2024"])
    page.locator("select[name=topic]").select_option(label="position")
    page.locator("select[name=verdict]").select_option(label="error")
    wanted = [
        s.id for s in ALL if (s.source, s.topic) == ("sanseviero2024", "position")
        and s.verdict == "error"
    ]  # fmt: skip
    assert page.locator(ROWS).count() == len(wanted)
    page.get_by_role("searchbox", name="text").fill("WORLD pe(1,2)")
    assert page.locator(ROWS).count() == 1
    assert "PE(1,2)" in page.locator(ROWS).inner_text()


def test_nonsense_finds_nothing_and_says_so_and_a_reset_shows_all(page):
    output = page.locator(".hm-ledger-filter output")
    page.get_by_role("searchbox", name="text").fill("<b>xyzzy</b> \\ 💥")
    assert page.locator(ROWS).count() == 0
    assert output.inner_text() == "No statement found. Choose less, or fewer words."
    page.get_by_role("button", name="Show all").press("Enter")
    page.wait_for_function("document.querySelector('.hm-ledger-filter output').value[0] != 'N'")
    assert page.locator(ROWS).count() == len(ALL)
    page.get_by_role("searchbox", name="text").press("Enter")
    assert page.locator(ROWS).count() == len(ALL)


def test_a_link_to_a_statement_that_is_filtered_away_brings_it_back(page):
    page.get_by_role("searchbox", name="text").fill("xyzzy")
    page.evaluate("location.hash = 'statement-002-017'")
    expect(page.locator("#statement-002-017")).to_be_in_viewport()


def test_the_filter_works_by_keyboard(page):
    page.locator("select[name=verdict]").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator(ROWS).count() == sum(s.verdict == next(iter(VERDICTS)) for s in ALL)


def test_without_javascript_all_statements_stand_there_and_no_dead_filter(book, visit):
    page = visit("about:blank", java_script_enabled=False).page
    page.goto(book.file(PAGE).as_uri())
    assert page.locator(ROWS).count() == len(ALL)
    assert not page.locator(".hm-ledger-filter").is_visible()


def test_every_statement_links_to_its_chapter_and_shows_what_is_printed(page):
    entries = page.locator(".hm-ledger > li")
    rows = entries.evaluate_all(
        "rows => rows.map(row => [row.id, row.textContent,"
        " [...row.querySelectorAll('.hm-statement-head a')].map(a => a.getAttribute('href'))])"
    )
    for name, text, links in rows:
        statement = STATEMENTS[name.removeprefix("statement-")]
        assert links[1] == notebook_of(statement.chapter).name.replace(".ipynb", ".html")
        assert all(digits in text for digits in printed_digits(statement))
        shown = statement.slip in slip_pages()
        assert [link for link in links if link.endswith(f"#slip-{statement.slip}")] == links[2:]
        assert len(links) == 2 + shown


def test_only_this_page_loads_the_filter(book):
    loading = [
        file.stem
        for file in book.site.rglob("*.html")
        if "hola-ledger.js" in file.read_text(encoding="utf-8")
    ]
    assert loading == ["every-number"]
