"""Residual connection and layer normalisation (chapter 8).

Shapes: t = tokens, d_model = numbers in one token. Each token is normalised alone.
"""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require, require_ndim
from helpers.mathematics.gradients import require_gradient, rows

EPS = 1e-5


class LayerNormSteps(NamedTuple):
    """The steps of a layer norm: mean, variance, standardised, scaled and shifted."""

    mu: np.ndarray
    var: np.ndarray
    normalized: np.ndarray
    X_norm: np.ndarray


class NormWeights(NamedTuple):
    """Scale and shift of one layer norm, each of shape (d_model,)."""

    gamma: np.ndarray
    beta: np.ndarray


class NormGradient(NamedTuple):
    """Gradients of the tokens and of scale and shift."""

    X: np.ndarray
    weights: NormWeights


class ResidualGradient(NamedTuple):
    """Gradients of what came in and of what the layer found."""

    X: np.ndarray
    F: np.ndarray


def residual(X, F):
    """Add what a layer found to what came in.

    Parameters
    ----------
    X, F : ndarray of shape (..., t, d_model)

    Returns
    -------
    X_sum : ndarray of shape (..., t, d_model)

    Raises
    ------
    ValueError
        If the two shapes differ.

    Examples
    --------
    >>> residual(np.array([[1, 2]]), np.array([[10, 20]]))
    array([[11, 22]])
    """
    require(
        X.shape == F.shape,
        f"The input has shape {X.shape} and the layer gave {F.shape}: a residual connection adds "
        "the two, so a layer must keep the shape of its input.",
    )
    X_sum = X + F
    return X_sum


def residual_backward(dX_sum):
    """Go back through `residual`: a sum hands its gradient on to both, unchanged.

    Parameters
    ----------
    dX_sum : ndarray of shape (..., t, d_model)

    Returns
    -------
    gradient : ResidualGradient
        ``dX = dX_sum`` and ``dF = dX_sum``. That straight way past every layer is why deep
        stacks can learn.

    Examples
    --------
    >>> residual_backward(np.array([7]))
    ResidualGradient(X=array([7]), F=array([7]))
    """
    return ResidualGradient(dX_sum, dX_sum)


def layer_norm_steps(X, gamma, beta, eps=EPS):
    """Normalise each token, and keep every step; see `layer_norm`."""
    _require_norm(X, gamma, beta)
    mu = X.mean(axis=-1, keepdims=True)
    var = X.var(axis=-1, keepdims=True)
    normalized = (X - mu) / np.sqrt(var + eps)
    X_norm = normalized * gamma + beta
    return LayerNormSteps(mu, var, normalized, X_norm)


def layer_norm(X, gamma=1.0, beta=0.0, eps=EPS):
    """Give each token mean 0 and variance 1, then scale and shift it.

    Parameters
    ----------
    X : ndarray of shape (..., d_model)
    gamma, beta : ndarray of shape (d_model,), or a number
        Learned; 1 and 0 leave the normalised token as it is.
    eps : float
        Keeps the root above zero. A token without any variance becomes `beta`.

    Returns
    -------
    X_norm : ndarray of shape (..., d_model)
        Of numbers beyond about 1e154 nothing is left, because their squares overflow.

    Raises
    ------
    ValueError
        If a token has no number, or `gamma` or `beta` not one for each of them.

    Notes
    -----
    Ba, Kiros and Hinton (2016), used in section 3.1 of the paper:
    ``(X − μ) / √(σ² + ε) · γ + β`` with the population variance σ².

    Examples
    --------
    >>> layer_norm(np.array([1.0, 3.0]), eps=0)
    array([-1.,  1.])
    """
    return layer_norm_steps(X, gamma, beta, eps).X_norm


def layer_norm_backward(dX_norm, X, gamma, eps=EPS):
    """Go back through `layer_norm`, X̂ · γ + β with X̂ = (X − μ) / √(σ² + ε).

    Parameters
    ----------
    dX_norm : ndarray of shape (..., d_model)
    X : ndarray of shape (..., d_model)
        What `layer_norm` was given.
    gamma : ndarray of shape (d_model,)
    eps : float

    Returns
    -------
    gradient : NormGradient
        ``dγ = Σ dX_norm · X̂`` and ``dβ = Σ dX_norm`` over all tokens; with ``g = dX_norm · γ``,
        ``dX = (g − mean(g) − X̂ · mean(g · X̂)) / √(σ² + ε)``: the two means are there because
        each number also moves μ and σ of its token.

    Raises
    ------
    ValueError
        If `dX_norm` has not the shape of `X`.

    Examples
    --------
    >>> gradient = layer_norm_backward(np.array([1.0, 5.0]), np.array([1.0, 3.0]), np.ones(2), 0)
    >>> gradient.weights.gamma
    array([-1.,  5.])
    >>> gradient.X
    array([0., 0.])
    """
    require_gradient("dX_norm", dX_norm, X.shape)
    _, var, normalized, _ = layer_norm_steps(X, gamma, 0.0, eps)
    dgamma = rows(dX_norm * normalized).sum(axis=0)
    dbeta = rows(dX_norm).sum(axis=0)
    dnormalized = dX_norm * gamma
    through_mu = dnormalized.mean(axis=-1, keepdims=True)
    through_var = normalized * (dnormalized * normalized).mean(axis=-1, keepdims=True)
    dX = (dnormalized - through_mu - through_var) / np.sqrt(var + eps)
    return NormGradient(dX, NormWeights(dgamma, dbeta))


