"""The machine on the first page: it learns, speaks, and breaks as promised."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers import count_numbers, generate
from helpers.chapters.figures import FIGURES
from helpers.chapters.start.figures import NAMED, PLACES, SOURCE, name_of, places, steepest
from helpers.live.flows import ways
from helpers.live.rounding import shown
from helpers.live.trace import flatten as arrays_of
from helpers.training import flatten, toy, unflatten


@pytest.fixture(scope="module")
def machine():
    return FIGURES["machine"]()


def said(figure):
    return toy.VOCABULARY.decode([int(i) for i in figure["says"] if i >= 0])


@pytest.mark.parametrize(("source", "target"), toy.PAIRS)
def test_it_translates_all_that_it_has_learnt_and_is_sure(machine, source, target):
    machine.reset()
    machine.set(source=" ".join(source))
    assert said(machine) == [*target, "EOS"]
    assert machine["p_says"][: len(target) + 1].min() > toy.LEARNT


@pytest.mark.parametrize("text", ["hello hello", "world world", "?", "hola mundo", "c"])
def test_it_says_what_generate_says(machine, text):
    machine.reset()
    machine.set(source=text)
    answer = generate(
        toy.VOCABULARY.encode(text.split()), toy.trained(), toy.START, toy.END, max_tokens=4
    )
    assert said(machine) == toy.VOCABULARY.decode(answer.ids[1:])
    np.testing.assert_allclose(
        machine["p_says"][: len(answer.probs)], [row.max() for row in answer.probs]
    )


def test_each_of_its_weights_can_be_changed(machine):
    fields = {name: part for name, part in machine.plan.inputs.items() if name != "source"}
    assert sum(part.values.size for part in fields.values()) == count_numbers(toy.like())
    assert list(fields) == [name_of(path) for path, _ in arrays_of("model", toy.trained())]
    assert len(set(PLACES.values())) < len(PLACES)  # attention and network share one


def test_the_promised_number_turns_the_words_round(machine):
    machine.reset()
    gamma = machine.inputs["gamma_enc_2"].copy()
    gamma[-1] = 0
    machine.set(gamma_enc_2=gamma)
    assert said(machine) == ["mundo", "hola", "EOS"]


def test_few_weights_are_needed_alone():
    theta = flatten(toy.trained())
    needed = toy.needed(theta)
    assert 0 < len(needed) < theta.size / 50
    theta[needed[0]] = 0
    answer = generate(
        toy.VOCABULARY.encode(["hello", "world"]),
        unflatten(theta, toy.like()),
        toy.START,
        toy.END,
        max_tokens=5,
    )
    assert toy.VOCABULARY.decode(answer.ids[1:]) != ["hola", "mundo", "EOS"]


def words(page):
    return page.live.locator(".hm-said .hm-piece:visible")


def test_in_the_page_it_speaks_breaks_and_is_mended(show, machine):
    machine.reset()
    page = show(machine)
    expect(words(page)).to_have_text(["hola", "mundo", "EOS"])
    page.live.locator("summary").get_by_text("Encoder: network and norms").press("Enter")
    page.type("gamma_enc_2 entry 4", "0")
    expect(words(page)).to_have_text(["mundo", "hola", "EOS"])
    page.button("Undo").click()
    expect(words(page)).to_have_text(["hola", "mundo", "EOS"])
    page.type("English", "world hello")
    expect(words(page)).to_have_text(["mundo", "hola", "EOS"])
    page.type("English", "hello world hello")
    expect(page.live.locator(".hm-problem:visible")).to_contain_text("at most 2")
    assert page.is_quiet()


def test_most_weights_move_the_probabilities_and_few_by_much():
    theta = flatten(toy.trained())
    was, sure = toy.sureness_of(theta), toy.sureness(theta)
    assert 0.98 < was < 1
    assert 0.3 < (sure < was).mean() < 0.6
    assert 0 < (sure < 0.9).sum() < theta.size / 20
    assert sure.shape == theta.shape


@pytest.fixture(scope="module")
def hero():
    return FIGURES["hero"]()


BROKEN = {
    "begin": ["EOS"],
    "said": ["hola", "hola", "hola", "hola"],
    "order": ["mundo", "hola", "EOS"],
    "end": ["hola", "mundo", "hola", "mundo"],
}


def answer_of(theta):
    model = unflatten(theta, toy.like())
    said = generate(SOURCE, model, toy.START, toy.END, max_tokens=4)
    return toy.VOCABULARY.decode(said.ids[1:])


def test_each_named_weight_turned_round_alone_changes_the_answer_as_its_name_says():
    theta = flatten(toy.trained())
    assert answer_of(theta) == ["hola", "mundo", "EOS"]
    for name, place in zip(NAMED, places(), strict=True):
        turned = theta.copy()
        turned[place] *= -1
        assert answer_of(turned) == BROKEN[name], name


def test_the_places_of_the_named_weights_are_those_of_their_matrices():
    arrays = {name_of(path): array for path, array in arrays_of("model", toy.trained())}
    found = [arrays[matrix][cell] for matrix, cell, *_ in NAMED.values()]
    np.testing.assert_array_equal(flatten(toy.trained())[list(places())], found)


def test_the_first_figure_rests_where_training_ends(hero):
    hero.reset()
    trained = flatten(toy.trained())
    assert said(hero) == ["hola", "mundo", "EOS"]
    np.testing.assert_allclose(hero["weight"], trained[list(places())], atol=1e-8)
    steps = list(hero.repeated(124))
    assert [bool(step["is_learnt"]) for step in steps] == [False] * 124 + [True]
    slopes = np.abs([step["slope"] for step in steps])
    np.testing.assert_allclose(slopes.max(axis=0), steepest())


def test_while_it_learns_the_first_figure_says_what_generate_says(hero):
    hero.reset()
    theta, step = toy.initial(), 0
    m = v = np.zeros_like(theta)
    for at, seen in enumerate(hero.repeated(50)):
        if at % 10 == 0:
            says = [int(i) for i in seen["says"] if i >= 0]
            assert toy.VOCABULARY.decode(says) == answer_of(theta)
        theta, m, v, step, *_ = toy.toy_step(theta, m, v, step, toy.RECIPES[1].rate, toy.like())


def outs(page):
    return page.live.locator(".hm-outs .hm-piece:visible")


def test_in_the_page_a_named_weight_turns_the_answer_and_undo_brings_it_back(show, hero):
    hero.reset()
    page = show(hero)
    expect(outs(page)).to_have_text(["hola", "mundo", "EOS"])
    for name, words_said in BROKEN.items():
        page.type(NAMED[name][2], "-1")
        expect(outs(page)).to_have_text(words_said)
        page.button("Undo").click()
        expect(outs(page)).to_have_text(["hola", "mundo", "EOS"])
    page.live.get_by_role("button", name="which word first −1").press("Enter")
    expect(outs(page)).to_have_text(BROKEN["order"])
    hero.set(order=-1)
    expect(page.live.locator(".hm-sure:visible")).to_have_text(
        [shown(float(p)) for p in hero["p_says"] if p]
    )
    page.button("Reset").click()
    expect(outs(page)).to_have_text(["hola", "mundo", "EOS"])
    assert page.is_quiet()


def test_in_the_page_it_learns_and_the_slider_goes_back_without_losing_a_step(show, hero):
    hero.reset()
    page = show(hero)
    slider = page.live.get_by_label("step, slider over the run so far")
    expect(slider).to_have_attribute("max", "125")
    untrained = next(iter(hero.repeated(0)))
    first = toy.VOCABULARY.decode([int(i) for i in untrained["says"] if i >= 0])
    slider.press("Home")
    expect(outs(page)).to_have_text(first)
    expect(page.live.locator(".hm-glow .hm-figure-number")).to_have_text(
        [shown(float(x)) for x in untrained["weight"]]
    )
    page.type("how to begin", "-1")  # an edit on the way loses nothing of the record
    page.button("Undo").click()
    expect(slider).to_have_attribute("max", "125")
    slider.press("End")
    expect(outs(page)).to_have_text(["hola", "mundo", "EOS"])
    page.button("Watch it learn").press("Enter")
    expect(page.button("Pause")).to_be_visible()
    expect(page.button("Watch it learn")).to_be_visible(timeout=30_000)
    expect(outs(page)).to_have_text(["hola", "mundo", "EOS"])
    expect(slider).to_have_js_property("value", "125")
    ribbons = page.live.locator(".hm-ways path")
    for path, (_, outline) in zip(ribbons.all(), ways(hero["A_cross"]), strict=True):
        drawn = path.get_attribute("d")
        places_of = [[float(x) for x in re.findall(r"[\d.]+", d)] for d in (drawn, outline)]
        np.testing.assert_allclose(*places_of, atol=0.11)  # both are written with one decimal
    assert page.is_quiet()


def test_a_link_opens_on_the_first_figure_with_its_four_weights_as_they_were(show, hero):
    hero.reset()
    page = show(hero)
    for name in ("order", "end"):
        page.type(NAMED[name][2], "-1")
    said_then = outs(page).all_inner_texts()
    link = page.copied("Copy link to this state")
    fragment = "#" + link.split("#", 1)[1]
    assert fragment == "#section-0?figure=hero&order=-1&end=-1"
    other = show(hero, fragment=fragment)
    expect(outs(other)).to_have_text(said_then)
    assert said_then != ["hola", "mundo", "EOS"]
    expect(other.root).to_be_in_viewport()
    other.button("Undo").click()
    expect(outs(other)).to_have_text(["hola", "mundo", "EOS"])
