"""How the gradient changes the weights (chapter 14)."""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import has_values, require

BETAS = (0.9, 0.98)
EPS = 1e-9


class Adam(NamedTuple):
    """The steps of Adam: new averages, the averages corrected, the change, new weights."""

    m: np.ndarray
    v: np.ndarray
    m_hat: np.ndarray
    v_hat: np.ndarray
    change: np.ndarray
    theta: np.ndarray


def adam_step(theta, gradient, m, v, step, rate, betas=BETAS, eps=EPS):
    """Move each weight downhill, by about the same distance for all of them.

    Parameters
    ----------
    theta, gradient : ndarray of shape (n,)
        All weights, and how the loss answers to each.
    m, v : ndarray of shape (n,)
        Running averages of the gradient and of its square; zeros before the first step.
    step : float
        Number of this step, counted from 1.
    rate : float
        The learning rate: about how far a weight moves.
    betas : tuple of two float
        How slowly the two averages forget.
    eps : float
        Keeps the division away from zero.

    Returns
    -------
    adam : Adam
        Its `theta`, `m` and `v` are where the next step starts.

    Raises
    ------
    ValueError
        If the shapes differ, or the step is below 1.

    Notes
    -----
    Kingma and Ba (2015), algorithm 1, with the numbers of section 5.3 of the paper. Averages
    that start at zero are too small at first; dividing by ``1 − βᵗ`` corrects that.

    Examples
    --------
    >>> zeros = np.zeros(1)
    >>> adam_step(np.array([5.0]), np.array([300.0]), zeros, zeros, step=1, rate=2.0).theta.round(6)
    array([3.])
    """
    shapes = {"theta": theta.shape, "gradient": gradient.shape, "m": m.shape, "v": v.shape}
    require(
        len(set(shapes.values())) == 1,
        f"The shapes differ: {shapes}. Each weight needs one number of each.",
    )
    if has_values(step):
        require(bool(np.all(np.greater_equal(step, 1))), f"The step is {step}; steps count from 1.")
    beta_1, beta_2 = betas
    m = beta_1 * m + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient**2
    m_hat = m / (1 - beta_1**step)
    v_hat = v / (1 - beta_2**step)
    change = rate * m_hat / (np.sqrt(v_hat) + eps)
    theta = theta - change
    return Adam(m, v, m_hat, v_hat, change, theta)
