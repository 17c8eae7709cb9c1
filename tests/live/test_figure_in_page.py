"""A person changes numbers in a page, and reads what NumPy gives for them."""

import codecs
import csv
import json
import re
import subprocess
import sys

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from figure_page import step, text_of, written
from playwright.sync_api import expect

from helpers import example
from helpers.live import Figure, assets, bars, matrix, number, sentence, value, vector
from helpers.live.rounding import shown
from helpers.mathematics.norm import layer_norm_steps

from . import samples

HELLO_1 = "Q row 1 Hello column 1"
SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"
REFUSING = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"


def changed(array, *index, to):
    copy = np.array(array)
    copy[index] = to
    return copy


@pytest.mark.parametrize("over", ["file", "http"])
def test_typing_gives_what_numpy_gives(show, http, over):
    page = show(samples.one_head(), root=http if over == "http" else None)
    page.shows("Z_heads")
    page.type(HELLO_1, "9.5")
    Q = changed(example.Q[0], 0, 0, to=9.5)
    for name in ("S", "S_scaled", "A", "Z_heads"):
        page.shows(name, Q=Q)
    expect(page.live.locator(".hm-sentence b")).to_have_text(shown(page.figure["A"][0, 1]))
    assert page.is_quiet()


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["ArrowUp"], 9),
        (["Shift+ArrowUp"], 18),
        (["Alt+ArrowDown"], 7.9),
        (["ArrowDown"] * 9, -1),
        (["ArrowUp", "Escape"], 8),
    ],
)
def test_keys_step_a_number(show, keys, value):
    page = show(samples.one_head())
    field = page.field(HELLO_1)
    step(field, *keys)
    expect(field).to_have_value(f"{value:g}")
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=value))


def test_a_change_that_is_taken_back_leaves_nothing_to_undo(show):
    page = show(samples.one_head())
    page.type("K row 1 Hello column 1", "5")
    field = page.field(HELLO_1)
    step(field, "ArrowUp", "Escape")
    step(field, "ArrowUp", "ArrowUp", "Escape")
    expect(field).to_have_value("8")
    page.button("Undo").click()
    expect(page.field("K row 1 Hello column 1")).to_have_value("4")
    expect(page.button("Undo")).to_be_disabled()


def taken(page, name):
    """Press the mouse on a number field; say where."""
    box = page.field(name).bounding_box()
    x, y = box["x"] + 20, box["y"] + 10
    mouse = page.page.mouse
    mouse.move(x, y)
    mouse.down()
    return mouse, x, y


def test_dragging_sideways_changes_a_number(show):
    page = show(samples.one_head())
    mouse, x, y = taken(page, HELLO_1)
    mouse.move(x + 36, y + 2, steps=8)
    mouse.up()
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=13))
    assert page.field(HELLO_1).evaluate("e => getComputedStyle(e).touchAction") == "pan-y"
    page.button("Undo").click()
    page.shows("S", Q=example.Q[0])


def test_a_drag_ends_where_the_button_is_let_go_inside_the_figure_or_not(show):
    page = show(samples.one_head())
    mouse, x, y = taken(page, HELLO_1)
    mouse.move(x, 5, steps=4)
    mouse.up()
    mouse.move(x, y, steps=3)
    mouse.move(x + 60, y, steps=5)
    expect(page.field(HELLO_1)).to_have_value("8")
    expect(page.live.locator(".hm-dragging")).to_have_count(0)


def test_keys_of_an_input_method_change_no_number(show):
    page = show(samples.one_head())
    field = page.field(HELLO_1)
    field.focus()
    for key in ("ArrowDown", "Enter", "Escape"):
        field.dispatch_event("keydown", {"key": key, "isComposing": True})
    expect(field).to_have_value("8")
    expect(page.button("Undo")).to_be_disabled()


def test_a_slider_takes_a_refused_text_away(show):
    page = show(samples.one_head())
    field = page.field("divide by")
    for _ in range(2):
        page.type("divide by", "abc", key="Tab")
        expect(field).to_have_attribute("aria-invalid", "true")
        page.live.get_by_role("button", name="divide by 30").click()
        expect(field).to_have_value("30")
        expect(field).not_to_have_attribute("aria-invalid", "true")
    page.shows("A", scale=30)


