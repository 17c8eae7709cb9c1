"""What several test files share: Hypothesis settings, small arrays, weights, closeness."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from helpers.mathematics.initialise import Sizes, random_decoder_block, random_encoder_block

examples = settings(deadline=None, derandomize=True, max_examples=30, database=None)
few_examples = settings(examples, max_examples=12)

moderate = st.floats(-8, 8, allow_subnormal=False)
seeds = st.integers(0, 2**32 - 1)
few = st.integers(1, 5)


def matrices(shape, numbers=moderate):
    """Arrays of float64, with numbers that no function should find hard."""
    return hnp.arrays(float, shape, elements=numbers)


@st.composite
def heads(draw):
    """A multi-head case in which no two sizes need to agree."""
    t, s, d_model, d_k, d_v, h = (draw(few) for _ in range(6))
    rng = np.random.default_rng(draw(seeds))
    return {
        "X": normal(rng, t, d_model),
        "memory": normal(rng, s, d_model),
        "W_Q": normal(rng, h, d_model, d_k),
        "W_K": normal(rng, h, d_model, d_k),
        "W_V": normal(rng, h, d_model, d_v),
        "W_O": normal(rng, h * d_v, d_model),
        "mask": rng.random((t, s)) < 0.6,
    }


def normal(rng, *shape):
    """Draw from N(0, 1)."""
    return rng.standard_normal(shape)


def lively(rng, weights):
    """Replace the ones and zeros of fresh weights (norms, biases) by numbers that show."""
    if isinstance(weights, tuple):
        parts = [lively(rng, part) for part in weights]
        return type(weights)(*parts) if hasattr(weights, "_fields") else tuple(parts)
    fresh = weights.ndim == 1
    return weights + 0.3 * rng.standard_normal(weights.shape) if fresh else weights


def sizes(d_model=4, d_k=3, d_v=2, d_ff=7, n_heads=2, n_layers=2, n_vocab=5):
    """Sizes that all differ where they may."""
    return Sizes(d_model, d_k, d_v, d_ff, n_heads, n_layers, n_vocab)


def encoder_weights(rng, of):
    """One encoder block with norms and biases that show."""
    return lively(rng, random_encoder_block(rng, of))


def decoder_weights(rng, of):
    """One decoder block with norms and biases that show."""
    return lively(rng, random_decoder_block(rng, of))


def as_lists(value):
    """Turn arrays into nested lists, through tuples of any depth."""
    return [as_lists(v) for v in value] if isinstance(value, tuple) else value.tolist()


def leaves(value):
    """All arrays of a nested tuple, in order."""
    return [a for v in value for a in leaves(v)] if isinstance(value, tuple) else [value]


def assert_close(actual, expected, rtol=1e-12):
    """Same shape, and no entry further off than rtol × the largest expected number."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape
    error = np.abs(actual - expected).max(initial=0.0)
    assert error <= rtol * np.abs(expected).max(initial=1.0), f"off by {error}"


def assert_no_nan_or_infinity(array):
    assert np.isfinite(array).all()
