"""The way back through a graph, against finite differences: each operation, each figure."""

import inspect
import re

import numpy as np
import pytest

from helpers.chapters.figures import FIGURES
from helpers.live import TraceError, trace
from helpers.live.graph import BINARY, MOVES, REDUCE, UNARY, compute
from helpers.live.reverse import FLAT, MARK, RULES, gradient, reverse

TOLERANCE = 1e-6  # of the largest slope
LARGE = 1e6  # values beyond this are on the way to overflow
TRIES = 8  # points of which at least one must lie away from a kink


def sloped(graph, of, weights, values):
    """The slopes of ``Σ weights · of`` by every input, zeros where there is none."""
    found = reverse(graph, of).evaluate(**values, **{MARK + of: weights})
    return {
        name: found.get(MARK + name, np.zeros(np.shape(values[name])))
        for name, i in graph.inputs.items()
        if not graph.nodes[i].boolean
    }


def along(graph, of, weights, values, step, h):
    """The slope along a direction, from four values (an error of h⁴)."""

    def total(times):
        moved = {name: values[name] + times * h * d for name, d in step.items()}
        result = np.asarray(graph.evaluate(**{**values, **moved})[of], dtype=float)
        return np.where(weights != 0, weights * result, 0).sum()

    return (8 * (total(1) - total(-1)) - (total(2) - total(-2))) / (12 * h)


def moved_a_little(rng, graph):
    """Input values beside the start, where no tie and no kink is likely; masks stay."""
    return {
        name: value
        if graph.nodes[graph.inputs[name]].boolean
        else value
        + 1e-3
        * np.maximum(np.abs(value), 0.1)
        * np.where(value < 0, -1, 1)  # away from zero: what may not be negative stays so
        * np.abs(rng.standard_normal(value.shape))
        for name, value in graph.values.items()
    }


def directions(rng, slopes):
    """A direction through all inputs at once, and the one entry that is heard loudest."""
    yield {name: rng.standard_normal(d.shape) for name, d in slopes.items()}
    loudest = max(slopes, key=lambda name: np.abs(slopes[name]).max(initial=0))
    alone = np.zeros(slopes[loudest].shape)
    if alone.size:
        alone.flat[np.abs(slopes[loudest]).argmax()] = 1
    yield {loudest: alone}


def agrees(graph, of, rng, values=None):
    """Compare with differences at one point; None if it is at a kink, "overflow" if it is there."""
    values = moved_a_little(rng, graph) if values is None else values
    try:
        result = np.asarray(graph.evaluate(**values)[of], dtype=float)
    except IndexError:  # a number of a row, moved a little, may lie outside its table
        return None
    is_fine = np.isfinite(result) & (np.abs(result) < LARGE)
    weights = np.where(is_fine, rng.standard_normal(result.shape), 0.0)
    slopes = sloped(graph, of, weights, values)
    largest = max((np.abs(d).max(initial=0) for d in slopes.values()), default=0)
    if not np.isfinite(largest):
        return None if is_fine.all() else "overflow"
    size = np.abs(weights * np.where(is_fine, np.maximum(np.abs(result), 1), 0)).sum()
    for step in directions(rng, slopes):
        expected = sum((slopes[name] * d).sum() for name, d in step.items())
        width = max(sum(np.square(d).sum() for d in step.values()), 1) ** 0.5
        found = []
        for h in (1e-3 / width, 1e-4 / width, 1e-5 / width):
            rounding = 1e-14 * size / h
            off = along(graph, of, weights, values, step, h) - expected
            found.append(off / (TOLERANCE * largest * width + rounding))
        if min(map(abs, found)) > 1:
            # if the differences themselves do not agree, there is a kink between the points
            return None if max(found) - min(found) > 10 else False
    return True


OVERFLOWS = {"stack"}
"""Figures that show, at their start, numbers which have grown beyond all measure."""


