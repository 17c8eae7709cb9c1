"""What pages may do, and that they come to rest at once."""

import base64
import hashlib
import threading
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest
from playwright.sync_api import expect

from .book_reader import PAGES

POLICY = (
    "default-src 'self'; "
    "script-src 'self'{checksums}; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; "
    "object-src 'none'; "
    "form-action 'self'; "
    "base-uri 'none'"
)

SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
"""


def checksum(script):
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def test_every_page_states_the_whole_policy_before_any_script(book, soups):
    inline = set()
    for file, soup in soups.items():
        markup = file.read_text(encoding="utf-8")
        (stated,) = soup.find_all("meta", attrs={"http-equiv": True})
        assert stated["http-equiv"] == "Content-Security-Policy", file
        scripts = [
            str(script.string or "")
            for script in soup.find_all("script", src=False)
            if not script.get("type", "").startswith("application/")
        ]
        allowed = [f" 'sha256-{checksum(script)}'" for script in dict.fromkeys(scripts)]
        assert stated["content"] == POLICY.format(checksums="".join(allowed)), file
        assert markup.index("Content-Security-Policy") < markup.index("<script"), file
        name = repr(file.relative_to(book.site).as_posix().removesuffix(".html"))
        inline.update(script.replace(name, "") for script in scripts)
    assert len(inline) < 10, "these lines are the theme's; scripts of the book are files"


class Elsewhere(StreamRequestHandler):
    """Another host, which notes what it is asked."""

    timeout = 5  # a browser may open a line and say nothing

    def handle(self):
        self.server.asked.append(self.rfile.readline())


@pytest.fixture
def elsewhere():
    with ThreadingTCPServer(("127.0.0.1", 0), Elsewhere) as server:
        server.asked, server.daemon_threads, server.block_on_close = [], True, False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


ADD = """const add = (tag, more) =>
  document.body.appendChild(Object.assign(document.createElement(tag), more));"""
FORBIDDEN = {
    "a script in the markup": ("script-src-elem", "add('script', { text: 'window.bad = 1' })"),
    "a script from elsewhere": ("script-src-elem", "add('script', { src: there })"),
    "an event in the markup": (
        "script-src-attr",
        "const b = add('b', {}); b.setAttribute('onclick', 'window.bad = 1'); b.click()",
    ),
    "a text as a program": ("script-src", "setTimeout('window.bad = 1')"),
    "a style from elsewhere": ("style-src-elem", "add('link', { rel: 'stylesheet', href: there })"),
    "an image from elsewhere": ("img-src", "add('img', { src: there })"),
    "a font from elsewhere": (
        "font-src",
        "new FontFace('x', `url(${there})`).load().catch(Boolean)",
    ),
    "a sound from elsewhere": ("media-src", "add('audio', { src: there })"),
    "a request to elsewhere": ("connect-src", "fetch(there)"),
    "a beacon to elsewhere": ("connect-src", "navigator.sendBeacon(there)"),
    "a socket to elsewhere": ("connect-src", "new WebSocket(there.replace('http', 'ws'))"),
    "a frame from elsewhere": ("frame-src", "add('iframe', { src: there })"),
    "an object from elsewhere": ("object-src", "add('object', { data: there })"),
    "an object of the book": ("object-src", "add('object', { data: location.href })"),
    "an embedded page of the book": ("object-src", "add('embed', { src: location.href })"),
    "a form to elsewhere": ("form-action", "add('form', { action: there }).submit()"),
    "another base for links": ("base-uri", "add('base', { href: there })"),
    "a base of the book for links": ("base-uri", "add('base', { href: location.href + 'x/' })"),
}
TRY = """([there, directive]) => new Promise((done, failed) => {
  const heard = (event) => event.effectiveDirective === directive && done();
  addEventListener('securitypolicyviolation', heard);
  setTimeout(() => failed(new Error(`${directive} refused nothing`)), 10000);
"""


@pytest.fixture(scope="module")
def page_of_the_book(browser, server):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}/{PAGES[5]}.html", wait_until="load")
    yield page
    context.close()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_the_policy_forbids_does_not_happen(page_of_the_book, elsewhere, what):
    directive, attempt = FORBIDDEN[what]
    page, there = page_of_the_book, f"http://127.0.0.1:{elsewhere.server_address[1]}/asked"
    before = page.evaluate("[location.href, document.baseURI]")
    page.evaluate(f"{TRY} {ADD} {attempt}; }})", [there, directive])
    assert page.evaluate("[location.href, document.baseURI]") == before
    assert page.evaluate("window.bad") is None
    assert elsewhere.asked == []


ALLOWED = {
    "an image in the markup": "add('img', { src: 'data:image/gif;base64,"
    "R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==' }).decode()",
    "a file of the book": "fetch(location.href).then((answer) => answer.text())",
    "a style in the markup": "add('p', {}).setAttribute('style', 'color: red')",
}


@pytest.mark.parametrize("what", ALLOWED)
def test_what_the_book_needs_is_allowed(page_of_the_book, what):
    attempt = f"""async () => {{
      const refused = [];
      addEventListener('securitypolicyviolation', (event) => refused.push(event.blockedURI));
      {ADD} await {ALLOWED[what]}; await new Promise(requestAnimationFrame);
      return refused;
    }}"""
    assert page_of_the_book.evaluate(attempt) == []


def test_no_script_asks_for_the_store_before_the_browser_is_ready_with_it(soups):
    for file, soup in soups.items():
        first, *_ = soup.find_all("script")
        assert first["src"].endswith("_static/hola-storage.js"), file
        assert not {"defer", "async", "type"} & set(first.attrs), file


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
