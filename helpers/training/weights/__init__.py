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


def rounded(theta):
    """Round each number to a float16, and write that with as few digits as tell it apart.

    Parameters
    ----------
    theta : ndarray of shape (n,)

    Returns
    -------
    theta : ndarray of shape (n,)
        Float64, with about four digits: short in files and in pages.

    Examples
    --------
    >>> rounded(np.array([1 / 3, -0.07]))
    array([ 0.3333, -0.07  ])
    """
    return np.array([float(str(x)) for x in theta.astype(np.float16)])


def packed_thousandths(theta):
    """Write a vector as text, each number rounded to three decimals.

    In a page such a number is short. It has to lie between −32.768 and 32.767.

    Parameters
    ----------
    theta : ndarray of shape (n,)

    Returns
    -------
    text : str
        Base64 of little-endian whole numbers of two bytes.

    Examples
    --------
    >>> packed_thousandths(np.array([0.001, -0.25]))
    'AQAG/w=='
    """
    return base64.b64encode(np.round(theta * 1000).astype("<i2").tobytes()).decode("ascii")


def unpacked_thousandths(text):
    """Give the vector of a text from `packed_thousandths`.

    Examples
    --------
    >>> unpacked_thousandths("AQAG/w==")
    array([ 0.001, -0.25 ])
    """
    return np.frombuffer(base64.b64decode(text), dtype="<i2") / 1000
