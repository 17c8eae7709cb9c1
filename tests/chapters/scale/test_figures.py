"""The calculator begins with the paper's numbers, and does what its caption promises."""

import numpy as np
import pytest
from figure_page import step
from playwright.sync_api import expect

from helpers import (
    PAPER,
    cache_size,
    count_numbers,
    forward_cost,
    forward_cost_parts,
    model_parameters,
    random_model,
)
from helpers.chapters.figures import FIGURES
from helpers.chapters.scale.figures import LARGEST, MODELS, NAMES
from helpers.live.rounding import shown


@pytest.fixture
def calculator():
    return FIGURES["calculator"]()


def typed(sizes):
    return [getattr(sizes, name) for name in NAMES]


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize(("s", "t"), [(2, 3), (128, 7)])
def test_each_ready_model_gives_what_the_formulas_give(calculator, name, s, t):
    sizes = MODELS[name]
    calculator.set(sizes=typed(sizes), lengths=[s, t])
    assert calculator["parameters"] == model_parameters(sizes) / 1e6
    assert calculator["weights"].sum() == pytest.approx(model_parameters(sizes) / 1e6)
    work = [part / 1e6 for part in forward_cost_parts(sizes, t, s)]
    assert calculator["work"].tolist() == work
    assert calculator["flops"] == 2 * forward_cost(sizes, t, s) / 1e9
    assert calculator["weights_mb"] == pytest.approx(4e-6 * model_parameters(sizes))
    assert calculator["cache_mb"] == pytest.approx(4e-6 * cache_size(sizes, t, s))


def test_the_bars_of_weights_are_counted_from_drawn_arrays(calculator):
    sizes = MODELS["the translator"]
    calculator.set(sizes=typed(sizes))
    model = random_model(np.random.default_rng(0), sizes)
    blocks = [*model.blocks.encoder, *model.blocks.decoder]

    def held(*names):
        parts = [getattr(block, name) for block in blocks for name in names if hasattr(block, name)]
        return sum(count_numbers(part) for part in parts)

    assert (1e6 * calculator["weights"]).round(6).tolist() == [
        held("attention", "cross"),
        held("feed_forward"),
        held("norm_1", "norm_2", "norm_3"),
        count_numbers((model.W_E, model.W_vocab, model.b_vocab)),
    ]


def test_twice_the_width_of_the_model_alone_leaves_what_knows_only_the_heads(calculator):
    names = ("work", "cache_mb", "scores_mb")
    before = {name: calculator[name] for name in names}
    calculator.set(sizes=[1024, 64, 64, 2048, 8, 6, 37_000])
    now = [np.ravel(calculator[name] / before[name]).tolist() for name in names]
    assert now == [[2, 1, 2, 2], [1], [1]]


def test_twice_as_many_layers_double_the_blocks_and_leave_the_words(calculator):
    before = calculator["weights"]
    calculator.set(sizes=[512, 64, 64, 2048, 8, 12, 37_000])
    assert (calculator["weights"] / before).tolist() == [2, 2, 2, 1]


def test_twice_the_width_alone_does_not_quadruple_anything(calculator):
    before = calculator["weights"]
    calculator.set(sizes=[1024, 64, 64, 2048, 8, 6, 37_000])
    assert (calculator["weights"][:1] / before[:1]).tolist() == [2]
    assert (calculator["weights"] / before <= 2).all()


def test_at_eight_thousand_tokens_the_meeting_of_tokens_takes_over(calculator):
    assert calculator["work"].argmax() == 2
    calculator.set(lengths=[8192, 8192])
    assert calculator["work"].argmax() == 1


@pytest.mark.parametrize("lengths", [[1, 1], [3072, 5], [8192, 8192]])
def test_the_share_where_tokens_meet_is_that_of_its_bar(calculator, lengths):
    calculator.set(lengths=lengths)
    _, meet, *_ = work = calculator["work"].tolist()
    assert calculator["share"] == pytest.approx(100 * meet / sum(work), rel=1e-14)


