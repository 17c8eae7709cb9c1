"""The figures of chapter 7 begin with its numbers, and do what their captions promise."""

import numpy as np

from helpers import example, feed_forward, feed_forward_steps
from helpers.chapters.figures import FIGURES


def test_the_cells_begin_with_the_network_of_the_chapter():
    figure = FIGURES["hidden-cells"]()
    steps = feed_forward_steps(example.Z, *example.our_block().feed_forward)
    np.testing.assert_allclose(figure["H_in"], steps.H_in, rtol=0, atol=1e-8)
    np.testing.assert_allclose(figure["F"], steps.F, rtol=0, atol=1e-7)
    np.testing.assert_array_equal(figure["n_open"], [6, 6])


def test_another_hello_closes_five_of_its_cells_and_leaves_world_alone():
    figure = FIGURES["hidden-cells"]()
    before = figure["is_open"]
    world = figure["F"][1]
    figure.set(Z=[[1, 2, 3, 4], figure.inputs["Z"][1]])
    assert ((before[0] == 1) & (figure["is_open"][0] == 0)).sum() == 5
    np.testing.assert_array_equal(figure["F"][1], world)


def test_a_closed_cell_cannot_be_more_closed():
    figure = FIGURES["hidden-cells"]()
    start, b_1 = figure["F"], figure.inputs["b_1"]
    for bias, is_open in ((-60, False), (60, True)):
        figure.set(b_1=[*b_1[:2], bias, *b_1[3:]])
        assert np.array_equal(figure["F"], start) != is_open
        assert np.all(figure["is_open"][:, 2] == is_open)


def test_with_the_cut_each_word_has_its_matrix_and_without_it_all_have_one():
    figure = FIGURES["one-matrix"]()
    words = example.W_E[[0, 2]]
    np.testing.assert_array_equal(figure["F"], feed_forward(words, *example.our_block()[2]))
    np.testing.assert_array_equal(figure["passes"].sum(axis=1), [3, 2])
    assert figure["apart"] > 1
    np.testing.assert_allclose(figure["F_by_W"], figure["F"])
    for Z in (words, [[1, 2, 3, 4], [-9, 0, 0, 7]]):
        figure.set(cut=False, Z=Z)
        assert figure["apart"] == 0
        np.testing.assert_allclose(figure["W"][0], figure["product"])
        np.testing.assert_allclose(figure["F_by_W"], figure["F"])


def test_two_cells_say_exclusive_or_and_with_one_number_or():
    figure = FIGURES["two-cells"]()
    np.testing.assert_array_equal(figure["answer"][:, 0], [0, 1, 1, 0])
    figure.set(W_2=[[1], [-1]])
    np.testing.assert_array_equal(figure["answer"][:, 0], [0, 1, 1, 1])
    figure.set(W_2=[[0], [1]])
    np.testing.assert_array_equal(figure["answer"][:, 0], [0, 0, 0, 1])


def test_without_the_cut_the_outer_answers_sum_to_the_inner_ones():
    figure = FIGURES["two-cells"]()
    rng = np.random.default_rng(0)
    shapes = {"W_1": (2, 2), "b_1": (2,), "W_2": (2, 1), "b_2": (1,)}
    for _ in range(5):
        figure.set(cut=False, **{name: rng.standard_normal(s) for name, s in shapes.items()})
        first, second, third, last = figure["answer"][:, 0]
        np.testing.assert_allclose(first + last, second + third)


def test_two_cells_that_look_the_same_way_put_two_corners_on_one_spot():
    figure = FIGURES["fold"]()
    assert len(np.unique(figure["H"], axis=0)) == 4
    looks = figure.inputs["looks"]
    figure.set(looks=[looks[0], looks[0]])
    np.testing.assert_array_equal(*figure["H_other"])
