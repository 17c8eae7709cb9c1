"""The statements of the ledger, joined to the book's slips and evaluated.

Examples
--------
>>> STATEMENTS["002-101"].computed_verdict()
'reproduced'
"""

from dataclasses import dataclass

import numpy as np

from helpers.chapters.asides import SLIPS
from helpers.chapters.kinds import Aside
from helpers.display import prose
from helpers.sources import example
from helpers.sources.digits import agrees
from helpers.sources.ledger import Statement, read_statements


@dataclass(frozen=True, repr=False)
class Checked(Statement, Aside):
    """A statement whose texts are filled and whose verdict is computed.

    Raises
    ------
    ValueError
        If its slip is none of the book's.
    """

    def __post_init__(self):
        super().__post_init__()
        self._require(not self.slip or self.slip in SLIPS, f"slip is {self.slip!r}", SLIPS)

    @property
    def quoted(self):
        """What is stated, with markers filled; digits outside of them are the source's own."""
        return prose.MARKER.sub(lambda marker: self.filled(marker[0]), self.stated)

    def computed_verdict(self):
        """Decide by computation, or keep what a person judged.

        Returns
        -------
        verdict : str

        Raises
        ------
        TypeError
            If formula or claim is not a plain True or False.
        """
        if self.formula:
            return "claim holds" if self._truth(self.formula) else "error"
        if self.claim:
            return "claim holds" if self._truth(self.claim) else "claim wrong"
        if self.judged:
            return self.verdict
        return "reproduced" if all(self._agreements()) else "error"

    def problems(self):
        """List what contradicts the verdict or its reason.

        Returns
        -------
        problems : list of str
            Empty if everything that can be computed bears them out.
        """
        found = []
        verdict = self.computed_verdict()
        if verdict != self.verdict:
            found.append(f"computed is {verdict}, called {self.verdict}")
        if self.printed and self.judged and self.verdict != "irreproducible":
            found.append(f"nobody can recompute {self.printed}, called {self.verdict}")
        if self.check and not self._truth(self.check):
            found.append(f"{self.check} is not True")
        return found

    def _truth(self, expression):
        value = self.value(expression)
        if not isinstance(value, bool | np.bool_):
            raise TypeError(f"{self.id}: {expression} is {value!r}, and not True or False.")
        return bool(value)

    def _agreements(self):
        """Say for each printed number whether it is the computed one, rounded."""
        recomputed = [(e.digits, e.expression) for e in example.PRINTED if e.id in self.printed]
        if self.digits:
            recomputed.append((self.digits, self.expression))
        for printed, expression in recomputed:
            digits = np.array(printed)
            values = np.asarray(self.value(expression), dtype=float)
            if digits.shape != values.shape:
                raise ValueError(
                    f"{self.id}: {digits.shape} numbers are printed, {values.shape} computed."
                )
            yield from (agrees(str(d), v) for d, v in zip(digits.flat, values.flat, strict=True))


STATEMENTS = read_statements(Checked)
