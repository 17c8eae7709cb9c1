"""What was measured once, on one machine: times as data, each file with where it comes from.

A notebook must say the same on every machine, so it never measures. The scripts that write these
files are named in them.
"""

import tomllib
from importlib.resources import files

import numpy as np

from helpers.mathematics.checks import require

NAMES = ("growth", "generation", "pytorch")


def measured(name):
    """Read one of the measurements.

    Parameters
    ----------
    name : {"growth", "generation", "pytorch"}

    Returns
    -------
    data : dict
        Its ``provenance`` says who measured what, where and when.

    Raises
    ------
    ValueError
        If there is no such measurement.

    Examples
    --------
    >>> measured("growth")["provenance"]["script"]
    'benchmarks/growth.py'
    """
    require(name in NAMES, f"There is no measurement {name!r}; there are {', '.join(NAMES)}.")
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))


def fitted_exponent(sizes, times):
    """Find the power that fits best: times ∝ sizes ** exponent.

    Parameters
    ----------
    sizes, times : array_like of shape (n,)
        At least two, all above zero.

    Returns
    -------
    exponent : float
        Slope of the line of least squares through the logarithms.

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or a number is not above zero.

    Examples
    --------
    >>> round(fitted_exponent([1, 10, 100], [3, 300, 30_000]), 12)
    2.0
    """
    x, y = np.asarray(sizes, dtype=float), np.asarray(times, dtype=float)
    require(
        x.shape == y.shape and x.ndim == 1 and x.size > 1,
        f"Sizes of shape {x.shape} and times of shape {y.shape}; give two equally long lists "
        "of at least two.",
    )
    require((x > 0).all() and (y > 0).all(), "Sizes and times must all be above zero.")
    require(np.ptp(x) > 0, f"All sizes are {x[0]:g}; growth shows between different ones.")
    slope, _ = np.polyfit(np.log(x), np.log(y), 1)
    return float(slope)
