import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import (
    attention,
    attention_steps,
    causal_mask,
    concat_heads,
    cross_attention,
    multi_head_attention,
    multi_head_attention_steps,
    naive_softmax,
    self_attention,
    split_heads,
)

from . import loops
from .cases import assert_close, examples, few, heads, matrices, normal, seeds


@st.composite
def queries_keys_values(draw):
    t, s, d_k, d_v = (draw(few) for _ in range(4))
    mask = np.random.default_rng(draw(seeds)).random((t, s)) < 0.6
    return draw(matrices((t, d_k))), draw(matrices((s, d_k))), draw(matrices((s, d_v))), mask


def projections(h=2, d_model=4, d_k=3, d_v=2, seed=0):
    rng = np.random.default_rng(seed)
    W_Q, W_K = normal(rng, h, d_model, d_k), normal(rng, h, d_model, d_k)
    return W_Q, W_K, normal(rng, h, d_model, d_v), normal(rng, h * d_v, d_model)


def test_attention_by_hand_with_one_query_and_two_keys():
    Q, K, V = np.array([[2.0]]), np.array([[0.0], [math.log(3) / 2]]), np.array([[8.0], [4.0]])
    steps = attention_steps(Q, K, V)
    assert_close(steps.S, [[0.0, math.log(3)]])
    assert_close(steps.A, [[0.25, 0.75]])
    assert_close(steps.Z_heads, [[0.25 * 8 + 0.75 * 4]])


def test_scores_are_divided_by_the_root_of_d_k_not_of_d_v():
    steps = attention_steps(np.ones((1, 4)), np.ones((1, 4)), np.ones((1, 9)))
    assert steps.S.tolist() == [[4.0]]
    assert steps.S_scaled.tolist() == [[2.0]]


def test_the_divide_by_30_hack_is_a_scale():
    steps = attention_steps(np.array([[60.0]]), np.array([[1.0]]), np.ones((1, 1)), scale=30)
    assert steps.S_scaled.tolist() == [[2.0]]


def test_masked_scores_are_minus_infinity_and_the_raw_ones_stay():
    mask = np.array([[True, False]])
    steps = attention_steps(np.ones((1, 1)), np.ones((2, 1)), np.ones((2, 1)), mask)
    assert steps.S.tolist() == [[1.0, 1.0]]
    assert steps.S_masked.tolist() == [[1.0, -np.inf]]
    assert steps.A.tolist() == [[1.0, 0.0]]


def test_equal_keys_share_the_attention_and_average_the_values():
    K, V = np.ones((4, 3)), np.array([[1.0], [2.0], [3.0], [6.0]])
    assert_close(attention(np.array([[5.0, -2.0, 1.0]]), K, V), [[3.0]])


@examples
@given(queries_keys_values())
def test_attention_is_what_plain_loops_give(case):
    Q, K, V, _ = case
    assert_close(attention(Q, K, V), loops.attention(Q.tolist(), K.tolist(), V.tolist()))


@examples
@given(queries_keys_values())
def test_masked_attention_is_what_plain_loops_give(case):
    Q, K, V, mask = case
    expected = loops.attention(Q.tolist(), K.tolist(), V.tolist(), mask.tolist())
    assert_close(attention(Q, K, V, mask), expected)


@examples
@given(queries_keys_values(), st.floats(0.5, 40))
def test_attention_with_a_scale_of_ones_own_is_what_plain_loops_give(case, scale):
    Q, K, V, mask = case
    expected = loops.attention(Q.tolist(), K.tolist(), V.tolist(), mask.tolist(), scale)
    assert_close(attention(Q, K, V, mask, scale), expected)


@examples
@given(queries_keys_values())
def test_rows_of_A_sum_to_one_or_to_zero_when_fully_masked(case):
    Q, K, V, mask = case
    A = attention_steps(Q, K, V, mask).A
    assert_close(A.sum(axis=-1), np.where(mask.any(axis=-1), 1.0, 0.0))
    assert (A[~mask] == 0).all()


@examples
@given(queries_keys_values())
def test_each_output_lies_between_the_smallest_and_largest_value(case):
    Q, K, V, _ = case
    Z = attention(Q, K, V)
    assert_close(np.clip(Z, V.min(axis=0), V.max(axis=0)), Z)


@examples
@given(queries_keys_values(), seeds)
def test_the_order_of_keys_and_values_does_not_matter(case, seed):
    Q, K, V, mask = case
    order = np.random.default_rng(seed).permutation(len(K))
    assert_close(
        attention(Q, K[order], V[order], mask[:, order]), attention(Q, K, V, mask), rtol=1e-11
    )


