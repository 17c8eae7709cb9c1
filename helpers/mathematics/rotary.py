"""Positions by rotation: each pair of a query or key turns with its place (chapter 18).

Shapes: t = tokens, d_k = numbers in one query or key, which must be even.
"""

import numpy as np

from helpers.mathematics.checks import require, require_ndim
from helpers.mathematics.position import frequencies


def rotate(Q, positions):
    """Turn each pair of columns by an angle that grows with the position.

    Parameters
    ----------
    Q : ndarray of shape (..., t, d_k)
        Queries or keys; columns 2i and 2i + 1 are pair i.
    positions : ndarray of shape (t,)
        Any real numbers; usually ``np.arange(t)``.

    Returns
    -------
    Q_rotated : ndarray of shape (..., t, d_k)
        Each pair keeps its length. The product of a rotated query with a rotated key depends
        on the two vectors and on the distance of their positions alone.

    Raises
    ------
    ValueError
        If d_k is odd, or there is not one position for each token.

    Notes
    -----
    Su et al. (2021), "RoFormer", with the frequencies of section 3.5 of the paper. Nothing is
    added to the embeddings, and values are not rotated.

    Examples
    --------
    >>> rotate(np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([0.0, np.pi / 2])).round(6) + 0.0
    array([[1., 0.],
           [0., 1.]])
    """
    require_ndim("Q", Q, 2, "(..., t, d_k)")
    *_, t, d_k = Q.shape
    require(
        d_k % 2 == 0,
        f"Q has {d_k} columns; a rotation turns them in pairs. Give an even number.",
    )
    require(
        positions.shape == (t,),
        f"Q has {t} tokens and positions has shape {positions.shape}. Give each token one place.",
    )
    angle = positions[:, None] * frequencies(np.arange(d_k // 2), d_k)  # (t, pairs)
    cos, sin = np.cos(angle), np.sin(angle)
    x, y = Q[..., 0::2], Q[..., 1::2]
    turned = np.stack([x * cos - y * sin, x * sin + y * cos], axis=-1)  # (..., t, pairs, 2)
    kept = np.result_type(Q.dtype, np.float16)  # float32 stays; whole numbers must not
    Q_rotated = turned.reshape(Q.shape).astype(kept)
    return Q_rotated
