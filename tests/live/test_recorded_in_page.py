"""Recorded pages, chosen sentences as labels, and sliders that stop at whole numbers."""

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers import embed
from helpers.chapters.figures import FIGURES
from helpers.live import Figure, matrix, recorded, slider
from helpers.live.rounding import shown

EVIL = "</script><img src=x onerror=alert(1)>"
PAGES = [["first", ["a", "b"]], ["second", ["ab", EVIL]]]


def step(at, table):
    page = embed(at[None], table)[0, 0]
    return {"page": page}


def book(last=1, **options):
    return Figure(
        step,
        {"at": slider(0, 0, last, whole=True)},
        [recorded("page", PAGES, marks=[None, "ab"], **options)],
        fixed={"table": np.arange(2.0)[:, None]},
        name="book",
    )


def test_the_start_page_reads_without_script():
    markup = book().markup
    assert '<p>first</p><p class="hm-pieces">' in markup
    assert ">second<" not in markup
    assert EVIL not in markup


def test_single_pieces_and_lines_have_their_language(show):
    figure = book(lang={"ab": "es", "second": "es"})
    assert 'lang="es"' not in figure.markup
    page = show(figure)
    page.live.get_by_role("slider").press("ArrowRight")
    expect(page.live.locator(".hm-recorded [lang=es]")).to_have_text(["second", "ab"])


@pytest.mark.parametrize(
    ("declare", "says"),
    [
        (lambda: recorded("page", []), "no page"),
        (lambda: recorded("page", PAGES, marks=["ab"]), "2 pages, but 1 marks"),
        (lambda: recorded("page", [[1]]), "a text or a list of texts"),
        (
            lambda: Figure(
                lambda X: {"Y": X + 1}, {"X": matrix(np.eye(2))}, [recorded("Y", PAGES)], name="no"
            ),
            "a single number says which recorded page",
        ),
    ],
)
def test_what_is_no_record_is_refused(declare, says):
    with pytest.raises(ValueError, match=says):
        declare()


def test_pages_turn_and_hold_text_only(show):
    page = show(book())
    page.live.get_by_role("slider").press("ArrowRight")
    pieces = page.live.locator(".hm-recorded .hm-piece")
    expect(pieces).to_have_text(["ab", EVIL])
    expect(page.live.locator(".hm-recorded b")).to_have_text("ab")
    page.button("Undo").click()
    expect(pieces).to_have_text(["a", "b"])
    page.type("at", "7")
    expect(page.live.locator(".hm-status")).to_contain_text("at: give a whole number from 0 to 1.")
    expect(pieces).to_have_text(["a", "b"])
    assert page.is_quiet()


def test_a_row_that_no_table_has_is_said_and_the_last_page_stays(show):
    page = show(book(last=9))
    page.type("at", "7")
    expect(page.live.locator(".hm-notice")).to_contain_text("There is no row 7")
    expect(page.live.locator(".hm-recorded .hm-piece")).to_have_text(["a", "b"])
    assert page.is_quiet()


def test_merges_step_one_by_one(show):
    page = show(FIGURES["byte-pairs"]())
    expect(page.button("merges 0")).to_have_attribute("aria-pressed", "true")
    for _ in range(4):
        page.live.get_by_role("slider").press("ArrowRight")
    expect(page.field("merges")).to_have_value("4")
    expect(page.live.locator(".hm-recorded b").first).to_have_text("token")
    page.live.get_by_label("reader").check()
    page.figure.set(merges=4, library="reader")
    expect(page.live.locator(".hm-sentence b").nth(1)).to_have_text(f"{page.figure['pieces']:g}")


def test_labels_are_the_words_of_the_chosen_sentence(show):
    page = show(FIGURES["bank"]())
    page.live.locator(".hm-group > summary").evaluate("title => title.click()")
    words = page.live.locator('[data-shows="Z"] tbody th')
    expect(words).to_have_text(["money", "bank", "grows"])
    page.live.get_by_label("river bank flows").check()
    expect(words).to_have_text(["river", "bank", "flows"])
    page.shows("Z", sentence="river bank flows")
    assert page.is_quiet()


def test_labels_for_the_largest_shape_serve_the_smaller_ones(show):
    page = show(FIGURES["hands"]())
    page.live.locator(".hm-group > summary").evaluate("title => title.click()")
    beside = page.live.locator('[data-shows="angle"] tbody th')
    for width in (4, 16, 8):
        page.live.get_by_label(str(width), exact=True).check()
        expect(beside).to_have_text([f"pair {i}" for i in range(width // 2)])
        page.shows("PE", d_model=str(width))


def test_bars_of_both_signs_stand_on_a_zero_line(show):
    page = show(FIGURES["stretch-or-turn"]())
    bars = page.live.locator('[data-shows="cosine_turned"] .hm-tables')
    assert bars.evaluate("e => e.style.getPropertyValue('--hm-zero')") == "50%"


def test_a_field_has_room_for_the_numbers_it_starts_with(show):
    page = show(FIGURES["look-up"]())
    fields = page.live.locator('[data-shows="W_E"] input')
    cut = fields.evaluate_all("all => all.filter(e => e.scrollWidth > e.clientWidth).length")
    assert cut == 0


def seen(page, name, count, **inputs):
    """Wait until a view shows NumPy's values of the real words; filler has no columns."""
    page.figure.set(**inputs)
    wanted = [shown(float(x)) for row in page.figure[name] for x in row[:count]]
    view = page.live.locator(f'.hm-view-matrix[data-shows="{name}"] td.hm-cell')
    expect(view).to_have_text(wanted)


def test_shorter_sentences_show_no_filler(show):
    page = show(FIGURES["next-word"]())
    seen(page, "A_cross", 2)
    above = page.live.locator('[data-shows="A_cross"] thead th')
    expect(above).to_have_text(["hello", "world"])
    page.live.get_by_label("Source").fill("how a c")
    expect(above).to_have_text(["how", "a", "c"])
    page.live.get_by_label("Target so far").fill("SOS hola mundo")
    seen(page, "A_self", 3, source="how a c", target="SOS hola mundo")
    seen(page, "A_cross", 3)
    assert page.is_quiet()
