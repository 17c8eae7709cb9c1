"""What an author adds who follows CONTRIBUTING: a step, a figure, four questions, a chapter."""

import nbformat

STEP = '''"""A gate that never shuts completely."""

import numpy as np

from helpers.mathematics.checks import require_ndim


def leaky_relu(x, slope=0.125):
    """Let what is negative through, made smaller.

    Parameters
    ----------
    x : ndarray of shape (..., d)
    slope : float
        What is left of a negative number.

    Returns
    -------
    y : ndarray of shape (..., d)

    Raises
    ------
    ValueError
        If `x` is no array.

    Examples
    --------
    >>> leaky_relu(np.array([8.0, -8.0]))
    array([ 8., -1.])
    """
    require_ndim("x", x, 1, "(..., d)")
    y = np.maximum(x, 0) + slope * np.minimum(x, 0)
    return y
'''
FIGURE = '''"""The live figure of the chapter on leaks."""

from helpers import leaky_relu
from helpers.chapters.told import told
from helpers.live import Figure, matrix, slider


def leak_figure():
    """Let the reader open the gate for negative numbers."""
    return Figure(
        leaky_relu,
        {
            "x": matrix([[2.0, -4.0]]),
            "slope": slider(0.125, 0, 1, marks={"0": 0, "1": 1}, domain=(0, 1)),
        },
        [[matrix("x"), "→", matrix("y")]],
        name="leak",
        title="A gate that leaks",
        caption=told("At a slope of <<:try 0>> the gate is shut."),
    )


FIGURES = {"leak": leak_figure}
'''
EXPERIMENT = '''"""The figure of the chapter on leaks."""

from helpers.chapters.leaks.figures import leak_figure


def test_at_slope_0_the_gate_is_shut():
    figure = leak_figure()
    figure.set(slope=0)
    assert figure["y"].tolist() == [[2.0, 0.0]]
'''
QUESTION = """\
[[question]]
id = "leak-{n}"
kind = "number"
asks = "What does a leaky gate make of <<-{n}>> at a slope of one half?"
answer = "-{n} / 2"
tolerance = 0.01
solution = "Half of it: <<-{n} / 2>>."

"""
ASKED = (2, 4, 6, 8)
FILES = {
    "helpers/mathematics/leaky.py": STEP,
    "helpers/chapters/leaks/__init__.py": '"""All of the chapter on leaks but its notebook."""\n',
    "helpers/chapters/leaks/figures.py": FIGURE,
    "helpers/chapters/leaks/asides.toml": "".join(QUESTION.format(n=n) for n in ASKED),
    "tests/chapters/leaks/__init__.py": "",
    "tests/chapters/leaks/test_figures.py": EXPERIMENT,
}
LINES = (  # file, the line before which something is put in, and what
    (
        "helpers/__init__.py",
        "from helpers.mathematics.masks import",
        "from helpers.mathematics.leaky import leaky_relu\n",
    ),
    (
        "tests/arguments.py",
        '        "attention": {',
        '        "leaky_relu": {"x": x(t, d_model)},\n',
    ),
    ("_toc.yml", "  - caption: Appendices\n", "      - file: book/19-leaks\n"),
)
IMPORTS = """\
import numpy as np

from helpers.chapters.asides import question
from helpers.chapters.leaks.figures import leak_figure"""
CODE = """\
from helpers import leaky_relu

y = leaky_relu(np.array([8.0, -8.0]))
y"""
OPENING = """\
# A gate that leaks

**You need** chapter <<chapter("feed_forward")>>.

**You will be able to** open a gate a little.

**Time** ten minutes."""


def notebook():
    """The chapter, as it is first saved."""
    text, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    shown = ["leak_figure()", *(f'question("leak-{n}")' for n in ASKED)]
    cells = [
        text(OPENING),
        code(IMPORTS, metadata={"tags": ["remove-input"]}),
        code(CODE),
        text("## A little is let through\n\nOf <<-8>> the gate leaves <<y[1]>>."),
        *(code(source, metadata={"tags": ["remove-input"]}) for source in shown),
    ]
    return nbformat.v4.new_notebook(cells=cells)


def add(root):
    """Make all additions in a copy of the repository."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, line, added in LINES:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(line) == 1, f"{name} has {line!r} {text.count(line)} times"
        path.write_text(text.replace(line, added + line), encoding="utf-8")
    nbformat.write(notebook(), root / "book" / "19-leaks.ipynb")
