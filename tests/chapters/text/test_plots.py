import math

import numpy as np

from helpers import example
from helpers.chapters.text import plots as text


def test_random_vectors_are_at_right_angles_on_average_and_spread_as_one_over_the_root_of_width():
    plot = text.random_cosines(0.99)
    for width, cosines in zip(plot.data["width"], plot.data["cosines"], strict=True):
        assert cosines.shape == (text.DRAWS,)
        assert abs(cosines.mean()) < 5 / math.sqrt(width * text.DRAWS)
        assert math.isclose(cosines.std(), 1 / math.sqrt(width), rel_tol=0.04)


def test_the_share_of_nearly_parallel_vectors_in_four_dimensions_is_what_geometry_gives():
    # The angle between random directions of four dimensions has the density 2/π sin²θ.
    cosines = text.random_cosines(0.99).data["cosines"][0]
    for bound in (-0.5, 0.0, 0.5, 0.9):
        angle = math.acos(bound)
        expected = (angle - math.sin(angle) * math.cos(angle)) / math.pi
        error = 5 * math.sqrt(expected * (1 - expected) / text.DRAWS)
        assert abs((cosines > bound).mean() - expected) < error


def test_the_same_seed_draws_the_same_picture():
    same = [text.random_cosines(0.99, seed=1).data["cosines"] for _ in range(2)]
    assert np.array_equal(*same)
    assert not np.array_equal(same[0], text.random_cosines(0.99, seed=2).data["cosines"])


def test_the_picture_has_a_panel_for_each_width_and_marks_the_similarity_in_each():
    plot = text.random_cosines(0.75)
    assert len(plot.figure.axes) == len(text.WIDTHS)
    for ax in plot.figure.axes:
        assert any(list(line.get_xdata()) == [0.75, 0.75] for line in ax.lines)


def test_the_opening_counts_both_words_and_each_number_leads_to_its_row():
    data = text.from_text_to_rows().data
    assert data["ids"].tolist() == [0, 1]
    assert data["rows"].tolist() == [[1, 2, 3, 4], [2, 3, 4, 5]]
    assert np.array_equal(example.E[data["ids"]], data["rows"])
