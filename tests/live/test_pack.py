"""The packed graph is small, valid JSON, and the same each time."""

import gzip
import json
from functools import partial

import numpy as np
import pytest
from arguments import arguments, find

import helpers
from helpers import example
from helpers.live import trace
from helpers.live.pack import numbers, pack, pack_all, values


def as_json(data):
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@pytest.mark.parametrize("name", ["attention_steps", "softmax_jacobian", "positional_encoding"])
def test_packing_is_valid_json_and_deterministic(name):
    first, second = (
        trace(find(name), **arguments(np.random.default_rng(seed))[name]) for seed in (0, 1)
    )
    assert as_json(pack(first)) == as_json(pack(second))
    assert json.loads(as_json(pack(first))) == pack(first)


def test_input_values_stay_out_of_the_graph():
    graph = trace(lambda x: x * 2, x=np.array([[0.123456789, -np.inf], [np.nan, -0.0]]))
    assert "0.1234" not in as_json(pack(graph))
    assert as_json(values(graph)) == '{"x":[0.123456789,"-inf","nan",-0.0]}'


def test_a_number_survives_the_way_through_json():
    rng = np.random.default_rng(0)
    array = rng.integers(0, 2**64, 2000, dtype=np.uint64).view(float)
    array = np.concatenate([array[np.isfinite(array)], [0.0, -0.0, 2.0**53, 2.0**60, 1e22]])
    back = np.array(json.loads(as_json(numbers(array))), dtype=float)
    np.testing.assert_array_equal(back.view(np.uint64), array.view(np.uint64))


def test_constants_and_masks_are_carried_in_the_graph():
    graph = trace(lambda x: np.where(np.tri(2, dtype=bool), x, -np.inf), x=np.eye(2))
    packed = pack(graph)
    constants = [line[6] for line in packed["nodes"] if packed["strings"][line[0]] == "const"]
    assert constants == [[1, 0, 1, 1], ["-inf"]]


def test_the_whole_model_stays_small():
    weights = helpers.random_transformer(np.random.default_rng(0), helpers.EXAMPLE)
    graph = trace(helpers.transformer, X=np.ones((2, 4)), Y=np.ones((3, 4)), weights=weights)
    assert len(gzip.compress(as_json(pack(graph)).encode(), 9)) < 20_000


def test_graphs_of_a_figure_share_what_they_have_in_common():
    blocks = example.our_blocks()
    graphs = [
        trace(partial(helpers.encoder, wiring=wiring), X=np.ones((2, 4)), blocks=blocks)
        for wiring in (helpers.POST_NORM, helpers.PRE_NORM)
    ]
    shared, packed = pack_all(graphs)
    alone = [pack(graph) for graph in graphs]
    for graph, own in zip(packed, alone, strict=True):
        full = {**shared, **graph}
        assert len(full["nodes"]) == len(own["nodes"])
        for number, (place, line) in enumerate(zip(full["nodes"], own["nodes"], strict=True)):
            op, ins, *_ = shared["lines"][place]
            assert shared["strings"][op] == own["strings"][line[0]]
            assert [number - i for i in ins] == line[1]
    assert len(as_json([shared, packed])) < 0.7 * len(as_json(alone))


def test_a_single_scope_stands_for_all_inner_calls():
    graph = trace(helpers.layer_norm, X=np.ones((2, 4)))
    *_, inner = pack(graph)["scopes"]
    border = {
        i
        for scope in graph.scopes[1:]
        for ids in (*scope.arguments.values(), scope.results)
        for i in ids
    }
    assert set(inner[3]) == border
