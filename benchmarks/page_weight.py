"""A reader's first view of each page: this book beside the theme as it comes, in one run.

Both are built from the same pages; a browser opens them in turn from a folder. For each page: the
gzipped size of all files that it asked for, by kind; how many they are; when something first shows
and when it has come to rest (medians of interleaved visits); and how much moved meanwhile. The
plain book uses Jupyter Book's own settings; it takes MathJax from another host, which this bench
does not ask: MathJax's known size is added, its time is not.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import yaml
from book.book_reader import PAGES
from browser import FLAGS, Visit, installed_browser
from playwright.sync_api import Browser, sync_playwright

from helpers.site import build as building
from helpers.site import katex

MATHJAX = 266_000  # tex-mml-chtml.js of MathJax 3, gzipped, without its fonts
VISITS = 5
VIEWPORT = {"width": 390, "height": 844}
KINDS = {
    "html": (".html",),
    "css": (".css",),
    "js": (".js",),
    "fonts": (".woff2", ".woff", ".ttf"),
    "images": (".png", ".svg", ".jpg"),
}
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
"""
READ = """() => new Promise((done) => setTimeout(() => done({
  paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  moved: window.moved,
}), 400))"""


def plain_settings(config: dict) -> dict:
    """Take our extension and its settings out."""
    return {
        key: config[key] for key in ("title", "author", "only_build_toc_files", "bibtex_bibfiles")
    } | {
        "execute": {"execute_notebooks": "off"},
        "parse": {"myst_enable_extensions": ["amsmath", "colon_fence", "dollarmath"]},
    }


def build(folder: Path, plain: bool) -> tuple[Path, float]:
    """Build the book in `folder`; return its site and the seconds that it took."""
    root = building.ROOT
    shutil.copytree(root / "book", folder / "book")
    shutil.copy(root / "_toc.yml", folder)
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    settings = plain_settings(config) if plain else config
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    begun = time.perf_counter()
    building.build(folder, root=folder)
    return folder / "_build" / "html", time.perf_counter() - begun


def look(browser: Browser, site: Path, name: str) -> tuple[Counter, int, float, float]:
    """Visit a page once: bytes by kind, files, milliseconds to the first paint, what moved."""
    context = browser.new_context(viewport=VIEWPORT)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.route("http*://**", lambda route: route.abort())
    visit = Visit(page, [], [])
    page.on("request", lambda request: visit.requests.append(request.url))
    page.goto((site / f"{name}.html").as_uri(), wait_until="load")
    seen = page.evaluate(READ)
    weights = visit.weight()
    kinds = Counter()
    for file, size in weights.items():
        kind = next((kind for kind, ends in KINDS.items() if file.endswith(ends)), "other")
        kinds[kind] += size
    if any("mathjax" in url for url in visit.requests):
        kinds["js"] += MATHJAX
    context.close()
    requests = [url for url in visit.requests if not url.startswith("data:")]
    return kinds, len(requests), seen["paint"], seen["moved"]


def main() -> None:
    """Build both books, visit every page, and print a line for each."""
    katex.fetch(building.ROOT)
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        here, seconds_here = build(Path(ours), plain=False)
        there, seconds_there = build(Path(theirs), plain=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=installed_browser(), args=list(FLAGS)
            )
            print("This book, and its ratio to the plain theme (less is lighter, faster, calmer)")
            names = "".join(f"{kind:>8}" for kind in KINDS)
            print(f"{'page':22}{names}{'kB':>6}{'ratio':>7}{'files':>6}{'ratio':>7}"
                  f"{'paint ms':>10}{'ratio':>7}{'moved':>8}{'plain':>8}")  # fmt: skip
            for name in PAGES:
                show(name, *compare(browser, here, there, name))
            browser.close()
    print(f"build: {seconds_here:.0f} s, plain theme {seconds_there:.0f} s")


def compare(browser: Browser, here: Path, there: Path, name: str):
    """Visit a page of both books in turn."""
    pairs = [(look(browser, here, name), look(browser, there, name)) for _ in range(VISITS)]
    ratio = statistics.median(one[2] / other[2] for one, other in pairs)
    paint = statistics.median(one[2] for one, _ in pairs)
    moved = [max(pair[side][3] for pair in pairs) for side in (0, 1)]
    return *pairs[0], paint, ratio, moved


def show(name: str, one, other, paint: float, ratio: float, moved: list[float]) -> None:
    """Print a page's line."""
    kinds = "".join(f"{one[0][kind] / 1000:8.1f}" for kind in KINDS)
    total, plain = (sum(seen[0].values()) / 1000 for seen in (one, other))
    print(
        f"{name.removeprefix('book/'):22}{kinds}{total:6.0f}{total / plain:7.2f}{one[1]:6}"
        f"{one[1] / other[1]:7.2f}{paint:10.0f}{ratio:7.2f}{moved[0]:8.3f}{moved[1]:8.3f}"
    )


if __name__ == "__main__":
    main()
