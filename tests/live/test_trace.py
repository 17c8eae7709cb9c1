"""The tracer records every function of the mathematics, and refuses what it cannot record."""

import math
import re

import numpy as np
import pytest
from arguments import arguments, find

import helpers
from helpers.live import TraceError, trace
from helpers.live.refusals import INSTEAD as INSTEAD_OF
from helpers.live.trace import flatten

from . import calls
from .calls import CALLS
from .masks import MASKS_AND_NUMBERS

MATHEMATICS = sorted(arguments(np.random.default_rng(0)))
x = np.arange(1.0, 7.0).reshape(2, 3)


@pytest.mark.parametrize("name", MATHEMATICS)
def test_a_graph_computes_what_its_function_computes(name):
    given = arguments(np.random.default_rng(1))[name]
    assert_same(trace(find(name), **given).evaluate(), find(name)(**given))


def assert_same(found, result):
    """Compare a graph's outputs with a function's result, up to one unit in the last place."""
    expected = dict(flatten("", result)) or {"result": np.asarray(result)}  # a bare number
    assert found.keys() == expected.keys()
    for key, value in expected.items():
        assert found[key].shape == value.shape
        np.testing.assert_array_max_ulp(found[key].astype(float), value.astype(float), maxulp=1)


@pytest.mark.parametrize("wiring", ["POST_NORM", "PRE_NORM", "NORM_ONLY", "RESIDUAL_ONLY", "BARE"])
def test_each_wiring_of_a_block_is_traced(wiring):
    given = arguments(np.random.default_rng(4))["encoder_block_steps"]
    given["wiring"] = getattr(helpers, wiring)
    assert_same(
        trace(helpers.encoder_block_steps, **given).evaluate(),
        helpers.encoder_block_steps(**given),
    )


@pytest.mark.parametrize("name", MATHEMATICS)
def test_tracing_with_other_values_gives_the_same_graph(name):
    first, second = (
        trace(find(name), **arguments(np.random.default_rng(seed))[name]).structure()
        for seed in (2, 3)
    )
    assert first == second


def test_a_random_draw_inside_shows_when_traced_again():
    rng = np.random.default_rng(0)

    def noisy(x):
        return x + rng.standard_normal(x.shape)

    assert trace(noisy, x=x).structure() != trace(noisy, x=x).structure()


def add_in_place(x):
    total = x * 1
    total += x
    return total


def add_in_place_to_an_array(x):
    total = np.zeros((2, 3))
    total += x
    return total


def assign_to_a_part(x):
    copy = x + 0
    copy[0] = 1
    return copy


