"""What the figures of chapter 6 start with, and that their captions tell the truth."""

import numpy as np
import pytest
from drawings import drawn, drawn_by_python
from playwright.sync_api import expect

from helpers import example, self_attention
from helpers.chapters.asides import QUESTIONS
from helpers.chapters.heads import figures
from helpers.live.rounding import shown
from helpers.training import named_heads

WEIGHTS = (example.W_Q, example.W_K, example.W_V, example.W_O)


@pytest.fixture
def two():
    return figures.two_heads_figure()


@pytest.fixture
def narrow():
    return figures.narrow_head_figure()


@pytest.fixture
def whole():
    return figures.from_e_to_z_figure()


def test_two_heads_start_at_the_published_z_and_add_up_to_it(two):
    np.testing.assert_allclose(two["Z"], example.Z, rtol=1e-14)
    np.testing.assert_allclose(two["Z_parts"].sum(axis=0), example.Z, rtol=1e-14)


@pytest.mark.parametrize(("switch", "off", "on"), [("first", 0, 1), ("second", 1, 0)])
def test_a_head_that_is_off_leaves_the_piece_of_the_other(two, switch, off, on):
    pieces = two["Z_parts"]
    two.set(**{switch: False})
    assert not two["Z_concat"][:, 3 * off : 3 * off + 3].any()
    np.testing.assert_allclose(two["Z"], pieces[on], rtol=1e-14)
    np.testing.assert_array_equal(two["Z_parts"][on], pieces[on])


def test_both_heads_off_give_zero(two):
    two.set(first=False, second=False)
    assert not two["Z"].any()


def test_the_upper_rows_of_w_o_belong_to_the_first_head(two):
    pieces = two["Z_parts"]
    W_O = example.W_O.copy()
    W_O[:3] += 1
    two.set(W_O=W_O)
    assert (two["Z_parts"][0] != pieces[0]).all()
    np.testing.assert_array_equal(two["Z_parts"][1], pieces[1])


def test_one_weight_takes_the_first_number_from_both_words(two):
    W_O = example.W_O.copy()
    W_O[0, 0] = -0.7253
    two.set(W_O=W_O)
    np.testing.assert_allclose(two["Z"][:, 0], [0, -0.0038], atol=5e-4)


@pytest.mark.parametrize("d_k", [1, 2, 3])
def test_as_many_rows_are_new_as_the_head_is_wide(narrow, d_k):
    narrow.set(d_k=str(d_k))
    assert narrow["new_rows"] == d_k == np.linalg.matrix_rank(narrow["S"])
    assert (narrow["added"] > 0).tolist() == [i < d_k for i in range(4)]


def test_with_one_entry_each_row_is_a_multiple_of_the_first(narrow):
    narrow.set(d_k="1")
    ratios = narrow["S"] / narrow["S"][0]
    np.testing.assert_allclose(ratios, np.repeat(ratios[:, :1], 4, axis=1))


@pytest.mark.parametrize("query", [[9, -9, 9], [0, 0, 0], [0.1, 1000, -3]])
def test_with_three_entries_no_fourth_query_adds_a_row(narrow, query):
    Q = narrow.inputs["Q"].copy()
    Q[3] = query
    narrow.set(Q=Q)
    assert narrow["added"][3] == 0
    assert narrow["new_rows"] == 3


def test_the_words_are_those_of_the_picture_above(narrow):
    X = example.W_E[:4]
    np.testing.assert_allclose(
        narrow["S"], (X @ example.W_Q[1]) @ (X @ example.W_K[1]).T, rtol=1e-14
    )
    assert example.vocabulary.tokens[:4] == figures.FOUR_WORDS


def test_the_whole_way_gives_every_published_matrix(whole):
    for name in ("X", "Q", "K", "V", "S", "S_scaled", "A", "Z_heads", "Z_concat", "Z"):
        np.testing.assert_allclose(whole[name], getattr(example, name), rtol=1e-13)


