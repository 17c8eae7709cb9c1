"""The live translator says what the book's function says, and refuses what it cannot read."""

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers.chapters.figures import FIGURES
from helpers.chapters.translator.figures import SAMPLES
from helpers.training import grammar, laboratory, translator
from helpers.training.transplants import PLACES, ROWS

WORDS = translator.VOCABULARY


@pytest.fixture(scope="module")
def figure():
    return FIGURES["translate"]()


@pytest.fixture(scope="module")
def model():
    return translator.trained()


def chosen(figure):
    ids = [int(i) for i in figure["chosen"] if i >= 0]
    return [word for word in WORDS.decode(ids) if word != "EOS"]


PAIRS = grammar.split(translator.SEED).unseen_combinations[:12]


@pytest.mark.parametrize(
    "text",
    [*SAMPLES, "the small red car", "sees the girl", "world hello", "thanks"]
    + [" ".join(pair.english) for pair in PAIRS],
)
def test_the_figure_says_what_translate_says(figure, model, text):
    figure.set(source=text)
    assert " ".join(chosen(figure)) == translator.translate(text, model)


def test_words_come_one_by_one(figure):
    figure.set(source="the red car")
    said = [WORDS.decode([int(i) for i in v["chosen"] if i >= 0]) for v in figure.repeated(4)]
    assert said == [["el", "coche", "rojo", "EOS"][:n] for n in range(5)]


def test_the_map_is_that_of_the_chapter_and_shows_the_swap(figure, model):
    figure.set(source="the red car")
    target = WORDS.encode(["el", "coche", "rojo"])
    A = translator.cross_weights(translator.source("the red car"), target, model)
    np.testing.assert_allclose(figure["A_cross"][:, :4, :3], A, atol=1e-15)
    assert not figure["A_cross"][:, 4:].any()
    assert figure["A_cross"][:, 1:3].argmax(axis=-1).tolist() == [[2, 1], [2, 1]]


def spanish(page):
    return page.live.locator(".hm-said .hm-piece:visible")


def test_the_translation_appears_word_by_word_in_the_page(show, figure):
    figure.reset()
    page = show(figure)
    expect(spanish(page)).to_have_text(["el", "coche", "rojo", "EOS"])
    page.button("the small house is red").click()
    expect(spanish(page)).to_have_count(1)
    expect(spanish(page)).to_have_text(["la", "casa", "pequeña", "es", "roja", "EOS"])
    expect(page.live.locator(".hm-run [role=status]")).to_contain_text("complete")
    expect(page.live.locator('[data-shows="A_cross"] thead').first).to_contain_text("house")
    slider = page.live.get_by_label("word, slider over the run so far")
    slider.press("Home")
    expect(spanish(page)).to_have_count(0)
    slider.press("ArrowRight")
    expect(spanish(page)).to_have_text(["la"])
    expect(spanish(page)).to_have_attribute("lang", "es")
    page.button("One word").press("Enter")
    expect(spanish(page)).to_have_text(["la", "casa"])
    assert page.is_quiet()


def test_a_sentence_can_be_tapped_together(show, figure):
    figure.reset()
    page = show(figure, reduced_motion="reduce")
    page.live.get_by_text("Tap a sentence together").click()
    page.button("clear").click()
    expect(page.live.locator(".hm-problem")).to_contain_text("Type at least one word")
    expect(spanish(page)).to_have_text(["el", "coche", "rojo", "EOS"])
    for word in ("my", "new", "house"):
        page.button(word).click()
    expect(spanish(page)).to_have_text(["mi", "casa", "nueva", "EOS"])
    page.button("take the last word back").click()
    expect(page.field("English")).to_have_value("my new")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("the red bicicle", "“bicicle” is not in the vocabulary"),
        ("the rad car", "Did you mean red"),
        ("   ", "Type at least one word"),
        ("the small white cat is very big and red", "at most 7"),
        ("<b>the</b>", "“<b>the</b>” is not in the vocabulary"),
        ("señor 🚗", "“señor” is not in the vocabulary"),
    ],
)
def test_a_sentence_that_it_cannot_read_is_named_and_kept(show, figure, text, says):
    figure.reset()
    page = show(figure)
    page.field("English").fill(text)
    page.field("English").press("Enter")
    expect(page.live.locator(".hm-problem:visible")).to_contain_text(says)
    expect(page.field("English")).to_have_value(text)
    expect(spanish(page)).to_have_text(["el", "coche", "rojo", "EOS"])


def test_the_translation_reads_without_script(show, figure):
    figure.reset()
    page = show(figure, javascript=False)
    expect(page.root.locator(".hm-static .hm-said")).to_contain_text("el coche rojo EOS")


def said(ids):
    return " ".join(WORDS.decode([int(i) for i in ids if i >= 0]))


@pytest.fixture(scope="module")
def exchange():
    return FIGURES["transplants"]()


@pytest.mark.parametrize("pair", range(len(laboratory.PAIRS)))
def test_each_choice_of_rows_says_what_the_five_machines_said(exchange, pair):
    into, taken_from = laboratory.PAIRS[pair]
    for rows in ROWS:
        switches = {place: i in rows for i, place in enumerate(PLACES)}
        exchange.set(answers=f"{into} ← {taken_from}", **switches)
        for seed, stored in enumerate(laboratory.stored().transplants):
            assert said(exchange[f"seed_{seed}"]) == stored[pair][ROWS.index(rows)]


def test_the_article_follows_the_determiner_in_two_machines_and_the_noun_in_three(exchange):
    off = dict.fromkeys(PLACES, False)
    exchange.set(answers="the red car ← the red house", **off)
    assert exchange["followed"].tolist() == [0, 0, 0]
    exchange.set(**off | {"determiner": True})
    assert exchange["followed"].tolist() == [2, 0, 0]
    exchange.set(**off | {"noun": True})
    assert exchange["followed"].tolist() == [3, 5, 2]
    exchange.set(**dict.fromkeys(PLACES, True))
    assert exchange["followed"].tolist() == [5, 5, 5]


def test_a_plural_determiner_makes_trees_of_a_car(exchange):
    off = dict.fromkeys(PLACES, False)
    exchange.set(answers="the red car ← the red cars", **off | {"determiner": True})
    assert said(exchange["seed_0"]) == "los árboles rojos"


@pytest.mark.parametrize("part", laboratory.PARTS)
def test_the_figure_shows_the_stored_results_of_each_part_and_seed(part):
    figure = FIGURES["left-out"]()
    figure.set(results=part)
    for result in laboratory.stored().of(part):
        figure.set(seed=f"seed {result.seed}")
        shares = np.array([result.sentences, result.combinations, result.in_any_order])
        np.testing.assert_array_equal(figure["scores"][result.seed], 100 * shares)
        assert [said(figure[f"said_{i}"]) for i in range(3)] == result.said


def test_without_cross_attention_it_says_one_sentence_for_everything():
    for result in laboratory.stored().of("the cross-attention"):
        assert len(set(result.said)) == 1


def test_rows_of_sentences_with_other_lengths_are_refused_and_nothing_is_lost(model):
    from helpers.training.transplants import transplants

    for pair in (("the red car", "the red car is new"), ("hello", "the red car")):
        with pytest.raises(ValueError, match="only between sentences of 3 words"):
            transplants(*pair, model)
    assert transplants("the red car", "the red house", model)[0] == "el coche rojo"
