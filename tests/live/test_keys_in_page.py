"""Each key means one thing, wherever a reader is in a figure, and the figure says which."""

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers import example
from helpers.live import Figure, fold, matrix, sentence, value

from . import samples
from .test_figure_in_page import HELLO_1, SIZES, changed

S_1 = '[data-shows="S"] td.hm-cell'
STOPS = ".hm-live [tabindex='0'], .hm-live :is(a, button, input, summary):not([tabindex])"
NUMBERS = ".hm-live :is(td.hm-cell, b.hm-cell, td > .hm-field)"
ON_SHOW = "els => els.filter((el) => el.checkVisibility()).map((el) => el.className)"


def press(page, *keys):
    for key in keys:
        page.page.keyboard.press(key)


def cell(page, name, i):
    return page.live.locator(f'[data-shows="{name}"] td.hm-cell').nth(i)


def told(page):
    return page.live.locator(".hm-keys")


# ---- From number to number


def test_all_numbers_of_a_figure_are_one_stop_of_the_tab_key(show):
    page = show(samples.one_head())
    numbers = page.page.locator(NUMBERS)
    assert numbers.count() > 40
    for reached in (0, 7, 30):
        numbers.nth(reached).focus()
        stops = numbers.evaluate_all("all => all.flatMap((it, i) => (it.tabIndex ? [] : [i]))")
        assert stops == [reached]
    press(page, "Tab", "Shift+Tab")
    expect(numbers.nth(30)).to_be_focused()


def test_sliders_switches_and_buttons_stay_stops_of_their_own(show):
    page = show(samples.one_head())
    names = [HELLO_1, "divide by", "divide by, slider", "divide by 30", "causal mask"]
    left = set(names)
    for _ in range(20):
        press(page, "Tab")
        left.discard(page.page.evaluate("document.activeElement.ariaLabel"))
        left -= set(
            page.page.evaluate("[...document.activeElement.labels ?? []].map((l) => l.textContent)")
        )
    assert left == set()


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        (("Q", 0), ["ArrowRight"], ("Q", 1)),
        (("Q", 1), ["ArrowDown"], ("Q", 4)),
        (("Q", 4), ["ArrowLeft", "ArrowUp"], ("Q", 0)),
        (("Q", 5), ["Home"], ("Q", 3)),
        (("Q", 3), ["End"], ("Q", 5)),
        (("Q", 2), ["ArrowRight"], ("K", 0)),
        (("K", 3), ["ArrowLeft"], ("Q", 5)),
        (("Q", 4), ["PageDown"], ("K", 0)),
        (("K", 4), ["PageUp"], ("Q", 0)),
        (("V", 2), ["PageDown"], ("S", 0)),
        (("S", 0), ["ArrowRight", "ArrowDown"], ("S", 3)),
        (("S", 1), ["ArrowRight"], ("S_scaled", 0)),
        (("S", 3), ["PageUp"], ("V", 0)),
    ],
)
def test_arrows_go_to_the_number_beside_and_page_keys_to_the_next_matrix(show, start, keys, end):
    page = show(samples.one_head(), viewport={"width": 1366, "height": 2000})

    def at(name, i):
        view = page.live.locator(f'.hm-view[data-shows="{name}"]').first
        return view.locator("td.hm-cell, td > .hm-field").nth(i)

    at(*start).focus()
    press(page, *keys)
    expect(at(*end)).to_be_focused()
    expect(page.field(HELLO_1)).to_have_value("8")
    expect(page.button("Undo")).to_be_disabled()


def test_every_number_of_a_figure_is_reached_with_page_keys_and_arrows(show):
    page = show(samples.two_heads())
    numbers = page.page.locator(NUMBERS)
    reached = page.page.evaluate(
        """(selector) => {
          const isSeen = (one) => one.checkVisibility();
          const all = [...document.querySelectorAll(selector)].filter(isSeen);
          const press = (key) => document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          const seen = new Set();
          const due = [all[0]];
          while (due.length) {
            const one = due.pop();
            if (seen.has(one)) continue;
            seen.add(one);
            for (const key of ['ArrowRight', 'ArrowDown', 'PageDown', 'End']) {
              one.focus();
              press(key);
              due.push(document.activeElement);
            }
          }
          return [seen.size, all.length];
        }""",
        NUMBERS,
    )
    assert reached[0] == reached[1] <= numbers.count()


