"""A live figure: a function of the mathematics, what can be changed in it, what is shown.

One cell of a notebook gives both halves: in JupyterLab a widget that talks to
Python, in the built page static tables that one shared script makes live.
"""

import itertools
import math
import re
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from . import assets, board, dials, flows, glows, origins, planes, rails, render, ribbon
from .checks import require
from .inputs import Choice, Numbers, Tokens, array_values, is_identifier
from .labels import hue, label_parts, named
from .pack import numbers, pack_all
from .page import page
from .plan import Plan
from .pulling import pulled
from .reverse import reverse
from .rounding import shown
from .setting import for_the_page, setting
from .source import name_of
from .views import REFERENCE, Fold, View

NOTE = (
    "This is the start state. Each number here can be changed: in a page with JavaScript, in a "
    "notebook once its cell has been run."
)
WORDS = View("words", ())  # stands for any words that label rows or columns
MOST_AXES = 3
DRAWN = ("matrix", "bars", "line", "links", "nudges", "pull")
DRAWINGS = {
    "dial": dials,
    "flow": flows,
    "glow": glows,
    "plane": planes,
    "rail": rails,
    "ribbons": ribbon,
}
"""Views that a module of their own describes and draws."""


class Figure(anywidget.AnyWidget):
    """Numbers to change, and what follows from them.

    Parameters
    ----------
    function : callable
        Any function that can be traced. Its results and named steps can be shown.
    inputs : dict
        Parameter name and what the reader can change: `matrix`, `vector`, `number`, `slider`,
        `choice`, `switch` or `tokens`. Each is also a trait: ``fig.observe(f, "scale")``.
    show : list
        Views (`matrix`, `heat`, `bars`, `line`, `value`, `sentence`, `links`, `words`,
        `plane`, `dial`, `rail`, `ribbons`, `flow`, `glow`, `recorded`, and `trail` where steps
        are repeated). A list inside it is a row; a string in a row stands between two views; a
        `fold` holds rows that open and close. An input that is shown by its name is edited there,
        any other above.
    fixed : dict, optional
        Parameters that no reader changes.
    repeat : Iteration, optional
        From `iterated`: the function is a step that the reader repeats with a button.
    name : str, optional
        Name in links; the function's name if left out.
    outcome : str or list of str, optional
        What comes out: where a figure is taller than its window, these values stay in sight
        beside the open stage. The last value that is computed and shown, if left out.
    title, caption : str, optional
        What the figure is, and what to try.
    layout : Board, optional
        Where the tile of each value stands, as in a drawing of the whole; a row of tiles if left
        out.

    Raises
    ------
    ValueError
        If a name to show does not exist, labels do not fit, or there are too many choices.
    TraceError
        If the function cannot be traced.

    Examples
    --------
    >>> from helpers.live import Figure, matrix, number, vector
    >>> def path(t, speed):
    ...     return {"x": speed * t}
    >>> fig = Figure(path, dict(t=vector([1, 2]), speed=number(3)), [matrix("x")])
    >>> fig
    Figure path: t [1 2], speed 3
    >>> fig.set(speed=10)
    >>> fig["x"]
    array([10., 20.])
    """

    _esm = assets.module()
    _css = assets.style()

    told = traitlets.Dict().tag(sync=True)
    origin = traitlets.Dict().tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        function,
        inputs,
        show,
        *,
        fixed=None,
        repeat=None,
        name=None,
        outcome=None,
        title=None,
        caption=None,
        layout=None,
    ):
        name = name or name_of(function)
        _require_names(name, inputs, show)
        self.plan = Plan(function, inputs, fixed or {}, repeat.zeros if repeat else {})
        views = [part for row in _unfolded(show)[0] for part in row if isinstance(part, View)]
        self._ends = {
            part.names[0]: part.options.get("domain") for part in views if part.kind == "pull"
        }
        self.iteration = repeat
        self._results = None
        _require_no_name_as_text(show, self.plan.names())
        start = {key: part.start for key, part in inputs.items()}
        _require_shown(outcome, show)
        spec = describe(
            self.plan,
            show,
            repeat,
            name=name,
            outcome=outcome,
            title=title,
            caption=caption,
            layout=layout,
        )
        self.markup = static_html(self.plan, spec, start, results_of(self.plan, start, repeat))
        told = for_the_page()
        super().__init__(told=told, origin=origins.origin(name), spec=spec, state=start)
        self.add_traits(**{key: InputTrait(key, part) for key, part in inputs.items()})
        self._mirror()
        self.observe(self._changed_outside, list(inputs))

    @property
    def inputs(self):
        """The values of all inputs as the reader has them now; arrays are read-only."""
        return {key: _kept(part.shown(self.state[key])) for key, part in self.plan.inputs.items()}

    def __getitem__(self, name):
        """Give NumPy's value of an output or a named step for the reader's inputs."""
        places = self.plan.find(name)
        graph_number = self.plan.number(self.state)
        place = places[graph_number]
        require(place is not None, f"There is no {name!r} with these choices.")
        if self._results is None:
            self._results = results_of(self.plan, self.state, self.iteration)
        return self._results[place].copy()

    def repeated(self, n_steps):
        """Repeat the step of an iterated figure, as the page's button does.

        Parameters
        ----------
        n_steps : int

        Yields
        ------
        values : dict of str to ndarray
            The outputs: at the start, then after each of `n_steps` steps.
        """
        require(self.iteration, "This figure has no step to repeat; declare one: repeat=...")
        outputs = self.plan.graphs[self.plan.number(self.state)].outputs
        run = self.plan.repeated(self.state, self.iteration.state)
        for results in itertools.islice(run, n_steps + 1):
            yield {name: results[node] for name, node in outputs.items()}

    def set(self, **values):
        """Change inputs from code, all at once.

        Parameters
        ----------
        **values
            Arrays and numbers; the label of a choice; True or False for a switch; a sentence.

        Raises
        ------
        ValueError
            If there is no such input, or the value does not fit it. Nothing changes then.
        """
        unknown = sorted(set(values) - set(self.plan.inputs))
        require(
            not unknown, f"There is no input {unknown}; the inputs are {list(self.plan.inputs)}."
        )
        new = {key: self.plan.inputs[key].state_of(key, value) for key, value in values.items()}
        self.state = {**self.state, **new}

    def pull(self, name, goal, at=(), by=None):
        """Bring a result to a goal by the smallest change of some inputs, as the page does.

        Parameters
        ----------
        name : str
            An output or a named step.
        goal : float
        at : tuple of int
            Which of its numbers.
        by : sequence of str, optional
            Inputs that may change; all that can move by any amount if left out.

        Returns
        -------
        change : dict of str to ndarray
            What was added to each. It is the smallest around here; another answer may lie
            elsewhere.

        Raises
        ------
        ValueError
            If the goal cannot be reached; the message says why. Nothing changes then.
        """
        require(self.iteration is None, "What repeats a step has no single result to pull.")
        part = View("pull", (name,), {} if by is None else {"by": list(by)})
        chosen = pulled_by(part, self.plan)
        number = self.plan.number(self.state)
        place = self.plan.find(name)[number]
        require(place is not None, f"There is no {name!r} with these choices.")
        _require_cell(name, list(at), self.plan.graphs[number].nodes[place].shape)
        before = self.plan.arrays(self.state)
        domains = {key: self.plan.inputs[key].options.get("domain") for key in chosen}
        graph = self.plan.graphs[number]
        after = pulled(graph, before, name, tuple(at), goal, domains, self._ends.get(name))
        self.set(**after)
        return {key: array - before[key] for key, array in after.items()}

    def use(self, variant):
        """Put other values in the place of those that have some, as a page's own switch may.

        Parameters
        ----------
        variant : str
            A name of ``variants`` of `matrix`, `vector`, `number` or `slider`.

        Raises
        ------
        ValueError
            If no input has such a variant; the message lists them. Nothing changes then.
        """
        variants = {
            key: part.variants
            for key, part in self.plan.inputs.items()
            if hasattr(part, "variants")
        }
        known = sorted({name for names in variants.values() for name in names})
        require(variant in known, f"There is no variant {variant!r}; there are {known}.")
        self.set(**{key: names[variant] for key, names in variants.items() if variant in names})

    def reset(self):
        """Set every input back to its start."""
        self.state = {key: part.start for key, part in self.plan.inputs.items()}

    def save(self, path):
        """Write one file that opens by double-click, is live, and asks for nothing outside.

        The figure begins there as it is now.

        Parameters
        ----------
        path : str or Path
            For example ``figure.html``; what is there is written over.

        Returns
        -------
        path : Path
        """
        inputs = [{**part, "value": self.state[part["name"]]} for part in self.spec["inputs"]]
        spec = {**self.spec, "inputs": inputs}
        results = results_of(self.plan, self.state, self.iteration)
        markup = static_html(self.plan, spec, self.state, results, origins.mark(spec["name"]))
        path = Path(path)
        path.write_text(page(spec["title"] or spec["name"], markup), encoding="utf-8")
        return path

    @traitlets.validate("state")
    def _checked(self, proposal):
        state = proposal["value"]
        if set(state) != set(self.plan.inputs):
            raise traitlets.TraitError(f"The state needs exactly {list(self.plan.inputs)}.")
        for key, part in self.plan.inputs.items():
            part.state_of(key, part.shown(state[key]))
        return state

    @traitlets.observe("state")
    def _state_changed(self, change):
        self._results = None
        if change["old"]:
            self._mirror()

    def _mirror(self):
        """Let the trait of each input follow the state."""
        with self.hold_trait_notifications():
            for key, value in self.inputs.items():
                if not np.array_equal(getattr(self, key), value):
                    self.set_trait(key, value)

    def _changed_outside(self, change):
        if not np.array_equal(self.inputs[change["name"]], change["new"]):
            self.set(**{change["name"]: change["new"]})

    def __repr__(self):
        said = ", ".join(f"{key} {_brief(value)}" for key, value in self.inputs.items())
        return f"Figure {self.spec['name']}: {said}"

    def _repr_html_(self):
        return self.markup

    def _repr_mimebundle_(self, **kwargs):
        live, metadata = super()._repr_mimebundle_(**kwargs)
        return {**live, "text/plain": repr(self), "text/html": self.markup}, metadata


