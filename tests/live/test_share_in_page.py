"""A link carries a figure as the reader has it, and opens on that figure."""

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers import Vocabulary, example
from helpers.live import Figure, matrix, tokens

from . import samples

COPY = "Copy link to this state"
HELLO_1 = "Q row 1 Hello column 1"
Q_8_TO_9 = np.array([[9.0, *example.Q[0, 0, 1:]], example.Q[0, 1]])


def fragment_of(link):
    return "#" + link.split("#", 1)[1]


def test_a_link_carries_the_state(show):
    page = show(samples.one_head())
    page.type(HELLO_1, "0.1")
    page.live.get_by_role("switch").check()
    link = page.copied(COPY)
    assert fragment_of(link) == "#section-0?figure=scores&Q=0.1,3,3,9.99,3.99,4&mask=1"
    other = show(samples.one_head(), fragment=fragment_of(link))
    Q = np.array([[0.1, *example.Q[0, 0, 1:]], example.Q[0, 1]])
    other.shows("A", Q=Q, mask=True)
    expect(other.live.get_by_role("switch")).to_be_checked()
    other.button("Undo").click()
    other.shows("A", Q=example.Q[0], mask=False)


DAMAGED = [
    "Q=1,2",
    "Q=1,2,3,4,5,6,7",
    "Q=1,2,3,4,5,x",
    "Q=1,2,3,4,5,1e999",
    "none=1",
    "mask=1&none=1",
    "mask=7",
    "mask=1,1",
    "scale=",
    "scale=2,3",
]


def test_a_damaged_link_is_ignored_with_a_note(show):
    page = show(samples.one_head())
    note = page.live.locator(".hm-notice")
    for state in DAMAGED:
        page.follow(f"#section-0?figure=scores&{state}")
        expect(note).to_contain_text("damaged")
        page.shows("A")
        page.follow("#section-0?figure=scores")
        expect(note).to_be_hidden()
    page.type(HELLO_1, "9")
    page.follow("#section-0?figure=scores&Q=1")
    expect(note).to_contain_text("stay as they are")
    page.shows("A", Q=Q_8_TO_9)
    assert page.is_quiet()


def test_what_a_link_leaves_out_goes_back_to_its_start(show):
    page = show(samples.one_head())
    page.type(HELLO_1, "9")
    page.shows("A", Q=Q_8_TO_9)
    page.follow("#section-0?figure=scores&mask=1")
    page.shows("A", Q=example.Q[0], mask=True)
    expect(page.field(HELLO_1)).to_have_value("8")


@pytest.mark.parametrize("words", ["nada", "hola nada", "hola hola hola hola hola", ""])
def test_a_link_with_tokens_that_the_figure_does_not_take_is_damaged(show, words):
    page = show(samples.sentences(), fragment=f"#section-0?figure=say&ids={words}&temperature=1")
    expect(page.live.locator(".hm-notice")).to_contain_text("damaged")
    page.shows("A")


AWKWARD = ("R&D", "C#", "C++", "100%", "a=b", "und?", "1,5", "mañana", "%3F")


def test_a_sentence_of_any_signs_comes_through_a_link(show):
    vocabulary = Vocabulary(AWKWARD)
    figure = Figure(
        lambda ids, W: {"E": W[ids]},
        {"ids": tokens(AWKWARD[0], vocabulary, max_length=len(AWKWARD), label="Sentence")},
        [matrix("E", rows="ids")],
        fixed={"W": np.arange(2.0 * len(AWKWARD)).reshape(-1, 2)},
        name="awkward",
    )
    page = show(figure)
    page.type("Sentence", " ".join(AWKWARD), key="Enter")
    link = page.copied(COPY)
    other = show(figure, fragment=fragment_of(link))
    expect(other.field("Sentence")).to_have_value(" ".join(AWKWARD))
    other.shows("E", ids=" ".join(AWKWARD))


@pytest.mark.parametrize("mark", ["%3F", "%3f"])
def test_a_link_whose_question_mark_was_encoded_on_its_way_opens_too(show, mark):
    page = show(samples.one_head(), fragment=f"#section-0{mark}figure=scores&mask=1")
    page.shows("A", mask=True)
    page.follow(f"#section-0{mark}figure=scores&Q=9,3,3,9.99%2C3.99%2C4")
    page.shows("A", Q=Q_8_TO_9, mask=False)


def test_a_link_says_what_the_switch_of_the_edition_would_change(show):
    page = show(samples.queries())
    link = page.copied(COPY)
    assert fragment_of(link).endswith("?figure=queries&X=1,3,3,5,2.84,3.99,4,6")
    page.page.get_by_label("corrected", exact=True).check()
    page.shows("Q", X=example.X_corrected)
    page.follow(fragment_of(link))
    page.shows("Q", X=example.X)


FAR = '<div style="height: 4000px"></div>'


@pytest.mark.parametrize("anchor", ["section-0", "section-1", "gone", ""])
def test_a_link_opens_on_its_figure_wherever_its_anchor_is(show, anchor):
    scores, queries = samples.one_head(), samples.queries()
    page = show(scores, queries, prose=FAR, fragment=f"#{anchor}?figure=queries&W_Q={'1,' * 11}1")
    expect(page.page.locator("#figure-queries .hm-live")).to_be_in_viewport()
    top = page.page.locator("#figure-queries").evaluate("it => it.getBoundingClientRect().top")
    assert top >= 0


def test_a_link_to_a_figure_that_is_gone_opens_its_section_and_changes_nothing(show):
    page = show(samples.one_head(), prose=FAR, fragment="#section-0?figure=none&mask=1")
    expect(page.page.locator("#section-0 h2")).to_be_in_viewport()
    page.shows("A")
    expect(page.live.locator(".hm-notice")).to_be_hidden()
    assert page.is_quiet()


def test_a_plain_anchor_is_left_to_the_browser(show):
    page = show(samples.one_head(), prose=FAR)
    page.type(HELLO_1, "9")
    page.follow("#section-0")
    expect(page.page.locator("#section-0 h2")).to_be_in_viewport()
    page.shows("A", Q=Q_8_TO_9)
    assert page.is_quiet()


def test_plain_anchors_stay_as_they_are(show):
    page = show(samples.one_head(), samples.queries(), fragment="#section-1")
    for fragment in ("#none", "#section-0?other=1", "#?figure=none", "#%", "#section-1"):
        page.follow(fragment)
        assert page.page.url.endswith(fragment)
    page.shows("A")
    assert page.is_quiet()


def test_a_figure_outside_of_a_section_is_linked_by_its_own_name(show):
    page = show(samples.one_head())
    page.page.evaluate(
        "document.querySelector('main').append(document.querySelector('.hm-figure'))"
    )
    assert fragment_of(page.copied(COPY)) == "#figure-scores?figure=scores"
