"""The picture that stands beside a link to the book: drawn from the book's own numbers."""

from __future__ import annotations

from pathlib import Path

from helpers import attention_steps, example
from helpers.live import written_out
from helpers.live.rounding import shown

NAME = "hola-card.png"
WIDTH, HEIGHT, DPI = 1200, 630, 100
ALT = (
    "Hola Mundo: the transformer, number by number. The queries of Hello and World times the keys "
    "give a two by two matrix of scores; the first, 68, is lit."
)

INK, QUIET, PAPER = "#1c1c1c", "#5c5c5c", "#ffffff"
Q, K, LIT = "#0072b2", "#b34700", "#f0c240"


def draw(path: Path) -> Path:
    """Draw the card.

    Parameters
    ----------
    path : Path
        Where to put it; a PNG of `WIDTH` by `HEIGHT` pixels.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(HEIGHT, 0))
    axes.axis("off")
    axes.text(80, 150, "Hola Mundo", fontsize=64, weight="bold", color=INK)
    axes.text(82, 215, "the transformer, number by number", fontsize=27, color=QUIET)
    head = {"Q": example.Q[0], "K": example.K[0], "V": example.V[0]}
    _matrix(axes, head["Q"], 110, 390, Q, "Q")
    _matrix(axes, head["K"].T, 475, 390, K, "Kᵀ")
    axes.text(741, 390, "=", fontsize=34, color=QUIET, ha="center", va="center")
    _matrix(axes, attention_steps(**head).S, 815, 390, INK, "S", lit=True)
    arithmetic = str(written_out(attention_steps, **head).cell("S", 0, 0))
    axes.text(WIDTH / 2, 555, arithmetic, fontsize=23, color=QUIET, ha="center", va="center")
    figure.savefig(path)
    return path


def _matrix(axes, numbers, left, middle, colour, name, lit=False):
    """Draw a matrix in brackets with its name above; `lit` marks its first number."""
    rows, columns = numbers.shape
    wide, high = 140 if lit else 96, 56
    top, bottom = middle - rows * high / 2, middle + rows * high / 2
    right = left + columns * wide
    for edge, inward in ((left - 14, 12), (right + 14, -12)):
        axes.plot(
            [edge + inward, edge, edge, edge + inward],
            [top, top, bottom, bottom],
            color=colour,
            linewidth=2.5,
        )
    axes.text(
        (left + right) / 2, top - 32, name, fontsize=24, color=colour, ha="center", style="italic"
    )
    for i, row in enumerate(numbers):
        for j, number in enumerate(row):
            x, y = left + (j + 0.5) * wide, top + (i + 0.5) * high
            box = {"facecolor": LIT, "edgecolor": "none", "boxstyle": "round,pad=0.3"}
            axes.text(
                *(x, y, shown(float(number))),
                fontsize=21,
                color=colour,
                ha="center",
                va="center",
                bbox=box if lit and i == j == 0 else None,
            )
