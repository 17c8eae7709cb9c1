"""The similarity-weighted average of chapter 3, against plain loops and against attention."""

import math

import numpy as np
import pytest

from helpers import attention_steps
from helpers.mathematics.similarity import similarity_average_steps


def by_loops(E):
    rows = []
    for asks in E:
        parts = [math.exp(sum(a * b for a, b in zip(asks, other, strict=True))) for other in E]
        shares = [part / sum(parts) for part in parts]
        rows.append([sum(s * e for s, e in zip(shares, column, strict=True)) for column in E.T])
    return np.array(rows)


def test_each_word_becomes_the_average_that_plain_loops_give():
    E = np.random.default_rng(3).normal(size=(5, 3))
    np.testing.assert_allclose(similarity_average_steps(E).Z, by_loops(E), rtol=1e-12)


def test_it_is_attention_of_a_sentence_to_itself_without_scale_and_weights():
    E = np.random.default_rng(4).normal(size=(2, 4, 3))
    S, A, Z = similarity_average_steps(E)
    plain = attention_steps(E, E, E, scale=1.0)
    np.testing.assert_array_equal(S, plain.S)
    np.testing.assert_array_equal(A, plain.A)
    np.testing.assert_array_equal(Z, plain.Z_heads)


def test_one_word_alone_is_refused():
    with pytest.raises(ValueError, match="E has shape"):
        similarity_average_steps(np.ones(3))
