"""The picture of chapter 18 shows the cited table."""

import json
import re
from pathlib import Path

from helpers.chapters.since import plots as since
from helpers.sources.paper import table_3


def test_every_row_of_the_table_is_a_point():
    plot = since.perplexity_and_bleu(table_3())
    points = {
        (float(x), float(y))
        for collection in plot.figure.axes[0].collections
        for x, y in collection.get_offsets()
    }
    assert points == {(row.perplexity, row.bleu) for row in table_3().values()}
    assert plot.data["bleu"].tolist() == [row.bleu for row in table_3().values()]


def test_without_smoothing_less_perplexity_goes_with_less_bleu():
    rows = table_3()
    base, none, more = rows["base"], rows["D, no smoothing"], rows["D, smoothing 0.2"]
    assert none.perplexity < base.perplexity < more.perplexity
    assert none.bleu < base.bleu


def test_the_opening_numbers_the_changes_as_the_chapter_does():
    page = Path(__file__).parents[3] / "book" / "18-since.ipynb"
    cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    said = re.findall(r"\*\*Change (\d)", "\n".join("".join(c["source"]) for c in cells))
    assert [int(number) for number in said] == sorted(since.six_changes().data["numbers"])
    assert len(said) == 6
