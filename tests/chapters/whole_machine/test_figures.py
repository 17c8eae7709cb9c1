"""The whole machine: all weights and values, where they stand, and the way through them."""

import itertools

import numpy as np
import pytest
from figure_page import written
from playwright.sync_api import expect

from helpers import count_numbers, generate
from helpers.chapters.figures import FIGURES
from helpers.chapters.whole_machine.figures import SENTENCES, all_weights
from helpers.chapters.whole_machine.layout import HEIGHT, N_TARGET, WIDTH, layout, tiles
from helpers.training import model_steps, toy

NAME = "whole-machine"
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
HEADER = 48


@pytest.fixture(scope="module")
def machine():
    return FIGURES[NAME]()


@pytest.fixture(autouse=True)
def at_the_start(machine):
    machine.reset()


def said(figure):
    return toy.VOCABULARY.decode([int(i) for i in figure["says"]])


def turned():
    """The weight that the caption names, as it says."""
    W_K = all_weights()["W_K_cross"].copy()
    W_K[np.unravel_index(W_K.argmax(), W_K.shape)] = -1
    return W_K


@pytest.mark.parametrize("sentence", list(SENTENCES))
def test_it_says_what_generate_says_to_the_words_without_filler(machine, sentence):
    machine.set(source=sentence)
    source = SENTENCES[sentence][SENTENCES[sentence] != toy.END]
    answer = generate(source, toy.trained(), toy.START, toy.END, max_tokens=N_TARGET)
    wanted = toy.VOCABULARY.decode(answer.ids[1:])
    assert said(machine)[: len(wanted)] == wanted
    np.testing.assert_allclose(machine["probs"][: len(answer.probs)], answer.probs)


def test_its_values_are_those_of_the_model(machine):
    ids = machine["ids"].astype(int)
    steps = model_steps(SENTENCES["hello world"], ids, toy.trained())
    (enc,), (dec,) = steps.blocks.encoder, steps.blocks.decoder
    for parts, place in ((enc.attention, "enc"), (dec.attention, "self"), (dec.cross, "cross")):
        for name in ("Q", "K", "V", "A", "Z_concat", "Z"):
            np.testing.assert_allclose(machine[f"{name}_{place}"], getattr(parts, name))
    for parts, place in ((enc.feed_forward, "enc"), (dec.feed_forward, "dec")):
        for name in ("H_in", "H", "F"):
            np.testing.assert_allclose(machine[f"{name}_{place}"], getattr(parts, name))
    np.testing.assert_allclose(machine["memory"], steps.blocks.memory)
    np.testing.assert_allclose(machine["probs"], steps.probs)


@pytest.mark.parametrize("sentence", [text for text in SENTENCES if "EOS" in text])
def test_nobody_listens_to_the_filler_behind_a_single_word(machine, sentence):
    machine.set(source=sentence)
    assert not machine["A_enc"][..., 1].any()
    assert not machine["A_cross"][..., 1].any()


def test_the_promised_weight_turns_the_words_round(machine):
    machine.set(W_K_cross=turned())
    assert said(machine) == ["mundo", "hola", "EOS"]


def test_every_weight_has_a_tile_and_can_be_changed(machine):
    fields = {name: part for name, part in machine.plan.inputs.items() if name != "source"}
    assert sum(part.values.size for part in fields.values()) == count_numbers(toy.like())
    assert set(fields) < set(tiles())


def test_no_tile_lies_on_another_or_leaves_the_drawing():
    boxes = tiles()
    for x, y, width, height in boxes.values():
        assert min(x, y) >= 0
        assert x + width <= WIDTH
        assert y + height <= HEIGHT
    over = [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes.items(), 2)
        if a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
    ]
    assert over == []


def made_of(machine, name, known):
    """The values with a tile that a value is made of, however many steps there are between."""
    (graph,) = machine.plan.graphs
    found, seen, left = set(), set(), list(graph.nodes[machine.plan.find(name)[0]].ins)
    while left:
        node = left.pop()
        if node in seen:
            continue
        seen.add(node)
        if node in known:
            found.add(known[node])
        else:
            left += graph.nodes[node].ins
    return found


