"""The mark on a figure: where its weights come from.

The page's half, ``static/origin.js``, lets it follow what is shown.
"""

import json

from .render import tag, text
from .setting import setting

EDITED = " · edited"
LETTER, ENDS = 0.41, 1.4  # em, for the longest that the mark may say: nothing moves then


def origin(name):
    """Say where the weights of a figure come from, as the page gets it.

    Parameters
    ----------
    name : str
        Of the figure.

    Returns
    -------
    said : dict
        Empty for a figure without such a mark.
    """
    kinds = setting().origins.get(name, ())
    return {"kinds": list(kinds), "by": setting().weights} if kinds else {}


def mark(name, to=None):
    """Write the mark of a figure.

    Parameters
    ----------
    name : str
    to : str, optional
        The address of what explains it; without one the mark is no link.

    Returns
    -------
    markup : str
        Empty for a figure without a mark.

    Examples
    --------
    >>> mark("nobody's")
    ''
    """
    said = origin(name)
    if not said:
        return ""
    start = " / ".join(said["kinds"])
    about = {
        "href": to,
        "aria_label": f"Weights: {start}",
        "data_kinds": json.dumps(said["kinds"], ensure_ascii=False),
        "data_by": said["by"],
    }
    pill = tag("a" if to else "span", text(start), class_="hm-model", **about)
    room = max(len(start), *(len(kind + EDITED) for kind in said["kinds"]))
    look = f"float:inline-end;text-align:end;min-width:{LETTER * room + ENDS:.1f}em"
    return tag("div", pill, style=look)
