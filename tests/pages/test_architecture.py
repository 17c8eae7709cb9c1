"""The map of the transformer agrees with the chapters that exist."""

import re

import pytest

from helpers.chapters.order import chapters as chapters_of_book
from helpers.chapters.order import notebook_of
from helpers.display.architecture import BLOCKS, FAMILIES, HEIGHT, WIDTH, architecture

PAGES = {block.page for block in BLOCKS if block.page}


def test_a_chapter_stands_on_the_map_or_shows_no_map():
    chapters = {path.stem: path.read_text("utf-8") for path in map(notebook_of, chapters_of_book())}
    assert set(chapters) >= PAGES
    assert {page for page, text in chapters.items() if "architecture(" in text} <= PAGES


def test_chapter_numbers_are_those_of_the_file_names():
    assert all(int(block.page[:2]) == block.chapter for block in BLOCKS if block.page)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_each_block_can_be_lit(block):
    drawing = architecture(block.id)._repr_html_()
    assert drawing == architecture(block.id)._repr_html_()
    assert f"You are here: {block.label}" in drawing.replace("<strong>", "")
    assert drawing.count("aria-current") == len(block.places)
    assert "0x" not in repr(architecture(block.id))


def test_written_chapters_are_links_and_others_are_not():
    drawing = architecture("scores")._repr_html_()
    assert set(re.findall(r'href="([^"]+)\.ipynb"', drawing)) == PAGES
    assert drawing.count("<a ") == sum(len(block.places) for block in BLOCKS if block.page)


def test_unknown_block_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="add-norm"):
        architecture("attention head")


PLACED = [(block, place) for block in BLOCKS for place in block.places]


def test_blocks_stand_inside_the_map_and_apart_from_each_other():
    for block, (x, y, width, height) in PLACED:
        assert x >= 0 <= y, block.id
        assert x + width <= WIDTH, block.id
        assert y + height <= HEIGHT, block.id
    for i, (one, a) in enumerate(PLACED):
        for other, b in PLACED[:i]:
            beside = a.x + a.width <= b.x or b.x + b.width <= a.x
            above = a.y + a.height <= b.y or b.y + b.height <= a.y
            assert beside or above, (one.id, other.id)


def test_names_fit_their_blocks():
    widest = 6.9  # of a bold letter of 12 units, on average
    for block, place in PLACED:
        assert len(block.label) * widest <= place.width, block.id


def test_each_family_has_a_hue_and_each_hue_a_family():
    assert {block.family for block in BLOCKS} == set(FAMILIES)


def test_data_flows_upwards_through_every_part_of_a_stack():
    drawing = architecture("encoder")._repr_html_()
    for block, place in PLACED:
        if block.family in ("norm", "network") or block.id in ("masks", "cross-attention"):
            x, foot = place.x + place.width // 2, place.y + place.height
            assert f"M{x} {foot}l" in drawing, (block.id, place)  # the tip of an arrow


def test_the_map_is_small_enough_to_stand_on_every_page():
    assert len(architecture("scores")._repr_html_()) < 12_000  # room for a block or two


def test_in_the_built_page_each_name_of_the_map_is_a_plain_link(soups):
    n_links = len([block for block, _ in PLACED if block.page])
    maps = [figure for soup in soups.values() for figure in soup.select("figure.hm-map")]
    assert len(maps) >= len(PAGES)
    for figure in maps:
        links = [link.get("href", "") for link in figure.find_all("a")]
        address = re.compile(r"(?:book/)?[\w-]+\.html|#")
        assert len([link for link in links if address.fullmatch(link)]) == n_links
        assert not figure.find_all(attrs={"xlink:href": True})


def test_links_of_the_map_are_such_as_jupyterlab_leaves_alone():
    assert not re.search(r'<a[^>]* href="', architecture("scores")._repr_html_())
