"""The worked example: "Hello World" on its way to "Hola Mundo".

``given.toml`` holds each fixed number once, with where it comes from; this module reads it and
computes the rest. ``printed.toml`` holds what the source prints. `X` follows the source as
published; `X_corrected` carries the paper's positional encoding.

Examples
--------
>>> from helpers import example
>>> example.X
array([[1.  , 3.  , 3.  , 5.  ],
       [2.84, 3.99, 4.  , 6.  ]])
>>> example.where("E")
'embedding of Hello and World; chosen for easy sums, not learnt'
"""

import tomllib
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from helpers.attention import multi_head_attention_steps
from helpers.checks import checked_array, require
from helpers.position import positional_encoding
from helpers.text import Vocabulary


class Printed(NamedTuple):
    """Digits that the source prints, and the expression that recomputes them."""

    id: str
    where: str
    digits: list
    expression: str
    slip: str | None


def _read(name):
    return tomllib.loads((files("helpers.example") / name).read_text(encoding="utf-8"))


_GIVEN = _read("given.toml")


def _array(name):
    array = checked_array(name, _GIVEN[name]["value"])
    array.setflags(write=False)
    return array


def where(name):
    """Say where a given number stands in its source.

    Raises
    ------
    ValueError
        If nothing of that name was given.
    """
    require(name in _GIVEN, f"Nothing is given as {name!r}; there are {list(_GIVEN)}.")
    return _GIVEN[name]["where"]


def source(name):
    """Give the bibliography key of a given number's source; errors as in `where`."""
    require(name in _GIVEN, f"Nothing is given as {name!r}; there are {list(_GIVEN)}.")
    return _GIVEN[name]["source"]


PRINTED = tuple(
    Printed(entry["id"], entry["where"], entry["digits"], entry["is"], entry.get("slip"))
    for entry in _read("printed.toml")["printed"]
)

vocabulary = Vocabulary(tuple(_GIVEN["vocabulary"]["value"]))
sentence = tuple(_GIVEN["sentence"]["value"])

E = _array("E")
PE = _array("PE")
X = E + PE
PE_corrected = positional_encoding(np.arange(len(E)), E.shape[-1])
X_corrected = E + PE_corrected

W_Q, W_K, W_V, W_O = (_array(name) for name in ("W_Q", "W_K", "W_V", "W_O"))
W_Q_typeset, W_K_typeset = _array("W_Q_typeset"), _array("W_K_typeset")
hack_scale = _array("hack_scale")
W_E = _array("W_E")
E_SOS = _array("E_SOS")
memory = _array("memory")
Z_reminder = _array("Z_reminder")

Q, K, V, S, S_scaled, S_masked, A, Z_heads, Z_concat, Z = multi_head_attention_steps(
    X, X, W_Q, W_K, W_V, W_O, scale=hack_scale
)

car_words = tuple(_GIVEN["car_words"]["value"])
car_scores, car_weights, car_values = _array("car_S"), _array("car_A"), _array("car_V")
