"""In the built book a line of code lights the value that it makes, and back."""

import re

import pytest
from playwright.sync_api import expect

from helpers.chapters import order
from helpers.site.edition import OPENS

from .accessible import assert_accessible

CHAPTER = "05-scores"
LISTED = [path.stem for path in order.notebooks()[1:14]]
POINT_BACK = """() => {
  const last = (name) => name.split('.').at(-1);
  const rows = [...document.querySelectorAll('.hm-listing tr[data-names]')];
  const lines = (name) => rows.filter((row) => row.dataset.names.split(' ').includes(name));
  const views = [...document.querySelectorAll('[data-shows], .hm-tile[data-opens]')];
  const named = views.map((view) => [view, last(view.dataset.shows ?? view.dataset.opens ?? '')]);
  const pairs = named.filter(([, name]) => lines(name).length);
  const dark = pairs.filter(([view, name]) => {
    view.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    return !lines(name).every((row) => row.matches('.hm-of-line')) || !view.matches('.hm-of-line');
  });
  return { names: [...new Set(pairs.map(([, name]) => name))], dark: dark.map(([, name]) => name) };
}"""


@pytest.fixture
def chapter(book, visit):
    visited = visit(book.file(f"book/{CHAPTER}").as_uri())
    visited.page.get_by_role("checkbox", name=OPENS["more"]).check()  # the listing is in a fold
    return visited


def test_pointing_at_a_line_lights_its_value_in_the_figures_and_back(chapter):
    page = chapter.page
    listing = page.locator(".hm-listing[data-of$=attention_steps]")
    row = listing.locator('tr[data-names="S_scaled"]')
    row.hover()
    expect(row).to_have_class("hm-of-line")
    view = page.locator('#figure-scale .hm-tile[data-opens="S_scaled"]')
    assert "hm-of-line" in view.get_attribute("class")
    page.locator('#figure-scale [data-shows="S"]').first.hover()
    expect(row).not_to_have_class("hm-of-line")
    expect(listing.locator('tr[data-names="S"]')).to_have_class("hm-of-line")
    assert not chapter.complaints


@pytest.mark.parametrize("chapter_name", LISTED)
def test_each_value_of_a_figure_that_a_line_makes_points_back_to_it(book, visit, chapter_name):
    page = visit(book.file(f"book/{chapter_name}").as_uri()).page
    expect(page.locator(".hm-listing[tabindex]").first).to_be_attached()
    found = page.evaluate(POINT_BACK)
    assert found["names"]
    assert not found["dark"]


@pytest.mark.parametrize(
    ("chapter_name", "function", "line", "figure", "values"),
    [
        ("04-query-key-value", "split_heads", "projected", "query-key-value", "Q K V"),
        ("12-decoder", "linear", "y", "our-word", "logits"),
    ],
)
def test_a_line_lights_a_value_that_the_figure_has_under_another_name(
    book, visit, chapter_name, function, line, figure, values
):
    visited = visit(book.file(f"book/{chapter_name}").as_uri())
    page = visited.page
    page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    row = page.locator(f".hm-listing[data-of$='.{function}'] tr[data-names^='{line} ']")
    row.hover()
    for value in values.split():
        shown = f":is([data-shows='{value}'], .hm-tile[data-opens='{value}'])"
        expect(page.locator(f"#figure-{figure} {shown}.hm-of-line").first).to_be_visible()
    drawn = page.locator(f"#figure-{figure} [data-shows='{value}']").first
    if not drawn.count():  # it stands behind its tile
        page.locator(f"#figure-{figure} .hm-tile[data-opens='{value}']").click()
    drawn.hover()
    expect(row).to_have_class("hm-of-line")
    page.get_by_role("heading", level=1).hover()
    expect(row).not_to_have_class("hm-of-line")
    assert not visited.complaints


def test_a_number_keeps_the_light_on_its_operands_on_a_page_with_listings(chapter):
    live = chapter.page.locator("#figure-scale > .hm-live")
    live.locator('.hm-tile[data-opens="S"]').click()
    live.locator('[data-shows="S"] td', has_text="105.21").hover()
    expect(live.locator("input.hm-lit")).to_have_count(6)
    expect(live.locator('.hm-tile[data-opens="S"]')).to_have_class(re.compile("hm-of-line"))


def test_the_keyboard_walks_through_the_lines(chapter):
    listing = chapter.page.locator(".hm-listing[data-of$=attention_steps]")
    listing.focus()
    for _ in range(3):
        listing.press("ArrowDown")
    expect(listing.locator('tr[data-names="S"]')).to_have_class("hm-of-line")
    assert_accessible(chapter.page)


def test_a_listing_leads_to_its_entry_in_the_reference(chapter):
    link = chapter.page.get_by_role("link", name="attention_steps in the reference")
    href = link.get_attribute("href")
    link.click()
    anchor = href.partition("#")[2]
    expect(chapter.page.locator(f'[id="{anchor}"]')).to_have_count(1)


def test_the_book_is_read_with_code_or_without_and_the_browser_remembers(chapter):
    page = chapter.page
    cells = page.locator(".cell_input").filter(visible=True)
    assert cells.count() > 3
    page.get_by_role("button", name="Read without code").click()
    assert cells.count() == 0
    expect(page.locator(".hm-listing").first).to_be_hidden()
    page.reload()
    assert cells.count() == 0
    page.get_by_role("button", name="Read with code").click()
    assert cells.count() > 3
    assert not chapter.complaints


