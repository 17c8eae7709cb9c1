"""What the source prints and nobody can recompute: its properties hold, and it is named once."""

import numpy as np
import pytest

import helpers
from helpers import example

NAMES = {**{name: getattr(helpers, name) for name in helpers.__all__}, "np": np, "example": example}


@pytest.mark.parametrize("entry", example.IRREPRODUCIBLE, ids=lambda entry: entry.id)
def test_every_irreproducible_value_has_a_property_that_holds(entry):
    digits = np.array(entry.digits, dtype=float)
    with np.errstate(over="ignore", invalid="ignore"):  # one of them is about an overflow
        assert bool(eval(entry.expression, {**NAMES, "digits": digits})) is True


@pytest.mark.parametrize("entry", example.IRREPRODUCIBLE, ids=lambda entry: entry.id)
def test_every_irreproducible_value_says_where_and_why(entry):
    for text in (entry.where, entry.why, entry.property):
        assert len(text) > 10


def test_no_value_is_both_reproduced_and_irreproducible():
    ids = [entry.id for entry in (*example.PRINTED, *example.IRREPRODUCIBLE)]
    assert len(ids) == len(set(ids))


def test_an_unknown_printed_value_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r"Nothing is printed as 'Z-9'; there are .*'S-1'"):
        example.printed("Z-9")