REFUSED = [
    (add_in_place, "in place"),
    (lambda x: x * np.complex128(1j), "type complex128"),
    (lambda x: np.abs(1j * x), "type complex128"),
    (lambda x: np.where(x > 1, 1j, x), "type complex128"),
    (lambda x: x.astype(complex), "complex128"),
    (add_in_place_to_an_array, "in place"),
    (lambda x: np.exp(x, out=np.zeros((2, 3))), "in place"),
    (assign_to_a_part, "assignment"),
    (lambda x: x if x.max() > 0 else -x, "a question about a value"),
    (lambda x: float(x[0, 0]) * x, "plain number"),
    (lambda x: int(x[0, 0]) * x, "whole number"),
    (lambda x: math.sqrt(x[0, 0]) * x, "plain number"),
    (lambda x: np.asarray(x), "array made of stand-ins"),
    (lambda x: np.array([x, x]), "array made of stand-ins"),
    (lambda x: np.arange(x[0, 0]) + x, "array made of stand-ins"),
    (lambda x: np.ones((9, 2))[x[:, 0]], "array made of stand-ins"),
    (lambda x: f"{x:.2f}", "value"),
    (lambda x: x if 1 in x else -x, "value"),
    (lambda x: np.add.at(x, 0, 1), "add.at"),
    (lambda x: np.add.at(np.zeros((2, 3)), 0, x), "add.at"),
    (lambda x: np.add.reduce(x), "add.reduce"),
    (lambda x: x[x > 2], "mask"),
    (lambda x: x[np.array([True, False])], "mask"),
    (lambda x: x[True], "True or False"),
    (lambda x: x[np.arange(2), np.array([0, 1])], "one of several indices"),
    (lambda x: x[:, [0, 1]], "one of several indices"),
    (lambda x: x.astype(int), "astype"),
    (lambda x: x.astype(np.float32), "astype"),
    (lambda x: np.cumsum(x, dtype=float), "np.cumsum.*dtype"),
    (lambda x: np.expm1(x), "np.expm1"),
    (lambda x: x.nonsense(), r"\.nonsense"),
    (lambda x: np.ravel(x, order="F"), "'F'"),
    (lambda x: np.squeeze(x, axis=0), "longer than 1"),
    (lambda x: np.sort(x[0, 0]), "single number"),
    (lambda x: np.median(x[:0]), "no number at all"),
    (lambda x: np.diagonal(x, axis1=0, axis2=0), "one axis"),
    (lambda x: np.diag(x[None]), "np.diagonal"),
    (lambda x: np.linalg.norm(x, 2), "ord=2"),
    (lambda x: np.linalg.norm(x, "nuc"), "ord='nuc'"),
    (lambda x: np.linalg.norm(x[None], 1), "3 axes"),
    (lambda x: np.einsum("ij,jk->ik", x, x), "3 ≠ 2"),
    (lambda x: np.einsum("ij,jk,kl", x, x.T, x), "one for each two"),
    (lambda x: np.einsum("ijk,jk", x, x), "does not fit"),
    (lambda x: np.einsum("ij", x, x), "does not fit"),
    (lambda x: np.einsum("ij->ik", x), "other letters"),
    (lambda x: np.einsum("ij->ii", x), "other letters"),
    (lambda x: np.einsum("...j->j", x), "other letters"),
    (lambda x: np.einsum(x, [0, 1]), "letters"),
    (lambda x: np.einsum("ij,ij", x > 1, x), "masks"),
    (lambda x: np.outer(x > 1, x > 1), "masks"),
    (lambda x: np.linalg.svd(x), "np.linalg.svd"),
    (lambda x: np.fft.fft(x), "np.fft.fft"),
    (lambda x: np.sum(x, dtype=float), "dtype"),
    (lambda x: np.where(x > 1), "np.where"),
    (lambda x: np.where(x, 1, 0), "compare"),
    (lambda x: np.logical_and(x, x), "compare"),
    (lambda x: np.logical_and(x > 1, x), "compare"),
    (lambda x: x | (x > 1), "compare"),
    (lambda x: ~x, "compare"),
    (lambda x: np.logical_not(x), "compare"),
    (lambda x: (x > 1) + (x > 2), "masks"),
    (lambda x: -(x > 1), "masks"),
    (lambda x: np.exp(x > 1), "masks"),
    (lambda x: (x > 1) @ (x > 1).T, "product of masks"),
    (lambda x: x * 1j, "type complex128"),
    (lambda x: x == "a", "type <U1"),
    (lambda x: np.max(x[:0], axis=0), "no number at all"),
    (lambda x: np.min(x[:0]), "no number at all"),
    (lambda x: np.dot(x, np.ones((2, 3, 4))), "more than two axes"),
    (lambda x: x @ 2, "single number"),
    (lambda x: x @ x, "3 ≠ 2"),
    (lambda x: x.reshape(5), "number of entries"),
    (lambda x: np.concatenate([x, x[:, :1]]), "concatenate"),
    (lambda x: np.add(x, [x, 1]), "array made of stand-ins"),
]


@pytest.mark.parametrize(("function", "message"), REFUSED)
def test_what_a_stand_in_cannot_know_or_do_is_refused_with_its_line(function, message):
    with pytest.raises(TraceError, match=rf"(?s)cannot record .*{message}.*\(line \d+: .+\)"):
        trace(function, x=x)


