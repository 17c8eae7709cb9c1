"""Trained weights as small data files, and how numbers are kept in them."""

import base64
import json
from importlib.resources import files
from pathlib import Path

import numpy as np


def read(name):
    """Read a file of weights that comes with the package."""
    return json.loads((files(__name__) / name).read_text(encoding="utf-8"))


def write(name, content):
    """Write a file of weights, one line for each entry of its innermost tables.

    Returns
    -------
    path : Path
    """
    path = Path(__file__).with_name(name)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text.replace('],"', '],\n"').replace('},"', '},\n"') + "\n", encoding="utf-8")
    return path


def packed(theta):
    """Write a vector as text, each number rounded to a float16.

    Parameters
    ----------
    theta : ndarray of shape (n,)

    Returns
    -------
    text : str
        Base64 of its little-endian bytes.

    Examples
    --------
    >>> packed(np.array([1.0]))
    'ADw='
    """
    return base64.b64encode(theta.astype("<f2").tobytes()).decode("ascii")


def unpacked(text):
    """Give the vector of a packed text, as float64.

    Examples
    --------
    >>> unpacked("ADw=")
    array([1.])
    """
    return np.frombuffer(base64.b64decode(text), dtype="<f2").astype(float)
