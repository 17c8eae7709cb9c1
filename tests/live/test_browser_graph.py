"""The engine computes what NumPy computes."""

import numpy as np
import pytest
from arguments import arguments, find
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import helpers
from helpers import example
from helpers.display import shown
from helpers.live import oracle, trace
from helpers.live.graph import BINARY, REDUCE, UNARY
from helpers.live.pack import pack

from . import calls
from .engine import EngineError
from .masks import MASKS_AND_NUMBERS

GRAPHS = sorted(arguments(np.random.default_rng(0)))
EPS = np.finfo(float).eps
EXTREMES = np.array(
    [np.nan, np.inf, -np.inf, 1e308, -1e308, 1e155, -1e155, 1e-308, 5e-324, -0.0, 0.0]
)
SPECIAL = np.concatenate([EXTREMES, [1, -1, 2, -2, 0.5, -0.5, 3, 1023, -1074]])


def computed(engine, function, **inputs):
    page = engine.build(trace(function, **inputs))
    page.run()
    return page.outputs()["result"]


def kind(array):
    """0 finite, ±1 infinite, 2 NaN."""
    array = np.asarray(array, dtype=float)
    return np.where(np.isnan(array), 2, np.where(np.isinf(array), np.sign(array), 0))


def assert_within_ulp(found, expected, ulp=4):
    expected = np.asarray(expected, dtype=float)
    np.testing.assert_array_equal(kind(found), kind(expected))
    finite = np.isfinite(expected)
    if finite.any():
        np.testing.assert_array_max_ulp(found[finite], expected[finite], maxulp=ulp)


def assert_close(found, expected):
    """No further off than 1e-12 × the largest; infinite (masked) scores in the same places."""
    finite = np.isfinite(expected)
    np.testing.assert_array_equal(found[~finite], expected[~finite])
    found, expected = found[finite], expected[finite].astype(float)
    largest = np.abs(expected).max(initial=0)
    assert np.abs(found - expected).max(initial=0) <= 1e-12 * largest


def moderate(rng, *shape):
    return rng.standard_normal(shape) * 10.0 ** rng.integers(-3, 3, shape)


@pytest.mark.parametrize("op", UNARY)
def test_each_function_of_one_array_is_within_4_ulp(engine, op):
    x = np.concatenate([moderate(np.random.default_rng(0), 400), SPECIAL])
    x = x > 0 if op == "logical_not" else x
    with np.errstate(all="ignore"):
        expected = UNARY[op](x)
    assert_within_ulp(computed(engine, lambda x: UNARY[op](x), x=x), expected)


@pytest.mark.parametrize("op", BINARY)
def test_each_function_of_two_arrays_is_within_4_ulp(engine, op):
    rng = np.random.default_rng(1)
    numbers = np.concatenate([moderate(rng, 20), SPECIAL])
    x, y = numbers[:, None], numbers[None, :]  # each with each
    if op.startswith("logical"):
        x, y = x > 0, y > 0
    with np.errstate(all="ignore"):
        expected = BINARY[op](x, y)
    assert_within_ulp(computed(engine, lambda x, y: BINARY[op](x, y), x=x, y=y), expected)


SHAPES = [((2, 3), (3,)), ((3,), (4, 2, 3)), ((), (2, 2)), ((2, 1, 3), (4, 1)), ((0, 3), (1, 3))]


@pytest.mark.parametrize(("left", "right"), SHAPES)
def test_shapes_broadcast_as_in_numpy(engine, left, right):
    rng = np.random.default_rng(2)
    x, y = rng.standard_normal(left), rng.standard_normal(right)
    np.testing.assert_array_equal(computed(engine, lambda x, y: x - y, x=x, y=y), x - y)
    chosen = computed(engine, lambda x, y: np.where(x > 0, x, y), x=x, y=y)
    np.testing.assert_array_equal(chosen, np.where(x > 0, x, y))


@pytest.mark.parametrize("function", MASKS_AND_NUMBERS)
def test_masks_become_the_numbers_that_they_become_in_numpy(engine, function):
    x = np.arange(1.0, 7.0).reshape(2, 3)
    np.testing.assert_array_equal(computed(engine, function, x=x), function(x).astype(float))