INSTEAD = [
    (add_in_place, r"x = x \+ y"),
    (assign_to_a_part, "np.where"),
    (lambda x: x if x.max() > 0 else -x, "no value.*np.where"),
    (lambda x: x if x.any() and x.all() else -x, "& |"),
    (lambda x: max(x[0, 0], x[0, 1]), "np.maximum"),
    (lambda x: np.array([x[0], x[1]]), "no value.*np.stack"),
    (lambda x: np.asarray(x), "left out"),
    (lambda x: math.sqrt(x[0, 0]), "np.sqrt"),
    (lambda x: [x * i for i in range(x[0, 0])], "fixed, or a choice"),
    (lambda x: f"{x[0, 0]:.2f}", "sentence"),
    (lambda x: x if 1 in x else -x, "np.any"),
    (lambda x: x[x > 2], r"graph fixes shapes.*np.where\(mask"),
    (lambda x: np.where(x > 1), r"np.where\(mask"),
    (lambda x: np.nonzero(x), r"graph fixes shapes.*np.where\(mask"),
    (lambda x: np.unique(x), r"np.where\(mask"),
    (lambda x: x.nonzero(), r"np.where\(mask"),
    (lambda x: np.linalg.eigh(x @ x.T), "steps it takes depends.*fixed="),
    (lambda x: np.linalg.svd(x), "steps it takes depends.*fixed="),
    (lambda x: np.linalg.inv(x @ x.T), "2 × 2"),
    (lambda x: np.fft.fft(x), "real and the imaginary"),
    (lambda x: 1j * x, "real and the imaginary"),
    (lambda x: x.real, "real and the imaginary"),
    (lambda x: x // 2, r"np.floor\(x / y\)"),
    (lambda x: x.sort(), r"np.sort\(x\)"),
    (lambda x: x.item(0), "float"),
    (lambda x: np.i0(x), "fixed="),
    (lambda x: np.add.reduce(x), "fixed="),
    (lambda x: round(x[0, 0]), r"np.floor\(x \+ 0.5\)"),
    (lambda x: x.round(2), r"np.floor\(x \+ 0.5\)"),
    (lambda x: x.nonsense(), "fixed="),
]


@pytest.mark.parametrize(("function", "instead"), INSTEAD)
def test_a_refusal_says_why_and_what_to_write_instead(function, instead):
    with pytest.raises(TraceError, match=rf"(?s)\(line \d+: .+\)\. .*{instead}") as refused:
        trace(function, x=x)
    assert "\n" not in str(refused.value)


WRITE = {name: said for name, said in INSTEAD_OF.items() if said.startswith("Write ")}
TO_WRITE = re.compile(r"Write (.+?)(?:\.$|, or )")


@pytest.mark.parametrize("name", sorted(WRITE))
def test_what_is_said_to_write_instead_can_be_recorded_and_has_the_values(name):
    (line,) = TO_WRITE.findall(WRITE[name])
    y, weights = np.float64(3), np.array([[1.0, 2, 3], [3, 2, 1]])
    space = {"np": np, "y": y, "weights": weights, "places": [1, 0]}
    x = np.array([[1.2, 2, 3.7], [0.3, 5, 6]])
    exec(f"def written(x):\n    return {line}", space)
    given = {
        "floor_divide": (y,), "full_like": (y,), "hypot": (y,), "average": (None, weights),
        "take": ([1, 0], 0), "flip": (0,),
    }  # fmt: skip
    expected = getattr(np, name)(x, *given.get(name, ()))
    np.testing.assert_allclose(space["written"](x), expected)
    np.testing.assert_allclose(trace(space["written"], x=x).evaluate()["result"], expected)


@pytest.mark.parametrize("ask", ["sum", "max", "min", "mean", "var", "std", "prod"])
def test_an_option_that_is_not_known_is_refused_with_its_line_as_method_and_as_function(ask):
    says = rf"np\.{ask} called like this: it got .*'where'.*line"
    for function in (lambda x: getattr(x, ask)(where=1), lambda x: getattr(np, ask)(x, where=1)):
        with pytest.raises(TraceError, match=says):
            trace(function, x=x)


def by_comprehension(x):
    y = [row.sum() for row in x]
    return {"rows": y}


def by_map(x):
    y = list(map(np.sin, x))
    return {"rows": y}


def by_map_of_what_is_lowered(x):
    y = tuple(map(np.median, x))
    return {"rows": y}


def by_unpacking(x):
    y = tuple(x)
    return {"rows": y}


@pytest.mark.parametrize(
    "function", [by_comprehension, by_map, by_map_of_what_is_lowered, by_unpacking]
)
def test_no_part_of_a_list_has_the_name_of_the_list(function):
    graph = trace(function, x=x)
    assert {node.name for node in graph.nodes} == {"x", None}
    assert list(graph.outputs) == ["rows.0", "rows.1"]


def test_a_function_that_belongs_to_no_module_is_traced():
    space = {}
    exec("def double(x):\n    return x + x", space)
    assert space["double"].__module__ is None
    np.testing.assert_array_equal(trace(space["double"], x=x).evaluate()["result"], x + x)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (np.array([1j, 2]), "input x .*complex128.*real and the imaginary"),
        (np.array(["a", "b"]), "input x .*<U1; a figure computes with numbers"),
        (np.array([None, 1]), "input x .*object"),
    ],
)
def test_an_input_of_another_type_is_refused_by_its_name(given, says):
    with pytest.raises(TraceError, match=says):
        trace(lambda x: x, x=given)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x.sum(axis=2),
        lambda x: np.roll(x, 1, axis=2),
        lambda x: np.sort(x, axis=-3),
        lambda x: np.cumsum(x, axis=2),
        lambda x: np.any(x, axis=2),
        lambda x: np.linalg.norm(x, axis=2),
        lambda x: np.squeeze(x, axis=2),
        lambda x: np.median(x, axis=(0, 2)),
    ],
)
def test_an_axis_that_does_not_exist_is_refused_as_by_numpy(function):
    with pytest.raises(np.exceptions.AxisError):
        function(x)
    with pytest.raises(np.exceptions.AxisError):
        trace(function, x=x)