def results_of(plan, state, iteration):
    """Evaluate everything: at the start, or where an iterated figure comes to rest."""
    if iteration is None or not iteration.rests:
        return plan.values(state)[1]
    ends = iteration.ends(plan)[plan.number(state)]
    for count, results in enumerate(plan.repeated(state, iteration.state)):
        if count == iteration.most or any(results[node] for node in ends):
            return results


def describe(
    plan, show, iteration=None, *, name, outcome=None, title=None, caption=None, layout=None
):
    """Describe a figure as plain data: all that the page needs to bring it alive.

    Parameters
    ----------
    plan : Plan
    show : list
        As in `Figure`.
    iteration : Iteration, optional
    name, title, caption : str
    outcome : str or list of str, optional
    layout : Board, optional

    Returns
    -------
    spec : dict
        Ready for JSON, and the same on every machine.
    """
    rows, folds = _unfolded(show)
    pulls = [part for row in rows for part in row if getattr(part, "kind", "") == "pull"]
    require(not pulls or iteration is None, "What repeats a step has no single result to pull.")
    ways = [way for part in pulls for way in ways_back(part, plan)]
    shared, packed = pack_all([*plan.graphs, *filter(None, ways)])
    graphs = packed[: len(plan.graphs)]
    backs = iter(packed[len(plan.graphs) :])
    backs = iter([way and next(backs) for way in ways])
    wordy = {part.names[0] for row in rows for part in row if getattr(part, "kind", "") == "words"}
    described = [[_describe(part, plan, wordy) for part in row] for row in rows]
    for part in itertools.chain(*described):
        if part["kind"] == "pull":
            part["back"] = [next(backs) for _ in plan.graphs]
    # a flow is read beside all that it hangs on
    is_whole = any(part["kind"] == "flow" for part in itertools.chain(*described))
    return {
        "v": 1,
        "name": name,
        "title": title,
        "caption": caption,
        "inputs": [_describe_input(key, part) for key, part in plan.inputs.items()],
        "fixed": {key: numbers(array) for key, array in plan.fixed_values().items()},
        "shared": shared,
        "graphs": graphs,
        "which": plan.which,
        "show": described,
        **({"folds": folds} if folds else {}),
        **({"outcome": list(np.atleast_1d(outcome).tolist())} if outcome else {}),
        **({"run": iteration.described(plan)} if iteration else {}),
        **({"whole": True} if is_whole else {}),
        **({"board": layout.described()} if layout else {}),
    }


