"""The machine on the first page: it speaks, it is the trained one, and it breaks as promised."""

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers import count_numbers, generate
from helpers.chapters.figures import FIGURES
from helpers.chapters.start.figures import PLACES, name_of
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
