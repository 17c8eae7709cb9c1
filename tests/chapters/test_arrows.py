"""Arrows on numbers: chapters 5, 7 and 8 say with them what "cannot learn" means."""

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers import example, softmax_jacobian
from helpers.chapters.figures import FIGURES
from helpers.live.rounding import shown


def test_a_saturated_row_has_no_arrow_and_a_divisor_of_30_makes_them_grow():
    fig = FIGURES["score-arrows"]()
    assert np.abs(fig["slopes"]).max() < 1e-9
    fig.set(scale=30)
    assert np.abs(fig["slopes"]).min() > 0.1
    assert (np.sign(fig["slopes"]) == [[-1, 1], [-1, 1]]).all()  # up on World, down on Hello


@pytest.mark.parametrize("word", example.sentence)
def test_the_arrows_are_the_jacobian_of_the_chapter(word):
    fig = FIGURES["score-arrows"]()
    fig.set(scale=30, asked=word)
    row = softmax_jacobian(fig["A"])[:, example.sentence.index(word)]
    np.testing.assert_allclose(fig["slopes"], row, rtol=1e-12)


def test_two_scores_side_by_side_have_arrows_of_full_length():
    fig = FIGURES["score-arrows"]()
    fig.set(S=[[70, 70], [87.88, 135.55]])
    np.testing.assert_allclose(np.abs(fig["slopes"][0]), 0.25)


def test_closed_cells_are_deaf_and_biases_far_down_close_them_all():
    fig = FIGURES["deaf-cells"]()
    assert np.array_equal(fig["slopes"], fig["H"] > 0)
    assert 0 < fig["n_deaf"] < 8
    fig.set(shift=-60)
    assert fig["n_deaf"] == 8
    assert not fig["slopes"].any()
    fig.set(Z=fig["Z"] + 0.5)
    assert not fig["H"].any()  # nothing that is changed a little comes through


def test_with_small_weights_only_residual_connections_carry_a_nudge():
    fig = FIGURES["residual-arrows"]()
    assert np.abs(fig["slopes"]).max() < 1e-6
    fig.set(keeps=True)
    assert np.abs(fig["slopes"] - 1).max() < 0.2


def paths(page):
    return page.live.locator(".hm-shaft").evaluate_all("all => all.map(p => p.getAttribute('d'))")


def test_the_page_draws_arrows_as_long_as_the_slopes(show):
    fig = FIGURES["score-arrows"]()
    page = show(fig)
    arrows = page.live.locator(".hm-arrow")
    expect(arrows).to_have_count(4)
    assert set(paths(page)) == {"M7 18h0"}  # dots
    was = [shown(score) for score in fig["S_scaled"].ravel()]
    page.live.get_by_role("button", name="divide by 30").click()
    expect(arrows.first).to_have_attribute("aria-label", "slope −0.174")
    scores = page.live.locator('[data-shows="S_scaled"] td.hm-cell')
    assert scores.evaluate_all("all => all.map(td => td.dataset.was)") == was  # no slope
    fig.set(scale=30)
    for path, slope in zip(paths(page), fig["slopes"].ravel(), strict=True):
        start, tip = (float(y) for y in path.removeprefix("M7 ").split("m")[0].split("V"))
        np.testing.assert_allclose(start - tip, 30 * slope / 0.25, rtol=1e-9)
    arrows.first.hover()
    expect(page.live.locator(".hm-strip")).to_contain_text("slope by S scaled")
    assert page.is_quiet()
