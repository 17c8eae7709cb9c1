"""What `helpers` offers: function, chapter, section of the paper, inputs and result."""

import inspect
import re
import tomllib
from importlib.resources import files

import helpers
from helpers import live
from helpers.mathematics.checks import require
from helpers.site.reference.pages import chapter_link, chapters, table

STARS = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
FIGURE_HEAD = ("Function", "What it does")
HEAD = ("Function", "What it does, takes and gives", "Paper")
_PLACES = tomllib.loads(files("helpers.site.reference").joinpath("api.toml").read_text("utf-8"))
_FIELD = re.compile(r"^(\w+(?:, \*?\w+)*) : (.+)$", re.M)
_SHAPE = re.compile(r"\([^()]*\)")


def api():
    """Write a table of all public names for each chapter.

    Returns
    -------
    markdown : str
    """
    by_chapter = {}
    for name in helpers.__all__:
        by_chapter.setdefault(chapter_of(name), []).append(name)
    return "\n\n".join(
        f"## {chapters()[chapter].title}\n\nExplained in chapter {chapter_link(chapter)}.\n\n"
        f"{table(HEAD, map(_row, sorted(names)))}"
        for chapter, names in sorted(by_chapter.items())
    )


FIGURES = {
    "Put together": ("Figure", "iterated", "fold"),
    "What a reader can change": (
        *("matrix", "vector", "number", "slider", "choice", "switch", "tokens"),
    ),
    "What a figure shows": (
        *("matrix", "heat", "bars", "line", "links", "value", "sentence", "words", "recorded"),
        "trail",
    ),
    "Pictures of numbers": (
        *("plane", "arrows", "dots", "drops", "paths", "outline", "dial", "rail", "ribbons"),
        *("nudges", "flow", "glow"),
    ),
    "What looks for a change": ("pull", "gradient"),
    "Behind a figure": ("trace", "Graph", "TraceError", "written_out", "WrittenOut"),
    "For a book of your own": ("configure", "Setting"),
}


def figure_api():
    """Write a table of what `helpers.live` offers, by what it is for.

    Returns
    -------
    markdown : str
    """
    return "\n\n".join(
        f"### {purpose}\n\n"
        + table(FIGURE_HEAD, ((_call(getattr(live, name)), _told(name)) for name in names))
        for purpose, names in FIGURES.items()
    )


def _call(thing):
    raises = isinstance(thing, type) and issubclass(thing, Exception)
    return f"`{thing.__name__}{'' if raises else _signature(thing)}`"


def _told(name):
    return f"{_summary(getattr(live, name))}."


def chapter_of(name):
    """Tell which chapter a public name belongs to.

    Parameters
    ----------
    name : str

    Returns
    -------
    chapter : int

    Raises
    ------
    ValueError
        If neither the table of places nor a chapter's code knows the name.

    Examples
    --------
    >>> chapter_of("layer_norm"), chapter_of("multi_head_attention")
    (8, 6)
    """
    name = name.removesuffix("_steps")  # all its steps stand where the plain function does
    if name in _PLACES["chapter"]:
        return _PLACES["chapter"][name]
    word = re.compile(rf"\b{name}\b")
    found = [number for number, page in chapters().items() if word.search(page.code)]
    require(
        found,
        f"No chapter uses {name!r}. Say in helpers/site/reference/api.toml where it belongs.",
    )
    return min(found)


def section_of(name):
    """Give the sections of the paper that describe a function; empty if none does.

    Examples
    --------
    >>> section_of("feed_forward"), section_of("batch_norm")
    ('3.3', '')
    """
    return _PLACES["section"].get(name.removesuffix("_steps"), "")


def shapes_of(thing):
    """Read the inputs and results with a shape out of a docstring.

    Parameters
    ----------
    thing : object
        With a numpydoc docstring.

    Returns
    -------
    takes, gives : str

    Examples
    --------
    >>> shapes_of(helpers.concat_heads)
    ('Z_heads (..., h, t, d_v)', 'Z_concat (..., t, h·d_v)')
    """
    _, _, rest = (inspect.getdoc(thing) or "").partition("Parameters\n----------\n")
    parameters, _, rest = rest.partition("Returns\n-------\n")
    returned = re.split(r"\n\w[\w ]*\n-+\n", rest)[0]
    return _shaped(re.split(r"\n\w[\w ]*\n-+\n", parameters)[0]), _shaped(returned)


def _shaped(fields):
    found = ((names, _SHAPE.search(kind)) for names, kind in _FIELD.findall(fields))
    return ", ".join(f"{names} {shape[0]}" for names, shape in found if shape)


def _row(name):
    thing = getattr(helpers, name)
    takes, gives = shapes_of(thing)
    shapes = " → ".join(f"`{part}`" for part in (takes, gives) if part)
    return (
        f'<span id="api-{name}"></span>`{name}{_signature(thing)}`',
        f"{_PLACES['value'].get(name) or _summary(thing)}. {shapes}".strip(),
        section_of(name) or "–",
    )


def _signature(thing):
    if not callable(thing):
        return ""
    names = [
        STARS.get(parameter.kind, "")
        + name
        + ("" if parameter.default is parameter.empty else "=…")
        for name, parameter in inspect.signature(thing).parameters.items()
    ]
    return f"({', '.join(names)})"


def _summary(thing):
    return inspect.getdoc(thing).splitlines()[0].rstrip(".")
