"""Planes: what is dragged, what follows, and one drawing from Python and from the page."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from drawings import drawn, finger, grip, tip
from playwright.sync_api import expect

from helpers.live import (
    Figure,
    arrows,
    dots,
    drops,
    fold,
    matrix,
    outline,
    paths,
    plane,
    value,
    vector,
)
from helpers.live.planes import near, written
from helpers.live.rounding import shown
from helpers.site import assets

CORNERS = ("one", "two", "three")


def shadows(Q, V, lifted):
    """Cast the corners on a direction; carry three numbers down to the plane."""
    direction = Q / np.sqrt((Q * Q).sum())
    shadow = (V @ direction)[:, None] * direction
    middle = V.mean(axis=0)
    down = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    up = np.array([[1.0, 0.0, 0.0], [-0.5, 0.5, 1.0]])
    flat = lifted @ down
    both = np.stack([V, shadow])
    turns = 1 / (Q[0] - 1)
    broken = both * np.stack([np.ones_like(turns), turns])[:, None, None]
    return {"shadow": shadow, "middle": middle, "flat": flat, "up": up, "broken": broken}


def corners_figure():
    return Figure(
        shadows,
        {
            "Q": vector([2.0, 1.0], step=0.1),
            "V": matrix([[-1.0, 1.0], [2.0, 1.5], [1.0, -1.0]], rows=CORNERS, step=0.5),
            "lifted": vector([0.5, -1.0, 1.0], domain=(-3, 3)),
        },
        [
            [
                plane(
                    outline("V"),
                    paths("broken", look="faint"),
                    drops("V", "shadow", hue="q"),
                    dots("V", rows=CORNERS),
                    arrows("Q"),
                    arrows("middle", tails="Q", label="middle"),
                    dots("flat", moves=("lifted", "up"), look="hollow"),
                    x=(-3, 3),
                    y=(-2, 2),
                    axes=("warm", "wet"),
                    label="Shadows",
                )
            ],
            [matrix("Q"), matrix("shadow"), value("middle", at=0)],
            fold("The numbers", [matrix("V"), matrix("lifted")]),
        ],
        name="corners",
        title="Corners",
    )


def unit(page):
    """Pixels of one unit: the plane is six units wide."""
    return page.live.locator(".hm-plane").bounding_box()["width"] / 6


def is_at(mark, x, y):
    expect(mark).to_have_attribute("aria-valuetext", f"{x} across, {y} up")


def test_the_static_copy_and_the_live_figure_are_one_drawing(show):
    page = show(corners_figure())
    static, live = drawn(page.root.locator(".hm-static")), drawn(page.live)
    assert static == live
    names = [part[1].get("class", "") for part in live[0] if isinstance(part, tuple)]
    for kind in ("outline", "paths", "drops", "dots", "arrows", "hollow", "faint"):
        assert any(f"hm-{kind}" in name for name in names), kind


def test_a_point_is_dragged_by_steps_of_its_input_and_everything_follows(show):
    page = show(corners_figure())
    mouse, mark = page.page.mouse, grip(page, "Q")
    x, y = tip(mark)
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - 0.52 * unit(page), y - 0.31 * unit(page), steps=7)
    mouse.up()
    is_at(mark, "1.5", "1.3")
    page.shows("shadow", Q=[1.5, 1.3])
    page.button("Undo").click()  # the whole way at once
    page.shows("shadow", Q=[2, 1])
    assert page.is_quiet()


def test_a_finger_drags_a_point(show):
    page = show(corners_figure(), has_touch=True, viewport={"width": 390, "height": 844})
    x, y = tip(grip(page, "Q"))
    finger(page.page, (x, y), (x - unit(page), y))
    page.shows("shadow", Q=[1, 1])


def test_a_point_is_reached_and_moved_by_keyboard_and_says_where_it_is(show):
    page = show(corners_figure())
    mark = grip(page, "Q")
    expect(mark).to_have_role("slider")
    expect(mark).to_have_accessible_name("Q")
    mark.focus()
    expect(mark).to_have_accessible_description("Arrows move it (Shift: ten steps).")
    for key in ("ArrowLeft", "ArrowUp", "Shift+ArrowDown", "Alt+ArrowLeft"):
        page.page.keyboard.press(key)
    is_at(mark, "1.89", "0.1")
    page.shows("shadow", Q=[1.89, 0.1])
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.dataset.input") == "lifted"


def test_a_cell_moves_the_tip_and_a_tip_its_row_of_cells(show):
    page = show(corners_figure())
    page.live.locator("summary", has_text="The numbers").click()
    page.type("V row 2 two column 2", "−1")
    mark = grip(page, "V", 1)
    is_at(mark, "2", "−1")
    mark.focus()
    page.page.keyboard.press("ArrowLeft")
    expect(page.field("V row 2 two column 1")).to_have_value("1.5")
    page.shows("shadow", V=[[-1, 1], [1.5, -1], [1, -1]])


def test_a_point_that_is_a_shadow_moves_the_input_behind_it(show):
    page = show(corners_figure())
    page.live.locator("summary", has_text="The numbers").click()
    mark = grip(page, "lifted")
    is_at(mark, "1", "−0.5")
    mark.focus()
    page.page.keyboard.press("ArrowUp")
    fields = [page.field(f"lifted entry {i}") for i in (1, 2, 3)]
    step = page.figure.spec["inputs"][2]["step"]
    wanted = np.array([0.5, -1, 1]) + step * np.array([-0.5, 0.5, 1])
    for field, number in zip(fields, wanted, strict=True):
        expect(field).to_have_value(shown(number))
    page.page.keyboard.press("Shift+ArrowRight")
    expect(fields[0]).to_have_value(shown(wanted[0] + 10 * step))


def test_nothing_is_dragged_out_of_the_plane_or_of_the_domain(show):
    page = show(corners_figure())
    mouse, mark = page.page.mouse, grip(page, "Q")
    x, y = tip(mark)
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 4 * unit(page), y - 5 * unit(page), steps=5)
    mouse.up()
    is_at(mark, "3", "2")
    lifted = grip(page, "lifted")
    lifted.focus()
    for _ in range(40):
        page.page.keyboard.press("Shift+ArrowUp")
    values = lifted.get_attribute("aria-valuetext")
    assert float(values.split(", ")[1].split()[0].replace("−", "-")) <= 2


def test_a_number_that_is_not_finite_hides_its_mark_and_breaks_a_line(show):
    page = show(corners_figure())
    page.type("Q entry 1", "0")
    page.type("Q entry 2", "0")
    hidden = page.live.locator('.hm-drops g[visibility="hidden"]')
    expect(hidden).to_have_count(3)
    path = page.live.locator(".hm-paths path")
    assert path.get_attribute("d").count("M") == 1  # the second line is gone
    page.type("Q entry 1", "2")
    expect(hidden).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(show, theme):
    page = show(corners_figure(), color_scheme=theme)
    page.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
    found = Axe().run(page.page, context=".hm-live", options=rules).response
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []


def test_without_the_script_that_draws_the_rows_are_matrices(show):
    page = show(corners_figure(), scripts=[assets.joined("pages.js")])
    expect(page.live.locator("svg")).to_have_count(0)
    page.type("Q entry 1", "1")
    page.shows("shadow", Q=[1, 1])
    assert page.is_quiet()


REFUSED = {
    "a value of another shape": (
        lambda: plane(arrows("up"), x=(0, 1), y=(0, 1)),
        r"up has shape \(2, 3\); arrows in a plane take two coordinates on the last axis",
    ),
    "lists of lines as points": (
        lambda: plane(dots("broken"), x=(0, 1), y=(0, 1)),
        r"broken has shape \(2, 3, 2\); dots in a plane",
    ),
    "too few labels": (
        lambda: plane(dots("V", rows=["a"]), x=(0, 1), y=(0, 1)),
        r"V has 3 rows, but 1 labels were given",
    ),
    "ends the wrong way round": (
        lambda: plane(dots("V"), x=(1, 0), y=(0, 1)),
        "The plane goes from 1 to 0; the first must be smaller",
    ),
    "numbers instead of a name": (lambda: arrows([1, 2]), r'arrows\("S"\)'),
    "what moves no input": (
        lambda: plane(dots("flat", moves=("shadow", "up")), x=(0, 1), y=(0, 1)),
        "flat moves 'shadow', which is no input",
    ),
    "an unknown name": (lambda: plane(dots("W"), x=(0, 1), y=(0, 1)), "no value named 'W'"),
}


@pytest.mark.parametrize(("declare", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_drawn_is_refused(declare, message):
    given = corners_figure().plan.inputs
    with pytest.raises(ValueError, match=message):
        Figure(shadows, given, [declare()])


def test_python_and_the_page_round_places_alike(engine):
    places = [0, -0.04, 12.25, -12.25, 0.05, 319.95, 1e9, -1e9, 7]
    assert engine.ask("near", list=places) == [near(x) for x in places]


def test_words_of_a_drawing_are_words():
    assert written(["text", {"class": "a"}, "<b>"]) == '<text class="a">&lt;b&gt;</text>'
