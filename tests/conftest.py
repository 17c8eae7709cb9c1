"""One browser for the whole session: Playwright allows no second one in a process."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from browser import FLAGS, Visit, installed_browser, visits
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
