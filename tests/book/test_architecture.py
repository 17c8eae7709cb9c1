"""The map of the transformer agrees with the chapters that exist."""

import re

import pytest

from helpers.book.build import ROOT
from helpers.display.architecture import BLOCKS, architecture

PAGES = {block.page for block in BLOCKS if block.page}


def test_pages_of_the_map_are_the_chapters_that_exist():
    chapters = {file.stem for file in (ROOT / "book").glob("[0-9][0-9]-*.ipynb")}
    on_the_map = {stem for stem in chapters if int(stem[:2]) <= 15}
    assert on_the_map == PAGES


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
