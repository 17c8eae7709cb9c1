import math

import numpy as np
import pytest

from helpers import example, split_heads
from helpers.chapters.heads import plots as heads


@pytest.fixture(scope="module")
def ranks():
    return heads.score_ranks(example.W_E, example.W_Q[1], example.W_K[1], example.vocabulary.tokens)


def test_each_panel_holds_the_scores_of_the_head_cut_to_that_width(ranks):
    for d_k, S in zip(ranks.data["d_k"], ranks.data["S"], strict=True):
        for t, asking in enumerate(example.W_E):
            for j, answering in enumerate(example.W_E):
                q = [math.fsum(asking * example.W_Q[1][:, n]) for n in range(d_k)]
                k = [math.fsum(answering * example.W_K[1][:, n]) for n in range(d_k)]
                score = math.fsum(a * b for a, b in zip(q, k, strict=True))
                assert S[t, j] == pytest.approx(score, abs=1e-12)


def test_the_widest_panel_is_the_whole_head(ranks):
    Q, K = (split_heads(example.W_E, W)[1] for W in (example.W_Q, example.W_K))
    np.testing.assert_allclose(ranks.data["S"][-1], Q @ K.T, atol=1e-12)


def test_the_rank_of_the_scores_is_at_most_the_width(ranks):
    for d_k, S, rank in zip(*(ranks.data[name] for name in ("d_k", "S", "rank")), strict=True):
        singular = np.sqrt(np.abs(np.linalg.eigvalsh(S.T @ S)))
        assert rank == (singular > 1e-6 * singular.max()).sum() <= d_k


def test_what_is_drawn_is_how_many_scores_of_the_row_are_lower(ranks):
    S, place = ranks.data["S"], ranks.data["place"]
    np.testing.assert_array_equal(place, (S[..., None, :] < S[..., :, None]).sum(axis=-1))


def test_a_head_of_width_one_knows_one_ranking_and_its_reverse(ranks):
    S = ranks.data["S"][0]
    rankings = {tuple(sorted(range(len(row)), key=row.__getitem__)) for row in S}
    assert len(rankings) == ranks.data["orders"][0] == 2
    one, other = rankings
    assert one == other[::-1]


def test_wider_heads_know_more_rankings(ranks):
    counted = [len({tuple(sorted(range(len(row)), key=row.__getitem__)) for row in S})
               for S in ranks.data["S"]]  # fmt: skip
    assert list(ranks.data["orders"]) == counted == sorted(counted)


def test_the_picture_is_the_same_each_time(ranks):
    again = heads.score_ranks(
        example.W_E, example.W_Q[1], example.W_K[1], example.vocabulary.tokens
    )
    assert again._repr_png_() == ranks._repr_png_()


def test_in_the_opening_one_head_finds_the_word_before_and_the_other_the_noun():
    first, second = heads.two_heads().data["A"]
    the, red, car = range(3)
    assert min(first[red, the], first[car, red]) > 0.9
    assert min(second[the, car], second[red, car]) > 0.8
    assert second[car, red] > 0.8
    assert np.allclose([first.sum(axis=-1), second.sum(axis=-1)], 1)
