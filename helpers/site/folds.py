"""What stands in a fold on a page of a chapter, while its notebook shows it in its place.

Three things keep a chapter's line short. What one needs for it, and what one can do after it, is
one line that says how long it takes: a page opens with its question. A section that can be left
out at first carries a line in the metadata of the cell that begins with its heading, ``notes`` if
it checks a source and ``detail`` if it goes further than one must: on the page its first
paragraph stays in sight, and everything below that is folded behind this line. A cell without a
heading that carries such a line begins a fold at the end of its section, of which nothing else is
in sight. And the questions that are more practice are gathered at the end of their section, in
one fold.
"""

import json
import re

from helpers.chapters.kinds import MORE

HEADING = re.compile(r"^#+ ", re.M)
ASIDE = {"notes": "hm-slip", "detail": "hm-more"}
"""What may be said in the metadata of a section's first cell, and the class of its fold."""
OPENED = '<details class="{}">\n<summary>\n\n{}\n\n</summary>'
END = "</details>"
OPENING = re.compile(r"^- \*\*You need\*\*.*^- \*\*Time\*\* ([^.\n]+)\.?$", re.M | re.S)
"""The list that opens a chapter, and the time that it states."""


def fold(source):
    """Fold what is not in the line of a chapter.

    Parameters
    ----------
    source : str
        The notebook as JSON.

    Returns
    -------
    source : str
        The same notebook, with folds between its cells.
    """
    notebook = json.loads(source)
    cells = []
    for section in sections(notebook["cells"]):
        cells += noted(gathered(section))
    cells[:1] = map(opened, cells[:1])
    return json.dumps({**notebook, "cells": cells})


def sections(cells):
    r"""Cut a notebook where a heading or a fold begins; a heading within a cell cuts that cell.

    Parameters
    ----------
    cells : list of dict

    Returns
    -------
    sections : list of list of dict

    Examples
    --------
    >>> def text(name, source):
    ...     return {"id": name, "cell_type": "markdown", "source": source, "metadata": {}}
    >>> parts = sections([text("a", "# One"), text("b", "So far.\n## Two\nNew.")])
    >>> [[(cell["id"], cell["source"]) for cell in part] for part in parts]
    [[('a', '# One'), ('b', 'So far.\n')], [('b-8', '## Two\nNew.')]]
    """
    found = [[]]
    for cell in cells:
        text = "".join(cell["source"])
        starts = [] if cell["cell_type"] != "markdown" else _headings(text)
        if aside([cell]) and 0 not in starts:
            found.append([])
        for start, stop in zip([0, *starts], [*starts, len(text)], strict=True):
            if start in starts:
                found.append([])
            if text[start:stop] or not text:
                found[-1].append(_part(cell, start, stop))
    return [part for part in found if part]


def _part(cell, start, stop):
    """Give a part of a text; what is said of a section's heading is said of the first."""
    text, about = "".join(cell["source"])[start:stop], cell["metadata"]
    if not start:
        return {**cell, "source": text}
    about = {name: said for name, said in about.items() if name not in ASIDE}
    return {**cell, "source": text, "metadata": about, "id": f"{cell['id']}-{start}"}


def _headings(text):
    """Find where headings begin; a comment in a block of code is none."""
    code = [match.span() for match in re.finditer(r"^```.*?^```", text, re.M | re.S)]
    starts = (match.start() for match in HEADING.finditer(text))
    return [start for start in starts if not any(a <= start < b for a, b in code)]


def opened(cell):
    r"""Fold the list that opens a chapter behind the time that it states.

    >>> cell = {"source": "# A\n\n- **You need** b.\n- **Time** an hour."}
    >>> print(opened(cell)["source"])
    # A
    <BLANKLINE>
    <details class="hm-fold">
    <summary>An hour: what you need, and what you will be able to do</summary>
    <BLANKLINE>
    - **You need** b.
    - **Time** an hour.
    <BLANKLINE>
    </details>
    """

    def behind(found):
        time = found[1][0].upper() + found[1][1:]
        summary = f"<summary>{time}: what you need, and what you will be able to do</summary>"
        return f'<details class="hm-fold">\n{summary}\n\n{found[0]}\n\n{END}'

    return {**cell, "source": OPENING.sub(behind, "".join(cell["source"]))}


def gathered(section):
    """Put the questions that are more practice into one fold at the end of a section."""
    more = [cell for cell in section if _is_more(cell)]
    if not more:
        return section
    line = [cell for cell in section if not _is_more(cell)]
    name = more[0]["id"]
    return [*line, _text(f"{name}-more", MORE), *map(_bare, more), _text(f"{name}-end", END)]


def _is_more(cell):
    return any(MORE in _shown(output) for output in cell.get("outputs", []))


def _shown(output):
    return "".join(output.get("data", {}).get("text/markdown", ""))


def _bare(cell):
    """Take a question out of its own fold."""
    outputs = []
    for output in cell["outputs"]:
        inside = _shown(output).removeprefix(MORE).removesuffix(END)
        outputs.append({**output, "data": {**output["data"], "text/markdown": inside}})
    return {**cell, "outputs": outputs}


def noted(section):
    """Fold a section behind the line that its first cell carries: all that has no heading."""
    for kind, line in aside(section).items():
        text = section[0]["source"].strip()
        seen = 2 if HEADING.match(text) else 0  # the heading and the first paragraph
        parts = text.split("\n\n", seen) if seen else [text]
        folded = [OPENED.format(ASIDE[kind], line), *parts[seen:]]
        opened = "\n\n".join([*parts[:seen], *folded]) + "\n"
        end = _text(f"{section[0]['id']}-end", END)
        return [{**section[0], "source": opened}, *section[1:], end]
    return section


def aside(section):
    """Say whether a section is folded, and behind which line: at most one kind and its line."""
    about = section[0].get("metadata", {})
    return {kind: about[kind] for kind in ASIDE if kind in about}


def _text(name, source):
    return {"id": name, "cell_type": "markdown", "metadata": {}, "source": source}