def test_the_way_meets_each_value_after_all_that_it_is_made_of(machine):
    way = [name for name, row, _ in layout().steps if row in (None, 0)]
    assert len(way) == len(set(way))
    values = set(tiles()) - set(all_weights())
    assert set(way) == values
    known = {machine.plan.find(name)[0]: name for name in values}
    for at, name in enumerate(way):
        assert made_of(machine, name, known) <= set(way[:at]), name


def test_the_way_goes_through_the_decoder_once_for_each_word():
    steps = layout().steps
    rows = [row for name, row, _ in steps if name == "probs"]
    assert rows == list(range(N_TARGET))
    assert steps[-1][0] == "probs"
    whole = [name for name, row, _ in steps if row is None]
    assert set(whole) == {n for n in whole if n in ("X", "X_1", "memory") or "enc" in n} | {
        "K_cross",
        "V_cross",
    }


# ---- in the page


def words(page):
    return page.live.locator(".hm-given .hm-piece:visible")


def slider(page):
    return page.live.get_by_label("Step of the pass")


def go(page, step):
    slider(page).evaluate(
        "(range, at) => { range.value = at; range.dispatchEvent(new Event('input')); }", step
    )


PAINTED = """(tile) => {
    const heat = tile.querySelector('.hm-heat');
    const { data } = heat.getContext('2d').getImageData(0, 0, heat.width, heat.height);
    const upTo = (count) => [...Array(count).keys()];
    const at = (row, i) => data[4 * (2 * row * heat.width + i) + 3]; // two pixels for each row
    return upTo(heat.height / 2).map((row) => upTo(heat.width).some((i) => at(row, i)));
}"""


def painted(page, name):
    """Which rows of a tile can be seen."""
    return page.live.locator(f'.hm-tile[data-opens="{name}"]').evaluate(PAINTED)


def test_in_the_page_an_edit_runs_through_all_of_it_as_with_numpy(show, machine):
    page = show(machine)
    expect(words(page)).to_have_text(["hola", "mundo", "EOS"])
    (head, row, column) = np.argwhere(turned() == -1)[0] + 1
    page.type(f"W_K_cross head {head} row {row} column {column}", "-1")
    expect(words(page)).to_have_text(["mundo", "hola", "EOS"])
    machine.set(W_K_cross=turned())
    for name in ("A_cross", "Y_2", "K_self", "logits", "probs"):
        page.shows(name)
    page.button("Undo").click()
    expect(words(page)).to_have_text(["hola", "mundo", "EOS"])
    assert page.is_quiet()


def test_in_the_page_the_pass_shows_what_is_computed_and_hides_the_rest(show, machine):
    page = show(machine)
    steps = layout().steps
    at = {(name, row): i + 1 for i, (name, row, _) in enumerate(steps)}
    go(page, at["memory", None])
    assert painted(page, "memory") == [True, True]
    assert painted(page, "Y") == [False] * N_TARGET
    assert painted(page, "W_Q_cross") == [True] * 4
    expect(words(page)).to_have_count(0)
    go(page, at["Z_cross", 1])
    assert painted(page, "Z_cross") == [True, True, False]
    assert painted(page, "Y_3") == [True, False, False]
    expect(words(page)).to_have_text(["hola"])
    page.live.get_by_role("button", name="One step on").click()
    assert slider(page).input_value() == str(at["Z_cross", 1] + 1)
    assert page.live.locator('.hm-tile[aria-selected="true"]').get_attribute("data-opens") == "Y_2"
    go(page, len(steps))
    expect(words(page)).to_have_text(["hola", "mundo", "EOS"])


def test_in_the_page_the_decoder_is_fed_what_has_been_said_by_then(show, machine):
    page = show(machine)
    at = {(name, row): i + 1 for i, (name, row, _) in enumerate(layout().steps)}
    fed = page.live.locator('[data-shows="ids"] .hm-piece:visible')
    for row, said in enumerate((["SOS"], ["SOS", "hola"], ["SOS", "hola", "mundo"])):
        go(page, at["Y", row])
        expect(fed).to_have_text(said)


STRENGTHS = """(tile) => {
    const tint = tile.querySelector('.hm-tint');
    const { data } = tint.getContext('2d').getImageData(0, 0, tint.width, tint.height);
    return [...data].filter((_, i) => i % 4 === 3).filter(Boolean).map((alpha) => alpha / 255);
}"""


