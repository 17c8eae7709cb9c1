"""What the engine is told once: how names are written, what they mean, whose lines are read.

Nothing has to be told. A package that has symbols of its own says so before its first figure::

    configure(latex={"loss": "L"}, meanings={"loss": "how wrong the model is"})
"""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from .checks import require


@dataclass(frozen=True)
class Setting:
    r"""All that can be told.

    Parameters
    ----------
    latex : dict of str to str
        Names in code, and how each is typeset: ``{"gamma": r"\gamma", "W_in": "W^{in}"}``. A
        longer name that begins with one of them takes it over: ``gamma_new``. Any other name is
        written as it is.
    meanings : dict of str to str
        What such a name means, for those who point at it.
    hues : dict of str to str
        Names that keep one hue in all figures: ``q``, ``k``, ``v``, ``a`` or ``z``, the five
        colours of the style sheet (``--hm-q`` and so on).
    limits : dict of str to (float, float)
        Names whose colour scale and bars have fixed ends.
    packages : tuple of str
        Installed packages whose lines are explained, besides that of the traced function and all
        code that is not installed.
    tools : tuple of str
        Modules whose lines are never explained: checks, printing.
    work : str
        What the figures belong to; a program that is copied from a figure names it.
    layer : str
        What one of the matrices of a value with three axes is called aloud.
    store : str
        What the names begin with under which a reader's browser keeps, for a session, what was
        changed in a page; nothing is kept if it is empty.
    origins : dict of str to tuple of str
        Figures by their names, and where the weights of each come from: one kind, or one for each
        option of the choice `weights`.
    weights : str
        The input or state that holds all weights of a figure, where one does.
    """

    latex: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    hues: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    packages: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    work: str = ""
    layer: str = "matrix"
    store: str = "live-figures"
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weights: str = ""


_told = Setting()


def configure(**told):
    """Tell the engine what it must know; what is told already and not named here stays.

    Parameters
    ----------
    **told
        Fields of `Setting`.

    Returns
    -------
    before : Setting
        What held until now.

    Raises
    ------
    ValueError
        If there is nothing of that name to tell.

    Examples
    --------
    >>> before = configure(work="Least squares")
    >>> setting().work
    'Least squares'
    >>> configure(work=before.work).work
    'Least squares'
    """
    global _told
    known = [part.name for part in fields(Setting)]
    unknown = sorted(set(told) - set(known))
    require(not unknown, f"The engine cannot be told {unknown}; it knows {known}.")
    before, _told = _told, replace(_told, **told)
    return before


def setting():
    """Give what the engine has been told."""
    return _told


def for_the_page():
    """Give what the browser's half must know, as plain data."""
    return {"work": _told.work, "layer": _told.layer, "store": _told.store}


def head():
    """Write what a page carries in its head, for the browser's half."""
    told = json.dumps(for_the_page(), ensure_ascii=False)
    return f'<meta name="live-figures" content="{html.escape(told)}">'
