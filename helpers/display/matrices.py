"""Named matrices as typeset maths: ``show(Q=Q, K=K)``."""

import numpy as np

from helpers.live import rounding
from helpers.live.labels import latex_name
from helpers.mathematics.checks import require

LINE = 52  # characters of numbers that fit beside each other on a page
NAME = " name = "


class Shown:
    """Typeset matrices, with a plain text twin for terminals and screen readers.

    Parameters
    ----------
    matrices : list of (str, ndarray)
        LaTeX name and value; two axes or fewer.
    decimals : int
    """

    def __init__(self, matrices, decimals):
        self.matrices = matrices
        self.decimals = decimals

    @property
    def latex(self):
        """The equations in LaTeX, without dollar signs; on as many lines as they need."""
        lines, room = [[]], LINE
        for name, value in self.matrices:
            widest = max(matrix_text(value, self.decimals).split(";"), key=len)
            width = len(widest) + len(NAME)
            if lines[-1] and width > room:
                lines.append([])
                room = LINE
            lines[-1].append(rf"{name} = {matrix_latex(value, self.decimals)}")
            room -= width
        rows = [r" \qquad ".join(line) for line in lines]
        if len(rows) == 1:
            return rows[0]
        return r"\begin{gathered} " + r" \\[1.5ex] ".join(rows) + r" \end{gathered}"

    def _repr_latex_(self):
        return f"$$\n{self.latex}\n$$"

    def __repr__(self):
        return "\n".join(
            f"{name} = {matrix_text(value, self.decimals)}" for name, value in self.matrices
        )


def show(decimals=rounding.DECIMALS, **arrays):
    r"""Typeset arrays with their names.

    Parameters
    ----------
    decimals : int
        How many decimals at most.
    **arrays : ndarray
        A name of the book (see `helpers.display.symbols`) and its value. With heads in front, each
        head is shown on its own: Q⁽¹⁾, Q⁽²⁾. An index in the name picks one: ``Q_1`` is Q
        of the first head.

    Returns
    -------
    shown : Shown

    Raises
    ------
    ValueError
        If nothing is given, or an array has more than three axes or holds no numbers.

    Examples
    --------
    >>> show(E=np.array([[1, 2], [3, 4]]))
    E = [1 2; 3 4]
    """
    require(arrays, "There is nothing to show. Give arrays by name: show(Q=Q).")
    matrices = []
    for name, value in arrays.items():
        value = np.asarray(value)
        require(
            value.dtype.kind in "biuf",
            f"{name} holds {value.dtype.name} and no real numbers. Give an array of numbers.",
        )
        require(
            value.ndim <= 3,
            f"{name} has shape {value.shape}; at most (heads, rows, columns) can be shown. "
            "Pick one item of the batch.",
        )
        if value.ndim == 3:
            matrices += [(latex_name(name, head=i + 1), head) for i, head in enumerate(value)]
        else:
            matrices.append((latex_name(name), value))
    return Shown(matrices, decimals)


def matrix_latex(value, decimals=rounding.DECIMALS):
    r"""Typeset a number, a vector (as a row) or a matrix.

    Examples
    --------
    >>> print(matrix_latex(np.array([[1, 0.5]])))
    \begin{bmatrix} 1 & 0.5 \end{bmatrix}
    """
    value = np.asarray(value, dtype=float)
    if value.ndim == 0:
        return rounding.latex(float(value), decimals)
    rows = [
        " & ".join(rounding.latex(float(x), decimals) for x in row) for row in np.atleast_2d(value)
    ]
    return r"\begin{bmatrix} " + r" \\ ".join(rows) + r" \end{bmatrix}"


def matrix_text(value, decimals=rounding.DECIMALS):
    """Write a number, a vector or a matrix on one line, rows apart by semicolons."""
    value = np.asarray(value, dtype=float)
    if value.ndim == 0:
        return rounding.shown(float(value), decimals)
    rows = [
        " ".join(rounding.shown(float(x), decimals) for x in row) for row in np.atleast_2d(value)
    ]
    return f"[{'; '.join(rows)}]"
