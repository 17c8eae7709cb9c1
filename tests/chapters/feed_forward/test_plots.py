import math

import numpy as np
import pytest

from helpers import example
from helpers.chapters.feed_forward import plots as feed_forward

WEIGHTS = example.our_block().feed_forward
HELLO, WORLD = example.W_E[0], example.W_E[2]


@pytest.fixture(scope="module")
def walk():
    return feed_forward.walk(HELLO, WORLD, *WEIGHTS)


@pytest.fixture(scope="module")
def cells():
    return feed_forward.open_cells(example.W_E, WEIGHTS.W_1, WEIGHTS.b_1, example.vocabulary.tokens)


def hidden(token, cell):
    return math.fsum([*(token * WEIGHTS.W_1[:, cell]), WEIGHTS.b_1[cell]])


def test_the_bent_curve_is_the_first_output_of_the_network(walk):
    for way, bent in zip(walk.data["way"][::100], walk.data["bent"][::100], strict=True):
        token = HELLO + way * (WORLD - HELLO)
        kept = [max(0.0, hidden(token, k)) * WEIGHTS.W_2[k, 0] for k in range(8)]
        assert bent == pytest.approx(math.fsum([*kept, WEIGHTS.b_2[0]]), abs=1e-12)


def test_without_the_relu_the_curve_is_straight(walk):
    assert np.abs(np.diff(walk.data["straight"], n=2)).max() < 1e-12


def test_with_the_relu_it_bends_at_the_marks_and_nowhere_else(walk):
    way, bends = walk.data["way"], walk.data["bends"]
    turn = np.abs(np.diff(walk.data["bent"], n=2))
    step = way[1] - way[0]
    near = np.array([np.abs(bends - x).min() < 1.01 * step for x in way[1:-1]])
    assert turn[~near].max() < 1e-12
    for bend in bends:
        assert turn[np.abs(way[1:-1] - bend) < 1.01 * step].max() > 1e-6


def test_every_mark_is_where_a_hidden_cell_is_zero(walk):
    for bend in walk.data["bends"]:
        token = HELLO + bend * (WORLD - HELLO)
        assert min(abs(hidden(token, k)) for k in range(8)) < 1e-12


def test_a_cell_is_drawn_open_exactly_if_its_sum_is_positive(cells):
    for word, token in enumerate(example.W_E):
        for k in range(8):
            assert cells.data["is_open"][word, k] == (hidden(token, k) > 0)
            assert cells.data["H"][word, k] == pytest.approx(max(0.0, hidden(token, k)), abs=1e-12)


def test_the_pictures_are_the_same_each_time(walk):
    assert feed_forward.walk(HELLO, WORLD, *WEIGHTS)._repr_png_() == walk._repr_png_()


def test_the_opening_cuts_what_is_below_zero_and_leaves_the_rest():
    data = feed_forward.the_if().data
    W_1, b_1, _, _ = example.our_block().feed_forward
    for cell, (before, after) in enumerate(zip(data["before"], data["after"], strict=True)):
        products = (z * w for z, w in zip(example.Z[0], W_1[:, cell], strict=True))
        assert before == pytest.approx(math.fsum(products) + b_1[cell])
        assert after == (before if before > 0 else 0)
