"""The one rule by which a number is shown.

A number is shown with at most four decimals and no trailing zeros. Below a thousandth, and
from a million on, it is shown with four significant digits and a power of ten. A number that
the digits give exactly has a plain equals sign, any other an "≈".
"""

import math

import numpy as np

DECIMALS = 4
SIGNIFICANT = 4
SMALL, LARGE = 1e-3, 1e6


def shown(x, decimals=DECIMALS):
    """Show a number as plain text.

    Parameters
    ----------
    x : float
    decimals : int
        How many decimals at most.

    Returns
    -------
    text : str

    Examples
    --------
    >>> shown(39.2598183), shown(4.0), shown(4.67695573e-10), shown(float("-inf"))
    ('39.2598', '4', '4.677e-10', '−∞')
    """
    mantissa, exponent = split(x, decimals)
    return mantissa if exponent is None else f"{mantissa}e{exponent}"


def latex(x, decimals=DECIMALS):
    r"""Show a number in LaTeX.

    Examples
    --------
    >>> print(latex(4.67695573e-10))
    4.677 \times 10^{-10}
    """
    mantissa, exponent = split(x, decimals)
    mantissa = mantissa.replace("−", "-").replace("∞", r"\infty").replace("NaN", r"\text{NaN}")
    return mantissa if exponent is None else rf"{mantissa} \times 10^{{{exponent}}}"


def html(x, decimals=DECIMALS):
    """Show a number in HTML.

    Examples
    --------
    >>> html(4.67695573e-10)
    '4.677 × 10<sup>−10</sup>'
    """
    mantissa, exponent = split(x, decimals)
    if exponent is None:
        return mantissa
    return f"{mantissa} × 10<sup>{str(exponent).replace('-', '−')}</sup>"


def split(x, decimals=DECIMALS):
    """Round a number: its digits, and the power of ten or None.

    Examples
    --------
    >>> split(0.25), split(-2.5e-7), split(0.99999999)
    (('0.25', None), ('−2.5', -7), ('1', None))
    """
    if math.isnan(x):
        return "NaN", None
    if math.isinf(x):
        return ("∞" if x > 0 else "−∞"), None
    if x != 0 and not SMALL <= abs(x) < LARGE:
        digits, exponent = f"{x:.{SIGNIFICANT - 1}e}".split("e")
        return _trim(digits), int(exponent)
    return _trim(f"{x:.{decimals}f}"), None


def relation(x, decimals=DECIMALS):
    """Choose "=" where the shown digits are the number itself, "≈" where they are rounded.

    Examples
    --------
    >>> relation(105.21), relation(39.2598183)
    ('=', '≈')
    """
    mantissa, exponent = split(x, decimals)
    if mantissa == "NaN" or "∞" in mantissa:
        return "="
    digits = float(f"{mantissa.replace('−', '-')}e{exponent or 0}")
    return "=" if math.isclose(digits, x, rel_tol=1e-12, abs_tol=1e-15) else "≈"


def settled(x):
    """Round what was computed and is handed on, so that it is the same on every processor.

    Processors differ in the last bits of sums and products. A figure stores what it starts from
    with all its digits; from a computed start value the uncertain ones are left out.

    Parameters
    ----------
    x : array_like

    Returns
    -------
    x : ndarray
        With nine decimals.

    Examples
    --------
    >>> settled([0.1 + 0.2, 1 / 3])
    array([0.3       , 0.33333333])
    >>> float(settled(1 / 3))
    0.333333333
    """
    return np.round(x, 9)


def steady(x):
    """Leave out of an array what processors disagree about: the last of its sixteen digits.

    Sines, exponentials and products differ there. A graph stores arrays that were computed while
    it was recorded; it stores them to a ten-trillionth of the largest number.

    Parameters
    ----------
    x : ndarray

    Returns
    -------
    x : ndarray

    Examples
    --------
    >>> steady(np.array([0.1 + 0.2, 1.0, -np.inf])).tolist()
    [0.3, 1.0, -inf]
    """
    largest = np.abs(x[np.isfinite(x)]).max(initial=0.0)
    decimals = 13 - math.floor(math.log10(largest)) if largest > 0 else 0
    return np.round(x, decimals)


def _trim(digits):
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits.replace("-", "−")
