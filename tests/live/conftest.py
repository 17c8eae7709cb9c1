"""One JavaScript engine for the whole session."""

import pytest

import helpers.display  # noqa: F401 - the engine, told what this book tells it

from .engine import Engine


@pytest.fixture(scope="session")
def engine():
    engine = Engine()
    yield engine
    engine.close()
