"""Pulling a result in the page: by keys, by dragging, with goals that cannot be; as NumPy does."""

import numpy as np
import pytest
from playwright.sync_api import expect

from .test_pull import figure

SLOW = 4


def goal(page, name="p"):
    return page.live.get_by_label(f"goal for {name}", exact=True)


def said(page):
    return page.live.locator(".hm-view-pull .hm-note")


def test_a_goal_is_typed_and_reached_by_keyboard_alone(show):
    fig = figure()
    page = show(fig)
    page.live.get_by_label("which number of p", exact=True).focus()
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Tab")
    expect(goal(page)).to_be_focused()
    page.page.keyboard.press("ControlOrMeta+a")
    page.page.keyboard.type("0.9")
    page.page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("It is 0.9")
    expect(said(page)).to_contain_text("another answer may lie elsewhere")
    fig.pull("p", 0.9, at=(1,), by=["x"])
    page.shows("p")
    page.button("Undo").click()
    fig.reset()
    page.shows("p")
    assert page.is_quiet()


def test_a_wish_is_kept_for_another_number_and_after_undo(show):
    fig = figure()
    page = show(fig)
    page.type("goal for p", "0.9")
    expect(said(page)).to_contain_text("It is 0.9")
    page.button("Undo").click()
    expect(said(page)).to_be_empty()  # it was about other numbers
    page.live.get_by_label("which number of p", exact=True).select_option("1")
    expect(goal(page)).to_have_value("0.9")
    page.live.get_by_role("button", name="Pull,").click()
    expect(said(page)).to_contain_text("It is 0.9")
    fig.pull("p", 0.9, at=(1,), by=["x"])
    page.shows("p")
    assert page.is_quiet()


def test_reset_takes_back_the_wish_and_what_was_said(show):
    fig = figure()
    page = show(fig)
    before = goal(page).input_value()
    page.type("goal for p", "0.9")
    expect(said(page)).to_contain_text("It is 0.9")
    page.button("Reset").click()
    expect(said(page)).to_be_empty()
    expect(goal(page)).to_have_value(before)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1.2", "between 0 and 1"),
        ("1", "reaches neither"),
        ("NaN", "not a number"),
        ("lots", "is not a number"),
        ("", "Type a number"),
        ("1e309", "too large"),
    ],
)
def test_an_impossible_goal_gets_a_sentence_and_nothing_is_lost(show, typed, why):
    fig = figure()
    page = show(fig)
    page.type("x entry 2", "0.25")
    fig.set(x=[1.5, 0.25, -1])
    page.shows("p")
    goal(page).fill(typed)
    goal(page).press("Enter")
    expect(said(page)).to_contain_text(why)
    assert goal(page).get_attribute("aria-invalid") == "true"
    page.shows("p")
    page.type("goal for p", "0.5")  # and it goes on
    fig.pull("p", 0.5, at=(0,), by=["x"])
    page.shows("p")
    assert goal(page).get_attribute("aria-invalid") is None
    assert page.is_quiet()


def test_arrow_keys_pull_step_by_step(show):
    fig = figure()
    page = show(fig)
    field = goal(page)
    field.focus()
    before = float(fig["p"][0])
    field.press("ArrowDown")
    fig.pull("p", round(round(before, 4) - 0.05, 12), at=(0,), by=["x"])
    page.shows("p")


def test_a_drag_is_one_edit_and_starts_from_where_it_began(show):
    fig = figure()
    page = show(fig)
    box = goal(page).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    for by in (10, 20, 28):
        page.page.mouse.move(x + by, y)
    page.page.mouse.up()
    start = round(float(fig["p"][0]), 4)
    fig.pull("p", round(start + 4 * 0.05, 12), at=(0,), by=["x"])
    page.shows("p")
    page.button("Undo").click()
    fig.reset()
    page.shows("p")


def test_the_answer_of_the_page_is_numpys(show):
    fig = figure()
    page = show(fig)
    page.type("goal for p", "0.123")
    fig.pull("p", 0.123, at=(0,), by=["x"])
    expect(said(page)).to_contain_text("It is 0.123")
    page.field("x entry 1").focus()  # shows the exact number
    exact = float(page.field("x entry 1").input_value())
    assert abs(exact - fig["x"][0]) < 1e-8
    assert abs(np.exp(exact) - np.exp(fig["x"][0])) < 1e-3


def test_it_is_quick_on_a_machine_four_times_slower(show):
    page = show(figure())
    client = page.page.context.new_cdp_session(page.page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    goal(page).fill("0.9")
    taken = [
        page.page.evaluate(
            """([goal]) => {
              const root = document.querySelector('.hm-view-pull');
              const field = root.querySelector('.hm-goal');
              field.value = goal;
              const began = performance.now();
              root.querySelector('.hm-button').click();
              return performance.now() - began;
            }""",
            [str(at)],
        )
        for at in (0.9, 0.2, 0.8, 0.3, 0.7)
    ]
    assert sorted(taken)[2] < 50, taken