def layer_norm_std_plus_eps(X, gamma=1.0, beta=0.0, eps=EPS):
    """Normalise with ε beside the standard deviation, not inside the root.

    Parameters
    ----------
    X, gamma, beta, eps
        As in `layer_norm`.

    Returns
    -------
    X_norm : ndarray of shape (..., d_model)

    Raises
    ------
    ValueError
        As in `layer_norm`.

    Notes
    -----
    The code of the worked example: ``(X − μ) / (σ + ε)``. It differs visibly from
    `layer_norm` only where the variance is not much larger than ε.

    Examples
    --------
    >>> layer_norm_std_plus_eps(np.array([1.0, 3.0]), eps=0)
    array([-1.,  1.])
    """
    _require_norm(X, gamma, beta)
    mu = X.mean(axis=-1, keepdims=True)
    sigma = X.std(axis=-1, keepdims=True)
    X_norm = (X - mu) / (sigma + eps) * gamma + beta
    return X_norm


def layer_norm_bessel(X, gamma=1.0, beta=0.0, eps=EPS):
    """Normalise with the sample variance, which divides by d_model − 1.

    Parameters
    ----------
    X, gamma, beta, eps
        As in `layer_norm`.

    Returns
    -------
    X_norm : ndarray of shape (..., d_model)

    Raises
    ------
    ValueError
        If a token has only one number; also as in `layer_norm`.

    Notes
    -----
    The form of The Annotated Transformer: ``(X − μ) / (s + ε) · γ + β``.

    Examples
    --------
    >>> layer_norm_bessel(np.array([1.0, 2.0, 3.0]), eps=0)
    array([-1.,  0.,  1.])
    """
    _require_norm(X, gamma, beta)
    require(
        X.shape[-1] > 1,
        f"X has shape {X.shape}: the sample variance divides by d_model − 1 = 0. "
        "Give each token at least two numbers, or use layer_norm.",
    )
    mu = X.mean(axis=-1, keepdims=True)
    s = X.std(axis=-1, keepdims=True, ddof=1)
    X_norm = (X - mu) / (s + eps) * gamma + beta
    return X_norm


def batch_norm(X, gamma=1.0, beta=0.0, eps=EPS):
    """Normalise each column over all tokens; the opposite direction of `layer_norm`.

    Parameters
    ----------
    X : ndarray of shape (n, d_model)
        All tokens of a batch, one below the other.
    gamma, beta, eps
        As in `layer_norm`.

    Returns
    -------
    X_norm : ndarray of shape (n, d_model)
        Each token's result depends on all others; with a single token everything is `beta`.

    Raises
    ------
    ValueError
        If there is no token, or if `gamma` or `beta` do not fit.

    Notes
    -----
    Ioffe and Szegedy (2015), as computed while training.

    Examples
    --------
    >>> batch_norm(np.array([[1.0, 10.0], [3.0, 10.0]]), eps=1e-12)
    array([[-1.,  0.],
           [ 1.,  0.]])
    """
    require_ndim("X", X, 2, "(n, d_model)")
    _require_norm(X, gamma, beta)
    require(X.shape[-2] > 0, f"X has shape {X.shape}: there is no token to take a mean over.")
    mu = X.mean(axis=-2, keepdims=True)
    var = X.var(axis=-2, keepdims=True)
    X_norm = (X - mu) / np.sqrt(var + eps) * gamma + beta
    return X_norm


def tokens_apart(X):
    """Tell how far the first two tokens are from each other, whatever their size.

    Parameters
    ----------
    X : ndarray of shape (..., t, d_model)
        At least two tokens.

    Returns
    -------
    distance : ndarray of shape (...)
        The largest difference of two entries after a layer norm; 0 where two tokens became one.

    Raises
    ------
    ValueError
        If there is only one token.

    Examples
    --------
    >>> round(float(tokens_apart(np.array([[1.0, 2.0], [10.0, 20.0]]))), 4)
    0.0
    >>> round(float(tokens_apart(np.array([[1.0, 2.0], [20.0, 10.0]]))), 4)
    2.0
    """
    require_ndim("X", X, 2, "(..., t, d_model)")
    require(X.shape[-2] > 1, f"X has shape {X.shape}: it takes two tokens to be apart.")
    normalized = layer_norm(X)
    distance = np.abs(normalized[..., 0, :] - normalized[..., 1, :]).max(axis=-1)
    return distance


def _require_norm(X, gamma, beta):
    require_ndim("X", X, 1, "(..., d_model)")
    if X.shape[-1] == 0:
        raise ValueError(f"X has shape {X.shape}: a token needs at least one number.")
    for name, array in (("gamma", gamma), ("beta", beta)):
        shape = getattr(array, "shape", ())
        if shape not in ((), X.shape[-1:]):
            raise ValueError(
                f"{name} has shape {shape}, but a token has {X.shape[-1]} numbers. "
                f"Give {name} one entry for each of them, or a single number."
            )
