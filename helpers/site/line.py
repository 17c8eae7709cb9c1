"""How long the line of each chapter is: what a reader meets who opens no fold.

``python -m helpers.site.line`` prints a row for each chapter. The minutes are those of one rule:
200 words a minute, one for each question and for each displayed formula or listing, two for each
figure, three for each task of code. A listing has at least three lines that do something; one or
two lines of code are read like a sentence, and their words count.
"""

import re
from html import unescape
from typing import NamedTuple

import nbformat

from helpers.chapters import order
from helpers.chapters.kinds import MORE
from helpers.site.folds import aside, sections

WORDS_A_MINUTE, QUESTION, FIGURE, DISPLAYED, TASK = 200, 1, 2, 1, 3

QUESTION_MARK = '<div class="hm-question"'
PUZZLE_MARK = '<div class="hm-puzzle"'
FIGURE_MARKS = ('class="hm-figure"', "image/png")  # live, and a still
TASK_MARK = 'data-kind="code"'
HIDDEN = {"remove-cell", "remove-input", "hide-input"}
LISTING = 3  # lines

_FOLDED = re.compile(r"<details(?:(?!<details).)*?</details>", re.S)
_FORMULA = re.compile(r"^\$\$.*?\$\$", re.S | re.M)
_NO_WORDS = re.compile(r"```.*?```|\$\$.*?\$\$|<[^>]*>|\]\([^)]*\)|[|]", re.S)
_IMPORT = re.compile(r"from |import |    \w+,$|\)$")
_WORD = re.compile(r"[^\s*_`#>·–—-]*\w[^\s]*")


class Section(NamedTuple):
    """What stands in the line of one section."""

    title: str
    words: int
    questions: int
    puzzles: int
    figures: int
    displayed: int
    tasks: int

    @property
    def minutes(self):
        """The time that the rule gives."""
        return (
            self.words / WORDS_A_MINUTE
            + self.questions * QUESTION
            + self.figures * FIGURE
            + self.displayed * DISPLAYED
            + self.tasks * TASK
        )


def line(path):
    """Measure the sections of a chapter that stand in its line.

    Parameters
    ----------
    path : Path
        Its notebook.

    Returns
    -------
    sections : list of Section
        Without those that are folded away.
    """
    cells = nbformat.read(path, as_version=4).cells
    return [measured(section) for section in sections(cells) if not aside(section)]


def minutes(path):
    """Give the time that the line of a chapter takes, in whole minutes.

    Parameters
    ----------
    path : Path

    Returns
    -------
    minutes : int
    """
    return round(sum(section.minutes for section in line(path)))


def measured(cells):
    """Count what a reader of some cells meets without opening a fold.

    Parameters
    ----------
    cells : list of dict

    Returns
    -------
    section : Section
    """
    title, *_ = "".join(cells[0]["source"]).splitlines()
    texts = [text for cell in cells for text in (*texts_of(cell), *code_of(cell))]
    shown = "\n".join(texts)
    figures = sum(any(mark in text for mark in FIGURE_MARKS) for text in outputs_of(cells))
    listings = sum(is_listing(cell) for cell in cells)
    return Section(
        title=title.lstrip("# ") if title.startswith("#") else "",
        words=words(shown),
        questions=shown.count(QUESTION_MARK) - shown.count(TASK_MARK),
        puzzles=shown.count(PUZZLE_MARK),
        figures=figures,
        displayed=len(_FORMULA.findall(shown)) + listings,
        tasks=shown.count(TASK_MARK),
    )


def texts_of(cell):
    """Give the texts of a cell that are read: its own, or that of an aside; nothing folded."""
    if cell["cell_type"] == "markdown":
        return [unfolded("".join(cell["source"]))]
    texts = ("".join(o.get("data", {}).get("text/markdown", "")) for o in cell["outputs"])
    return [unfolded(text) for text in texts if MORE not in text]


def code_of(cell):
    """Give the code of a cell that is read like a sentence: it is shown, and no listing."""
    is_hidden = HIDDEN & {*cell["metadata"].get("tags", [])}
    if cell["cell_type"] == "markdown" or is_hidden or is_listing(cell):
        return []
    return ["".join(cell["source"])]


def unfolded(text):
    """Take out what is folded, but for the line that opens it.

    >>> unfolded("One. <details><summary>Two?</summary> Three. </details> Four.")
    'One. Two? Four.'
    """
    while _FOLDED.search(text):
        text = _FOLDED.sub(_summary, text)
    return text


def _summary(found):
    inside = re.search(r"<summary>(.*?)</summary>", found[0], re.S)
    return inside[1].strip() if inside else ""


def words(text):
    """Count the words of a Markdown text; formulas in a line and code count as they are cut.

    >>> words("**One** is $x + y$, see [chapter two](02-two.ipynb).")
    7
    """
    return len(_WORD.findall(unescape(_NO_WORDS.sub(" ", text))))


def outputs_of(cells):
    """Give what cells show, as one text for each output."""
    for cell in cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            yield "\n".join(
                [*data, *("".join(v) for v in data.values() if isinstance(v, str | list))]
            )


def is_listing(cell):
    r"""Say whether a cell shows enough code to stop at.

    >>> cell = {"cell_type": "code", "metadata": {}, "source": "a = 1\nb = 2\nprint(a)"}
    >>> is_listing(cell), is_listing({**cell, "metadata": {"tags": ["hide-input"]}})
    (True, False)
    """
    if cell["cell_type"] != "code" or HIDDEN & {*cell["metadata"].get("tags", [])}:
        return False
    lines = "".join(cell["source"]).splitlines()
    return sum(bool(line.strip()) and not _IMPORT.match(line) for line in lines) >= LISTING


def main():
    """Print the table; see the module's text."""
    print("".join(f"{name:>10}" for name in (*Section._fields[1:], "minutes")))
    for path in order.notebooks():
        sums = [sum(column) for column in list(zip(*line(path), strict=True))[1:]]
        print("".join(f"{n:>10}" for n in (*sums, minutes(path))), path.stem)


if __name__ == "__main__":
    main()
