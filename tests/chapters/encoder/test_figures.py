"""The figures of chapter 9 begin with its numbers, and do what their captions promise."""

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers import encoder, encoder_block_steps, example
from helpers.chapters.figures import FIGURES
from helpers.live.rounding import shown

BOLD_X = [example.X[0], [*example.X[1, :3], -6]]


@pytest.fixture
def whole():
    return FIGURES["encoder"]()


def test_the_encoder_shows_every_step_of_every_block(whole):
    X = example.X
    for number, weights in enumerate(example.our_blocks(), start=1):
        steps = encoder_block_steps(X, weights)
        np.testing.assert_allclose(whole[f"block_{number}.attention.A"], steps.attention.A)
        np.testing.assert_allclose(whole[f"block_{number}.X_2"], steps.X_2)
        X = steps.X_2
    np.testing.assert_allclose(whole["memory"], encoder(example.X, example.our_blocks()))


def test_a_head_turns_and_the_memory_hardly_notices(whole):
    before = whole["memory"]
    assert np.all(whole["block_1.attention.A"][0, :, 1] > 0.99)
    whole.set(X=BOLD_X)
    assert np.all(whole["block_1.attention.A"][0, :, 0] > 0.99)
    assert np.all(np.abs(whole["memory"] - before) < 0.01)


def test_a_block_is_in_the_page_only_while_it_is_open(show, whole):
    page = show(whole)
    last = page.live.locator('[data-shows="block_6.X_2"]')
    expect(page.live.locator('[data-shows="block_1.X_2"]')).to_have_count(1)
    expect(last).to_have_count(0)
    assert page.live.locator("td.hm-cell").count() < 160
    page.live.locator("summary").get_by_text("Block 6").click()
    page.type("X row 2 World column 4", "-6")
    page.shows("block_6.X_2", X=BOLD_X)
    page.shows("block_1.attention.A")
    page.live.locator("summary").get_by_text("Block 6").click()
    expect(last).to_have_count(0)
    page.type("X row 2 World column 4", "6")
    page.live.locator("summary").get_by_text("Block 6").click()
    page.shows("block_6.X_2", X=example.X)
    assert page.is_quiet()


def test_a_cell_of_the_memory_leads_back_to_the_input(show, whole):
    page = show(whole)
    page.live.locator('[data-shows="memory"] td.hm-cell').first.click()
    strip = page.live.locator(".hm-strip")
    for _ in range(120):
        if strip.get_by_text("an input: change it as you like").count():
            break
        strip.locator("button.hm-walk").first.click()
    else:
        pytest.fail("the walk did not come to an input")
    expect(strip.locator(".hm-strip-name")).to_contain_text("row 1 Hello")


def test_the_memory_forgets_with_large_weights_and_not_with_small_ones():
    figure = FIGURES["what-memory-knows"]()
    first = {}
    for scale in (1, 0.3):
        for text in ("hello world", "how ?", "a c", "hola mundo", "hello", "mundo"):
            figure.set(ids=text, scale=scale)
            first.setdefault(scale, []).append(figure["memory"][0])
    assert np.ptp(first[1], axis=0).max() < 0.06
    assert np.ptp(first[0.3], axis=0).max() > 1
    assert shown(first[1][0][0], 3) == "0.609"
