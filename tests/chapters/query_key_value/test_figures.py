"""What the figures of chapter 4 start with, and that their captions tell the truth."""

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers import example, softmax
from helpers.chapters.query_key_value import figures
from helpers.training import named_heads


@pytest.fixture
def products():
    return figures.query_key_value_figure()


@pytest.fixture
def car():
    return figures.car_is_red_figure()


def moved(before, after):
    return np.argwhere(~np.isclose(before, after)).tolist()


def test_starts_with_the_queries_keys_and_values_of_the_chapter(products):
    for name in ("Q", "K", "V"):
        np.testing.assert_array_equal(products[name], getattr(example, name)[0])


def test_one_weight_moves_one_column_for_both_words(products):
    before = {name: products[name] for name in "QKV"}
    W_K = example.W_K[0].copy()
    W_K[1, 2] = 5
    products.set(W_K=W_K)
    assert moved(before["K"], products["K"]) == [[0, 2], [1, 2]]
    assert moved(before["Q"], products["Q"]) == moved(before["V"], products["V"]) == []


@pytest.mark.parametrize(("entry", "moving"), [(0, "KV"), (1, "QKV"), (2, "QKV"), (3, "QKV")])
def test_one_number_of_a_word_moves_its_rows_only(products, entry, moving):
    before = {name: products[name] for name in "QKV"}
    X = example.X.copy()
    X[0, entry] += 1
    products.set(X=X)
    for name in "QKV":
        rows = {row for row, _ in moved(before[name], products[name])}
        assert rows == ({0} if name in moving else set())


@pytest.mark.parametrize(
    ("row", "weight", "world"),
    [(0, -3, -4.52), (1, -4 / 3, 1.52), (2, -1 / 3, 1.50667), (3, -0.8, 2.04)],
)
def test_four_weights_make_an_entry_zero_and_each_moves_world(products, row, weight, world):
    W_K = example.W_K[0].copy()
    W_K[row, 2] = weight
    products.set(W_K=W_K)
    np.testing.assert_allclose(products["K"][:, 2], [0, world], atol=1e-5)


def test_starts_with_the_true_weights_of_the_car(car):
    np.testing.assert_array_equal(car["A"], softmax(example.car_scores))
    np.testing.assert_array_equal(car["Z"], softmax(example.car_scores) @ example.car_values)
    assert car["rows_right"] == 0
    assert shown_wrong(car) == ["The", "car", "is", "red"]


def shown_wrong(car):
    right = (np.round(car["A"], 1) == example.car_weights).all(axis=-1)
    return [word for word, is_right in zip(example.car_words, right, strict=True) if not is_right]


@pytest.mark.parametrize(
    ("scale", "wrong"), [(0.5, ["is"]), (0.65, ["The", "red"]), (2, ["The", "car", "is", "red"])]
)
def test_the_caption_says_which_rows_round_to_the_printed_ones(car, scale, wrong):
    car.set(scale=scale)
    assert shown_wrong(car) == wrong
    assert car["rows_right"] == 4 - len(wrong)


def test_no_divisor_gives_all_four_rows(car):
    most = 0
    for scale in np.geomspace(0.1, 4, 400):
        car.set(scale=scale)
        most = max(most, car["rows_right"])
    assert most == 3


@pytest.fixture
def asks():
    return figures.car_asks_figure()


def spanish(figure, name="says"):
    return " ".join(named_heads.SPANISH.decode(figure[name].astype(int)))


def test_red_asks_its_noun_wherever_it_stands_and_hears_hardly_anybody_else(asks):
    assert spanish(asks) == "el coche rojo"
    assert asks["A"][1, 2] == asks["red_to_noun"] > 0.99
    asks.set(sentence="the house is red")
    assert asks["A"][3, 1] == asks["red_to_noun"] > 0.9
    assert spanish(asks) == "la casa es roja"


def test_with_the_other_head_car_looks_at_the_word_before(asks):
    asks.set(head="looks at the word before")
    assert asks["A"][2, 1] > 0.9


@pytest.mark.parametrize("head", figures.LOOKS)
@pytest.mark.parametrize("text", ["the red car", "the house is red"])
def test_shares_are_made_of_half_the_scores_and_said_in_whole_per_cent(asks, text, head):
    asks.set(sentence=text, head=head)
    np.testing.assert_allclose(asks["A"], softmax(asks["S"] / 2))
    assert asks["per_cent"] == round(100 * float(asks["red_to_noun"]))


def test_the_bent_plane_makes_its_shares_of_scores_over_the_root_of_two():
    bend = figures.bend_figure()
    np.testing.assert_allclose(bend["A"], softmax(bend["S"] / np.sqrt(2)))


def test_car_does_not_look_for_a_noun(asks):
    assert asks["A"][2].argmax() == 1
    asks.set(sentence="yes the red car")
    assert asks["A"][3].argmax() in (1, 2)


def test_what_one_head_shows_is_not_what_the_model_answers(asks):
    says = asks["says"]
    asks.set(head="looks at the word before")
    np.testing.assert_array_equal(asks["says"], says)


def test_two_nouns_are_more_than_the_model_has_learnt(asks):
    asks.set(sentence="the car is a house")
    assert spanish(asks) != "el coche es una casa"


@pytest.mark.parametrize("head", figures.LOOKS)
def test_the_numbers_are_those_of_the_head_that_is_chosen(asks, head):
    asks.set(sentence="yes the white table", head=head)
    ids = named_heads.ENGLISH.encode(["yes", "the", "white", "table"])
    steps = named_heads.read_steps(ids, named_heads.trained()).attention
    for name in ("Q", "K", "V", "S", "A"):
        np.testing.assert_allclose(asks[name], getattr(steps, name)[figures.LOOKS[head]])


def test_where_no_red_asks_nothing_is_said_of_it(asks, show):
    assert 'class="hm-sentence" hidden' not in asks.markup
    page = show(asks)
    share = page.live.locator(".hm-sentence")
    expect(share).to_be_visible()
    page.type("Sentence", "a table")
    expect(share).to_be_hidden()
    page.type("Sentence", "the red car")
    expect(share).to_be_visible()
    assert page.is_quiet()


def test_where_no_red_asks_the_static_figure_says_nothing_of_it(asks, tmp_path):
    asks.set(sentence="a table")
    assert asks["reds"] == asks["red_to_noun"] == 0
    still = asks.save(tmp_path / "still.html").read_text(encoding="utf-8")
    assert still.count('<p class="hm-sentence" hidden="">') == 1