def ways_back(part, plan):
    """Give the way back from a value that can be pulled, for each graph that has it."""
    (name,) = part.names
    by = pulled_by(part, plan)
    return [
        None if node is None else reverse(graph, name, [key for key in by if key in graph.inputs])
        for graph, node in zip(plan.graphs, plan.find(name), strict=True)
    ]


def pulled_by(part, plan):
    """List the inputs that may change when a value is pulled."""
    able = [
        key
        for key, one in plan.inputs.items()
        if isinstance(one, Numbers) and not one.options.get("whole")
    ]
    chosen = part.options.get("by", able)
    unable = [key for key in chosen if key not in able]
    require(
        chosen and not unable,
        f"{part.names[0]} cannot be pulled by {unable or 'no input at all'}; what can move by any "
        f"amount is {able}.",
    )
    return chosen


def _unfolded(show):
    """List all rows, and say which of them stand behind a title."""
    rows, folds = [], []
    for part in show:
        inner = part.rows if isinstance(part, Fold) else [part]
        if isinstance(part, Fold):
            fold = {"label": part.label, "first": len(rows), "count": len(inner)}
            folds.append({**fold, "open": part.is_open})
        rows += [row if isinstance(row, list | tuple) else [row] for row in inner]
    return rows, folds


def _describe_input(name, part):
    facts = {"name": name, "symbol": label_parts(name), "hue": hue(name), **part.described()}
    if isinstance(part, Choice):
        facts["options"] = [array_values(name, part.given(i)) for i in range(part.n_choices)]
    if isinstance(part, Numbers):
        facts["meaning"] = _meaning(name, facts)
        facts["heads"] = _heads(name, part.values.shape)
        _require_labels(name, facts, part.values.shape, {})
    return {key: value for key, value in named(facts).items() if value is not None}


