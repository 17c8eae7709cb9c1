"""One JavaScript engine for the whole session."""

import pytest

from .browser import Browser


@pytest.fixture(scope="session")
def browser():
    engine = Browser()
    yield engine
    engine.close()