def test_slider_marks_and_typed_scale(show):
    page = show(samples.one_head())
    page.live.get_by_role("button", name="divide by 30").click()
    page.shows("A", scale=30)
    page.type("divide by", "2.5")
    page.shows("A", scale=2.5)
    page.live.get_by_role("slider").focus()
    page.page.keyboard.press("End")
    page.shows("A", scale=60)


def test_switch_changes_the_structure(show):
    page = show(samples.one_head())
    page.live.get_by_role("switch").check()
    page.shows("A", mask=True)
    page.type(HELLO_1, "1")
    page.shows("Z_heads", Q=changed(example.Q[0], 0, 0, to=1))
    page.button("Undo").click()
    page.button("Undo").click()
    expect(page.live.get_by_role("switch")).not_to_be_checked()
    page.shows("A", Q=example.Q[0], mask=False)


def test_switched_heads_share_inputs(show):
    page = show(samples.two_heads())
    page.live.get_by_role("switch", name="head 2").uncheck()
    page.shows("Z", second=False)
    page.type("W_Q head 1 row 1 column 2", "1.5")
    page.shows("Z", W_Q=changed(example.W_Q, 0, 0, 1, to=1.5))


BAD_INPUT = {
    "abc": "is not a number",
    "": "Type a number",
    "1e309": "too large",
    "NaN": "not a number",
    "∞": "Infinity",
    "1 2": "one number",
    "<img src=x onerror=alert(1)>": "is not a number",
}


def test_bad_input_is_refused_at_the_cell(show):
    page = show(samples.one_head())
    field = page.field(HELLO_1)
    for typed, says in BAD_INPUT.items():
        field.fill(typed)
        field.press("Enter")
        expect(field).to_have_attribute("aria-invalid", "true")
        note = page.page.locator(f"#{field.get_attribute('aria-describedby').split()[0]}")
        expect(note).to_contain_text(says)
        page.shows("S")
        field.press("Escape")
        expect(field).to_have_value("8")
        expect(note).to_be_hidden()
    assert page.page.locator("img").count() == 0
    expect(page.button("Undo")).to_be_disabled()
    page.type(HELLO_1, "7,5")
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=7.5))
    assert page.is_quiet()


def test_a_refusal_moves_nothing_and_dims_what_belongs_to_the_last_numbers(show):
    page = show(samples.one_head())
    places = "els => els.map((el) => JSON.stringify(el.getBoundingClientRect()))"
    parts = page.live.locator("td, input, button:visible, .hm-view")
    field, view = page.field(HELLO_1), page.live.locator('.hm-view[data-shows="A"]').first
    field.focus()
    before = parts.evaluate_all(places)
    field.fill("abc")
    field.press("Enter")
    expect(page.live.locator(".hm-problem")).to_contain_text("“abc” is not a number")
    assert parts.evaluate_all(places) == before
    expect(view).to_have_css("filter", "grayscale(1)")
    field.press("Escape")
    expect(view).to_have_css("filter", "none")


def test_what_was_typed_on_the_way_to_a_refused_number_is_taken_back(show):
    page = show(samples.one_head())
    field = page.field(HELLO_1)
    field.press("ControlOrMeta+a")
    field.press_sequentially("1e309")
    field.press("Enter")
    expect(field).to_have_value("1e309")
    expect(page.live.locator(".hm-problem")).to_contain_text("too large")
    page.shows("S")
    expect(page.button("Undo")).to_be_disabled()


def test_refused_text_leaves_with_undo(show):
    page = show(samples.one_head())
    page.type(HELLO_1, "9")
    page.type("Q row 1 Hello column 2", "oops", key="Tab")
    expect(page.field("Q row 1 Hello column 2")).to_have_attribute("aria-invalid", "true")
    page.button("Undo").click()
    expect(page.field("Q row 1 Hello column 2")).to_have_value("3")
    expect(page.field("Q row 1 Hello column 2")).not_to_have_attribute("aria-invalid", "true")
    page.shows("S")


def test_nonfinite_results_are_shown(show):
    page = show(samples.overflow())
    page.live.get_by_role("radio", name="naive").check()
    page.type("S entry 3", "1000")
    page.shows("e", S=[1, 2, 1000], kind="naive")
    page.shows("A")
    assert np.isnan(page.figure["A"][2])
    expect(page.live.locator("td.hm-strange")).to_have_count(2)
    expect(page.live.locator('[data-shows="highest"]')).to_have_count(0)
    page.live.get_by_role("radio", name="stable").check()
    page.shows("A", kind="stable")


