"""Tokens as vectors (chapter 1).

Shapes: t = tokens, n_vocab = tokens that exist, d_model = numbers in one embedding.
"""

import numpy as np

from helpers.mathematics.checks import require, require_ndim, require_whole
from helpers.mathematics.gradients import require_gradient, rows


def one_hot(ids, n_vocab):
    """Give each token a row that is all zeros but for a one in its own column.

    Parameters
    ----------
    ids : ndarray of int, shape (..., t)
    n_vocab : int

    Returns
    -------
    X : ndarray of shape (..., t, n_vocab)
        A number outside the vocabulary gives a row of zeros.

    Raises
    ------
    ValueError
        If `ids` is no array, or `n_vocab` no whole number of at least 1.

    Examples
    --------
    >>> one_hot(np.array([2, 0]), 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    require_ndim("ids", ids, 0, "(..., t)")
    require_whole("n_vocab", n_vocab, 1, "a vocabulary has at least one token")
    X = np.where(ids[..., None] == np.arange(n_vocab), 1.0, 0.0)
    return X


def bag_of_words(ids, n_vocab):
    """Count each token of the vocabulary; the order of the sentence is lost.

    Parameters
    ----------
    ids : ndarray of int, shape (..., t)
    n_vocab : int

    Returns
    -------
    counts : ndarray of shape (..., n_vocab)

    Raises
    ------
    ValueError
        If `ids` is no array with an axis of tokens.

    Examples
    --------
    >>> bag_of_words(np.array([2, 0, 2]), 3)
    array([1., 0., 2.])
    """
    require_ndim("ids", ids, 1, "(..., t)")
    counts = one_hot(ids, n_vocab).sum(axis=-2)
    return counts


def embed(ids, W_E):
    """Look up the embedding of each token: row number `id` of the table.

    Parameters
    ----------
    ids : ndarray of int, shape (..., t)
    W_E : ndarray of shape (n_vocab, d_model)

    Returns
    -------
    E : ndarray of shape (..., t, d_model)
        The same as ``one_hot(ids, n_vocab) @ W_E``.

    Raises
    ------
    ValueError
        If the table is not a matrix.
    IndexError
        If a number is beyond the last row. (As everywhere in NumPy, −1 is the last row;
        `Vocabulary.encode` gives no such number.)

    Notes
    -----
    Section 3.4 of the paper, without its factor √d_model.

    Examples
    --------
    >>> embed(np.array([1, 0]), np.array([[1, 2], [3, 4]]))
    array([[3, 4],
           [1, 2]])
    """
    require(
        len(W_E.shape) == 2,
        f"W_E has shape {W_E.shape}; expected a table (n_vocab, d_model) with a row a token.",
    )
    E = W_E[ids]
    return E


def embed_backward(dE, ids, n_vocab):
    """Go back through `embed`: each token's gradient goes to its row of the table.

    Parameters
    ----------
    dE : ndarray of shape (..., t, d_model)
    ids : ndarray of int, shape (..., t)
    n_vocab : int

    Returns
    -------
    dW_E : ndarray of shape (n_vocab, d_model)
        ``one_hot(ids)ᵀ dE``: a token that occurs twice gets the sum, one that does not
        occur gets zeros.

    Raises
    ------
    ValueError
        If there is not one row of `dE` for each token.

    Examples
    --------
    >>> embed_backward(np.array([[1, 2], [10, 20]]), np.array([1, 1]), n_vocab=2)
    array([[ 0.,  0.],
           [11., 22.]])
    """
    require_gradient("dE", dE, (*ids.shape, dE.shape[-1]))
    is_token = one_hot(ids, n_vocab)
    dW_E = rows(is_token).T @ rows(dE)
    return dW_E


def cosine_similarity(x, y):
    """Compare the directions of vectors: 1 the same, 0 at right angles, −1 opposite.

    Parameters
    ----------
    x, y : ndarray of shape (..., d_model)
        Leading axes broadcast.

    Returns
    -------
    similarity : ndarray of shape (...)
        0 where one of the vectors is all zeros and so has no direction. Their numbers are
        squared: from about 1e154 on the result is NaN, below 1e-162 they count as zeros.

    Raises
    ------
    ValueError
        If the vectors differ in length.

    Examples
    --------
    >>> float(cosine_similarity(np.array([3, 4]), np.array([4, 3])))
    0.96
    """
    require_ndim("x", x, 1, "(..., d_model)")
    require_ndim("y", y, 1, "(..., d_model)")
    require(
        x.shape[-1] == y.shape[-1],
        f"x has {x.shape[-1]} numbers and y has {y.shape[-1]}: only vectors of the same length "
        "can be compared.",
    )
    dot = (x * y).sum(axis=-1)
    lengths = np.sqrt((x * x).sum(axis=-1)) * np.sqrt((y * y).sum(axis=-1))
    is_zero = lengths == 0
    similarity = np.where(is_zero, 0.0, dot / np.where(is_zero, 1.0, lengths))
    return similarity
