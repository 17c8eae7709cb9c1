"""Pages with a figure or two, as the book would have them but without the book around."""

import pytest
from browser import served

from .figure_page import FigurePage, written


@pytest.fixture
def show(tmp_path, visit):
    """Write figures into a page and open it; the first figure is returned."""

    def open_page(
        *figures, fragment="", javascript=True, root=None, prose="", script=None, **options
    ):
        file = tmp_path / "page.html"
        file.write_text(written(figures, prose=prose, script=script), encoding="utf-8")
        address = f"{root}/page.html" if root else file.as_uri()
        visited = visit(address + fragment, java_script_enabled=javascript, **options)
        return FigurePage(visited, figures[0])

    return open_page


@pytest.fixture
def http(tmp_path):
    """Serve the pages of `show`."""
    with served(tmp_path) as address:
        yield address
