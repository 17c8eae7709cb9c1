"""Whether two stored pictures look the same, whatever machine has drawn them.

Another processor's last digit moves a point by next to nothing, and another library of fonts a
few pixels of a letter; neither is a change of the picture. A text in it must be the same.
"""

import base64
import io
import re
from xml.etree import ElementTree

SVG, PNG = "image/svg+xml", "image/png"
NEAR = 0.6  # how far a coordinate may lie from the other, in points
ALIKE = 0.02  # how far a pixel, from black to white
EXACT = {"id", "href", "style", "class"}  # attributes without coordinates

_MARK = re.compile(r"\bs[0-9a-f]{6}-(?=\d)")  # of one drawing, see helpers.display.drawing
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def same_drawing(one, other):
    """Say whether two SVG texts show the same.

    Examples
    --------
    >>> drawn = '<svg><path d="M{} 2L3 4" /><text>{}</text></svg>'
    >>> same_drawing(drawn.format(1.1, 68), drawn.format(1.2, 68))
    True
    >>> same_drawing(drawn.format(1.1, 68), drawn.format(9.9, 68))
    False
    >>> same_drawing(drawn.format(1.1, 68), drawn.format(1.1, 69))
    False
    """
    trees = [ElementTree.fromstring(_MARK.sub("", "".join(text))) for text in (one, other)]
    return _same_element(*trees)


def _same_element(one, other):
    return (
        (one.tag, one.text, one.attrib.keys()) == (other.tag, other.text, other.attrib.keys())
        and len(one) == len(other)
        and all(_same_value(name, one.get(name), other.get(name)) for name in one.attrib)
        and all(map(_same_element, one, other))
    )


def _same_value(name, one, other):
    if one == other:
        return True
    if one.startswith("data:") and other.startswith("data:"):
        return same_pixels(one.partition(",")[2], other.partition(",")[2])
    if name in EXACT or _NUMBER.sub("", one) != _NUMBER.sub("", other):
        return False
    pairs = zip(_NUMBER.findall(one), _NUMBER.findall(other), strict=True)
    return all(abs(float(here) - float(there)) <= NEAR for here, there in pairs)


def same_pixels(one, other):
    """Say whether two PNG pictures, as text, look the same."""
    import numpy as np
    from matplotlib.image import imread

    first, second = (imread(io.BytesIO(base64.b64decode(png))) for png in (one, other))
    return first.shape == second.shape and float(np.abs(first - second).max()) < ALIKE


def keep_same(fresh, stored):
    """Let an output keep its stored picture where the fresh one looks the same.

    Parameters
    ----------
    fresh, stored : dict
        What two outputs hold, by kind; `fresh` is changed in place. The PNG goes with the drawing:
        it is the same picture for those who do not see that.
    """
    if SVG in fresh and SVG in stored:
        if same_drawing(fresh[SVG], stored[SVG]):
            fresh |= {kind: stored[kind] for kind in (SVG, PNG) if kind in stored}
    elif PNG in fresh and PNG in stored and same_pixels(fresh[PNG], stored[PNG]):
        fresh[PNG] = stored[PNG]
