"""How a name of the mathematics is written as a label, and which hue it has."""

import re
import unicodedata

from .setting import setting

GREEK = {  # LaTeX's command and the letter; Unicode writes lamda
    "\\" + (case(name).replace("amda", "ambda")): unicodedata.lookup(f"GREEK {size} LETTER {name}")
    for case, size in ((str.lower, "SMALL"), (str.title, "CAPITAL"))
    for name in (
        *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"),
        *("lamda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi"),
        "omega",
    )
}
LABELLED = ("words", "choice", "switch", "tokens", "dial")
"""What shows its label apart from its symbol, in any case."""


def stem_of(name):
    """Find the told symbol with which a name begins, or else its first word.

    Examples
    --------
    >>> stem_of("money_bank")
    'money'
    """
    words = name.split("_")
    starts = ["_".join(words[:n]) for n in range(len(words), 0, -1)]
    return next((start for start in starts if start in setting().latex), words[0])


def latex_name(name, head=None):
    r"""Typeset a name: a told symbol, one layer of it, or another word as text.

    Parameters
    ----------
    name : str
        ``V``, ``V_2`` (layer 2 of a symbol V), ``V_new`` (V with a word below), …
    head : int, optional
        Counted from 1.

    Returns
    -------
    latex : str

    Examples
    --------
    >>> print(latex_name("slope"), latex_name("slope_new"))
    \text{slope} \text{slope}_{\text{new}}
    """
    symbols = setting().latex
    indexed = re.fullmatch(r"(.+)_(\d+)", name)
    if indexed and name not in symbols and indexed[1] in symbols:
        return latex_name(indexed[1], head=int(indexed[2]))
    if name not in symbols:
        stem = stem_of(name)
        below = name.removeprefix(stem).removeprefix("_").replace("_", " ")
        stem = latex_name(stem, head) if stem in symbols else rf"\text{{{stem}}}"
        return stem if not below else rf"{stem}_{{\text{{{below}}}}}"
    latex = symbols[name]
    if head is None:
        return latex
    raised = re.fullmatch(r"(\w+)\^(\w+)", latex)
    return rf"{raised[1]}^{{{raised[2]}({head})}}" if raised else rf"{latex}^{{({head})}}"


def label_parts(name, head=None):
    """Split a name into what stands on the line, raised and lowered.

    Parameters
    ----------
    name : str
        A name in code, told or not.
    head : int, optional
        Counted from 1.

    Returns
    -------
    parts : list of [str, str]
        Kind (``i`` italic, ``b`` upright, ``sup``, ``sub``) and text.

    Examples
    --------
    >>> label_parts("weight"), label_parts("weight", head=2)
    ([['b', 'weight']], [['b', 'weight'], ['sup', '(2)']])
    """
    name = name.rsplit(".", 1)[-1]
    latex = latex_name(name, head)
    upright = latex.startswith(r"\text")
    latex = re.sub(r"\\text\{([^}]*)\}", r"\1", latex)
    latex = re.sub(r"\\[A-Za-z]+", lambda found: GREEK.get(found[0], found[0]), latex)
    parts = []
    for mark, braced, single, line in re.findall(r"([_^])(?:\{([^}]*)\}|(.))|([^_^]+)", latex):
        if line:
            parts.append(["b" if upright else "i", line])
        else:
            parts.append(["sup" if mark == "^" else "sub", braced or single])
    if head is not None and not any(f"({head})" in text for _, text in parts):
        parts.append(["sup", f"({head})"])
    return parts


def named(facts):
    """Let the label of a part stand in the place of a name that only code knows.

    A symbol that was told stays, and so does a slope by one, written with a d before it. Where the
    label is shown in any case, the tile alone gets it as a symbol.

    Parameters
    ----------
    facts : dict
        What is told of a view or an input; the name of a value stays in all that is spoken.

    Returns
    -------
    facts : dict

    Examples
    --------
    >>> named({"kind": "bars", "name": "mean_price", "label": "the mean price"})["symbol"]
    [['b', 'the mean price']]
    >>> named({"kind": "bars", "name": "price", "label": "in pounds"})["label"]
    'in pounds'
    """
    own, label = facts["name"].rsplit(".", 1)[-1], facts.get("label")
    if not label or is_written(own):
        return facts
    symbol = [["b", label.rstrip(":")]]
    changed = {"symbol": symbol} if facts["kind"] in LABELLED else {"symbol": symbol, "label": None}
    if "heads" in facts:
        changed["heads"] = [[*symbol, ["sup", f"({i + 1})"]] for i, _ in enumerate(facts["heads"])]
    return {**facts, **changed}


def is_written(name):
    """Tell whether a name reads as one: a single word, a told symbol, or the slope by one."""
    return "_" not in name or any(
        stem_of(word) in setting().latex for word in (name, name.removeprefix("d"))
    )


def hue(name):
    """Choose the hue of a name, or None.

    Examples
    --------
    >>> hue("Keys") is None
    True
    """
    return setting().hues.get(stem_of(name.rsplit(".", 1)[-1]))
