"""The figures of chapter 2 begin with its numbers, and do what their captions promise."""

import itertools

import numpy as np
import pytest

from helpers import (
    example,
    positional_encoding,
    positional_encoding_by_column,
    self_attention,
)
from helpers.chapters.figures import FIGURES
from helpers.chapters.position.figures import COUNTS

WEIGHTS = example.W_Q, example.W_K, example.W_V, example.W_O


@pytest.mark.parametrize("has_places", [False, True])
@pytest.mark.parametrize("order", ["Hello World", "World Hello"])
def test_both_orders_give_what_the_box_gives(order, has_places):
    figure = FIGURES["swap"]()
    figure.set(order=order, has_places=has_places)
    E = example.E if order == "Hello World" else example.E[::-1]
    X = E + example.PE if has_places else E
    Z = self_attention(X, *WEIGHTS, scale=example.hack_scale)
    np.testing.assert_allclose(figure["Z"], Z)


def test_only_places_let_the_order_count():
    figure = FIGURES["swap"]()
    plain = figure["Z_by_word"]
    figure.set(order="World Hello")
    np.testing.assert_allclose(figure["Z_by_word"], plain, rtol=1e-12)
    figure.set(has_places=True)
    swapped = figure["Z_by_word"]
    figure.set(order="Hello World")
    assert np.all(np.abs(figure["Z_by_word"] - swapped) > 0.1)
    np.testing.assert_allclose(figure["Z"], example.Z)


@pytest.mark.parametrize("d_model", [4, 8, 16])
def test_pairs_are_the_row_read_two_by_two(d_model):
    figure = FIGURES["hands"]()
    figure.set(position=3.5, distance=4, d_model=str(d_model))
    PE = positional_encoding(np.array([3.5, 7.5]), d_model)
    np.testing.assert_allclose(figure["PE"], PE)
    np.testing.assert_allclose(figure["pairs"].reshape(2, -1), PE)
    angle = figure["angle"].T
    np.testing.assert_allclose(figure["pairs"], np.stack([np.sin(angle), np.cos(angle)], axis=-1))


def test_turning_the_hands_changes_no_angle_between_them_and_no_likeness():
    figure = FIGURES["hands"]()
    alike, fast = figure["alike"], figure["fast"]
    assert fast == pytest.approx(np.cos(2))
    for position in (0, 7.3, 1000):
        figure.set(position=position)
        assert figure["alike"] == pytest.approx(alike)
        assert figure["fast"] == pytest.approx(fast)
        first, last = figure["sector"][:, 0], figure["sector"][:, -1]
        np.testing.assert_allclose([first, last], figure["pairs"])


def test_what_a_turn_adds_to_the_place_turns_the_hand_by_one_radian():
    figure = FIGURES["hands"]()
    before = figure["angle"]
    for pair, more in enumerate(figure["per_radian"]):
        figure.set(position=1 + more)
        assert figure["angle"][pair] == pytest.approx(before[pair] + 1)


def test_by_column_no_hand_reaches_the_tip_and_likeness_depends_on_the_place():
    figure = FIGURES["hands"]()
    figure.set(count=COUNTS[1], position=5)
    PE = positional_encoding_by_column(np.array([5.0, 7.0]), 8)
    np.testing.assert_allclose(figure["PE"], PE)
    lengths = np.linalg.norm(figure["pairs"], axis=-1)
    assert abs(lengths[0, 0] - 1) > 0.2
    alike = figure["alike"]
    figure.set(position=10)
    assert abs(figure["alike"] - alike) > 0.05
    np.testing.assert_allclose(figure["way"][:, 40], figure["pairs"][0])
    assert np.abs(np.linalg.norm(figure["way"], axis=-1) - 1).max() > 0.3


def test_after_one_turn_only_the_slow_hands_know():
    figure = FIGURES["hands"]()
    figure.set(position=2 * np.pi, d_model="8")
    np.testing.assert_allclose(figure["pairs"][0, 0], [0, 1], atol=1e-12)
    assert np.all(figure["pairs"][0, 1:, 0] > 1e-3)


