"""Pages with a figure or two, as the book would have them but without the book around."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def http(tmp_path):
    """Serve the pages of `show`."""
    handler = functools.partial(_Quiet, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
