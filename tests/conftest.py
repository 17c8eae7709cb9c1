"""One browser for the whole session: Playwright allows no second one in a process."""

import shutil
from collections.abc import Iterator

import pytest
from browser import FLAGS, Visit, installed_browser
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
def visit(browser: Browser):
    """Open an address; options as for Playwright's new_context."""
    contexts = []

    def open_page(url: str, **options) -> Visit:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        visit = Visit(page, [], [])
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on("requestfailed", lambda request: visit.complaints.append(f"failed: {request.url}"))
        page.on(
            "console",
            lambda message: (
                visit.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        page.goto(url, wait_until="load")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        return visit

    yield open_page
    for context in contexts:
        context.close()