def test_more_columns_hold_other_places_apart():
    figure = FIGURES["hands"]()
    rivals = []
    for d_model in ("4", "8", "16"):
        figure.set(position=0, d_model=d_model)
        own, *others = figure["likeness"][0]
        rivals.append(max(others[3:20]) / own)
    assert rivals[0] > 0.95 > rivals[1] > rivals[2]


def test_half_a_turn_of_the_slow_hand_makes_two_places_strangers():
    figure = FIGURES["hands"]()
    figure.set(position=100 * np.pi, d_model="4")
    np.testing.assert_allclose(figure["pairs"][0], [[0, 1], [0, -1]], atol=1e-12)
    assert figure["likeness"][0, 0] == pytest.approx(0, abs=1e-12)
    figure.set(position=314.16)  # as a reader types it
    assert figure["to_zero"] == 0
    figure.set(position=3, d_model="8")
    PE = positional_encoding(np.array([0, 3]), 8)
    assert figure["to_zero"] == pytest.approx(PE[0] @ PE[1] / 4, abs=0.00005)


def test_by_pair_the_products_stay_and_by_column_they_do_not():
    figure = FIGURES["distance"]()
    start = figure["product"]
    assert start[0, 1] == pytest.approx(start[3, 4])
    figure.set(p=20)
    np.testing.assert_allclose(figure["product"], start)
    assert figure["least"] == pytest.approx(figure["most"]) == pytest.approx(start[0, 1])
    figure.set(p=0, rule=COUNTS[1])
    column = figure["product"]
    assert column[0, 1] != pytest.approx(column[3, 4], abs=0.1)
    figure.set(p=20)
    assert np.abs(figure["product"] - column).max() > 0.5


@pytest.mark.parametrize("p", [0, 1, 20])  # the marks of the slider
def test_by_column_neighbours_differ_on_the_stretch_of_every_mark(p):
    figure = FIGURES["distance"]()
    figure.set(p=p, rule=COUNTS[1])
    PE = positional_encoding_by_column(p + np.arange(5), 4)
    neighbours = [one @ other for one, other in itertools.pairwise(PE)]
    assert [figure["least"], figure["most"]] == pytest.approx([min(neighbours), max(neighbours)])
    assert figure["most"] - figure["least"] > 0.5


def test_one_entry_makes_the_difference():
    figure = FIGURES["add-places"]()
    np.testing.assert_allclose(figure["S"], example.S)
    np.testing.assert_allclose(figure["Z"], example.Z)
    published = figure["S"][0]
    PE = example.PE.copy()
    PE[1, 1] = example.PE_corrected[1, 1]
    figure.set(PE=PE)
    one_entry = figure["S"][0]
    figure.set(PE=example.PE_corrected)
    whole = published[1, 1] - figure["S"][0, 1, 1]
    assert abs(published[1, 1] - one_entry[1, 1] - whole) < 0.05 * whole
    assert one_entry[0, 0] == published[0, 0]
    assert np.all(one_entry.ravel()[1:] != published.ravel()[1:])


def test_the_corrected_places_travel_along():
    (part,) = [part for part in FIGURES["add-places"]().spec["inputs"] if part["name"] == "PE"]
    np.testing.assert_allclose(part["variants"]["corrected"], example.PE_corrected.ravel())


def test_a_notebook_switches_a_figure_to_the_corrected_numbers_by_its_method_use():
    """What chapter 0 tells those who have no switch at the top of a page."""
    figure = FIGURES["add-places"]()
    figure.use("corrected")
    np.testing.assert_array_equal(figure["X"], example.corrected().X)
    with pytest.raises(ValueError, match=r"no variant 'korrekt'; there are \['corrected'\]"):
        figure.use("korrekt")
    np.testing.assert_array_equal(figure["X"], example.corrected().X)
