"""Asking a trained model why: switch off, exchange, trace back, read early (chapter 17).

Shapes: t = tokens that ask, s = tokens that answer, h = n_heads, n_layers = blocks.
"""

import numpy as np

from helpers.mathematics.checks import require, require_ndim, require_same_width
from helpers.mathematics.softmax import softmax

TINY = 1e-12  # what is left of a column below this is rounding
SMALLEST = 1e-300  # keeps a division by the largest entry away from zero


def keep_heads(W_O, kept):
    """Switch heads off: what they found meets zeros in the matrix that mixes the heads.

    Parameters
    ----------
    W_O : ndarray of shape (h·d_v, d_model)
    kept : ndarray of shape (h,)
        1 for a head that works, 0 for one that is switched off.

    Returns
    -------
    W_O_kept : ndarray of shape (h·d_v, d_model)
        Put it in the place of `W_O`, and nothing else has to change.

    Raises
    ------
    ValueError
        If `W_O` is not a matrix, or its rows cannot be shared out among so many heads.

    Notes
    -----
    Michel, Levy and Neubig (2019) and Voita et al. (2019) switched heads off in this way.

    Examples
    --------
    >>> keep_heads(np.ones((4, 2)), np.array([1, 0]))
    array([[1., 1.],
           [1., 1.],
           [0., 0.],
           [0., 0.]])
    """
    require_ndim("kept", kept, 1, "(h,)")
    require(
        len(W_O.shape) == 2,
        f"W_O has shape {W_O.shape}; expected one matrix, (h·d_v, d_model). Pick one of a batch.",
    )
    rows, d_model = W_O.shape
    h = kept.shape[0]
    require(
        h > 0 and rows % h == 0,
        f"W_O has {rows} rows, which {h} heads cannot share out evenly. Give one entry a head.",
    )
    by_head = W_O.reshape(h, rows // h, d_model) * kept[:, None, None]
    W_O_kept = by_head.reshape(rows, d_model)
    return W_O_kept


def without_heads(model, kept):
    """Switch heads of a decoder-only model off.

    Parameters
    ----------
    model : LanguageModel
    kept : ndarray of shape (n_layers, h)
        1 for a head that works, 0 for one that is switched off.

    Returns
    -------
    cut : LanguageModel

    Raises
    ------
    ValueError
        If there is not one row of `kept` for each block; also as in `keep_heads`.

    Examples
    --------
    >>> from helpers.mathematics.alone import LanguageModel
    >>> from helpers.mathematics.initialise import EXAMPLE, random_encoder_block
    >>> block = random_encoder_block(np.random.default_rng(0), EXAMPLE)
    >>> cut = without_heads(LanguageModel(np.eye(4), (block,)), np.array([[1, 0]]))
    >>> bool(cut.blocks[0].attention.W_O[3:].any())
    False
    """
    require_ndim("kept", kept, 2, "(n_layers, h)")
    require(
        kept.shape[0] == len(model.blocks),
        f"kept has {kept.shape[0]} rows, but the model has {len(model.blocks)} blocks.",
    )
    blocks = tuple(
        block._replace(
            attention=block.attention._replace(W_O=keep_heads(block.attention.W_O, kept[layer]))
        )
        for layer, block in enumerate(model.blocks)
    )
    return model._replace(blocks=blocks)


def orthogonal_part(wish, columns):
    """Take from a vector all that lies in the span of some columns.

    Parameters
    ----------
    wish : ndarray of shape (s,)
    columns : ndarray of shape (s, n)

    Returns
    -------
    left : ndarray of shape (s,)
        The part of `wish` that gives 0 with every column; zeros if nothing is left.

    Raises
    ------
    ValueError
        If the columns have not as many entries as `wish`.

    Notes
    -----
    Gram and Schmidt's way, each step done twice for the sake of accuracy. A column that is a
    mixture of those before it is left out.

    Examples
    --------
    >>> orthogonal_part(np.array([1.0, 2.0, 4.0]), np.array([[1.0], [1.0], [0.0]]))
    array([-0.5,  0.5,  4. ])
    """
    require_ndim("columns", columns, 2, "(s, n)")
    require(
        wish.shape == columns.shape[:1],
        f"wish has shape {wish.shape}, but the columns have {columns.shape[0]} entries.",
    )
    axes, left = [], wish
    for j in range(columns.shape[-1]):
        axis = columns[:, j] / np.maximum(np.abs(columns[:, j]).max(), SMALLEST)
        for other in axes * 2:
            axis = axis - (other * axis).sum() * other
        rest = np.sqrt((axis * axis).sum())
        is_new = np.where(rest > TINY, 1.0, 0.0)
        axes.append(axis / np.maximum(rest, TINY) * is_new)
    for axis in axes * 2:
        left = left - (axis * left).sum() * axis
    return left


def other_weights(A, V, wish, how_far):
    """Give a row of attention weights that differs from `A` and finds the same.

    Parameters
    ----------
    A : ndarray of shape (s,)
        One query's attention weights.
    V : ndarray of shape (s, d_v)
    wish : ndarray of shape (s,)
        Where weight should go; only the part that changes no output is followed.
    how_far : float
        From 0 (`A` itself) to 1 (until some weight is zero).

    Returns
    -------
    A_other : ndarray of shape (s,)
        Not negative, with sum 1, and ``A_other @ V`` equals ``A @ V`` up to rounding. It is `A`
        where there is no other: where V has as many independent columns as there are tokens,
        less one.

    Raises
    ------
    ValueError
        If `A`, `V` and `wish` have not one entry for each token.

    Notes
    -----
    Brunner et al. (2020): such weights exist whenever ``s > d_v + 1``.

    Examples
    --------
    >>> A, V = np.array([0.5, 0.25, 0.25]), np.array([[4.0], [8.0], [0.0]])
    >>> other_weights(A, V, np.array([-1.0, 0.0, 0.0]), 1.0).round(6) + 0.0
    array([0. , 0.5, 0.5])
    """
    require(
        A.shape == wish.shape == V.shape[:1],
        f"A has shape {A.shape}, wish {wish.shape} and V {V.shape}: all need one entry a token.",
    )
    columns = np.concatenate([np.ones_like(V[:, :1]), V], axis=-1)
    direction = orthogonal_part(wish, columns)
    size = np.abs(direction).max()
    direction = np.where(size <= 1e-9, 0.0, direction / np.maximum(size, 1e-9))
    falls = direction < -1e-9
    room = np.where(falls, A / np.where(falls, -direction, 1.0), np.inf)
    nearest = room.min()
    farthest = np.where(nearest < np.inf, nearest, 0.0)
    A_other = np.maximum(A + how_far * farthest * direction, 0.0)
    return A_other


def rollout(A):
    """Follow attention back through all layers: how much of each input a row could hold.

    Parameters
    ----------
    A : ndarray of shape (n_layers, h, t, t)
        Attention weights of self-attention, first layer first.

    Returns
    -------
    R : ndarray of shape (t, t)
        Each row sums to 1. Half of each row is taken to come past the layer, by the residual
        connection; heads count alike; values, norms and networks not at all.

    Raises
    ------
    ValueError
        If the shape is another, or there is no layer.

    Notes
    -----
    Abnar and Zuidema (2020), section 3.

    Examples
    --------
    >>> A = np.array([[[[1.0, 0.0], [0.5, 0.5]]]])
    >>> rollout(A)
    array([[1.  , 0.  ],
           [0.25, 0.75]])
    """
    require(
        len(A.shape) == 4 and A.shape[0] > 0 and A.shape[-1] == A.shape[-2],
        f"A has shape {A.shape}; expected (n_layers, h, t, t), with at least one layer.",
    )
    I = np.eye(A.shape[-1])  # noqa: E741
    mixed = (A.mean(axis=1) + I) / 2
    R = mixed[0]
    for layer in range(1, A.shape[0]):
        R = mixed[layer] @ R
    return R


def logit_lens(states, W_vocab):
    """Read the rows between the blocks as if they were the last ones.

    Parameters
    ----------
    states : ndarray of shape (n_layers + 1, ..., t, d_model)
        What goes into the first block, and what comes out of each.
    W_vocab : ndarray of shape (d_model, n_vocab)
        The output layer, made for the last of them.

    Returns
    -------
    probs : ndarray of shape (n_layers + 1, ..., t, n_vocab)

    Raises
    ------
    ValueError
        If a row is not as wide as the output layer expects.

    Notes
    -----
    nostalgebraist (2020). In a model with a layer norm before its output layer, that norm
    belongs between the two; the models of this book end each block with one.

    Examples
    --------
    >>> logit_lens(np.array([[[0.0, 0.0]], [[50.0, 0.0]]]), np.eye(2)).round(6)
    array([[[0.5, 0.5]],
    <BLANKLINE>
           [[1. , 0. ]]])
    """
    require_same_width("states", states, "W_vocab", W_vocab, "d_model")
    probs = softmax(states @ W_vocab)
    return probs
