"""A step that the reader repeats: a traced function from state to state."""

from dataclasses import dataclass, field

from .checks import require


@dataclass(frozen=True)
class Iteration:
    """What is carried from one step to the next, and when it ends; made by `iterated`."""

    state: tuple[str, ...]
    zeros: dict[str, str] = field(default_factory=dict)
    until: dict[str, str] = field(default_factory=dict)
    most: int = 1000
    keeps: tuple[str, ...] = ()
    label: str = "Run"
    unit: str = "step"
    pace: int = 0
    rests: bool = False
    first: int = 1
    steady: bool = False

    def ends(self, plan):
        """List, for each graph of a figure, the nodes that say that it is over."""
        found = [plan.find(name) for name in self.until]
        return [[nodes[number] for nodes in found] for number in range(len(plan.graphs))]

    def described(self, plan):
        """Describe the iteration for the page.

        Raises
        ------
        ValueError
            If a part of the state does not come out with the shape that goes in.
        """
        for graph in plan.graphs:
            for name in self.state:
                self._require_state(graph, name)
        unknown = sorted(set(self.keeps) - set(plan.inputs))
        require(not unknown, f"There is no input {unknown} to keep; there are {list(plan.inputs)}.")
        return {
            "state": list(self.state),
            "zeros": list(self.zeros),
            "until": [[plan.find(name), says] for name, says in self.until.items()],
            "most": self.most,
            "keeps": list(self.keeps),
            "label": self.label,
            "unit": self.unit,
            "pace": self.pace,
            "rests": self.rests,
            "first": self.first,
            **({"steady": True} if self.steady else {}),
        }

    @staticmethod
    def _require_state(graph, name):
        require(
            name in graph.inputs and name in graph.outputs,
            f"{name} is carried from step to step, so the function must take it and return it; "
            f"it takes {list(graph.inputs)} and returns {list(graph.outputs)}.",
        )
        given, made = (graph.nodes[at[name]].shape for at in (graph.inputs, graph.outputs))
        require(
            given == made,
            f"{name} goes into the step with shape {given} and comes out with shape {made}.",
        )


def iterated(*state, zeros=None, until=None, most=1000, keeps=(), label="Run", unit="step", **how):
    """Declare that a figure's function is a step which the reader repeats.

    Parameters
    ----------
    *state : str
        Parameters that the function returns too: each result takes its parameter's place.
    zeros : dict of str to str, optional
        Parts of the state that start at zero, and the parameter whose shape each takes.
    until : dict of str to str, optional
        Results that end the run once they are true, and what is said then.
    most : int
        How many steps at most.
    keeps : sequence of str
        Inputs that may be changed on the way; any other begins anew.
    label : str
        On the button that runs it.
    unit : str
        What one step is called.
    **how
        ``rests=True``: the figure shows where the run ends, at the start too. ``pace``:
        milliseconds from one step to the next; else as fast as the reader wants. ``first``:
        the number of the start, 1 if left out. ``steady=True``: what is kept only looks at
        the state and never enters it, so that every recorded step stays.

    Returns
    -------
    iteration : Iteration

    Raises
    ------
    ValueError
        If nothing is carried from step to step, or `most` is not positive.

    Examples
    --------
    >>> iterated("x", most=3).state
    ('x',)
    """
    require(state, "Name what is carried from one step to the next, for example 'theta'.")
    require(most > 0, f"An iterated figure makes at least one step, not {most}.")
    return Iteration(tuple(state), zeros or {}, until or {}, most, tuple(keeps), label, unit, **how)
