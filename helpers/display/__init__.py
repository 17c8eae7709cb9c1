"""Numbers, matrices and arithmetic for people; the symbols of the book, told to the engine."""

from helpers.display import setting
from helpers.display.architecture import architecture
from helpers.display.listing import listing
from helpers.display.matrices import show
from helpers.live.arithmetic import Arithmetic
from helpers.live.rounding import shown

__all__ = ["Arithmetic", "architecture", "listing", "setting", "show", "shown"]
