"""The figures of chapter 14: gradients to touch, and the model that learns in the page."""

import json

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers.chapters.figures import FIGURES
from helpers.chapters.training.figures import BLOCKS, WANTED
from helpers.training import flatten, loss_and_gradient, toy, unflatten


@pytest.fixture(scope="module")
def training():
    return FIGURES["train"]()


def numpy_run(theta, rate, n_steps):
    """The losses that `toy.learn` records, without the figure's graph."""
    ended = toy.learn(theta, rate=rate, n_steps=n_steps, until=None)
    return [record.loss for record in ended.history]


def test_the_graph_learns_what_numpy_learns(training):
    training.reset()
    found = [float(values["loss"]) for values in training.repeated(49)]
    np.testing.assert_allclose(found, numpy_run(toy.initial(), 0.01, 50), rtol=1e-9)


@pytest.mark.parametrize(
    ("label", "rate", "learns"),
    [
        ("one block, Xavier, seed 0", 0.01, True),
        ("one block, N(0, 1), seed 0", 0.01, True),
        ("two blocks, Xavier, seed 2", 0.01, True),
        ("six blocks, Xavier, seed 2", 0.003, True),
        ("six blocks, Xavier, seed 2", 0.01, False),
        ("one block, Xavier, seed 0", 0.1, False),
    ],
)
def test_each_start_does_what_the_caption_says(training, label, rate, learns):
    training.reset()
    training.set(theta=label, rate=rate)
    values = list(training.repeated(500))
    assert any(bool(step["is_learnt"]) for step in values) == learns
    assert not any(bool(step["has_diverged"]) for step in values)


@pytest.mark.parametrize("n_layers", toy.DRAWN)
def test_the_figure_names_the_rate_of_the_recipe_for_the_chosen_blocks(training, n_layers):
    training.reset()
    name = f"{BLOCKS[n_layers]}, {toy.starts(n_layers)[0]}"
    training.set(theta=name)
    assert training["rate_of_the_recipe"] == toy.RECIPES[n_layers].rate


def test_a_rate_of_ten_runs_away_at_the_second_step(training):
    training.reset()
    training.set(rate=10.0)
    assert [bool(step["has_diverged"]) for step in training.repeated(1)] == [False, True]


def saved(page, tmp_path):
    page.live.locator(".hm-menu summary").click()
    with page.page.expect_download() as download:
        page.button("Save values as JSON").click()
    download.value.save_as(tmp_path / "saved.json")
    return json.loads((tmp_path / "saved.json").read_text(encoding="utf-8"))


def status(page):
    return page.live.locator(".hm-run [role=status]")


def test_pressing_train_makes_the_page_say_hola_mundo(show, training, tmp_path):
    training.reset()
    page = show(training)
    page.live.get_by_role("checkbox", name="as fast as it goes").check()
    page.button("Train").press("Enter")
    expect(status(page)).to_contain_text("Learnt", timeout=20_000)
    values = saved(page, tmp_path)
    p = np.reshape(values["p"]["values"], values["p"]["shape"])
    assert p.shape[1] == len(WANTED)
    assert (p[-1] > toy.LEARNT).all()
    assert not (p[-2] > toy.LEARNT).all() or len(p) > 2
    losses = values["loss"]["values"]
    np.testing.assert_allclose(losses, numpy_run(toy.initial(), 0.01, len(losses)), rtol=1e-9)
    assert page.is_quiet()


def test_six_blocks_learn_in_the_page_too_and_the_page_answers_meanwhile(show, training):
    training.reset()
    page = show(training)
    page.live.get_by_role("combobox").select_option("six blocks, Xavier, seed 2")
    page.type("learning rate", "0.003")
    page.live.get_by_role("checkbox", name="as fast as it goes").check()
    page.button("Train").click()
    page.button("Pause").click()
    page.button("Train").click()
    expect(status(page)).to_contain_text("Learnt", timeout=60_000)


