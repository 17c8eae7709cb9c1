"""All weights of a model as one long vector, and back (chapter 14)."""

import math
from dataclasses import dataclass

import numpy as np

from helpers.mathematics.checks import require
from helpers.mathematics.parameters import count_numbers


@dataclass(frozen=True)
class Shape:
    """The place of an array in a model, without its numbers."""

    shape: tuple[int, ...]


def leaves(weights):
    """List the arrays of nested weights, in order."""
    if isinstance(weights, tuple):
        return [leaf for part in weights for leaf in leaves(part)]
    return [weights]


def rebuild(weights, take):
    """Copy nested weights, with ``take(leaf)`` in the place of each array, in order."""
    if not isinstance(weights, tuple):
        return take(weights)
    parts = [rebuild(part, take) for part in weights]
    return type(weights)(*parts) if hasattr(weights, "_fields") else tuple(parts)


def outline(weights):
    """Keep the structure and the shapes of weights, but not their numbers.

    Parameters
    ----------
    weights : Model, Transformer, or any nested tuple of arrays

    Returns
    -------
    like : same structure, of `Shape`
        What `unflatten` needs; for a figure it is a choice of structure, not an input.

    Examples
    --------
    >>> outline((np.zeros((2, 3)), np.zeros(1)))
    (Shape(shape=(2, 3)), Shape(shape=(1,)))
    """
    return rebuild(weights, lambda array: Shape(tuple(array.shape)))


def flatten(weights):
    """Write all weights into one vector, row after row, array after array.

    Parameters
    ----------
    weights : Model, Transformer, or any nested tuple of arrays

    Returns
    -------
    theta : ndarray of shape (n,)

    Examples
    --------
    >>> flatten((np.array([[1, 2], [3, 4]]), np.array([5])))
    array([1, 2, 3, 4, 5])
    """
    theta = np.concatenate([array.reshape(-1) for array in leaves(weights)])
    return theta


def unflatten(theta, like):
    """Put the numbers of a vector back to where `flatten` found them.

    Parameters
    ----------
    theta : ndarray of shape (n,)
    like : nested tuple of arrays, or its `outline`
        Gives structure and shapes; its numbers are not read.

    Returns
    -------
    weights : same structure as `like`

    Raises
    ------
    ValueError
        If the vector has more or fewer numbers than `like` has places.

    Examples
    --------
    >>> unflatten(np.array([1, 2, 3]), (np.zeros((1, 2)), np.zeros(1)))
    (array([[1, 2]]), array([3]))
    """
    n = count_numbers(like)
    require(
        theta.shape == (n,),
        f"theta has shape {theta.shape}, but this model has {n} weights. "
        "Take the outline of the model that the vector came from.",
    )
    ends = iter(np.cumsum([math.prod(leaf.shape) for leaf in leaves(like)]).tolist())

    def take(leaf):
        end = next(ends)
        return theta[end - math.prod(leaf.shape) : end].reshape(leaf.shape)

    return rebuild(like, take)
