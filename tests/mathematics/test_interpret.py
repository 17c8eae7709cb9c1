"""Switching off, other weights, rollout and the logit lens, each beside something independent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import (
    EXAMPLE,
    LanguageModel,
    concat_heads,
    embed_sentence,
    keep_heads,
    logit_lens,
    multi_head_attention_steps,
    next_words,
    next_words_steps,
    orthogonal_part,
    other_weights,
    random_encoder_block,
    rollout,
    softmax,
    split_heads,
    without_heads,
)
from helpers.mathematics.attention import attention
from helpers.training import toy

from .cases import assert_close, examples, matrices, normal, seeds


def attention_case(rng, h=3):
    X, W_Q, W_K, W_V = normal(rng, 4, 5), *(normal(rng, h, 5, 2) for _ in range(3))
    return X, W_Q, W_K, W_V, normal(rng, h * 2, 5)


@pytest.mark.parametrize("off", [0, 1, 2])
def test_a_head_switched_off_adds_nothing(off):
    X, W_Q, W_K, W_V, W_O = attention_case(np.random.default_rng(0))
    kept = (np.arange(3) != off).astype(float)
    Z = multi_head_attention_steps(X, X, W_Q, W_K, W_V, keep_heads(W_O, kept)).Z
    Z_heads = multi_head_attention_steps(X, X, W_Q, W_K, W_V, W_O).Z_heads
    silent = Z_heads * kept[:, None, None]
    assert_close(Z, concat_heads(silent) @ W_O)


def test_all_heads_kept_changes_nothing_and_none_leaves_zeros():
    W_O = normal(np.random.default_rng(1), 6, 5)
    assert np.array_equal(keep_heads(W_O, np.ones(3)), W_O)
    assert not keep_heads(W_O, np.zeros(3)).any()


@pytest.mark.parametrize("kept", [np.ones(4), np.ones(0)])
def test_heads_that_cannot_share_the_rows_are_refused(kept):
    with pytest.raises(ValueError, match="6 rows"):
        keep_heads(np.ones((6, 5)), kept)


def model(n_layers=2):
    rng = np.random.default_rng(2)
    blocks = tuple(random_encoder_block(rng, EXAMPLE) for _ in range(n_layers))
    return LanguageModel(normal(rng, 6, 4), blocks)


def test_a_model_without_any_head_cannot_see_other_words():
    deaf = without_heads(model(), np.zeros((2, 2)))
    first, other = (next_words(np.array(ids), deaf)[-1] for ids in ([0, 1, 2], [4, 5, 2]))
    assert_close(first, other)
    heard, else_heard = (next_words(np.array(ids), model())[-1] for ids in ([0, 1, 2], [4, 5, 2]))
    assert np.abs(heard - else_heard).max() > 1e-3


def test_each_block_needs_a_row_of_switches():
    with pytest.raises(ValueError, match="3 rows, but the model has 2 blocks"):
        without_heads(model(), np.ones((3, 2)))


@examples
@given(seeds, st.integers(1, 4), st.integers(0, 4))
def test_what_is_left_gives_zero_with_every_column(seed, n, extra):
    rng = np.random.default_rng(seed)
    columns, wish = normal(rng, n + extra, n), normal(rng, n + extra)
    left = orthogonal_part(wish, columns)
    assert np.abs(left @ columns).max() < 1e-12
    nearest = wish - columns @ np.linalg.lstsq(columns, wish, rcond=None)[0]
    assert np.abs(left - nearest).max() < 1e-8


def test_a_column_that_repeats_another_is_left_out():
    column = np.array([[1.0], [2.0], [3.0]])
    wish = np.array([1.0, 0.0, 0.0])
    twice = orthogonal_part(wish, np.concatenate([column, 2 * column, 0 * column], axis=-1))
    assert_close(twice, orthogonal_part(wish, column))


@pytest.mark.parametrize("size", [1e-300, 1e-9, 1e9, 1e300])
def test_the_size_of_the_values_does_not_matter(size):
    rng = np.random.default_rng(5)
    A, V, wish = softmax(normal(rng, 6)), normal(rng, 6, 3), normal(rng, 6)
    assert_close(other_weights(A, size * V, wish, 1.0), other_weights(A, V, wish, 1.0), rtol=1e-9)


@examples
@given(seeds, st.integers(1, 4), st.integers(2, 5), st.floats(0, 1))
def test_other_weights_are_weights_and_find_the_same(seed, d_v, more, how_far):
    rng = np.random.default_rng(seed)
    A, V = softmax(normal(rng, d_v + more)), normal(rng, d_v + more, d_v)
    A_other = other_weights(A, V, normal(rng, d_v + more), how_far)
    assert (A_other >= 0).all()
    assert abs(A_other.sum() - 1) < 1e-9
    assert np.abs(A_other @ V - A @ V).max() < 1e-9


def test_at_the_end_some_weight_is_zero_and_the_others_have_moved():
    rng = np.random.default_rng(3)
    A, V = softmax(normal(rng, 6)), normal(rng, 6, 3)
    A_other = other_weights(A, V, -np.eye(6)[A.argmax()], 1.0)
    assert A_other.min() < 1e-12
    assert np.abs(A_other - A).sum() > 0.01


@pytest.mark.parametrize("s", [1, 2, 3, 4])
def test_without_room_the_weights_stay(s):
    rng = np.random.default_rng(4)
    A, V = softmax(normal(rng, s)), normal(rng, s, 3)
    assert_close(other_weights(A, V, normal(rng, s), 1.0), A, rtol=1e-9)


def test_the_trained_toy_has_other_weights_that_drop_its_favourite_word():
    weights = toy.trained().blocks.encoder[0].attention
    ids = toy.VOCABULARY.encode(["hello", "hello", "world", "world", "hello", "world"])
    X = embed_sentence(ids, toy.trained().W_E)
    Q, K, V = (split_heads(X, W)[0] for W in weights[:3])
    A = softmax(Q @ K.T / np.sqrt(3))[0]
    other = other_weights(A, V, -np.eye(6)[A.argmax()], 1.0)
    assert other[A.argmax()] < 1e-12
    assert_close(other @ V, attention(Q, K, V)[0], rtol=1e-9)


def test_weights_and_values_of_different_length_are_refused():
    with pytest.raises(ValueError, match="one entry a token"):
        other_weights(np.ones(3) / 3, np.ones((4, 2)), np.zeros(3), 1.0)


@examples
@given(seeds, st.integers(1, 3), st.integers(1, 3), st.integers(1, 4))
def test_rollout_counts_all_paths_through_the_layers(seed, n_layers, h, t):
    A = softmax(normal(np.random.default_rng(seed), n_layers, h, t, t))
    R = np.zeros((t, t))

    def walk(layer, start, at, share):
        if layer < 0:
            R[start, at] += share
            return
        for to in range(t):
            here = (A[layer, :, at, to].mean() + (at == to)) / 2
            walk(layer - 1, start, to, share * here)

    for start in range(t):
        walk(n_layers - 1, start, start, 1.0)
    assert_close(rollout(A), R)
    assert_close(rollout(A).sum(axis=-1), np.ones(t))


def test_rollout_under_a_causal_mask_sees_no_future():
    A = next_words_steps(np.array([0, 1, 2, 3]), model()).A
    assert not np.triu(rollout(A), k=1).any()


@pytest.mark.parametrize("shape", [(2, 3, 3), (0, 1, 3, 3), (1, 1, 3, 2)])
def test_rollout_refuses_other_shapes(shape):
    with pytest.raises(ValueError, match="n_layers, h, t, t"):
        rollout(np.ones(shape))


def test_the_lens_at_the_last_block_is_the_model():
    steps = next_words_steps(np.array([0, 3, 2]), model())
    assert_close(logit_lens(steps.states, model().W_E.T)[-1], steps.probs)


@examples
@given(matrices((3, 2, 4)))
def test_each_reading_of_the_lens_sums_to_one(states):
    assert_close(logit_lens(states, np.eye(4)).sum(axis=-1), np.ones((3, 2)))


def test_shapes_that_do_not_fit_a_model_are_refused():
    with pytest.raises(ValueError, match=r"W_O has shape \(2, 6, 4\); expected one matrix"):
        keep_heads(np.ones((2, 6, 4)), np.ones(2))
    model = LanguageModel(np.eye(4), (random_encoder_block(np.random.default_rng(0), EXAMPLE),))
    with pytest.raises(ValueError, match=r"kept has shape \(2,\).*n_layers, h"):
        without_heads(model, np.ones(2))
    with pytest.raises(ValueError, match="are both d_model"):
        logit_lens(np.ones((2, 1, 3)), np.eye(2))
