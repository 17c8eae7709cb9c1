"""Figures of chapter 8: layer norm step by step, its variants, and a stack to repair."""

import numpy as np

from helpers import (
    BARE,
    NORM_ONLY,
    POST_NORM,
    PRE_NORM,
    RESIDUAL_ONLY,
    batch_norm,
    encoder_states,
    example,
    layer_norm,
    layer_norm_bessel,
    layer_norm_std_plus_eps,
    layer_norm_steps,
    naive_softmax,
    residual,
    scaled_weights,
    softmax,
    tokens_apart,
)
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    choice,
    line,
    matrix,
    sentence,
    slider,
    switch,
    vector,
)
from helpers.live.rounding import settled
from helpers.mathematics.norm import EPS

WORDS = example.sentence
WIRINGS = {
    "nothing": BARE,
    "residual": RESIDUAL_ONLY,
    "norm": NORM_ONLY,
    "post-norm": POST_NORM,
    "pre-norm": PRE_NORM,
}
EPS_MARKS = {"1e-6": 1e-6, "1e-5": EPS, "1": 1}

NOISE = 1e-12  # the numbers whose distance is measured are about one


def _sums():
    """Give X + Z as published and as corrected: what the first layer norm gets."""
    corrected = example.corrected()
    return tuple(settled(residual(given.X, given.Z)) for given in (example, corrected))


def norm_steps(X_sum, gamma, beta, eps):
    """Normalise each token step by step, with its standard deviation."""
    steps = layer_norm_steps(X_sum, gamma, beta, eps)
    sigma = np.sqrt(steps.var)
    return {**steps._asdict(), "sigma": sigma}


def layer_norm_figure():
    """Change a row, γ, β or ε: mean, variance and the normalised row follow."""
    published, corrected = _sums()
    width = published.shape[-1]
    return Figure(
        norm_steps,
        {
            "X_sum": matrix(published, rows=WORDS, variants={"corrected": corrected}, step=1),
            "eps": slider(EPS, 1e-12, 10, marks=EPS_MARKS, log=True, domain=(0, None)),
            "gamma": vector(np.ones(width), step=0.5),
            "beta": vector(np.zeros(width), step=0.5),
        },
        [
            [matrix("X_sum")],
            [
                matrix("mu", rows=WORDS),
                matrix("var", rows=WORDS),
                matrix("sigma", rows=WORDS),
                "→",
                matrix("normalized", rows=WORDS),
            ],
            [vector("gamma"), vector("beta"), "→", matrix("X_norm", rows=WORDS)],
        ],
        name="layer-norm",
        title="A token keeps its shape and loses its size",
        caption=told(
            "Paste <<:try 1 2 3 4>> into the row of “Hello”, then <<:try 110 120 130 "
            "140>>: the normalised row is the same. Then try to bring a normalised number"
            " above √<<EXAMPLE.d_model - 1>>, the largest that four numbers allow: only γ"
            " and β can."
        ),
    )


def norms(X_sum, eps):
    """Normalise the same rows in four ways."""
    inside = layer_norm(X_sum, eps=eps)
    beside = layer_norm_std_plus_eps(X_sum, eps=eps)
    sample = layer_norm_bessel(X_sum, eps=eps)
    batch = batch_norm(X_sum, eps=eps)
    return {"inside": inside, "beside": beside, "sample": sample, "batch": batch}


def norms_figure():
    """Change the rows or ε: three forms of layer norm and batch norm, side by side."""
    published, corrected = _sums()
    limits = {"rows": WORDS, "limits": [-np.sqrt(3), np.sqrt(3)], "heat": True}
    return Figure(
        norms,
        {
            "X_sum": matrix(published, rows=WORDS, variants={"corrected": corrected}, step=1),
            "eps": slider(EPS, 1e-12, 10, marks=EPS_MARKS, log=True, domain=(0, None)),
        },
        [
            [matrix("X_sum")],
            [
                matrix("inside", label="the root: layer norm", **limits),
                matrix("beside", label="σ: the source’s code", **limits),
            ],
            [
                matrix("sample", label="variance, d − 1", **limits),
                matrix("batch", label="norm, by column", **limits),
            ],
        ],
        name="four-norms",
        title="Four norms, one pair of tokens",
        caption=told(
            "Paste <<:try 0.001 0.002 0.003 0.004>> into the row of “Hello”: where ε "
            "stands decides now. Then write <<:try −9>> in place of the first number of "
            "“World”: three norms leave “Hello” as it is, the fourth turns its first "
            "number round."
        ),
    )


def stack_steps(X, scale, wiring, weigh, blocks):
    """Send the tokens through six blocks; measure size and distance after each."""
    blocks = [scaled_weights(weights, scale) for weights in blocks]
    states = encoder_states(X, blocks, wiring=wiring._replace(weigh=weigh))
    largest = np.abs(states).max(axis=-1).max(axis=-1)
    apart = tokens_apart(states)
    distance = np.where(apart < NOISE, 0.0, apart)  # what is left there differs between processors
    measured = np.stack([largest, distance], axis=-1)
    decades = np.log(measured.T) / np.log(10)
    memory = states[-1]
    return {"states": states, "measured": measured, "decades": decades, "memory": memory}


def stack_figure():
    """Repair a stack: choose softmax, wiring and the size of the weights."""
    blocks = example.our_blocks()
    after = ["start", *(f"block {n + 1}" for n in range(len(blocks)))]
    what = ["largest number", "distance"]
    return Figure(
        stack_steps,
        {
            "weigh": switch("stable softmax", off=naive_softmax, on=softmax),
            "wiring": choice(WIRINGS, label="Between the layers"),
            "scale": slider(
                1,
                0.01,
                10,
                marks={"0.1": 0.1, "0.3": 0.3, "1": 1, "3": 3},
                log=True,
                label="times all weights",
            ),
            "X": matrix(example.X, rows=WORDS, variants={"corrected": example.X_corrected}),
        },
        [
            [matrix("X"), "→", matrix("memory", rows=WORDS, label="after the last block")],
            [
                matrix("measured", rows=after, columns=what),
                line(
                    "decades",
                    labels=what,
                    limits=[-16, 16],
                    label="(powers of ten) after each block",
                ),
            ],
            sentence(
                "After six blocks the largest number is {measured[6, 0]}, and the two words are "
                "{measured[6, 1]} apart."
            ),
        ],
        fixed={"blocks": blocks},
        name="stack",
        title="Two faults, and a silence",
        caption=told(
            "Switch the stable softmax on: no NaN, but growth. Choose “norm”: no growth, "
            "and two words that are one. Choose “post-norm” and turn the weights down to "
            "<<:try 0.1>>: small, finite, and still two words. (A curve ends where there "
            "is nothing to draw: at NaN, or at zero, which a distance is called where only "
            "rounding is left of it.)"
        ),
    )


FIGURES = {
    "layer-norm": layer_norm_figure,
    "four-norms": norms_figure,
    "stack": stack_figure,
}
