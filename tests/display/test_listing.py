"""The code in sight: living lines, each assigned name with its term of the formula."""

import ast
import inspect
import re

import pytest

import helpers
from helpers.chapters import order
from helpers.display import listing
from helpers.display.listing import lines_of, terms
from helpers.mathematics import embedding, position, similarity, transformer


def function_of(name):
    homes = (helpers, transformer, position, embedding, similarity)
    return next(getattr(home, name) for home in homes if hasattr(home, name))


@pytest.mark.parametrize("name", terms())
def test_each_name_that_a_listed_function_assigns_has_its_term(name):
    assigned = [part for names, _ in lines_of(function_of(name)) if names for part in names.split()]
    assert set(assigned) == set(terms()[name])


@pytest.mark.parametrize("name", terms())
def test_a_listing_is_the_living_source_without_docstring_and_checks(name):
    function = function_of(name)
    source = inspect.getsource(function)
    text = repr(listing(function))
    assert all(line in source for line in text.split("\n"))
    assert '"""' not in text
    assert "require" not in text
    (definition,) = ast.parse(text).body  # it is still a function
    assert definition.name == name


def test_each_listing_stands_in_one_place_of_the_book():
    books = [path.read_text(encoding="utf-8") for path in order.notebooks()]
    placed = [name for text in books for name in re.findall(r'"listing\((\w+)[,)]', text)]
    assert sorted(placed) == sorted(terms())


def test_the_page_gets_names_and_formulas_and_text_stays_text():
    shown = listing(helpers.linear)
    html = shown._repr_html_()
    assert '<tr data-names="y">' in html
    assert '<td class="hm-tex">$x W + b$</td>' in html
    assert 'data-of="helpers.mathematics.feed_forward.linear"' in html
    assert repr(shown) == "def linear(x, W, b):\n    y = x @ W + b\n    return y"


def test_only_a_function_can_be_listed():
    with pytest.raises(ValueError, match="without brackets"):
        listing(3)


def test_each_chapter_up_to_the_thirteenth_shows_code_and_asks_for_code():
    for chapter in range(1, 14):
        text = order.notebooks()[chapter].read_text(encoding="utf-8")
        assert re.search(r'"listing\(\w+[,)]', text), chapter
        assert re.search(r'"check\(my_\w+\)', text), chapter


def test_a_value_lights_under_the_names_that_the_figures_have_for_it():
    assert 'data-names="y logits"' in listing(helpers.linear, y="logits")._repr_html_()
    with pytest.raises(ValueError, match="linear assigns no"):
        listing(helpers.linear, z="logits")