def test_at_the_edge_of_a_figure_the_page_has_its_arrows_back(show):
    page = show(samples.queries(), viewport={"width": 1366, "height": 300})
    last = page.page.locator(NUMBERS).last
    last.focus()
    before = page.page.evaluate("scrollY")
    press(page, "ArrowDown")
    page.page.wait_for_function("before => scrollY > before", arg=before)
    expect(last).to_be_focused()


def test_the_stop_is_never_in_what_is_folded_away_or_gone(show):
    figure = Figure(
        samples.product,
        {"X": matrix([[1.0, 2.0]], rows=["a"]), "W_Q": matrix([[2.0], [3.0]])},
        [fold("inputs", [matrix("X"), matrix("W_Q")], is_open=True), sentence("It is {Q[0, 0]}.")],
        name="folded",
    )
    page = show(figure)
    page.live.locator("td > .hm-field").first.focus()
    page.live.locator("summary").first.click()
    stops = page.page.locator(".hm-live :is(.hm-cell, .hm-field)[tabindex='0']")
    assert stops.evaluate_all(ON_SHOW) == ["hm-figure-number hm-cell"]
    page.live.locator("summary").first.click()
    assert len(stops.evaluate_all(ON_SHOW)) == 1


def test_enter_follows_a_number_to_an_input_behind_a_title_and_opens_it(show):
    figure = Figure(
        samples.product,
        {"X": matrix([[1.0, 2.0]], rows=["a"]), "W_Q": matrix([[2.0], [3.0]])},
        [fold("inputs", [matrix("X"), matrix("W_Q")]), sentence("It is {Q[0, 0]}.")],
        name="folded",
    )
    page = show(figure)
    page.live.locator("b.hm-cell").focus()
    fields = page.live.locator("td > .hm-field")
    assert fields.evaluate_all(ON_SHOW) == []
    press(page, "Enter", "ArrowRight", "Enter", "Enter")
    expect(fields.nth(2)).to_be_focused()  # the first of W_Q
    expect(page.live.locator("details.hm-group")).to_have_attribute("open", "")
    expect(fields).to_have_count(4)


def test_words_that_a_sentence_loses_take_no_stop_with_them(show):
    page = show(samples.sentences())
    cells = page.live.locator('[data-shows="A"].hm-view-matrix td.hm-cell')
    cells.last.focus()
    page.type("Sentence", "hola")
    page.shows("A", ids="hola")
    assert page.page.locator(f"{NUMBERS}[tabindex='0']").count() == 1


# ---- Changing a number


def test_typing_begins_to_edit_and_enter_keeps(show):
    page = show(samples.one_head())
    field = page.field(HELLO_1)
    field.focus()
    page.page.keyboard.type("9,5")
    press(page, "Enter")
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=9.5))
    press(page, "ArrowRight")
    expect(page.field("Q row 1 Hello column 2")).to_be_focused()
    page.page.keyboard.type("-1")
    press(page, "Tab")
    page.shows("S", Q=changed(changed(example.Q[0], 0, 0, to=9.5), 0, 1, to=-1))


@pytest.mark.parametrize("begin", ["F2", "Enter", "click"])
def test_while_a_number_is_edited_arrows_step_it_and_the_caret_moves_in_it(show, begin):
    page = show(samples.one_head())
    field = page.field(HELLO_1)
    if begin == "click":
        field.click()
    else:
        field.press(begin)
    press(page, "ArrowUp", "ArrowUp")
    expect(field).to_have_value("10")
    press(page, "ArrowRight", "ArrowLeft", "Backspace", "ArrowLeft")
    expect(field).to_be_focused()
    expect(field).to_have_value("0")
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=0))
    press(page, "Escape")
    expect(field).to_have_value("8")
    page.shows("S", Q=example.Q[0])
    expect(page.button("Undo")).to_be_disabled()
    press(page, "ArrowDown")
    expect(page.field("Q row 2 World column 1")).to_be_focused()


