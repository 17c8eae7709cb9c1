"""One JupyterLab for all tests of this folder, with a copy of the book as a reader has it.

With HOLA_TEST_IN=notebook it is Jupyter Notebook instead (`make test-notebook`).
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from .lab import LAB, NOTEBOOK, ROOT, Application, serving

APPLICATIONS = {"jupyterlab": LAB, "notebook": NOTEBOOK}


class Lab(NamedTuple):
    """A running JupyterLab: where it is, the folder that it serves, and which application it is."""

    address: str
    folder: Path
    application: Application

    def of(self, path: Path) -> str:
        """Give the address at which a notebook of the folder is opened."""
        return self.address + self.application.opens.format(path.as_posix())


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "book", folder / "book")
    (folder / "helpers").symlink_to(ROOT / "helpers")
    application = APPLICATIONS[os.environ.get("HOLA_TEST_IN", "jupyterlab")]
    with serving(folder, tmp_path_factory.mktemp("home"), application) as address:
        yield Lab(address, folder, application)
