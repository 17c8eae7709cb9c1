"""The poster: each number is NumPy's, nothing overlaps, nothing leaves the paper."""

import itertools
import re

import numpy as np
import pytest

from helpers.chapters.whole_machine import layout, poster
from helpers.chapters.whole_machine.figures import SENTENCES, all_weights
from helpers.training import model_steps, toy

GROUP = re.compile(r'<g text-anchor="end" font-size="[\d.]+" data-of="(\w+)">(.*?)</g>')
NUMBER = re.compile(r"<text [^>]*>([^<]+)</text>")


@pytest.fixture(scope="module")
def numbers():
    """The numbers that are printed, by the name of their tile."""
    return {name: NUMBER.findall(inside) for name, inside in GROUP.findall(poster.poster())}


def test_it_has_a_tile_for_each_tile_of_the_screen(numbers):
    assert set(numbers) == set(layout.tiles())


def test_all_weights_stand_on_it_with_their_numbers(numbers):
    weights = all_weights()
    count = 0
    for name, array in weights.items():
        assert_printed(numbers[name], array, name)
        count += len(numbers[name])
    assert count == len(toy.initial())


def test_its_values_are_those_of_the_model(numbers):
    read = np.array([toy.START, *spoken()[:-1]])
    steps = model_steps(SENTENCES["hello world"], read, toy.trained())
    (enc,), (dec,) = steps.blocks.encoder, steps.blocks.decoder
    values = {"memory": steps.blocks.memory, "probs": steps.probs}
    values |= {"logits": steps.logits, "Y_1": dec.Y_1, "Y_2": dec.Y_2, "Y_3": dec.Y_3}
    values["X_1"] = enc.X_1
    for parts, place in ((enc.attention, "enc"), (dec.attention, "self"), (dec.cross, "cross")):
        values |= {f"{name}_{place}": getattr(parts, name) for name in ("Q", "K", "V", "A")}
        values |= {f"{name}_{place}": getattr(parts, name) for name in ("Z_concat", "Z")}
        scores = "S_masked" if place == "self" else "S_scaled"
        values[f"{scores}_{place}"] = getattr(parts, scores)
    for parts, place in ((enc.feed_forward, "enc"), (dec.feed_forward, "dec")):
        values |= {f"{name}_{place}": getattr(parts, name) for name in ("H_in", "H", "F")}
    assert set(numbers) == {*values, *all_weights(), "X", "Y"}
    for name, array in values.items():
        assert_printed(numbers[name], array, name)
    for name, ids in (("X", SENTENCES["hello world"]), ("Y", read)):
        embedded = toy.trained().W_E[ids] * 2
        places = [[np.sin(p), np.cos(p), np.sin(p / 100), np.cos(p / 100)] for p in range(len(ids))]
        assert_printed(numbers[name], embedded + places, name)


def spoken():
    """The ids of the answer."""
    return [toy.VOCABULARY.encode([word])[0] for word in ("hola", "mundo", "EOS")]


def assert_printed(texts, values, name):
    """Whether these texts are values with two decimals, a real minus sign and no negative zero."""
    assert len(texts) == np.size(values), name
    for text, x in zip(texts, np.ravel(values), strict=True):
        if np.isneginf(x):
            assert text == "−∞", name
            continue
        assert re.fullmatch(r"−?\d+\.\d\d", text), (name, text)
        assert text != "−0.00", name
        assert abs(float(text.replace("−", "-")) - x) <= 0.005 + 1e-12, (name, text, x)


def test_no_tile_lies_on_another_or_leaves_the_paper(numbers):
    figure = poster.whole_machine_figure()
    boxes = {
        name: (*place, *poster.size_of(np.shape(figure[name])))
        for name, place in poster.tiles().items()
    }
    for name, (x, y, width, height) in boxes.items():
        assert x >= poster.LEFT, name
        assert x + width <= poster.RIGHT, name
        assert 0 <= y <= poster.HEIGHT - height, name
    over = [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes.items(), 2)
        if a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
    ]
    assert over == []


TEXTS = """() => [...document.querySelectorAll('text')].map((text) => {
    const { left, top, right, bottom } = text.getBoundingClientRect();
    const { fontSize } = getComputedStyle(text);
    return [text.textContent, left, top, right, bottom, parseFloat(fontSize)];
})"""


@pytest.mark.parametrize("paper", list(poster.SHEETS))
@pytest.mark.parametrize("font", [None, "DejaVu Sans"])
def test_no_text_touches_another_or_leaves_the_paper(paper, font, browser, tmp_path):
    file = tmp_path / "poster.svg"
    svg = poster.poster(paper)
    if font:
        svg = re.sub(r"font-family:[^;]+", f"font-family:'{font}'", svg)
    file.write_text(svg, encoding="utf-8")
    wide, high = (round(96 / 25.4 * side) for side in poster.SHEETS[paper])
    page = browser.new_page(viewport={"width": wide, "height": high})
    page.goto(file.as_uri())
    texts = page.evaluate(TEXTS)
    page.close()
    assert len(texts) > len(toy.initial())
    sizes = np.array([size for *_, size in texts])
    assert sizes.min() >= 1.9  # units, of which 297 are the width of the paper
    words = np.array([text for text, *_ in texts])
    left, top, right, bottom = np.array([box for _, *box, _ in texts]).T
    assert left.min() >= 0
    assert top.min() >= 0
    assert right.max() <= wide
    assert bottom.max() <= high
    slack = 0.15 * (bottom - top)  # a box is higher than its letters
    beside = (left[:, None] >= right) | (left >= right[:, None])
    above = ((top + slack)[:, None] >= bottom - slack) | (top + slack >= (bottom - slack)[:, None])
    over = np.argwhere(~(beside | above))
    assert [(words[i], words[j]) for i, j in over if i < j] == []


def test_paper_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="A2"):
        poster.poster("A4")


def test_it_is_drawn_the_same_each_time_and_printed_on_one_page(browser, tmp_path):
    assert poster.poster() == poster.poster()
    for paper, file in zip(poster.SHEETS, poster.save(tmp_path), strict=True):
        page = browser.new_page()
        page.goto(file.as_uri())
        pdf = page.pdf(prefer_css_page_size=True)
        page.close()
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
        box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
        assert [25.4 / 72 * float(side) for side in box.groups()] == pytest.approx(
            poster.SHEETS[paper], abs=1
        )
