"""JupyterLab as a reader has it: a server on a free port, and one notebook open in the browser."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
READY = 60  # seconds
HOMES = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")


class Application(NamedTuple):
    """What opens notebooks in a browser: its package, the name of its settings, its addresses.

    `warns` begins what it says in the console of any notebook: each was seen with an empty one in a
    folder of its own.
    """

    package: str
    settings: str
    opens: str
    warns: tuple[str, ...] = ()


LAB = Application("jupyterlab", "LabApp", "/lab/tree/{}?reset")
NOTEBOOK = Application(
    "notebook",
    "JupyterNotebookApp",
    "/notebooks/{}",
    (
        "Menu entry for command",
        "[yjs#509] Not same Y.Doc",
        "Cannot read properties of undefined (reading 'schema')",
    ),
)


@contextmanager
def serving(folder: Path, home: Path, application: Application = LAB) -> Iterator[str]:
    """Serve a folder with JupyterLab, or with Notebook, for a while; give its address.

    Nothing of this user's settings is read: what Jupyter keeps goes to `home`. What installing the
    package tells the server stands there too, so that these tests are about this copy of it.
    """
    told = home / "jupyter_config_dir" / "jupyter_server_config.d"
    told.mkdir(parents=True)
    shutil.copy(ROOT / "helpers" / "authoring" / "hola-mundo.json", told)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "ServerApp.port": port,
        "ServerApp.root_dir": folder,
        "ServerApp.allow_root": True,
        "ServerApp.open_browser": False,
        "IdentityProvider.token": "",
        f"{application.settings}.expose_app_in_browser": True,
        "LabApp.news_url": "",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    log = home / "lab.log"
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            application.package,
            *(f"--{key}={value}" for key, value in options.items()),
        ],
        cwd=folder,
        env={
            **os.environ,
            **{name: str(home / name.lower()) for name in HOMES},
            "PYTHONPATH": str(ROOT),
        },
        stdout=subprocess.DEVNULL,
        stderr=log.open("w"),
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status", process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address, process, log):
    for _ in range(READY * 4):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                json.load(answer)
            return
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"JupyterLab did not start in {READY} s:\n{log.read_text()}")


class Seen(NamedTuple):
    """What a reader sees who scrolls through a notebook from top to bottom.

    Cells, red boxes, figures that are live and that stand still, and all that is said in outputs.
    """

    cells: int
    red: list[str]
    live: int
    still: int
    text: str


OPENED = """async ([path, seconds]) => {
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (what, holds) => {
    for (let n = 0; n < seconds * 20; n++) { if (holds()) return; await rest(50); }
    throw new Error(`JupyterLab was waited for in vain: ${what}`);
  };
  await until('itself', () => window.jupyterapp);
  const app = window.jupyterapp;
  await app.restored;
  const isOpen = (panel) => panel?.context?.path === path && panel.context.isReady;
  await until('the notebook', () => isOpen(app.shell.currentWidget));
  const panel = app.shell.currentWidget;
  const kernel = () => panel.sessionContext.session?.kernel;
  await until('its kernel', () => kernel()?.status === 'idle');
  await panel.revealed;
}"""

RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"

N_WIDGETS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
  .flatMap((cell) => cell.toJSON().outputs ?? [])
  .filter((output) => output.data?.['application/vnd.jupyter.widget-view+json']).length
"""

ASK = """async (expression) => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const asked = { code: '', user_expressions: { it: expression }, store_history: false };
  const reply = await kernel.requestExecute(asked).done;
  return reply.content.user_expressions.it.data['text/plain'];
}"""

SAVE = "() => window.jupyterapp.shell.currentWidget.context.save()"

SHUT_DOWN = """async () => {
  const app = window.jupyterapp;
  await app.shell.currentWidget.sessionContext.shutdown();
  app.shell.currentWidget.dispose();
}"""

# Lab keeps only the cells near the window in the document: each has to be scrolled to
SCROLL = """async () => {
  const content = window.jupyterapp.shell.currentWidget.content;
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));
  const wrong = /Error displaying widget|model not found|Loading widget|Javascript Error/;
  const seen = { cells: 0, red: [], live: 0, still: 0, text: '' };
  for (const [i, cell] of content.widgets.entries()) {
    await content.scrollToItem(i, 'start');
    const isThere = () => cell.node.isConnected && !cell.isPlaceholder();
    for (let n = 0; n < 100 && !isThere(); n++) await rest(20);
    if (!isThere()) continue;
    seen.cells += 1;
    await rest(30);
    for (const output of cell.node.querySelectorAll('.jp-OutputArea-output')) {
      for (let n = 0; n < 100 && /Loading widget/.test(output.textContent); n++) await rest(20);
      const words = output.cloneNode(true);
      for (const script of words.querySelectorAll('script, style')) script.remove();
      const said = words.textContent;
      if (/stderr|error/.test(output.dataset.mimeType) || wrong.test(said)) {
        seen.red.push(`cell ${i}: ${said.slice(0, 300)}`);
      }
      if (output.querySelector('.hm-live')) seen.live += 1;
      else if (output.querySelector('.hm-figure')) seen.still += 1;
      seen.text += `${said}\\n`;
    }
  }
  return seen;
}"""


class Notebook:
    """A notebook that is open in JupyterLab, with a kernel that has started."""

    def __init__(self, page: Page, path: Path):
        self.page = page
        page.evaluate(OPENED, [path.as_posix(), READY])

    def run_all(self) -> None:
        self.page.evaluate(RUN_ALL)

    def n_widgets(self) -> int:
        """Count the outputs for which Python has a widget."""
        return self.page.evaluate(N_WIDGETS)

    def ask(self, expression: str) -> str:
        """Let the notebook's kernel say what an expression is."""
        return self.page.evaluate(ASK, expression)

    def save(self) -> None:
        self.page.evaluate(SAVE)

    def shut_down(self) -> None:
        """End its kernel, and close it."""
        self.page.evaluate(SHUT_DOWN)

    def scroll_through(self) -> Seen:
        return Seen(**self.page.evaluate(SCROLL))
