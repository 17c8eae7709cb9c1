"""The switches of the book, as they stand in a page before the script: edition, what is open."""

from collections.abc import Iterable

OPENS = {"slip": "with notes on the sources", "more": "the long way: all that goes further"}
"""The end of a class of folds, and the words of the switch that opens them."""

SWITCHES = '<div class="hm-edition hm-controls pst-js-only">'
"""What the box begins with where it is in sight; other lines of a page's head may join it."""


def edition_box(has_versions: bool, folds: Iterable[str] = ()) -> str:
    """Give the switches that ``static/edition.js`` makes work.

    They stand in the page from the start, so that nothing moves when the script arrives.

    Parameters
    ----------
    has_versions : bool
        Whether anything on the page has two versions. Elsewhere the box is hidden, and shows
        itself to readers who stand on the corrected numbers.
    folds : iterable of str
        Which of `OPENS` stand on the page, each folded behind one line.

    Returns
    -------
    markup : str
        Readers without scripts do not see it (the theme's class ``pst-js-only``).

    Examples
    --------
    >>> "hidden" in edition_box(has_versions=False), "hidden" in edition_box(has_versions=True)
    (True, False)
    """
    options = "".join(
        '<label class="hm-option"><input type="radio" name="hm-edition" autocomplete="off"'
        f' value="{value}"{checked}>{words}</label>'
        for value, words, checked in (
            ("published", "as published", " checked"),
            ("corrected", "corrected", ""),
        )
    )
    versions = (
        f'<fieldset class="hm-choice"{"" if has_versions else " hidden"}>'
        f"<legend>Numbers of the positional encoding</legend>{options}</fieldset>"
    )
    choices = [
        f'<label class="hm-option"><input type="checkbox" data-opens="{kind}" autocomplete="off">'
        f"{OPENS[kind]}</label>"
        for kind in folds
    ]
    opened = SWITCHES if has_versions or choices else SWITCHES.replace(">", " hidden>")
    return (
        f"{opened}{versions}{''.join(choices)}"
        '<div class="hm-edition-note" role="status"></div></div>'
    )
