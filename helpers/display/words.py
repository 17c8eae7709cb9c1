"""Numbers as words: how they are written, and which of them a text must account for.

"Forty" states a result as "40" does. Guarded are seven, eight, nine and all from eleven on, and
the fractions from a fifth down. Free are what every sentence is full of and what the eye can count
on the page: zero to six and ten, halves, thirds and quarters, and vague plurals such as "hundreds".
"""

import re

from helpers.mathematics.checks import require

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
UNITS += ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
UNITS += ["eighteen", "nineteen"]
TENS = ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = {"thousand million": 10**9, "million": 10**6, "thousand": 10**3, "hundred": 10**2}
ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth"}
ORDINALS |= {"eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
MOST = 10**12
FREE = {*UNITS[:7], "ten"}
_CARDINALS = sorted(
    {*UNITS, *TENS[2:], *" ".join(SCALES).split(), "billion"} - FREE, key=len, reverse=True
)
_FRACTIONS = r"fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|\w+tieth"
_SMALL = r"\w+sandth|\w+dredth|\w+lionth"
GUARDED = (  # "million" after digits or their marker is a unit; the digits are tied
    rf"(?<!\d[ -])(?<!^ )\b(?i:{'|'.join(_CARDINALS)}|(?:{_FRACTIONS}|{_SMALL})s?)\b"
)


def in_words(number):
    """Write a whole number as words.

    Parameters
    ----------
    number : int

    Returns
    -------
    words : str

    Raises
    ------
    ValueError
        If it is no whole number from 0 to 999,999,999,999.

    Examples
    --------
    >>> in_words(64), in_words(512), in_words(2000), in_words(10**7)
    ('sixty-four', 'five hundred and twelve', 'two thousand', 'ten million')
    """
    whole = int(number)
    require(
        whole == number and 0 <= whole < MOST,
        f"{number} cannot be written as words; give a whole number from 0 to {MOST - 1:,}.",
    )
    for scale, size in SCALES.items():
        if whole >= size:
            rest = whole % size
            link = " and " if rest < SCALES["hundred"] else " "
            return f"{in_words(whole // size)} {scale}" + (
                f"{link}{in_words(rest)}" if rest else ""
            )
    if whole < len(UNITS):
        return UNITS[whole]
    ten, unit = divmod(whole, 10)
    return TENS[ten] + (f"-{UNITS[unit]}" if unit else "")


def ordinal(number):
    """Write the place of a whole number, which is also the name of its fraction.

    Parameters
    ----------
    number : int

    Returns
    -------
    words : str

    Examples
    --------
    >>> ordinal(8), ordinal(60), ordinal(1000), ordinal(21)
    ('eighth', 'sixtieth', 'thousandth', 'twenty-first')
    """
    words = in_words(number).removeprefix("one " if number >= SCALES["hundred"] else "")
    before, last = re.fullmatch(r"(.*?)([a-z]+)", words).groups()
    return before + ORDINALS.get(last, re.sub("y$", "ie", last) + "th")