def test_undo_redo_and_reset(show):
    page = show(samples.one_head())
    page.type(HELLO_1, "9")
    page.type("K row 1 Hello column 1", "5")
    page.page.keyboard.press("ControlOrMeta+z")
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=9))
    page.button("Undo").click()
    page.shows("S", Q=example.Q[0])
    expect(page.button("Undo")).to_be_disabled()
    page.button("Redo").click()
    page.button("Redo").click()
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=9), K=changed(example.K[0], 0, 0, to=5))
    page.button("Reset").click()
    page.shows("S", Q=example.Q[0], K=example.K[0])
    page.button("Undo").click()
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=9), K=changed(example.K[0], 0, 0, to=5))


def test_what_changed_is_marked_and_said(show):
    page = show(samples.one_head())
    page.type("K row 1 Hello column 1", "5")
    marked = page.live.locator('[data-shows="S"] td.hm-changed')
    expect(marked).to_have_count(2)
    expect(page.said()).to_contain_text("went up most, from 87.88 to 97.87")
    page.type("V row 1 Hello column 1", "5")
    expect(marked).to_have_count(0)


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (value("mean_price", "the mean price"), "the mean price went up most, from 4 to 6."),
        (sentence("It costs {mean_price}."), "mean price went up most, from 4 to 6."),
        (bars("prices", label="in pounds"), "prices 2 went up most, from 6 to 9; 2 numbers"),
    ],
)
def test_what_changed_most_is_named_by_words_and_not_as_in_the_code(view, says, show):
    def priced(x):
        return {"mean_price": 2 * x, "prices": np.array([2.0, 3.0]) * x}

    page = show(Figure(priced, {"x": number(2)}, [view], name="price"))
    page.type("x", "3")
    expect(page.said()).to_contain_text(says)


def test_the_brackets_of_a_matrix_open_to_each_other(show):
    page = show(samples.one_head())
    sides = """(table, side) => {
      const style = getComputedStyle(table.tBodies[0], side);
      return [style.borderLeftWidth, style.borderRightWidth];
    }"""
    table = page.live.locator('[data-shows="Z_heads"] table.hm-matrix').first
    assert table.evaluate(sides, "::before") == ["2px", "0px"]
    assert table.evaluate(sides, "::after") == ["0px", "2px"]


def test_the_words_of_rows_keep_their_room_beside_a_matrix_that_scrolls(show):
    rows = ("the determiner", "the noun")
    wide = Figure(lambda x: {"y": x * 2}, {"x": matrix(np.ones((2, 12)), rows=rows)}, [matrix("x")])
    page = show(wide, viewport={"width": 390, "height": 844})
    words = page.live.locator('th[scope="row"]')
    expect(words).to_have_text(list(rows))
    fits = "all => all.every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)"
    assert words.evaluate_all(fits)
    number = page.live.locator("td").first.bounding_box()
    ends = [box["x"] + box["width"] for box in (word.bounding_box() for word in words.all())]
    assert max(ends) <= number["x"]


def test_explanation_walks_back_to_an_input_by_keyboard(show):
    page = show(samples.one_head())
    page.live.locator('[data-shows="S_scaled"] td.hm-cell').first.focus()
    strip = page.live.locator(".hm-strip")
    expect(strip).to_contain_text("68 ÷ 1.7321 ≈ 39.2598")
    expect(page.live.locator('[data-shows="S"] td.hm-lit')).to_have_text(["68"])
    page.page.keyboard.press("Enter")
    expect(strip.get_by_label("68, from S row 1 Hello column 1 Hello")).to_be_focused()
    page.page.keyboard.press("Enter")
    expect(strip).to_contain_text("(8 × 4) + (3 × 8) + (3 × 4) = 68")
    expect(page.live.locator("input.hm-lit")).to_have_count(6)
    page.page.keyboard.press("Enter")
    expect(strip).to_contain_text("an input")
    page.button("← Back").press("Enter")
    expect(strip).to_contain_text("= 68")
    for said in ("39.2598", "39.2598", "Point at a number"):
        page.page.keyboard.press("Escape")
        expect(strip).to_contain_text(said)


def test_hover_explains_and_strip_keeps_its_height(show):
    page = show(samples.one_head())
    strip = page.live.locator(".hm-strip")
    height = strip.bounding_box()["height"]
    page.live.locator('[data-shows="Z_heads"] td.hm-cell').first.hover()
    expect(strip).to_contain_text("Z_heads = A @ V")
    assert strip.bounding_box()["height"] == height
    page.page.mouse.move(1, 1)
    expect(strip).to_contain_text("Point at a number")


