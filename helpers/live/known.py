"""Which NumPy calls can be recorded, for the README: ``python -m helpers.live.known``."""

import re
from pathlib import Path

from .graph import BINARY, UNARY
from .rules import RULES, UFUNCS, full_name
from .trace import SAME_UFUNC, Traced

README = Path(__file__).with_name("README.md")
BLOCK = re.compile(r"(?<=<!-- known -->\n).*?(?=<!-- end -->)", re.DOTALL)


def known():
    """List the functions, and the methods and properties of arrays.

    Returns
    -------
    functions, methods : list of str

    Examples
    --------
    >>> functions, methods = known()
    >>> "tanh" in functions, "reshape" in methods, "linalg.svd" in functions
    (True, True, False)
    """
    functions = {*UNARY, *BINARY, *SAME_UFUNC, *UFUNCS, "matmul", *map(full_name, RULES)}
    methods = {name for name in dir(Traced) if not name.startswith("_")} - {"id", "tape", "node"}
    return sorted(functions), sorted(methods)


def written():
    """Write the lists as the README has them."""
    functions, methods = (" ".join(f"`{name}`" for name in names) for names in known())
    return f"Functions of `np`: {functions}.\n\nOf an array: {methods}.\n"


if __name__ == "__main__":
    README.write_text(BLOCK.sub(lambda _: written(), README.read_text("utf-8")), "utf-8")
