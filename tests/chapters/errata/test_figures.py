"""The figures of the errata begin as published, end as in the paper, and keep their captions."""

import numpy as np
import pytest

from helpers import example
from helpers.chapters.errata.entries import ERRATA
from helpers.chapters.figures import FIGURES
from helpers.sources.example.chain import chain

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


@pytest.fixture
def versions():
    return FIGURES["versions"]()


SWITCHES = {
    "pe-index": {"X": "the paper's positions"},
    "pe-rounding": {"X": "0.99 rounded rightly"},
    "wq1-typeset": {"W_Q_1": "as typeset"},
    "wk2-typeset": {"W_K_2": "as typeset"},
}


def test_everything_as_published_is_the_printed_output(versions):
    np.testing.assert_allclose(versions["Z"], example.Z)
    assert versions["moved"] == 0


@pytest.mark.parametrize(("slip", "switch"), SWITCHES.items(), ids=SWITCHES)
def test_each_switch_moves_the_output_by_the_size_of_its_slip(versions, slip, switch):
    versions.set(**switch)
    assert versions["moved"] == pytest.approx(ERRATA[slip].size, rel=0.02)


def test_two_changes_do_not_add_up(versions):
    versions.set(**SWITCHES["pe-index"], **SWITCHES["wq1-typeset"])
    assert versions["moved"] < 0.9 * (ERRATA["pe-index"].size + ERRATA["wq1-typeset"].size)


def test_the_root_as_divisor_moves_more_than_any_slip_in_the_weights(versions):
    versions.set(scale=np.sqrt(3))
    assert versions["moved"] > 2 * ERRATA["wq1-typeset"].size
    assert versions["A"].max() > 1 - 1e-9
