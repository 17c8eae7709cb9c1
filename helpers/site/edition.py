"""The switches of the book, as they stand in a page before the script: edition and notes."""


def edition_box(has_versions: bool, has_notes: bool = False) -> str:
    """Give the switches that ``static/edition.js`` makes work.

    They stand in the page from the start, so that nothing moves when the script arrives.

    Parameters
    ----------
    has_versions : bool
        Whether anything on the page has two versions. Elsewhere the box is hidden, and shows
        itself to readers who stand on the corrected numbers.
    has_notes : bool
        Whether notes on the sources stand on the page, each folded behind one line.

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
    notes = (
        '<label class="hm-option"><input type="checkbox" name="hm-notes" autocomplete="off">'
        "with notes on the sources</label>"
    )
    return (
        '<div class="hm-edition hm-controls pst-js-only"'
        f"{'' if has_versions or has_notes else ' hidden'}>"
        f"{versions}{notes if has_notes else ''}"
        '<div class="hm-edition-note" role="status"></div></div>'
    )
