"""The graph evaluated once more, in plain NumPy and in the order in which the browser adds.

A matrix library adds products in an order of its own and may round only once for a product and
a sum. For numbers near the ends of float64 that decides between infinity and NaN (∞ − ∞). So
extreme inputs are compared with this, and everything else with NumPy itself.
"""

import itertools

import numpy as np

from .graph import compute


def run(graph, **values):
    """Compute every node; parameters as in `Graph.run`.

    Returns
    -------
    results : list of ndarray of float64
        One for each node; booleans are 0 and 1.

    Examples
    --------
    >>> from helpers.live import trace
    >>> graph = trace(lambda x: x @ x, x=np.array([[1.0, 2.0], [3.0, 4.0]]))
    >>> run(graph)[-1]
    array([[ 7., 10.],
           [15., 22.]])
    """
    given = {**graph.values, **values}
    results = []
    with np.errstate(all="ignore"):
        for node in graph.nodes:
            operands = [results[i] for i in node.ins]
            result = given[node.attrs] if node.op == "input" else _compute(node, operands)
            results.append(np.asarray(result, dtype=bool if node.boolean else float))
    return [result.astype(float) for result in results]


def _compute(node, operands):
    rule = IN_ORDER.get(node.op)
    return rule(node, *operands) if rule else compute(node, operands)


def _matmul(node, left, right):
    total = np.zeros(node.shape)
    for k in range(left.shape[-1]):
        total = total + left[..., :, k, None] * right[..., None, k, :]
    return total


def _folded(start, operation):
    return lambda node, x: _fold(start, operation, node, x)


def _fold(start, operation, node, x):
    total = np.full([1 if axis in node.attrs else n for axis, n in enumerate(x.shape)], start)
    for place in itertools.product(*(range(x.shape[axis]) for axis in node.attrs)):
        part = [slice(None)] * x.ndim
        for axis, k in zip(node.attrs, place, strict=True):
            part[axis] = slice(k, k + 1)
        total = operation(total, x[tuple(part)])
    return total.reshape(node.shape)


# which of two zeros is the larger: NumPy leaves that to the processor, the browser may not
IN_ORDER = {
    "matmul": _matmul,
    "sum": _folded(0.0, np.add),
    "prod": _folded(1.0, np.multiply),
    "maximum": lambda _, x, y: np.where((x >= y) | np.isnan(x), x, y),
    "minimum": lambda _, x, y: np.where((x <= y) | np.isnan(x), x, y),
}
