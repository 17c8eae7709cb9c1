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
def test_it_says_what_generate_says(machine, sentence):
    machine.set(source=sentence)
    answer = generate(SENTENCES[sentence], toy.trained(), toy.START, toy.END, max_tokens=N_TARGET)
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


def test_in_the_page_it_plays_and_pauses(show, machine):
    page = show(machine)
    page.live.get_by_role("button", name="Play", exact=True).click()
    expect(page.live.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(words(page)).to_have_count(0)
    page.live.get_by_role("button", name="Pause", exact=True).click()
    stood = slider(page).input_value()
    assert 1 <= int(stood) < len(layout().steps)
    page.page.wait_for_timeout(700)
    assert slider(page).input_value() == stood


def test_in_the_page_all_of_it_is_in_sight_on_a_laptop(machine, browser, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(written([machine]), encoding="utf-8")
    context = browser.new_context(viewport=LAPTOP)
    page = context.new_page()
    page.goto(file.as_uri())
    height = page.locator(".hm-live").evaluate("live => live.offsetHeight")
    assert height <= LAPTOP["height"] - HEADER
    context.close()


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
    page.page.emulate_media(media="print")
    numbers = sum(np.size(machine[name]) for name in tiles())
    cells = page.live.locator(".hm-view td.hm-cell, .hm-view .hm-field, td .hm-field")
    assert cells.count() >= numbers
    assert page.live.locator('.hm-tile[data-opens="probs"]').is_visible()
    assert not page.live.get_by_role("button", name="Play").is_visible()
