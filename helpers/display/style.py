"""How every picture of the book looks, and the wrapper that shows it."""

import io

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from PIL import Image

from helpers.display.drawing import HEAT, drawing
from helpers.display.palette import GREY, INK, PALETTE, PAPER, RULE
from helpers.live.rounding import shown

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


def board(width, height, inches=6.0):
    """Prepare an empty sheet for a drawing of parts: one unit is as long across as down.

    Parameters
    ----------
    width, height : float
        Of the sheet, in units; the corner above on the left is (0, 0).
    inches : float
        How wide the picture is.

    Returns
    -------
    figure : Figure
    ax : Axes
    """
    figure = Figure(figsize=(inches, inches * height / width), facecolor=PAPER)
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    ax.set_axis_off()
    return figure, ax


def tiles(ax, values, corner, hue="shade", limits=None, decimals=2):
    """Write a matrix on a `board`: a square for each number, the larger, the deeper.

    Parameters
    ----------
    ax : Axes
    values : array_like, shape (rows, columns)
    corner : (float, float)
        Where its first square begins, from the left and from above.
    hue : str
        Name of a colour of the palette, without ``--hm-``.
    limits : (float, float), optional
        As in `heat`.
    decimals : int
        How many are written at most.
    """
    values = np.asarray(values, dtype=float)
    left, top = corner
    rows, columns = values.shape
    box = (left, left + columns, top + rows, top)
    view = ax.axis()
    heat(ax, values, limits, hue, READABLE, extent=box)
    ax.axis(view)
    ax.hlines(np.arange(rows + 1) + top, left, left + columns, color=RULE, linewidth=0.6)
    ax.vlines(np.arange(columns + 1) + left, top, top + rows, color=RULE, linewidth=0.6)
    for (row, column), value in np.ndenumerate(values):
        ax.text(left + column + 0.5, top + row + 0.5, shown(value, decimals), ha="center",
                va="center", fontsize=9, color=INK)  # fmt: skip


def write(ax, x, y, text, color=GREY, **options):
    """Write words on a `board`, centred.

    Parameters
    ----------
    ax : Axes
    x, y : float
    text : str
    color : str
    **options
        For ``text``.
    """
    ax.text(x, y, text, **{"ha": "center", "va": "center", "color": color, **options})


def arrow(ax, start, end, color=GREY):
    """Draw an arrow on a `board`.

    Parameters
    ----------
    ax : Axes
    start, end : (float, float)
    color : str
    """
    line = {"arrowstyle": "-|>", "color": color, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, start, arrowprops=line)


def strand(ax, start, end, **options):
    """Draw a curve on a `board` that leaves its start, and comes to its end, straight down.

    Parameters
    ----------
    ax : Axes
    start, end : (float, float)
    **options
        For ``PathPatch``, above all its colour and width.
    """
    (x, y), (to_x, to_y) = start, end
    middle = (y + to_y) / 2
    way = Path([start, (x, middle), (to_x, middle), end], [Path.MOVETO, *3 * [Path.CURVE4]])
    ax.add_patch(PathPatch(way, **{"fill": False, "capstyle": "butt", **options}))