def test_enter_keeps_what_was_stepped_so_that_escape_does_not_take_it_back(show):
    page = show(samples.one_head())
    page.field(HELLO_1).press("F2")
    press(page, "ArrowUp", "Enter", "Escape", "Escape")
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=9))


def test_a_refused_number_stays_in_edit_until_it_is_mended_or_given_back(show):
    page = show(samples.one_head())
    field = page.field(HELLO_1)
    field.focus()
    page.page.keyboard.type("x")
    press(page, "Enter", "ArrowRight")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    press(page, "Tab", "Shift+Tab", "Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("8")
    expect(field).not_to_have_attribute("aria-invalid", "true")


# ---- Into the arithmetic and out


def test_enter_goes_to_the_origin_of_an_operand_and_in_the_end_to_the_input_itself(show):
    page = show(samples.one_head())
    cell(page, "S_scaled", 0).focus()
    strip = page.live.locator(".hm-strip-body")
    press(page, "Enter", "Enter")
    expect(strip).to_contain_text("(8 × 4) + (3 × 8) + (3 × 4) = 68")
    press(page, "ArrowRight", "ArrowRight")
    one = page.live.locator(".hm-lit-one")
    expect(one).to_have_attribute("aria-label", "Q row 1 Hello column 2")
    press(page, "ArrowLeft")
    expect(one).to_have_attribute("aria-label", "K row 1 Hello column 1")
    press(page, "Enter")
    expect(strip).to_contain_text("an input")
    press(page, "Enter")
    expect(page.field("K row 1 Hello column 1")).to_be_focused()
    page.page.keyboard.type("5")
    page.shows("S", K=changed(example.K[0], 0, 0, to=5))


def test_escape_comes_back_step_by_step_to_the_operand_that_was_followed(show):
    page = show(samples.one_head())
    first = cell(page, "A", 1)
    first.focus()
    press(page, "Enter", "ArrowRight", "Enter", "Enter", "ArrowRight", "Enter")
    walk = page.live.locator(".hm-walk")
    expect(walk).to_have_count(1)
    press(page, "Escape")
    expect(walk.nth(1)).to_be_focused()
    press(page, "Escape")
    expect(walk.first).to_be_focused()
    press(page, "Escape")
    expect(walk.nth(1)).to_be_focused()
    press(page, "Escape")
    expect(first).to_be_focused()
    expect(page.live.locator(".hm-strip")).to_contain_text("A row 1 Hello column 2 World =")
    press(page, "Escape")
    expect(first).to_be_focused()
    expect(page.live.locator(".hm-strip")).to_contain_text("Point at a number")
    press(page, "Enter", "ArrowRight")
    expect(page.live.locator("[data-shows='S_scaled'] td.hm-cell").first).not_to_be_focused()


def test_escape_goes_back_to_the_very_place_where_the_same_number_stands_twice(show):
    page = show(samples.one_head())
    bar = page.live.locator(".hm-bars td.hm-number").nth(2)
    bar.focus()
    press(page, "Enter", "Escape")
    expect(bar).to_be_focused()


# ---- What is said about it


def test_the_keys_are_told_where_they_work(show):
    page = show(samples.one_head())
    field = page.field(HELLO_1)
    expect(field).to_have_accessible_description(
        "Type or Enter: change it. Arrows, Page Up, Page Down: move."
    )
    expect(told(page)).not_to_be_visible()
    field.focus()
    expect(told(page)).to_be_visible()
    press(page, "F2")
    editing = "↑ ↓ step (Shift: ten), Enter keeps, Escape gives back."
    expect(told(page)).to_have_text(editing)
    expect(field).to_have_accessible_description(editing)
    press(page, "Enter")
    expect(told(page)).to_contain_text("Type or Enter")
    press(page, *["PageDown"] * 3)
    expect(cell(page, "S", 0)).to_be_focused()
    moving = "Enter: where it comes from. Arrows, Page Up, Page Down: move."
    expect(told(page)).to_have_text(moving)
    ids = cell(page, "S", 0).get_attribute("aria-describedby").split()
    arithmetic, keys = (page.page.locator(f"#{name}") for name in ids)
    expect(arithmetic).to_contain_text("S row 1 Hello column 1 Hello =")
    expect(keys).to_have_text(moving)
    press(page, "Enter")
    expect(told(page)).to_have_text("← → choose, Enter follows, Escape comes back.")
    page.button("Steps").focus()
    expect(told(page)).to_have_text("")
    press(page, "Enter")
    expect(told(page)).to_have_text("← → step, Escape ends.")


def test_telling_the_keys_moves_nothing(show):
    page = show(samples.one_head())
    places = """els => els.map((el) => {
      const { x, y, width, height } = el.getBoundingClientRect();
      return [x, y - el.closest('.hm-live').getBoundingClientRect().y, width, height];
    })"""
    parts = page.live.locator("td, input, .hm-view, .hm-tools button")
    before = parts.evaluate_all(places)
    for keys in (["Tab"] * 3, ["F2"], ["Escape"], ["PageDown"] * 4, ["Enter"]):
        press(page, *keys)
        assert parts.evaluate_all(places) == before


COVERED = """async (selector) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const over = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  };
  const isSeen = (one) => one.contains(over(one)) || over(one)?.contains(one);
  const isUnderStrip = (one) => Boolean(over(one)?.closest('.hm-foot'));
  const covered = [];
  let explained = 0;
  for (const number of document.querySelectorAll(selector)) {
    number.focus();
    await frame();
    if (!isSeen(number)) covered.push(`${number.outerHTML}`);
    for (const operand of document.querySelectorAll('.hm-walk')) {
      operand.focus();
      await frame();
      const lit = document.querySelector('.hm-lit-one');
      if (!lit) continue;
      explained += 1;
      if (isUnderStrip(lit)) covered.push(`${operand.ariaLabel} of ${number.outerHTML}`);
      if (!isSeen(operand)) covered.push(operand.outerHTML);
    }
  }
  return { explained, covered };
}"""


@pytest.mark.parametrize("size", SIZES)
def test_the_explanation_never_covers_what_it_explains(show, size):
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = show(samples.one_head(), viewport=viewport)
    found = page.page.evaluate(COVERED, NUMBERS)
    assert found["explained"] > 20  # a figure taller than its window shows a part of its views
    assert found["covered"] == []


# ---- Steps


def walked(page):
    """Walk from the first step to the last; give what each says."""
    steps = page.live.get_by_role("group", name="Step through")
    said = []
    while not said or not page.button("Next →").is_disabled():
        if said:
            press(page, "ArrowRight")
        title = steps.locator(".hm-step-title").inner_text()
        said.append((title, page.live.locator(".hm-strip-body").inner_text()))
        lit = page.live.locator(".hm-lit").count()
        assert lit, title
    return said


def test_steps_go_to_the_number_that_was_chosen_and_no_further(show):
    page = show(samples.one_head())
    cell(page, "A", 3).click()
    page.button("Steps").click()
    said = walked(page)
    assert [title.split(": ")[1].split(",")[0] for title, _ in said] == ["S", "S scaled", "A"]
    assert "S row 2 World column 2 World =" in said[0][1]
    assert "A row 2 World column 2 World =" in said[-1][1]
    expect(cell(page, "Z_heads", 0)).to_be_visible()


def test_steps_without_a_chosen_number_go_to_the_last_result_and_never_back(show):
    page = show(samples.one_head())
    page.button("Steps").click()
    said = walked(page)
    assert len(said) >= 4
    assert "S row 1" in said[0][1]
    press(page, "ArrowRight")
    assert page.live.locator(".hm-step-title").inner_text() == said[-1][0]


def test_arrows_step_only_while_the_bar_of_the_steps_has_the_focus(show):
    page = show(samples.one_head())
    cell(page, "A", 0).focus()
    page.button("Steps").click()
    title = page.live.locator(".hm-step-title")
    press(page, "ArrowRight", "ArrowLeft", "ArrowRight")
    expect(title).to_contain_text("Step 2 of 3")
    cell(page, "S", 0).focus()
    press(page, "ArrowRight")
    expect(cell(page, "S", 1)).to_be_focused()
    expect(title).to_contain_text("Step 2 of 3")
    page.button("Next →").focus()
    press(page, "Escape")
    expect(title).not_to_be_visible()
    expect(page.button("Steps")).to_be_focused()


# ---- Fingers

PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}


