"""Steps that are repeated in the page: run, pause, go back, change on the way, begin anew."""

import json
import re

import numpy as np
import pytest
from figure_page import text_of
from playwright.sync_api import expect

from helpers.live import Figure, choice, iterated, matrix, slider, trail, words


def halve(x, rate):
    near = (x * x).sum()
    x = x - rate * x
    return {"x": x, "near": near, "is_near": near < 1e-3, "is_far": near > 1e6}


def halving(**options):
    how = {"until": {"is_near": "Close enough.", "is_far": "It runs away."}, "most": 40}
    return Figure(
        halve,
        {"x": matrix([[4.0, -3.0]]), "rate": slider(0.5, 0, 4, label="rate")},
        [matrix("x"), trail("near", label="so far")],
        repeat=iterated("x", **{"keeps": ("rate",), **how, **options}),
        name="halving",
    )


def saved(page, tmp_path):
    """What the figure hands out as JSON."""
    page.live.get_by_text("More").click()
    with page.page.expect_download() as download:
        page.button("Save values as JSON").click()
    file = tmp_path / "saved.json"
    download.value.save_as(file)
    return json.loads(file.read_text(encoding="utf-8"))


def wanted(figure, n_steps):
    return [float(values["near"]) for values in figure.repeated(n_steps)]


def test_the_run_ends_where_numpy_ends_and_says_why(show, tmp_path):
    figure = halving()
    page = show(figure)
    page.button("Run").click()
    expect(page.live.locator(".hm-run [role=status]")).to_contain_text("Close enough.")
    many = next(i for i, near in enumerate(wanted(figure, 40)) if near < 1e-3)
    expect(page.live.locator(".hm-run .hm-word")).to_have_text(f"step {many + 1}")
    np.testing.assert_allclose(saved(page, tmp_path)["near"]["values"], wanted(figure, many))
    assert page.button("One step").is_disabled()
    assert page.is_quiet()


def test_going_back_shows_the_same_numbers_and_the_run_goes_on_from_there(show, tmp_path):
    page = show(halving())
    page.button("Run").click()
    expect(page.live.locator(".hm-run [role=status]")).to_contain_text("Close enough.")
    before = saved(page, tmp_path)["near"]["values"]
    slider_ = page.live.get_by_label("step, slider over the run so far")
    slider_.press("Home")
    expect(page.live.locator(".hm-run .hm-word")).to_have_text("step 1")
    for _ in range(3):
        slider_.press("ArrowRight")
    expect(page.live.locator(".hm-run .hm-word")).to_have_text("step 4")
    assert saved(page, tmp_path)["near"]["values"] == before
    page.button("One step").click()
    assert saved(page, tmp_path)["near"]["values"] == before[:5]


def test_a_change_on_the_way_counts_from_there_on(show, tmp_path):
    figure = halving()
    page = show(figure)
    for _ in range(3):
        page.button("One step").click()
    page.type("rate", "0.1")
    page.button("One step").click()
    page.button("One step").click()
    values = saved(page, tmp_path)["near"]["values"]
    x, by_hand = np.array([4.0, -3.0]), []
    for rate in (0.5, 0.5, 0.5, 0.1, 0.1, 0.1):
        by_hand.append(float(x @ x))
        x = x - rate * x
    np.testing.assert_allclose(values, by_hand)
    slider_ = page.live.get_by_label("step, slider over the run so far")
    for key in ("Home", "End"):
        slider_.press(key)
    np.testing.assert_allclose(saved(page, tmp_path)["near"]["values"], by_hand)


def test_another_start_begins_anew_and_start_over_brings_the_start_back(show, tmp_path):
    page = show(halving())
    page.button("One step").click()
    page.type("x row 1 column 1", "0")
    expect(page.live.locator(".hm-run .hm-word")).to_have_text("step 1")
    assert saved(page, tmp_path)["near"]["values"] == [9]
    page.button("One step").click()
    page.button("Start over").click()
    assert saved(page, tmp_path)["near"]["values"] == [9]
    page.button("Reset").click()
    assert saved(page, tmp_path)["near"]["values"] == [25]


