"""What a second build notices, beside the pages themselves."""

import pytest
from sphinx.application import Sphinx

from helpers.site import extension

EXTENSIONS = ["helpers.site.extension"]
THEME = {"extra_footer": ""}


@pytest.fixture
def read_again(tmp_path, monkeypatch):
    """Return a function that builds one chapter, and says which pages Sphinx read for it."""
    file = tmp_path / "glossary.toml"
    file.write_text("", encoding="utf-8")
    monkeypatch.setattr(extension, "READ_WITH", [file])
    source = tmp_path / "source"
    source.mkdir()
    (source / "01-words.rst").write_text("Words\n=====\n\nNone is linked.\n", encoding="utf-8")

    def build(glossary):
        file.write_text(glossary, encoding="utf-8")
        settings = {
            "extensions": EXTENSIONS,
            "root_doc": "01-words",
            "html_theme_options": dict(THEME),
        }
        places = (source, None, tmp_path / "out", tmp_path / "doctrees")
        app = Sphinx(*places, "dummy", settings, status=None, warning=None)
        read = []
        app.connect("env-before-read-docs", lambda app, env, pages: read.extend(pages))
        app.build()
        return read

    return build


def test_chapters_are_read_again_when_the_glossary_has_changed_and_only_then(read_again):
    assert read_again("[[term]]") == ["01-words"]
    assert read_again("[[term]]") == []
    assert read_again("[[term]] # of another meaning") == ["01-words"]


def test_the_glossary_and_what_links_to_it_are_watched():
    names = {file.name for file in extension.READ_WITH if file.is_file()}
    assert {"glossary.toml", "glossary.py", "terms.py"} <= names