def swipe(page, locator, dx, dy=0):
    """Draw a finger over the screen, as the browser's own gestures see it."""
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    client = page.page.context.new_cdp_session(page.page)

    def send(kind, *points):
        touches = [{"x": a, "y": b} for a, b in points]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    send("touchStart", (x, y))
    for i in range(1, 11):
        send("touchMove", (x + dx * i / 10, y + dy * i / 10))
        page.page.wait_for_timeout(16)
    page.page.wait_for_timeout(150)  # at rest, so that nothing flies on
    send("touchEnd")


def test_a_finger_drawn_sideways_changes_a_number_and_opens_no_keyboard(show):
    page = show(samples.one_head(), **PHONE)
    field = page.field(HELLO_1)
    before = page.page.evaluate("scrollY")
    swipe(page, field, 35)
    expect(field).to_have_value("13")
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=13))
    expect(field).not_to_be_focused()
    expect(page.live.locator(".hm-strip-body")).to_contain_text("= 13")
    assert page.page.evaluate("scrollY") - before < 300
    page.button("Undo").tap()
    page.shows("S", Q=example.Q[0])


def test_a_finger_drawn_up_over_a_number_scrolls_the_page_and_changes_nothing(show):
    page = show(samples.one_head(), prose="<p style='height: 600px'>above</p>", **PHONE)
    field = page.field(HELLO_1)
    field.scroll_into_view_if_needed()
    before = page.page.evaluate("scrollY")
    swipe(page, field, 6, -200)
    page.page.wait_for_function("before => scrollY > before + 100", arg=before)
    expect(field).to_have_value("8")
    expect(page.button("Undo")).to_be_disabled()