@pytest.mark.parametrize("bad", [0, -1, 0.5, LARGEST + 1, 1e9, 1e308])
@pytest.mark.parametrize("field", range(len(NAMES)))
def test_a_size_that_counts_nothing_is_refused_and_the_last_answer_stays(calculator, bad, field):
    sizes = typed(PAPER)
    sizes[field] = bad
    with pytest.raises(ValueError, match="give a whole number from 1 to 1,000,000"):
        calculator.set(sizes=sizes)
    assert calculator["parameters"] == model_parameters(PAPER) / 1e6


@pytest.mark.parametrize("bad", [np.nan, np.inf, "many"])
def test_what_is_no_number_is_refused(calculator, bad):
    with pytest.raises(ValueError, match=r"sizes"):
        calculator.set(sizes=[bad, 64, 64, 2048, 8, 6, 37_000])


def test_the_largest_sizes_give_finite_answers(calculator):
    calculator.set(sizes=[LARGEST] * len(NAMES), lengths=[LARGEST] * 2)
    for name in ("parameters", "weights", "work", "flops", "cache_mb", "scores_mb"):
        assert np.isfinite(calculator[name]).all()


def field_named(page, size):
    """The native input of one of the sizes."""
    return page.live.locator('.hm-field[data-input="sizes"]').nth(NAMES.index(size))


def shown_weights(page, **inputs):
    """Wait until the bars of weights show what NumPy gives."""
    if inputs:
        page.figure.set(**inputs)
    wanted = [shown(float(x)) for x in page.figure["weights"]]
    cells = page.live.locator('[data-shows="weights"] td.hm-number')
    expect(cells).to_have_text(wanted, timeout=3000)


@pytest.mark.parametrize("typed", ["0", "-8", "2.5", "0,5", "1e9", "1e308", "1e309", "many", "NaN"])
def test_in_the_page_a_field_refuses_what_counts_nothing_and_says_why(show, calculator, typed):
    page = show(calculator)
    field = field_named(page, "n_heads")
    field.fill(typed)
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    note = page.page.locator(f"#{field.get_attribute('aria-describedby').split()[0]}")
    said = {"1e309": "is too large", "many": "is not a number", "NaN": "not a number"}
    says = said.get(typed, "give a whole number from 1 to 1,000,000.")
    expect(note).to_contain_text(says)
    shown_weights(page)
    field.press("Escape")
    expect(field).to_have_value("8")
    expect(note).to_be_hidden()
    assert page.is_quiet()


def test_in_the_page_keys_stop_at_one(show, calculator):
    page = show(calculator)
    field = field_named(page, "n_layers")
    field.fill("2")
    field.press("Enter")
    step(field, "ArrowDown", "ArrowDown", "Alt+ArrowUp")
    expect(field).to_have_attribute("aria-invalid", "true")
    shown_weights(page, sizes=[512, 64, 64, 2048, 8, 1, 37_000])


def test_in_the_page_a_ready_model_sets_all_fields_and_mends_a_refused_one(show, calculator):
    page = show(calculator)
    field = field_named(page, "n_heads")
    field.fill("0")
    field.press("Enter")
    button = page.live.get_by_role("button", name="of the model: our example", exact=True)
    button.click()
    expect(field).to_have_value("2")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(button).to_have_attribute("aria-pressed", "true")
    shown_weights(page, sizes=typed(MODELS["our example"]))
    page.button("Undo").click()
    shown_weights(page, sizes=typed(PAPER))
    expect(button).to_have_attribute("aria-pressed", "false")


def test_in_the_page_a_link_with_half_a_layer_is_damaged(show, calculator):
    page = show(
        calculator, fragment="#section-0?figure=calculator&sizes=512,64,64,2048,8,0.5,37000"
    )
    expect(page.live).to_contain_text("damaged")
    shown_weights(page)


def test_the_largest_sizes_are_answered_in_the_page_too(show, calculator):
    page = show(calculator)
    field = field_named(page, "d_model")
    field.fill("1000000")
    field.press("Enter")
    shown_weights(page, sizes=[LARGEST, *typed(PAPER)[1:]])
