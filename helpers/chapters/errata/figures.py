"""Figures of the errata: one slip put right little by little, and four switched one by one."""

import numpy as np

from helpers import (
    example,
    layer_norm,
    multi_head_attention_steps,
    positional_encoding_by_column,
    residual,
    self_attention,
)
from helpers.chapters.told import told
from helpers.live import Figure, choice, heat, matrix, slider, value

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
                0,
                0,
                1,
                marks={"published": 0, "paper": 1},
                label="of the way to the paper",
                domain=(0, 1),
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
        "not move in PE or X, and moves in Z all the same. No weight crosses one half.",
    )


def versions(X, W_Q_1, W_K_2, scale, X_published, W_Q, W_K, W_V, W_O):
    """Send one version of the input and of two matrices through attention."""
    W_Q_now, W_K_now = np.stack([W_Q_1, W_Q[1]]), np.stack([W_K[0], W_K_2])
    steps = multi_head_attention_steps(X, X, W_Q_now, W_K_now, W_V, W_O, scale=scale)
    # computed here and not given, so that the difference of equal things is zero everywhere
    Z_published = self_attention(X_published, W_Q, W_K, W_V, W_O, scale=example.hack_scale)
    moved = np.sqrt(((steps.Z - Z_published) ** 2).sum() / (Z_published**2).sum())
    return {"A": steps.A, "Z": steps.Z, "moved": moved}


def versions_figure():
    """Choose between two places that say the same thing and not the same."""
    by_its_rule = np.round(positional_encoding_by_column(np.arange(2), 4), 2)
    return Figure(
        versions,
        {
            "X": choice(
                {
                    "as published": example.X,
                    told("<<example.PE[1, 1]>> rounded rightly"): example.E + by_its_rule,
                    "the paper's positions": example.X_corrected,
                },
                label="Input",
            ),
            "W_Q_1": choice(
                {"as in the code": example.W_Q[0], "as typeset": example.W_Q_typeset},
                label="Query weights of head one",
            ),
            "W_K_2": choice(
                {"as in the code": example.W_K[1], "as typeset": example.W_K_typeset},
                label="Key weights of head two",
            ),
            "scale": slider(
                float(example.hack_scale),
                1,
                60,
                marks={"√3": np.sqrt(3), "30": 30},
                log=True,
                domain=(0.01, None),
            ),
        },
        [
            heat("A", rows=WORDS, columns=WORDS),
            matrix("Z", rows=WORDS),
            value("moved", label="how far Z moves, as a share of the published one"),
        ],
        fixed={
            "W_Q": example.W_Q,
            "W_K": example.W_K,
            "W_V": example.W_V,
            "W_O": example.W_O,
            "X_published": example.X,
        },
        name="versions",
        title="Four slips, one switch each",
        caption="Everything as published gives the printed Z. Take another version of one thing, "
        "and read how far Z moves; then of two at once. Changes do not simply add up.",
    )


FIGURES = {"correction": correction_figure, "versions": versions_figure}
