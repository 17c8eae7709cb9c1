"""Where a number comes from: the expression behind one cell of a traced computation.

The expression of a cell is expanded until it reaches values that have a name of their own,
that cross the border of a function, or that are inputs. So ``S = Q @ K.T`` reads as a sum of
products of entries of Q and K, and ``A = e / total`` as one division.
"""

import itertools

import numpy as np

from .arithmetic import Apply, Arithmetic, Quantity
from .checks import require
from .graph import MOVES, REDUCE
from .trace import trace


class WrittenOut:
    """The named values of one computation; ask any cell for its arithmetic.

    Parameters
    ----------
    graph : Graph
        Evaluated at its start state.
    """

    def __init__(self, graph):
        self.graph = graph
        self.values = graph.run()
        self.border = _border(graph)

    def __getitem__(self, name):
        """Give the value of an output or a named step."""
        return self.values[self._find(name)]

    def cell(self, name, *index):
        """Write out the arithmetic of one cell.

        Parameters
        ----------
        name : str
            An output, or any value that the mathematics gives a name.
        *index : int
            Which cell; heads first, then row and column.

        Returns
        -------
        arithmetic : Arithmetic
            Shows itself as LaTeX in a notebook; ``.html`` and ``str()`` give the rest.

        Raises
        ------
        ValueError
            If there is no such value or cell; the message lists the names.
        """
        i = self._find(name)
        shape = self.graph.nodes[i].shape
        fits = len(index) == len(shape) and all(
            -n <= k < n for k, n in zip(index, shape, strict=True)
        )
        require(
            fits,
            f"{name} has shape {shape}, so {index} is not one of its cells. "
            f"Give {len(shape)} indices.",
        )
        place = tuple(k % n for k, n in zip(index, shape, strict=True))
        i, place = self.origin(i, place)
        return Arithmetic(self.expand(i, place), float(self.values[i][place]))

    def row(self, name, *index):
        """Write out each cell of one row; the index leaves out the last axis."""
        width = self.graph.nodes[self._find(name)].shape[-1]
        return [self.cell(name, *index, column) for column in range(width)]

    def names(self):
        """List what `cell` can be asked for."""
        steps = [node.name for node in self.graph.nodes if node.name]
        return list(dict.fromkeys([*self.graph.outputs, *steps]))

    def origin(self, i, place):
        """Walk back through pure moves to where the number was made."""
        node = self.graph.nodes[i]
        while node.op in MOVES:
            i, place = self.operands(i, place)[-1]
            node = self.graph.nodes[i]
        return i, place

    def operands(self, i, place):
        """List the cells that one cell reads, in the order of the arithmetic.

        Parameters
        ----------
        i : int
            Number of a node.
        place : tuple of int
            One of its cells.

        Returns
        -------
        cells : list of (int, tuple of int)
            For a matrix product left and right factors in turn.
        """
        node = self.graph.nodes[i]
        shapes = [self.graph.nodes[k].shape for k in node.ins]
        if node.op in REDUCE:
            return [(node.ins[0], cell) for cell in _reduced_cells(shapes[0], node, place)]
        if node.op == "argsort":
            return [(node.ins[0], (*place[:-1], k)) for k in range(shapes[0][-1])]
        if node.op == "matmul":
            return self._products(node, shapes, place)
        if node.op == "take":
            n_axes = len(shapes[1])
            row = int(self.values[node.ins[1]][place[:n_axes]])
            return [(node.ins[0], (row, *place[n_axes:]))]
        if node.op in MOVES:
            return [_moved(node, shapes, place)]
        return [(k, _broadcast(place, shape)) for k, shape in zip(node.ins, shapes, strict=True)]

    def _products(self, node, shapes, place):
        *lead, row, column = place
        left, right = node.ins
        cells = []
        for k in range(shapes[0][-1]):
            cells.append((left, (*_broadcast(lead, shapes[0][:-2]), row, k)))
            cells.append((right, (*_broadcast(lead, shapes[1][:-2]), k, column)))
        return cells

    def expand(self, i, place):
        """Give the expression of a cell, one step deep."""
        node = self.graph.nodes[i]
        if node.op in ("input", "const"):
            return self._quantity(i, place)
        if node.op == "where":
            return self.expand(*self.origin(*self._taken(i, place)))
        parts = [self._reach(*cell) for cell in self.operands(i, place)]
        if node.op == "matmul":
            pairs = zip(parts[::2], parts[1::2], strict=True)
            return Apply("sum", tuple(Apply("product", pair) for pair in pairs))
        return Apply(node.op, tuple(parts))

    def _taken(self, i, place):
        """Follow a choice (np.where) to the branch that this cell took."""
        condition, *branches = self.operands(i, place)
        return branches[0] if self.values[condition[0]][condition[1]] else branches[1]

    def _reach(self, i, place):
        """Expand an operand, unless the eye should rest on it."""
        node = self.graph.nodes[i]
        if node.op in MOVES and not node.name:
            return self._reach(*self.operands(i, place)[-1])
        if node.op == "where" and not node.name:
            return self._reach(*self._taken(i, place))
        if node.op in ("input", "const") or node.name or i in self.border:
            return self._quantity(i, place)
        return self.expand(i, place)

    def _quantity(self, i, place):
        node = self.graph.nodes[i]
        return Quantity(float(self.values[i][place]), node.op == "const")

    def _find(self, name):
        if name in self.graph.outputs:
            return self.graph.outputs[name]
        named = [i for i, node in enumerate(self.graph.nodes) if node.name == name]
        require(named, f"There is no value named {name!r}; there are {self.names()}.")
        return named[-1]