def test_pasted_table_fills_the_matrix(show):
    page = show(samples.one_head())
    tables = (
        "1\t2\t3\n4\t5\t6",
        "1,2,3\n4,5,6",
        "[[1, 2, 3], [4, 5, 6]]",
        "np.array([[1,2,3],[4,5,6.]])",
        "array([[1., 2., 3.],\n       [4., 5., 6.]], dtype=float32)",
        "tensor([[1., 2., 3.],\n        [4., 5., 6.]])",
        "1;2;3\n4;5;6",
        "1 2 3\r\n4 5 6\r\n",
    )
    for text in tables:
        paste(page, text)
        page.shows("S", Q=[[1, 2, 3], [4, 5, 6]])
        page.button("Undo").click()
        page.shows("S", Q=example.Q[0])
    paste(page, "0,5;1,5;2\n1;1;1")
    page.shows("S", Q=[[0.5, 1.5, 2], [1, 1, 1]])


def test_pasted_table_that_does_not_fit_is_refused(show):
    page = show(samples.one_head())
    tables = {
        "1\t2\n3\t4": "has 2 × 2 numbers; this matrix is 2 × 3",
        "1\t2\t3\n4\t5": "this matrix is 2 × 3",
        "1\t2\t3\n4\tx\t6": "was not taken",
    }
    for text, says in tables.items():
        paste(page, text)
        expect(page.live.locator(".hm-problem")).to_contain_text(says)
        page.shows("S")


def test_a_table_is_refused_where_one_number_stands(show):
    page = show(samples.one_head())
    paste(page, "1 2", "divide by")
    expect(page.live.locator(".hm-problem")).to_contain_text("1 × 2 numbers; this matrix is 1 × 1.")


def test_a_number_that_stays_is_not_called_wrong_after_its_refused_neighbour_has_left(show):
    page = show(samples.one_head())
    paste(page, "1 2")
    expect(page.field(HELLO_1)).to_have_attribute("aria-invalid", "true")
    page.page.keyboard.press("Tab")
    expect(page.field(HELLO_1)).to_have_value("8")
    expect(page.field(HELLO_1)).not_to_have_attribute("aria-invalid", "true")
    expect(page.live.locator(".hm-problem")).to_be_hidden()


def test_a_very_long_text_is_refused_at_once(show):
    page = show(samples.one_head())
    field = page.field(HELLO_1)
    for text in ("1" * 100_000 + "x", "1," * 50_000 + "x", "." * 100_000):
        spent = field.evaluate(
            """(field, text) => {
                const began = performance.now();
                field.value = text;
                field.dispatchEvent(new Event('input', { bubbles: true }));
                return performance.now() - began;
            }""",
            text,
        )
        assert spent < 1000
    page.shows("S")


