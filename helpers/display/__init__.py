"""Numbers, matrices and arithmetic for people. The only place of the book that rounds."""

from helpers.display.architecture import architecture
from helpers.display.matrices import show
from helpers.live.arithmetic import Arithmetic
from helpers.live.rounding import shown

__all__ = ["Arithmetic", "architecture", "show", "shown"]
