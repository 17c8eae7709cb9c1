"""Why something cannot be recorded, and what to write instead."""

HINTS = {
    "mask": "How many entries are left depends on values, and a graph fixes shapes. Keep all "
    "places and write np.where(mask, x, 0), or multiply by mask.astype(float).",
    "steps": "Which steps it takes depends on values. Compute it before the figure and hand the "
    "result over in fixed=, or write the formula out, as for a 2 × 2 matrix.",
    "truth": "A stand-in has a shape but no value. Instead of if, and, or, not, min and max, write "
    "np.where(x > 0, a, b), & | ~, np.minimum and np.maximum; a switch or a choice may decide "
    "what is computed.",
    "number": "A stand-in has a shape but no value. Leave out float() and int(), and write np.sqrt "
    "for math.sqrt; what is a length or a place has to be fixed, or a choice.",
    "array": "A stand-in has a shape but no value. For np.array([a, b]) write np.stack([a, b]); "
    "np.asarray(x) can be left out: x behaves as an array. Where it is an index, table[ids], hand "
    "the table over in fixed=.",
    "assign": "What is recorded does not change: a stand-in has a shape but no value. Write a new "
    "array: np.where(mask, new, x), np.concatenate or np.stack.",
    "in place": "What is recorded does not change. Write x = x + y.",
    "contains": "A stand-in has a shape but no value. Write np.any(x == 1).",
    "format": "A stand-in has a shape but no value. Give the number a name and let the figure say "
    'it: sentence("It is {x}.").',
    "complex": "The page computes with float64. Keep the real and the imaginary part as two "
    "arrays.",
    "integer": "Write np.floor(x / y).",
    "round": "Write np.floor(x + 0.5), or leave it out: a figure shows few digits.",
    "unknown": "Write it with calls that are known (the README of the engine lists them), or "
    "compute it before the figure and hand the result over in fixed=.",
}
INSTEAD = {
    **dict.fromkeys(
        ("nonzero", "flatnonzero", "argwhere", "unique", "extract", "compress", "trim_zeros"),
        HINTS["mask"],
    ),
    **{
        f"linalg.{name}": HINTS["steps"]
        for name in (
            *("eig", "eigh", "eigvals", "eigvalsh", "svd", "svdvals", "inv", "pinv", "solve"),
            *("lstsq", "qr", "cholesky", "det", "slogdet", "cond", "matrix_rank"),
        )
    },
    **dict.fromkeys(("real", "imag", "conjugate", "angle", "fft.fft"), HINTS["complex"]),
    "floor_divide": HINTS["integer"],
    **dict.fromkeys(("round", "around", "rint"), HINTS["round"]),
    "ceil": "Write -np.floor(-x).",
    "trunc": "Write np.sign(x) * np.floor(np.abs(x)).",
    "tan": "Write np.sin(x) / np.cos(x).",
    "sinh": "Write (np.exp(x) - np.exp(-x)) / 2.",
    "cosh": "Write (np.exp(x) + np.exp(-x)) / 2.",
    "exp2": "Write 2.0 ** x.",
    "expm1": "Write np.exp(x) - 1.",
    "log10": "Write np.log(x) / np.log(10).",
    "cbrt": "Write np.sign(x) * np.abs(x) ** (1 / 3).",
    "hypot": "Write np.sqrt(x * x + y * y).",
    "reciprocal": "Write 1 / x.",
    "flip": "Write x[::-1].",
    "fliplr": "Write x[:, ::-1].",
    "flipud": "Write x[::-1].",
    "full_like": "Write y * np.ones_like(x).",
    "ptp": "Write np.max(x) - np.min(x).",
    "average": "Write (weights * x).sum() / weights.sum(), or np.mean(x).",
    "take": "Write x[places].",
}
METHODS = {
    "sort": "It would change the array in place. Write np.sort(x).",
    "fill": HINTS["assign"],
    "nonzero": HINTS["mask"],
    "item": HINTS["number"],
    "round": HINTS["round"],
    "tolist": HINTS["number"],
    "real": HINTS["complex"],
    "imag": HINTS["complex"],
}


def instead_of(function):
    """Say what to write instead of a function of NumPy.

    Examples
    --------
    >>> instead_of("floor_divide")
    'Write np.floor(x / y).'
    """
    return INSTEAD.get(function, HINTS["unknown"])
