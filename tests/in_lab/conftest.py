"""One JupyterLab for all tests of this folder, with a copy of the book as a reader has it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from .lab import ROOT, serving


class Lab(NamedTuple):
    """A running JupyterLab: where it is, and the folder that it serves."""

    address: str
    folder: Path


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "book", folder / "book")
    (folder / "helpers").symlink_to(ROOT / "helpers")
    with serving(folder, tmp_path_factory.mktemp("home")) as address:
        yield Lab(address, folder)
