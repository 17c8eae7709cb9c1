"""The graph as compact JSON for the browser (form 1), and the values of its inputs apart.

One line for each node: ``[op, ins, shape, scope, name, source, attrs, boolean]``, words as
places in a table, what is left at its default cut off from the end. ``static/graph.js`` reads
it. Whoever changes the form counts `VERSION` up there and here.
"""

import math

import numpy as np

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
    words = Words()
    return {
        "v": VERSION,
        "nodes": [_node(node, words) for node in graph.nodes],
        "scopes": [_scope(scope, words) for scope in graph.scopes],
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
        node.scope,
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
        return numbers(node.attrs)
    if node.op == "slice":
        return [list(part) for part in node.attrs]
    return list(node.attrs) if isinstance(node.attrs, tuple) else node.attrs


def _scope(scope, words):
    given = [[words(name), list(ids)] for name, ids in scope.arguments.items()]
    return [words(scope.function), scope.caller, given, list(scope.results), words(scope.name)]
