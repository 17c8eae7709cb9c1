import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import (
    batch_norm,
    layer_norm,
    layer_norm_bessel,
    layer_norm_std_plus_eps,
    layer_norm_steps,
    residual,
    tokens_apart,
)

from . import loops
from .cases import assert_close, examples, matrices, moderate

VARIANTS = [layer_norm, layer_norm_std_plus_eps, layer_norm_bessel]
ALL = [*VARIANTS, batch_norm]
tokens = st.tuples(st.integers(1, 4), st.integers(2, 6)).flatmap(matrices)


def test_layer_norm_of_1_and_3_is_minus_one_and_one():
    steps = layer_norm_steps(
        np.array([[1.0, 3.0]]), np.array([10.0, 20.0]), np.array([1.0, 2.0]), 0
    )
    assert steps.mu.tolist() == [[2.0]]
    assert steps.var.tolist() == [[1.0]]
    assert steps.normalized.tolist() == [[-1.0, 1.0]]
    assert steps.X_norm.tolist() == [[-9.0, 22.0]]


def test_the_three_variants_differ_where_they_should():
    X, eps = np.array([[1.0, 2.0, 3.0]]), 0.5
    assert_close(layer_norm(X, eps=eps)[0, 2], 1 / np.sqrt(2 / 3 + 0.5))
    assert_close(layer_norm_std_plus_eps(X, eps=eps)[0, 2], 1 / (np.sqrt(2 / 3) + 0.5))
    assert_close(layer_norm_bessel(X, eps=eps)[0, 2], 1 / (1 + 0.5))


@pytest.mark.parametrize("variant", VARIANTS)
def test_layer_norm_is_what_plain_loops_give(variant):
    @examples
    @given(tokens, st.sampled_from([1e-12, 1e-5, 0.1]))
    def check(X, eps):
        gamma, beta = np.linspace(-2, 3, X.shape[-1]), np.linspace(1, -1, X.shape[-1])
        assume((X.std(axis=-1) > 1e-3).all())
        oracle = getattr(loops, variant.__name__)
        expected = oracle(X.tolist(), gamma.tolist(), beta.tolist(), eps)
        assert_close(variant(X, gamma, beta, eps), expected, rtol=1e-11)

    check()


@examples
@given(tokens)
def test_a_normalised_token_has_mean_0_and_variance_1(X):
    assume((X.std(axis=-1) > 1e-3).all())
    normalized = layer_norm(X, eps=0)
    assert_close(normalized.mean(axis=-1), np.zeros(len(X)), rtol=1e-11)
    assert_close(normalized.var(axis=-1), np.ones(len(X)), rtol=1e-11)


@examples
@given(tokens)
def test_epsilon_makes_the_variance_a_little_less_than_1(X):
    var = layer_norm(X).var(axis=-1)
    assert_close(var, X.var(axis=-1) / (X.var(axis=-1) + 1e-5), rtol=1e-11)


@examples
@given(tokens, moderate, st.floats(0.1, 10))
def test_shifting_and_stretching_a_token_does_not_change_its_layer_norm(X, shift, stretch):
    assume((X.std(axis=-1) > 1e-2).all())
    assert_close(layer_norm(X * stretch + shift, eps=0), layer_norm(X, eps=0), rtol=1e-10)


@examples
@given(tokens)
def test_no_token_sees_another_in_layer_norm(X):
    assert_close(layer_norm(X), [layer_norm(x) for x in X])


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_token_without_variance_becomes_beta(variant):
    X, beta = np.full((2, 4), 5.0), np.array([1.0, 2.0, 3.0, 4.0])
    assert variant(X, np.full(4, 7.0), beta).tolist() == [beta.tolist()] * 2


def test_a_token_without_variance_and_without_epsilon_is_nan():
    with np.errstate(invalid="ignore"):
        assert np.isnan(layer_norm(np.full((1, 3), 2.0), eps=0)).all()


def test_a_single_number_is_its_own_mean_and_becomes_beta():
    assert layer_norm(np.array([[7.0]]), beta=np.array([2.0])).tolist() == [[2.0]]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_or_infinity_makes_its_own_token_nan_and_no_other(variant, bad):
    with np.errstate(invalid="ignore"):
        X_norm = variant(np.array([[1.0, bad, 3.0], [1.0, 2.0, 3.0]]))
    assert np.isnan(X_norm[0]).all()
    assert np.isfinite(X_norm[1]).all()


def test_numbers_whose_squares_overflow_are_normalised_to_zero_as_the_formula_says():
    with np.errstate(over="ignore"):  # the variance is infinite; anything finite over it is 0
        assert layer_norm(np.array([1e200, -1e200])).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("variant", ALL)
@pytest.mark.parametrize("name", ["gamma", "beta"])
@pytest.mark.parametrize("shape", [(3,), (2, 4), (4, 1), (1,)])
def test_a_gamma_or_beta_that_does_not_fit_is_refused(variant, name, shape):
    message = rf"{name} has shape \(.*a token has 4 numbers.*one entry for each"
    with pytest.raises(ValueError, match=message):
        variant(np.arange(8.0).reshape(2, 4), **{name: np.ones(shape)})


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_number_or_no_number_instead_of_a_token_is_refused(variant):
    with pytest.raises(ValueError, match=r"X has shape \(\).*\(\.\.\., d_model\)"):
        variant(np.float64(1.0))
    with pytest.raises(ValueError, match=r"X has shape \(2, 0\).*at least one number"):
        variant(np.ones((2, 0)))