@examples
@given(queries_keys_values())
def test_a_mask_that_hides_nothing_changes_nothing(case):
    Q, K, V, mask = case
    assert np.array_equal(attention(Q, K, V, np.ones_like(mask)), attention(Q, K, V))


@examples
@given(queries_keys_values())
def test_masking_a_key_is_the_same_as_leaving_it_out(case):
    Q, K, V, _ = case
    K, V = np.concatenate([K, K[:1] + 1]), np.concatenate([V, V[:1] - 1])
    mask = np.arange(len(K))[None] < len(K) - 1
    assert_close(attention(Q, K, V, mask), attention(Q, K[:-1], V[:-1]))


def test_a_query_that_may_see_nothing_gets_zeros():
    mask = np.array([[False, False], [True, True]])
    Z = attention(np.ones((2, 3)), np.ones((2, 3)), np.full((2, 2), 7.0), mask)
    assert Z.tolist() == [[0.0, 0.0], [7.0, 7.0]]


def test_one_token_attends_to_itself_alone():
    Z = attention(np.array([[3.0]]), np.array([[-5.0]]), np.array([[1.0, 2.0]]))
    assert Z.tolist() == [[1.0, 2.0]]


def test_nan_in_a_query_stays_in_its_row():
    Q = np.array([[np.nan, 1.0], [1.0, 1.0]])
    Z = attention(Q, np.ones((3, 2)), np.ones((3, 2)))
    assert np.isnan(Z[0]).all()
    assert_close(Z[1], [1.0, 1.0])


def test_nan_in_a_key_reaches_only_the_rows_that_may_see_it():
    K = np.array([[1.0], [np.nan]])
    Z = attention(np.ones((2, 1)), K, np.ones((2, 1)), causal_mask(2))
    assert_close(Z[0], [1.0])
    assert np.isnan(Z[1]).all()


def test_nan_in_a_value_reaches_all_rows_even_those_that_may_not_see_it():
    V = np.array([[1.0], [np.nan]])
    assert np.isnan(attention(np.ones((2, 1)), np.ones((2, 1)), V, causal_mask(2))).all()


def test_scores_that_overflow_give_nan_and_not_a_wrong_number():
    with np.errstate(over="ignore", invalid="ignore"):
        Z = attention(np.full((1, 2), 1e200), np.full((2, 2), 1e200), np.ones((2, 1)))
    assert np.isnan(Z).all()


@examples
@given(heads())
def test_multi_head_attention_is_what_plain_loops_give(case):
    lists = {name: array.tolist() for name, array in case.items() if name != "mask"}
    arrays = {name: array for name, array in case.items() if name != "mask"}
    assert_close(multi_head_attention(**arrays), loops.multi_head_attention(**lists))


@examples
@given(heads())
def test_masked_multi_head_attention_is_what_plain_loops_give(case):
    lists = {name: array.tolist() for name, array in case.items()}
    assert_close(multi_head_attention(**case), loops.multi_head_attention(**lists))


@examples
@given(heads())
def test_each_head_of_many_is_attention_of_its_own_projections(case):
    steps = multi_head_attention_steps(**case)
    for head in range(len(case["W_Q"])):
        Q = case["X"] @ case["W_Q"][head]
        K = case["memory"] @ case["W_K"][head]
        V = case["memory"] @ case["W_V"][head]
        alone = attention_steps(Q, K, V, case["mask"])
        for name in alone._fields:
            many, one = getattr(steps, name)[head], getattr(alone, name)
            assert np.array_equal(np.isinf(many), np.isinf(one))
            assert_close(np.nan_to_num(many, neginf=0), np.nan_to_num(one, neginf=0))


@examples
@given(heads(), seeds)
def test_self_attention_without_positions_only_swaps_when_tokens_swap(case, seed):
    X = case["X"]
    order = np.random.default_rng(seed).permutation(len(X))
    weights = [case[name] for name in ("W_Q", "W_K", "W_V", "W_O")]
    assert_close(self_attention(X[order], *weights), self_attention(X, *weights)[order], 1e-11)


