"""The book while it is written: each change is in the browser a few seconds later.

Run ``python -m helpers.site.watch`` (``make watch``). A change reloads the open pages; a page is
built when it is asked for and older than a change, and no other page with it. Each build has a
fresh process, and so the code as it is now; what is costly to import and none of ours is in that
process already. Notebooks are shown as :mod:`helpers.authoring.fresh` makes them; no file of the
author is written. What is published comes from :mod:`.build` alone.
"""

from __future__ import annotations

import argparse
import functools
import html
import multiprocessing
import sys
import threading
import time
import traceback
from collections.abc import Iterable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from helpers.site import npm
from helpers.site.build import ROOT

OUTPUT = ROOT / "_build" / "watch"
WATCHED = ("book", "helpers", "_config.yml", "_toc.yml")
SCRIPT = Path(__file__).with_name("reload.js")
TAG = '<script src="/_reload.js" data-seen="{}"></script>'
TITLE_PAGE = "index.html"
PATIENCE = 15  # seconds after which a silent browser is asked whether it is still there
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
OF_OTHERS = [  # what a build imports that is not ours, and so stays the same between builds
    *("numpy", "matplotlib.pyplot", "PIL.Image", "IPython.core.formatters", "anywidget"),
    *("jupyter_book.sphinx", "myst_nb.sphinx_ext", "sphinx_book_theme", "sphinx_design"),
    *("sphinx_exercise", "sphinx_copybutton", "sphinxcontrib.bibtex", "sphinx_external_toc"),
    *("sphinx.builders.html", "sphinx.search.en", "bs4", "nbclient", "pydata_sphinx_theme"),
    *("sphinx_multitoc_numbering", "tinycss2", "pybtex.plugin", "sphinx_jupyterbook_latex"),
    *("sphinx.builders.changes", "sphinx.builders.latex", "sphinx.domains.python", "numpy.random"),
]


def build_pages(pages: Iterable[str], root: Path = ROOT, output: Path = OUTPUT) -> None:
    """Build some pages, with the code as this process has it; the first time, all are read.

    Parameters
    ----------
    pages : iterable of str
        Names as in ``_toc.yml``.
    root, output : Path
        The book, and the folder for ``html``.
    """
    from jupyter_book.sphinx import build_sphinx

    done = build_sphinx(
        str(root),
        str(output / "html"),
        doctreedir=str(output / "doctrees"),
        noconfig=True,
        path_config=str(root / "_config.yml"),
        confoverrides={
            "external_toc_path": str(root / "_toc.yml"),
            "latex_individualpages": False,
            "nitpicky": True,
            "hola_watched": list(pages),
        },
        filenames=[str(source(root, page)) for page in pages],
        quiet=True,
    )
    if isinstance(done, BaseException):
        raise done


def source(root: Path, page: str) -> Path | None:
    """Return the notebook or the Markdown file that a page is made from."""
    files = (root / f"{page}{ending}" for ending in (".ipynb", ".md"))
    return next((file for file in files if file.is_file()), None)


def _answer(pipe, *arguments) -> None:
    """Build in a process of its own, and send what went wrong, if something did."""
    try:
        build_pages(*arguments)
        pipe.send("")
    except BaseException:
        pipe.send(traceback.format_exc())


