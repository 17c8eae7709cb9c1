"""What a reader has changed lasts for the session, and gives way where it should."""

import json

import pytest
from playwright.sync_api import expect

from helpers import example
from helpers.live import configure

from . import samples
from .test_figure_in_page import HELLO_1, changed

Q_TO_9 = changed(example.Q[0], 0, 0, to=9)
LINK = "#section-0?figure=scores&Q=1,2,3,4,5,6"
Q_OF_LINK = [[1, 2, 3], [4, 5, 6]]
KEPT = "() => Object.entries({ ...sessionStorage })"
ELSEWHERE = "data:text/html,<title>Elsewhere</title>"
REFUSED = {
    "all": "Object.defineProperty(window, 'sessionStorage', { get() { throw Error('no'); } });",
    "writing": "Storage.prototype.setItem = () => { throw Error('full'); };",
}


def note(page):
    return page.live.locator(".hm-notice")


@pytest.mark.parametrize("way", ["reload", "back"])
def test_changes_are_there_again_and_the_figure_says_so(show, http, way):
    page = show(samples.one_head(), samples.queries(), root=http)
    page.type(HELLO_1, "9")
    page.live.get_by_role("switch").first.press(" ")
    page.shows("A", Q=Q_TO_9, mask=True)
    if way == "reload":
        page.page.reload()
    else:
        page.page.goto(ELSEWHERE)
        page.page.go_back()
    page.shows("A")
    expect(page.field(HELLO_1)).to_have_value("9")
    expect(page.live.get_by_role("switch").first).to_be_checked()
    assert way == "back" or "earlier in this session" in note(page).inner_text()
    expect(page.page.locator("#figure-queries .hm-notice")).to_be_hidden()
    assert page.is_quiet()


def test_reset_forgets(show):
    page = show(samples.one_head())
    page.type(HELLO_1, "9")
    page.page.reload()
    page.button("Reset").click()
    expect(note(page)).to_be_hidden()
    page.page.reload()
    page.shows("A", Q=example.Q[0])
    expect(note(page)).to_be_hidden()
    assert page.page.evaluate(KEPT) == []


def test_another_tab_and_another_page_begin_at_the_start(show, http, tmp_path):
    page = show(samples.one_head(), root=http)
    page.type(HELLO_1, "9")
    page.page.reload()
    other = page.page.context.new_page()
    other.goto(page.page.url)
    expect(other.get_by_label(HELLO_1, exact=True)).to_have_value("8")
    (tmp_path / "other.html").write_bytes((tmp_path / "page.html").read_bytes())
    page.page.goto(f"{http}/other.html")
    expect(page.field(HELLO_1)).to_have_value("8")


def test_a_link_wins_and_says_so_and_undo_brings_the_reader_s_numbers_back(show, http):
    page = show(samples.one_head(), root=http)
    page.type(HELLO_1, "9")
    page.page.goto(ELSEWHERE)
    page.page.goto(f"{http}/page.html{LINK}")
    page.shows("A", Q=Q_OF_LINK)
    expect(note(page)).to_contain_text("Shared state")
    page.button("Undo").click()
    page.shows("A", Q=Q_TO_9)


@pytest.mark.parametrize(
    ("words", "Q"), [("Back to the start", example.Q[0]), ("Back to yours", Q_TO_9)]
)
def test_beside_a_shared_state_stand_the_ways_back(show, http, words, Q):
    page = show(samples.one_head(), root=http)
    page.type(HELLO_1, "9")
    page.page.goto(ELSEWHERE)
    page.page.goto(f"{http}/page.html{LINK}")
    page.shows("A", Q=Q_OF_LINK)
    page.button(words).press("Enter")
    page.shows("A", Q=Q)
    expect(note(page)).not_to_contain_text("Shared state")
    expect(page.field(HELLO_1)).to_be_focused()
    page.button("Undo").click()
    page.shows("A", Q=Q_OF_LINK)


