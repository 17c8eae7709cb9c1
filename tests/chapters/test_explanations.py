"""Figures explain their numbers with what the reader sees, not with a helper's inner steps."""

import numpy as np
import pytest
from live.engine import Engine

from helpers import example, softmax
from helpers.chapters.figures import FIGURES
from helpers.live.rounding import shown


@pytest.fixture(scope="module")
def engine():
    engine = Engine()
    yield engine
    engine.close()


def shown_nodes(figure):
    """The nodes that the views of a figure show at its start, and those of its inputs."""
    number = figure.plan.number(figure.state)
    parts = [part for row in figure.spec["show"] for part in row if part.get("node")]
    nodes = {part["node"][number] for part in parts} - {None}
    return nodes, figure.plan.graphs[number]


def explained(engine, figure):
    """Each shown node with its first and last cell written out."""
    nodes, graph = shown_nodes(figure)
    page = engine.build(graph)
    page.run()
    seen = [*nodes, *graph.inputs.values()]
    cells = [
        [node, index]
        for node in sorted(nodes)
        for index in {0, int(np.prod(graph.nodes[node].shape)) - 1}
    ]
    return graph, set(seen), zip(cells, page.ask("explained", cells=cells, shown=seen), strict=True)


@pytest.mark.parametrize("name", FIGURES)
def test_no_explanation_is_longer_than_a_reader_can_follow(engine, name):
    _, _, lines = explained(engine, FIGURES[name]())
    for cell, line in lines:
        numbers = [part for part in line if part["kind"] == "number"]
        assert len(numbers) <= 50, (cell, "".join(part["text"] for part in line))


@pytest.mark.parametrize("name", FIGURES)
def test_a_hidden_value_is_opened_if_it_is_a_power_or_a_sum_of_a_few_shown_ones(engine, name):
    graph, seen, lines = explained(engine, FIGURES[name]())
    easy = {"exp", "subtract", "where", "square", "negative"}
    for (node, _), line in lines:
        if len(line) > 25:  # opened once already, and long enough
            continue
        read = [part for part in line[:-1] if part["kind"] == "number" and not part["constant"]]
        for part in read:
            maker = graph.nodes[part["id"]]
            simple = maker.op in easy and set(maker.ins) <= seen
            assert part["id"] in seen or not simple, (graph.nodes[node].name, maker.name)


def line_of(engine, figure, name, index=0):
    nodes, graph = shown_nodes(figure)
    page = engine.build(graph)
    page.run()
    seen = [*nodes, *graph.inputs.values()]
    (line,) = page.ask("explained", cells=[[graph.outputs[name], index]], shown=seen)
    return graph, line


def test_a_weight_is_a_power_over_the_sum_of_powers_and_reads_the_scores(engine):
    graph, line = line_of(engine, FIGURES["scale"](), "A")
    S_scaled = example.Q[0] @ example.K[0].T / np.sqrt(3)
    hello, world = map(shown, S_scaled[0])
    weight = shown(float(softmax(S_scaled)[0, 0]))
    text = "".join(part["text"] for part in line)
    assert text == f"e{hello} ÷ (e{hello} + e{world}) ≈ {weight}"
    scores = [part for part in line[:-1] if part["kind"] == "number"]
    assert [part["index"] for part in scores] == [0, 0, 1]
    assert {graph.nodes[part["id"]].name for part in scores} == {"S_scaled"}


def test_powers_that_are_on_show_themselves_stay_in_the_explanation(engine):
    graph, line = line_of(engine, FIGURES["overflow"](), "A_stable")
    read = {graph.nodes[part["id"]].name for part in line[:-1] if part["kind"] == "number"}
    assert "S" not in read
