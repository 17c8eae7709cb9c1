import numpy as np
import pytest

from helpers.chapters.errata import plots
from helpers.chapters.errata.entries import measured
from helpers.sources.example.chain import chain, drawn_chain


@pytest.fixture(scope="module")
def drawn():
    return drawn_chain(5)


@pytest.fixture(scope="module")
def way(drawn):
    return plots.how_far(chain(), drawn)


@pytest.fixture(scope="module")
def sizes():
    return plots.sizes([e.name for e in measured()], [e.size for e in measured()])


def test_the_bars_are_the_changes_of_the_stages(way):
    assert way.data["change"].tolist() == [stage.change for stage in chain()]


def test_the_encoding_moves_more_than_all_that_follows(way):
    assert way.data["change"].argmax() == 0
    assert way.data["change"][1:].max() < way.data["change"][0] / 4


def test_the_lines_are_medians_over_the_draws_and_begin_with_the_input(way, drawn):
    np.testing.assert_allclose(way.data["memory"], np.sort(drawn.memory, axis=0)[2])
    np.testing.assert_allclose(way.data["words"], np.sort(drawn.words, axis=0)[2])
    assert len(way.data["memory"]) == 7


def test_the_sizes_fall_from_several_times_the_result_to_its_thousand_millionth(sizes):
    change = sizes.data["change"]
    assert (np.diff(change) <= 0).all()
    assert change[0] > 5
    assert change[-1] < 2e-9


def test_the_names_beside_the_sizes_carry_no_digits():
    assert not any(character.isdigit() for e in measured() for character in e.name)


def test_the_pictures_are_the_same_each_time(way, drawn):
    assert plots.how_far(chain(), drawn)._repr_png_() == way._repr_png_()