def test_in_the_scratch_place_the_values_of_the_figures_are_at_hand(chapter):
    page = chapter.page
    scratch = page.get_by_role("region", name="Scratch")
    scratch.get_by_role("textbox").focus()
    field = scratch.locator(".cm-content")
    expect(field).to_be_focused()
    run = scratch.get_by_role("button", name="Run")
    says = scratch.locator(".hm-scratch-says")
    for lines, shown in (
        ("(Q @ K.T).max()", "135.5517"),
        ("x = S / 2\nx.shape", "(2, 2)"),
        ("Q = 3", "Q is given, and keeps its value"),
        ("import os", "Nothing can be imported here"),
        ("", "Type something first"),
    ):
        field.press("ControlOrMeta+a")
        field.press("Delete")
        page.keyboard.insert_text(lines)
        run.press("Enter")
        expect(says).to_contain_text(shown)
    assert not chapter.complaints


def test_the_scratch_place_names_a_few_matrices_and_folds_the_other_names(chapter):
    scratch = chapter.page.get_by_role("region", name="Scratch")
    few, example = (code.inner_text() for code in scratch.locator("> p code").all())
    fold = scratch.locator("details")
    assert few.startswith("Q, K, V, ")
    assert few.count(",") < 8
    expect(fold.locator("p")).to_be_hidden()
    fold.locator("summary").press("Enter")
    names = fold.locator("code").inner_text().split(", ")
    expect(fold.locator("summary")).to_have_text(f"All {len(names)} names")
    assert names == sorted(set(names))
    assert set(few.split(", ")) < set(names)
    expect(run_in_scratch(chapter.page, example)).not_to_contain_text("Error")
    assert_accessible(chapter.page)


def run_in_scratch(page, lines):
    scratch = page.get_by_role("region", name="Scratch")
    scratch.get_by_role("textbox").focus()
    field = scratch.locator(".cm-content")
    expect(field).to_be_focused()
    field.press("ControlOrMeta+a")
    field.press("Delete")
    page.keyboard.insert_text(lines)
    scratch.get_by_role("button", name="Run").press("Enter")
    return scratch.locator(".hm-scratch-says")


def test_rarer_functions_and_refusals_are_fetched_when_lines_want_them(chapter):
    page = chapter.page
    further = page.locator('script[src$="hola-further.js"]')
    expect(run_in_scratch(page, "np.exp(S - S.max()).sum(axis=-1)")).to_contain_text("shape 2")
    expect(further).to_have_count(0)
    expect(run_in_scratch(page, "np.einsum('ij,kj->ik', Q, K).max()")).to_have_text("135.5517")
    expect(further).to_have_count(1)
    expect(run_in_scratch(page, "Q @ V")).to_contain_text("cannot be multiplied")
    expect(further).to_have_count(1)
    assert not chapter.complaints


def test_a_script_that_cannot_be_fetched_is_told_and_the_lines_stay(server, visit):
    page = visit(f"{server}/book/{CHAPTER}.html").page
    page.route("**/hola-further.js", lambda route: route.abort())
    expect(run_in_scratch(page, "Q @ V")).to_contain_text("could not be loaded")
    assert page.locator(".hm-scratch .cm-content").inner_text() == "Q @ V"
    page.unroute("**/hola-further.js")
    expect(run_in_scratch(page, "Q @ V")).to_contain_text("cannot be multiplied")


def test_how_to_leave_the_field_and_to_indent_is_told_where_one_writes_and_works(chapter):
    page = chapter.page
    task = page.locator(".hm-code").filter(has=page.locator(".hm-code-head")).first
    task.get_by_role("textbox").focus()
    field = task.locator(".cm-content")
    expect(field).to_be_focused()
    told = page.locator(f'[id="{field.get_attribute("aria-describedby").split()[-1]}"]')
    expect(told).to_be_visible()
    expect(told).to_contain_text("Tab leaves the field. Ctrl+]")
    page.keyboard.insert_text("return 1")
    field.press("Control+]")
    assert field.inner_text() == "    return 1"
    field.press("Control+[")
    assert field.inner_text() == "return 1"
    field.press("Tab")
    expect(field).not_to_be_focused()
    assert field.inner_text() == "return 1"
    assert not chapter.complaints


def test_on_a_phone_a_row_of_keys_writes_the_signs_by_touch(book, visit):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    visited = visit(book.file(f"book/{CHAPTER}").as_uri(), **phone)
    page = visited.page
    page.get_by_role("checkbox", name=OPENS["more"]).check()  # the task is in a fold
    task = page.locator(".hm-code").filter(has=page.locator(".hm-code-head")).first
    task.scroll_into_view_if_needed()
    task.get_by_role("textbox").tap()
    field = task.locator(".cm-content")
    expect(field).to_be_focused()
    keys = task.get_by_role("group", name="Signs")
    expect(keys).to_be_visible()
    for key in ("(", "@", "[", "]", ".", "=", "_", ")"):
        keys.get_by_role("button", name=key, exact=True).tap()
        expect(field).to_be_focused()  # the phone's own keyboard stays open
    assert field.inner_text().strip() == "(@[].=_)"
    field.press("End")
    page.keyboard.insert_text("\nx")
    keys.get_by_role("button", name="Move the line up").tap()
    assert field.inner_text().split() == ["x", "(@[].=_)"]
    for button in keys.get_by_role("button").all():
        box = button.bounding_box()
        assert 0 <= box["x"] <= 390 - box["width"]
        assert min(box["width"], box["height"]) >= 40
    assert not visited.complaints
