"""What the figures of chapter 5 start with, and that their captions tell the truth."""

import ipywidgets
import numpy as np
import pytest

from helpers import attention_steps, entropy, example, softmax, softmax_jacobian
from helpers.authoring import notebooks
from helpers.chapters.scores import figures
from helpers.display import show

Q, K, V = example.Q[0], example.K[0], example.V[0]


@pytest.fixture
def head():
    return figures.scale_figure()


def test_a_shift_moves_the_powers_and_no_weight():
    figure = figures.differences_figure()
    A, e = figure["A"], figure["e"]
    np.testing.assert_array_equal(A, softmax(np.array([1.0, 2.0, 3.0])))
    figure.set(shift=100)
    np.testing.assert_allclose(figure["e"], e * np.exp(100))
    np.testing.assert_allclose(figure["A"], A)


def test_a_lead_of_one_point_is_a_factor_of_e_and_two_are_its_square():
    figure = figures.differences_figure()
    assert figure["ratio"] == pytest.approx(np.e)
    figure.set(S=[1, 2, 4])
    assert figure["ratio"] == pytest.approx(np.e**2)


@pytest.mark.parametrize("scale", [1, 3**0.5, 30])
def test_the_scale_figure_gives_what_the_chapter_prints(head, scale):
    head.set(scale=scale)
    steps = attention_steps(Q, K, V, scale=scale)
    np.testing.assert_allclose(head["A"], steps.A, rtol=1e-15)
    np.testing.assert_allclose(head["Z_heads"], steps.Z_heads, rtol=1e-15)
    np.testing.assert_allclose(head["bits"], entropy(steps.A))
    np.testing.assert_allclose(
        head["slope"], np.abs(softmax_jacobian(steps.A)).max(axis=(-1, -2)), atol=1e-16
    )


def test_the_scale_figure_starts_saturated(head):
    assert head["bits"].max() < 1e-7
    assert head["slope"].max() < 1e-9
    np.testing.assert_allclose(head["Z_heads"], V[[1, 1]])


def test_entropy_and_slope_rise_together_and_hello_is_first(head):
    before = np.zeros(2), np.zeros(2)
    for scale in np.geomspace(1, figures.FAR, 30):
        head.set(scale=scale)
        now = head["bits"], head["slope"]
        assert all((n > b).all() for n, b in zip(now, before, strict=True))
        assert all(n[0] > n[1] for n in now)
        before = now


def test_far_out_the_slopes_are_near_a_quarter_and_the_head_averages(head):
    head.set(scale=figures.FAR)
    assert (head["slope"] > 0.248).all()
    np.testing.assert_allclose(head["A"], 0.5, atol=0.05)


def test_a_tenth_for_hello_needs_the_computed_divisor(head):
    head.set(scale=16.935)
    np.testing.assert_allclose(head["A"][:, 0], [0.1, 0.0565], atol=5e-4)


def test_in_the_other_edition_the_head_starts_from_the_corrected_x(head):
    (queries,) = [part for part in head.spec["inputs"] if part["name"] == "Q"]
    corrected = example.X_corrected @ example.W_Q[0]
    np.testing.assert_array_equal(np.reshape(queries["variants"]["corrected"], (2, 3)), corrected)


def test_a_slider_of_ipywidgets_moves_the_figure_and_the_figure_moves_it(head):
    knob = ipywidgets.FloatLogSlider(value=30, min=0, max=3)
    ipywidgets.link((knob, "value"), (head, "scale"))
    knob.value = 17
    np.testing.assert_allclose(head["A"], attention_steps(Q, K, V, scale=17).A, rtol=1e-15)
    head.set(scale=100)
    assert knob.value == 100


@pytest.mark.parametrize(
    ("magnitude", "naive"),
    [
        (709, [0.67018016, 0.32981984]),
        (709.5, [0, 0]),
        (710, [np.nan, 0]),
        (1000, [np.nan, np.nan]),
    ],
)
def test_the_textbook_formula_fails_where_the_caption_says(magnitude, naive):
    figure = figures.overflow_figure()
    figure.set(magnitude=magnitude)
    np.testing.assert_allclose(figure["A_naive"], naive, atol=1e-8)
    assert figure["A_stable"].sum() == pytest.approx(1)
    np.testing.assert_allclose(figure["A_stable"], softmax(magnitude * np.array([1, 0.999])))


def test_between_two_scores_of_709_the_powers_fit_and_their_sum_does_not():
    figure = figures.overflow_figure()
    figure.set(magnitude=709.5)
    assert np.isfinite(figure["power_naive"]).all()
    assert np.isinf(figure["total_naive"]).all()


def test_a_mask_leaves_hello_alone_with_itself_and_world_as_it_was():
    figure = figures.mask_figure()
    np.testing.assert_allclose(figure["Z_heads"], example.Z_heads[0])
    figure.set(mask=True)
    assert figure["S_masked"][0, 1] == -np.inf
    np.testing.assert_array_equal(figure["A"][0], [1, 0])
    np.testing.assert_allclose(figure["Z_heads"], [V[0], example.Z_heads[0, 1]])
    figure.set(V=[V[0], [1000, -1000, 7]])
    np.testing.assert_array_equal(figure["Z_heads"][0], V[0])


def test_the_linked_control_and_the_printed_weights_agree_after_all_cells_have_run():
    notebook = notebooks.read(notebooks.BOOK / "05-scores.ipynb")
    namespace = notebooks.namespace_of(notebook)
    knob, figure = namespace["knob"], namespace["live_head"]
    assert knob.value == figure.scale == 10
    (printed,) = (cell for cell in notebook.cells if "A_linked" in cell.source)
    latex = show(A_linked=attention_steps(Q, K, V, scale=10).A)._repr_latex_()
    assert printed.outputs[0].data["text/latex"] == latex