def test_in_the_page_a_cell_is_tinted_by_how_far_it_went(show, machine):
    page = show(machine)
    (head, row, column) = np.argwhere(turned() == -1)[0] + 1
    page.type(f"W_K_cross head {head} row {row} column {column}", "-1")
    expect(words(page)).to_have_text(["mundo", "hola", "EOS"])
    page.page.wait_for_timeout(2000)  # until the wave is over
    strengths = tile(page, "probs").evaluate(STRENGTHS)
    before, after = (machine["probs"], machine.set(W_K_cross=turned()) or machine["probs"])
    far = np.abs(after - before)
    assert sorted(far.ravel())[-3] > 1 / 3
    assert sum(one == 1 for one in strengths) == (far > 1 / 3).sum()
    assert min(strengths) < 0.2


def test_in_the_page_nothing_is_shown_behind_the_last_word(show, machine):
    page = show(machine)
    page.live.get_by_role("radio", name="world EOS").check()
    machine.set(source="world EOS")
    n_words = said(machine).index("EOS") + 1
    assert n_words < N_TARGET
    expect(words(page)).to_have_count(n_words)
    for name in ("Y", "A_self", "K_self", "probs"):
        assert painted(page, name) == [row < n_words for row in range(N_TARGET)]
    assert painted(page, "memory") == [True, True]
    steps = [name for name, row, _ in layout().steps if row is None or row < n_words]
    assert slider(page).get_attribute("max") == str(len(steps))
    go(page, len(steps))
    later = page.live.get_by_role("button", name="One step on")
    assert later.get_attribute("aria-disabled") == "true"


def test_in_the_page_a_long_name_of_a_step_moves_nothing(show, machine):
    page = show(machine)
    page.page.set_viewport_size({"width": 390, "height": 844})
    run = page.live.locator(".hm-run")
    heights = set()
    for step in range(1, len(layout().steps) + 1):
        go(page, step)
        heights.add(run.evaluate("run => run.offsetHeight"))
    assert len(heights) == 1


