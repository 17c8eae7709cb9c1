"""What a reader's first view of a page weighs: this book beside the theme as it comes.

Both are built from the same pages; a browser opens them from a folder, and the gzipped sizes of
all files that it asked for are added up. The plain book uses Jupyter Book's own settings; it
takes MathJax from another host, which this bench does not ask: MathJax's known size is added.
"""

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import yaml
from book.book_reader import PAGES as ALL_PAGES
from browser import BROWSERS, FLAGS, Visit
from playwright.sync_api import sync_playwright

from helpers.book import build as building

MATHJAX = 266_000  # tex-mml-chtml.js of MathJax 3, gzipped, without its fonts
PAGES = ALL_PAGES[:8]


def plain_settings(config: dict) -> dict:
    """Take our extension and its settings out."""
    return {
        key: config[key] for key in ("title", "author", "only_build_toc_files", "bibtex_bibfiles")
    } | {
        "execute": {"execute_notebooks": "off"},
        "parse": {"myst_enable_extensions": ["amsmath", "colon_fence", "dollarmath"]},
    }


def build(folder: Path, plain: bool) -> Path:
    """Build the book in `folder` and return its site."""
    root = building.ROOT
    shutil.copytree(root / "book", folder / "book")
    shutil.copy(root / "_toc.yml", folder)
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    settings = plain_settings(config) if plain else config
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (folder / "_build").mkdir()
    (folder / "_build" / "vendor").symlink_to(root / "_build" / "vendor")
    building.build(folder, root=folder)
    return folder / "_build" / "html"


def weights(site: Path) -> dict[str, int]:
    """Return what each page loads, in gzipped bytes."""
    found = {}
    with sync_playwright() as playwright:
        executable = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        for name in PAGES:
            page = browser.new_page()
            page.route("http*://**", lambda route: route.abort())
            visit = Visit(page, [], [])
            page.on("request", lambda request, visit=visit: visit.requests.append(request.url))
            page.goto((site / f"{name}.html").as_uri(), wait_until="load")
            page.evaluate("() => document.fonts.ready.then(() => true)")
            mathjax = any("mathjax" in url for url in visit.requests)
            found[name] = sum(visit.weight().values()) + MATHJAX * mathjax
            page.close()
        browser.close()
    return found


def main() -> None:
    building.katex.fetch(building.ROOT)
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        here = weights(build(Path(ours), plain=False))
        there = weights(build(Path(theirs), plain=True))
    print("First view of a page, gzipped kB")
    print(f"{'page':32}{'this book':>12}{'plain theme':>14}{'ratio':>8}")
    for name in PAGES:
        one, other = here[name] / 1000, there[name] / 1000
        print(f"{name:32}{one:12.0f}{other:14.0f}{one / other:8.2f}")


if __name__ == "__main__":
    main()