def test_in_a_wide_matrix_a_finger_scrolls_until_it_has_tapped_the_number(show):
    wide = np.arange(12.0).reshape(1, 12)
    figure = Figure(
        samples.product,
        {"X": matrix(wide), "W_Q": matrix(np.ones((12, 1)))},
        [matrix("X"), value("Q", at=(0, 0))],
        name="wide",
    )
    page = show(figure, **PHONE)
    box, field = page.live.locator(".hm-box.hm-scrolls"), page.field("X row 1 column 2")
    expect(box).to_have_count(1)
    swipe(page, field, -60)
    page.page.wait_for_function("box => box.scrollLeft > 20", arg=box.element_handle())
    expect(field).to_have_value("1")
    box.evaluate("box => { box.scrollLeft = 0; }")
    field.tap()
    swipe(page, field, 35)
    expect(field).to_have_value("6")


def test_a_tap_selects_explains_and_edits_at_once(show):
    page = show(samples.one_head(), **PHONE)
    field = page.field(HELLO_1)
    field.tap()
    expect(field).to_be_focused()
    expect(page.live.locator(".hm-strip-body")).to_contain_text("= 8")
    assert page.page.evaluate("getSelection().toString()") == "8"
    page.page.keyboard.type("2")
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=2))
    expect(told(page)).not_to_be_visible()
    cell(page, "S", 0).tap()
    expect(page.live.locator(".hm-strip-body")).to_contain_text("(2 × 4) + (3 × 8)")


def test_a_finger_goes_through_the_steps_by_swipe_or_buttons(show):
    page = show(samples.one_head(), **PHONE)
    page.open("A")
    cell(page, "A", 0).tap()
    page.button("Steps").tap()
    title = page.live.locator(".hm-step-title")
    swipe(page, title, -80)
    expect(title).to_contain_text("Step 2 of 3")
    swipe(page, title, 80)
    expect(title).to_contain_text("Step 1 of 3")
    page.button("Next →").tap()
    expect(title).to_contain_text("Step 2 of 3")
