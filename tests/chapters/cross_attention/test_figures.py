"""The figures of chapter 11 begin with its numbers, and do what their captions promise."""

from itertools import product

import numpy as np
import pytest

from helpers import (
    EXAMPLE,
    attention,
    cross_attention,
    example,
    multi_head_attention_steps,
    random_decoder_block,
    standard_normal,
)
from helpers.chapters.cross_attention.figures import FIGURES

RIGHT = "This is encoder–decoder attention."
MISFIT = "Does not fit."
WEIGHTS = random_decoder_block(np.random.default_rng(18), EXAMPLE, standard_normal).cross
DRAWN = {
    "SOS el gato": np.random.default_rng(1).standard_normal((3, EXAMPLE.d_model)),
    "the cat is": np.random.default_rng(0).standard_normal((3, EXAMPLE.d_model)),
}


def page(figure):
    """Read the recorded page that a figure shows."""
    (view,) = [part for row in figure.spec["show"] for part in row if part["kind"] == "recorded"]
    return view["pages"][int(figure["page"])]


def changed(array, *index, to):
    copy = np.array(array)
    copy[index] = to
    return copy


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_has_the_name_under_which_it_is_listed(name):
    assert FIGURES[name]().spec["name"] == name


@pytest.fixture(scope="module")
def routes():
    """All ways to share out three roles among three streams: choice, verdict, shape of Z."""
    figure = FIGURES["two-streams"]()
    found = {}
    for q, k, v in product(figure.plan.inputs["Q_from"].labels, repeat=3):
        figure.set(Q_from=q, K_from=k, V_from=v)
        fits = figure.plan.find("Z_heads")[figure.plan.number(figure.state)] is not None
        found[q, k, v] = page(figure), figure["Z_heads"].shape if fits else None
    return found


def test_a_route_without_output_says_which_shapes_do_not_fit(routes):
    for (_, k, v), (lines, shape) in routes.items():
        equally_many = len(k.split()) == len(v.split())
        assert (lines[0] == MISFIT) == (shape is None) == (not equally_many)
        if shape is None:
            assert f"{len(k.split())} ≠ {len(v.split())}" in lines[1]


def test_there_is_a_row_for_each_query(routes):
    for (q, *_), (_, shape) in routes.items():
        assert shape is None or shape == (len(q.split()), EXAMPLE.d_v)


def test_only_queries_of_the_decoder_and_the_rest_of_the_encoder_are_right(routes):
    right = {route for route, (lines, _) in routes.items() if lines[0] == RIGHT}
    assert right == {(words, "the cat is", "the cat is") for words in ("SOS", "SOS el gato")}


def test_a_route_of_one_stream_is_self_attention(routes):
    for (q, k, v), (lines, _) in routes.items():
        assert lines[0].startswith("Fits: self-attention") == (q == k == v)


def test_two_streams_give_what_the_chapter_computes():
    figure = FIGURES["two-streams"]()
    assert page(figure)[0] == RIGHT
    source, target = DRAWN["the cat is"], DRAWN["SOS el gato"]
    W_Q, W_K, W_V = (W[0] for W in WEIGHTS[:3])
    figure.set(Q_from="SOS el gato")
    right = attention(target @ W_Q, source @ W_K, source @ W_V)
    np.testing.assert_allclose(figure["Z_heads"], right, atol=1e-14)
    figure.set(Q_from="the cat is", V_from="SOS el gato")
    newsletter = attention(source @ W_Q, source @ W_K, target @ W_V)
    np.testing.assert_allclose(figure["Z_heads"], newsletter, atol=1e-14)
    assert page(figure)[0] == "Fits, and means nothing."


def test_sos_asks_as_in_the_chapter():
    figure = FIGURES["sos-asks"]()
    np.testing.assert_array_equal(figure.inputs["memory"], example.memory)
    steps = multi_head_attention_steps(figure.inputs["Y_1"], example.memory, *WEIGHTS)
    np.testing.assert_allclose(figure["Z"], steps.Z)
    np.testing.assert_allclose(figure["A"][:, 0], [[0.2399, 0.7601], [0.7555, 0.2445]], atol=5e-5)


def test_the_plane_of_the_keys_loses_nothing():
    figure = FIGURES["look-at-the-other"]()
    steps = multi_head_attention_steps(example.printed("Y-1"), example.memory, *WEIGHTS)
    np.testing.assert_allclose(figure["s"], steps.S_scaled[0, 0], atol=1e-5)
    np.testing.assert_allclose(figure["A"], steps.A[0, 0], atol=1e-5)
    sides = 3 * np.linalg.norm(figure["K_third"], axis=-1)
    np.testing.assert_allclose(sides, np.linalg.norm(steps.K[0], axis=-1))


def test_up_and_down_moves_both_scores_alike_and_across_parts_them():
    figure = FIGURES["look-at-the-other"]()
    (across, up), scores, shares = figure.inputs["Q_plane"][0], figure["s"], figure["A"]
    figure.set(Q_plane=[[across, up + 2]])
    moved = figure["s"] - scores
    assert moved[0] > 1
    np.testing.assert_allclose(moved[1], moved[0])
    np.testing.assert_allclose(figure["A"], shares)
    figure.set(Q_plane=[[across + 1, up]])
    assert figure["A"][0] > 0.6


def test_without_a_question_both_words_get_the_same_share():
    figure = FIGURES["sos-asks"]()
    figure.set(Y_1=np.zeros((1, EXAMPLE.d_model)))
    np.testing.assert_array_equal(figure["A"], 0.5)


def test_a_row_of_zeros_keeps_weight_and_gives_nothing():
    figure = FIGURES["sos-asks"]()
    figure.set(memory=changed(example.memory, 0, to=0))
    assert np.all(figure["A"][:, 0, 0] > 0.2)
    np.testing.assert_array_equal(figure["V"][:, 0], 0)


def test_one_number_can_turn_both_heads_to_hello_and_only_in_the_first_column():
    figure = FIGURES["sos-asks"]()
    persuaded = set()
    for row, column, to in product(range(2), range(4), np.arange(-30, 30.1, 0.5)):
        figure.set(memory=changed(example.memory, row, column, to=to))
        if np.all(figure["A"][:, 0, 0] > 0.5):
            persuaded.add((row, column, to))
    assert {(0, 0, 2.0), (1, 0, -2.5)} <= persuaded
    assert {column for _, column, _ in persuaded} == {0}


def test_equal_rows_give_one_half_whatever_the_weights():
    figure = FIGURES["equal-rows"]()
    twins = example.memory[[0, 0]]
    expected = cross_attention(DRAWN["SOS el gato"], twins, *WEIGHTS)
    np.testing.assert_allclose(figure["Z"], expected, atol=1e-13)
    for seed, size in product(figure.plan.inputs["weights"].labels, (0.01, 1, 100)):
        figure.set(weights=seed, size=size)
        np.testing.assert_array_equal(figure["A"], 0.5)
        np.testing.assert_allclose(np.ptp(figure["Z"], axis=0), 0, atol=1e-13)


def test_a_tenth_decides_large_queries_and_hardly_moves_the_answers():
    figure = FIGURES["equal-rows"]()
    memory = figure.inputs["memory"]
    figure.set(memory=changed(memory, 1, 0, to=memory[1, 0] + 0.1))
    assert np.all(np.abs(figure["A"] - 0.5) < 0.05)
    figure.set(size=100)
    assert np.all(figure["A"].max(axis=-1) > 0.8)
    assert np.all(np.ptp(figure["Z"], axis=0) < 0.2)
