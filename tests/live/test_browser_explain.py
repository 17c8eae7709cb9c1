"""The engine explains a number in the same words as Python."""

import math

import numpy as np
import pytest
from arguments import arguments, find

import helpers
from helpers import example
from helpers.display import shown
from helpers.live import WrittenOut, oracle, trace


def every_operation(x):
    """Each way of writing that the mathematics may need, with names to stop at."""
    low = -np.minimum(x, 2) - np.sqrt(np.square(x) + 1) * -3
    chosen = np.where((x > 0) & ~(x >= 4), x**2, -np.inf)
    places = x.min(axis=0) + x.argmax(axis=0) - (x - 1).max()
    ratio = np.tanh(x) / -np.abs(x - 7) * math.sqrt(3)
    power = np.exp(-x) / np.sqrt(x.max() - x.min()) + (x + np.log(np.abs(x)) + 1e-9)
    roots = x / math.sqrt(5000) + x / math.sqrt(20_000)
    turned = x.T
    product = x @ turned
    spread = np.clip(x, 0, 2).std(axis=0)
    moved = np.concatenate([x[::-1], np.sin(x) @ np.cos(x).T], axis=1)
    return {
        "low": low,
        "chosen": chosen,
        "places": places,
        "ratio": ratio,
        "power": power,
        "roots": roots,
        "product": product,
        "spread": spread,
        "moved": moved,
    }


def every_call(x):
    """The calls that come down to others, with names to stop at."""
    product = np.prod(x, axis=1) * np.prod(x, axis=0).sum()
    running = np.cumsum(x, axis=1)
    growth = 2 * np.cumprod(x, axis=0)
    ordered = np.sort(x, axis=1)
    order = np.argsort(x, axis=0)
    rank = order + 1
    lowest = np.argmin(x, axis=1)
    middle = np.median(x, axis=1)
    mixed = np.sign(x) * np.floor(x) - x % 4 + np.log1p(np.abs(x)) / np.log2(2 + x * x)
    truth = np.any(x > 2, axis=0)
    length = np.linalg.norm(x, axis=1)
    table = np.outer(x[0], x[1])
    scores = np.einsum("ij,kj->ik", x, x)
    each = np.einsum("ij,ij->ij", x, x)
    change = np.roll(np.diff(x), 1)
    along = np.trace(x) + np.diag(x) + np.diag(np.diag(x)) @ x[:, 0]
    return {key: value for key, value in locals().items() if key != "x"}


def graphs():
    rng = np.random.default_rng(30)
    some = (
        *("attention_steps", "multi_head_attention_steps", "softmax_steps", "encoder_block_steps"),
        *("naive_softmax_steps", "layer_norm_steps", "layer_norm_bessel", "entropy", "embed"),
        *("layer_norm_std_plus_eps", "softmax_jacobian", "cosine_similarity", "one_hot"),
        *("positional_encoding", "feed_forward_steps", "decoder_block_steps", "padding_mask"),
        "bag_of_words",
    )
    cases = [(find(name), arguments(rng)[name]) for name in some]
    cases.append((every_operation, {"x": np.array([[1.5, -2, 8e-5], [3, 40, -600]])}))
    cases.append((every_call, {"x": np.array([[1.5, -2, 8e-5], [3, 40, -600]])}))
    head = {"Q": example.Q[0], "K": example.K[0], "V": example.V[0]}
    cases.append((helpers.attention_steps, head))
    cases.append((helpers.attention_steps, {**head, "mask": helpers.causal_mask(2)}))
    return cases


def written_out(graph):
    """Python's explanation, with the numbers that the engine computes."""
    steps = WrittenOut(graph)
    steps.values = oracle.run(graph)
    return steps


def cells(steps, name):
    shape = steps.graph.nodes[steps._find(name)].shape
    return [steps.cell(name, *place) for place in np.ndindex(*shape)]


@pytest.mark.parametrize(("function", "given"), graphs())
def test_each_cell_is_written_out_as_in_python(engine, function, given):
    graph = trace(function, **given)
    page, steps = engine.build(graph), written_out(graph)
    page.run()
    names = steps.names()
    ids = [page.ask("find", name=name) for name in names]
    assert ids == [steps._find(name) for name in names]
    texts = page.ask("arithmetic", ids=ids, notation="plain")
    parts = page.ask("parts", ids=ids)
    for key, written, rich in zip(names, texts, parts, strict=True):
        expected = cells(steps, key)
        assert written == [str(arithmetic) for arithmetic in expected], key
        assert [as_html(line) for line in rich] == [cell.html for cell in expected], key


def as_html(parts):
    """Join the parts of the engine as a view does, with tags for what is raised."""
    tags = {"sup-open": "<sup>", "sup-close": "</sup>"}
    return "".join(
        f"{part['mantissa']} × 10<sup>{part['exponent']}</sup>"
        if part.get("exponent")
        else tags.get(part["kind"], part["text"])
        for part in parts
    )


