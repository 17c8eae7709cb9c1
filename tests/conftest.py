"""One browser for the whole session: Playwright allows no second one in a process."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from browser import FLAGS, Visit, installed_browser, served, visits
from figure_page import FigurePage, written
from playwright.sync_api import Browser, Error, sync_playwright


def pytest_report_header():
    """Say which other browsers `make test-all` will find."""
    found = [name for name in ("firefox-esr", "WebKitWebDriver", "Xvfb") if shutil.which(name)]
    return f"beside Chromium: {', '.join(found) or 'no other browser'}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=installed_browser(), args=list(FLAGS)
            )
        except Error as error:
            pytest.fail(
                "the book is tested in a browser: install Chromium or Chrome "
                "(`apt-get install chromium`), or run `playwright install chromium`\n"
                f"{error}"
            )
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open an address; options as for Playwright's new_context."""
    with visits(browser) as open_page:
        yield open_page


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