def test_what_is_not_chosen_leaves_no_trace_and_what_is_chosen_stays_as_it_is(engine):
    mask = np.tri(4, dtype=bool)
    x, y = np.meshgrid([np.nan, np.inf, -np.inf, -0.0], [1.0, np.nan, np.inf, -0.0])
    found = computed(engine, lambda x, y: np.where(mask, x, y), x=x, y=y)
    with np.errstate(divide="ignore"):
        np.testing.assert_array_equal(1 / found, 1 / np.where(mask, x, y))  # tells −0 from 0
    compared = computed(engine, lambda x, y: np.where(x > y, x, y), x=x, y=y)
    assert_within_ulp(compared, np.where(x > y, x, y), ulp=0)


AXES = [None, 0, 1, -1, (0, 2), (-1, -2)]


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("keepdims", [False, True])
def test_sums_are_within_the_bound_of_rounding(engine, axis, keepdims):
    x = moderate(np.random.default_rng(3), 4, 5, 30)
    found = computed(engine, lambda x: np.sum(x, axis=axis, keepdims=keepdims), x=x)
    expected = x.sum(axis=axis, keepdims=keepdims)
    terms = np.abs(x).sum(axis=axis, keepdims=keepdims)
    assert found.shape == expected.shape
    assert np.all(np.abs(found - expected) <= 8 * x.size / expected.size * EPS * terms)


@pytest.mark.parametrize("op", ["max", "min"])
@pytest.mark.parametrize("axis", AXES)
def test_the_largest_and_the_smallest_are_exact_and_pass_nan_on(engine, op, axis):
    x = moderate(np.random.default_rng(4), 3, 4, 5)
    x[0, 1, 2], x[2, 3, 4], x[1, 0, 0] = np.nan, np.inf, -np.inf
    found = computed(engine, lambda x: REDUCE[op](x, axis=axis), x=x)
    np.testing.assert_array_equal(found, REDUCE[op](x, axis=axis))


@pytest.mark.parametrize("axis", [None, 0, 1, -1])
def test_the_place_of_the_largest_is_that_of_numpy_also_with_ties_and_nan(engine, axis):
    x = np.random.default_rng(5).integers(0, 3, (3, 4, 5)).astype(float)
    x[0, 1, 2], x[0, 1, 4], x[2, 3, 4], x[1] = np.nan, np.nan, np.inf, -np.inf
    found = computed(engine, lambda x: np.argmax(x, axis=axis), x=x)
    np.testing.assert_array_equal(found, np.argmax(x, axis=axis))


PRODUCTS = [
    ((2, 3), (3, 4)),
    ((40, 60), (60, 30)),
    ((2, 1, 5, 3), (4, 3, 2)),
    ((3,), (3, 2)),
    ((2, 3), (3,)),
    ((3,), (3,)),
    ((2, 0), (0, 2)),
]


@pytest.mark.parametrize(("left", "right"), PRODUCTS)
def test_matrix_products_are_within_the_bound_of_rounding(engine, left, right):
    rng = np.random.default_rng(6)
    x, y = moderate(rng, *left), moderate(rng, *right)
    found = computed(engine, lambda x, y: x @ y, x=x, y=y)
    assert found.shape == (x @ y).shape
    assert np.all(np.abs(found - x @ y) <= 8 * x.shape[-1] * EPS * (np.abs(x) @ np.abs(y)))


MOVED = [
    lambda x: x.reshape(4, -1),
    lambda x: x.transpose(2, 0, 1),
    lambda x: x.swapaxes(-1, -2)[0],
    lambda x: x[::-1, 1:3, ::-2],
    lambda x: x[-10::-1],
    lambda x: x[..., None, 2],
    lambda x: np.concatenate([x, x[:, :2], x[:, :0]], axis=1),
    lambda x: np.concatenate([x[..., :0], x, -x], axis=-1),
    lambda x: np.stack([x, x + 1], axis=-1),
    lambda x: x[np.array([[1, 0], [-1, 0]])],
]


@pytest.mark.parametrize("function", MOVED)
def test_moves_are_exact(engine, function):
    x = np.random.default_rng(7).standard_normal((2, 4, 5))
    np.testing.assert_array_equal(computed(engine, function, x=x), function(x))