def paste(page, text, name=HELLO_1):
    field = page.field(name)
    field.focus()
    field.evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData('text', text);
            const options = { clipboardData: data, bubbles: true, cancelable: true };
            field.dispatchEvent(new ClipboardEvent('paste', options));
        }""",
        text,
    )


def test_sentence_changes_length_words_and_labels(show):
    page = show(samples.sentences())
    page.type("Sentence", "Hola world")
    page.shows("A", ids="hola world")
    heads = page.live.locator('[data-shows="A"].hm-view-matrix thead th')
    expect(heads).to_have_text(["Hola", "world"])
    page.type("temperature", "7")
    page.shows("A", temperature=7)
    page.type("Sentence", "hola")
    page.shows("X", ids="hola")


BAD_SENTENCES = {
    "hola mundu": "Did you mean mundo?",
    "hola <img/src=x/onerror=alert(1)>": "is not in the vocabulary",
    "": "at least one word",
    "a a a a a": "at most 4",
}


def test_bad_sentence_is_refused(show):
    page = show(samples.sentences())
    field = page.field("Sentence")
    for text, says in BAD_SENTENCES.items():
        field.fill(text)
        field.press("Enter")
        expect(page.live.locator(".hm-problem:visible")).to_contain_text(says)
        expect(field).to_have_attribute("aria-invalid", "true")
        page.shows("A")
        field.press("Escape")
        expect(field).to_have_value("hola mundo ?")
    assert page.page.locator("img").count() == 0


def test_undo_gives_an_unfinished_sentence_back(show):
    page = show(samples.sentences())
    field = page.field("Sentence")
    field.fill("hola")
    field.press_sequentially(" mun")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("hola ")
    page.shows("A", ids="hola")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("hola mundo ?")


@pytest.mark.parametrize(
    "make",
    [
        *(samples.one_head, samples.queries, samples.two_heads, samples.sentences),
        *(samples.overflow, samples.order_of_size),
    ],
)
def test_copied_program_runs_and_gives_the_numbers(show, tmp_path, make):
    page = show(make())
    if make is samples.one_head:
        page.type(HELLO_1, "2.25")
        page.live.get_by_role("switch").check()
        page.figure.set(Q=changed(example.Q[0], 0, 0, to=2.25), mask=True)
    program = page.copied("Copy as NumPy")
    assert "helpers" not in program
    assert program.split("\n")[0].endswith(f"“{page.figure.spec['name']}” of Hola Mundo")
    names = sorted(set(re.findall(r'print\("([\w]+) ="', program)))
    lists = ", ".join(f"{name!r}: np.ravel({name}).astype(float).tolist()" for name in names)
    code = f"\nimport json\nprint('JSON', json.dumps({{{lists}}}))"
    file = tmp_path / "program.py"
    file.write_text(program + code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", file], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    values = json.loads(done.stdout.split("JSON ")[1])
    for name in names:
        wanted = [shown(x) for x in np.ravel(page.figure[name]).astype(float)]
        assert [shown(x) for x in values[name]] == wanted, name
    assert names


def test_mean_and_variance_say_the_line_that_made_them(show):
    inputs = {"X": matrix([[8, 4], [1, 3]]), "gamma": vector([1, 1]), "beta": vector([0, 0])}
    page = show(Figure(layer_norm_steps, inputs, [[matrix("mu"), matrix("var")]]))
    strip = page.live.locator(".hm-strip-body")
    for name, call, sum_ in (
        ("mu", "mean", "(8 + 4) ÷ 2 = 6"),
        ("var", "var", "((8 − 6)2 + (4 − 6)2) ÷ 2 = 4"),
    ):
        page.live.locator(f'[data-shows="{name}"] td.hm-cell').first.click()
        expect(strip.locator(".hm-source")).to_have_text(
            f"{name} = X.{call}(axis=-1, keepdims=True)"
        )
        expect(strip.locator(".hm-sum")).to_contain_text(sum_)


def test_two_figures_are_independent(show):
    page = show(samples.one_head("first"), samples.one_head("second"))
    page.type(HELLO_1, "1")
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=1))
    other = page.page.locator("#figure-second .hm-live")
    expect(other.locator('[data-shows="S"] td.hm-cell').first).to_have_text("68")
    expect(other.get_by_role("button", name="Undo, ")).to_be_disabled()


def test_start_may_run_twice(show):
    page = show(samples.one_head(), scripts=[assets.script(), assets.script()])
    expect(page.root.locator(".hm-live")).to_have_count(1)


def test_without_the_script_that_draws_the_same_numbers_are_a_matrix_and_alive(show):
    figure = samples.one_head()
    page = show(figure, scripts=[assets.script()])
    expect(page.live.locator("svg, .hm-bar")).to_have_count(0)
    expect(page.live.locator(".hm-view-bars table.hm-matrix")).to_have_count(1)
    page.type(HELLO_1, "1")
    figure.set(Q=changed(example.Q[0], 0, 0, to=1))
    wanted = [shown(float(x)) for x in np.ravel(figure["A"])]
    for kind in ("bars", "links"):
        expect(page.live.locator(f".hm-view-{kind} td.hm-cell")).to_have_text(wanted)
    assert page.is_quiet()


def test_without_javascript_the_start_state_reads(show):
    page = show(samples.one_head(), javascript=False)
    static = page.root.locator(".hm-static")
    expect(static).to_be_visible()
    expect(static).to_contain_text("in a page with JavaScript")
    for name in ("S", "A", "Z_heads"):
        for x in np.ravel(page.figure[name]):
            expect(static).to_contain_text(shown(float(x)))


def test_broken_figure_keeps_its_start_state_and_says_so(show):
    figure = samples.one_head()
    figure.markup = figure.markup.replace('"matmul"', '"mystery"')
    page = show(figure)
    expect(page.root.locator(".hm-failed")).to_contain_text("could not come alive")
    expect(page.root.locator(".hm-static")).to_be_visible()


def test_step_mode_walks_through_the_chain(show):
    page = show(samples.one_head())
    page.button("Steps").click()
    steps = page.live.get_by_role("group", name="Step through")
    expect(steps).to_contain_text("Step 1 of")
    expect(page.live.locator(".hm-strip")).to_contain_text("(8 × 4) + (3 × 8) + (3 × 4) = 68")
    expect(page.live.locator('[data-shows="A"].hm-view-matrix')).not_to_be_visible()
    page.page.keyboard.press("Enter")
    expect(steps).to_contain_text("Step 2 of")
    expect(page.live.locator(".hm-strip")).to_contain_text("68 ÷ 1.7321")
    page.button("End the walk").click()
    expect(page.live.locator('[data-shows="A"].hm-view-matrix')).to_be_visible()


def test_a_figure_with_nothing_to_walk_through_has_no_button_for_it(show):
    figure = Figure(lambda x: {"y": x + 1}, {"x": number(2)}, [sentence("It is {y}.")], name="one")
    page = show(figure)
    expect(page.live.locator(".hm-sentence b")).to_have_text("3")
    expect(page.button("Steps")).to_have_count(0)
    expect(page.button("Reset")).to_be_visible()


def test_full_screen_is_entered_and_left_by_the_same_button(show):
    page = show(samples.one_head(), samples.queries())
    page.button("Enlarge").click()
    page.button("Back to the page").click()
    expect(page.button("Enlarge")).to_be_visible()
    assert page.page.evaluate("document.fullscreenElement") is None
    expect(page.root).not_to_have_class(re.compile("hm-big"))


def test_enlarged_figure_fills_the_window(show):
    page = show(samples.one_head())
    page.page.evaluate(
        "() => { Element.prototype.requestFullscreen = () => Promise.reject(new Error('no')); }"
    )
    before = page.live.locator("td.hm-cell").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    page.button("Enlarge").click()
    assert page.root.bounding_box()["width"] == page.page.viewport_size["width"]
    after = page.live.locator("td.hm-cell").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert after > before * 1.1
    page.button("Back to the page").click()
    expect(page.button("Enlarge")).to_be_visible()


def saved(page, name) -> bytes:
    """Press the figure's button for saving; return the file."""
    page.live.locator("summary").click()
    with page.page.expect_download() as download:
        page.button(f"Save values as {name}").click()
    return download.value.path().read_bytes()


