"""The colours of the book: one hue for each of Q, K, V, A and Z, and others for all else.

Each is a variable of the page, which has another value in dark mode (``figure.css`` holds both);
the values here are those of light mode, for paper and for wherever there is no page.
"""

import numpy as np

QUERY, KEY, VALUE, WEIGHT, OUTPUT = "#0072b2", "#b34700", "#00735c", "#a23c78", "#855c00"
FIRST, SECOND, THIRD, FOURTH = "#5145cd", "#ad0f2c", "#557a00", "#6d7680"
INK, GREY, RULE, PAPER, SHADE = "#222832", "#48566b", "#d1d5da", "#ffffff", "#54718c"

PALETTE = {
    "--hm-q": QUERY,
    "--hm-k": KEY,
    "--hm-v": VALUE,
    "--hm-a": WEIGHT,
    "--hm-z": OUTPUT,
    "--hm-c1": FIRST,
    "--hm-c2": SECOND,
    "--hm-c3": THIRD,
    "--hm-c4": FOURTH,
    "--hm-fg": INK,
    "--hm-muted": GREY,
    "--hm-rule": RULE,
    "--hm-bg": PAPER,
    "--hm-shade": SHADE,
}
"""Variable and value. Nothing besides queries, keys, values, weights and outputs has their hue."""

_NAMES = {colour: name for name, colour in PALETTE.items()}


def variable(colour):
    """Write a colour of the palette as style sheets do.

    Examples
    --------
    >>> variable(QUERY)
    'var(--hm-q,#0072b2)'
    """
    return f"var({_NAMES[colour]},{colour})"


def channels(colour):
    """Give red, green and blue of a colour, from 0 to 255.

    Examples
    --------
    >>> channels("#0072b2")
    array([  0., 114., 178.])
    """
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=float)
