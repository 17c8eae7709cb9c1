"""What the page on one's own figure lists is what the code does."""

import re

import numpy as np
import pytest

from helpers.chapters.your_own_figure import figures, tables
from helpers.live import known


def test_each_refused_line_has_its_reason_and_what_to_write_and_no_line_number():
    rows = tables.refusals().data.splitlines()[2:]
    assert len(rows) == len(tables.REFUSED)
    for line, row in zip(tables.REFUSED, rows, strict=True):
        assert row.startswith(f"| `{line}` | The tracer cannot record ")
        said = re.sub(r"\\\|", "", row).split(" | ")[1]
        assert len(said.split(". ")) >= 3, said
        assert "(line" not in row


def test_a_line_that_is_recorded_has_no_place_in_the_table():
    with pytest.raises(AssertionError, match="is not refused"):
        tables._said("np.sort(x)")


def test_the_known_calls_and_the_text_on_pages_are_those_of_the_readme():
    readme = known.README.read_text(encoding="utf-8")
    assert tables.known_calls().data in readme
    assert tables.embedding().data.startswith("- **A plain page.**")
    assert readme.endswith(tables.embedding().data + "\n")


def test_a_figure_of_the_page_is_given_in_its_start_state():
    figure = figures.FIGURES["savings"]()
    figure.set(rate=7)
    again = figures.FIGURES["savings"]()
    np.testing.assert_allclose(again["balance"], 100 * 1.03 ** np.arange(21))


def test_the_page_has_no_other_figure_than_those_that_are_named():
    assert set(figures.declared()) == set(figures.NAMES)
