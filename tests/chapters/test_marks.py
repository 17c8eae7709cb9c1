"""What a figure says about itself follows what it shows: its mark, its tints, its last words."""

import re

import pytest
from playwright.sync_api import expect

from helpers.chapters.figures import FIGURES
from helpers.live import origins

LAPTOP = {"viewport": {"width": 1366, "height": 768}}
PHONE = {"viewport": {"width": 390, "height": 844}}


def step(place):
    """Take the first number that can be edited one step up."""
    field = place.locator("td > .hm-field:visible").first
    field.press("F2")
    field.press("ArrowUp")


def mark(page):
    return page.root.locator(".hm-model")


def test_the_mark_of_the_title_page_follows_the_reader_and_the_training(show):
    page = show(FIGURES["hero"]())
    expect(mark(page)).to_have_text("trained")
    page.live.get_by_role("button", name="which word first −1").click()
    expect(mark(page)).to_have_text("trained · edited")
    expect(mark(page)).to_have_attribute("aria-label", "Weights: trained · edited")
    expect(page.live.locator(".hm-run [role=status]")).to_be_empty()
    page.button("Undo").click()
    expect(mark(page)).to_have_text("trained")
    expect(page.live.locator(".hm-run [role=status]")).to_have_text("It has learnt.")
    page.button("Start over").click()
    expect(mark(page)).to_have_text("at step 1 of 125")
    page.button("Watch it learn").click()
    expect(mark(page)).to_have_text(re.compile(r"^at step \d+ of 125$"))
    page.live.get_by_label("step, slider over the run so far").press("End")
    expect(mark(page)).to_have_text("trained")
    assert page.is_quiet()


def test_the_mark_follows_a_switch_between_dice_and_trained(show):
    page = show(FIGURES["our-memory"]())
    expect(mark(page)).to_have_text("dice, seed 0")
    page.live.get_by_label("trained").check()
    expect(mark(page)).to_have_text("trained")
    page.button("Undo").click()
    expect(mark(page)).to_have_text("dice, seed 0")


def test_the_mark_of_a_training_says_how_far_it_has_come(show):
    page = show(FIGURES["train"]())
    expect(mark(page)).to_have_text("dice, seed 0")
    page.button("One step").click()
    expect(mark(page)).to_have_text("dice, seed 0 · step 2")
    page.button("Start over").click()
    expect(mark(page)).to_have_text("dice, seed 0")


def test_a_sentence_that_grows_changes_no_mark(show):
    page = show(FIGURES["translate"]())
    expect(mark(page)).to_have_text("trained")
    page.button("Start over").click()
    expect(mark(page)).to_have_text("trained")


def test_an_edited_number_shows_in_the_mark_until_reset(show):
    page = show(FIGURES["scale"]())
    step(page.live)
    expect(mark(page)).to_have_text("as printed · edited")
    page.button("Reset").click()
    expect(mark(page)).to_have_text("as printed")


def test_a_saved_figure_carries_its_mark(tmp_path, visit):
    figure = FIGURES["scale"]()
    file = figure.save(tmp_path / "scale.html")
    page = visit(file.as_uri(), **LAPTOP).page
    expect(page.locator(".hm-model")).to_have_text("as printed")
    step(page)
    expect(page.locator(".hm-model")).to_have_text("as printed · edited")
    assert figure.origin == {"kinds": ["as printed"], "by": "theta"}
    assert origins.mark("byte-pairs") == "" == origins.mark("byte-pairs", "models.html")


# ---- Nothing moves

PLACED = """() => {
    const live = document.querySelector('.hm-live');
    const from = live.getBoundingClientRect().top;
    const parts = ':is(.hm-run, .hm-scene) :is(.hm-view, td, input, button, b)';
    const all = live.querySelectorAll(parts);
    const seen = [...all].filter((one) => !one.closest('.hm-outs') && one.checkVisibility());
    const at = (one) => one.getBoundingClientRect();
    return seen.map(at).map(({ left, top, width, height }) => [left, top - from, width, height]);
}"""
SIZED = """() => {
    const all = document.querySelectorAll('.hm-live :is(.hm-glow b, .hm-sure, .hm-field)');
    return [...all].map((one) => getComputedStyle(one).fontSize);
}"""


