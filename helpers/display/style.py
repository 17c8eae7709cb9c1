"""How every picture of the book looks, and the wrapper that shows it."""

import io

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

from helpers.display.drawing import HEAT, drawing
from helpers.display.palette import GREY, PALETTE, PAPER, RULE

DPI = 72
COLOURS = 16
READABLE = 0.4  # how deep a colour may be at most behind a number


class Plot:
    """A finished picture: a drawing in the page's colours, and the plotted numbers for tests.

    A notebook keeps a small PNG beside it, for wherever drawings are not shown: on GitHub, and in
    a JupyterLab that does not trust the notebook.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    **data : ndarray
        What was plotted, by name.
    """

    def __init__(self, figure, **data):
        self.figure = figure
        self.data = data

    def _repr_svg_(self):
        return drawing(self.figure)

    def _repr_png_(self):
        drawn, packed = io.BytesIO(), io.BytesIO()
        self.figure.savefig(drawn, dpi=DPI, metadata={"Software": None})
        with Image.open(drawn) as image:  # a third of the bytes, and no difference to the eye
            image.convert("RGB").quantize(COLOURS).save(packed, "PNG", optimize=True)
        return packed.getvalue()

    def __repr__(self):
        return f"<picture of {', '.join(self.data)}>"


def canvas(columns=1, rows=1, width=6.0, height=3.0, widths=None):
    """Prepare a figure with plain axes.

    Parameters
    ----------
    columns, rows : int
        How many axes.
    width, height : float
        Of the whole, in inches.
    widths : sequence of float, optional
        How the columns share the width; equally if left out.

    Returns
    -------
    figure : Figure
    axes : list of Axes
        Row by row.
    """
    figure = Figure(figsize=(width, height), layout="constrained", facecolor=PAPER)
    axes = list(figure.subplots(rows, columns, squeeze=False, width_ratios=widths).flat)
    for ax in axes:
        ax.patch.set_visible(False)
        ax.set_axisbelow(True)
        ax.spines[["top", "right"]].set_visible(False)
        ax.spines[["left", "bottom"]].set_color(GREY)
        ax.tick_params(which="both", colors=GREY)
        ax.grid(color=RULE, linewidth=0.6)
        for label in (ax.xaxis.label, ax.yaxis.label, ax.title):
            label.set_color(GREY)
    return figure, axes


def heat(ax, values, limits=None, hue="shade", deepest=1.0, **options):
    """Colour a cell for each number: the larger, the deeper.

    Parameters
    ----------
    ax : Axes
    values : array_like, shape (rows, columns)
        NaN stays without colour.
    limits : (float, float), optional
        The numbers without colour and with the deepest; the smallest and the largest if left out.
    hue : str
        Name of a colour of the palette, without ``--hm-``.
    deepest : float
        Share of the colour in the deepest cell; `READABLE` where numbers stand on it.
    **options
        For ``imshow``.
    """
    values = np.asarray(values, dtype=float)
    low, high = limits or (np.nanmin(values), np.nanmax(values))
    share = deepest * np.nan_to_num(np.clip((values - low) / (high - low), 0, 1))
    ramp = LinearSegmentedColormap.from_list(hue, [PAPER, PALETTE[f"--hm-{hue}"]])
    options = {"aspect": "auto", "interpolation": "none", **options}
    image = ax.imshow(share, cmap=ramp, vmin=0, vmax=1, **options)
    image.set_gid(f"{HEAT}{hue}_{len(ax.figure.findobj(type(image)))}")
    ax.grid(visible=False)
    return image


def scale(ax, limits, ticks=None, label=None, hue="shade"):
    """Say beside heat what its colours mean.

    Parameters
    ----------
    ax : Axes
        Narrow, right of the heat.
    limits : (float, float)
    ticks : sequence of float, optional
    label : str, optional
    hue : str
    """
    low, high = limits
    ramp = np.linspace(high, low, 64)[:, None]
    heat(ax, ramp, limits, hue, extent=(0, 1, low, high))
    ax.yaxis.tick_right()
    ax.yaxis.set_label_position("right")
    ax.set(xticks=[], yticks=[low, high] if ticks is None else ticks)
    ax.set_ylabel(label or "", color=GREY)
    ax.spines[["left", "bottom"]].set_visible(False)