@pytest.mark.parametrize("function", calls.CALLS)
def test_numpy_as_people_write_it_comes_out_as_in_numpy(engine, function):
    found, expected = computed(engine, function, x=calls.START), function(calls.START)
    assert found.shape == np.shape(expected)
    np.testing.assert_array_equal(found, np.asarray(expected, dtype=float))


@pytest.mark.parametrize("function", calls.CALLS)
def test_numpy_as_people_write_it_is_as_near_as_rounding_allows(engine, function):
    x = moderate(np.random.default_rng(13), *calls.START.shape)
    assert_close(computed(engine, function, x=x), np.asarray(function(x)))


@pytest.mark.parametrize("function", calls.WITH_NAN)
def test_nan_and_infinity_end_where_they_end_in_numpy(engine, function):
    rng = np.random.default_rng(14)
    page = engine.build(trace(function, x=np.zeros((4, 6))))
    for _ in range(20):
        x = rng.choice(
            [np.nan, np.inf, -np.inf, -1.5, -0.0, 0.0, 2.0, 3.0],
            (4, 6),
            p=[0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.1, 0.2],
        )
        page.set(x=x)
        page.run()
        with np.errstate(all="ignore"):
            expected = function(x)
        assert_within_ulp(page.outputs()["result"], expected)


WORDS = st.sampled_from([-2.0, -0.5, 0.0, 1.0, 1.5, 4.0, np.nan, np.inf, -np.inf])
ALONG = {
    "sort": np.sort,
    "argsort": lambda x, axis: np.argsort(x, axis=axis, kind="stable"),
    "argmin": np.argmin,
    "median": np.median,
    "cumsum": np.cumsum,
    "cumprod": np.cumprod,
    "any": np.any,
    "all": np.all,
    "diff": np.diff,
    "prod": np.prod,
    "norm": lambda x, axis: np.linalg.norm(x, axis=axis),
    "roll": lambda x, axis: np.roll(x, -2, axis=axis),
}


@pytest.mark.parametrize("name", ALONG)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_along_every_axis_of_every_shape_it_is_what_numpy_has(engine, name, data):
    x = data.draw(arrays(float, array_shapes(max_dims=4, max_side=4), elements=WORDS))
    axis = data.draw(st.integers(-x.ndim, x.ndim - 1))
    with np.errstate(all="ignore"):
        expected = ALONG[name](x, axis=axis)
    found = computed(engine, lambda x: ALONG[name](x, axis=axis), x=x)
    assert found.shape == np.shape(expected)
    assert_within_ulp(found, expected)


@st.composite
def subscripts(draw):
    """Two terms with letters in common, twice in one of them, or in none; any result."""
    terms = [draw(st.text("ijkl", max_size=3)) for _ in range(2)]
    letters = sorted(set("".join(terms)))
    result = draw(st.permutations(letters))[: draw(st.integers(0, len(letters)))]
    arrow = draw(st.booleans())
    return ",".join(terms) + (f"->{''.join(result)}" if arrow else "")


@settings(max_examples=120, deadline=None)
@given(text=subscripts(), seed=st.integers(0, 99))
def test_einsum_of_any_letters_is_what_numpy_has(engine, text, seed):
    sizes = dict(zip("ijkl", (2, 3, 4, 1), strict=True))
    rng = np.random.default_rng(seed)
    a, b = (
        rng.integers(-4, 5, [sizes[letter] for letter in term]) / 2
        for term in text.partition("->")[0].split(",")
    )
    expected = np.einsum(text, a, b)
    found = computed(engine, lambda a, b: np.einsum(text, a, b), a=np.array(a), b=np.array(b))
    assert found.shape == expected.shape
    np.testing.assert_array_equal(found, expected)


def test_equal_numbers_keep_their_order(engine):
    x = np.random.default_rng(15).integers(0, 3, (5, 40)).astype(float)
    found = computed(engine, lambda x: np.argsort(x), x=x)
    np.testing.assert_array_equal(found, np.argsort(x, kind="stable"))


def test_a_row_that_does_not_exist_is_an_error_and_the_graph_recovers(engine):
    table = np.arange(6.0).reshape(3, 2)
    page = engine.build(trace(helpers.embed, ids=np.array([0, 2]), W_E=table))
    page.run()
    for bad in (3, -4, np.nan, np.inf):
        page.set(ids=np.array([1, bad]), W_E=2 * table)
        with pytest.raises(EngineError, match="has the rows 0 to 2"):
            page.run()
    page.set(ids=np.array([1, -1]))
    page.run()
    np.testing.assert_array_equal(page.outputs()["result"], 2 * table[[1, -1]])


