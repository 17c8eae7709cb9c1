"""A small mark on each figure that shows weights: where they come from, and the way there."""

import re
from collections.abc import Callable

from helpers.chapters.models import model_of
from helpers.live import origins

_FIGURE = re.compile(r'<figure\b[^>]*\bid="figure-([\w-]+)"[^>]*>')


def marked(markup: str, address: Callable[[str], str]) -> str:
    """Put the mark of its model into each figure that has one.

    Parameters
    ----------
    markup : str
    address : callable
        Gives the address of a model's entry.

    >>> "dice, seed 7</a>" in marked('<figure id="figure-encoder">', "#{}".format)
    True
    >>> marked('<figure id="figure-of-yours">', str)
    '<figure id="figure-of-yours">'
    """

    def with_mark(found: re.Match) -> str:
        model = model_of().get(found[1])
        if model is None:
            return found[0]
        return found[0] + origins.mark(found[1], address(model.id))

    return _FIGURE.sub(with_mark, markup)