@pytest.mark.parametrize("function", MASKS_AND_NUMBERS)
def test_a_mask_stays_a_mask_and_a_number_a_number_as_in_numpy(function):
    graph = trace(function, x=x)
    expected = function(x)
    (result,) = graph.outputs.values()
    found = graph.run()
    assert graph.nodes[result].boolean == (expected.dtype == bool)
    assert [one.dtype == bool for one in found] == [node.boolean for node in graph.nodes]
    np.testing.assert_array_equal(found[result], expected)
    np.testing.assert_array_equal(np.signbit(found[result]), np.signbit(expected))


def test_constants_of_the_same_bytes_and_another_type_are_kept_apart():
    def empty(x):
        none = np.where(np.zeros((0, 3), dtype=bool), x[:0], np.zeros((0, 3)))
        return np.concatenate([none, x])

    graph = trace(empty, x=x)
    constants = [node for node in graph.nodes if node.op == "const" and node.shape == (0, 3)]
    assert sorted(node.boolean for node in constants) == [False, True]
    np.testing.assert_array_equal(graph.evaluate()["result"], x)


def test_equal_constants_are_recorded_once_and_signs_of_zero_are_kept():
    graph = trace(lambda x: (x + 2 + np.float64(2.0)) * 0.0 - (-0.0), x=x)
    values = [float(node.attrs) for node in graph.nodes if node.op == "const"]
    assert list(map(str, values)) == ["2.0", "0.0", "-0.0"]


def test_a_function_without_an_array_as_result_is_refused():
    with pytest.raises(TraceError, match="no array"):
        trace(lambda x: None, x=x)


def test_a_stand_in_of_another_trace_is_refused():
    kept = []
    trace(lambda x: kept.append(x) or x + 1, x=x)
    with pytest.raises(TraceError, match="another trace"):
        trace(lambda x: x + kept[0], x=x)


@pytest.mark.parametrize("function", CALLS)
def test_numpy_as_people_write_it_has_its_values_its_shape_and_its_type(function):
    graph = trace(function, x=calls.START)
    for start in (calls.START, calls.START[::-1, ::-1] * 2):
        expected = function(start)
        found = graph.evaluate(x=start)["result"]
        assert found.shape == np.shape(expected)
        assert (found.dtype == bool) == (np.asarray(expected).dtype == bool)
        np.testing.assert_array_equal(found, expected)


