"""Every figure of the book in one screen: cause, way and outcome stand together.

Measured is the box that holds every control, the strip of tiles, the open stage with the inputs
that are edited in it, and what comes out. It has to leave room for what a page keeps in sight
itself: its header, and on a large window the line that explains a number.
"""

import json
import re

import pytest
from figure_page import written
from playwright.sync_api import expect

from helpers.chapters.figures import FIGURES

HEADER = 48
EXPLANATION = 85
LAPTOP = {"viewport": {"width": 1366, "height": 768}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FITS = {1366: 768 - HEADER - EXPLANATION, 390: 844}
"""Heights that a box may have, by the width of the window."""

TOO_TALL = {
    1366: {},
    390: {
        "hands": "four dials as large as a finger turns them, and how alike they make two places",
        "distance": "two sliders, two sentences and a curve over all distances",
        "whole-machine": "decoder below encoder; the answer above them stays in sight",
    },
}
"""Figures whose box is taller as it opens, whichever tile is chosen then, and why."""

TALL_BY_CHOICE = {
    1366: {},
    390: {
        "bank": (
            {"The numbers", "W_E", "E", "S", "Z"},
            "a plane, what each word asks and a sentence stay in sight below",
        ),
        "attention-in-one-picture": (
            {"K", "V"},
            "three rows above two drawings that are read together",
        ),
        "stack": (
            {"size_and_distance"},
            "seven rows above their curves; what is chosen above takes a third",
        ),
    },
}
"""Tiles with which a box that fits as it opens does not, and why."""

BOXES = """() => {
    const live = document.querySelector('.hm-live');
    const isPart = (one) => one.matches('.hm-given, .hm-run, .hm-tablist, .hm-scene');
    const height = () => {
        const boxes = [...live.children].filter(isPart).map((one) => one.getBoundingClientRect());
        const seen = boxes.filter(({ height }) => height > 0);
        const bottom = Math.max(...seen.map(({ bottom }) => bottom));
        const explanation = live.querySelector('.hm-scene .hm-foot')?.offsetHeight ?? 0;
        return bottom - Math.min(...seen.map(({ top }) => top)) - explanation;
    };
    const heights = [['', height()]];
    const chosen = new Set();
    const isNext = (tile) => tile.checkVisibility() && !chosen.has(tile);
    for (;;) {
        const tile = [...live.querySelectorAll('.hm-tile')].find(isNext);
        if (!tile) return heights;
        chosen.add(tile);
        tile.click();
        heights.push([tile.dataset.opens ?? tile.textContent, height()]);
    }
}"""
"""The height of the box as a figure opens, and with each tile; a title's brings its own."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Each figure on a page of its own."""
    folder = tmp_path_factory.mktemp("figures")
    for name, figure in FIGURES.items():
        (folder / f"{name}.html").write_text(written([figure()]), encoding="utf-8")
    return folder


@pytest.fixture(params=[LAPTOP, PHONE], ids=["laptop", "phone"])
def window(request, browser):
    context = browser.new_context(**request.param)
    yield context.new_page()
    context.close()


def test_every_figure_fits_into_a_window_whichever_tile_is_chosen(pages, window):
    width = window.viewport_size["width"]
    opened, by_choice, count, complaints = {}, {}, 0, []
    window.on("pageerror", lambda error: complaints.append(str(error)))
    for name in FIGURES:
        window.goto((pages / f"{name}.html").as_uri())
        (_, height), *others = window.evaluate(BOXES)
        count += len(others)
        taller = {tile: round(tall) for tile, tall in others if tall > FITS[width]}
        if height > FITS[width]:
            opened[name] = round(height)
        elif taller:
            by_choice[name] = taller
    assert count > 200
    assert complaints == []
    assert set(opened) == set(TOO_TALL[width]), opened
    named = {name: tiles for name, (tiles, _) in TALL_BY_CHOICE[width].items()}
    assert {name: set(taller) for name, taller in by_choice.items()} == named, by_choice


WIDTHS = """() => [...document.querySelectorAll('.hm-live .hm-plane')]
    .map((plane) => plane.getBoundingClientRect().width)"""


def test_a_plane_takes_three_quarters_of_a_phone_at_least(pages, browser):
    page = browser.new_context(**PHONE).new_page()
    planes = {}
    for name in FIGURES:
        page.goto((pages / f"{name}.html").as_uri())
        if widths := page.evaluate(WIDTHS):
            planes[name] = min(widths) / page.locator(".hm-live").bounding_box()["width"]
    assert len(planes) > 8
    assert min(planes.values()) > 0.75, planes


MARKED = """() => {
    const all = '.hm-live :is(.hm-view, td, th, input, button, summary)';
    const seen = document.querySelectorAll(all);
    const at = (one) => one.getBoundingClientRect();
    return [...seen].map(at).map(({ left, top, width, height }) => [left, top, width, height]);
}"""
DRAGGED = ("scale", "overflow", "choose-word", "layer-norm", "correction", "gates")


@pytest.mark.parametrize("name", DRAGGED)
def test_nothing_moves_while_a_slider_is_dragged(name, pages, window):
    window.goto((pages / f"{name}.html").as_uri())
    slider = window.locator(".hm-live .hm-given .hm-range").first
    most = int(slider.get_attribute("max"))
    before = window.evaluate(MARKED)
    for share in (0, 0.3, 0.62, 1):
        slider.evaluate(
            """(range, value) => {
                range.value = value;
                range.dispatchEvent(new Event('input', { bubbles: true }));
                return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            }""",
            round(share * most),
        )
        now = window.evaluate(MARKED)
        assert len(now) == len(before)
        far = max(abs(x - y) for one, other in zip(before, now, strict=True)
                  for x, y in zip(one, other, strict=True))  # fmt: skip
        assert far <= 1, (share, far)


IN_SIGHT = """() => {
    const box = (one) => document.querySelector(one).getBoundingClientRect();
    return box('.hm-scene').bottom - box('.hm-run .hm-button').top;
}"""
RUNS = sorted(name for name, figure in FIGURES.items() if "run" in figure().spec)


@pytest.mark.parametrize("name", RUNS)
def test_what_a_run_moves_is_in_sight_with_its_button(name, pages, window):
    window.goto((pages / f"{name}.html").as_uri())
    assert {"hero", "train", "translate"} <= set(RUNS)
    assert window.evaluate(IN_SIGHT) <= window.viewport_size["height"] - HEADER
    assert window.locator('.hm-live input[type="radio"]').count() <= 5


@pytest.mark.parametrize("name", ["scale", "two-heads", "one-head-masked", "rotary", "machine"])
def test_nothing_moves_when_something_is_refused(name, pages, window):
    window.goto((pages / f"{name}.html").as_uri())
    field = window.locator(".hm-live input:is(.hm-field, .hm-words):visible").first
    field.focus()
    before = window.evaluate(MARKED)
    height = window.locator(".hm-live").bounding_box()["height"]
    field.fill("abc")
    field.press("Enter")
    expect(window.locator(".hm-problem")).to_be_visible()
    now = window.evaluate(MARKED)
    outside = [max(abs(x - y) for x, y in zip(one, other, strict=True))
               for one, other in zip(before, now, strict=True)]  # fmt: skip
    assert max(outside) <= 1
    assert window.locator(".hm-live").bounding_box()["height"] == height


def test_a_flow_is_read_beside_all_that_it_hangs_on_in_any_window(pages, window):
    assert [name for name, figure in FIGURES.items() if figure().spec.get("whole")] == ["hero"]
    window.set_viewport_size({"width": window.viewport_size["width"], "height": 400})
    window.goto((pages / "hero.html").as_uri())
    expect(window.locator(".hm-live")).to_have_attribute("data-way", "rows")
    expect(window.locator(".hm-flow:visible")).to_have_count(1)
    expect(window.locator(".hm-tablist")).to_be_hidden()


# ---- Driven: tiles, and the way of a number through tiles that are closed


def chosen(page):
    return page.locator('.hm-tile[aria-selected="true"]')


def tile(page, name):
    return page.locator(f'.hm-tile[data-opens="{name}"]')


def numbers(page, name):
    """The numbers of a value, fixed or to be edited, that are in sight."""
    cells = f'.hm-view[data-shows="{name}"] :is(td.hm-cell, td > .hm-field):visible'
    return page.locator(cells)


def opens(page, name):
    """Wait until a tile is the chosen one and its value stands in sight."""
    expect(tile(page, name)).to_have_attribute("aria-selected", "true")
    expect(chosen(page)).to_have_count(1)
    expect(numbers(page, name).first).to_be_visible()


@pytest.fixture
def staged(pages, window):
    window.goto((pages / "scale.html").as_uri())
    expect(window.locator(".hm-live")).to_have_attribute("data-way", "staged")
    return window


def test_tiles_are_chosen_by_arrow_keys_and_by_a_click(staged):
    tile(staged, "S").click()
    opens(staged, "S")
    for key, name in [
        ("ArrowRight", "S_scaled"),
        ("ArrowRight", "A"),
        ("ArrowLeft", "S_scaled"),
        ("Home", "Q"),
        ("ArrowLeft", "Q"),
        ("End", "Z_heads"),
    ]:
        staged.keyboard.press(key)
        opens(staged, name)
        expect(tile(staged, name)).to_be_focused()
    tile(staged, "V").click()
    opens(staged, "V")
    expect(numbers(staged, "S_scaled")).to_have_count(0)


def test_an_operand_in_a_closed_tile_is_marked_there_followed_and_left_again(staged):
    tile(staged, "K").click()
    result = numbers(staged, "Z_heads").first
    result.focus()
    for name in ("A", "V"):
        expect(tile(staged, name)).to_have_class(re.compile(r"\bhm-lit\b"))
    expect(tile(staged, "Q")).not_to_have_class(re.compile("hm-lit"))
    staged.keyboard.press("Enter")
    expect(tile(staged, "A")).to_have_class(re.compile("hm-lit-one"))
    staged.keyboard.press("Enter")
    opens(staged, "A")
    expect(numbers(staged, "A").first).to_have_class(re.compile("hm-lit-self"))
    staged.keyboard.press("Escape")
    expect(staged.locator(".hm-strip-name")).to_contain_text("Z")
    staged.keyboard.press("Escape")
    expect(result).to_be_focused()


def test_a_way_ends_at_the_input_whose_tile_was_closed(staged):
    tile(staged, "K").click()
    numbers(staged, "Z_heads").first.focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        staged.keyboard.press(key)
    opens(staged, "V")
    tile(staged, "K").click()  # and it is opened once more
    staged.locator(".hm-walk").focus()
    staged.keyboard.press("Enter")
    opens(staged, "V")
    expect(numbers(staged, "V").first).to_be_focused()


def test_escape_comes_back_to_a_number_whose_tile_was_closed_meanwhile(staged):
    tile(staged, "A").click()
    numbers(staged, "A").nth(1).focus()
    for key in ("Enter", "Enter", "Enter"):
        staged.keyboard.press(key)
    opens(staged, "S")
    expect(numbers(staged, "A")).to_have_count(0)
    for _ in range(3):
        staged.keyboard.press("Escape")
    opens(staged, "A")
    expect(numbers(staged, "A").nth(1)).to_be_focused()


STEPPED = """async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const press = (key) => document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    press('ArrowUp');
    await frame();
    return [...document.querySelectorAll('.hm-wait')].map((one) =>
        one.querySelector('[data-shows]')?.dataset.shows);
}"""


def test_what_follows_shows_its_marks_after_what_it_follows_from(pages, browser):
    page = browser.new_page(reduced_motion="no-preference", **LAPTOP)
    page.goto((pages / "scale.html").as_uri())
    numbers(page, "Q").first.press("F2")
    waiting = page.evaluate(STEPPED)
    assert {"S", "Z_heads"} <= set(waiting)
    assert "Q" not in waiting
    expect(page.locator(".hm-wait")).to_have_count(0)
    expect(page.locator('[data-shows="S"] td.hm-changed')).not_to_have_count(0)
    page.close()
    still = browser.new_page(reduced_motion="reduce", **LAPTOP)
    still.goto((pages / "scale.html").as_uri())
    numbers(still, "Q").first.press("F2")
    assert still.evaluate(STEPPED) == []
    still.close()


@pytest.mark.parametrize("name", ["scale", "two-heads", "layer-norm", "encoder", "from-e-to-z"])
def test_an_edit_makes_the_browser_style_again_only_what_changes(name, pages, browser):
    page = browser.new_page(reduced_motion="reduce", **LAPTOP)
    page.goto((pages / f"{name}.html").as_uri())
    page.locator(".hm-live .hm-scene .hm-field:visible").first.press("F2")
    page.keyboard.press("ArrowUp")  # the first edit marks what changes; the next changes digits
    page.evaluate(FRAME)
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.keyboard.press("ArrowUp")
    page.evaluate(FRAME)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.close()
    styled = [one["args"]["elementCount"] for one in events if one["name"] == "UpdateLayoutTree"]
    assert styled
    assert sum(styled) <= 12  # a text put in anew once cost 35 to 61: a rule with :has looked again


UNDERLINES = """() => {
    const seen = document.querySelectorAll('.hm-live .hm-sentence .hm-changed');
    return [...seen].map((one) => getComputedStyle(one).textDecorationLine);
}"""


def test_a_number_in_a_sentence_is_underlined_when_the_wave_has_come_to_it(pages, browser):
    page = browser.new_page(reduced_motion="no-preference", **LAPTOP)
    page.goto((pages / "one-head-masked.html").as_uri())
    numbers(page, "Q").first.press("F2")
    page.evaluate(STEPPED)
    assert {*page.evaluate(UNDERLINES)} == {"none"}
    expect(page.locator(".hm-wait")).to_have_count(0)
    assert {*page.evaluate(UNDERLINES)} == {"underline"}
    page.close()


SHOWS_MARKS = """() => {
    const seen = [...document.querySelectorAll('.hm-live td.hm-changed')];
    return seen.filter((one) => getComputedStyle(one, '::after').visibility === 'visible').length;
}"""
LET_GO = """() => addEventListener('pointerup', () => {
    window.waited = document.querySelectorAll('.hm-live .hm-wait').length;
})"""
FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


def held(page, name):
    """Take hold of a slider, or of a point that is drawn; give where it is dragged to."""
    mark = page.locator(f".hm-live {name}").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    return [(x + by, y - by // 4) for by in (12, 24, 36)]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
@pytest.mark.parametrize(
    ("name", "mark"), [("car-is-red", ".hm-range"), ("two-shadows", ".hm-grip")]
)
def test_one_wave_follows_what_was_dragged_once_it_is_let_go(name, mark, motion, pages, browser):
    page = browser.new_page(reduced_motion=motion, **LAPTOP)
    page.goto((pages / f"{name}.html").as_uri())
    for x, y in held(page, mark):
        page.mouse.move(x, y)
        page.evaluate(FRAME)
        assert page.evaluate(SHOWS_MARKS) == 0
        expect(page.locator(".hm-live .hm-wait")).to_have_count(0)
    page.evaluate(LET_GO)
    page.mouse.up()
    assert (page.evaluate("() => window.waited") > 0) == (motion != "reduce")
    expect(page.locator(".hm-live .hm-wait")).to_have_count(0)
    assert page.evaluate(SHOWS_MARKS) > 0
    page.close()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_an_edit_costs_one_layout(motion, pages, browser):
    page = browser.new_page(reduced_motion=motion, **LAPTOP)
    page.goto((pages / "scale.html").as_uri())
    numbers(page, "Q").first.press("F2")
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")

    def layouts():
        metrics = client.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in metrics if one["name"] == "LayoutCount")

    counts = []
    for _ in range(5):
        page.wait_for_timeout(1000)  # the wave has ended, and what changed is said
        before = layouts()
        page.keyboard.press("ArrowUp")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        counts.append(layouts() - before)
    assert sorted(counts)[2] == 1, counts
    page.close()


def test_a_step_is_kept_though_enter_follows_before_it_is_drawn(pages, browser):
    page = browser.new_page(**LAPTOP)
    page.goto((pages / "scale.html").as_uri())
    field = numbers(page, "Q").first
    before = float(field.input_value())
    field.press("F2")
    page.evaluate(
        """() => ['ArrowUp', 'Enter'].forEach((key) => document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))"""
    )
    field.blur()
    assert float(field.input_value()) > before
    page.close()


@pytest.mark.parametrize("name", ["scale", "from-e-to-z", "encoder"])
def test_each_step_stands_in_sight_with_its_number_lit(name, pages, window):
    window.goto((pages / f"{name}.html").as_uri())
    window.get_by_role("button", name=re.compile("^Steps")).click()
    count = int(re.search(r"of (\d+)", window.locator(".hm-step-title").inner_text())[1])
    assert count >= 4
    for step in range(1, count + 1):
        expect(window.locator(".hm-step-title")).to_contain_text(f"Step {step} of")
        expect(window.locator(".hm-now:visible")).not_to_have_count(0)
        expect(window.locator(".hm-live .hm-lit-self:visible")).not_to_have_count(0)
        window.keyboard.press("ArrowRight")


def test_the_chosen_tile_and_what_changed_are_seen_in_colours_of_the_readers_own(pages, browser):
    page = browser.new_page(forced_colors="active", reduced_motion="reduce", **LAPTOP)
    page.goto((pages / "scale.html").as_uri())
    tile(page, "S").click()
    border = "it => getComputedStyle(it).borderTopColor"
    assert chosen(page).evaluate(border) != tile(page, "V").evaluate(border)
    numbers(page, "Q").first.fill("-8")
    numbers(page, "Q").first.press("Enter")
    expect(page.locator('[data-shows="S"] td.hm-changed')).to_have_count(2)
    over = "it => getComputedStyle(it, '::after').backgroundColor"
    covered = page.locator('[data-shows="S"] td.hm-changed').first.evaluate(over)
    assert re.search(r", 0\)$", covered), covered  # the number below it stays as dark as others
    page.close()
