"""Numbers, matrices and arithmetic for people. The only place of the book that rounds."""

from helpers.display.architecture import architecture
from helpers.display.arithmetic import Arithmetic
from helpers.display.matrices import show
from helpers.display.rounding import shown

__all__ = ["Arithmetic", "architecture", "show", "shown"]