@examples
@given(heads(), seeds)
def test_the_order_of_the_heads_does_not_matter_if_W_O_follows(case, seed):
    order = np.random.default_rng(seed).permutation(len(case["W_Q"]))
    h, _, d_v = case["W_V"].shape
    rows = case["W_O"].reshape(h, d_v, -1)[order].reshape(h * d_v, -1)
    swapped = {name: case[name][order] for name in ("W_Q", "W_K", "W_V")}
    assert_close(
        multi_head_attention(**{**case, **swapped, "W_O": rows}), multi_head_attention(**case)
    )


@examples
@given(heads())
def test_tokens_after_a_causal_row_change_nothing_in_it(case):
    X, weights = case["X"], [case[name] for name in ("W_Q", "W_K", "W_V", "W_O")]
    before = self_attention(X, *weights, mask=causal_mask(len(X)))
    for last in range(len(X)):
        changed = np.where(np.arange(len(X))[:, None] > last, 100.0, X)
        after = self_attention(changed, *weights, mask=causal_mask(len(X)))
        assert np.array_equal(after[: last + 1], before[: last + 1])


def test_batch_and_heads_both_2_equal_a_loop_over_batch_and_heads():
    rng = np.random.default_rng(1)
    Q, K, V = normal(rng, 2, 2, 3, 4), normal(rng, 2, 2, 5, 4), normal(rng, 2, 2, 5, 6)
    mask = rng.random((2, 2, 3, 5)) < 0.6
    Z = attention(Q, K, V, mask)
    for batch in range(2):
        for head in range(2):
            here = batch, head
            assert_close(Z[here], attention(Q[here], K[here], V[here], mask[here]))


def test_multi_head_batch_of_2_with_2_heads_equals_a_loop_over_both():
    rng = np.random.default_rng(2)
    X, memory, mask = normal(rng, 2, 3, 4), normal(rng, 2, 5, 4), rng.random((2, 3, 5)) < 0.6
    W_Q, W_K, W_V, W_O = projections()
    Z = multi_head_attention(X, memory, W_Q, W_K, W_V, W_O, mask)
    for batch in range(2):
        found = [
            attention(
                X[batch] @ W_Q[h], memory[batch] @ W_K[h], memory[batch] @ W_V[h], mask[batch]
            )
            for h in range(2)
        ]
        assert_close(Z[batch], np.concatenate(found, axis=-1) @ W_O)


def test_one_mask_serves_the_whole_batch():
    rng = np.random.default_rng(3)
    X, mask = normal(rng, 2, 3, 4), causal_mask(3)
    both = self_attention(X, *projections(), mask=mask)
    assert_close(both, [self_attention(x, *projections(), mask=mask) for x in X])


def test_one_head_without_projection_is_plain_attention():
    X = normal(np.random.default_rng(4), 3, 4)
    one = np.eye(4)[None]
    assert_close(self_attention(X, one, one, one, np.eye(4)), attention(X, X, X))


def test_the_sizes_of_heads_need_not_divide_d_model():
    X = np.ones((2, 4))
    steps = multi_head_attention_steps(X, X, *projections(h=2, d_k=3, d_v=3))
    assert steps.Q.shape == (2, 2, 3)
    assert steps.Z_concat.shape == (2, 6)
    assert steps.Z.shape == (2, 4)


def test_rank_of_the_scores_is_at_most_d_k():
    rng = np.random.default_rng(5)
    S = attention_steps(normal(rng, 6, 2), normal(rng, 6, 2), normal(rng, 6, 2)).S
    assert np.linalg.matrix_rank(S) == 2


def test_cross_attention_takes_queries_from_the_decoder_and_the_rest_from_memory():
    rng = np.random.default_rng(6)
    Y, memory = normal(rng, 3, 4), normal(rng, 5, 4)
    weights = projections()
    assert np.array_equal(
        cross_attention(Y, memory, *weights), multi_head_attention(Y, memory, *weights)
    )
    assert multi_head_attention_steps(Y, memory, *weights).A.shape == (2, 3, 5)


def test_identical_rows_of_memory_share_the_attention_equally():
    memory = np.tile([1.0, -2.0, 0.5, 3.0], (2, 1))
    A = multi_head_attention_steps(np.ones((3, 4)), memory, *projections()).A
    assert_close(A, np.full((2, 3, 2), 0.5))


def test_split_and_concat_put_head_after_head():
    X, W = np.array([[1.0, 2.0]]), np.array([[[1.0], [0.0]], [[0.0], [10.0]]])
    assert split_heads(X, W).tolist() == [[[1.0]], [[20.0]]]
    assert concat_heads(split_heads(X, W)).tolist() == [[1.0, 20.0]]


