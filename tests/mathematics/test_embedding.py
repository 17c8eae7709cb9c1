import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import bag_of_words, cosine_similarity, embed, one_hot

from . import loops
from .cases import assert_close, examples, matrices

sentences = st.lists(st.integers(0, 6), min_size=1, max_size=8)
pairs_of_vectors = st.integers(1, 6).flatmap(lambda d: st.tuples(matrices(d), matrices(d)))


@examples
@given(sentences)
def test_one_hot_has_a_one_in_the_tokens_own_column_and_zeros_elsewhere(ids):
    expected = [[1.0 if column == i else 0.0 for column in range(7)] for i in ids]
    assert one_hot(np.array(ids), 7).tolist() == expected


@examples
@given(sentences)
def test_bag_of_words_counts_each_token(ids):
    assert bag_of_words(np.array(ids), 7).tolist() == [ids.count(i) for i in range(7)]


@examples
@given(sentences)
def test_bag_of_words_loses_the_order(ids):
    forwards, backwards = np.array(ids), np.array(ids[::-1])
    assert np.array_equal(bag_of_words(forwards, 7), bag_of_words(backwards, 7))


@pytest.mark.parametrize("i", [-1, 3, 100])
def test_one_hot_of_a_number_outside_the_vocabulary_is_a_row_of_zeros(i):
    assert one_hot(np.array([i]), 3).tolist() == [[0.0, 0.0, 0.0]]


@examples
@given(sentences, matrices((7, 3)))
def test_looking_up_an_embedding_is_a_product_with_one_hot(ids, W_E):
    assert_close(embed(np.array(ids), W_E), one_hot(np.array(ids), 7) @ W_E)


def test_embed_gives_row_number_id_and_keeps_leading_axes():
    W_E = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert embed(np.array([[1], [0]]), W_E).tolist() == [[[3.0, 4.0]], [[1.0, 2.0]]]


def test_embed_refuses_a_number_beyond_the_last_row():
    with pytest.raises(IndexError, match="index 2 is out of bounds for axis 0 with size 2"):
        embed(np.array([2]), np.eye(2))


@pytest.mark.parametrize("shape", [(4,), (2, 3, 4)])
def test_embed_refuses_a_table_that_is_not_a_matrix(shape):
    with pytest.raises(ValueError, match=r"W_E has shape.*expected a table \(n_vocab, d_model\)"):
        embed(np.array([0]), np.ones(shape))


@examples
@given(pairs_of_vectors)
def test_cosine_similarity_is_what_plain_loops_give(vectors):
    x, y = vectors
    assume(np.linalg.norm(x) > 1e-3)
    assume(np.linalg.norm(y) > 1e-3)
    assert_close(cosine_similarity(x, y), loops.cosine_similarity(x.tolist(), y.tolist()))


@examples
@given(pairs_of_vectors, st.floats(0.1, 10))
def test_the_lengths_of_vectors_do_not_change_their_similarity(vectors, stretch):
    x, y = vectors
    assume(np.linalg.norm(x) > 1e-3)
    assume(np.linalg.norm(y) > 1e-3)
    assert_close(cosine_similarity(stretch * x, y), cosine_similarity(x, y))
    assert_close(cosine_similarity(-x, y), -cosine_similarity(x, y))
    assert_close(cosine_similarity(x, y), cosine_similarity(y, x))


@examples
@given(matrices((3, 4)))
def test_similarity_lies_between_minus_one_and_one_and_is_one_to_oneself(X):
    similarity = cosine_similarity(X[:, None], X[None])
    assert similarity.shape == (3, 3)
    assert (np.abs(similarity) <= 1 + 1e-12).all()
    long_enough = np.linalg.norm(X, axis=-1) > 1e-3
    assert_close(np.diagonal(similarity)[long_enough], np.ones(long_enough.sum()))


def test_right_angles_have_similarity_0_and_opposites_minus_1():
    assert cosine_similarity(np.array([1.0, 0.0]), np.array([0.0, 5.0])) == 0
    assert cosine_similarity(np.array([2.0, 0.0]), np.array([-5.0, 0.0])) == -1


def test_a_vector_of_zeros_has_no_direction_and_similarity_0():
    assert cosine_similarity(np.zeros(3), np.ones(3)) == 0
    assert cosine_similarity(np.zeros(3), np.zeros(3)) == 0


def test_similarity_with_nan_is_nan_and_not_0():
    assert np.isnan(cosine_similarity(np.array([np.nan, 1.0]), np.ones(2)))


def test_similarity_with_infinity_is_nan():
    with np.errstate(invalid="ignore"):
        assert np.isnan(cosine_similarity(np.array([np.inf, 1.0]), np.ones(2)))


def test_cosine_similarity_refuses_vectors_of_different_lengths():
    with pytest.raises(ValueError, match="x has 3 numbers and y has 2: only vectors of the same"):
        cosine_similarity(np.ones(3), np.ones(2))


def test_cosine_similarity_refuses_single_numbers():
    with pytest.raises(ValueError, match=r"x has shape \(\).*\(\.\.\., d_model\)"):
        cosine_similarity(np.float64(1), np.ones(2))
    with pytest.raises(ValueError, match=r"y has shape \(\).*\(\.\.\., d_model\)"):
        cosine_similarity(np.ones(2), np.float64(1))
