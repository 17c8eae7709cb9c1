"""How many numbers a model has learnt: its parameters, by formula and by count (chapter 16)."""

import math


def attention_parameters(sizes):
    """Count the numbers in the four matrices of one multi-head attention.

    Parameters
    ----------
    sizes : Sizes

    Returns
    -------
    n : int

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> attention_parameters(EXAMPLE)
    96
    """
    queries_and_keys = 2 * sizes.d_model * sizes.d_k
    values_and_output = 2 * sizes.d_model * sizes.d_v
    return sizes.n_heads * (queries_and_keys + values_and_output)


def feed_forward_parameters(sizes):
    """Count the numbers in one feed-forward network: two matrices and two biases.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> feed_forward_parameters(EXAMPLE)
    76
    """
    return 2 * sizes.d_model * sizes.d_ff + sizes.d_ff + sizes.d_model


def norm_parameters(sizes):
    """Count the numbers in one layer norm: a scale and a shift for each column.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> norm_parameters(EXAMPLE)
    8
    """
    return 2 * sizes.d_model


def encoder_parameters(sizes):
    """Count the numbers in the whole encoder: in each block one attention and two norms.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> encoder_parameters(EXAMPLE)
    1128
    """
    layers = attention_parameters(sizes) + feed_forward_parameters(sizes)
    return sizes.n_layers * (layers + 2 * norm_parameters(sizes))


def decoder_parameters(sizes):
    """Count the numbers in the whole decoder: in each block two attentions and three norms.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> decoder_parameters(EXAMPLE)
    1752
    """
    layers = 2 * attention_parameters(sizes) + feed_forward_parameters(sizes)
    return sizes.n_layers * (layers + 3 * norm_parameters(sizes))


def model_parameters(sizes):
    """Count the numbers in a `Model`: table of embeddings, both stacks, output layer.

    Parameters
    ----------
    sizes : Sizes

    Returns
    -------
    n : int

    Notes
    -----
    The paper uses one matrix as table and as output layer, without a bias (section 3.4); for
    that, take `tied_parameters`.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> model_parameters(EXAMPLE)
    2970
    """
    output_layer = sizes.d_model * sizes.n_vocab + sizes.n_vocab
    return tied_parameters(sizes) + output_layer


def tied_parameters(sizes):
    """Count the numbers in a model whose table of embeddings is its output layer as well.

    Parameters
    ----------
    sizes : Sizes

    Returns
    -------
    n : int

    Notes
    -----
    Section 3.4 of the paper.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> tied_parameters(EXAMPLE)
    2920
    """
    table = sizes.n_vocab * sizes.d_model
    return table + encoder_parameters(sizes) + decoder_parameters(sizes)


def count_numbers(weights):
    """Count the numbers that weights hold, one array after the other.

    Parameters
    ----------
    weights : ndarray or tuple
        Tuples of any depth, for example a `Model`; or the outline of one.

    Returns
    -------
    n : int

    Examples
    --------
    >>> import numpy as np
    >>> count_numbers((np.ones((2, 3)), (np.ones(4),)))
    10
    """
    if isinstance(weights, tuple):
        return sum(count_numbers(part) for part in weights)
    return math.prod(weights.shape)
