"""The tiles of a figure stand in the order in which their values are made."""

import itertools

import pytest

from helpers.chapters.figures import FIGURES

NO_TILE = ("value", "recorded", "pull", "text", "sentence")

ROUND = {
    "hero": "what has been said so far goes in again",
    "our-sentence": "what has been said so far goes in again",
    "same-output": "weights before values, as in the product; the values say how far they may move",
}
"""Figures whose tiles stand in another order, and why."""


def tiles(figure):
    """Give the nodes of the tiles in sight by name, what comes out last, as the page sorts them."""
    spec = figure.spec
    folded = {
        row
        for fold in spec.get("folds", ())
        for row in range(fold["first"], fold["first"] + fold["count"])
    }
    rows = (row for number, row in enumerate(spec["show"]) if number not in folded)
    found = {}
    for part in itertools.chain.from_iterable(rows):
        if part["kind"] in NO_TILE or (part["kind"] != "input" and "node" not in part):
            continue
        found.setdefault(part["name"], part.get("node"))
    ends = spec.get("outcome") or [name for name, node in found.items() if node][-1:]
    return {name: found[name] for name in sorted(found, key=lambda name: name in ends)}


def made_of(graph, node):
    """Collect all that a node is computed from."""
    found, waiting = set(), [node]
    while waiting:
        new = set(graph.nodes[waiting.pop()].ins) - found
        found |= new
        waiting += new
    return found


def early(figure):
    """List the tiles that stand before one that they are made of, each with that one."""
    order = tiles(figure)
    found = set()
    for number, graph in enumerate(figure.plan.graphs):
        ids = {
            name: node[number] if node else graph.inputs.get(name) for name, node in order.items()
        }
        pairs = itertools.combinations([name for name in ids if ids[name] is not None], 2)
        found |= {(one, late) for one, late in pairs if ids[late] in made_of(graph, ids[one])}
    return found


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_no_tile_stands_before_one_that_it_is_made_of(name):
    figure = FIGURES[name]()
    if "board" in figure.spec:
        pytest.skip("its tiles stand in a drawing")
    assert bool(early(figure)) == (name in ROUND)


def test_the_row_of_SOS_has_its_tiles_in_order():
    assert list(tiles(FIGURES["sos-asks"]())) == ["Y_1", "Q", "memory", "K", "V", "A", "Z"]