def test_values_can_be_saved_for_a_program(show):
    values = json.loads(saved(show(samples.one_head()), "JSON"))
    assert values["S"]["shape"] == [2, 2]
    assert values["S"]["values"][1] == pytest.approx(105.21, abs=0.005)


def test_values_can_be_saved_for_a_spreadsheet(show):
    """A byte-order mark, then for each array its name and size, its rows, and an empty line."""
    file = saved(show(samples.one_head()), "CSV")
    assert file.startswith(codecs.BOM_UTF8), "without it, spreadsheets take UTF-8 for another code"
    text = file.decode("utf-8-sig")
    assert "\ufeff" not in text
    blocks = [list(csv.reader(block.splitlines())) for block in text.split("\n\n")]
    assert "S" in [header[0] for header, *_ in blocks]
    for (name, size), *rows in blocks:
        assert re.fullmatch(r"[\w ′]+", name), name  # no sign that a table program calculates with
        values = np.array(rows, float)
        sizes = {"number"} if values.size == 1 else {" by ".join(map(str, values.shape))}
        assert size in sizes | ({str(values.size)} if len(rows) == 1 else set())
        if name == "S":
            assert values[0, 1] == pytest.approx(105.21, abs=0.005)


WIDGET = """async ([module, spec, state]) => {
    const heard = [];
    const model = { // as in JupyterLab: who sets a state hears of it too
        get: (name) => ({ spec, state })[name],
        set: (name, value) => { state = value; heard.forEach((hear) => hear()); },
        save_changes: () => {},
        on: (name, hear) => heard.push(hear),
        off: () => {},
    };
    const address = URL.createObjectURL(new Blob([module], { type: 'text/javascript' }));
    const { default: { render } } = await import(address);
    const el = document.createElement('div');
    el.id = 'widget';
    document.body.prepend(el);
    render({ model, el });
    window.model = model;
}"""


