"""Form of what every page loads; how much it weighs is measured in the built book."""

from functools import partial

import pytest

from helpers.live import assets as engine
from helpers.site import assets as book


@pytest.mark.parametrize(
    "script",
    [
        engine.script,
        engine.drawing_script,
        engine.pulling_script,
        engine.module,
        *(
            partial(book.joined, module)
            for name, module in book.MODULES.items()
            if name != book.EDITOR_NAME  # a library's editor makes markup
        ),
    ],
)
def test_no_text_becomes_markup_or_code(script):
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function"):
        assert word not in script(), word
    assert "customElements" not in script()


def test_the_engine_knows_no_question_and_the_pages_of_the_book_do():
    for word in ("hm-edition", "hm-question", "localStorage"):
        assert word in book.joined("pages.js") + book.style(), word
        assert word not in engine.script() + engine.style(), word


def test_assets_are_written(tmp_path):
    folder = book.write(tmp_path / "new")
    assert {file.name for file in folder.iterdir()} == {
        book.PULLING_NAME,
        book.SCRIPT_NAME,
        book.CODE_NAME,
        book.EDITOR_NAME,
        book.FURTHER_NAME,
        book.TRANSFORMER_NAME,
        book.STYLE_NAME,
    }
