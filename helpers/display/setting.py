"""What this book tells the engine of its live figures, in one place."""

from helpers.display.symbols import SYMBOLS
from helpers.live import configure

WORK = "Hola Mundo"
HUES = {"Q": "q", "K": "k", "V": "v", "A": "a", "Z": "z"}  # of all symbols that begin so
HUED_WEIGHTS = {"W_Q": "q", "W_K": "k", "W_V": "v", "W_O": "z"}

configure(
    latex={symbol.code: symbol.latex for symbol in SYMBOLS},
    meanings={symbol.code: symbol.meaning for symbol in SYMBOLS},
    hues={
        symbol.code: HUES[symbol.code.partition("_")[0]]
        for symbol in SYMBOLS
        if symbol.code.partition("_")[0] in HUES
    }
    | HUED_WEIGHTS,
    limits={"A": (0, 1), "probs": (0, 1)},
    packages=("helpers",),
    tools=("helpers.mathematics.checks",),
    work=WORK,
    layer="head",
    store="hola-mundo",
)
