"""A small mark on each figure that shows weights: where they come from, and the way there."""

import html
import re
from collections.abc import Callable

from helpers.chapters.models import mark_of, model_of

_FIGURE = re.compile(r'<figure\b[^>]*\bid="figure-([\w-]+)"[^>]*>')


def marked(markup: str, address: Callable[[str], str]) -> str:
    """Put the mark of its model into each figure that has one.

    Parameters
    ----------
    markup : str
    address : callable
        Gives the address of a model's entry.

    >>> marked('<figure id="figure-encoder">', "#{}".format).split(" aria-label")[0]
    '<figure id="figure-encoder"><a class="hm-model" href="#our-six-encoder-blocks"'
    >>> marked('<figure id="figure-of-yours">', str)
    '<figure id="figure-of-yours">'
    """

    def with_mark(found: re.Match) -> str:
        model = model_of().get(found[1])
        if model is None:
            return found[0]
        to, said = html.escape(address(model.id)), html.escape(mark_of(found[1]))
        return f'{found[0]}<a class="hm-model" href="{to}" aria-label="Weights: {said}">{said}</a>'

    return _FIGURE.sub(with_mark, markup)
