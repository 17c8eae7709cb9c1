"""The figure of the errata begins as published, ends as in the paper, and keeps its caption."""

import numpy as np
import pytest

from helpers.example.chain import chain
from helpers.figures import FIGURES

NAMES = ("X", "S", "A", "Z", "X_1")


@pytest.fixture
def correction():
    return FIGURES["correction"]()


@pytest.fixture(scope="module")
def stages():
    return {stage.name: stage for stage in chain()}


def test_it_begins_with_the_published_chain(correction, stages):
    for name in NAMES:
        np.testing.assert_allclose(correction[name], stages[name].published)


def test_it_ends_with_the_corrected_chain(correction, stages):
    correction.set(share=1)
    for name in NAMES:
        np.testing.assert_allclose(correction[name], stages[name].corrected)


def test_hello_moves_only_after_attention(correction):
    before = {name: correction[name][0] for name in ("PE_now", "X", "Z")}
    correction.set(share=1)
    np.testing.assert_array_equal(correction["PE_now"][0], before["PE_now"])
    np.testing.assert_array_equal(correction["X"][0], before["X"])
    assert np.abs(correction["Z"][0] - before["Z"]).max() > 0.05


def test_no_weight_changes_sides(correction):
    order = correction["A"].argmax(axis=-1)
    for share in np.linspace(0, 1, 11):
        correction.set(share=share)
        np.testing.assert_array_equal(correction["A"].argmax(axis=-1), order)
