"""The page that collects the reader's lines runs them, lends ours, and gives a file that runs."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers.chapters.code import codes
from helpers.site import transformer

KEY = "hola-mundo-code"


@pytest.fixture
def opened(book, visit):
    visited = visit(book.file("book/my-transformer").as_uri())
    visited.page.wait_for_load_state("networkidle")  # a reload would break off what still comes
    return visited


def keep(page, lines):
    kept = {name: {"text": text, "right": text} for name, text in lines.items()}
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [KEY, json.dumps({"v": 1, "lines": kept})],
    )
    page.reload()


def translated(page, sentence):
    page.get_by_role("textbox", name="Say something in English").fill(sentence)
    page.get_by_role("button", name="Translate").press("Enter")
    return page.locator(".hm-transformer-says")


def in_an_empty_environment(file, folder):
    """Run a file where NumPy is all that can be imported besides Python's own modules."""
    folder.mkdir()
    home = Path(np.__file__).parents[1]
    for name in ("numpy", "numpy.libs"):
        if (home / name).exists():
            (folder / name).symlink_to(home / name)
    lines = f"""
import runpy, sys
from importlib.util import find_spec
sys.path.append({str(folder)!r})
assert not find_spec("helpers") and not find_spec("pytest")
runpy.run_path({str(file)!r}, run_name="__main__")
"""
    run = [sys.executable, "-I", "-S", "-c", lines]
    return subprocess.run(run, capture_output=True, text=True, cwd=folder)


def test_without_any_line_of_the_reader_ours_are_lent_and_say_so(opened):
    page = opened.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("My transformer")
    expect(page.get_by_text(f"0 of {len(codes())} parts are yours")).to_be_visible()
    assert page.locator('[data-by="book"]').count() == len(codes())
    expect(translated(page, "hello world")).to_have_text("hello world → hola mundo")
    expect(translated(page, "hello zebra")).to_contain_text("never learnt “zebra”")
    expect(translated(page, " ")).to_contain_text("Type a few English words")
    expect(translated(page, "the " * 30)).to_contain_text("Leave some out")
    assert not opened.complaints


def test_a_solved_page_gives_a_file_that_runs_with_numpy_alone(opened, tmp_path):
    page = opened.page
    keep(page, {name: code.also[-1] for name, code in codes().items()})
    expect(page.get_by_text(f"All {len(codes())} parts are yours.")).to_be_visible()
    expect(translated(page, "hello world")).to_have_text("hello world → hola mundo")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Save {transformer.FILE}").press("Enter")
    file = tmp_path / transformer.FILE
    download.value.save_as(file)
    assert file.read_text(encoding="utf-8").count("# yours") == len(codes())
    done = in_an_empty_environment(file, tmp_path / "empty")
    assert done.stdout == "hola mundo\n", done.stderr


def test_what_is_kept_and_no_lines_are_left_aside(opened):
    page = opened.page
    page.evaluate('key => localStorage.setItem(key, \'{"v": 1, "lines": 3}\')', KEY)
    page.reload()
    expect(page.get_by_text(f"0 of {len(codes())} parts are yours")).to_be_visible()
    assert not opened.complaints
