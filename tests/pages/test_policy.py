"""What pages may do, and that they come to rest at once."""

import pytest
from playwright.sync_api import expect

from helpers.site import policy

from .book_reader import PAGES

SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
"""


def test_every_page_states_its_policy_before_any_script(soups):
    for file, soup in soups.items():
        markup = file.read_text(encoding="utf-8")
        stated = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert stated["content"] == policy.policy(markup), file
        assert markup.index("Content-Security-Policy") < markup.index("<script"), file
        assert "unsafe" not in stated["content"].split("style-src")[0], file


def test_no_script_stands_in_the_markup_of_an_element(soups):
    for file, soup in soups.items():
        for tag in soup.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on")], (file, tag.name)


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_a_script_that_is_not_the_book_s_does_not_run(book, server, visit, scheme):
    home = book.site.as_uri() if scheme == "file" else server
    page = visit(f"{home}/{PAGES[5]}.html").page
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.bad = 1';"
        " document.head.append(s); }"
    )
    assert page.evaluate("() => window.bad") is None
    assert page.locator(".hm-figure[data-live]").count() > 0


def test_buttons_of_the_header_work_under_the_policy(book, visit):
    visited = visit(book.file(PAGES[1]).as_uri())
    visited.page.evaluate("() => { window.print = () => { document.title = 'printed'; }; }")
    visited.page.get_by_title("Print to PDF").click()
    assert visited.page.title() == "printed"
    visited.page.get_by_title("Fullscreen mode").click()
    assert visited.complaints == []


def test_search_finds_a_word_from_a_folder(book, visit):
    visited = visit((book.site / "search.html").as_uri() + "?q=softmax")
    results = visited.page.locator("#search-results li a")
    results.first.wait_for(timeout=10_000)
    assert results.count() >= 3
    assert visited.complaints == []
    assert visited.foreign("file") == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", [PAGES[0], PAGES[4], PAGES[8], PAGES[13], "book/your-progress"])
def test_nothing_moves_while_a_page_comes_to_rest(book, visit, name, width):
    page = visit("about:blank", viewport={"width": width, "height": 844}).page
    page.add_init_script(SHIFT)
    page.goto(book.file(name).as_uri(), wait_until="load")
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    assert page.evaluate("() => window.shift") < 0.02


def test_no_file_is_loaded_twice(book, visit):
    requests = visit(book.file(PAGES[5]).as_uri()).requests
    # the icon is asked for once more by the tab, whenever it likes
    files = [url.partition("?")[0] for url in requests if not url.endswith("hola-icon.svg")]
    assert len(files) > 10
    assert len(files) == len(set(files))


REFUSED = """
for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {
  configurable: true, // as it is in browsers
  get() { throw new DOMException("refused", "SecurityError"); },
});
"""


def test_a_browser_that_refuses_storage_shows_everything_without_an_error(book, visit):
    visited = visit("about:blank")
    page = visited.page
    is_configurable = "() => Object.getOwnPropertyDescriptor(window, 'localStorage').configurable"
    assert page.evaluate(is_configurable)
    page.add_init_script(REFUSED)
    page.goto(book.file(PAGES[5]).as_uri(), wait_until="load")
    expect(page.locator(".hm-figure[data-live]").first).to_be_visible()
    page.get_by_label("corrected", exact=True).check()
    expect(page.locator(".hm-edition-note")).not_to_be_empty()
    mode = page.locator("html").get_attribute("data-mode")
    page.locator(".theme-switch-button").first.click()
    assert page.locator("html").get_attribute("data-mode") != mode
    assert visited.complaints == []