def test_a_widget_leaves_alone_what_is_being_typed_and_follows_python(show):
    page = show(samples.one_head())
    figure = page.figure
    page.page.evaluate(WIDGET, [assets.module(), figure.spec, figure.state])
    widget = page.page.locator("#widget")
    field = widget.get_by_label(HELLO_1, exact=True)
    other = widget.get_by_label("K row 1 Hello column 1", exact=True)
    other.fill("oops")
    field.click()
    field.press("ControlOrMeta+a")
    for typed in ("-", "-0", "-0.", "-0.5"):
        field.press_sequentially(typed[-1])
        page.page.evaluate("() => new Promise(requestAnimationFrame)")
        expect(field).to_have_value(typed)
    expect(other).to_have_value("oops")
    page.page.evaluate("model.set('state', { ...model.get('state'), Q: [7, 3, 3, 9.99, 2, 3] })")
    expect(field).to_have_value("7")


def test_book_wide_switch_changes_inputs_and_prose(show):
    prose = '<p>The value is <span class="hm-tied" data-corrected="2.8415">2.84</span>.</p>'
    page = show(samples.queries(), prose=prose)
    page.page.get_by_label("corrected", exact=True).check()
    page.shows("Q", X=example.X_corrected)
    tied = page.page.locator(".hm-tied")
    expect(tied).to_contain_text("2.8415")
    expect(tied).to_have_attribute("title", "as published: 2.84")
    expect(page.page.locator(".hm-edition-note")).to_contain_text("corrected")
    page.page.reload()
    page.shows("Q")
    expect(page.button("Undo")).to_be_disabled()
    page.page.get_by_label("as published", exact=True).check()
    page.shows("Q", X=example.X)
    expect(tied).to_have_text("2.84")


def test_a_page_that_was_kept_follows_the_switch_of_the_book_when_the_reader_comes_back(show):
    page = show(samples.queries())
    for edition, X in (("corrected", example.X_corrected), (None, example.X)):
        page.page.evaluate(
            """(edition) => {
                if (edition) localStorage.setItem('hola-mundo-edition', edition);
                else localStorage.removeItem('hola-mundo-edition');
                dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
            }""",
            edition,
        )
        page.shows("Q", X=X)
        name = edition or "as published"
        expect(page.page.get_by_label(name, exact=True)).to_be_checked()


