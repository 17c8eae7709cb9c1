"""The book-wide switch “as published / corrected”, as it stands in a page before the script."""


def edition_box(is_concerned: bool) -> str:
    """Give the switch that ``static/edition.js`` makes work.

    It stands in the page from the start, so that nothing moves when the script arrives.

    Parameters
    ----------
    is_concerned : bool
        Whether anything on the page has two versions. Elsewhere the box is hidden, and shows
        itself to readers who stand on the corrected numbers.

    Returns
    -------
    markup : str
        Readers without scripts do not see it (the theme's class ``pst-js-only``).

    Examples
    --------
    >>> "hidden" in edition_box(is_concerned=False), "hidden" in edition_box(is_concerned=True)
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
    return (
        f'<div class="hm-edition hm-controls pst-js-only"{"" if is_concerned else " hidden"}>'
        '<fieldset class="hm-choice"><legend>Numbers of the positional encoding</legend>'
        f"{options}</fieldset>"
        '<div class="hm-edition-note" role="status"></div></div>'
    )
