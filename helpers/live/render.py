"""The start state of a figure as plain HTML: what reads without script, style or colour."""

import functools
import html
import json
import math

import numpy as np

from .rounding import shown

HEAT_CLASSES = 9
FILLER = "\N{EN DASH}"  # the label of a row or column that is not shown
TIMES = "\N{MULTIPLICATION SIGN}"


def tag(name, *children, **attributes):
    """Write an element; children are HTML already, attributes are escaped.

    Examples
    --------
    >>> tag("td", "1", class_="hm-h3")
    '<td class="hm-h3">1</td>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>"


def text(words):
    """Escape words for HTML."""
    return html.escape(str(words), quote=False)


def data(value, id_=None):
    r"""Write data into a page, where a script that reads it finds it.

    Examples
    --------
    >>> data({"says": "</b>"}, "words")
    '<script type="application/json" id="words">{"says":"<\\/b>"}</script>'
    """
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    safe = written.replace("</", "<\\/")  # or it would end the script
    return tag("script", safe, type="application/json", id=id_)


def symbol(parts):
    """Write the parts of a label; the blanks between them are for those who hear it.

    Examples
    --------
    >>> symbol([["i", "S"], ["sub", "scaled"]])
    '<i>S</i> <sub>scaled</sub>'
    """
    return " ".join(tag(kind, text(words)) for kind, words in parts)


def language_of(lang, word=None):
    """Give the language of a word: of all words here, or of the words that are listed."""
    return lang.get(word) if isinstance(lang, dict) else lang


def blocks(shape, head=None):
    """List the matrices in a value: label of the head, first place, rows, columns.

    Parameters
    ----------
    shape : tuple of int
        At most (heads, rows, columns).
    head : int, optional
        Only this one, counted from 1.

    Returns
    -------
    parts : list of (int or None, int, int, int)

    Examples
    --------
    >>> blocks((2, 3))
    [(None, 0, 2, 3)]
    >>> blocks((2, 2, 3), head=2)
    [(2, 6, 2, 3)]
    """
    *lead, rows, columns = (1, 1, *shape)[-max(2, len(shape)) :]
    if not lead:
        return [(None, 0, rows, columns)]
    chosen = range(lead[0]) if head is None else [head - 1]
    return [(i + 1, i * rows * columns, rows, columns) for i in chosen]


def heat_class(x, low, high):
    """Sort a number into one of nine classes, or None if it is not finite.

    Examples
    --------
    >>> heat_class(0.0, 0, 1), heat_class(1.0, 0, 1), heat_class(math.nan, 0, 1)
    (0, 8, None)
    """
    if not math.isfinite(x):
        return None
    share = (x - low) / (high - low) if high > low else 0.0
    return min(HEAT_CLASSES - 1, max(0, math.floor(share * HEAT_CLASSES)))


def heat_limits(values, limits):
    """Choose the numbers of the palest and the deepest class."""
    if limits:
        return limits
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)


def table(described, values, words):
    """Write a value as one table for each head.

    Parameters
    ----------
    described : dict
        A view or an input as the page gets it.
    values : ndarray
    words : dict
        Words of each tokens input, for rows and columns that name one.

    Returns
    -------
    markup : str
    """
    flat = np.asarray(values, dtype=float).ravel()
    limits = heat_limits(flat, described.get("limits"))
    hot = described.get("heat")
    language = functools.partial(language_of, described.get("lang"))
    tables = []
    for head, first, n_rows, n_columns in blocks(np.shape(values), described.get("head")):
        rows = labels(described.get("rows"), words, n_rows)
        columns = labels(described.get("columns"), words, n_columns)
        down, across = real(rows, n_rows), real(columns, n_columns)
        body = []
        for i in down:
            cells = [flat[first + i * n_columns + j] for j in across]
            marked = [cell(x, heat_class(x, *limits) if hot else None) for x in cells]
            names = [tag("th", text(rows[i]), scope="row", lang=language(rows[i]))] if rows else []
            body.append(tag("tr", *names, *marked))
        top = ""
        if columns:
            corner = [tag("td")] if rows else []
            heads = [columns[j] for j in across]
            names = [tag("th", text(word), scope="col", lang=language(word)) for word in heads]
            top = tag("thead", tag("tr", *corner, *names))
        caption = tag("caption", title(described, head, (len(down), len(across))))
        tables.append(tag("table", caption, top, tag("tbody", *body), class_="hm-matrix"))
    return "".join(tag("div", part, class_="hm-box") for part in tables)


def real(labels, count):
    """Give the places of all rows or columns but filler.

    Examples
    --------
    >>> real(["red", FILLER], 2), real(None, 2)
    ([0], [0, 1])
    """
    return [i for i in range(count) if labels is None or labels[i] != FILLER]


def cell(x, heat=None):
    """Write one number of a table."""
    return tag("td", shown(float(x)), class_=None if heat is None else f"hm-h{heat}")


def title(described, head, shape):
    """Write what stands above a matrix: symbol, word, size."""
    parts = described["heads"][head - 1] if head else described["symbol"]
    said = [tag("span", symbol(parts), class_="hm-symbol")]
    if described.get("label"):
        said.append(tag("span", text(described["label"]), class_="hm-word"))
    said.append(tag("span", f"{shape[0]} {TIMES} {shape[1]}", class_="hm-shape"))
    return " ".join(said)


def is_off(other, values_of):
    """Tell whether what hangs on a number is off: there is one, and it is 0."""
    return other is not None and not np.any(values_of(other["name"]))


def labels(named, words, count):
    """Find the words beside rows or above columns; None if there are none."""
    if isinstance(named, str):
        found = words.get(named)
        return found if found is None or len(found) == count else None
    return named if named is None else named[:count]


def single(described, number):
    """Write a single number with its name."""
    return tag(
        "p",
        tag("span", symbol(described["symbol"]), class_="hm-symbol"),
        f" {text(described['label'])}" if described.get("label") else "",
        " = ",
        tag("b", shown(float(number))),
        class_="hm-single",
    )


def view(described, values_of, words):
    """Write one view.

    Parameters
    ----------
    described : dict
        As the page gets it.
    values_of : callable
        Gives the value of a name at the start, or None where this graph has none.
    words : dict
        As in `table`.

    Returns
    -------
    markup : str
    """
    kind = described["kind"]
    if kind == "text":
        return tag("span", text(described["text"]), class_="hm-between")
    if kind == "sentence":
        said = [
            text(part) if isinstance(part, str) else _referred(part, values_of)
            for part in described["parts"]
        ]
        hidden = "" if is_off(described.get("when"), values_of) else None
        language = language_of(described.get("lang"))
        body = tag("p", *said, class_="hm-sentence", lang=language, hidden=hidden)
    elif kind == "pull" or values_of(described["name"]) is None:
        return ""  # nothing to pull without the script
    elif kind == "words":
        body = spoken(described, values_of(described["name"]))
    elif kind == "recorded":
        body = page(described, float(np.squeeze(values_of(described["name"]))))
    elif kind == "value":
        found = np.asarray(values_of(described["name"]))
        body = single(described, found[tuple(described.get("at") or (0,) * found.ndim)])
    else:
        body = table(described, values_of(described["name"]), words)
    return framed(described, body)


def page(described, number):
    """Write the recorded page that a number stands for."""
    at = min(len(described["pages"]) - 1, max(0, math.floor(number)))
    marked = described["marks"][at] if "marks" in described else None
    language = functools.partial(language_of, described.get("lang"))
    lines = []
    for part in described["pages"][at]:
        if isinstance(part, str):
            lines.append(tag("p", text(part), lang=language(part)))
            continue
        kinds = ["b" if piece == marked else "span" for piece in part]
        pieces = zip(kinds, part, strict=True)
        boxes = " ".join(
            tag(kind, text(piece), class_="hm-piece", lang=language(piece))
            for kind, piece in pieces
        )
        lines.append(tag("p", boxes, class_="hm-pieces"))
    return tag("div", *lines, class_="hm-recorded", lang=language())


def words_of(described, numbers):
    """List the words that numbers stand for; none for a number outside the vocabulary.

    Examples
    --------
    >>> words_of({"vocabulary": ["red", "green"]}, np.array([1.0, -1.0]))
    ['green', '']
    """
    known = described["vocabulary"]
    return [known[int(x)] if 0 <= x < len(known) else "" for x in np.atleast_1d(numbers)]


def spoken(described, numbers):
    """Write a row of words."""
    language = functools.partial(language_of, described.get("lang"))
    pieces = [
        tag("b", text(word), class_="hm-piece", lang=language(word))
        for word in words_of(described, numbers)
        if word
    ]
    label = text(described.get("label", ""))
    return tag("p", tag("span", label, class_="hm-word"), " ", " ".join(pieces), class_="hm-said")


def _referred(part, values_of):
    found = values_of(part["name"])
    return "…" if found is None else tag("b", shown(float(np.asarray(found)[tuple(part["at"])])))


def given(described, shown_value, words):
    """Write one input at its start."""
    kind = described["kind"]
    if kind in ("matrix", "vector"):
        return framed(described, table(described, shown_value, words))
    if kind in ("number", "slider"):
        return framed(described, single(described, shown_value))
    if kind == "switch":
        said = f"{described['label']}: {'on' if shown_value else 'off'}"
    else:
        said = f"{described.get('label') or described['name']}: {shown_value}"
    return framed(
        described, tag("p", text(said), class_="hm-single", lang=language_of(described.get("lang")))
    )


def framed(described, body):
    """Put a view or an input in its box, with its caption."""
    caption = described.get("caption")
    note = tag("p", text(caption), class_="hm-note") if caption else ""
    return tag("div", body, note, class_="hm-view", data_hue=described.get("hue"))


def row(*parts):
    """Put views side by side."""
    return tag("div", *parts, class_="hm-row")


def fold(label, rows, is_open):
    """Put rows behind a title that opens and closes."""
    title = tag("summary", text(label))
    return tag("details", title, *rows, class_="hm-group", open="" if is_open else None)