def test_a_number_between_two_rows_reads_the_row_before_it_as_in_python(engine):
    table = np.arange(6.0).reshape(3, 2)
    graph = trace(helpers.embed, ids=np.array([0, 0, 0, 0]), W_E=table)
    page, between = engine.build(graph), np.array([0.6, 1.5, -0.9, -1.9])
    page.set(ids=between)
    page.run()
    np.testing.assert_array_equal(page.outputs()["result"], table[[0, 1, 0, -1]])
    np.testing.assert_array_equal(graph.evaluate(ids=between)["result"], table[[0, 1, 0, -1]])


@pytest.mark.parametrize("name", GRAPHS)
def test_whole_graphs_agree_with_numpy(engine, name):
    graph = trace(find(name), **arguments(np.random.default_rng(10))[name])
    page = engine.build(graph)
    for seed in range(3):
        other = trace(find(name), **arguments(np.random.default_rng(20 + seed))[name])
        page.set(**other.values)
        page.run()
        expected = graph.evaluate(**other.values)
        for key, found in page.outputs().items():
            assert_close(found, expected[key])


@pytest.mark.parametrize("name", GRAPHS)
def test_extreme_inputs_end_where_the_same_sums_end_in_numpy(engine, name):
    graph = trace(find(name), **arguments(np.random.default_rng(11))[name])
    page = engine.build(graph)
    for seed in range(8):
        values = roughened(np.random.default_rng(seed), graph.values)
        page.set(**values)
        page.run()
        for i, (found, expected) in enumerate(
            zip(page.everything(), oracle.run(graph, **values), strict=True)
        ):
            np.testing.assert_array_equal(kind(found), kind(expected), str(graph.nodes[i]))


def roughened(rng, values):
    """Put extreme numbers in random places of about half of the float inputs."""
    rough = {}
    for name, array in values.items():
        if array.dtype == float and rng.random() < 0.6:
            places = rng.random(array.shape) < 0.3
            array = np.where(places, rng.choice(EXTREMES, array.shape), array)
        rough[name] = array
    return rough


def worked_example():
    """Functions with the numbers of the worked example."""
    e = example
    rng = np.random.default_rng(2024)
    of = helpers.EXAMPLE
    weights = helpers.random_transformer(rng, helpers.Sizes(4, 3, 3, 8, 2, 2, 10))
    heads = {"W_Q": e.W_Q, "W_K": e.W_K, "W_V": e.W_V, "W_O": e.W_O}
    one_head = {"Q": e.Q[0], "K": e.K[0], "V": e.V[0]}
    decoder = {"Y": e.E_SOS.reshape(1, -1), "memory": e.memory}
    causal = helpers.causal_mask(2)
    network = helpers.random_encoder_block(rng, of).feed_forward._asdict()
    return [
        ("attention_steps", one_head),
        ("attention_steps", {**one_head, "mask": causal}),
        ("attention_steps", {**one_head, "scale": e.hack_scale}),
        ("multi_head_attention_steps", {"X": e.X, "memory": e.X, **heads, "scale": e.hack_scale}),
        ("multi_head_attention_steps", {"X": e.X_corrected, "memory": e.X_corrected, **heads}),
        ("encoder_block_steps", {"X": e.X, "weights": helpers.random_encoder_block(rng, of)}),
        ("decoder_block_steps", {**decoder, "weights": helpers.random_decoder_block(rng, of)}),
        ("transformer", {"X": e.X, "Y": decoder["Y"], "weights": weights}),
        ("softmax_steps", {"S": e.S[0]}),
        ("naive_softmax_steps", {"S": e.S_scaled[0]}),
        ("layer_norm_steps", {"X": e.Z, "gamma": np.ones(4), "beta": np.zeros(4)}),
        ("layer_norm_std_plus_eps", {"X": e.Z}),
        ("layer_norm_bessel", {"X": e.Z}),
        ("positional_encoding", {"positions": np.arange(2.0), "d_model": 4}),
        ("cosine_similarity", {"x": e.E[0], "y": e.E[1]}),
        ("embed", {"ids": np.array([0, 2]), "W_E": e.W_E}),
        ("one_hot", {"ids": np.array([0, 2]), "n_vocab": 10}),
        ("entropy", {"A": e.A[0]}),
        ("softmax_jacobian", {"A": e.A[1, 0]}),
        ("feed_forward_steps", {"X": e.Z, **network}),
    ]


