"""One browser for each process, and which process takes which tests.

Playwright allows no second browser in a process.
"""

import re
import shutil
from collections.abc import Callable, Iterator

import nbval.plugin
import pytest
from browser import FLAGS, Visit, installed_browser, served, visits
from figure_page import FigurePage, written
from playwright.sync_api import Browser, Error, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from helpers.authoring import drawings

TALL = {"width": 1280, "height": 2000}
PAGES = "tests/pages/"
LAB = "tests/in_lab/"


def pytest_report_header():
    """Say which other browsers `make test-all` will find."""
    found = [name for name in ("firefox-esr", "WebKitWebDriver", "Xvfb") if shutil.which(name)]
    return f"beside Chromium: {', '.join(found) or 'no other browser'}"


def together(nodeid: str) -> str:
    """Name what one process runs in one go, because it shares what is costly to make.

    The cells of a notebook and the tests of a file belong together; of the tests of pages, which
    share the built book alone, those of one page; and all those that share JupyterLab.
    """
    file, _, test = nodeid.partition("::")
    if file.startswith(LAB):
        return LAB
    case = re.search(r"\[.*\]$", test) if file.startswith(PAGES) else None
    return file + (case[0] if case else "")


class Together(LoadScopeScheduling):
    """Hand out tests as :func:`together` has it."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)


LONG = ("tests/chapters/", "tests/training/", "tests/authoring/", LAB, PAGES)
"""Folders that `make quick` leaves to `make test`; it opens no browser either."""


def pytest_addoption(parser):
    parser.addoption("--quick", action="store_true", help="leave out what takes long")


def is_quick(item) -> bool:
    return not item.nodeid.startswith(LONG) and "browser" not in getattr(item, "fixturenames", ())


compare_outputs = nbval.plugin.IPyNbCell.compare_outputs


def compare_drawings(cell, test, ref, skip_compare=None):
    """Compare the drawings of a cell as drawings; nbval would compare each digit."""
    for fresh, stored in zip(test, ref, strict=False):
        drawings.keep_same(fresh.get("data", {}), stored.get("data", {}))
    return compare_outputs(cell, test, ref, skip_compare)


nbval.plugin.IPyNbCell.compare_outputs = compare_drawings  # its class calls itself by its name


def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Put the tests of pages last, but for the first: one process builds the book, others go on.

    Small pieces at the end also let all processes finish at the same time.
    """
    if config.getoption("quick"):
        config.hook.pytest_deselected(items=[item for item in items if not is_quick(item)])
        items[:] = filter(is_quick, items)
    pages = [item for item in items if item.nodeid.startswith(PAGES)]
    others = [item for item in items if not item.nodeid.startswith(PAGES)]
    builds = next((together(item.nodeid) for item in pages if "book" in item.fixturenames), None)
    first = [item for item in pages if together(item.nodeid) == builds]
    items[:] = first + others + [item for item in pages if item not in first]


def pytest_terminal_summary(terminalreporter):
    """Say what was left out, and how to run it: a comparison that skips proves nothing."""
    skipped = terminalreporter.stats.get("skipped", [])
    without_torch = [one for one in skipped if "torch" in str(one.longrepr)]
    if without_torch:
        terminalreporter.section("left out")
        terminalreporter.line(
            f"{len(without_torch)} comparisons with PyTorch, which is not installed (the stored "
            "values were compared). To run them: make test-torch"
        )


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
    """Write figures into a page and open it; the first figure is returned.

    The window is so tall that figures show all their rows, unless a test asks for another.
    """

    def open_page(
        *figures, fragment="", javascript=True, root=None, prose="", scripts=None, **options
    ):
        file = tmp_path / "page.html"
        file.write_text(written(figures, prose=prose, scripts=scripts), encoding="utf-8")
        address = f"{root}/page.html" if root else file.as_uri()
        options = {"viewport": TALL, **options}
        visited = visit(address + fragment, java_script_enabled=javascript, **options)
        return FigurePage(visited, figures[0])

    return open_page


@pytest.fixture
def http(tmp_path):
    """Serve the pages of `show`."""
    with served(tmp_path) as address:
        yield address
