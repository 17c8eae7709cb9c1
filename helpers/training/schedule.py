"""How the learning rate changes from step to step (chapter 14). Steps count from 1."""

import math

import numpy as np

from helpers.mathematics.checks import has_values, require


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
        If a step, `d_model` or `warm_up` is below 1 or not a finite number.

    Notes
    -----
    Equation 3 of the paper: ``d_model^−0.5 · min(step^−0.5, step · warm_up^−1.5)``.

    Examples
    --------
    >>> float(paper_rate(4, d_model=4, warm_up=4))
    0.25
    """
    _require_steps(step)
    for name, number in (("d_model", d_model), ("warm_up", warm_up)):
        require(1 <= number < math.inf, f"{name} is {number}; give a finite number of at least 1.")
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
        If a step is below 1 or not a finite number, or `warm_up` is negative or not finite.

    Examples
    --------
    >>> linear_warm_up(np.array([25, 100, 300]), 4.0, warm_up=100)
    array([1., 4., 4.])
    """
    _require_steps(step)
    require(0 <= warm_up < math.inf, f"warm_up is {warm_up}; give 0 or more steps.")
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
        If a step is below 1 or not a finite number, or the warm-up is not shorter than the whole.

    Examples
    --------
    >>> warm_up_then_cosine(np.array([5, 10, 20, 30]), 4.0, warm_up=10, n_steps=30)
    array([2., 4., 2., 0.])
    """
    _require_steps(step)
    require(
        0 < warm_up < n_steps < math.inf,
        f"warm_up is {warm_up} and n_steps {n_steps}; the warm-up must end before training does.",
    )
    way = np.clip((step - warm_up) / (n_steps - warm_up), 0.0, 1.0)  # 0 at the top, 1 at the end
    fall = (1 + np.cos(math.pi * way)) / 2
    rate_now = rate * np.minimum(step / warm_up, 1.0) * fall
    return rate_now


def _require_steps(step):
    if has_values(step):
        require(
            bool(np.all(np.greater_equal(step, 1) & np.isfinite(step))),
            f"The step is {step}; steps count from 1, and are finite numbers.",
        )