def test_a_rate_that_runs_away_stops_with_a_sentence_and_start_over_answers(show, training):
    training.reset()
    page = show(training)
    page.type("learning rate", "10")
    page.button("Train").click()
    expect(status(page)).to_contain_text("The loss has run away")
    page.type("learning rate", "0.01")
    page.button("Start over").click()
    expect(page.live.locator(".hm-run .hm-word")).to_have_text("step 1")
    expect(status(page)).to_have_text("")
    page.type("learning rate", "fast")
    expect(page.live.locator(".hm-problem")).to_be_visible()
    page.button("One step").click()
    expect(page.live.locator(".hm-run .hm-word")).to_have_text("step 2")


def test_p_minus_y_adds_up_to_zero_whatever_is_wanted():
    figure = FIGURES["p-minus-y"]()
    for word in ("hola", "mundo", "EOS", "hello"):
        figure.set(wanted=word)
        assert figure["ds"].sum() == pytest.approx(0, abs=1e-15)
        assert (figure["ds"] < 0).sum() == 1


def test_saturated_scores_leave_no_gradient_but_that_of_the_values():
    figure = FIGURES["back-through-attention"]()
    size = {name: np.abs(figure[name]).max() for name in ("dQ", "dK", "dV")}
    assert min(size.values()) > 0.1
    figure.set(Q=[[20.0, 0], [0, 2]])
    assert np.abs(figure["dQ"]).max() < 1e-5
    assert np.abs(figure["dK"]).max() < 1e-4
    assert np.abs(figure["dV"]).max() > 0.99


@pytest.mark.parametrize("which", [0, 77, 569])
def test_nudging_and_backpropagation_agree_for_any_weight(which):
    figure = FIGURES["gradient-check"]()
    figure.set(which=which, log_h=-5)
    gradient = flatten(
        loss_and_gradient(
            unflatten(toy.initial(), toy.like()),
            toy.SOURCE_IDS,
            toy.TARGET_IDS,
            toy.START,
            toy.END,
        ).gradient
    )
    assert figure["backward"] == pytest.approx(gradient[which], abs=1e-15)
    assert figure["difference"] < 1e-9
    best = float(figure["difference"])
    for log_h in (-12, 0):
        figure.set(log_h=log_h)
        assert figure["difference"] >= best


def test_the_curves_rise_in_the_order_that_the_chapter_tells(training):
    training.reset()
    p = np.stack([values["p"] for values in training.repeated(60)])
    hola, mundo, end = p.T
    assert [int(np.argmax(curve > 0.3)) for curve in (end, hola, mundo)] == sorted(
        int(np.argmax(curve > 0.3)) for curve in (end, hola, mundo)
    )
    assert mundo[34] < mundo[9] + 0.01
    assert end[49] < end[34] - 0.1 < mundo[49] + 0.1


def test_a_tenth_more_of_hello_moves_the_loss_on_show_as_the_caption_says():
    way = FIGURES["way-back"]()
    before, slope = round(float(way["loss"]), 4), way["dE"][0, 0]
    way.set(nudge=[0.1, 0, 0, 0])
    fall = before - round(float(way["loss"]), 4)
    assert round(fall, 4) == round(-slope / 10, 4)
    assert f"by {fall:.4f}" in way.spec["caption"]


def test_the_errors_of_the_right_words_stand_in_front():
    errors = FIGURES["way-back"]()["ds"]
    assert [int(row.argmin()) for row in errors] == [0, 1, 2]


def test_mundo_is_pulled_to_nine_tenths_and_sos_is_out_of_reach():
    fig = FIGURES["pull-the-answer"]()
    words = toy.VOCABULARY.tokens
    assert fig["p"][words.index("hola")] > toy.LEARNT
    change = fig.pull("p", 0.9, at=(words.index("mundo"),))["E"]
    assert abs(fig["p"][words.index("mundo")] - 0.9) < 1e-6
    assert np.linalg.norm(change) < 0.5
    fig.reset()
    with pytest.raises(ValueError, match="got no further"):
        fig.pull("p", 0.9, at=(words.index("SOS"),))