def test_concat_keeps_batches_apart():
    Z_heads = np.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5)
    expected = [np.concatenate(list(one), axis=-1) for one in Z_heads]
    assert np.array_equal(concat_heads(Z_heads), expected)


@pytest.mark.parametrize(
    ("Q", "K", "V", "mask", "parts"),
    [
        ((2, 3), (2, 4), (2, 3), None, [r"Q has shape \(2, 3\)", "3 ≠ 4", "W_Q and W_K"]),
        ((2, 3), (5, 3), (4, 3), None, [r"V has shape \(4, 3\)", "5 ≠ 4", "same tokens"]),
        ((3,), (2, 3), (2, 3), None, [r"Q has shape \(3,\)", "at least 2", r"Q\[None\]"]),
        ((2, 3), (3,), (2, 3), None, [r"K has shape \(3,\)", r"\(\.\.\., s, d_k\)"]),
        ((2, 3), (2, 3), (3,), None, [r"V has shape \(3,\)", r"\(\.\.\., s, d_v\)"]),
        ((2, 3), (5, 3), (5, 3), (5, 2), [r"mask has shape \(5, 2\)", "2 × 5", "that shape"]),
        ((2, 3), (5, 3), (5, 3), (2, 2), [r"mask has shape \(2, 2\)", "2 × 5"]),
        ((2, 3), (5, 3), (5, 3), (5,), [r"mask has shape \(5,\)", "2 × 5"]),
    ],
)
def test_attention_refuses_shapes_that_do_not_fit(Q, K, V, mask, parts):
    mask = None if mask is None else np.ones(mask, dtype=bool)
    with pytest.raises(ValueError, match=".*".join(parts)):
        attention(np.ones(Q), np.ones(K), np.ones(V), mask)


@pytest.mark.parametrize("dtype", [float, int, np.float32, np.uint8])
def test_a_mask_of_numbers_is_refused_because_nobody_knows_what_a_0_means(dtype):
    X, mask = np.ones((2, 4)), np.tri(2, dtype=dtype)
    message = rf"mask holds {np.dtype(dtype)} numbers.*True where attention is allowed.*mask == 0"
    with pytest.raises(ValueError, match=message):
        attention(X, X, X, mask)
    with pytest.raises(ValueError, match=message):
        self_attention(X, *projections(), mask=mask)


def test_an_additive_mask_of_zeros_and_minus_infinities_is_refused():
    added = np.where(causal_mask(2), 0.0, -np.inf)
    with pytest.raises(ValueError, match=r"mask holds float64 numbers.*mask == 0"):
        attention(np.ones((2, 1)), np.ones((2, 1)), np.ones((2, 1)), added)
    assert attention(np.ones((2, 1)), np.ones((2, 1)), np.ones((2, 1)), added == 0).shape == (2, 1)


def test_the_weights_are_what_weigh_makes_of_the_masked_scores():
    asked = []

    def first_of_all(S):
        asked.append(S)
        return np.where(np.arange(S.shape[-1]) == 0, np.ones(S.shape), 0.0)

    Q, K, V = np.ones((2, 1)), np.array([[1.0], [2.0]]), np.array([[10.0], [20.0]])
    steps = attention_steps(Q, K, V, causal_mask(2), weigh=first_of_all)
    assert np.array_equal(asked[0], steps.S_masked)
    assert steps.A.tolist() == [[1, 0], [1, 0]]
    assert steps.Z_heads.tolist() == [[10], [10]]
    assert attention(Q, K, V, weigh=first_of_all).tolist() == [[10], [10]]


@examples
@given(heads())
def test_the_naive_softmax_weighs_like_the_stable_one_where_each_row_sees_something(case):
    mask = case["mask"] | (np.arange(len(case["memory"])) == 0)
    naive = multi_head_attention_steps(**{**case, "mask": mask}, weigh=naive_softmax)
    stable = multi_head_attention_steps(**{**case, "mask": mask})
    assert_close(naive.A, stable.A)
    assert_close(naive.Z, stable.Z, rtol=1e-11)


def test_the_naive_softmax_fails_on_large_scores_and_on_rows_that_see_nothing():
    Q, nothing = np.array([[40.0]]), np.array([[False, False]])
    with np.errstate(over="ignore", invalid="ignore"):
        assert np.isnan(attention(Q, np.full((2, 1), 40.0), np.ones((2, 1)), weigh=naive_softmax))
        assert np.isnan(attention(Q, Q.repeat(2, 0), Q.repeat(2, 0), nothing, None, naive_softmax))
    assert attention(Q, np.full((2, 1), 40.0), np.ones((2, 1))).tolist() == [[1.0]]


