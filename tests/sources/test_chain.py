import numpy as np
import pytest

from helpers import example, self_attention
from helpers.sources.example.chain import CORRECTED, PUBLISHED, chain, drawn_chain, relative_change

WEIGHTS = (example.W_Q, example.W_K, example.W_V, example.W_O)


@pytest.fixture(scope="module")
def stages():
    return {stage.name: stage for stage in chain()}


@pytest.fixture(scope="module")
def drawn():
    return drawn_chain(20)


def test_the_published_side_is_what_the_source_prints(stages):
    for name, printed in (("X", "X"), ("Z", "Z"), ("Z_concat", "Z-concat")):
        np.testing.assert_allclose(stages[name].published, example.printed(printed), atol=5e-9)
    np.testing.assert_allclose(
        stages["X_1"].published, example.printed("layer-norm-code"), atol=1e-6
    )


def test_the_corrected_side_is_computed_from_the_formula_of_the_paper(stages):
    angles = [[0, 0, 0, 0], [1, 1, 1 / 100, 1 / 100]]
    PE = [
        [np.cos(a) if column % 2 else np.sin(a) for column, a in enumerate(row)] for row in angles
    ]
    np.testing.assert_allclose(stages["PE"].corrected, PE, atol=1e-15)
    Z = self_attention(example.E + np.array(PE), *WEIGHTS, scale=30)
    np.testing.assert_allclose(stages["Z"].corrected, Z, atol=1e-12)


def test_the_first_word_keeps_its_input_and_changes_all_the_same_after_attention(stages):
    np.testing.assert_array_equal(stages["X"].published[0], stages["X"].corrected[0])
    assert np.abs(stages["Z"].published[0] - stages["Z"].corrected[0]).max() > 0.05


def test_the_end_of_the_chain_is_normalised_on_both_sides(stages):
    for rows in (stages["X_1"].published, stages["X_1"].corrected):
        np.testing.assert_allclose(rows.mean(axis=-1), 0, atol=1e-12)
        np.testing.assert_allclose(rows.std(axis=-1), 1, atol=1e-6)


def test_both_sides_stay_when_a_page_is_shown_in_its_corrected_edition():
    np.testing.assert_array_equal(PUBLISHED["X"], example.E + example.PE)
    np.testing.assert_array_equal(CORRECTED["X"], example.corrected().X)


def test_a_relative_change_is_measured_by_the_correct_one():
    assert relative_change([0, 0], [3, 4]) == 1
    assert relative_change([3, 4], [3, 4]) == 0
    assert relative_change([[6.0, 8.0]], [[3.0, 4.0]]) == 1


def test_a_relative_change_is_refused_where_there_is_none():
    with pytest.raises(ValueError, match=r"shape \(2,\) and what is correct \(1,\)"):
        relative_change([1, 2], [1])
    with pytest.raises(ValueError, match="nothing but zeros"):
        relative_change([1], [0])


def test_behind_no_block_the_difference_is_that_of_the_input(drawn, stages):
    np.testing.assert_allclose(drawn.memory[:, 0], stages["X"].change)
    assert drawn.memory.shape == drawn.words.shape == (20, 7)


def test_random_blocks_wear_down_the_correction_and_the_words_alike(drawn):
    for difference in (drawn.memory, drawn.words):
        assert np.median(difference[:, -1]) < np.median(difference[:, 0]) / 2


def test_no_correction_means_no_change(monkeypatch):
    monkeypatch.setattr("helpers.sources.example.chain._BOTH", (PUBLISHED, PUBLISHED))
    same = drawn_chain(2)
    assert not same.memory.any()
    assert not same.probs.any()
    assert not same.other_word.any()


def test_a_chain_that_is_never_drawn_is_refused():
    with pytest.raises(ValueError, match="draw at least one"):
        drawn_chain(0)
