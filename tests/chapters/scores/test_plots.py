import math

import pytest

from helpers import example
from helpers.chapters.scores import plots as scores


def test_the_opening_mixes_the_values_in_the_shares_of_the_scores():
    data = scores.from_scores_to_mixture().data
    Q, K, columns = example.Q[0], example.K[0], example.V[0].T
    products = [math.fsum(q * k for q, k in zip(Q[0], key, strict=True)) for key in K]
    powers = [math.exp(product / 30) for product in products]
    shares = [power / sum(powers) for power in powers]
    mixed = [math.fsum(a * v for a, v in zip(shares, column, strict=True)) for column in columns]
    assert data["scores"] == pytest.approx(products)
    assert data["shares"] == pytest.approx(shares)
    assert data["mixture"] == pytest.approx(mixed)
