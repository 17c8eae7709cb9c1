import math

import numpy as np
import pytest

from helpers.chapters.position import plots as position


def wave(p, column, d_model):
    angle = p / 10_000 ** (2 * (column // 2) / d_model)
    return math.cos(angle) if column % 2 else math.sin(angle)


@pytest.mark.parametrize(("p", "column"), [(0, 0), (0, 1), (7, 5), (59, 63), (33, 20)])
def test_the_heat_map_shows_the_papers_waves(p, column):
    PE = position.heat_map().data["PE"]
    assert PE.shape == (60, 64)
    assert math.isclose(PE[p, column], wave(p, column, 64), abs_tol=1e-12)


def test_the_colours_of_the_heat_map_span_minus_one_to_one():
    plot = position.heat_map()
    (image,) = plot.figure.axes[0].images
    assert image.get_clim() == (0, 1)
    assert np.allclose(image.get_array(), (plot.data["PE"] + 1) / 2)


def test_each_panel_shows_sine_and_cosine_of_its_pair():
    plot = position.waves_of_pairs(pairs=(0, 3), n_positions=20, d_model=16)
    for k, pair in enumerate((0, 3)):
        sine = [wave(p, 2 * pair, 16) for p in range(20)]
        cosine = [wave(p, 2 * pair + 1, 16) for p in range(20)]
        assert np.allclose(plot.data["sine"][k], sine)
        assert np.allclose(plot.data["cosine"][k], cosine)
        drawn = [line.get_ydata() for line in plot.figure.axes[k].lines]
        assert np.array_equal(drawn, [plot.data["sine"][k], plot.data["cosine"][k]])


def test_by_the_papers_rule_the_dot_product_is_a_sum_of_cosines_of_the_distance():
    data = position.dot_products(d_model=8, n_starts=20, n_distances=6).data
    for k in data["distance"]:
        expected = sum(math.cos(k / 10_000 ** (2 * i / 8)) for i in range(4))
        assert np.allclose(data["paper"][:, k], expected)


def test_by_column_the_dot_product_depends_on_where_one_starts():
    data = position.dot_products(d_model=8, n_starts=20, n_distances=6).data
    angles = [[p / 10_000 ** (2 * j / 8) for j in range(8)] for p in range(26)]
    rows = [[math.cos(a) if j % 2 else math.sin(a) for j, a in enumerate(row)] for row in angles]
    for p, k in ((0, 0), (5, 2), (19, 5)):
        by_hand = sum(a * b for a, b in zip(rows[p], rows[p + k], strict=True))
        assert math.isclose(data["column"][p, k], by_hand)
    assert (np.ptp(data["column"], axis=0) > 0.3).all()


def test_lengths_follow_the_square_roots_that_theory_gives():
    data = position.lengths().data
    assert np.allclose(data["PE"], np.sqrt(data["d_model"] / 2))
    assert np.allclose(data["embedding"], 1, atol=0.05)
    assert np.allclose(data["scaled"], np.sqrt(data["d_model"]), rtol=0.05)


def test_without_the_factor_the_encoding_is_the_longer_one_and_with_it_the_embedding():
    data = position.lengths().data
    assert (data["embedding"] < data["PE"]).all()
    assert (data["PE"] < data["scaled"]).all()


def test_in_the_opening_the_rows_that_come_out_follow_the_words():
    forwards, backwards = position.either_order().data["out"]
    assert np.allclose(forwards, backwards[::-1])
    assert not np.allclose(forwards, backwards)