def steps_by_name(x):
    order = np.argsort(x)
    ordered = np.sort(x)
    middle = np.median(x)
    total = np.cumsum(x)
    change = np.diff(x)
    turned = np.roll(x, 1)
    same = np.roll(x, 0)
    copied = x.copy()
    plus = +x
    length = np.linalg.norm(x)
    table = np.outer(x, x)
    square = np.diag(x)
    product = np.einsum("i,i", x, x)
    anything = np.any(x > 2)
    lowest = x.argmin()
    joined = np.hstack([x[0], x])
    stacked = np.vstack([x, x])
    scaled = x.dot(2)
    return {key: value for key, value in locals().items() if key != "x"}


def test_each_call_can_be_shown_by_the_name_that_it_is_given():
    graph = trace(steps_by_name, x=calls.START[0])
    expected = steps_by_name(calls.START[0])
    values = graph.run()
    for name, value in expected.items():
        (place,) = [i for i, node in enumerate(graph.nodes) if node.name == name]
        np.testing.assert_array_equal(values[place], value)


RECORDED = [
    lambda x: x.T @ x,
    lambda x: x[0] @ x[1],
    lambda x: x @ x[0],
    lambda x: x[0] @ x.T,
    lambda x: x[::-1, ::-2],
    lambda x: x[-10::-1] + 1,
    lambda x: x[1, ..., None, 0],
    lambda x: x[-2, -1] * x[:, -3],
    lambda x: x[..., -1:],
    lambda x: x[np.array([1, 0, -1])],
    lambda x: x[[1, 0]],
    lambda x: x.sum(axis=(0, 1)),
    lambda x: x.max(axis=(-1, -2), keepdims=True),
    lambda x: x.min(axis=0),
    lambda x: x.argmax(axis=-1),
    lambda x: np.argmax(x),
    lambda x: x.mean() + x.std() + x.var(ddof=1),
    lambda x: np.clip(x, 2, 4),
    lambda x: np.tril(x) - np.triu(x, k=1),
    lambda x: np.stack([x, 2 * x], axis=-1),
    lambda x: np.stack(list(x)),
    lambda x: np.concatenate([x, x], axis=-1),
    lambda x: np.expand_dims(x, -1),
    lambda x: np.broadcast_to(x, (2, 2, 3)),
    lambda x: np.zeros_like(x) + np.ones_like(x) * x,
    lambda x: x**2 + 2**x - abs(-x),
    lambda x: np.where(~(x > 1) | (x >= 3) & (x != 5), x, -np.inf),
    lambda x: x * (x > 2) + (x < 4).astype(float) - (1 - (x <= 2)),
    lambda x: np.where(x > 1, x > 2, 0.5) + np.where(x > 1, 0.5, x > 2),
    lambda x: -np.concatenate([x > 2, x]),
    lambda x: np.tanh(x) * np.log(x) / np.sqrt(np.square(x)),
    lambda x: np.dot(x, x.T),
    lambda x: sum(x) + x.transpose(1, 0)[0, 0] + x.swapaxes(0, -1).reshape(-1)[0],
    lambda x: x * len(x) * x.size * x.ndim,
]


@pytest.mark.parametrize("function", RECORDED)
def test_what_is_recorded_has_the_values_and_the_shape_of_numpy(function):
    for start in (x, -0.5 * x[::-1]):
        with np.errstate(invalid="ignore"):
            expected = function(start)
            found = trace(function, x=x).evaluate(x=start)["result"]
        assert found.shape == np.shape(expected)
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("place", [2, -3])
def test_a_row_that_does_not_exist_is_refused(place):
    with pytest.raises(IndexError, match=rf"{place} is outside an axis of length 2"):
        trace(lambda x: x[place], x=x)


def test_a_value_carries_the_name_it_is_assigned_to_and_its_expression():
    def scores(Q, K):
        S = Q @ K.T
        low, high = S.min(), S.max()
        spread = (
            high
            - low
        )  # fmt: skip
        return S / spread

    graph = trace(scores, Q=x, K=x)
    sources = {node.name: node.source for node in graph.nodes if node.name}
    assert sources == {
        "Q": None,
        "K": None,
        "S": "Q @ K.T",
        "low": "S.min()",
        "high": "S.max()",
        "spread": "high - low",
    }
    assert graph.nodes[-1].name is None
    assert graph.nodes[-1].source == "S / spread"


