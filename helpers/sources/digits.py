"""Printed digits and the number behind them."""


def agrees(digits, value):
    """Say whether printed digits are a value, rounded: half a unit of the last digit is allowed.

    Parameters
    ----------
    digits : str
        As they stand in the source.
    value : float

    Returns
    -------
    agrees : bool

    Examples
    --------
    >>> agrees("105.21", 105.2149), agrees("105.21", 105.2151), agrees("4.7e-10", 4.68e-10)
    (True, False, True)
    """
    mantissa, _, exponent = digits.partition("e")
    decimals = len(mantissa.partition(".")[2])
    unit = 10.0 ** (int(exponent or 0) - decimals)
    return bool(abs(float(digits) - value) <= 0.5 * unit * (1 + 1e-6))  # a hair for the decimal
