"""Numbers that have a corrected value, marked in the source of a page before it is parsed.

A tie in a notebook's metadata may carry what its digits would be with the paper's positional
encoding. In the page these digits stand in a span that the script can swap. Digits inside
formulas and code stay as published; the notice at the top of the page says so.
"""

import json
import re
from html import escape

from helpers.authoring.ties import ties_of
from helpers.display.prose import masked, place

TYPESET = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$|`[^`]*`|^#[^\n]*$", re.S | re.M)


def mark(source):
    """Put spans around the numbers of a notebook that have a corrected value.

    Parameters
    ----------
    source : str
        The notebook as JSON.

    Returns
    -------
    source : str
        The same notebook; only Markdown cells differ.
    """
    notebook = json.loads(source)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = marked("".join(cell["source"]), ties_of(cell))
    return json.dumps(notebook)


def marked(text, ties):
    """Put spans around tied digits that have a corrected value.

    Parameters
    ----------
    text : str
    ties : sequence of Tie

    Returns
    -------
    text : str

    Examples
    --------
    >>> from helpers.display.prose import Tie
    >>> marked("It is 135.55.", [Tie("135.55", "S[0, 1, 1]", "2", "126.61")])
    'It is <span class="hm-tied" data-corrected="126.61">135.55</span>.'
    """
    fixed = [match.span() for match in TYPESET.finditer(text)]
    plain = masked(text)
    parts, end = [], 0
    for tie in ties:
        start = place(tie, plain, end)
        stop = start + len(tie.text)
        parts.append(text[end:start])
        inside = any(a < stop and start < b for a, b in fixed)
        parts.append(tie.text if inside or not tie.corrected else _span(tie))
        end = stop
    return "".join([*parts, text[end:]])


def _span(tie):
    return f'<span class="hm-tied" data-corrected="{escape(tie.corrected)}">{tie.text}</span>'
