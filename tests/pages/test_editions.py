"""Numbers with a corrected value, from a notebook's metadata to the page."""

from helpers.authoring import notebooks
from helpers.chapters import order
from helpers.display.prose import Tie
from helpers.site.editions import mark, marked

TIE = Tie("135.55", "S[0, 1, 1]", "2", "126.61")


def test_a_number_with_a_corrected_value_is_marked_where_it_stands():
    text = "From 135.5 to 135.55 in two."
    span = '<span class="hm-tied" data-corrected="126.61">135.55</span>'
    ties = [Tie("135.5", "x"), TIE]
    assert marked(text, ties) == f"From 135.5 to {span} in two."


def test_formulas_code_and_headings_stay_as_published():
    for text in ("$S = 135.55$", "$$\n135.55\n$$", "`135.55`", "# On 135.55"):
        assert marked(text, [TIE]) == text


def test_a_heading_does_not_hide_what_stands_below_it():
    assert "hm-tied" in marked("## A score\n\nIt is 135.55.", [TIE])


def test_the_worked_example_has_many_numbers_with_a_corrected_value():
    source = (notebooks.BOOK / "05-scores.ipynb").read_text(encoding="utf-8")
    assert mark(source).count("hm-tied") >= 10


def test_marking_changes_nothing_else():
    for path in order.notebooks():
        source = path.read_text(encoding="utf-8")
        before, after = (notebooks.nbformat.reads(text, 4) for text in (source, mark(source)))
        assert [cell.cell_type for cell in before.cells] == [cell.cell_type for cell in after.cells]
        code = [cell for cell in before.cells if cell.cell_type == "code"]
        assert code == [cell for cell in after.cells if cell.cell_type == "code"]


def test_the_switch_and_the_count_stand_in_no_figure(soups):
    for file, soup in soups.items():
        assert soup.select(".hm-figure :is(.hm-edition, .hm-progress)") == [], file.name