def written_out(function, **inputs):
    """Trace a function and write out its arithmetic.

    Parameters
    ----------
    function : callable
        As in `trace`.
    **inputs : ndarray
        As in `trace`.

    Returns
    -------
    steps : WrittenOut

    Examples
    --------
    >>> steps = written_out(lambda Q, K: Q @ K.T, Q=np.array([[8, 3]]), K=np.array([[4, 8]]))
    >>> print(steps.cell("result", 0, 0))
    (8 × 4) + (3 × 8) = 56
    """
    return WrittenOut(trace(function, **inputs))


def _border(graph):
    """Collect the nodes that enter or leave a function of the mathematics."""
    return {
        i
        for scope in graph.scopes[1:]
        for ids in (*scope.arguments.values(), scope.results)
        for i in ids
    }


def _broadcast(place, shape):
    """Translate a cell of a broadcast result to a cell of one operand."""
    own = place[len(place) - len(shape) :]
    return tuple(0 if n == 1 else k for k, n in zip(own, shape, strict=True))


def _reduced_cells(shape, node, place):
    axes, rest = node.attrs, iter(place)
    kept = len(place) == len(shape)  # keepdims
    fixed = []
    for axis, n in enumerate(shape):
        if axis in axes:
            fixed.append(range(n))
            if kept:
                next(rest)
        else:
            fixed.append((next(rest),))
    return list(itertools.product(*fixed))


def _moved(node, shapes, place):
    if node.op == "reshape":
        flat = np.ravel_multi_index(place, node.shape) if place else 0
        return node.ins[0], tuple(int(k) for k in np.unravel_index(flat, shapes[0]))
    if node.op == "transpose":
        return node.ins[0], tuple(place[node.attrs.index(axis)] for axis in range(len(place)))
    if node.op == "slice":
        return node.ins[0], tuple(
            start + k * step for k, (start, _, step) in zip(place, node.attrs, strict=True)
        )
    axis, k = node.attrs, place[node.attrs]  # concatenate
    for part, shape in zip(node.ins, shapes, strict=True):
        if k < shape[axis]:
            return part, (*place[:axis], k, *place[axis + 1 :])
        k -= shape[axis]
    raise AssertionError("a place outside a concatenation")
