"""Ties that are kept with a text: brought up to date, checked, counted, written back as markers."""

from collections import Counter

from helpers.display.prose import NUMBERS, Tie, covers, evaluated, fill, masked, next_number, place

STILL = {"alt": ("image", "alt"), "caption": ("figure", "caption")}  # where MyST-NB looks for them


def texts_of(cell):
    """Give the texts of a cell in which numbers stand: name and text.

    Parameters
    ----------
    cell : NotebookNode

    Returns
    -------
    texts : dict of str to str
        A Markdown cell has its ``source``; a cell that shows a still has its ``alt`` text and its
        ``caption``.
    """
    if cell["cell_type"] == "markdown":
        return {"source": cell["source"]}
    about = cell["metadata"].get("mystnb", {})
    return {
        name: about[part][key] for name, (part, key) in STILL.items() if key in about.get(part, {})
    }


def put_all(cells, kept):
    """Give the cells of a notebook their texts and ties, as `all_ties` lists them, in place.

    Parameters
    ----------
    cells : list of NotebookNode
    kept : list of (str, list of Tie)
    """
    places = [(cell, name) for cell in cells for name in texts_of(cell)]
    for (cell, name), (text, ties) in zip(places, kept, strict=True):
        _put(cell, name, text, ties)


def _put(cell, name, text, ties):
    stored = [list(tie if tie.corrected else tie[:3]) for tie in ties]
    if name == "source":
        cell["source"] = text
        cell["metadata"].pop("ties", None)
        if stored:
            cell["metadata"]["ties"] = stored
        return
    part, key = STILL[name]
    cell["metadata"]["mystnb"][part][key] = text
    of_still = {**cell["metadata"].pop("ties", {}), name: stored}
    if of_still := {name: ties for name, ties in of_still.items() if ties}:
        cell["metadata"]["ties"] = of_still


def ties_of(cell, name="source"):
    """Read the ties that a cell carries in its metadata for one of its texts.

    A Markdown cell keeps a list, a still a list for each of its texts.
    """
    kept = cell["metadata"].get("ties", {} if name in STILL else [])
    return [Tie(*tie) for tie in (kept.get(name, []) if name in STILL else kept)]


def all_ties(cells):
    """List what is kept for each text of a notebook.

    Parameters
    ----------
    cells : list of NotebookNode

    Returns
    -------
    kept : list of (str, list of Tie)
        Text and ties.
    """
    return [(text, ties_of(cell, name)) for cell in cells for name, text in texts_of(cell).items()]


def filled(kept, namespace):
    """Fill the markers of texts and bring their ties up to date.

    Parameters
    ----------
    kept : list of (str, list of Tie)
    namespace : dict

    Returns
    -------
    kept : list of (str, list of Tie)

    Raises
    ------
    ValueError
        As `fill`; the message says in which text.
    """
    found = []
    for text, ties in kept:
        try:
            found.append(fill(text, namespace, [Tie(*tie) for tie in ties], NUMBERS))
        except ValueError as error:
            raise ValueError(f"In the text that begins “{text[:60]}”: {error}") from error
    return found


def with_markers(text, ties):
    """Write the markers of a text back, for editing; filling it again gives the same text and ties.

    Parameters
    ----------
    text : str
    ties : sequence of Tie

    Returns
    -------
    text : str

    Examples
    --------
    >>> ties = [Tie("`x1`", ":code"), Tie("68", "S"), Tie("2.1", ":version")]
    >>> with_markers("`x1` is 68 in 2.1.", ties)
    '`x1` is <<S>> in <<:version 2.1>>.'
    """
    spans = list(covers(text, list(ties), NUMBERS))
    parts, end = [], 0
    for i, (start, stop, tie) in enumerate(spans):
        until = next((a for a, _, later in spans[i + 1 :] if later.expression[0] != ":"), None)
        if tie.expression[0] == ":" and _is_automatic(text[end:until], start - end, tie):
            continue
        parts += [text[end:start], _marker(tie)]
        end = stop
    return "".join([*parts, text[end:]])


def _is_automatic(stretch, start, tie):
    """Say whether a stretch without markers classes the digits at a place by itself."""
    try:
        return any((a, found) == (start, tie) for a, _, found in covers(stretch, [], NUMBERS))
    except ValueError:  # at this number, or at one before it
        return False


def _marker(tie):
    if tie.expression[0] == ":":
        return f"<<{tie.expression} {tie.text}>>"
    return f"<<{tie.expression}{f'|{tie.form}' if tie.form else ''}>>"


def with_corrected(ties, namespace):
    """Note for each tie what it comes to in another namespace, where that is another text.

    Parameters
    ----------
    ties : sequence of Tie
    namespace : dict
        The same names as those of the page, with the corrected example behind them.

    Returns
    -------
    ties : list of Tie

    Examples
    --------
    >>> with_corrected([Tie("68", "S"), Tie("2.1", ":version")], {"S": 66.5})[0].corrected
    '66.5'
    """
    others = [evaluated(tie, namespace).text for tie in ties]
    return [
        tie._replace(corrected="" if other == tie.text else other)
        for tie, other in zip(ties, others, strict=True)
    ]


def problems(text, ties, namespace, guarded=NUMBERS):
    """List what is wrong with a page's numbers.

    Parameters
    ----------
    text : str
        Markdown as it is stored, without markers.
    ties : sequence of Tie
        As they are stored, in the order of the text.
    namespace : dict
    guarded : str
        As in `helpers.display.prose.fill`.

    Returns
    -------
    problems : list of str
        Empty when each digit is covered and each tie holds.

    Examples
    --------
    >>> problems("The score is 68.", [Tie("68", "8 * 4 + 36")], {})
    []
    >>> problems("The score is 69.", [Tie("68", "8 * 4 + 36")], {})
    ['“68” (8 * 4 + 36) is tied but does not stand where it should, near “The score is 69.”']
    """
    if "<<" in text:
        return [f"A marker is left: {text[text.index('<<') :][:60]!r}. Run the refresh command."]
    plain, end, found = masked(text), 0, []
    for tie in ties:
        start = place(tie, plain, end)
        if start < 0 or next_number(plain[end:start], 0, guarded=guarded):
            near = text[max(0, end - 10) : end + 50].replace("\n", " ")
            what = f"“{tie.text}” ({tie.expression})"
            found.append(f"{what} is tied but does not stand where it should, near “{near}”")
            return found
        end = start + len(tie.text)
        now = evaluated(tie, namespace).text
        if now != tie.text:
            found.append(f"“{tie.text}” is printed, but {tie.expression} is now {now}")
    if rest := next_number(plain, end, guarded=guarded):
        found.append(f"No tie covers the number in “{text[rest.start() :][:60]}”")
    return found


def counts(ties):
    """Count ties by class; ``computed`` are those with an expression.

    Examples
    --------
    >>> counts([Tie("68", "34 * 2"), Tie("2.1", ":version")])
    Counter({'computed': 1, 'version': 1})
    """
    return Counter(tie.expression[1:] if tie.expression[0] == ":" else "computed" for tie in ties)
