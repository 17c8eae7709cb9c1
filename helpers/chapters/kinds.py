"""The three kinds of asides, and how each is shown without a script."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from helpers.chapters.code import Code
from helpers.chapters.goals import Goal
from helpers.display import prose
from helpers.mathematics.checks import require

LETTERS = "abcdefgh"
KINDS = ("number", "choice", "task", "open", "code")
MORE = '<details class="hm-more">\n<summary>More practice</summary>'


@cache
def names():
    """Give the names that an expression in an aside may use."""
    import helpers
    from helpers import example, live, training
    from helpers.chapters.models import which_model
    from helpers.chapters.references import chapter, year
    from helpers.sources.measured import measured
    from helpers.sources.paper import section, table_3
    from helpers.training import grammar, language_model, named_heads, toy, translator

    public = {name: getattr(helpers, name) for name in helpers.__all__}
    models = {
        "language_model": language_model,
        "named_heads": named_heads,
        "toy": toy,
        "translator": translator,
    }
    learnt = {"training": training, "grammar": grammar, **models}
    named = {"chapter": chapter, "which_model": which_model, "section": section, "year": year}
    data = {"example": example, "measured": measured, "table_3": table_3}
    return {**public, **learnt, **named, **data, "np": np, "live": live}


@dataclass(frozen=True)
class Choice:
    """One answer to choose from. A wrong one names the misconception behind it.

    `see` is the place that clears it, as in `Question`.
    """

    text: str
    right: bool = False
    misconception: str = ""
    see: str = ""

    def __post_init__(self):
        require(
            self.right != bool(self.misconception),
            f"The choice {self.text!r} must either be right or name a misconception.",
        )


class Aside:
    """What the three kinds share: texts with numbers computed on the spot."""

    def value(self, expression):
        """Evaluate an expression with the names of `helpers` and of this entry's ``let``."""
        with np.errstate(all="ignore"):  # NaN and infinities may be what the text is about
            return eval(expression, {**names(), **self._let()})

    def _let(self):
        values = {}
        for name, expression in self.let.items():
            values[name] = eval(expression, {**names(), **values})
        return values

    def filled(self, text):
        """Put numbers in the place of a text's markers."""
        let = self._let if "<<" in text else dict  # some take a second to compute
        with np.errstate(all="ignore"):
            return prose.fill(text.strip(), {**names(), **let()}, guarded=prose.NUMBERS)[0]

    def __repr__(self):
        return f"<{type(self).__name__.lower()} {self.id}>"


@dataclass(frozen=True)
class Near:
    """A wrong number that readers arrive at, and what it tells about how they got there."""

    value: str
    says: str


@dataclass(frozen=True, repr=False)
class Question(Aside):
    """A question with a folded hint and answer.

    Parameters
    ----------
    id : str
    chapter : int or str
        Where it stands: a chapter's number, or the name of another page.
    asks : str
    solution : str
    kind : str
        ``number`` (checked against `answer` within `tolerance`), ``choice``, ``task``, ``code`` or
        ``open``.
    answer : str
        Expression; for a number.
    tolerance : float
    choices : list of dict
    hint : str
    near : list of dict
        For a number: wrong values (expressions) that have a reason, and a plain sentence on it.
    goal : dict
        For a task on a figure: see `Goal`. A task without one is checked by the reader.
    code : dict
        For lines to write: see `Code`.
    see : str
        What clears a wrong answer: ``page#section`` as in ``05-scores#one-score``. If left out,
        the section that the question stands in.
    more : bool
        Whether it is more practice, folded away at the end of its section.
    let : dict
        Names and expressions that the texts use.

    Raises
    ------
    ValueError
        If the fields do not go together; the message says which.
    """

    id: str
    chapter: int | str
    asks: str
    solution: str
    kind: str = "open"
    answer: str = ""
    tolerance: float = 0.005
    choices: tuple = ()
    hint: str = ""
    near: tuple = ()
    goal: Goal | None = None
    code: Code | None = None
    see: str = ""
    more: bool = False
    let: dict = field(default_factory=dict)

    def __post_init__(self):
        require(self.kind in KINDS, f"{self.id}: there is no kind {self.kind!r}, only {KINDS}.")
        require(
            (self.kind == "number") == bool(self.answer),
            f"{self.id}: a question of kind number, and only that, has an answer to compute.",
        )
        object.__setattr__(self, "choices", tuple(Choice(**choice) for choice in self.choices))
        rights = sum(choice.right for choice in self.choices)
        require(
            rights == (self.kind == "choice"),
            f"{self.id}: a choice has exactly one right answer, and other kinds have no choices.",
        )
        require(
            self.kind == "number" or not self.near,
            f"{self.id}: only a number can be near a wrong one.",
        )
        require(
            self.kind == "task" or self.goal is None, f"{self.id}: only a task can have a goal."
        )
        require(
            (self.kind == "code") == (self.code is not None),
            f"{self.id}: a question of kind code, and only that, has lines to write.",
        )
        object.__setattr__(self, "near", tuple(Near(**near) for near in self.near))
        if self.code is not None:
            object.__setattr__(self, "code", Code(**self.code))
        if self.goal is not None:
            object.__setattr__(self, "goal", Goal(**self.goal))

    @property
    def all(self):
        """The choices with their letters."""
        return list(zip(LETTERS, self.choices, strict=False))

    def _repr_markdown_(self):
        parts = [
            f'<div class="hm-question" id="question-{self.id}" data-kind="{self.kind}">',
            f"**Your turn.** {self.filled(self.asks)}",
        ]
        if self.code:
            parts.append(_listing(f"{self.code.head}\n    ..."))
        if self.choices:
            listed = [f"- **{letter}.** {self.filled(choice.text)}" for letter, choice in self.all]
            parts += ['<div class="hm-choices">', *listed, "</div>"]
        if self.hint:
            parts.append(_fold("Hint", self.filled(self.hint)))
        parts += [_fold("Answer", self._answer()), "</div>"]
        text = "\n\n".join(parts)
        return f"{MORE}\n\n{text}\n\n</details>" if self.more else text

    def _answer(self):
        parts = []
        if self.answer:
            parts.append(f"**{prose.formatted(self.value(self.answer))}**")
        parts += [f"**{letter}.**" for letter, choice in self.all if choice.right]
        if self.code:
            parts.append(_listing(self.code.text()))
        parts.append(self.filled(self.solution))
        for letter, choice in self.all:
            if not choice.right:
                # found by the page's script by these attributes, in whatever language they are read
                reason = f'<span class="hm-why-not">Why not {letter}?</span>'
                reason = f"{reason} {self.filled(choice.misconception)}"
                parts += [f'<div class="hm-why" data-choice="{letter}">', reason, "</div>"]
        return "\n\n".join(parts)


