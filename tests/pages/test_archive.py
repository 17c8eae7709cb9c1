"""The book as one file: it opens anywhere, without a server, and holds nothing else."""

import zipfile

import pytest

from helpers.site.archive import archive
from helpers.site.build import version

from .book_reader import PAGES


@pytest.fixture(scope="module")
def packed(book, tmp_path_factory):
    return archive(book.site, tmp_path_factory.mktemp("zip"))


def test_an_unpacked_book_opens_in_any_folder(packed, visit, tmp_path):
    folder = tmp_path / "Mis libros (año 1)"
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(folder)
    home = folder / f"hola-mundo-{version()}"
    visited = visit((home / "index.html").as_uri())
    page = visited.page
    page.get_by_role("link", name="Scores, scale, softmax").first.click()
    page.locator(".hm-figure[data-live='']").first.wait_for()
    assert page.locator(".katex-html").count() > 10
    page.locator("#pst-primary-sidebar .search-button__button, .search-button").first.click()
    page.keyboard.type("entropy")
    page.keyboard.press("Enter")
    page.locator("#search-results li a").first.wait_for()
    assert visited.complaints == []
    assert visited.foreign("file") == []


def test_the_same_pages_give_the_same_file(packed, book, tmp_path):
    assert archive(book.site, tmp_path).read_bytes() == packed.read_bytes()


def test_all_pages_are_inside_and_all_in_one_folder(packed):
    names = zipfile.ZipFile(packed).namelist()
    assert {name.split("/")[0] for name in names} == {f"hola-mundo-{version()}"}
    assert {f"hola-mundo-{version()}/{page}.html" for page in PAGES} < set(names)


def test_without_a_built_book_it_says_what_to_run(tmp_path):
    with pytest.raises(FileNotFoundError, match="make book"):
        archive(tmp_path, tmp_path)
