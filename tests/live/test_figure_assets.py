"""Size and form of what every page loads."""

import gzip

from helpers.book import __file__ as book_package
from helpers.live import assets

BOOK_STYLE = assets.Path(book_package).parent / "static" / "hola.css"


def gzipped(text):
    return len(gzip.compress(text.encode(), 9))


def test_script_and_style_are_small():
    own = (BOOK_STYLE.parent / "hola-book.js").read_text(encoding="utf-8")
    assert gzipped(assets.script()) + gzipped(own) <= 30_000
    assert gzipped(assets.style()) + gzipped(BOOK_STYLE.read_text(encoding="utf-8")) <= 10_000


def test_no_text_becomes_markup_or_code():
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function"):
        assert word not in assets.script(), word
    assert "customElements" not in assets.module()


def test_assets_are_written(tmp_path):
    folder = assets.write(tmp_path / "new")
    assert {file.name for file in folder.iterdir()} == {assets.SCRIPT_NAME, assets.STYLE_NAME}
