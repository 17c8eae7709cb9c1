"""The errata: each slip has its entry, and its size is what the numbers say."""

import re
from pathlib import Path

import numpy as np
import pytest

from helpers import example, softmax
from helpers.chapters.asides import SLIPS
from helpers.chapters.errata.entries import CAUSES, ERRATA, CauseTable, Erratum, errata, measured

BOOK = Path(__file__).parents[3] / "book"
SOURCES = sorted({slip.source for slip in SLIPS.values()})


def test_each_slip_of_the_book_has_one_erratum():
    assert set(ERRATA) == set(SLIPS)


def test_the_five_sources_have_errata_and_together_all():
    assert len(SOURCES) == 5
    shown = [erratum.slip for source in SOURCES for erratum in errata(source).entries]
    assert sorted(shown) == sorted(SLIPS)


@pytest.mark.parametrize("erratum", ERRATA.values(), ids=lambda erratum: erratum.slip)
def test_every_erratum_renders_with_its_numbers(erratum):
    text = erratum.markdown
    assert "<<" not in text
    assert f'id="erratum-{erratum.slip}"' in text
    assert text.count("<details") == text.count("</details>") == 1


@pytest.mark.parametrize("erratum", ERRATA.values(), ids=lambda erratum: erratum.slip)
def test_an_erratum_links_to_its_slip_where_it_is_taught(erratum):
    page, anchor = re.search(r'href="([^"#]*)#([^"]+)"', erratum.markdown).groups()
    assert anchor == f"slip-{erratum.slip}"
    if page:
        assert f'slip(\\"{erratum.slip}\\")' in (BOOK / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("erratum", measured(), ids=lambda erratum: erratum.slip)
def test_what_is_said_to_move_does_move_and_by_a_finite_share(erratum):
    assert 0 < erratum.size < 10


def test_where_no_number_moves_nothing_is_claimed_in_per_cent():
    for erratum in ERRATA.values():
        if erratum.size is None:
            assert "%" not in erratum.markdown.split("How far it moves:")[1]


def test_the_size_of_a_slip_is_the_length_of_the_difference():
    printed, correct = example.printed("probs")[0], softmax(example.logits)
    by_hand = np.sqrt(((printed - correct) ** 2).sum() / (correct**2).sum())
    assert ERRATA["softmax-of-other-logits"].size == pytest.approx(by_hand)


def test_the_slip_that_skips_the_diagonal_is_measured_on_two_tokens_that_swap_values():
    copied = np.hstack([example.V[head][::-1] for head in range(2)]) @ example.W_O
    by_hand = np.linalg.norm(copied - example.Z) / np.linalg.norm(example.Z)
    assert ERRATA["not-itself"].size == pytest.approx(by_hand)


def test_every_cause_is_needed_and_says_what_is_done_against_it():
    assert {erratum.because for erratum in ERRATA.values()} == set(CAUSES)
    assert sum(CauseTable().counts.values()) == len(SLIPS)
    assert all(cause.guard.endswith(".") for cause in CAUSES.values())


def test_the_largest_cause_is_a_word_as_the_page_says():
    assert next(iter(CauseTable().counts)) == "word"


def test_rounding_moves_little_and_a_program_that_does_something_else_much():
    sizes = {cause: [e.size for e in measured() if e.because == cause] for cause in CAUSES}
    assert max(sizes["rounding"]) < 0.01
    assert min(sizes["program"]) > 0.5


def test_an_unknown_source_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r"no slips of 'nobody'; there are some of .*kale2024"):
        errata("nobody")


def test_an_erratum_needs_a_slip_a_cause_and_both_numbers_or_none():
    with pytest.raises(ValueError, match="no slip 'none'"):
        Erratum("none", "a name", "stale", "Nothing.")
    with pytest.raises(ValueError, match=r"no cause 'fate'; there are \['fact'"):
        Erratum("pe-index", "a name", "fate", "Nothing.")
    with pytest.raises(ValueError, match="both what is printed and what is correct"):
        Erratum("pe-index", "a name", "index", "Z.", printed="example.Z")