def _describe(part, plan, wordy):
    if isinstance(part, str):
        return {"kind": "text", "text": part}
    if part.kind == "sentence":
        facts = {"kind": "sentence", "parts": _sentence(part, plan), **_without(part, "text")}
        if "when" in facts:
            facts["when"] = {"name": facts["when"], "node": plan.find(facts["when"])}
        return facts
    if part.kind in DRAWINGS:
        return DRAWINGS[part.kind].describe(part, plan)
    (name,) = part.names
    if name in plan.inputs and part.kind == "matrix":
        return {"kind": "input", "name": name}
    at = plan.find(name)
    shapes = {
        graph.nodes[i].shape for graph, i in zip(plan.graphs, at, strict=True) if i is not None
    }
    shape = max(shapes, key=lambda shape: (len(shape), *shape[::-1]))
    facts = {"kind": part.kind, "name": name, "node": at, "symbol": label_parts(name)}
    facts |= {"hue": hue(name), "heads": _heads(name, shape), **part.options}
    if part.kind == "pull":
        facts["by"] = pulled_by(part, plan)
        first = [0] * len(shape)
        _require_cell(name, facts.setdefault("at", first), shape)
    if part.kind == "nudges":
        slopes = plan.find(facts["slopes"])
        for graph, i, k in zip(plan.graphs, at, slopes, strict=True):
            require(
                i is None or (k is not None and graph.nodes[k].shape == graph.nodes[i].shape),
                f"Each number of {name} needs its slope, but {facts['slopes']} has another shape.",
            )
        facts["slopes"] = slopes
    if "mark" in facts:
        facts["mark"] = {"name": facts["mark"], "node": plan.find(facts["mark"])}
    facts["meaning"] = _meaning(name, facts)
    facts.setdefault("lang", _language(facts, plan.inputs))
    own = name.rsplit(".", 1)[-1]
    if own in setting().limits and part.kind in ("matrix", "bars"):
        facts.setdefault("limits", [float(end) for end in setting().limits[own]])
    for each in shapes:
        _require_shape(part, name, each)
    _require_labels(name, facts, shape, {**plan.inputs, **dict.fromkeys(wordy, WORDS)})
    return {key: value for key, value in named(facts).items() if value is not None}


def _language(facts, inputs):
    """Take over the language of the sentence whose words stand beside or above."""
    named = [facts.get(what) for what in ("rows", "columns")]
    sources = [inputs.get(words) for words in named if isinstance(words, str)]
    return next((source.options.get("lang") for source in sources if source), None)


