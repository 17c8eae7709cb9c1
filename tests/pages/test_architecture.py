"""The map of the transformer agrees with the chapters that exist."""

import re

import pytest

from helpers.chapters.order import chapters as chapters_of_book
from helpers.chapters.order import notebook_of
from helpers.chapters.whole_machine.layout import layout
from helpers.display.architecture import (
    BLOCKS,
    FAMILIES,
    HEIGHT,
    LANES,
    LAST_OPEN,
    TRAILS,
    WHOLE,
    WIDTH,
    architecture,
)

PAGES = {block.page for block in BLOCKS if block.page}


def test_a_chapter_stands_on_the_map_or_shows_no_map():
    chapters = {path.stem: path.read_text("utf-8") for path in map(notebook_of, chapters_of_book())}
    assert set(chapters) >= PAGES
    assert {page for page, text in chapters.items() if "architecture(" in text} <= PAGES


def test_every_chapter_says_where_it_stands():
    chapters = {path.stem: path.read_text("utf-8") for path in map(notebook_of, chapters_of_book())}
    assert {page for page in PAGES if "architecture(" not in chapters[page]} == set()


def test_chapter_numbers_are_those_of_the_file_names():
    assert all(int(block.page[:2]) == block.chapter for block in BLOCKS if block.page)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_each_block_can_be_lit(block):
    drawing = architecture(block.id).drawing()
    assert drawing == architecture(block.id).drawing()
    assert f"You are here: {block.label}" in drawing.replace("<strong>", "")
    assert drawing.count("aria-current") == len(block.places)
    assert "0x" not in repr(architecture(block.id))


def test_written_chapters_are_links_and_others_are_not():
    drawing = architecture("scores").drawing()
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
    drawing = architecture("encoder").drawing()
    for block, place in PLACED:
        if block.family in ("norm", "network") or block.id in ("masks", "cross-attention"):
            x, foot = place.x + place.width // 2, place.y + place.height
            assert f"M{x} {foot}l" in drawing, (block.id, place)  # the tip of an arrow


def test_the_map_is_small_enough_to_stand_on_every_page():
    assert len(architecture("scores").drawing()) < 12_000  # room for a block or two


LATER = [block for block in BLOCKS if block.chapter > LAST_OPEN]


def test_the_map_opens_the_book_and_each_later_block_has_a_line():
    assert set(TRAILS) == {block.id for block in LATER}
    for block in BLOCKS:
        shown = architecture(block.id)
        way = shown.line() if block in LATER else shown.drawing()
        assert shown._repr_html_() == way


@pytest.mark.parametrize("block", LATER, ids=lambda block: block.id)
def test_the_line_lights_its_lanes_and_ends_at_its_block(block):
    line = architecture(block.id)._repr_html_()
    assert len(line) < 2_000
    assert line.count("--hm-here,") == len(TRAILS[block.id][1]) > 0
    assert line.count("<rect") == len(LANES)
    assert line.endswith(f"<strong>{block.label}</strong></span></p>")
    assert f'<a href="{WHOLE}.ipynb">' in line


def test_the_line_names_lanes_as_the_whole_machine_does():
    drawn = str(layout().marks)
    for trail, _ in TRAILS.values():
        for part in trail.replace("After each lane", "").split(" › "):
            assert f"'{part}'" in drawn or not part, part


def test_in_the_built_page_the_line_is_one_line_and_leads_to_the_whole_machine(book, visit):
    for name, width in (("05-scores", 1366), ("11-cross-attention", 1366), ("16-scale", 390)):
        page = visit(book.file(f"book/{name}").as_uri(), viewport={"width": width, "height": 800})
        here = page.page.locator(".hm-here")
        assert here.bounding_box()["height"] < 60
        assert here.locator("a").get_attribute("href") == f"{WHOLE}.html"


def test_in_the_built_page_each_name_of_the_map_is_a_plain_link(soups):
    n_links = len([block for block, _ in PLACED if block.page])
    maps = {file.stem: soup.select("figure.hm-map") for file, soup in soups.items()}
    early = {block.page for block in BLOCKS} - {block.page for block in LATER}
    assert {page for page, found in maps.items() if found} == {"index", *early}  # it is the first
    for (figure,) in filter(None, maps.values()):
        links = [link.get("href", "") for link in figure.find_all("a")]
        address = re.compile(r"(?:book/)?[\w-]+\.html|#")
        assert len([link for link in links if address.fullmatch(link)]) == n_links
        assert not figure.find_all(attrs={"xlink:href": True})


def test_links_of_the_map_are_such_as_jupyterlab_leaves_alone():
    assert not re.search(r'<a[^>]* href="', architecture("scores").drawing())