def test_the_whole_way_works_in_the_other_edition(whole):
    whole.set(PE=example.PE_corrected)
    expected = self_attention(example.X_corrected, *WEIGHTS, scale=example.hack_scale)
    np.testing.assert_allclose(whole["Z"], expected, rtol=1e-13)


@pytest.mark.parametrize(("first", "copied"), [(1, 1), (9, 0)])
def test_by_the_root_of_three_both_rows_of_z_copy_the_same_word(whole, first, copied):
    E = example.E.copy()
    E[0, 0] = first
    whole.set(E=E, scale=3**0.5)
    np.testing.assert_allclose(whole["A"][:, :, copied], 1, atol=1e-7)
    np.testing.assert_allclose(whole["Z"][0], whole["Z"][1], atol=5e-5)


def test_a_number_of_hello_reaches_world(whole):
    before = whole["Z"]
    E = example.E.copy()
    E[0, 0] = 9
    whole.set(E=E)
    assert (whole["Z"] != before).all()


def test_the_answer_to_the_zeroed_number_is_what_the_figure_then_shows(two):
    answer = QUESTIONS["one-weight-to-zero"]._repr_markdown_()
    W_O = example.W_O.copy()
    W_O[0, 0] = round(float(W_O[0, 0] - example.Z[0, 0] / example.Z_concat[0, 0]), 4)
    two.set(W_O=W_O)
    assert shown(float(W_O[0, 0])) in answer
    assert shown(float(two["Z"][0, 0])) in answer
    assert shown(float(two["Z"][1, 0])) in answer


@pytest.fixture
def without():
    return figures.head_off_figure()


def spanish(figure, name="says"):
    return " ".join(named_heads.SPANISH.decode(figure[name].astype(int)))


@pytest.mark.parametrize(
    ("switch", "wrong", "changed"), [("before", "el libro coche", 2), ("noun", "el mesa rojo", 1)]
)
def test_without_one_head_the_red_car_goes_wrong_and_the_ribbons_stay(
    without, switch, wrong, changed
):
    assert spanish(without) == "el coche rojo"
    ribbons = without["A_1"], without["A_2"]
    without.set(**{switch: False})
    assert spanish(without) == wrong
    assert spanish(without, "says_with_both") == "el coche rojo"
    assert without["changed"] == changed
    np.testing.assert_array_equal((without["A_1"], without["A_2"]), ribbons)


@pytest.mark.parametrize("off", [(), ("before",), ("noun",), ("before", "noun")])
def test_the_ribbons_of_a_head_that_is_off_are_pale_in_the_page_and_without_it(
    without, off, show, tmp_path
):
    page = show(without)
    for part in without.spec["inputs"]:
        if part["name"] in off:
            page.live.get_by_role("switch", name=part["label"]).click()
    without.set(**dict.fromkeys(off, False))
    markup = without.save(tmp_path / "still.html").read_text(encoding="utf-8")
    for name, picture in zip(
        ("before", "noun"), page.live.locator("svg.hm-ribbons").all(), strict=True
    ):
        expect(picture.locator(".hm-asks:not(.hm-quiet)")).to_have_count(3 * (name not in off))
    assert drawn(page.live) == drawn_by_python(markup)
    assert page.is_quiet()


@pytest.mark.parametrize(("switch", "head"), [("before", 0), ("noun", 1)])
def test_a_switch_does_what_leaving_the_rows_of_a_head_out_does(without, switch, head):
    without.set(sentence="is the table red", **{switch: False})
    model = named_heads.without_head(named_heads.trained(), head)
    ids = named_heads.ENGLISH.encode(["is", "the", "table", "red"])
    steps = named_heads.read_steps(ids, model)
    np.testing.assert_allclose(without["logits"], steps.logits, rtol=1e-12)
    np.testing.assert_allclose(without["Z"], steps.attention.Z, rtol=1e-12, atol=1e-14)


def test_without_the_noun_some_nouns_come_out_right_by_habit(without):
    without.set(sentence="the red house", noun=False)
    assert spanish(without) == "la casa roja"
    assert without["changed"] == 0
