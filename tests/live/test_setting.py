"""What the engine is told, and how it speaks untold."""

import pytest

from helpers.live import Figure, configure, matrix, number
from helpers.live.labels import hue, label_parts, latex_name, stem_of
from helpers.live.setting import Setting, head, setting


@pytest.fixture
def untold():
    """Forget what this book has told, for one test."""
    before = configure(**vars(Setting()))
    yield
    configure(**vars(before))


def one(name):
    return Figure(lambda **x: {"y": 2 * x[name]}, {name: number(1.0)}, [matrix("y")]).spec


@pytest.mark.usefixtures("untold")
def test_a_stranger_s_names_stay_as_they_are_and_mean_nothing():
    for name in ("loss", "A", "probs", "gamma", "W_Q"):
        (given,) = one(name)["inputs"]
        word, *below = name.split("_")
        assert given["symbol"] == [["b", word], *(["sub", part] for part in below)]
        assert not {"meaning", "hue"} & set(given)
    spec = Figure(lambda A: {"A": A * 1, "probs": A * 2}, {"A": number(1.0)}, [matrix("A")]).spec
    assert not {"meaning", "hue", "limits"} & set(spec["show"][0][0])


def test_what_is_told_is_said():
    before = configure(
        latex={"load": r"\omega^{in}"}, meanings={"load": "newtons"}, limits={"y": (0, 9)}
    )
    try:
        spec = one("load")
        (given,) = spec["inputs"]
        assert given["symbol"] == [["i", "ω"], ["sup", "in"]]
        assert given["meaning"] == "newtons"
        assert spec["show"][0][0]["limits"] == [0.0, 9.0]
    finally:
        configure(**vars(before))


def test_nothing_else_can_be_told():
    with pytest.raises(ValueError, match=r"cannot be told \['colour'\]; it knows .*'latex'"):
        configure(colour="red")


def test_the_head_of_a_page_is_markup_whatever_the_work_is_called():
    before = configure(work='"Q&A" <b>')
    try:
        assert '"Q' not in head().split("content=")[1]
        assert "<b>" not in head()
    finally:
        configure(**vars(before))


def test_the_symbols_of_this_book_are_told():
    assert latex_name("W_Q", head=1) == "W^{Q(1)}"
    assert (latex_name("K_2"), latex_name("W_Q_new")) == ("K^{(2)}", r"W^Q_{\text{new}}")
    assert stem_of("W_Q_cross") == "W_Q"
    assert label_parts("W_Q", head=1) == [["i", "W"], ["sup", "Q(1)"]]
    assert label_parts("S_scaled") == [["i", "S"], ["sub", "scaled"]]
    assert label_parts("theta") == [["i", "θ"]]
    assert label_parts("Z_parts", head=2) == [["i", "Z"], ["sup", "(2)"], ["sub", "parts"]]
    assert [hue(name) for name in ("W_Q", "Z_heads", "S", "Keys", "W_O")] == [
        "q",
        "z",
        None,
        None,
        "z",
    ]
    assert setting().limits == {"A": (0, 1), "probs": (0, 1)}
