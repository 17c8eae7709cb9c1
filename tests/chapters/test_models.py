"""Which model is this: each figure that shows weights says it, and it is true."""

import hashlib
import json
import re
import subprocess
import sys

import numpy as np
import pytest

from helpers.chapters.figures import FIGURES
from helpers.chapters.models import MODELS, Model, model_of, models_of, which_model
from helpers.chapters.order import notebooks
from helpers.training import toy, weights

MAKES = """
import hashlib, json, sys
import numpy as np

real = np.random.default_rng
if sys.argv[1] == "dice":
    np.random.default_rng = lambda seed=None: real(seed if seed is None else seed + 1000)
if sys.argv[1] == "trained":
    from helpers.training import weights

    def moved(part):
        if isinstance(part, list):
            return [moved(one) for one in part]
        if isinstance(part, dict):
            return {key: moved(one) for key, one in part.items()}
        return 1.25 * part + 0.01 if isinstance(part, float) else part

    read = weights.read
    weights.read = lambda name: moved(read(name))

from helpers.chapters.figures import FIGURES

for name, make in FIGURES.items():
    spec = make().spec
    shown = json.dumps([spec[key] for key in ("inputs", "fixed", "show")])
    print(name, hashlib.sha256(shown.encode()).hexdigest())
"""
WEIGHTS = re.compile(
    r"W_|b_1|b_2|b_vocab|gamma|beta|weights$|attention_weights|blocks$|model$|theta$|networks$"
)
MARKED = re.compile(r"\[([^\[\]]+)\]\(models\.md#([\w-]+)\)")
REDRAWN = {"fresh-dice": "one of its two programs draws its decoder anew at each call"}
RECORDED = {"transplants": "its answers are words, stored with what five models said"}


def made(change):
    """Make all figures in a process of its own, where the weights of a kind are others."""
    told = subprocess.run([sys.executable, "-c", MAKES, change], check=True, capture_output=True)
    return dict(line.split() for line in told.stdout.decode().splitlines())


@pytest.fixture(scope="module")
def as_in_the_book():
    return made("nothing")


@pytest.mark.parametrize("kind", ["dice", "trained"])
def test_other_weights_change_the_figures_that_are_marked_so_and_no_others(kind, as_in_the_book):
    others = made(kind)
    changed = {name for name in as_in_the_book if others[name] != as_in_the_book[name]}
    stored = {name for name, one in model_of().items() if one.code.startswith("from helpers.tr")}
    marked = {name for name, one in model_of().items() if one.kind == "dice"} - stored
    wanted = marked | set(REDRAWN) if kind == "dice" else stored - set(RECORDED)
    assert changed == wanted


def test_every_figure_with_weights_names_its_model():
    for name, make in FIGURES.items():
        plan = make().plan
        given = [key for key in (*plan.inputs, *plan.fixed) if WEIGHTS.match(key)]
        assert not given or name in model_of() or name.startswith("weighted"), (name, given)


def test_every_marked_figure_exists_and_has_one_model_or_the_same_by_dice_and_trained():
    assert set(models_of()) <= set(FIGURES)
    several = [models for models in models_of().values() if len(models) > 1]
    assert [[one.kind for one in two] for two in several] == [["dice", "trained"]] * len(several)
    assert len(set(map(titles, several))) == 1


def titles(models):
    return tuple(one.title for one in models)


@pytest.mark.parametrize("model", [one for one in MODELS.values() if one.code], ids=lambda m: m.id)
def test_the_code_gives_weights_from_where_the_mark_says(model, monkeypatch):
    seeds, read = [], []
    real, stored = np.random.default_rng, weights.read
    monkeypatch.setattr(np.random, "default_rng", lambda seed: seeds.append(seed) or real(seed))
    monkeypatch.setattr(weights, "read", lambda name: read.append(name) or stored(name))
    assert model.weights() is not None
    assert bool(read) == (model.kind == "trained")
    if model.kind != "trained":  # stored weights are put into an outline, which is drawn
        assert seeds == ([model.seed] if model.kind == "dice" else [])


def test_the_first_weights_that_are_stored_are_those_of_the_code():
    model = MODELS["the-machine-before-it-learns"]
    np.testing.assert_array_equal(model.weights(), toy.initial())


def test_figures_hold_the_weights_of_the_code():
    for name in ("encoder", "row-to-word", "our-word", "pre-norm", "grouped", "hidden-cells"):
        given = [
            hashlib.sha256(np.asarray(array, dtype=float).tobytes()).hexdigest()
            for array in numbers(model_of()[name].weights())
        ]
        plan = FIGURES[name]().plan
        shown = [*plan.fixed_values().values(), *plan.arrays(plan_state(plan)).values()]
        held = {hashlib.sha256(np.asarray(a, dtype=float).tobytes()).hexdigest() for a in shown}
        assert held & set(given), name


def numbers(part):
    """List the arrays of nested weights."""
    return [a for one in part for a in numbers(one)] if isinstance(part, tuple) else [part]


def plan_state(plan):
    return {key: part.start for key, part in plan.inputs.items()}


def test_an_unknown_model_is_answered_with_those_that_there_are():
    with pytest.raises(ValueError, match=r"no model 'six'; there are .*'the-translator'"):
        which_model("six")


def test_dice_have_a_seed_and_nothing_else_has_one():
    given = dict.fromkeys(("title", "holds", "embedding", "blocks", "why"), "") | {"figures": []}
    with pytest.raises(ValueError, match="dice have a seed"):
        Model(**given, kind="dice")
    with pytest.raises(ValueError, match="is of the kind 'guess'"):
        Model(**given, kind="guess")


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_section_in_which_the_weights_become_others_says_so_and_no_other(path):
    entered = {(place, one.id) for one in MODELS.values() for place in one.enters}
    wanted = {(place, one) for place, one in entered if place.startswith(f"{path.stem}#")}
    heading, said = "", set()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for line in cell["source"] if cell["cell_type"] == "markdown" else ():
            if line.startswith("## "):
                heading = re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-")
            for mark, one in MARKED.findall(line):
                assert mark == which_model(one)
                said.add((f"{path.stem}#{heading}", one))
    assert said == wanted


def test_from_the_masks_to_the_loss_every_chapter_says_which_model_it_uses():
    entered = {place.partition("#")[0] for one in MODELS.values() for place in one.enters}
    names = {path.stem for path in notebooks() if "10" <= path.stem[:2] <= "14"}
    assert names - entered == set()


FIGURE = re.compile(r'id="figure-([\w-]+)"')
BY_HAND = {one.id for one in MODELS.values() if one.kind == "hand"}  # their figures say so


def figures_and_marks(path):
    """Give the models of each figure with weights, and those that the page has said before it."""
    said, to_come = set(), None
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            said |= {one for _, one in MARKED.findall(text)}
            continue
        outputs = (o.get("data", {}).get("text/html", "") for o in cell["outputs"])
        for name in FIGURE.findall("".join(map("".join, outputs))):
            models = {one.id for one in MODELS.values() if name in one.figures}
            if models:
                to_come = to_come or name  # a page may open with a figure, and then say of what
                yield name, models, said, name == to_come


@pytest.mark.parametrize(
    "path",
    [path for path in notebooks() if "03" <= path.stem[:2] <= "18"],
    ids=lambda path: path.stem,
)
def test_no_figure_is_of_another_model_than_the_one_before_without_a_word(path):
    former, unsaid = set(), []
    for name, models, said, is_first in figures_and_marks(path):
        if models != former and not is_first and not models & (said | BY_HAND):
            unsaid.append(name)
        former = models
    assert unsaid == []
