"""One graph for each choice that a reader can make, and equal graphs kept once."""

import itertools
import json
import math

import numpy as np

from .checks import require
from .inputs import as_given
from .source import name_of
from .trace import flatten, trace

MOST_COMBINATIONS = 64


class Plan:
    """The graphs of a figure.

    Parameters
    ----------
    function : callable
        Any function that can be traced.
    inputs : dict
        Parameter name and what the reader can change, in the order of the figure.
    fixed : dict
        Parameter name and what stays: arrays, or anything else that chooses structure.
    zeros : dict of str to str
        Parameter name, and the parameter whose shape it takes, filled with zeros.

    Raises
    ------
    ValueError
        If the choices multiply to more than 64.
    TraceError
        If the function cannot be traced.
    """

    def __init__(self, function, inputs, fixed, zeros):
        self.function = function
        self.inputs = inputs
        self.zeros = zeros
        self.fixed = {name: as_given(value) for name, value in fixed.items()}
        twice = ", ".join(sorted(inputs.keys() & fixed))
        require(not twice, f"In inputs and in fixed both: {twice}. Leave it in one of the two.")
        sizes = [part.n_choices for part in inputs.values()]
        many = math.prod(sizes)
        counted = ", ".join(
            f"{name} {part.n_choices}" for name, part in inputs.items() if part.n_choices > 1
        )
        require(
            many <= MOST_COMBINATIONS,
            f"The choices multiply to {many} graphs ({counted}), more than {MOST_COMBINATIONS}. "
            "Offer fewer choices, or shorter sentences.",
        )
        self.graphs = []
        self.which = []
        known, by_kind = {}, {}
        for digits in itertools.product(*map(range, sizes)):
            kind = tuple(
                part.kind_of(digit) for part, digit in zip(inputs.values(), digits, strict=True)
            )
            if kind in by_kind:
                self.which.append(by_kind[kind])
                continue
            graph = self._trace(digits)
            key = json.dumps(graph.structure(), default=list)
            if key not in known:
                known[key] = len(self.graphs)
                self.graphs.append(graph)
            by_kind[kind] = known[key]
            self.which.append(known[key])

    def _trace(self, digits):
        arguments = {
            name: part.argument(digit)
            for (name, part), digit in zip(self.inputs.items(), digits, strict=True)
        }
        try:
            return trace(self.function, **self._completed(arguments))
        except Exception as error:
            chosen = ", ".join(
                f"{name} = {part.labels[digit] if hasattr(part, 'labels') else digit + 1}"
                for (name, part), digit in zip(self.inputs.items(), digits, strict=True)
                if part.n_choices > 1
            )
            if chosen:
                error.add_note(f"This happened with {chosen}.")
            raise

    def number(self, state):
        """Say which graph a state needs."""
        place = 0
        for name, part in self.inputs.items():
            place = place * part.n_choices + part.digit(state[name])
        return self.which[place]

    def values(self, state):
        """Evaluate everything for a state with NumPy.

        Parameters
        ----------
        state : dict

        Returns
        -------
        graph : Graph
        results : list of ndarray
            One for each node of the graph.
        """
        return self.graphs[self.number(state)], next(self.repeated(state, ()))

    def repeated(self, state, names):
        """Evaluate again and again, each time with the results of `names` in their places.

        Parameters
        ----------
        state : dict
        names : sequence of str
            Parameters that are results too.

        Yields
        ------
        results : list of ndarray
            One for each node of the graph; first with the state as it is.
        """
        graph = self.graphs[self.number(state)]
        arrays = self.arrays(state)
        while True:
            with np.errstate(all="ignore"):
                results = graph.run(**arrays)
            yield results
            arrays |= {name: results[graph.outputs[name]] for name in names}

    def arrays(self, state):
        """Give the array of each input of the graph that a state needs, by its dotted name."""
        graph = self.graphs[self.number(state)]
        given = {name: part.given(state[name]) for name, part in self.inputs.items()}
        arrays = _arrays(self._completed(given))
        return {name: arrays[name] for name in graph.inputs}

    def _completed(self, arguments):
        """Add what no reader changes."""
        arguments = {**arguments, **self.fixed}
        zeros = {name: np.zeros_like(arguments[other]) for name, other in self.zeros.items()}
        return {**arguments, **zeros}

    def find(self, name):
        """Find a value in each graph.

        Returns
        -------
        places : list of int or None
            Its node, or None in a graph that has no such value.

        Raises
        ------
        ValueError
            If no graph has it.
        """
        places = [node_of(graph, name) for graph in self.graphs]
        require(
            any(place is not None for place in places),
            f"There is no value named {name!r}; there are {self.names()}.{self._unnamed()}",
        )
        return places

    def _unnamed(self):
        hint = " A lambda gives no step a name: write a function with def, or return a dict."
        return hint if name_of(self.function) == "lambda" else ""

    def names(self):
        """List every name that can be shown."""
        return list(
            dict.fromkeys(
                name
                for graph in self.graphs
                for name in (
                    *graph.inputs,
                    *graph.outputs,
                    *(node.name for node in graph.nodes if node.name),
                )
            )
        )

    def fixed_values(self):
        """Give the arrays that no reader changes, by their dotted names."""
        arrays = _arrays(self.fixed)
        needed = {name for graph in self.graphs for name in graph.inputs}
        return {name: array for name, array in arrays.items() if name in needed}


def node_of(graph, name):
    """Find the node of an output, an input or a named step; the last one wins."""
    if name in graph.outputs:
        return graph.outputs[name]
    if name in graph.inputs:
        return graph.inputs[name]
    named = [i for i, node in enumerate(graph.nodes) if node.name == name]
    return named[-1] if named else None


def _arrays(arguments):
    return {key: array for name, value in arguments.items() for key, array in flatten(name, value)}
