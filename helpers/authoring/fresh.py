"""What a stored notebook shows with the code as it is now, without a kernel: for `make watch`.

Asides, figures, drawings and the numbers of open markers are made again; only the cells that they
need run, so that this takes a second and not the minute of a refresh. What is printed and the
numbers that are filled stay as stored: the refresh renews those.
"""

import ast
import base64
import contextlib
import io
import json

from helpers.authoring import ties
from helpers.authoring.cells import compiled, prose_names
from helpers.display.prose import MARKER

SHOWN = {"text/markdown", "text/html", "image/svg+xml", "image/png"}  # asides, figures, drawings


def fresh(source, complain):
    """Make the asides, figures and drawings of a notebook again, and fill its open markers.

    Parameters
    ----------
    source : str
        The notebook as JSON.
    complain : callable
        Is told, in a sentence, of each cell that fails; that cell stays as it is stored.

    Returns
    -------
    source : str
        The notebook, with the outputs and texts that the code gives now.
    """
    notebook = json.loads(source)
    cells = notebook["cells"]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
    namespace = {**prose_names({}), "__name__": "__notebook__"}
    todo = [(cell, _run) for cell in needed(cells, complain)]
    todo += [(cell, _fill) for cell in cells if is_open(cell)]  # they may name what comes after
    for cell, renew in todo:
        try:
            renew(cell, namespace)
        except Exception as error:
            complain(f"The cell {cell.get('id')} fails: {type(error).__name__}: {error}")
    return json.dumps(notebook)


def needed(cells, complain):
    """List the cells to run: those that are made again, and what they and open texts need.

    Parameters
    ----------
    cells : list of dict
    complain : callable

    Returns
    -------
    cells : list of dict
        In their order.

    Examples
    --------
    >>> def cell(source, kind):
    ...     outputs = [{"data": {kind: []}}]
    ...     return {"cell_type": "code", "source": source, "metadata": {}, "outputs": outputs}
    >>> page = [cell("a = 1", ""), cell("b = 2", ""), cell("b", ""), cell("a", "text/html")]
    >>> [one["source"] for one in needed(page, print)]
    ['a = 1', 'a']
    """
    names = {}
    for cell in cells:
        try:
            names[id(cell)] = names_in(cell)
        except SyntaxError as error:
            complain(f"The cell {cell.get('id')} is no Python: {error}")
    known = [(cell, *names[id(cell)]) for cell in cells if id(cell) in names]
    found, wanted = [], {name for cell, takes, _ in known if is_open(cell) for name in takes}
    for cell, takes, gives in reversed(known):
        if cell["cell_type"] == "code" and (is_shown(cell) or gives & wanted):
            found.insert(0, cell)
            wanted |= takes
    return found


def is_open(cell):
    """Say whether a text has markers that were not filled yet."""
    return cell["cell_type"] == "markdown" and "<<" in cell["source"]


def is_shown(cell):
    """Say whether what a code cell shows is made again."""
    if cell.get("id") == "setup" or "raises-exception" in cell["metadata"].get("tags", []):
        return False
    if not cell["outputs"]:  # perhaps it was never run
        body = ast.parse(cell["source"]).body
        return bool(body) and isinstance(body[-1], ast.Expr)
    return any(SHOWN & {*output.get("data", {})} for output in cell["outputs"])


def names_in(cell):
    r"""Give the names that a cell takes from those before it, and those that it gives or changes.

    Examples
    --------
    >>> takes, gives = names_in({"cell_type": "code", "source": "from a import b\nc[0] = b(d)"})
    >>> sorted(takes), sorted(gives)
    (['b', 'c', 'd'], ['b', 'c'])
    """
    takes, gives = set(), set()
    for node in _nodes(cell):
        if isinstance(node, ast.Name):
            (takes if isinstance(node.ctx, ast.Load) else gives).add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            gives.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            gives |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            takes.add(node.target.id)
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            changed = node.value
            gives |= {changed.id} if isinstance(changed, ast.Name) else set()
    if cell["cell_type"] == "code" and "rng" in takes:  # a draw changes what is drawn after it
        gives.add("rng")
    return takes, gives


def _nodes(cell):
    """Walk through the code of a cell; that of a Markdown cell are its open expressions."""
    if cell["cell_type"] == "code":
        yield from ast.walk(ast.parse(cell["source"]))
    elif is_open(cell):
        open_ones = [found[1].strip() for found in MARKER.finditer(cell["source"])]
        kept = [tie.expression for tie in ties.ties_of(cell)]
        for expression in [*open_ones, *kept]:
            if not expression.startswith(":"):
                yield from ast.walk(ast.parse(expression, mode="eval"))


def _run(cell, namespace):
    """Run a cell; where it is one that is made again, store what it shows."""
    tree = ast.parse(cell["source"])
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compiled(tree, cell), namespace)
        value = eval(compiled(ast.Expression(last.value), cell), namespace) if last else None
        data = bundle(value) if is_shown(cell) and value is not None else {}
    if data:
        streams = [{"output_type": "stream", "name": "stdout", "text": printed.getvalue()}]
        result = {"output_type": "execute_result", "data": data, "metadata": {}}
        result["execution_count"] = cell.get("execution_count")
        cell["outputs"] = [*(streams if printed.getvalue() else []), result]


def _fill(cell, namespace):
    """Fill the markers of a text."""
    ties.put_all([cell], ties.filled(ties.all_ties([cell]), namespace))


def bundle(value):
    """Give the forms that Jupyter would store of a value, ready for JSON.

    Examples
    --------
    >>> bundle(68)
    {'text/plain': '68'}
    """
    import matplotlib
    from IPython.core.formatters import DisplayFormatter

    matplotlib.use("Agg")
    data, _ = DisplayFormatter().format(value)
    return {
        kind: base64.b64encode(form).decode() if isinstance(form, bytes) else form
        for kind, form in data.items()
    }
