import numpy as np
import pytest

from helpers import EXAMPLE, PAPER, decoder_cost, encoder_cost, predict
from helpers.chapters.generate import plots as generate
from helpers.chapters.thread import WORDS, machine
from helpers.training import toy


def test_the_rows_of_both_panels_are_the_calls_that_were_given():
    fixed, fresh = [np.array([0.2, 0.8])] * 2, [np.array([0.5, 0.5]), np.array([0.9, 0.1])]
    data = generate.calls(["a", "b"], fixed, fresh).data
    assert data["fixed"].tolist() == [[0.2, 0.8], [0.2, 0.8]]
    assert data["fresh"].tolist() == [[0.5, 0.5], [0.9, 0.1]]


@pytest.fixture(scope="module")
def costs():
    panels = {"the example": (EXAMPLE, 2), "the paper": (PAPER, 25)}
    return generate.word_costs(panels, 400).data


def test_the_first_word_costs_the_same_in_all_three_ways(costs):
    for panel, (sizes, s) in enumerate(((EXAMPLE, 2), (PAPER, 25))):
        expected = encoder_cost(sizes, s) + decoder_cost(sizes, 1, s)
        firsts = [costs[way][panel, 0] for way in ("anew", "decoder", "cached")]
        assert firsts == [expected] * 3


def test_keeping_the_encoders_output_saves_the_encoder_from_the_second_word_on(costs):
    saved = costs["anew"][:, 1:] - costs["decoder"][:, 1:]
    assert (saved[0] == encoder_cost(EXAMPLE, 2)).all()
    assert (saved[1] == encoder_cost(PAPER, 25)).all()


def test_without_a_cache_the_cost_of_a_word_grows_as_a_square_and_with_one_in_a_line(costs):
    for panel in range(2):
        assert np.allclose(np.diff(costs["decoder"][panel, 1:], n=3), 0)
        assert (np.diff(costs["decoder"][panel, 1:], n=2) > 0).all()
        assert np.allclose(np.diff(costs["cached"][panel, 1:], n=2), 0)


def test_in_the_opening_each_word_comes_out_of_all_that_stand_before_it():
    data = generate.the_loop().data
    assert [WORDS[i] for i in data["ids"]] == ["SOS", "hola", "mundo", "EOS"]
    for step, shares in enumerate(data["probs"], start=1):
        alone = predict(toy.SOURCE_IDS[0], data["ids"][:step], machine("trained"))[-1]
        assert shares == pytest.approx(alone)
        assert shares.argmax() == data["ids"][step]


def test_in_the_opening_each_word_but_the_last_goes_back_in():
    ways = [way.get_path().vertices for way in generate.the_loop().figure.axes[0].patches]
    assert len(ways) == 2
    for start, *_, end in ways:
        assert end[0] < start[0]
        assert end[1] > start[1]
