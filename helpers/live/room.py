"""Where the names in a drawing have room: beside what they name, and not on each other.

``static/room.js`` says the same in the page.
"""

import itertools
import math

NARROW, WIDE = "fijlrt ", "mwMW"
LETTER, NARROWER, WIDER = 9.7, 6.5, 14.2  # how wide letters are, in the widest of usual typefaces
HIGH = 7  # half of a line
CLEAR = (9, 22)  # from the middle of what is named to its name, and if there is no room
SLANT = math.sqrt(0.5)
TURNS = ((1, 0), (SLANT, SLANT), (SLANT, -SLANT), (0, 1), (0, -1), (-SLANT, SLANT))
TURNS += ((-SLANT, -SLANT), (-1, 0))  # from the way that is asked for to the opposite one


class Room:
    """What is taken in a drawing, as boxes: the middle, and half of the width and the height."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.taken = []

    def put(self, tip, way, text):
        """Find the middle of a name that begins `way` from `tip`, or to another side of it.

        It goes to the first side where it covers nothing, a line farther off if there is none, or
        else to where it covers least; and from then on its place is taken.
        """
        x, y = tip
        across, up = way
        wide = width_of(text) / 2
        best, least = None, math.inf
        for clear, (cos, sin) in itertools.product(CLEAR, TURNS):
            along, down = across * cos - up * sin, across * sin + up * cos
            most = max(abs(along), abs(down))
            box = (
                min(self.width - wide - 3, max(wide + 3, x + along / most * (wide + clear))),
                min(self.height - HIGH - 1, max(HIGH + 1, y + down / most * (HIGH + clear))),
                wide,
                HIGH,
            )
            covered = self.covered(box)
            if covered < least - 1:
                best, least = box, covered
        self.taken.append(best)
        return best[:2]

    def covered(self, box):
        """Measure how much a box covers of what is taken."""
        x, y, wide, high = box
        return sum(
            max(0, wide + w - abs(x - there)) * max(0, high + h - abs(y - below))
            for there, below, w, h in self.taken
        )


def width_of(text):
    """Estimate the width of a name.

    Examples
    --------
    >>> width_of("ai") == LETTER + NARROWER
    True
    """
    return sum(NARROWER if c in NARROW else WIDER if c in WIDE else LETTER for c in text)
