"""What a task asks of a figure: which inputs may change, and what has to come out."""

from dataclasses import dataclass, field

from helpers.mathematics.checks import require

RELATIONS = ("above", "below", "near")


@dataclass(frozen=True)
class Aim:
    """One condition on a value of the figure.

    Parameters
    ----------
    cell : str
        A value of the figure's graph and its place: ``A[0, 1]``.
    be : str
        ``above``, ``below`` or ``near``.
    than : str
        Expression for the number to compare with; or leave it out and give `than_cell`.
    than_cell : str
        Another value of the same figure.
    within : float
        How near is near.
    otherwise : str
        What to say while the condition does not hold; if left out, both numbers are said.
    """

    cell: str
    be: str
    than: str = ""
    than_cell: str = ""
    within: float = 0.0
    otherwise: str = ""

    def __post_init__(self):
        require(
            self.be in RELATIONS, f"{self.cell} cannot be {self.be!r}, only one of {RELATIONS}."
        )
        require(
            bool(self.than) != bool(self.than_cell),
            f"{self.cell} is compared with a number (than) or with a cell (than_cell): give one.",
        )
        require(
            (self.be == "near") == (self.within > 0),
            f"{self.cell}: say within for near, and only then.",
        )


@dataclass(frozen=True)
class Goal:
    """A task's end: judged in the page by the figure's own graph.

    Parameters
    ----------
    figure : str
        Its name in `helpers.chapters.figures.FIGURES`.
    edits : tuple of str
        What may change: an input (``scale``), a row or a cell of it (``E[1]``, ``W_O[0, 0]``).
        Every other input must stand where it starts.
    aims : tuple of dict
        See `Aim`; all of them must hold.
    solve : dict
        Input and expression: one state that reaches the goal. Tests use it, and the step between
        hint and solution points at what it changes.
    most : int
        How many numbers may differ from the start.
    chosen : dict
        Choice or switch and the label that it must stand on.
    """

    figure: str
    edits: tuple
    aims: tuple
    solve: dict
    most: int = 1
    chosen: dict = field(default_factory=dict)

    def __post_init__(self):
        require(self.edits and self.aims, f"A goal on {self.figure} needs edits and aims.")
        object.__setattr__(self, "aims", tuple(Aim(**aim) for aim in self.aims))
