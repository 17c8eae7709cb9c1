import numpy as np
import pytest

from helpers import embed_sentence, encoder, example
from helpers.chapters.encoder import plots
from helpers.chapters.thread import machine


@pytest.fixture(scope="module")
def way():
    return plots.way_through(example.X, example.our_blocks(), example.sentence)


def test_the_way_begins_with_the_sentence_and_ends_with_the_memory(way):
    assert way.data["way"].shape == (7, 2, 4)
    np.testing.assert_array_equal(way.data["way"][0], example.X)
    np.testing.assert_array_equal(way.data["way"][-1], encoder(example.X, example.our_blocks()))


def test_each_station_is_the_encoder_cut_off_there(way):
    for n, station in enumerate(way.data["way"]):
        np.testing.assert_array_equal(station, encoder(example.X, example.our_blocks()[:n]))


def test_three_decimals_cannot_tell_the_two_words_apart_at_the_end(way):
    differs = [(np.round(hello, 3) != np.round(world, 3)).any() for hello, world in way.data["way"]]
    assert differs[0]
    assert not differs[-1]


def test_the_picture_is_the_same_each_time(way):
    again = plots.way_through(example.X, example.our_blocks(), example.sentence)
    assert again._repr_png_() == way._repr_png_()


def test_in_the_opening_one_row_goes_in_and_its_neighbour_makes_another_of_it():
    data, model = plots.two_sentences().data, machine("trained")
    for name, words in (("alone", ["hello"]), ("together", ["hello", "world"])):
        X = embed_sentence(example.vocabulary.encode(words), model.W_E)
        np.testing.assert_array_equal(data["row"], X[0])
        np.testing.assert_allclose(data[name], encoder(X, model.blocks.encoder)[0])
    assert np.abs(data["together"] - data["alone"]).max() > 1
