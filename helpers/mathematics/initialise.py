"""Sizes, and weights drawn from a seeded generator."""

from dataclasses import dataclass

import numpy as np

from helpers.mathematics.checks import require
from helpers.mathematics.model import Model
from helpers.mathematics.transformer import (
    AttentionWeights,
    DecoderBlockWeights,
    EncoderBlockWeights,
    FeedForwardWeights,
    NormWeights,
    Transformer,
)


@dataclass(frozen=True)
class Sizes:
    """The numbers that fix a transformer's shapes; all free of each other.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1 (`n_layers` may be 0).
    """

    d_model: int
    d_k: int
    d_v: int
    d_ff: int
    n_heads: int
    n_layers: int
    n_vocab: int

    def __post_init__(self):
        for name, size in vars(self).items():
            least = 0 if name == "n_layers" else 1
            require(
                isinstance(size, int | np.integer) and size >= least,
                f"{name} is {size!r}; give a whole number of at least {least}.",
            )


EXAMPLE = Sizes(d_model=4, d_k=3, d_v=3, d_ff=8, n_heads=2, n_layers=6, n_vocab=10)
PAPER = Sizes(d_model=512, d_k=64, d_v=64, d_ff=2048, n_heads=8, n_layers=6, n_vocab=37_000)
PAPER_BIG = Sizes(d_model=1024, d_k=64, d_v=64, d_ff=4096, n_heads=16, n_layers=6, n_vocab=37_000)


def standard_normal(rng, shape):
    """Draw every weight from N(0, 1), as the worked example does.

    Parameters
    ----------
    rng : numpy.random.Generator
        Seed it, so that every reader sees the same numbers.
    shape : tuple of int

    Returns
    -------
    W : ndarray
    """
    return rng.standard_normal(shape)


def xavier(rng, shape):
    """Draw weights so small that a layer neither swells nor shrinks its input.

    Parameters
    ----------
    rng : numpy.random.Generator
    shape : tuple of int
        (..., inputs, outputs).

    Returns
    -------
    W : ndarray
        Uniform between ±√(6 / (inputs + outputs)).

    Notes
    -----
    Glorot and Bengio (2010), equation 16.

    Examples
    --------
    >>> W = xavier(np.random.default_rng(0), (4, 2))
    >>> bool(np.abs(W).max() <= 1)
    True
    """
    limit = np.sqrt(6 / (shape[-2] + shape[-1]))
    return rng.uniform(-limit, limit, shape)


def random_attention(rng, sizes, init=xavier):
    """Draw the four matrices of multi-head attention."""
    h, d_model, d_k, d_v = sizes.n_heads, sizes.d_model, sizes.d_k, sizes.d_v
    return AttentionWeights(
        W_Q=init(rng, (h, d_model, d_k)),
        W_K=init(rng, (h, d_model, d_k)),
        W_V=init(rng, (h, d_model, d_v)),
        W_O=init(rng, (h * d_v, d_model)),
    )


def random_feed_forward(rng, sizes, init=xavier):
    """Draw the two matrices of the feed-forward network; its biases start at zero."""
    return FeedForwardWeights(
        W_1=init(rng, (sizes.d_model, sizes.d_ff)),
        b_1=np.zeros(sizes.d_ff),
        W_2=init(rng, (sizes.d_ff, sizes.d_model)),
        b_2=np.zeros(sizes.d_model),
    )


def neutral_norm(sizes):
    """Scale by one and shift by zero, where every layer norm starts."""
    return NormWeights(gamma=np.ones(sizes.d_model), beta=np.zeros(sizes.d_model))


def random_encoder_block(rng, sizes, init=xavier):
    """Draw the weights of one encoder block.

    Parameters
    ----------
    rng : numpy.random.Generator
    sizes : Sizes
    init : callable
        `xavier` or `standard_normal`.

    Returns
    -------
    weights : EncoderBlockWeights
    """
    return EncoderBlockWeights(
        attention=random_attention(rng, sizes, init),
        norm_1=neutral_norm(sizes),
        feed_forward=random_feed_forward(rng, sizes, init),
        norm_2=neutral_norm(sizes),
    )


def random_decoder_block(rng, sizes, init=xavier):
    """Draw the weights of one decoder block; parameters as in `random_encoder_block`."""
    return DecoderBlockWeights(
        attention=random_attention(rng, sizes, init),
        norm_1=neutral_norm(sizes),
        cross=random_attention(rng, sizes, init),
        norm_2=neutral_norm(sizes),
        feed_forward=random_feed_forward(rng, sizes, init),
        norm_3=neutral_norm(sizes),
    )


def random_transformer(rng, sizes, init=xavier):
    """Draw a whole encoder–decoder once; the same generator state gives the same weights.

    Parameters
    ----------
    rng : numpy.random.Generator
    sizes : Sizes
    init : callable
        `xavier` or `standard_normal`.

    Returns
    -------
    weights : Transformer

    Examples
    --------
    >>> len(random_transformer(np.random.default_rng(0), EXAMPLE).encoder)
    6
    """
    return Transformer(
        encoder=tuple(random_encoder_block(rng, sizes, init) for _ in range(sizes.n_layers)),
        decoder=tuple(random_decoder_block(rng, sizes, init) for _ in range(sizes.n_layers)),
    )


def random_model(rng, sizes, init=xavier):
    """Draw a whole translator once: embeddings, both stacks, output layer.

    Parameters
    ----------
    rng : numpy.random.Generator
    sizes : Sizes
    init : callable
        `xavier` or `standard_normal`; embeddings are always drawn from N(0, 1 / d_model).

    Returns
    -------
    model : Model

    Examples
    --------
    >>> random_model(np.random.default_rng(0), EXAMPLE).W_vocab.shape
    (4, 10)
    """
    return Model(
        W_E=rng.standard_normal((sizes.n_vocab, sizes.d_model)) / np.sqrt(sizes.d_model),
        blocks=random_transformer(rng, sizes, init),
        W_vocab=init(rng, (sizes.d_model, sizes.n_vocab)),
        b_vocab=np.zeros(sizes.n_vocab),
    )