def test_who_had_no_numbers_of_their_own_is_offered_the_start_alone(show, http):
    page = show(samples.one_head(), root=http, fragment=LINK)
    expect(note(page)).to_contain_text("Shared state")
    expect(page.button("Back to yours")).to_have_count(0)
    page.page.reload()
    page.shows("A", Q=Q_OF_LINK)
    expect(note(page)).to_contain_text("Shared state")
    page.button("Back to the start").click()
    page.shows("A", Q=example.Q[0])
    page.page.reload()
    page.shows("A", Q=example.Q[0])


def test_a_link_to_the_start_is_no_shared_state(show):
    page = show(samples.one_head(), fragment="#section-0?figure=scores")
    page.shows("A")
    expect(note(page)).to_be_hidden()


def test_what_was_changed_is_printed_after_a_reload_too(show):
    page = show(samples.one_head())
    page.type(HELLO_1, "9")
    page.page.reload()
    page.page.emulate_media(media="print")
    expect(page.field(HELLO_1)).to_be_visible()
    expect(page.field(HELLO_1)).to_have_value("9")
    page.shows("S", Q=Q_TO_9)


def test_what_is_changed_after_a_link_outlasts_a_reload_of_its_address(show, http):
    page = show(samples.one_head(), root=http, fragment=LINK)
    page.type(HELLO_1, "9")
    page.page.reload()
    page.shows("A", Q=changed(Q_OF_LINK, 0, 0, to=9))


def test_a_change_stays_when_the_edition_is_switched_and_so_does_undo(show):
    page = show(samples.queries())
    place = "X row 2 World column 1"
    page.type(place, "7")
    published, corrected = (changed(X, 1, 0, to=7) for X in (example.X, example.X_corrected))
    page.page.get_by_label("corrected", exact=True).check()
    page.shows("Q", X=corrected)
    page.page.reload()
    page.shows("Q", X=corrected)
    page.page.get_by_label("as published", exact=True).check()
    page.shows("Q", X=published)
    page.type(place, "6")
    page.page.get_by_label("corrected", exact=True).check()
    page.shows("Q", X=changed(example.X_corrected, 1, 0, to=6))
    page.button("Undo").click()
    page.shows("Q", X=corrected)
    page.button("Reset").click()
    page.shows("Q", X=example.X_corrected)


@pytest.mark.parametrize(
    "kept",
    [
        *("", "{", "null", "1", "[]", '{"Q":1}', '{"Q":{"0":"x"}}', '{"Q":{"0":1e999}}'),
        *('{"Q":{"6":1}}', '{"gone":1}', '{"mask":2}', '{"scale":{"0":""}}', '{"Q":"1,2"}'),
    ],
)
def test_what_is_kept_may_be_damaged_or_of_another_figure(show, kept):
    page = show(samples.one_head())
    page.type(HELLO_1, "9")
    page.page.reload()
    ((key, _),) = page.page.evaluate(KEPT)
    script = f"sessionStorage.setItem({json.dumps(key)}, {json.dumps(kept)})"
    page.page.add_init_script(script)
    page.page.reload()
    page.shows("A", Q=example.Q[0])
    assert page.is_quiet()


@pytest.mark.parametrize("what", REFUSED)
def test_where_nothing_can_be_kept_a_figure_works_and_forgets_in_silence(show, what):
    page = show(samples.one_head())
    page.page.add_init_script(REFUSED[what])
    page.page.reload()
    page.type(HELLO_1, "9")
    page.shows("A", Q=Q_TO_9)
    page.page.reload()
    page.shows("A", Q=example.Q[0])
    assert page.is_quiet()


@pytest.mark.parametrize(("store", "begins"), [("my-course", "my-course "), ("", None)])
def test_the_engine_keeps_under_the_name_that_it_is_told_or_not_at_all(show, store, begins):
    before = configure(store=store)
    try:
        page = show(samples.one_head())
    finally:
        configure(**vars(before))
    page.type(HELLO_1, "9")
    page.page.reload()
    keys = [key for key, _ in page.page.evaluate(KEPT)]
    assert [key.startswith(begins) for key in keys] == ([True] if begins else [])
    expect(page.field(HELLO_1)).to_have_value("9" if begins else "8")