def test_in_the_page_it_plays_from_the_first_step_and_pauses(show, machine):
    page = show(machine)
    assert slider(page).input_value() == str(len(layout().steps))
    page.page.clock.install(time=0)
    page.page.clock.pause_at(60_000)  # a slow machine would be at the second step by now
    page.live.get_by_role("button", name="Play", exact=True).click()
    assert slider(page).input_value() == "1"
    page.page.clock.resume()
    page.live.get_by_role("button", name="Pause", exact=True).click()
    page.live.get_by_role("button", name="Play", exact=True).click()
    expect(page.live.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(words(page)).to_have_count(0)
    page.live.get_by_role("button", name="Pause", exact=True).click()
    stood = slider(page).input_value()
    assert 1 <= int(stood) < len(layout().steps)
    page.page.wait_for_timeout(700)
    assert slider(page).input_value() == stood


def tile(page, name):
    return page.live.locator(f'.hm-tile[data-opens="{name}"]')


def test_by_keyboard_from_tile_to_tile_into_its_numbers_and_back(show, machine):
    page = show(machine)
    keys = page.page.keyboard
    tile(page, machine.spec["board"]["opens"]).focus()
    for key, name in [
        ("ArrowDown", "K_cross"),
        ("ArrowRight", "V_cross"),
        ("ArrowUp", "W_V_cross"),
        ("ArrowUp", "V_self"),
        ("ArrowDown", "W_V_cross"),
        ("ArrowLeft", "W_K_cross"),
        ("ArrowLeft", "W_Q_cross"),
        ("ArrowLeft", "beta_enc_2"),
        ("ArrowRight", "W_Q_cross"),
        ("ArrowRight", "W_K_cross"),
    ]:
        keys.press(key)
        expect(tile(page, name)).to_be_focused()
        expect(tile(page, name)).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    expect(page.field("W_K_cross head 1 row 1 column 1")).to_be_focused()
    (head, row, column) = np.argwhere(turned() == -1)[0] + 1
    for key in ["ArrowDown"] * (row - 1) + ["ArrowRight"] * (column - 1):
        keys.press(key)
    expect(page.field(f"W_K_cross head {head} row {row} column {column}")).to_be_focused()
    keys.type("-1")
    keys.press("Enter")
    expect(words(page)).to_have_text(["mundo", "hola", "EOS"])
    keys.press("Escape")  # out of what is explained, then to the tile
    keys.press("Escape")
    expect(tile(page, "W_K_cross")).to_be_focused()


def test_by_keyboard_a_number_is_explained_and_tab_finds_it(show, machine):
    page = show(machine)
    keys = page.page.keyboard
    tile(page, "Q_self").click()
    keys.press("ArrowRight")
    keys.press("Tab")
    number = page.live.locator('.hm-view[data-shows="K_self"] td.hm-cell').first
    expect(number).to_be_focused()
    keys.press("Enter")
    expect(page.live.locator(".hm-walk").first).to_be_focused()
    keys.press("Escape")
    expect(number).to_be_focused()


def test_what_was_explained_is_over_when_another_tile_is_opened(show, machine):
    page = show(machine)
    go(page, 40)
    expect(page.live.locator(".hm-strip-name")).to_have_count(1)
    tile(page, "A_enc").click()
    expect(page.live.locator(".hm-strip-name")).to_have_count(0)


def test_the_open_table_has_only_the_rows_that_are_computed(show, machine):
    page = show(machine)
    at = {(name, row): i + 1 for i, (name, row, _) in enumerate(layout().steps)}
    for name in ("Q_self", "Z_cross", "Y_3"):
        for row in range(N_TARGET):
            go(page, at[name, row])
            rows = page.live.locator(f'.hm-view[data-shows="{name}"] table').first.locator(
                "tbody tr"
            )
            seen = [rows.nth(i).locator("td").first.is_visible() for i in range(N_TARGET)]
            assert seen == [i <= row for i in range(N_TARGET)], (name, row)
            labels = [rows.nth(i).locator("th").is_visible() for i in range(N_TARGET)]
            assert labels == seen


def test_the_number_to_try_is_framed_in_its_tile_and_in_its_table(show, machine):
    page = show(machine)
    name, index = machine.spec["board"]["tries"]
    assert machine.spec["board"]["opens"] == name  # it is in sight before anything is opened
    weight = all_weights()[name]
    assert np.unravel_index(index, weight.shape) == np.unravel_index(weight.argmax(), weight.shape)
    place = " ".join(
        f"{what} {i + 1}"
        for what, i in zip(
            ("head", "row", "column"), np.unravel_index(index, weight.shape), strict=True
        )
    )
    field = page.field(f"{name} {place}")
    assert field.evaluate("field => getComputedStyle(field.parentElement).outlineStyle") == "dashed"
    mark = tile(page, name).locator("span:not([class])").bounding_box()
    box = tile(page, name).locator("canvas").first.bounding_box()
    heads, rows, columns = weight.shape
    head, row, column = np.unravel_index(index, weight.shape)
    wide = box["width"] / (heads * (columns + 1) - 1)
    assert mark["x"] - box["x"] == pytest.approx(wide * (head * (columns + 1) + column), abs=1)
    assert mark["y"] - box["y"] == pytest.approx(box["height"] * row / rows, abs=1)


IN_SIGHT = """([inside, above]) => {
    const { top, bottom } = document.querySelector(inside).getBoundingClientRect();
    const cover = document.querySelector('.hm-scene .hm-strip').getBoundingClientRect();
    return top >= above && bottom <= Math.min(innerHeight, cover.top) + 1;
}"""


def test_on_a_laptop_the_open_numbers_stay_in_sight_while_it_plays(show, machine):
    page = show(machine)
    page.page.set_viewport_size(LAPTOP)
    page.live.evaluate("live => live.scrollIntoView()")
    for step in (1, 20, 45, 78):
        go(page, step)
        name = layout().steps[step - 1][0]
        assert page.page.evaluate(IN_SIGHT, [f'.hm-view[data-shows="{name}"]', HEADER])
    page.page.evaluate("scrollBy(0, -300)")
    assert page.page.evaluate(IN_SIGHT, [f'.hm-view[data-shows="{name}"]', HEADER])


def test_on_a_laptop_all_that_a_key_is_made_of_stands_beside_it(machine, browser, tmp_path):
    page = opened(browser, machine, tmp_path, LAPTOP)
    cut = "box => box.scrollWidth - box.clientWidth"
    assert page.locator(".hm-scene > div").first.evaluate(cut) <= 0
    page.context.close()


def opened(browser, machine, tmp_path, window, **more):
    """A page as wide as a page with the figure over the full width."""
    file = tmp_path / "page.html"
    wide = written([machine]).replace("max-width: 50rem", "max-width: 64rem")
    file.write_text(wide, encoding="utf-8")
    page = browser.new_context(viewport=window, **more).new_page()
    page.goto(file.as_uri())
    return page


def test_enlarged_the_drawing_is_larger_on_a_laptop(machine, browser, tmp_path):
    page = opened(browser, machine, tmp_path, LAPTOP)
    size = "list => list.offsetWidth"
    before = page.locator(".hm-tablist").evaluate(size)
    page.get_by_role("button", name="Enlarge").click()
    expect(page.locator(".hm-big")).to_have_count(1)
    page.wait_for_timeout(300)
    assert page.locator(".hm-tablist").evaluate(size) > 1.1 * before
    assert page.locator(".hm-live").evaluate("live => live.getBoundingClientRect().bottom") <= 768
    page.context.close()


def test_on_a_phone_the_decoder_is_below_the_encoder_and_the_answer_in_sight(
    machine, browser, tmp_path
):
    page = opened(browser, machine, tmp_path, PHONE, has_touch=True, is_mobile=True)
    boxes = {}
    for name in tiles():
        box = page.locator(f'.hm-tile[data-opens="{name}"]').bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        boxes[name] = box
    over = [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes.items(), 2)
        if a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]
    ]  # fmt: skip
    assert over == []
    end = boxes["memory"]["y"] + boxes["memory"]["height"]
    assert all(boxes[name]["y"] > end for name in ("Y", "Q_self", "probs", "W_E"))
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    for name in ("X", "memory", "Y_1", "probs"):
        page.locator(f'.hm-tile[data-opens="{name}"]').scroll_into_view_if_needed()
        answer = page.locator(".hm-outcome").bounding_box()
        assert 0 <= answer["y"] < PHONE["height"] - answer["height"]
    page.context.close()