def moved(before, now):
    return max(
        abs(x - y)
        for one, other in zip(before, now, strict=True)
        for x, y in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("window", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nothing_of_the_first_figure_moves_while_it_learns_or_is_edited(show, window):
    page = show(FIGURES["hero"](), **window)
    look = page.page.evaluate
    before, sizes = look(PLACED), look(SIZED)
    for text in ("-1", "-0.752", "0.1234"):
        page.type("what it has said", text)
        page.page.wait_for_timeout(60)
        assert moved(before, look(PLACED)) <= 1, text
        assert look(SIZED) == sizes
    page.button("Reset").click()
    slider = page.live.get_by_label("what it has said, slider")
    if slider.is_visible():
        slider.press("ArrowLeft")
        page.page.wait_for_timeout(60)
        assert moved(before, look(PLACED)) <= 1
    page.button("Reset").click()
    page.button("Watch it learn").click()
    for _ in range(12):
        page.page.wait_for_timeout(120)
        assert moved(before, look(PLACED)) <= 1
        assert look(SIZED) == sizes


RUNS = sorted(name for name, make in FIGURES.items() if "run" in make().spec)


@pytest.mark.parametrize("window", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("name", RUNS)
def test_what_is_said_at_the_end_of_a_run_has_its_room_before(show, name, window):
    figure = FIGURES[name]()
    page = show(figure, **window)
    height = page.live.bounding_box()["height"]
    before = page.page.evaluate(PLACED)
    run = figure.spec["run"]
    paced, ends = run["pace"], [said for _, said in run["until"]]
    for text in ["", *ends, f"This run ends after {run['most']} {run['unit']}s."]:
        if run.get("steady") and text not in ["", *ends]:
            continue
        said = page.live.locator(".hm-run [role=status]" if paced else ".hm-hint")
        said.evaluate("(one, text) => { one.textContent = text; }", text)
        assert abs(page.live.bounding_box()["height"] - height) <= 1
        assert moved(before, page.page.evaluate(PLACED)) <= 1


def test_what_a_training_says_at_its_end_stands_in_sight(show):
    page = show(FIGURES["train"](), **LAPTOP)
    page.live.get_by_label("as fast as it goes").check()
    page.button("Train").click()
    words = re.compile(r"^Learnt: .* This is step \d+, after .* of computing\.$")
    expect(page.live.locator(".hm-hint")).to_have_text(words, timeout=30_000)
    expect(page.live.locator(".hm-hint")).to_be_in_viewport()
    expect(page.live.locator(".hm-run [role=status]")).to_have_text(words)
    page.button("Start over").click()
    expect(page.live.locator(".hm-hint")).to_contain_text("Point at a number")


# ---- Marks of change are for edits

MARKS = "td.hm-changed"


def test_a_switch_that_changes_nearly_everything_is_told_in_words_and_not_in_tints(show):
    page = show(FIGURES["our-memory"]())
    page.live.get_by_label("trained").check()
    expect(page.live.locator(".hm-hint")).to_contain_text("numbers on show changed")
    expect(page.live.locator(MARKS)).to_have_count(0)
    expect(page.said()).to_contain_text("numbers on show changed")
    page.button("Undo").click()
    expect(page.live.locator(".hm-hint")).to_contain_text("numbers on show changed")
    expect(page.live.locator(MARKS)).to_have_count(0)


def test_a_switch_that_changes_little_and_an_edit_that_changes_all_are_tinted(show):
    page = show(FIGURES["one-head-masked"]())
    page.live.get_by_role("switch").first.click()
    expect(page.live.locator(MARKS)).not_to_have_count(0)
    other = show(FIGURES["scale"]())
    step(other.live)
    expect(other.live.locator(MARKS)).not_to_have_count(0)