class Watched:
    """What is known of the book: which pages are older than a change, and how often it changed.

    Parameters
    ----------
    root, output : Path
        As for `build_pages`.
    """

    def __init__(self, root: Path = ROOT, output: Path = OUTPUT):
        self.root, self.output = root, output
        self.changes = 0
        self.changed = threading.Condition()
        self._change: dict[str, int] = {}  # for each page that was built: after which change
        self._of_page: dict[str, int] = {}  # the last change of one page alone
        self._of_all = 0
        self._building = threading.Lock()
        self._processes = multiprocessing.get_context(METHOD)
        if METHOD == "forkserver":
            self._processes.set_forkserver_preload(OF_OTHERS)

    def note(self, files: Iterable[Path]) -> None:
        """Take notice of changed files, and tell the open pages."""
        with self.changed:
            self.changes += 1
            for file in files:
                if page := self.page_of(file):
                    self._of_page[page] = self.changes
                else:
                    self._of_all = self.changes
            self.changed.notify_all()

    def page_of(self, file: Path) -> str | None:
        """Return the page that a file is; None for one that may concern each page."""
        if file.suffix in (".ipynb", ".md") and file.parent == self.root / "book":
            return file.relative_to(self.root).with_suffix("").as_posix()
        return None

    def is_stale(self, page: str) -> bool:
        """Say whether a page was not built since what concerns it changed last."""
        last = max(self._of_all, self._of_page.get(page, 0))
        return self._change.get(page, -1) < last

    def wait(self, seen: int, seconds: float) -> int:
        """Wait for a change after the one that was seen; give the last one there is."""
        with self.changed:
            self.changed.wait_for(lambda: self.changes > seen, seconds)
            return self.changes

    def ready(self, page: str) -> str:
        """Build a page if it is stale.

        Parameters
        ----------
        page : str

        Returns
        -------
        trouble : str
            Empty, or why it could not be built.
        """
        with self._building:
            if not self.is_stale(page):
                return ""
            after, start = self.changes, time.perf_counter()
            trouble = self._build(page)
            if not trouble:
                self._change[page] = after
            said = "could not be built" if trouble else "built"
            print(f"{page}: {said} in {time.perf_counter() - start:.1f} s", flush=True)
            return trouble

    def _build(self, page: str) -> str:
        ours, theirs = self._processes.Pipe(duplex=False)
        arguments = (theirs, [page], self.root, self.output)
        process = self._processes.Process(target=_answer, args=arguments)
        process.start()
        theirs.close()
        try:
            return ours.recv()
        except EOFError:
            return "The build ended without a word; the terminal says more."
        finally:
            process.join()


class Handler(SimpleHTTPRequestHandler):
    """Serve the pages, built when they are asked for, and say when they are old."""

    def __init__(self, *arguments, watched: Watched, **options):
        self.watched = watched
        super().__init__(*arguments, directory=str(watched.output / "html"), **options)

    def do_GET(self) -> None:
        """Answer a browser."""
        path, _, query = self.path.partition("?")
        if path == "/_changes":
            self.tell_changes(int(query.removeprefix("seen=")) if query[5:].isdigit() else 0)
        elif path == "/_reload.js":
            self.send_text(SCRIPT.read_text(encoding="utf-8"), "text/javascript")
        elif path.endswith((".html", "/")):
            self.send_page(path.removeprefix("/") or TITLE_PAGE)
        else:
            super().do_GET()

    def send_page(self, name: str) -> None:
        """Send a page, or what keeps it from being built; both are loaded again after a change.

        The page knows after which change it was asked for: one that comes before it listens, or
        while it is built, is not lost.
        """
        seen = self.watched.changes
        page = root_page(self.watched.root) if name == TITLE_PAGE else name.removesuffix(".html")
        trouble = self.watched.ready(page) if source(self.watched.root, page) else ""
        file = self.watched.output / "html" / name
        if trouble:
            text = f"<!doctype html><title>{page}</title><pre>{html.escape(trouble)}</pre></body>"
        elif file.is_file() and file.resolve().is_relative_to(self.watched.output.resolve()):
            text = file.read_text(encoding="utf-8")
        else:
            self.send_error(404)
            return
        served = text.replace("</body>", f"{TAG.format(seen)}</body>")
        self.send_text(served, "text/html", 500 if trouble else 200)

    def send_text(self, text: str, kind: str, status: int = 200) -> None:
        """Send a text whole."""
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def tell_changes(self, seen: int) -> None:
        """Keep the connection, and send a line after each change that the page has not seen."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                now = self.watched.wait(seen, PATIENCE)
                self.wfile.write(b"data: changed\n\n" if now > seen else b": still here\n\n")
                self.wfile.flush()
                seen = now
        except OSError:  # the page was left
            self.close_connection = True

    def end_headers(self) -> None:
        """Let no browser keep a copy."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_) -> None:
        """Keep the terminal for what is built."""


def root_page(root: Path) -> str:
    """Return the page that stands at the bare address."""
    import yaml

    return yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))["root"]


def server(watched: Watched, port: int) -> ThreadingHTTPServer:
    """Make the server; it answers this machine only."""
    made = ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, watched=watched))
    made.daemon_threads = True
    return made


def main() -> int:
    """Serve the book until it is interrupted."""
    from watchfiles import watch

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    npm.install()
    watched = Watched()
    serving = server(watched, port)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    print(f"The book is at http://127.0.0.1:{port}/ (the first page takes as long as a build).")
    for changes in watch(*(ROOT / name for name in WATCHED), debounce=200, raise_interrupt=False):
        watched.note(Path(file) for _, file in changes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
