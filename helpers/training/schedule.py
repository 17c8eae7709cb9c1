"""How the learning rate changes from step to step (chapter 14). Steps count from 1."""

import math

import numpy as np

from helpers.mathematics.checks import require


def paper_rate(step, d_model, warm_up=4000):
    """Follow the paper's formula: rise evenly, then fall with the root of the step.

    Parameters
    ----------
    step : float or ndarray
    d_model : int
    warm_up : int
        The step with the highest rate.

    Returns
    -------
    rate : float or ndarray

    Raises
    ------
    ValueError
        If `warm_up` is below 1.

    Notes
    -----
    Equation 3 of the paper: ``d_model^−0.5 · min(step^−0.5, step · warm_up^−1.5)``.

    Examples
    --------
    >>> float(paper_rate(4, d_model=4, warm_up=4))
    0.25
    """
    require(warm_up >= 1, f"warm_up is {warm_up}; give at least one step.")
    rate = d_model**-0.5 * np.minimum(step**-0.5, step * warm_up**-1.5)
    return rate


def linear_warm_up(step, rate, warm_up=0):
    """Rise evenly to a rate, and stay there.

    Parameters
    ----------
    step : float or ndarray
    rate : float or ndarray
        The rate in the end.
    warm_up : int
        The first step with the full rate; 0 starts with it.

    Returns
    -------
    rate_now : float or ndarray

    Raises
    ------
    ValueError
        If `warm_up` is negative.

    Examples
    --------
    >>> linear_warm_up(np.array([25, 100, 300]), 4.0, warm_up=100)
    array([1., 4., 4.])
    """
    require(warm_up >= 0, f"warm_up is {warm_up}; give 0 or more steps.")
    rate_now = rate * np.minimum(step / warm_up, 1.0) if warm_up else rate * np.ones_like(step)
    return rate_now


def warm_up_then_cosine(step, rate, warm_up, n_steps):
    """Rise evenly to a rate, then swing down to zero at the last step.

    Parameters
    ----------
    step : float or ndarray
    rate : float or ndarray
        The highest rate.
    warm_up, n_steps : int
        The step with the highest rate, and the last step.

    Returns
    -------
    rate_now : float or ndarray

    Raises
    ------
    ValueError
        If the warm-up is not shorter than the whole.

    Examples
    --------
    >>> warm_up_then_cosine(np.array([5, 10, 20, 30]), 4.0, warm_up=10, n_steps=30)
    array([2., 4., 2., 0.])
    """
    require(
        0 < warm_up < n_steps,
        f"warm_up is {warm_up} and n_steps {n_steps}; the warm-up must end before training does.",
    )
    way = np.clip((step - warm_up) / (n_steps - warm_up), 0.0, 1.0)  # 0 at the top, 1 at the end
    fall = (1 + np.cos(math.pi * way)) / 2
    rate_now = rate * np.minimum(step / warm_up, 1.0) * fall
    return rate_now
