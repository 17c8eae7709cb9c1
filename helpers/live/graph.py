"""The recorded graph: nodes in the order of computation, and how to evaluate them.

A graph fixes shapes. Its nodes name one of a few array operations; everything else (mean,
variance, clip, stack, …) has been lowered to these while tracing.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from .checks import require

UNARY = {
    function.__name__: function
    for function in (
        *(np.negative, np.exp, np.log, np.sqrt, np.square, np.absolute),
        *(np.tanh, np.sin, np.cos, np.logical_not),
        *(np.log1p, np.log2, np.sign, np.floor),
    )
}
BINARY = {
    function.__name__: function
    for function in (
        *(np.add, np.subtract, np.multiply, np.divide, np.power, np.maximum, np.minimum),
        *(np.remainder,),
        *(np.greater, np.greater_equal, np.less, np.less_equal, np.equal, np.not_equal),
        *(np.logical_and, np.logical_or),
    )
}
REDUCE = {function.__name__: function for function in (np.sum, np.prod, np.max, np.min, np.argmax)}
MOVES = ("reshape", "transpose", "slice", "concatenate", "take")


class Node(NamedTuple):
    """One recorded operation.

    ``ins`` are the numbers of the nodes it reads, ``attrs`` what else fixes it (axes, a
    permutation, slices, a constant's value), ``name`` the word that the mathematics gives the
    result, ``scope`` the call it was recorded in and ``source`` its expression as written.
    """

    op: str
    ins: tuple[int, ...]
    shape: tuple[int, ...]
    boolean: bool
    attrs: Any
    name: str | None
    scope: int
    source: str | None


class Scope(NamedTuple):
    """One call of a function of the mathematics: its name, caller, arguments, results."""

    function: str
    caller: int
    arguments: dict[str, tuple[int, ...]]
    results: tuple[int, ...]
    name: str | None


@dataclass(frozen=True)
class Graph:
    """A traced function.

    Parameters
    ----------
    nodes : tuple of Node
        In the order of computation.
    scopes : tuple of Scope
        The first is the traced function itself.
    inputs : dict of str to int
        Dotted name of each input array, and its node.
    outputs : dict of str to int
        Dotted name of each result, and its node.
    values : dict of str to ndarray
        The input values it was traced with; a start state, not part of the graph.
    """

    nodes: tuple[Node, ...]
    scopes: tuple[Scope, ...]
    inputs: dict[str, int]
    outputs: dict[str, int]
    values: dict[str, np.ndarray] = field(compare=False)

    def run(self, **values):
        """Compute every node.

        Parameters
        ----------
        **values : array_like
            Inputs by name; what is left out keeps the value it was traced with. Dots in a
            name need ``**{"weights.W": ...}``.

        Returns
        -------
        results : list of ndarray
            One for each node.

        Raises
        ------
        ValueError
            If there is no such input, or its shape differs.
        """
        given = self._inputs(values)
        results = []
        for node in self.nodes:
            operands = [results[i] for i in node.ins]
            results.append(given[node.attrs] if node.op == "input" else compute(node, operands))
        return results

    def evaluate(self, **values):
        """Compute the outputs; parameters as in `run`.

        Returns
        -------
        outputs : dict of str to ndarray
        """
        results = self.run(**values)
        return {name: results[i] for name, i in self.outputs.items()}

    def _inputs(self, values):
        unknown = sorted(set(values) - set(self.inputs))
        require(not unknown, f"There is no input {unknown}; the inputs are {sorted(self.inputs)}.")
        given = {**self.values, **values}
        for name, i in self.inputs.items():
            shape = np.shape(given[name])
            require(
                shape == self.nodes[i].shape,
                f"{name} has shape {shape}, but the graph was traced with {self.nodes[i].shape}. "
                "Trace again for another shape.",
            )
        arrays = {name: np.asarray(value) for name, value in given.items()}
        for name, array in arrays.items():
            require(
                array.dtype.kind in "biuf",
                f"{name} is of type {array.dtype}; a graph computes with numbers and masks.",
            )
        return arrays

    def structure(self):
        """Describe the graph as plain data, without the values of its inputs.

        Returns
        -------
        structure : dict
            Ready for JSON; equal for every start state.
        """
        return {
            "nodes": [[*node[:4], _plain(node.attrs), *node[5:]] for node in self.nodes],
            "scopes": [list(scope) for scope in self.scopes],
            "inputs": self.inputs,
            "outputs": self.outputs,
        }


def compute(node, operands):
    """Carry out one operation with NumPy.

    Parameters
    ----------
    node : Node
    operands : list of ndarray

    Returns
    -------
    result : ndarray
        Of the node's shape.
    """
    op, attrs = node.op, node.attrs
    if op == "const":
        return attrs
    if op in UNARY:
        return UNARY[op](*operands)
    if op in BINARY:
        return BINARY[op](*operands)
    if op in REDUCE:
        axis = attrs if op != "argmax" else attrs[0]
        return REDUCE[op](*operands, axis=axis).reshape(node.shape)
    if op == "matmul":
        return operands[0] @ operands[1]
    if op == "argsort":
        return np.argsort(operands[0], axis=-1, kind="stable")
    if op == "where":
        return np.where(*operands)
    return move(node, operands)


def move(node, operands):
    """Carry out an operation that only moves numbers to other places."""
    op, attrs = node.op, node.attrs
    if op == "reshape":
        return operands[0].reshape(node.shape)
    if op == "transpose":
        return operands[0].transpose(attrs)
    if op == "slice":
        return operands[0][tuple(slice(*part) for part in attrs)]
    if op == "concatenate":
        return np.concatenate(operands, axis=attrs)
    if op == "take":
        return operands[0][operands[1].astype(int)]
    raise ValueError(f"There is no operation {op!r}.")


def _plain(attrs):
    return attrs.tolist() if isinstance(attrs, np.ndarray) else attrs
