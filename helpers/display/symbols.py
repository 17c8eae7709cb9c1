"""Every symbol of the book, once: code name, LaTeX, shape, meaning, chapter.

The notation page, labels, hovers and typeset matrices all read this table.
"""

from typing import NamedTuple

from helpers.mathematics.checks import require


class Symbol(NamedTuple):
    """One symbol. `shape` holds axis names; `example` the shape in the worked example."""

    code: str
    latex: str
    shape: str
    example: str
    meaning: str
    chapter: int


SYMBOLS = (
    Symbol("W_E", r"W^E", "(n_vocab, d_model)", "(10, 4)", "embedding table, a row a token", 1),
    Symbol("E", r"E", "(t, d_model)", "(2, 4)", "embeddings of the sentence", 1),
    Symbol("PE", r"PE", "(t, d_model)", "(2, 4)", "positional encoding", 2),
    Symbol("X", r"X", "(t, d_model)", "(2, 4)", "input of a block: E + PE", 2),
    Symbol("Y", r"Y", "(t, d_model)", "(1, 4)", "input of a decoder block", 10),
    Symbol("W_Q", r"W^Q", "(h, d_model, d_k)", "(2, 4, 3)", "weights that make queries", 3),
    Symbol("W_K", r"W^K", "(h, d_model, d_k)", "(2, 4, 3)", "weights that make keys", 3),
    Symbol("W_V", r"W^V", "(h, d_model, d_v)", "(2, 4, 3)", "weights that make values", 3),
    Symbol("Q", r"Q", "(h, t, d_k)", "(2, 2, 3)", "queries: what a token looks for", 4),
    Symbol("K", r"K", "(h, s, d_k)", "(2, 2, 3)", "keys: what a token is found by", 4),
    Symbol("V", r"V", "(h, s, d_v)", "(2, 2, 3)", "values: what a token hands over", 4),
    Symbol("S", r"S", "(h, t, s)", "(2, 2, 2)", "raw scores: queries times keys", 3),
    Symbol("S_scaled", r"S_{\text{scaled}}", "(h, t, s)", "(2, 2, 2)", "scores after division", 5),
    Symbol(
        "S_masked", r"S_{\text{masked}}", "(h, t, s)", "(2, 2, 2)", "scores, −∞ where hidden", 10
    ),
    Symbol("A", r"A", "(h, t, s)", "(2, 2, 2)", "attention weights; each row sums to one", 3),
    Symbol("Z_heads", r"Z_{\text{heads}}", "(h, t, d_v)", "(2, 2, 3)", "output of each head", 4),
    Symbol("Z_concat", r"Z_{\text{concat}}", "(t, h·d_v)", "(2, 6)", "heads side by side", 6),
    Symbol("W_O", r"W^O", "(h·d_v, d_model)", "(6, 4)", "weights that mix the heads", 6),
    Symbol("Z", r"Z", "(t, d_model)", "(2, 4)", "output of multi-head attention", 3),
    Symbol("W_1", r"W_1", "(d_model, d_ff)", "(4, 8)", "weights that widen", 7),
    Symbol("b_1", r"b_1", "(d_ff,)", "(8,)", "first bias", 7),
    Symbol("W_2", r"W_2", "(d_ff, d_model)", "(8, 4)", "weights that narrow", 7),
    Symbol("b_2", r"b_2", "(d_model,)", "(4,)", "second bias", 7),
    Symbol("H_in", r"H_{\text{in}}", "(t, d_ff)", "(2, 8)", "hidden layer before the ReLU", 7),
    Symbol("H", r"H", "(t, d_ff)", "(2, 8)", "hidden layer after the ReLU", 7),
    Symbol("F", r"F", "(t, d_model)", "(2, 4)", "output of the feed-forward network", 7),
    Symbol("gamma", r"\gamma", "(d_model,)", "(4,)", "scale of a layer norm", 8),
    Symbol("beta", r"\beta", "(d_model,)", "(4,)", "shift of a layer norm", 8),
    Symbol("eps", r"\epsilon", "()", "()", "small number under the root", 8),
    Symbol("mu", r"\mu", "(t, 1)", "(2, 1)", "mean of each token", 8),
    Symbol("var", r"\sigma^2", "(t, 1)", "(2, 1)", "variance of each token", 8),
    Symbol("sigma", r"\sigma", "(t, 1)", "(2, 1)", "standard deviation of each token", 8),
    Symbol("X_1", r"X_1", "(t, d_model)", "(2, 4)", "rows after attention, add and norm", 9),
    Symbol("X_2", r"X_2", "(t, d_model)", "(2, 4)", "rows after the network, add and norm", 9),
    Symbol("memory", r"M", "(s, d_model)", "(2, 4)", "output of the encoder", 9),
    Symbol("mask", r"\text{mask}", "(t, s)", "(2, 2)", "True where attention is allowed", 10),
    Symbol("Y_1", r"Y_1", "(t, d_model)", "(1, 4)", "decoder rows after the self-attention", 11),
    Symbol("Y_2", r"Y_2", "(t, d_model)", "(1, 4)", "decoder rows after the cross-attention", 12),
    Symbol("Y_3", r"Y_3", "(t, d_model)", "(1, 4)", "decoder rows after the network", 12),
    Symbol("W_vocab", r"W^{\text{vocab}}", "(d_model, n_vocab)", "(4, 10)", "output layer", 12),
    Symbol("b_vocab", r"b^{\text{vocab}}", "(n_vocab,)", "(10,)", "bias of the output layer", 12),
    Symbol("logits", r"\text{logits}", "(t, n_vocab)", "(1, 10)", "score of each word", 12),
    Symbol("probs", r"p", "(t, n_vocab)", "(1, 10)", "probability of each word", 12),
    Symbol("theta", r"\theta", "(n,)", "(570,)", "all weights of a model in one list", 14),
    Symbol("loss", r"L", "()", "()", "how wrong the model is, on average", 14),
    Symbol("R", r"R", "(t, t)", "(2, 2)", "attention followed back through all layers", 17),
    Symbol(
        "W_gate", r"W^{\text{gate}}", "(d_model, d_ff)", "(4, 8)", "weights that make a gate", 18
    ),
    Symbol("d_model", r"d_{\text{model}}", "int", "4", "numbers in one token", 1),
    Symbol("d_k", r"d_k", "int", "3", "numbers in one query or key", 4),
    Symbol("d_v", r"d_v", "int", "3", "numbers in one value", 4),
    Symbol("d_ff", r"d_{\text{ff}}", "int", "8", "numbers in the hidden layer", 7),
    Symbol("n_heads", r"h", "int", "2", "heads that attend side by side", 6),
    Symbol("n_layers", r"N", "int", "6", "blocks in a stack", 8),
    Symbol("n_vocab", r"n_{\text{vocab}}", "int", "10", "tokens that exist", 1),
)
BY_CODE = {symbol.code: symbol for symbol in SYMBOLS}


def symbol(code):
    """Look a symbol up by its name in code.

    Raises
    ------
    ValueError
        If the book has no such symbol.

    Examples
    --------
    >>> symbol("A").meaning
    'attention weights; each row sums to one'
    """
    require(code in BY_CODE, f"The book has no symbol {code!r}; it has {list(BY_CODE)}.")
    return BY_CODE[code]
