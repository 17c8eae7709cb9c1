"""How a name of the mathematics is written as a label, and which hue it has."""

import re

from helpers.display.symbols import BY_CODE, latex_name, stem_of

GREEK = {r"\gamma": "γ", r"\beta": "β", r"\epsilon": "ε", r"\mu": "μ", r"\sigma": "σ"}
HUES = {"Q": "q", "K": "k", "V": "v", "A": "a", "Z": "z"}
HUED_WEIGHTS = {"W_Q": "q", "W_K": "k", "W_V": "v", "W_O": "z"}


def label_parts(name, head=None):
    """Split a name into what stands on the line, raised and lowered.

    Parameters
    ----------
    name : str
        A name in code, a symbol of the book or not.
    head : int, optional
        Counted from 1.

    Returns
    -------
    parts : list of [str, str]
        Kind (``i`` italic, ``b`` upright, ``sup``, ``sub``) and text.

    Examples
    --------
    >>> label_parts("W_Q", head=1)
    [['i', 'W'], ['sup', 'Q(1)']]
    >>> label_parts("S_scaled")
    [['i', 'S'], ['sub', 'scaled']]
    >>> label_parts("gamma"), label_parts("weight")
    ([['i', 'γ']], [['b', 'weight']])
    >>> label_parts("Z_parts", head=2)
    [['i', 'Z'], ['sup', '(2)'], ['sub', 'parts']]
    """
    name = name.rsplit(".", 1)[-1]
    latex = latex_name(name, head)
    upright = latex.startswith(r"\text")
    latex = re.sub(r"\\text\{([^}]*)\}", r"\1", latex)
    for command, letter in GREEK.items():
        latex = latex.replace(command, letter)
    parts = []
    for mark, braced, single, line in re.findall(r"([_^])(?:\{([^}]*)\}|(.))|([^_^]+)", latex):
        if line:
            parts.append(["b" if upright else "i", line])
        else:
            parts.append(["sup" if mark == "^" else "sub", braced or single])
    if head is not None and not any(f"({head})" in text for _, text in parts):
        parts.append(["sup", f"({head})"])
    return parts


def hue(name):
    """Choose the hue of a name: q, k, v, a, z, or None.

    Examples
    --------
    >>> hue("W_Q"), hue("Z_heads"), hue("S"), hue("Keys")
    ('q', 'z', None, None)
    """
    name = name.rsplit(".", 1)[-1]
    stem = stem_of(name)
    if stem in HUED_WEIGHTS:
        return HUED_WEIGHTS[stem]
    return HUES.get(stem.partition("_")[0]) if stem in BY_CODE else None