def test_book_wide_switch_works_where_storage_is_refused(show):
    page = show(samples.queries())
    page.page.evaluate(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    page.page.get_by_label("corrected", exact=True).check()
    page.shows("Q", X=example.X_corrected)
    assert page.is_quiet()


ALL = [samples.one_head, samples.queries, samples.two_heads, samples.sentences, samples.overflow]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_are_accessible(show, tmp_path, visit, theme):
    figures = [make() for make in ALL]
    file = tmp_path / "page.html"
    file.write_text(written(figures, theme=theme), encoding="utf-8")
    visited = visit(file.as_uri())
    page = visited.page
    page.locator("#figure-scores [data-shows=S] td.hm-cell").first.focus()
    page.locator("#figure-heads input.hm-field").first.fill("x")
    page.locator("#figure-heads input.hm-field").nth(1).focus()
    page.locator("#figure-say .hm-menu summary").click()
    results = Axe().run(page)
    found = [
        (v["id"], [node["html"][:160] for node in v["nodes"]][:3])
        for v in results.response["violations"]
    ]
    assert not found, found


def test_figures_fit_a_phone_and_fingers(show):
    figures = [make() for make in ALL]
    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    page = show(*figures, **phone)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.page.evaluate(
        """[...document.querySelectorAll('.hm-live :is(button, input.hm-field, summary)')]
            .filter((e) => e.offsetParent && !e.closest('p'))
            .map((e) => [e.textContent || e.ariaLabel, e.getBoundingClientRect().height])
            .filter(([, height]) => height < 43.5)"""
    )
    assert not small
    field = page.field(HELLO_1)
    field.tap()
    page.button("turn the sign").tap()
    expect(field).to_be_focused()
    page.shows("S", Q=changed(example.Q[0], 0, 0, to=-8))


def test_motion_is_left_out_where_it_is_not_wanted(show):
    page = show(samples.one_head(), reduced_motion="reduce")
    moving = page.page.evaluate(
        """[...document.querySelectorAll('.hm-figure *')]
            .filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0).length"""
    )
    assert moving == 0


def test_print_has_the_state_of_the_screen_and_no_dead_buttons(show):
    page = show(samples.one_head())
    page.type(HELLO_1, "1")
    page.page.emulate_media(media="print")
    expect(page.root.locator(".hm-static")).not_to_be_visible()
    expect(page.field(HELLO_1)).to_be_visible()
    expect(page.field(HELLO_1)).to_have_value("1")
    expect(page.root.locator("button:visible")).to_have_count(0)


def test_texts_of_a_figure_are_only_text(show):
    evil = "</script><img src=x onerror=alert(1)>"
    figure = Figure(
        samples.product,
        {"X": matrix([[1.0]], rows=[evil], label=evil), "W_Q": matrix([[2.0]], caption=evil)},
        [matrix("Q", columns=[evil])],
        title=evil,
        caption=evil,
        name="evil",
    )
    page = show(figure)
    page.shows("Q")
    assert page.page.locator("img").count() == 0
    assert evil in text_of(page.root.locator("figcaption"))
    assert page.is_quiet()


def test_a_page_saved_while_it_was_alive_comes_alive_again(show, visit, tmp_path):
    page = show(samples.one_head())
    page.type("Q row 1 Hello column 1", "2")
    saved = tmp_path / "saved.html"
    saved.write_text(page.page.content(), encoding="utf-8")
    again = visit(saved.as_uri())
    assert again.complaints == []
    assert again.page.locator(".hm-live").count() == 1
    field = again.page.get_by_label("Q row 1 Hello column 1", exact=True)
    expect(field).to_have_value("8")
    field.fill("3")
    expect(again.page.get_by_role("button", name="Undo, ").first).to_be_enabled()
    bare = visit(saved.as_uri(), java_script_enabled=False).page
    expect(bare.locator(".hm-static")).to_be_visible()
    expect(bare.locator(".hm-live")).to_be_hidden()


def test_in_a_sandboxed_frame_a_figure_lives(show, visit, tmp_path):
    show(samples.one_head())
    (tmp_path / "frame.html").write_text(
        '<!DOCTYPE html><title>Frame</title><iframe sandbox="allow-scripts" src="page.html"'
        ' style="width: 60rem; height: 50rem"></iframe>',
        encoding="utf-8",
    )
    outer = visit((tmp_path / "frame.html").as_uri()).page
    inside = outer.frame_locator("iframe")
    expect(inside.locator(".hm-figure[data-live='']")).to_have_count(1)
    inside.get_by_label("Q row 1 Hello column 1", exact=True).fill("3")
    expect(inside.get_by_role("button", name="Undo, ").first).to_be_enabled()


def test_buttons_say_whose_they_are(show):
    page = show(samples.one_head())
    owner = page.figure.spec["title"] or page.figure.spec["name"]
    for words in ("Undo", "Redo", "Reset", "Enlarge"):
        expect(page.live.get_by_role("button", name=f"{words}, {owner}", exact=True)).to_have_count(
            1
        )


def test_a_link_opens_on_its_figure_also_when_a_program_escaped_its_mark(show):
    page = show(samples.one_head(), prose="<p style='height: 3000px'>far below</p>", viewport=SMALL)
    for mark in ("?", "%3F"):
        page.page.evaluate("() => { location.hash = ''; scrollTo(0, 0); }")
        values = "9" + ",1" * (len(page.figure.state["Q"]) - 1)
        page.follow(f"section-0{mark}figure={page.figure.spec['name']}&Q={values}")
        expect(page.field("Q row 1 Hello column 1")).to_have_value("9")
        top = page.root.evaluate("(root) => root.getBoundingClientRect().top")
        assert 0 <= top < 150
        page.button("Reset").click()


SMALL = {"width": 1280, "height": 600}
SIZES = ((1440, 900), (1280, 600), (390, 844), (320, 225), (844, 390))


@pytest.mark.parametrize("size", SIZES)
def test_nothing_hides_what_has_the_focus(show, size):
    page = show(samples.one_head(), prose="<p style='height: 300px'>above</p>")
    page.page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    hidden = []
    for key in ("Tab",) * 40 + ("Shift+Tab",) * 40:
        page.page.keyboard.press(key)
        seen = page.page.evaluate(
            """() => {
              const here = document.activeElement;
              if (here === document.body) return true;
              const { left, right, top, bottom } = here.getBoundingClientRect();
              const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
              if (here.contains(over) || over?.contains(here)) return true;
              return here.ariaLabel || here.outerHTML;
            }"""
        )
        if seen is not True:
            hidden.append(seen)
    assert hidden == []