def test_an_expression_over_several_lines_is_kept_on_one():
    def chosen(x):
        y = np.where(
            x > 1,
            x,
            0.0,
        )
        return y

    assert trace(chosen, x=x).nodes[-1].source == "np.where(x > 1, x, 0.0)"


def test_scopes_follow_the_calls_of_functions():
    graph = trace(helpers.attention, Q=x, K=x, V=x)
    callers = [
        (scope.function, graph.scopes[scope.caller].function)
        for scope in graph.scopes[1:]
        if not scope.function.startswith("_")
    ]
    assert graph.scopes[0].function == "attention"
    assert callers == [
        ("attention_steps", "attention"),
        ("softmax", "attention_steps"),
        ("softmax_steps", "softmax"),
    ]
    softmax = next(scope for scope in graph.scopes if scope.function == "softmax")
    named = {node.name: i for i, node in enumerate(graph.nodes)}
    assert softmax.name == "A"
    assert softmax.arguments == {"S": (named["S_scaled"],)}
    assert softmax.results == (named["A"],)


def moments(x):
    mu = x.mean(axis=-1, keepdims=True)
    spread = np.std(x - mu, axis=-1)
    return np.clip(spread, 0, 1) + x.var()


def test_a_lowered_function_is_one_step_with_the_name_and_line_of_its_call():
    graph = trace(moments, x=x)
    called = [(scope.function, scope.name) for scope in graph.scopes[1:]]
    assert [pair for pair in called if pair[1]] == [("mean", "mu"), ("std", "spread")]
    named = {node.source: node.name for node in graph.nodes if node.source and node.ins}
    assert named == {
        "x.mean(axis=-1, keepdims=True)": "mu",
        "x - mu": None,
        "np.std(x - mu, axis=-1)": "spread",
        "np.clip(spread, 0, 1)": None,
        "x.var()": None,
        "np.clip(spread, 0, 1) + x.var()": None,
    }
    inside = [node for node in graph.nodes if node.ins and not node.source]
    assert {node.name for node in inside} == {None}
    assert {"sum", "square", "maximum"} <= {node.op for node in inside}


def test_mean_and_variance_of_a_layer_norm_say_their_own_line():
    steps = trace(helpers.layer_norm_steps, X=np.ones((2, 4)), gamma=np.ones(4), beta=np.ones(4))
    for name, line in (
        ("mu", "X.mean(axis=-1, keepdims=True)"),
        ("var", "X.var(axis=-1, keepdims=True)"),
    ):
        node = steps.nodes[steps.outputs[name]]
        assert (node.op, node.name, node.source) == ("divide", name, line)


def test_an_array_that_is_passed_twice_stays_two_inputs():
    graph = trace(lambda a, b: a + b, a=x, b=x)
    np.testing.assert_array_equal(graph.evaluate(a=2 * x)["result"], 3 * x)


def test_nested_inputs_and_results_have_dotted_names():
    weights = helpers.random_encoder_block(np.random.default_rng(0), helpers.EXAMPLE)
    graph = trace(helpers.encoder_block_steps, X=np.ones((2, 4)), weights=weights)
    assert "weights.attention.W_Q" in graph.inputs
    assert {"attention.A", "feed_forward.H", "X_2"} <= graph.outputs.keys()


def test_evaluate_refuses_an_unknown_input_and_a_wrong_shape():
    graph = trace(lambda x: x + 1, x=x)
    with pytest.raises(ValueError, match=r"no input \['y'\].*\['x'\]"):
        graph.evaluate(y=x)
    with pytest.raises(ValueError, match=r"x has shape \(3, 2\).*\(2, 3\)"):
        graph.evaluate(x=x.T)


@pytest.mark.parametrize("wrong", [x.astype(str), x * 1j])
def test_evaluate_refuses_what_is_no_number(wrong):
    with pytest.raises(ValueError, match=f"x is of type {wrong.dtype}"):
        trace(lambda x: np.abs(x), x=x).evaluate(x=wrong)


def test_a_trace_leaves_the_profiler_as_it_was():
    import sys

    seen = []

    def profiler(frame, event, argument):
        seen.append(event)

    sys.setprofile(profiler)
    try:
        trace(lambda x: x + 1, x=x)
        after = sys.getprofile()
    finally:
        sys.setprofile(None)
    assert after is profiler