def test_in_the_page_all_of_it_is_in_sight_on_a_laptop(machine, browser, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(written([machine]), encoding="utf-8")
    context = browser.new_context(viewport=LAPTOP)
    page = context.new_page()
    page.goto(file.as_uri())
    height = page.locator(".hm-live").evaluate("live => live.offsetHeight")
    assert height <= LAPTOP["height"] - HEADER
    context.close()


def test_play_brings_map_and_numbers_into_a_laptop_window(show, machine):
    laptop = {"width": 1366, "height": 768}
    page = show(machine, prose="<p style='height: 400px'>above</p>", viewport=laptop)
    seen = [page.live.locator(".hm-tablist"), page.live.locator(".hm-scene > :first-child")]
    top = "figure => figure.getBoundingClientRect().top"
    assert page.root.evaluate(top) > 400
    page.live.get_by_role("button", name="Play", exact=True).click()
    for part in seen:
        expect(part).to_be_in_viewport(ratio=1)
    assert page.root.evaluate(top) < 100


def test_without_script_the_drawing_and_all_numbers_are_there(machine, browser, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(written([machine]), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator(".hm-static svg[role=img]").bounding_box()["width"] > 500
    assert page.locator(".hm-static svg g[data-hue]").count() > 20
    numbers = sum(np.size(machine[name]) for name in tiles())
    assert page.locator(".hm-static td:not(:has(*))").count() >= numbers
    context.close()


def test_on_paper_it_is_drawn_with_all_its_numbers(show, machine):
    page = show(machine)
    page.page.set_viewport_size({"width": 703, "height": 994})  # A4 without its margins
    page.page.emulate_media(media="print")
    expect(page.live).to_have_attribute("data-way", "packed")  # it is told a moment later
    numbers = sum(np.size(machine[name]) for name in tiles())
    cells = page.live.locator(".hm-view td.hm-cell, .hm-view .hm-field, td .hm-field")
    assert cells.count() >= numbers
    assert page.live.locator('.hm-tile[data-opens="probs"]').is_visible()
    said = "(one, part) => getComputedStyle(one, part).content"
    table = page.live.locator('.hm-view[data-shows="probs"] table')
    body, first = table.locator("tbody"), table.locator("tbody td").first
    assert (body.evaluate(said, "::before"), first.evaluate(said, "::before")) == ("none", '""')
    wide = table.evaluate("table => table.getBoundingClientRect().right")
    assert wide <= page.live.evaluate("live => live.getBoundingClientRect().right")
    assert not page.live.get_by_role("button", name="Play").is_visible()
