"""The figure of the errata: the positional encoding, put right little by little."""

from helpers import example, layer_norm, multi_head_attention_steps, residual
from helpers.live import Figure, heat, matrix, slider

WORDS = example.sentence


def corrected_by(share, E, PE, PE_corrected, W_Q, W_K, W_V, W_O):
    """Go a share of the way from the published encoding to the paper's, through all stages."""
    PE_now = PE + share * (PE_corrected - PE)
    X = E + PE_now
    steps = multi_head_attention_steps(X, X, W_Q, W_K, W_V, W_O, scale=example.hack_scale)
    X_1 = layer_norm(residual(X, steps.Z))
    return {"PE_now": PE_now, "X": X, "S": steps.S, "A": steps.A, "Z": steps.Z, "X_1": X_1}


def correction_figure():
    """Put the encoding right with a slider, and see which numbers follow."""
    return Figure(
        corrected_by,
        {
            "share": slider(
                0, 0, 1, marks={"published": 0, "paper": 1}, label="of the way to the paper"
            ),
        },
        [
            [matrix("PE_now", rows=WORDS), "→", matrix("X", rows=WORDS)],
            matrix("S", rows=WORDS, columns=WORDS),
            heat("A", rows=WORDS, columns=WORDS),
            matrix("Z", rows=WORDS),
            matrix("X_1", rows=WORDS),
        ],
        fixed={
            "E": example.E,
            "PE": example.PE,
            "PE_corrected": example.PE_corrected,
            "W_Q": example.W_Q,
            "W_K": example.W_K,
            "W_V": example.W_V,
            "W_O": example.W_O,
        },
        name="correction",
        title="From the published encoding to the paper's",
        caption="Zero is what the source prints, one is the corrected chain. The row of Hello does "
        "not move in PE or X, and moves in Z all the same. No weight changes sides.",
    )


FIGURES = {"correction": correction_figure}
