"""The graph as compact JSON for the browser (form 1), and the values of its inputs apart.

One line for each node: ``[op, ins, shape, scope, name, source, attrs, boolean]``, words as
places in a table, what is left at its default cut off from the end. The graphs of one figure
share what they have in common. ``static/graph.js`` reads both. Whoever changes the form counts
`VERSION` up there and here.
"""

import json
import math

import numpy as np

from .rounding import steady

VERSION = 1
DEFAULTS = (None, None, None, 0, -1, -1, None, 0)


def pack(graph):
    """Give a graph as plain data, small and without the values of its inputs.

    Parameters
    ----------
    graph : Graph

    Returns
    -------
    packed : dict
        Valid JSON (infinity and NaN are words), the same for the same graph.

    Examples
    --------
    >>> from helpers.live import trace
    >>> graph = trace(lambda x: x + 1, x=np.zeros(2))
    >>> pack(graph)["inputs"], pack(graph)["outputs"]
    ({'x': 0}, {'result': 2})
    """
    return _packed(graph, Words())


def pack_all(graphs):
    """Give the graphs of a figure as plain data: what they have in common, and each by itself.

    Parameters
    ----------
    graphs : list of Graph
        One for each choice. They are much alike, and a stack of blocks repeats itself.

    Returns
    -------
    shared : dict
        ``lines`` holds each distinct node once, what it reads counted backwards from itself.
    packed : list of dict
        As from `pack`, except that ``nodes`` are places in ``lines``; what is in `shared` is
        left out.
    """
    words, lines = Words(), Words()
    packed = [_packed(graph, words) for graph in graphs]
    for graph in packed:
        for number, (op, ins, *rest) in enumerate(graph["nodes"]):
            line = json.dumps([op, [number - i for i in ins], *rest])
            graph["nodes"][number] = lines(line)
        graph["strings"] = words.table
    first = packed[0]
    common = [key for key in first if all(graph[key] == first[key] for graph in packed)]
    shared = {key: first[key] for key in common} | {"lines": list(map(json.loads, lines.table))}
    return shared, [{k: v for k, v in graph.items() if k not in common} for graph in packed]


def _packed(graph, words):
    return {
        "v": VERSION,
        "nodes": [_node(node, words) for node in graph.nodes],
        "scopes": _scopes(graph, words),
        "inputs": graph.inputs,
        "outputs": graph.outputs,
        "strings": words.table,
    }


def values(graph):
    """Give the input values that a graph was traced with, each as a flat list for JSON.

    Parameters
    ----------
    graph : Graph

    Returns
    -------
    values : dict of str to list
    """
    return {name: numbers(array) for name, array in graph.values.items()}


def numbers(array):
    """List the entries of an array row by row, in the fewest digits that give them exactly.

    Examples
    --------
    >>> numbers(np.array([[1.0, 0.5], [-0.0, -np.inf]]))
    [1, 0.5, -0.0, '-inf']
    """
    return [_number(float(x)) for x in np.asarray(array).ravel()]


def _number(x):
    if math.isnan(x):
        return "nan"
    if math.isinf(x):
        return "inf" if x > 0 else "-inf"
    is_short = x == int(x) and abs(x) < 2**53 and not (x == 0 and math.copysign(1, x) < 0)
    return int(x) if is_short else x


class Words:
    """The table of words: each once, in the order of first use."""

    def __init__(self):
        self._places = {}

    def __call__(self, word):
        """Give the place of a word; −1 for none."""
        return -1 if word is None else self._places.setdefault(word, len(self._places))

    @property
    def table(self):
        """All words so far."""
        return list(self._places)


def _node(node, words):
    line = [
        words(node.op),
        list(node.ins),
        list(node.shape),
        0,
        words(node.name),
        words(node.source),
        _attributes(node),
        int(node.boolean),
    ]
    while line[-1] == DEFAULTS[len(line) - 1]:
        line.pop()
    return line


def _attributes(node):
    if node.op == "input":
        return None  # its name, which `inputs` holds
    if node.op == "const":
        return numbers(steady(node.attrs) if node.shape and not node.boolean else node.attrs)
    if node.op == "slice":
        return [list(part) for part in node.attrs]
    return list(node.attrs) if isinstance(node.attrs, tuple) else node.attrs


def _scopes(graph, words):
    """Give the traced function, and one scope that stands for all calls inside it.

    The page asks only which nodes enter or leave some call: there the arithmetic rests. A stack
    of blocks has hundreds of calls, and their list would be longer than the graph.
    """
    root, *inner = graph.scopes
    border = {
        i for scope in inner for ids in (*scope.arguments.values(), scope.results) for i in ids
    }
    whole = [[words(root.function), root.caller, [], list(root.results), words(root.name)]]
    return [*whole, [-1, 0, [], sorted(border), -1]] if border else whole