def test_the_sample_variance_of_one_number_is_refused():
    with pytest.raises(ValueError, match=r"\(3, 1\).*d_model − 1 = 0.*layer_norm"):
        layer_norm_bessel(np.ones((3, 1)))


def test_batch_norm_goes_down_the_columns_where_layer_norm_goes_along_the_rows():
    X = np.array([[1.0, 10.0, 5.0], [3.0, 30.0, 5.0]])
    assert_close(batch_norm(X, eps=0.1)[:, 2], [0.0, 0.0])
    assert_close(batch_norm(X[:, :2], eps=0), [[-1.0, -1.0], [1.0, 1.0]])
    assert_close(layer_norm(X[:, :2], eps=0), [[-1.0, 1.0], [-1.0, 1.0]])


@examples
@given(tokens, st.sampled_from([1e-12, 1e-5, 0.1]))
def test_batch_norm_is_what_plain_loops_give(X, eps):
    gamma, beta = np.linspace(-2, 3, X.shape[-1]), np.linspace(1, -1, X.shape[-1])
    width = X.std(axis=0)
    assume(((width == 0) | (width > 1e-3)).all())
    expected = loops.batch_norm(X.tolist(), gamma.tolist(), beta.tolist(), eps)
    assert_close(batch_norm(X, gamma, beta, eps), expected, rtol=1e-9)


@examples
@given(tokens)
def test_batch_norm_is_the_layer_norm_of_the_transpose(X):
    assert_close(batch_norm(X), layer_norm(X.T).T)


@examples
@given(tokens)
def test_a_column_after_batch_norm_has_mean_0_and_variance_1(X):
    assume((X.std(axis=0) > 1e-3).all())
    X_norm = batch_norm(X, eps=0)
    assert_close(X_norm.mean(axis=0), np.zeros(X.shape[1]), rtol=1e-11)
    assert_close(X_norm.var(axis=0), np.ones(X.shape[1]), rtol=1e-11)


def test_one_token_changes_all_others_in_batch_norm_and_none_in_layer_norm():
    X = np.array([[1.0, 2.0, 4.0], [0.0, 5.0, 1.0], [3.0, 3.0, -1.0]])
    changed = np.where(np.arange(3)[:, None] == 2, 9.0, X)
    assert np.array_equal(layer_norm(changed)[:2], layer_norm(X)[:2])
    assert (batch_norm(changed)[:2] != batch_norm(X)[:2]).all()


def test_the_only_token_of_a_batch_becomes_beta():
    beta = np.array([1.0, -2.0, 3.0])
    assert batch_norm(np.array([[5.0, 0.0, 1e9]]), np.full(3, 7.0), beta).tolist() == [[1, -2, 3]]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_or_infinity_makes_its_own_column_nan_and_no_other(bad):
    with np.errstate(invalid="ignore"):
        X_norm = batch_norm(np.array([[1.0, bad], [3.0, 2.0]]))
    assert np.isfinite(X_norm[:, 0]).all()
    assert np.isnan(X_norm[:, 1]).all()


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((4,), r"X has shape \(4,\).*\(n, d_model\).*X\[None\]"),
        ((0, 4), r"X has shape \(0, 4\): there is no token"),
        ((3, 0), r"X has shape \(3, 0\).*at least one number"),
    ],
)
def test_a_batch_without_tokens_or_numbers_is_refused(shape, message):
    with pytest.raises(ValueError, match=message):
        batch_norm(np.ones(shape))


@examples
@given(tokens)
def test_residual_is_what_plain_loops_give(X):
    assert_close(residual(X, X * 2 - 1), loops.residual(X.tolist(), (X * 2 - 1).tolist()))


@pytest.mark.parametrize("shape", [(2, 3), (4,), (1, 4), (2, 2, 4)])
def test_residual_refuses_a_layer_that_changed_the_shape(shape):
    with pytest.raises(ValueError, match=r"input has shape \(2, 4\).*keep the shape"):
        residual(np.ones((2, 4)), np.ones(shape))


def test_the_distance_of_two_tokens_does_not_know_their_size():
    X = np.array([[1.0, 2.0, 4.0], [4.0, 2.0, 1.0]])
    np.testing.assert_allclose(tokens_apart(1000 * X), tokens_apart(X), rtol=1e-4)
    assert tokens_apart(np.array([[1.0, 2.0], [10.0, 20.0]])) < 1e-4
    assert tokens_apart(np.stack([X, X[::-1]])).shape == (2,)


def test_only_the_first_two_tokens_are_compared():
    X = np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 2.0]])
    assert tokens_apart(X) == pytest.approx(2, rel=1e-4)


def test_a_single_token_is_not_apart_from_anything():
    with pytest.raises(ValueError, match="two tokens"):
        tokens_apart(np.ones((1, 4)))
