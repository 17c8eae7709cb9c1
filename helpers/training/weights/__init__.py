"""Trained weights as small data files, and how numbers are kept in them."""

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


def thousandths(theta):
    """Round each number to three decimals, so that a reader sees all of it.

    Parameters
    ----------
    theta : ndarray of shape (n,)

    Returns
    -------
    theta : ndarray of shape (n,)
        Without −0, which would be written with its sign.

    Examples
    --------
    >>> thousandths(np.array([0.0014, -0.25, -0.0001]))
    array([ 0.001, -0.25 ,  0.   ])
    """
    return theta.round(3) + 0.0