@pytest.mark.parametrize("name", FIGURES)
def test_the_slopes_of_every_result_of_every_figure_are_those_of_nudging(name):
    rng = np.random.default_rng(7)
    overflows, checked = 0, 0
    with np.errstate(all="ignore"):
        for graph in FIGURES[name]().plan.graphs:
            for of in (of for of, i in graph.outputs.items() if not graph.nodes[i].boolean):
                tries = (agrees(graph, of, rng) for _ in range(TRIES))
                verdict = next((one for one in tries if one is not None), None)
                assert verdict, (of, verdict)
                overflows += verdict == "overflow"
                checked += verdict is True
    assert overflows == 0 or name in OVERFLOWS
    assert checked > 2 * overflows


def rows():
    return np.array([[0.3, -1.25, 2.1], [1.7, 0.4, -0.6]])


def ids():
    return np.array([1.0, 0.0, 1.0, -1.0])


OPERATIONS = {
    "negative": lambda x: -x,
    "exp, log": lambda x: np.log(np.exp(x) + 2),
    "sqrt": lambda x: np.sqrt(np.square(x) + 1),
    "absolute": lambda x: np.abs(x) * x,
    "tanh": lambda x: np.tanh(x),
    "sin, cos": lambda x: np.sin(x) * np.cos(x),
    "log1p, log2": lambda x: np.log1p(np.square(x)) + np.log2(np.abs(x)),
    "sign, floor": lambda x: x * np.sign(x) + np.floor(x) * x,
    "subtract, stretched": lambda x: x - x[0],
    "multiply, stretched": lambda x: x * x[:, :1],
    "divide": lambda x: x[0] / x[1],
    "divide by a constant": lambda x: x / 3,
    "power": lambda x: np.square(x) ** 1.5 + np.abs(x) ** x,
    "power of a negative base": lambda x: x**3 + x**-2,
    "maximum, minimum": lambda x: np.maximum(x[0], x[1]) * np.minimum(x[0], 0.1),
    "remainder": lambda x: np.remainder(x[0], x[1]) + np.remainder(x, 0.65),
    "comparisons": lambda x: np.where((x > 0) & ~(x == 1) | (x <= -1), x * x, 3 * x),
    "matmul": lambda x: x @ x.T,
    "matmul, stretched": lambda x: np.stack([x, 2 * x]) @ x.T,
    "vectors": lambda x: x[0] @ x[1] + x @ x[1],
    "sum, mean, var": lambda x: x.sum(axis=0) * x.mean() + x.var(axis=-1, keepdims=True),
    "prod": lambda x: x.prod(axis=0) + x.prod(axis=1, keepdims=True),
    "max, min": lambda x: x.max(axis=0) * x.min(axis=1, keepdims=True),
    "argmax": lambda x: x * x.argmax() + x[:, 1:].max(),
    "reshape, transpose": lambda x: np.transpose(x.reshape(3, 1, 2), (1, 2, 0)) * x,
    "slices": lambda x: x[:, ::-1] * x[::-1, :] + x[:, 2:] * x[:1, 1:2],
    "steps": lambda x: np.concatenate([x.reshape(6)[1:6:2], x.reshape(6)[4::-3]]) ** 2,
    "an empty slice": lambda x: np.concatenate([x[:, 3:], x], axis=1) * x,
    "concatenate": lambda x: np.concatenate([x, x * x, x[:1]], axis=0) ** 2,
    "sort, median": lambda x: np.sort(x, axis=-1) * np.median(x, axis=0),
    "running totals": lambda x: np.cumsum(x, axis=1) * np.cumprod(x, axis=0),
    "clip": lambda x: np.clip(x, -1, 1.5) * x,
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation(name):
    graph = trace(OPERATIONS[name], x=rows())
    assert agrees(graph, "result", np.random.default_rng(1), {"x": rows()})


def test_a_row_that_is_looked_up_twice_hears_twice():
    graph = trace(lambda table, ids: table[ids] ** 2, table=rows(), ids=ids())
    weights = np.arange(12.0).reshape(4, 3)
    slopes = sloped(graph, "result", weights, {"table": rows(), "ids": ids()})
    by_row = 2 * rows()[[1, 0, 1, 1]] * weights
    np.testing.assert_allclose(slopes["table"], [by_row[1], by_row[0] + by_row[2] + by_row[3]])
    assert not slopes["ids"].any()


def test_a_product_with_zeros_in_it():
    graph = trace(lambda x: x.prod(axis=1), x=np.array([[2.0, 0, 5], [0, 0, 5], [1, 2, 3]]))
    slopes = sloped(graph, "result", np.ones(3), graph.values)
    assert np.array_equal(slopes["x"], [[0, 10, 0], [0, 0, 0], [6, 3, 2]])


def test_at_a_kink_the_rules_say_what_counts():
    two = np.zeros(2)
    graph = trace(lambda x: np.maximum(x, 0.0) + np.abs(x), x=two)
    assert np.array_equal(sloped(graph, "result", np.ones(2), {"x": two})["x"], [0, 0])
    graph = trace(lambda x: x.max(), x=two)
    assert np.array_equal(sloped(graph, "result", np.array(1.0), {"x": two})["x"], [0.5, 0.5])


def test_what_was_masked_hears_nothing_and_spoils_nothing():
    def weights(x):
        e = np.exp(x)
        total = e.sum(axis=-1, keepdims=True)
        return np.where(total == 0, 0.0, e / total)

    given = np.array([[1.0, -np.inf], [-np.inf, -np.inf]])
    with np.errstate(invalid="ignore"):
        slopes = sloped(trace(weights, x=given), "result", np.ones((2, 2)), {"x": given})
    assert np.array_equal(slopes["x"], np.zeros((2, 2)))


def test_every_operation_has_a_rule_or_jumps():
    boolean = {name for name in BINARY if "equal" in name or name in ("greater", "less")}
    boolean |= {name for name in (*BINARY, *UNARY) if name.startswith("logical")}
    numbers = {*UNARY, *BINARY, *REDUCE, *MOVES, "matmul", "where", "argsort"} - boolean
    assert numbers == {*RULES, *FLAT}
    source = re.findall(r'if op == "(\w+)"', inspect.getsource(compute))
    assert {*source} - {"const", "argmax"} <= numbers


def test_what_is_not_on_the_way_is_left_out():
    graph = trace(lambda x, n: x[0] * np.floor(n), x=rows(), n=np.array(2.5))
    back = reverse(graph, "result")
    assert f"{MARK}x" in back.outputs
    assert f"{MARK}n" not in back.outputs
    flat = trace(lambda x: np.argmax(x) + np.floor(x).sum(), x=rows()[0])
    assert f"{MARK}x" not in reverse(flat, "result").outputs


def test_the_nodes_of_the_graph_keep_their_places():
    graph = trace(lambda x: np.exp(x).sum(), x=rows())
    back = reverse(graph, "result")
    assert back.nodes[: len(graph.nodes)] == graph.nodes
    assert graph.evaluate()["result"] == back.evaluate()["result"]


def test_a_gradient_inside_a_function_has_the_name_of_its_line():
    def slope(x):
        y = np.square(x)
        dx = gradient(y, x)
        dy = gradient(y, y, asked=np.array([2.0, 5.0]))
        none = gradient(np.floor(x), x)
        return {"dx": dx, "dy": dy, "none": none}

    found = trace(slope, x=np.array([3.0, -1.0])).evaluate()
    assert np.array_equal(found["dx"], [6, -2])
    assert np.array_equal(found["dy"], [2, 5])
    assert np.array_equal(found["none"], [0, 0])
    names = [node.name for node in trace(slope, x=np.ones(2)).nodes]
    assert "dx" in names


def test_impossible_questions_are_refused():
    with pytest.raises(TraceError, match="call it inside the function"):
        gradient(np.ones(2), np.ones(2))
    graph = trace(lambda x: x + 1, x=rows())
    with pytest.raises(ValueError, match="no value named 'y'"):
        reverse(graph, "y")
    with pytest.raises(ValueError, match=r"no input \['y'\]"):
        reverse(graph, "result", by=["y"])


@pytest.mark.parametrize("name", ["scale", "layer-norm", "choose-word", "sos-asks"])
def test_the_page_computes_the_same_slopes(engine, name):
    graph = FIGURES[name]().plan.graphs[0]
    of = next(key for key, i in graph.outputs.items() if graph.nodes[i].shape)
    back = reverse(graph, of)
    page = engine.build(back)
    page.run()
    with np.errstate(all="ignore"):
        expected = back.evaluate()
    for key, value in page.outputs().items():
        np.testing.assert_allclose(value, expected[key], rtol=1e-12, atol=1e-12)