def test_attention_over_no_tokens_at_all_is_refused():
    with pytest.raises(ValueError, match=r"\(2, 0\).*rows are empty"):
        attention(np.ones((2, 3)), np.ones((0, 3)), np.ones((0, 3)))


@pytest.mark.parametrize(
    ("name", "shape", "parts"),
    [
        ("X", (4,), [r"X has shape \(4,\)", "at least 2", r"X\[None\]"]),
        ("X", (3, 5), [r"X has shape \(3, 5\)", r"W_Q has shape \(2, 4, 3\)", "d_model", "Change"]),
        ("memory", (4,), [r"memory has shape \(4,\)", r"\(\.\.\., s, d_model\)"]),
        ("memory", (3, 5), [r"memory has shape \(3, 5\)", "W_K", "must be equal"]),
        ("W_Q", (4, 3), [r"W_Q has shape \(4, 3\)", r"\(h, d_model, d\)", r"W_Q\[None\]"]),
        ("W_Q", (2, 5, 3), [r"X has shape \(3, 4\)", r"W_Q has shape \(2, 5, 3\)"]),
        ("W_Q", (3, 4, 3), ["number of heads differs", "'W_Q': 3", "same first axis"]),
        ("W_Q", (2, 4, 5), ["query and a key", "5 ≠ 3", "W_Q and W_K"]),
        ("W_K", (2, 5, 3), [r"memory has shape \(6, 4\)", r"W_K has shape \(2, 5, 3\)"]),
        ("W_K", (1, 4, 3), ["number of heads differs", "'W_K': 1"]),
        ("W_V", (2, 5, 2), [r"memory has shape \(6, 4\)", r"W_V has shape \(2, 5, 2\)"]),
        ("W_V", (2, 4, 3), ["W_O has 4 rows", "2 heads × 3 values = 6", "that many rows"]),
        ("W_O", (5, 4), ["W_O has 5 rows", "2 heads × 2 values = 4", "that many rows"]),
        ("W_O", (4,), [r"W_O has shape \(4,\)", "at least 2"]),
        ("mask", (6,), [r"mask has shape \(6,\)", r"\(\.\.\., t, s\)", r"mask\[None\]"]),
        ("mask", (6, 3), [r"mask has shape", "3 × 6"]),
    ],
)
def test_multi_head_attention_refuses_shapes_that_do_not_fit(name, shape, parts):
    W_Q, W_K, W_V, W_O = projections()
    case = {"X": np.ones((3, 4)), "memory": np.ones((6, 4)), "mask": np.ones((3, 6), dtype=bool)}
    case |= {"W_Q": W_Q, "W_K": W_K, "W_V": W_V, "W_O": W_O}
    case |= {name: np.ones(shape, dtype=case[name].dtype)}
    with pytest.raises(ValueError, match=".*".join(parts)):
        multi_head_attention(**case)


@pytest.mark.parametrize(
    ("X", "W", "message"),
    [
        ((4,), (2, 4, 3), r"X has shape \(4,\).*at least 2"),
        ((5, 4), (4, 3), r"W has shape \(4, 3\).*at least 3"),
        ((5, 4), (2, 5, 3), r"X has shape \(5, 4\) and W has shape \(2, 5, 3\)"),
    ],
)
def test_split_heads_refuses_shapes_that_do_not_fit(X, W, message):
    with pytest.raises(ValueError, match=message):
        split_heads(np.ones(X), np.ones(W))


def test_concat_heads_refuses_a_matrix():
    with pytest.raises(ValueError, match=r"Z_heads has shape \(2, 3\).*\(\.\.\., h, t, d_v\)"):
        concat_heads(np.ones((2, 3)))


@pytest.mark.parametrize(
    ("scale", "says"),
    [
        ("a", "scale is 'a'; expected a number"),
        ([1, 2], r"scale is \[1, 2\]; expected a number, or an array"),
        (1j, "scale is 1j; expected a number"),
        (np.array("a"), "scale holds values of type <U1"),
        (np.array([1j]), "scale holds values of type complex128"),
    ],
)
def test_a_scale_that_is_no_number_is_refused_by_its_name(scale, says):
    with pytest.raises(ValueError, match=says):
        attention_steps(np.eye(2), np.eye(2), np.eye(2), scale=scale)
