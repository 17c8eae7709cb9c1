"""Steps go in the order of the mathematics, in every figure and from every number."""

import itertools

import numpy as np
import pytest
from live.engine import Engine

from helpers.chapters.figures import FIGURES
from helpers.live import WrittenOut, oracle

WALK = """() => Object.fromEntries([...document.querySelectorAll('.hm-live')].flatMap((live) => {
  const button = (words) => [...live.querySelectorAll('button')].find((one) =>
    one.checkVisibility() && one.textContent === words);
  if (!button('Steps')) return [];
  button('Steps').click();
  const next = button('Next →');
  const seen = [];
  for (;;) {
    seen.push([
      live.querySelector('.hm-now').dataset.shows,
      live.querySelector('.hm-step-title').textContent,
      live.querySelector('.hm-strip-name').textContent,
      live.querySelectorAll('.hm-lit').length,
      [...live.querySelectorAll('.hm-walk')].map((one) => parseInt(one.dataset.leads)),
    ]);
    if (next.ariaDisabled === 'true') break;
    next.click();
  }
  button('End').click();
  const left = live.querySelectorAll('.hm-later, .hm-now').length;
  const open = [...live.querySelectorAll('[data-shows]')].map((view) => view.dataset.shows);
  return [[live.closest('.hm-figure').id.slice('figure-'.length), { seen, left, open }]];
}))"""


@pytest.fixture(scope="module")
def engine():
    engine = Engine()
    yield engine
    engine.close()


def shown(figure, number):
    """The nodes that the views of a figure show in one of its graphs."""
    parts = itertools.chain(*figure.spec["show"])
    return {part["node"][number] for part in parts if part.get("node")} - {None}


@pytest.mark.parametrize("name", FIGURES)
def test_the_way_to_a_number_is_in_topological_order_in_every_graph(engine, name):
    figure = FIGURES[name]()
    for number, graph in enumerate(figure.plan.graphs):
        page = engine.build(graph)
        page.run()
        for node in shown(figure, number):
            last = int(np.prod(graph.nodes[node].shape)) - 1
            way = [at for at, _ in page.ask("wayTo", id=node, index=last)]
            place = {at: i for i, at in enumerate(way)}
            assert len(place) == len(way)
            assert way[-1] == node
            for at in way:
                read = [i for i in graph.nodes[at].ins if i in place]
                assert read or not graph.nodes[at].ins
                assert all(place[i] < place[at] for i in read)


@pytest.mark.parametrize("name", ["scale", "two-heads", "layer-norm", "from-e-to-z"])
def test_the_way_to_a_number_has_all_that_it_is_made_of_and_nothing_else(engine, name):
    figure = FIGURES[name]()
    number = figure.plan.number(figure.state)
    graph = figure.plan.graphs[number]
    page = engine.build(graph)
    page.run()
    steps = WrittenOut(graph)
    steps.values = oracle.run(graph)
    for node in shown(figure, number):
        needed, due = set(), [(node, (0,) * len(graph.nodes[node].shape))]
        while due:
            cell = due.pop()
            if cell in needed:
                continue
            needed.add(cell)
            if graph.nodes[cell[0]].op not in ("input", "const"):
                due += steps.operands(*cell)
        found = {
            (at, tuple(map(int, np.unravel_index(index, graph.nodes[at].shape))))
            for at, indices in page.ask("wayTo", id=node, index=0)
            for index in indices
        }
        assert found == needed


def test_steps_of_every_figure_never_go_back_and_each_lights_its_operands(show):
    figures = [make() for make in FIGURES.values()]
    page = show(*figures)
    walked = page.page.evaluate(WALK)
    assert len(walked) >= 50
    for figure in figures:
        if figure.spec["name"] not in walked:
            continue
        seen, left, names = walked[figure.spec["name"]].values()
        assert left == 0
        number = figure.plan.number(figure.state)
        graph = figure.plan.graphs[number]
        parts = [part for row in figure.spec["show"] for part in row if part.get("node")]
        node_of = {part["name"]: part["node"][number] for part in parts}
        on_show = {node_of.get(name) for name in names}
        walk = [node_of[name] for name, *_ in seen]
        above = {}
        for i, node in enumerate(graph.nodes):
            above[i] = set(node.ins).union(*(above[k] for k in node.ins))
        for i, node in enumerate(walk):
            assert above[node].isdisjoint(walk[i:]), figure.spec["name"]
            assert node in above[walk[-1]] | {walk[-1]}, "a step that the last one does not need"
        for name, title, said, n_lit, operands in seen:
            assert title.startswith("Step ")
            assert said.endswith(" = "), name
            assert n_lit or on_show.isdisjoint(operands), (figure.spec["name"], title)
    assert sum(n_lit > 0 for one in walked.values() for *_, n_lit, _ in one["seen"]) > 100
    assert page.is_quiet()
