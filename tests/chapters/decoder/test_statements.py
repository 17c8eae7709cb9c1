"""What chapter 12 says of the order of temperature and cuts."""

import numpy as np
import pytest

from helpers import softmax, top_k, top_p, with_temperature
from helpers.chapters.decoder.figures import logits_of_SOS

LOGITS = logits_of_SOS()


def warm(p, T):
    """Warm probabilities that have been cut: the tail stays away."""
    with np.errstate(divide="ignore"):
        return softmax(np.log(p) / T)


@pytest.mark.parametrize("T", [0.5, 1, 2, 5])
@pytest.mark.parametrize("k", [1, 3, 7])
def test_for_top_k_the_order_makes_no_difference(T, k):
    warmed_first = top_k(with_temperature(LOGITS, T), k)
    cut_first = warm(top_k(softmax(LOGITS), k), T)
    np.testing.assert_allclose(warmed_first, cut_first, atol=1e-12)


def test_for_top_p_it_does():
    warmed_first = top_p(with_temperature(LOGITS, 2), 0.9)
    cut_first = warm(top_p(softmax(LOGITS), 0.9), 2)
    assert ((warmed_first > 0).sum(), (cut_first > 0).sum()) == (9, 7)
