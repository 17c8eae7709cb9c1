"""The worked example: "Hello World" on its way to "Hola Mundo".

``given.toml`` holds each fixed number once, with where it comes from; this module reads it and
computes the rest. ``printed.toml`` holds what the source prints. `X` follows the source as
published; `X_corrected` carries the paper's positional encoding.

Examples
--------
>>> from helpers.sources import example
>>> example.X
array([[1.  , 3.  , 3.  , 5.  ],
       [2.84, 3.99, 4.  , 6.  ]])
>>> example.where("E")
'embedding of Hello and World; chosen for easy sums, not learnt'
"""

import tomllib
from importlib.resources import files
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from helpers.mathematics.attention import multi_head_attention_steps
from helpers.mathematics.checks import checked_array, require
from helpers.mathematics.initialise import EXAMPLE, random_encoder_block, standard_normal
from helpers.mathematics.position import positional_encoding
from helpers.mathematics.text import Vocabulary

OUR_SEED = 7


class Printed(NamedTuple):
    """Digits that the source prints, and the expression that recomputes them."""

    id: str
    where: str
    digits: list
    expression: str
    slip: str | None


class Irreproducible(NamedTuple):
    """Digits that the source prints and nobody can recompute, and what can be checked all the same.

    `expression` is True if the property holds; in it ``digits`` is the array of what is printed.
    """

    id: str
    where: str
    digits: list
    why: str
    property: str
    expression: str


def _read(name):
    return tomllib.loads((files("helpers.sources.example") / name).read_text(encoding="utf-8"))


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
IRREPRODUCIBLE = tuple(
    Irreproducible(
        entry["id"], entry["where"], entry["digits"], entry["why"], entry["property"], entry["is"]
    )
    for entry in _read("irreproducible.toml")["irreproducible"]
)


def printed(name):
    """Give the numbers that the source prints under an id, as an array.

    Parameters
    ----------
    name : str
        An id of ``printed.toml`` or ``irreproducible.toml``.

    Returns
    -------
    digits : ndarray

    Raises
    ------
    ValueError
        If nothing is printed under that id.

    Examples
    --------
    >>> printed("q1-k1")
    array([68.])
    """
    found = {entry.id: entry.digits for entry in (*PRINTED, *IRREPRODUCIBLE)}
    require(name in found, f"Nothing is printed as {name!r}; there are {list(found)}.")
    return np.array(found[name], dtype=float)


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
decoder_row = _array("decoder_row")
logits = _array("logits")
Z_reminder = _array("Z_reminder")

Q, K, V, S, S_scaled, S_masked, A, Z_heads, Z_concat, Z = multi_head_attention_steps(
    X, X, W_Q, W_K, W_V, W_O, scale=hack_scale
)

car_words = tuple(_GIVEN["car_words"]["value"])
car_scores, car_weights, car_values = _array("car_S"), _array("car_A"), _array("car_V")


def corrected():
    """Give the example under the paper's positional encoding.

    Returns
    -------
    example : SimpleNamespace
        The names of this module; `PE`, `X` and all that follows from them are other numbers.

    Examples
    --------
    >>> corrected().X[1].round(4)
    array([2.8415, 3.5403, 4.01  , 6.    ])
    """
    steps = multi_head_attention_steps(
        X_corrected, X_corrected, W_Q, W_K, W_V, W_O, scale=hack_scale
    )
    changed = {"PE": PE_corrected, "X": X_corrected, **steps._asdict()}
    return SimpleNamespace(**{**globals(), **changed})


def drawn_block(rng, scale=1.0):
    """Draw an encoder block of the example's sizes as the source does.

    All weights, and the biases of the feed-forward network as well, come from N(0, 1).

    Parameters
    ----------
    rng : numpy.random.Generator
    scale : float
        What every draw is multiplied by.

    Returns
    -------
    weights : EncoderBlockWeights
        The layer norms are left at their start, scale one and shift zero.
    """

    def init(rng, shape):
        return scale * standard_normal(rng, shape)

    weights = random_encoder_block(rng, EXAMPLE, init)
    biases = {name: init(rng, getattr(weights.feed_forward, name).shape) for name in ("b_1", "b_2")}
    return weights._replace(feed_forward=weights.feed_forward._replace(**biases))


def drawn_blocks(seed, scale=1.0, n_layers=EXAMPLE.n_layers):
    """Draw a stack of blocks, each with weights of its own; parameters as in `drawn_block`."""
    rng = np.random.default_rng(seed)
    return tuple(drawn_block(rng, scale) for _ in range(n_layers))


def our_blocks():
    """Draw the six encoder blocks of chapters 7 to 9: ours, not the source's.

    The source drew its own without a seed, so nobody can have them again.

    Examples
    --------
    >>> our_blocks()[0].feed_forward.W_1.shape
    (4, 8)
    """
    return drawn_blocks(OUR_SEED)


def our_block():
    """Draw the first of `our_blocks`."""
    return our_blocks()[0]
