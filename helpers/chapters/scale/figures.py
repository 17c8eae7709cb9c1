"""Figures of chapter 16: what a model of any size costs."""

from collections import namedtuple
from dataclasses import astuple, fields

import numpy as np

from helpers import (
    EXAMPLE,
    PAPER,
    PAPER_BIG,
    Sizes,
    attention_parameters,
    cache_size,
    feed_forward_parameters,
    forward_cost,
    forward_cost_parts,
    model_parameters,
    norm_parameters,
)
from helpers.chapters.told import told
from helpers.live import Figure, bars, sentence, vector
from helpers.training import translator

NAMES = [field.name for field in fields(Sizes)]
Fields = namedtuple("Fields", NAMES)  # as Sizes, for numbers that a reader types
BYTES = 4  # of a float32
MILLION, BILLION = 1e6, 1e9
LARGEST = 1_000_000
MODELS = {
    "our example": EXAMPLE,
    "the translator": translator.SIZES,
    "the paper, base": PAPER,
    "the paper, big": PAPER_BIG,
}
WEIGHTS = ["attention", "feed-forward", "layer norms", "words in and out"]
WORK = ["projections", "meetings", "feed-forward", "output layer"]


def costs(sizes, lengths):
    """Count a model's numbers, the work of one pass over whole sentences, and its memory."""
    sizes = Fields(*(sizes[i] for i in range(len(NAMES))))
    s, t = lengths[0], lengths[1]
    n = sizes.n_layers
    attentions = 3 * n * attention_parameters(sizes)
    networks = 2 * n * feed_forward_parameters(sizes)
    norms = 5 * n * norm_parameters(sizes)
    whole = model_parameters(sizes)
    parameters = whole / MILLION
    words = whole - attentions - networks - norms
    weights = np.stack([attentions, networks, norms, words]) / MILLION
    work = np.stack(list(forward_cost_parts(sizes, t, s))) / MILLION
    share = 100 * work[WORK.index("meetings")] / np.sum(work)
    flops = 2 * forward_cost(sizes, t, s) / BILLION
    weights_mb = parameters * BYTES
    cache_mb = cache_size(sizes, t, s) * BYTES / MILLION
    scores_mb = sizes.n_heads * np.maximum(s, t) * np.maximum(s, t) * BYTES / MILLION
    return {
        "parameters": parameters,
        "weights": weights,
        "work": work,
        "share": share,
        "flops": flops,
        "weights_mb": weights_mb,
        "cache_mb": cache_mb,
        "scores_mb": scores_mb,
    }


def calculator_figure():
    """Type any sizes: parameters, work and memory follow."""
    sizes = {"domain": (1, LARGEST), "whole": True}
    marks = {name: astuple(sizes) for name, sizes in MODELS.items()}
    return Figure(
        costs,
        {
            "sizes": vector(
                astuple(PAPER), columns=NAMES, label="of the model", marks=marks, **sizes
            ),
            "lengths": vector(
                [128, 128],
                columns=["source", "target"],
                label="in tokens",
                marks={"2 and 3": [2, 3], "128 each": [128] * 2, "8,192 each": [8192] * 2},
                **sizes,
            ),
        },
        [
            vector("lengths"),
            [
                bars("weights", columns=WEIGHTS, label="millions of parameters"),
                bars("work", columns=WORK, label="millions of multiplications, one pass"),
            ],
            sentence(
                "The model has {parameters} million parameters: {weights_mb} MB at four bytes "
                "each. One pass takes {flops} billion FLOPs; tokens meet in {share} per cent of "
                "them. While it writes, its KV cache grows to {cache_mb} MB; the scores of one "
                "attention take up to {scores_mb} MB."
            ),
        ],
        name="calculator",
        outcome=["lengths", "work"],
        title="What does a model of this size cost?",
        caption=told(
            "Begin with the paper’s base model. Double n_layers: which parts double, "
            "and which stay? Double d_model alone: does everything double? Then set both lengths "
            "to <<:try 8,192>> tokens, and see which bar takes over."
        ),
    )


FIGURES = {"calculator": calculator_figure}