@dataclass(frozen=True, repr=False)
class Slip(Aside):
    """A place where a source slips: what it prints, what is right, why, what it teaches.

    It stands in the text as one line that opens. A slip that teaches something about transformers
    is open, as a puzzle that can be solved without the source.

    Parameters
    ----------
    id : str
    chapter : int or str
        As in `Question`.
    source : str
        Key in the bibliography.
    asks : str
        The line that opens: what the source says here, and the question to think about.
    where, printed, correct, why, teaches : str
    puzzle, answer : str
        The puzzle in words of this book, and its answer; both or neither.
    let : dict
        As in `Question`.

    Raises
    ------
    ValueError
        If there is a puzzle without an answer, or an answer without a puzzle.
    """

    id: str
    chapter: int | str
    source: str
    asks: str
    where: str
    printed: str
    correct: str
    why: str
    teaches: str
    puzzle: str = ""
    answer: str = ""
    let: dict = field(default_factory=dict)

    def __post_init__(self):
        require(
            bool(self.puzzle) == bool(self.answer),
            f"{self.id}: a puzzle and its answer go together; give both or neither.",
        )

    def _repr_markdown_(self):
        if not self.puzzle:
            ends = [f"**What it teaches:** {self.teaches}"]
            return self._note([f"**Correct:** {self.correct}"], ends, f' id="slip-{self.id}"')
        answer = f"{self.filled(self.answer)} {self.filled(self.teaches)}"
        return "\n\n".join(
            [
                f'<div class="hm-puzzle" id="slip-{self.id}" role="note" aria-label="A puzzle">',
                f"**A puzzle.** {self.filled(self.puzzle)}",
                _fold("The answer", answer),
                self._note(),
                "</div>",
            ]
        )

    def _note(self, middle=(), ends=(), name=""):
        """Fold what the source says behind one line."""
        parts = [
            f"In the source: {self.where}.",
            f"**Printed:** {self.printed}",
            *middle,
            f"**Why:** {self.why}",
            *ends,
        ]
        return _line(f'class="hm-slip"{name}', self.filled(self.asks), map(self.filled, parts))


@dataclass(frozen=True, repr=False)
class Confusion(Aside):
    """What readers of other explanations stumble on, and the answer.

    Parameters
    ----------
    id : str
    chapter : int or str
        As in `Question`.
    asked : str
        As a reader would ask it.
    answer : str
    reports : list of str
        Public threads where readers asked, as ``owner/repository#number``.
    question : str
        The question of this book that tests it.
    let : dict
        As in `Question`.
    """

    id: str
    chapter: int | str
    asked: str
    answer: str
    question: str
    reports: tuple = ()
    let: dict = field(default_factory=dict)

    def _repr_markdown_(self):
        asked = f"Readers ask: *{self.filled(self.asked)}*"
        name = f'class="hm-confusion" id="confusion-{self.id}"'
        return _line(name, asked, [self.filled(self.answer)])


def _listing(text):
    return f"```python\n{text}\n```"


def _fold(summary, text):
    return f'<details class="hm-fold">\n<summary>{summary}</summary>\n\n{text}\n\n</details>'


def _line(name, summary, paragraphs):
    """Fold paragraphs behind a line that may hold formulas and emphasis."""
    parts = [f"<details {name}>\n<summary>", summary, "</summary>", *paragraphs, "</details>"]
    return "\n\n".join(parts)
