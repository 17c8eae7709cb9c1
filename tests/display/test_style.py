import re

import pytest

from helpers.display.style import Plot, board, strand, tiles


def test_tiles_write_each_number_in_its_own_square_and_leave_the_sheet_as_it_was():
    figure, ax = board(8, 4)
    tiles(ax, [[1, 2.345], [-3, 4]], (2, 1))
    where = {text.get_text(): text.get_position() for text in ax.texts}
    assert where == {"1": (2.5, 1.5), "2.35": (3.5, 1.5), "−3": (2.5, 2.5), "4": (3.5, 2.5)}
    assert ax.axis() == (0, 8, 4, 0)
    assert set(re.findall(r">([^<>\s]+)</text>", Plot(figure)._repr_svg_())) == {*where}


def test_a_unit_of_a_board_is_as_long_across_as_down():
    _, ax = board(8, 4)
    (left, top), (right, bottom) = ax.transData.transform([(0, 0), (1, 1)])
    assert right - left == pytest.approx(top - bottom)


def test_a_strand_leaves_and_arrives_straight_down_and_is_not_filled():
    _, ax = board(8, 4)
    strand(ax, (1, 0), (7, 4), linewidth=2)
    (patch,) = ax.patches
    (x, y), (leaves, down), (arrives, up), (to_x, to_y) = patch.get_path().vertices
    assert [(x, y), (to_x, to_y)] == [(1, 0), (7, 4)]
    assert (leaves, arrives) == (x, to_x)
    assert y < down == up < to_y
    assert not patch.get_fill()
