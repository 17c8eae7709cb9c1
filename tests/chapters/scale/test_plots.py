import numpy as np
import pytest

from helpers import EXAMPLE, PAPER, PAPER_BIG, forward_cost, model_parameters
from helpers.chapters.scale import plots as scale

LENGTHS = [1, 64, 4096, 2**20]


@pytest.mark.parametrize("sizes", [EXAMPLE, PAPER])
def test_the_shares_of_each_length_are_one_whole(sizes):
    data = scale.where_it_goes(sizes, LENGTHS).data
    assert data["shares"].shape == (len(scale.PARTS), len(LENGTHS))
    np.testing.assert_allclose(data["shares"].sum(axis=0), 1)


def test_the_share_of_tokens_that_meet_grows_with_the_length_until_it_is_nearly_all():
    shares = scale.where_it_goes(PAPER, LENGTHS).data["shares"]
    assert (np.diff(shares[1]) > 0).all()
    assert shares[1, 0] < 0.001
    assert shares[1, -1] > 0.99


def test_the_output_layers_share_is_its_own_product_over_the_whole():
    shares = scale.where_it_goes(PAPER, LENGTHS).data["shares"]
    n = LENGTHS[1]
    whole = forward_cost(PAPER, n, n)
    assert shares[3, 1] == pytest.approx(n * PAPER.d_model * PAPER.n_vocab / whole)


def test_times_are_drawn_as_they_were_measured_and_the_law_touches_the_fastest():
    length = {"tokens": [16, 32, 64], "ms": [4.0, 5.0, 30.0]}
    width = {"d_model": [64, 128], "ms": [1.0, 3.0]}
    plot = scale.growth(length, width, [1, 2, 4], [10, 40])
    data = plot.data
    assert data["ms_length"].tolist() == [4, 5, 30]
    assert data["law_length"].tolist() == [2.5, 5, 10]
    assert data["law_width"].tolist() == [0.75, 3]
    assert data["tokens"].tolist() == [16, 32, 64]
    left, right = (ax.get_ylim() for ax in plot.figure.axes)
    assert left == right
    assert left[0] < 0.75 < 30 < left[1]


def test_the_squares_of_the_opening_have_areas_in_proportion_to_the_weights():
    models = dict(zip("abcd", (EXAMPLE, EXAMPLE, PAPER, PAPER_BIG), strict=True))
    plot = scale.to_scale(models)
    areas, counts = plot.data["sides"] ** 2, [model_parameters(s) for s in models.values()]
    np.testing.assert_allclose(areas / areas[-1], np.array(counts) / counts[-1])
    assert plot.data["counts"].tolist() == counts
