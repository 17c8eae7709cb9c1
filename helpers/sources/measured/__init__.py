"""What was measured once, on one machine: data, each file with where it comes from.

Times, and trainings whose number of steps the last bit of a processor's arithmetic can change. A
notebook must say the same on every machine, so it never measures. The scripts that write these
files are named in them, and seal them: a digit that is changed by hand breaks the seal.
"""

import hashlib
import tomllib
from importlib.resources import files

import numpy as np

from helpers.mathematics.checks import require

NAMES = ("growth", "generation", "pytorch", "gradients", "starts")


def sealed(text):
    r"""Write a measurement's checksum into its provenance.

    Parameters
    ----------
    text : str
        A TOML file with a table ``[provenance]``, sealed before or not.

    Returns
    -------
    sealed : str

    Examples
    --------
    >>> once = sealed("[provenance]\n[length]\nms = [1.5]")
    >>> sealed(once) == once, sealed(once.replace("1.5", "1.6")) == once
    (True, False)
    """
    lines = [line for line in text.splitlines() if not line.startswith("sha256 = ")]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    lines.insert(lines.index("[provenance]") + 1, f'sha256 = "{digest}"')
    return "\n".join(lines) + "\n"


def measured(name):
    """Read one of the measurements.

    Parameters
    ----------
    name : {"growth", "generation", "pytorch", "gradients", "starts"}

    Returns
    -------
    data : dict
        Its ``provenance`` says who measured what, where and when. Each way of ``generation``
        has, beside its time ``ms``, the ``ratio``: our time with a cache, divided by it.

    Raises
    ------
    ValueError
        If there is no such measurement, or its file was changed by hand.

    Examples
    --------
    >>> measured("growth")["provenance"]["script"]
    'benchmarks/growth.py'
    """
    require(name in NAMES, f"There is no measurement {name!r}; there are {', '.join(NAMES)}.")
    text = (files(__name__) / f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    require(
        text == sealed(text),
        f"The measurement {name!r} is not as it was measured: its checksum differs. Restore "
        f"{name}.toml, or measure again with {data['provenance']['script']}.",
    )
    del data["provenance"]["sha256"]  # it has done its work
    if name == "generation":
        ways = [way for way in data.values() if isinstance(way, dict) and "ms" in way]
        for way in ways:
            way["ratio"] = data["ours_cached"]["ms"] / way["ms"]
    return data


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
