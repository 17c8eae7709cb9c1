"""Functions in which masks and numbers meet, for the tracer and for the browser."""

import numpy as np

MASKS_AND_NUMBERS = [
    lambda x: np.maximum(x > 2, x > 4),
    lambda x: np.minimum(x > 2, x < 5),
    lambda x: np.maximum(x > 2, 0.5),
    lambda x: np.max(x > 2, axis=0),
    lambda x: (x > 2).min(axis=-1, keepdims=True),
    lambda x: np.where(np.max(x > 2, axis=0), x, -x),
    lambda x: np.sum(x > 2, axis=0),
    lambda x: np.mean(x > 2, axis=0),
    lambda x: np.argmax(x > 2, axis=-1),
    lambda x: np.tril(x > 2),
    lambda x: np.triu(x > 2, k=1),
    lambda x: np.triu(x),
    lambda x: np.zeros_like(x > 2) | (x > 3),
    lambda x: np.ones_like(x > 2) & (x > 3),
    lambda x: np.broadcast_to(x[0] > 2, (4, 3)),
    lambda x: np.broadcast_to(-x[0] * 0, (4, 3)),
    lambda x: (x > 2)[np.array([1, 0, 1])],
    lambda x: np.concatenate([x > 2, x < 2]),
    lambda x: np.concatenate([x > 2, x]),
    lambda x: np.stack([x > 2, x < 2]),
    lambda x: np.where(x > 2, x > 3, x < 1),
    lambda x: np.where(x > 2, x > 3, x),
    lambda x: (x > 2) * x,
    lambda x: (x > 2).astype(float) + 1,
    lambda x: ((x > 2).T.reshape(-1)[::2])[None],
]
