"""Builds the package: as setuptools does, and an installation in place brings its data files, too.

Setuptools leaves data files out of `pip install -e .`. Without them Jupyter's server is not told of
its extension `helpers/authoring/saving.py`, and whoever runs a notebook and saves it has changed
it. pip imports this file (see `build-backend` in pyproject.toml), and nothing else does.
"""

import base64
import hashlib
import sys
import zipfile
from pathlib import Path

from setuptools import build_meta

build_wheel = build_meta.build_wheel
build_sdist = build_meta.build_sdist
get_requires_for_build_wheel = build_meta.get_requires_for_build_wheel
get_requires_for_build_sdist = build_meta.get_requires_for_build_sdist
prepare_metadata_for_build_wheel = build_meta.prepare_metadata_for_build_wheel
prepare_metadata_for_build_editable = build_meta.prepare_metadata_for_build_editable

OLD = (
    "The book needs Python 3.11 or later, and this is {}.{}. "
    "Make the environment with another: python3.12 -m venv .venv"
)


def get_requires_for_build_editable(config_settings=None):
    """Say which Python is wanted before pip looks in vain for packages that an old one may have."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever asks here may well have an older one
        sys.exit(OLD.format(*sys.version_info))
    return build_meta.get_requires_for_build_editable(config_settings)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    """Build what `pip install -e` installs; give its name."""
    name = build_meta.build_editable(wheel_directory, config_settings, metadata_directory)
    wheel = Path(wheel_directory) / name
    with zipfile.ZipFile(wheel) as built:
        content = {file: built.read(file) for file in built.namelist()}
    record = next(file for file in content if file.endswith(".dist-info/RECORD"))
    home = record.removesuffix(".dist-info/RECORD") + ".data/data"
    for folder, files in _data_files().items():
        for file in map(Path, files):
            content[f"{home}/{folder}/{file.name}"] = file.read_bytes()
            content[record] += _line(f"{home}/{folder}/{file.name}", file.read_bytes())
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as whole:
        for file, data in content.items():
            whole.writestr(file, data)
    return name


def _data_files():
    import tomllib  # not above: Python 3.10 has none, and pip says there which Python it takes

    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    return project["tool"]["setuptools"]["data-files"]


def _line(name, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(data)}\n".encode()