@pytest.mark.parametrize("name", ["multi_head_attention_steps", "encoder_block_steps", "embed"])
def test_operands_are_those_of_python(engine, name):
    graph = trace(find(name), **arguments(np.random.default_rng(31))[name])
    page, steps = engine.build(graph), WrittenOut(graph)
    page.run()
    for i, (node, found) in enumerate(zip(graph.nodes, page.ask("operands"), strict=True)):
        for place, read in zip(np.ndindex(*node.shape), found, strict=True):
            expected = [] if node.op in ("input", "const") else steps.operands(i, place)
            assert read == [[k, flat(graph, k, cell)] for k, cell in expected], node


def flat(graph, i, place):
    return int(np.ravel_multi_index(place, graph.nodes[i].shape)) if place else 0


def test_each_number_of_an_explanation_leads_to_the_cell_that_holds_it(engine):
    graph = trace(
        find("encoder_block_steps"), **arguments(np.random.default_rng(32))["encoder_block_steps"]
    )
    page = engine.build(graph)
    page.run()
    values = page.everything()
    for line in page.ask("parts", ids=[graph.outputs["X_2"]])[0]:
        for part in line:
            if part["kind"] == "number":
                value = values[part["id"]].ravel()[part["index"]]
                assert part["constant"] or part["text"] == shown(float(value))


def test_an_explanation_rests_at_a_value_that_has_a_name_even_if_it_only_moved(engine):
    given = arguments(np.random.default_rng(33))["multi_head_attention_steps"]
    graph = trace(find("multi_head_attention_steps"), **given)
    page = engine.build(graph)
    page.run()
    *line, result = page.ask("parts", ids=[graph.outputs["Z"]])[0][0]
    assert result["id"] == graph.outputs["Z"]
    read = {part["id"] for part in line if part["kind"] == "number"}
    assert read == {graph.outputs["Z_concat"], graph.inputs["W_O"]}


WRITTEN = [
    (np.prod, (), "2 × 5 × (−3) × 4 = −120"),
    (np.cumsum, (0,), "2 = 2"),
    (np.cumsum, (1,), "2 + 5 = 7"),
    (np.cumsum, (3,), "4 + 4 = 8"),
    (np.cumprod, (2,), "10 × (−3) = −30"),
    (np.argsort, (0,), "argsort(2, 5, −3, 4) = 2"),
    (np.argmin, (), "argmax(−2, −5, −(−3), −4) = 2"),
    (np.median, (), "(2 + 4) ÷ 2 = 3"),
    (np.sort, (0,), "−3 = −3"),
    (np.diff, (1,), "−3 − 5 = −8"),
    (np.linalg.norm, (), "√(2² + 5² + (−3)² + 4²) ≈ 7.3485"),
    (lambda x: np.einsum("i,i", x, x), (), "(2 × 2) + (5 × 5) + ((−3) × (−3)) + (4 × 4) = 54"),
    (lambda x: np.outer(x, x), (1, 2), "5 × (−3) = −15"),
    (lambda x: np.trace(x.reshape(2, 2)), (), "2 + 4 = 6"),
    (lambda x: x % 3, (2,), "remainder(−3, 3) = 0"),
]


@pytest.mark.parametrize(("function", "cell", "text"), WRITTEN)
def test_a_call_that_comes_down_to_others_is_written_as_one_would_on_paper(
    engine, function, cell, text
):
    graph = trace(lambda x: function(x), x=np.array([2.0, 5, -3, 4]))
    assert str(WrittenOut(graph).cell("result", *cell)) == text
    page = engine.build(graph)
    page.run()
    texts = page.ask("arithmetic", ids=[graph.outputs["result"]], notation="plain")[0]
    shape = graph.nodes[graph.outputs["result"]].shape
    assert texts[int(np.ravel_multi_index(cell, shape)) if cell else 0] == text


def test_a_long_running_total_is_explained_at_once(engine):
    graph = trace(lambda x: np.cumsum(x), x=np.arange(200.0))
    page = engine.build(graph)
    page.run()
    texts = page.ask("arithmetic", ids=[graph.outputs["result"]], notation="plain")[0]
    assert texts[-1] == "19701 + 199 = 19900"
    assert str(WrittenOut(graph).cell("result", -1)) == texts[-1]


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (12, "1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 = 78"),
        (13, "1 + 2 + 3 + … + 13 = 91"),
    ],
)
def test_only_a_sum_of_more_than_twelve_is_shortened(engine, n, text):
    graph = trace(lambda x: x.sum(), x=np.arange(1.0, n + 1))
    page = engine.build(graph)
    page.run()
    assert page.ask("arithmetic", ids=[1], notation="plain") == [[text]]
    assert str(WrittenOut(graph).cell("result")) == text