def _meaning(name, facts):
    """Say what a symbol means, unless the figure says it in its own words."""
    return None if "label" in facts else setting().meanings.get(name.rsplit(".", 1)[-1])


def _heads(name, shape):
    return [label_parts(name, i + 1) for i in range(shape[0])] if len(shape) == MOST_AXES else []


def _without(part, key):
    return {name: value for name, value in part.options.items() if name != key}


def _sentence(part, plan):
    """Split a sentence into words and references to cells."""
    text, said, end = part.options["text"], [], 0
    for found in REFERENCE.finditer(text):
        name, places = found[1], found[2] or ""
        index = [int(i) for i in places.split(",") if i.strip()]
        nodes = plan.find(name)
        for graph, i in zip(plan.graphs, nodes, strict=True):
            if i is not None:
                _require_cell(found[0], index, graph.nodes[i].shape)
        said += [text[end : found.start()], {"name": name, "node": nodes, "at": index}]
        end = found.end()
    return [words for words in (*said, text[end:]) if words]


def static_html(plan, spec, state, results, mark=""):
    """Write the start state as HTML that reads without script, style or colour.

    Parameters
    ----------
    plan : Plan
    spec : dict
        From `describe`.
    state : dict
    results : list of ndarray
        From `results_of`.
    mark : str
        What stands before the title, as markup.

    Returns
    -------
    markup : str
        With the spec inside, for the script that makes it live.
    """
    number = plan.number(state)
    words = {
        key: part.words(state[key])
        for key, part in plan.inputs.items()
        if part.kind in ("tokens", "choice")
    }

    def value_of(name):
        place = plan.find(name)[number]
        return None if place is None else results[place]

    for part in itertools.chain(*spec["show"]):
        if part["kind"] == "words":
            said = render.words_of(part, value_of(part["name"]))
            words[part["name"]] = [word or render.FILLER for word in said]

    inputs = {
        part["name"]: render.given(
            part, plan.inputs[part["name"]].shown(state[part["name"]]), words
        )
        for part in spec["inputs"]
    }
    placed = {part["name"] for row in spec["show"] for part in row if part["kind"] == "input"}
    above = render.row(*(markup for name, markup in inputs.items() if name not in placed))
    rows = [
        render.row(
            *(
                inputs[part["name"]] if part["kind"] == "input" else _static(part, value_of, words)
                for part in row
            )
        )
        for row in spec["show"]
    ]
    for fold in reversed(spec.get("folds", [])):
        inside = slice(fold["first"], fold["first"] + fold["count"])
        rows[inside] = [render.fold(fold["label"], rows[inside], fold["open"])]
    if "board" in spec:
        given = {name: part.shown(state[name]) for name, part in plan.inputs.items()}
        rows.insert(
            0, board.markup(spec["board"], lambda name: given.get(name, value_of(name)), words)
        )
    title, caption = spec["title"], spec["caption"]
    variants = dict.fromkeys(name for part in spec["inputs"] for name in part.get("variants", ()))
    id_ = f"figure-{spec['name']}"
    return render.tag(
        "figure",
        mark,
        render.tag("h4", render.text(title), class_="hm-title", id=f"{id_}-title") if title else "",
        render.tag("div", above, *rows, render.tag("p", NOTE, class_="hm-off"), class_="hm-static"),
        render.tag("figcaption", render.text(caption)) if caption else "",
        render.data(spec),
        class_="hm-figure",
        id=id_,
        data_variants=" ".join(variants) or None,
        aria_labelledby=f"{id_}-title" if title else None,
    )


def _static(part, value_of, words):
    """Write one view at the start."""
    if part["kind"] not in DRAWINGS:
        return render.view(part, value_of, words)
    return render.framed(part, DRAWINGS[part["kind"]].markup(part, value_of, words))


