"""What all ways back share (chapter 14).

The way back tells how the loss answers to each number of the forward pass. ``dx`` is the gradient
of the loss with respect to ``x`` and has its shape. Each function ``…_backward`` stands beside the
function of the forward pass that it belongs to: it takes the gradient of that function's result,
then what the function itself was given or found, and gives a gradient for each of its inputs.
Gradients of weights come in the same named tuples as the weights.

The chain rule, layer by layer: what flows in from above is multiplied by the layer's own
derivative. Where a value is used twice, its two gradients are added; leading (batch) axes share
the weights, so their gradients are summed.
"""

from helpers.mathematics.checks import require


def sum_to(gradient, shape):
    """Add up the gradients of a value that was used several times.

    Parameters
    ----------
    gradient : ndarray
        One gradient for each use: the shape after broadcasting.
    shape : tuple of int
        The shape of the value itself.

    Returns
    -------
    total : ndarray of that shape

    Examples
    --------
    >>> import numpy as np
    >>> sum_to(np.array([[1, 2], [3, 4]]), (2,))
    array([4, 6])
    """
    new = len(gradient.shape) - len(shape)
    stretched = [i + new for i, n in enumerate(shape) if n == 1 and gradient.shape[i + new] != 1]
    if not new and not stretched:
        return gradient
    total = gradient.sum(axis=(*range(new), *stretched), keepdims=True)
    return total.reshape(shape)


def rows(x):
    """Put all tokens of a batch one below the other: (..., t, d) → (all, d)."""
    return x.reshape(-1, x.shape[-1])


def require_gradient(name, gradient, shape):
    """Refuse a gradient that has not the shape of its value."""
    require(
        gradient.shape == tuple(shape),
        f"{name} has shape {gradient.shape}, but the value that it belongs to has {tuple(shape)}. "
        "A gradient has the shape of its value.",
    )
