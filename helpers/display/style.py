"""How every picture of the book looks, and the wrapper that shows it."""

import io

from matplotlib.figure import Figure
from PIL import Image

# Okabe and Ito's palette, which people with any kind of colour vision can tell apart.
BLUE, ORANGE, GREEN, PURPLE = "#0072b2", "#d55e00", "#009e73", "#cc79a7"
GREY = "#595959"
SEQUENTIAL = "cividis"
DPI = 110
COLOURS = 128


class Plot:
    """A finished picture: PNG in a notebook, and the plotted numbers for tests.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    **data : ndarray
        What was plotted, by name.
    """

    def __init__(self, figure, **data):
        self.figure = figure
        self.data = data

    def _repr_png_(self):
        drawn, packed = io.BytesIO(), io.BytesIO()
        self.figure.savefig(drawn, dpi=DPI, metadata={"Software": None})
        with Image.open(drawn) as image:  # a third of the bytes, and no difference to the eye
            image.convert("RGB").quantize(COLOURS).save(packed, "PNG", optimize=True)
        return packed.getvalue()

    def __repr__(self):
        return f"<picture of {', '.join(self.data)}>"


def canvas(columns=1, rows=1, width=6.4, height=3.2):
    """Prepare a white figure with plain axes.

    Parameters
    ----------
    columns, rows : int
        How many axes.
    width, height : float
        Of the whole, in inches.

    Returns
    -------
    figure : Figure
    axes : list of Axes
        Row by row.
    """
    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    axes = list(figure.subplots(rows, columns, squeeze=False).flat)
    for ax in axes:
        ax.spines[["top", "right"]].set_visible(False)
        ax.spines[["left", "bottom"]].set_color(GREY)
        ax.tick_params(colors=GREY)
        ax.grid(alpha=0.25)
    return figure, axes
