"""Texts of figures and stills with the numbers filled in: titles, captions, labels, sentences."""

import numpy as np

from helpers.chapters.kinds import names
from helpers.display.prose import fill


def told(text, **own):
    """Fill the numbers of a text that a figure or a still shows.

    Parameters
    ----------
    text : str
        With ``<<expression>>`` for each number, as in prose, and ``<<:try 300>>`` for what the
        reader is asked to enter; the tests of the chapter enter it.
    **own
        What the expressions may use besides the names of `helpers`: start values, results.

    Returns
    -------
    text : str

    Raises
    ------
    ValueError
        If an expression fails, or nothing accounts for a number.

    Examples
    --------
    >>> told("At <<:try 300>> the slope is near <<ceiling>>.", ceiling=1 / 4)
    'At 300 the slope is near 0.25.'
    """
    with np.errstate(all="ignore"):  # NaN and infinities may be what the text is about
        return fill(text, {**names(), **own})[0]
