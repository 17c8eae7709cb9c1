"""Count work on the recorded graph, so that a formula for it can be checked."""

import math

from .trace import trace


def multiplications(function, **inputs):
    """Trace a function and count the multiplications inside its matrix products.

    Parameters
    ----------
    function : callable
        As in `trace`.
    **inputs : ndarray
        As in `trace`.

    Returns
    -------
    count : int

    Examples
    --------
    >>> import numpy as np
    >>> multiplications(lambda Q, K: Q @ K.T, Q=np.ones((2, 3)), K=np.ones((5, 3)))
    30
    """
    nodes = trace(function, **inputs).nodes
    return sum(
        math.prod(node.shape) * nodes[node.ins[0]].shape[-1]
        for node in nodes
        if node.op == "matmul"
    )