def test_reset_brings_a_start_of_another_size_back(show):
    starts = {"two": np.array([4.0, 2.0]), "three": np.array([6.0, 3.0, 3.0])}
    figure = Figure(
        lambda x: {"x": x * 0.5, "total": x.sum()},
        {"x": choice(starts, label="Start")},
        [matrix("total")],
        repeat=iterated("x", most=9),
        name="sizes",
    )
    page = show(figure)
    page.live.get_by_role("radio", name="three").check()
    page.shows("total", x="three")
    page.button("One step").click()
    page.button("Reset").click()
    page.shows("total", x="two")
    expect(page.live.locator(".hm-run .hm-word")).to_have_text("step 1")
    assert page.is_quiet()


def test_what_runs_away_stops_with_a_plain_sentence(show):
    page = show(halving())
    page.type("rate", "4")
    page.button("Run").click()
    expect(page.live.locator(".hm-run [role=status]")).to_contain_text("It runs away.")
    expect(page.button("Run")).to_be_visible()


def test_the_limit_of_steps_is_named(show):
    page = show(halving(most=2))
    page.button("Run").click()
    expect(page.live.locator(".hm-run [role=status]")).to_contain_text("ends after 2 steps")


def test_a_long_run_can_be_paused_and_forgets_no_step(show, tmp_path):
    figure = halving(until={}, most=100_000)
    page = show(figure)
    page.type("rate", "0.001")
    page.live.get_by_role("checkbox").check()
    page.button("Run").click()
    expect(page.live.locator(".hm-run .hm-word")).to_have_text(re.compile(r"step \d{4,}"))
    page.button("Pause").click()
    slider_ = page.live.get_by_label("step, slider over the run so far")
    slider_.press("Home")
    for _ in range(7):
        slider_.press("PageUp")
    at = int(text_of(page.live.locator(".hm-run .hm-word")).split()[1])
    assert at > 7
    figure.set(rate=0.001)
    values = saved(page, tmp_path)["near"]["values"]
    np.testing.assert_allclose(values[:1000], wanted(figure, 999), rtol=1e-12)


def say_next(said, first):
    n = np.where(said < 0, 0.0, 1.0).sum()
    said = np.where(np.arange(4) == n, first + n, said)
    return {"said": said, "is_full": n > 2}


def talker(**options):
    return Figure(
        say_next,
        {"first": slider(0, 0, 1, whole=True, label="first word")},
        [words("said", ["uno", "dos", "tres", "cuatro"], lang="es", label="It says")],
        fixed={"said": np.array([-1.0, -1, -1, -1])},
        repeat=iterated("said", until={"is_full": "All is said."}, most=9, pace=20, **options),
        name="talker",
    )


def test_a_figure_that_rests_shows_the_end_without_script_and_with_it(show):
    figure = talker(rests=True)
    assert [word for word in ("uno", "dos", "tres", "cuatro") if f">{word}<" in figure.markup] == [
        "uno",
        "dos",
        "tres",
        "cuatro",
    ]
    page = show(figure)
    pieces = page.live.locator(".hm-said .hm-piece:visible")
    expect(pieces).to_have_text(["uno", "dos", "tres", "cuatro"])
    expect(pieces.first).to_have_attribute("lang", "es")
    page.type("first word", "1")
    expect(pieces).to_have_text(["dos", "tres", "cuatro"])
    page.live.get_by_label("step, slider over the run so far").press("Home")
    expect(pieces).to_have_text(["dos"])


@pytest.mark.parametrize(
    ("declare", "says"),
    [
        (lambda: iterated(), "Name what is carried"),
        (lambda: iterated("x", most=0), "at least one step"),
        (
            lambda: Figure(
                lambda x: {"y": x + 1},
                {"x": matrix(np.eye(2))},
                [matrix("y")],
                repeat=iterated("x"),
                name="no",
            ),
            "must take it and return it",
        ),
        (
            lambda: Figure(
                lambda x: {"x": x.sum()},
                {"x": matrix(np.eye(2))},
                [matrix("x")],
                repeat=iterated("x"),
                name="no",
            ),
            "goes into the step with shape",
        ),
        (lambda: halving(keeps=("speed",)), "no input"),
        (
            lambda: next(
                Figure(
                    lambda x: {"y": x}, {"x": matrix(np.eye(2))}, [matrix("y")], name="no"
                ).repeated(1)
            ),
            "no step to repeat",
        ),
    ],
)
def test_what_cannot_be_repeated_is_refused(declare, says):
    with pytest.raises(ValueError, match=says):
        declare()