def _require_names(figure_name, inputs, show):
    require(
        re.fullmatch(r"[\w-]+", figure_name),
        f"A figure cannot be called {figure_name!r}: its name stands in links, so use letters, "
        "digits, _ and -.",
    )
    require(inputs, "A figure needs at least one input.")
    require(
        isinstance(inputs, dict),
        f"The inputs are a dict of parameter names and what can be changed, such as "
        f'{{"x": vector([1, 2])}}, not {inputs!r}.',
    )
    require(
        isinstance(show, list | tuple),
        f"What is shown is a list of rows; put it in square brackets: [{_written(show)}].",
    )
    require(show, "A figure needs something to show.")
    for name, part in inputs.items():
        require(
            isinstance(part, Numbers | Choice | Tokens),
            f"The input {name} is {part!r}; declare it, for example {name}=matrix(...).",
        )
        require(
            is_identifier(name) and not hasattr(Figure, name),
            f"An input cannot be called {name!r}: a widget has something else of that name.",
        )
    for row in _unfolded(show)[0]:
        for part in row:
            require(
                isinstance(part, View | str),
                f"{part!r} cannot be shown; name a value, for example matrix('S').",
            )


def _written(part):
    is_view = isinstance(part, View) and part.kind != "sentence"
    return f'{part.kind}("{part.names[0]}")' if is_view else repr(part)


def _require_no_name_as_text(show, names):
    """Refuse a word that stands as text, and that was surely meant to be shown."""
    for row in _unfolded(show)[0]:
        for part in row:
            require(
                not isinstance(part, str) or part not in names,
                f"{part!r} in the list of what is shown stands as a word between views. To show "
                f'the value of that name, write matrix("{part}").',
            )


def _require_shown(outcome, show):
    """Refuse an outcome that no view shows."""
    rows, _ = _unfolded(show)
    views = {name for row in rows for part in row if isinstance(part, View) for name in part.names}
    missing = sorted({*np.atleast_1d(outcome or [])} - views)
    require(not missing, f"The outcome {missing} is not shown; there are {sorted(views)}.")


def _require_shape(part, name, shape):
    limits = {"words": 1, "trail": 1}
    most = limits.get(part.kind, MOST_AXES if part.kind in DRAWN else len(shape))
    require(
        len(shape) <= most,
        f"{name} has shape {shape}; at most {most} axes can be shown as {part.kind}.",
    )
    head = part.options.get("head")
    require(
        head is None or (len(shape) == MOST_AXES and 1 <= head <= shape[0]),
        f"{name} has shape {shape}, so it has no head {head} (heads count from 1).",
    )
    if part.kind == "value":
        _require_cell(name, part.options.get("at") or [0] * (shape != ()), shape)
    require(
        part.kind != "recorded" or math.prod(shape) == 1,
        f"{name} has shape {shape}; a single number says which recorded page to show.",
    )


def _require_cell(what, index, shape):
    fits = len(index) == len(shape) and all(-n <= i < n for i, n in zip(index, shape, strict=True))
    require(fits, f"{what}: the shape is {shape}, so give one index for each axis within it.")


def _require_labels(name, facts, shape, inputs):
    *_, n_rows, n_columns = (1, 1, *shape)
    for what, count in (("rows", n_rows), ("columns", n_columns)):
        given = facts.get(what)
        if isinstance(given, str):
            require(
                not inputs
                or getattr(inputs.get(given), "kind", None) in ("tokens", "choice", "words"),
                f"The {what} of {name} name {given!r}, which is no tokens input, choice or words.",
            )
        elif given is not None:
            require(
                len(given) == count,
                f"{name} has {count} {what}, but {len(given)} labels were given: {given}.",
            )


class InputTrait(traitlets.TraitType):
    """An input as a trait: what its domain refuses leaves the former value where it is.

    Parameters
    ----------
    key : str
        Name of the input.
    part : Numbers, Choice or Tokens
    """

    def __init__(self, key, part):
        self.part = part
        self.key = key
        super().__init__(default_value=_kept(part.shown(part.start)))

    def validate(self, _, value):
        """Take the value as the input shows it, or say why not."""
        return _kept(self.part.shown(self.part.state_of(self.key, value)))


def _kept(value):
    """Make an array read-only: a change in place would go unnoticed."""
    if isinstance(value, np.ndarray):
        value.flags.writeable = False
    return value


def _brief(value):
    """Write a value on one line: its numbers while they are few, else its shape."""
    if isinstance(value, float):
        return shown(value)
    if not isinstance(value, np.ndarray):
        return repr(value)
    if value.size > 12 or value.ndim > 2:
        return f"of shape {value.shape}"
    rows = [" ".join(shown(float(x)) for x in row) for row in np.atleast_2d(value)]
    return f"[{'; '.join(rows)}]"
