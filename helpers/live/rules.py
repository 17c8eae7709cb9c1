"""All NumPy functions that can be recorded, and how each is."""

import numpy as np

from . import contraction, lowering, ordering

RULES = {**lowering.RULES, **contraction.RULES, **ordering.RULES}
UFUNCS = {"positive": np.copy}  # functions of one array that come down to another


def full_name(function):
    """Give a function's name as it is written after ``np.``.

    Examples
    --------
    >>> full_name(np.sort), full_name(np.linalg.norm)
    ('sort', 'linalg.norm')
    """
    return f"{function.__module__}.{function.__name__}".removeprefix("numpy.")