@pytest.mark.parametrize(("name", "given"), worked_example())
def test_the_worked_example_shows_the_same_digits(engine, name, given):
    graph = trace(find(name), **given)
    page = engine.build(graph)
    page.run()
    cells = page.ask("shownCells")
    for key, i in graph.outputs.items():
        expected = graph.evaluate()[key]
        assert cells[i] == [shown(float(x)) for x in expected.ravel()], key


def shuffled(rng, array):
    return rng.permuted(array.ravel()).reshape(array.shape)


@pytest.mark.parametrize("name", ["encoder_block_steps", "softmax_steps", "embed", "transformer"])
def test_recomputing_a_part_gives_what_recomputing_everything_gives(engine, name):
    rng = np.random.default_rng(12)
    graph = trace(find(name), **arguments(rng)[name])
    page = engine.build(graph)
    page.run()
    values = dict(graph.values)
    for _ in range(12):
        names = list(rng.choice(list(values), rng.integers(1, 3)))
        edits = {key: shuffled(rng, values[key]) for key in dict.fromkeys(names)}
        changed = page.set(**edits)
        values |= edits
        before = page.everything()
        recomputed = set(page.run())
        after = page.everything()
        fresh = engine.build(graph)
        fresh.set(**values)
        fresh.run()
        for found, expected in zip(after, fresh.everything(), strict=True):
            np.testing.assert_array_equal(found, expected)
        due = [set(page.ask("downstream", name=name))
               for name, moved in zip(edits, changed, strict=True) if moved]  # fmt: skip
        assert recomputed == set().union(*due)
        for i, (old, new) in enumerate(zip(before, after, strict=True)):
            assert i in recomputed or np.array_equal(old, new)


def test_an_edit_that_changes_nothing_recomputes_nothing(engine):
    page = engine.build(trace(helpers.softmax_steps, S=np.eye(2)))
    assert page.run() == list(range(len(page.graph.nodes)))
    assert page.set(S=np.eye(2)) == [False]
    assert page.run() == []
    assert page.set(S=np.array([[1.0, -0.0], [0.0, 1.0]])) == [True]


def test_a_wrong_input_is_refused_in_words(engine):
    page = engine.build(trace(lambda x: x + 1, x=np.zeros((2, 2))))
    with pytest.raises(EngineError, match="There is no input “y”"):
        page.set(y=np.zeros(4))
    with pytest.raises(EngineError, match="x has 4 numbers, but 3 were given"):
        page.set(x=np.zeros(3))


def test_a_graph_that_lacks_a_value_or_an_operation_is_refused_in_words(engine):
    packed = pack(trace(lambda x: x + 1, x=np.zeros(2)))
    number = engine.ask("build", packed=packed, values={})
    with pytest.raises(EngineError, match="no value for x yet"):
        engine.ask("run", graph=number)
    strings = ["cumsum" if word == "add" else word for word in packed["strings"]]
    with pytest.raises(EngineError, match="does not know the operation “cumsum”"):
        engine.ask("build", packed={**packed, "strings": strings})
    for version in (0, 2, 1.5, "1"):
        with pytest.raises(EngineError, match=f"graphs of version {version}"):
            engine.ask("build", packed={**packed, "v": version})
    with pytest.raises(EngineError, match="graphs of version undefined"):
        engine.ask("build", packed={key: packed[key] for key in packed if key != "v"})
    with pytest.raises(EngineError, match="“1” is not a number"):
        engine.ask("build", packed=packed, values={"x": ["1", 2]})


@pytest.mark.parametrize(("shape", "index"), [((2, 3), 4), ((2, 2, 3), 11), ((), 0), ((5,), 3)])
def test_a_place_and_its_index_belong_together(engine, shape, index):
    place, back = engine.ask("places", shape=shape, index=index)
    assert tuple(place) == np.unravel_index(index, shape)
    assert back == index
