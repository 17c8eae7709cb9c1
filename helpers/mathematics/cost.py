"""What a sentence costs: multiplications and memory, by formula (chapters 13 and 16).

Counted are the multiplications inside matrix products, which is nearly all of the work.
Shapes as elsewhere: t = target tokens, s = source tokens.
"""

from typing import NamedTuple


def attention_cost(sizes, asking, answering, projected):
    """Count the multiplications of one multi-head attention.

    Parameters
    ----------
    sizes : Sizes
    asking : int
        Tokens that ask: rows of queries, scores and output.
    answering : int
        Tokens that answer: columns of scores.
    projected : int
        Of those, how many get their key and value now; the others have kept theirs.

    Returns
    -------
    multiplications : int

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> attention_cost(EXAMPLE, asking=2, answering=2, projected=2)
    240
    """
    entry = sizes.d_k + sizes.d_v
    queries = asking * sizes.d_model * sizes.d_k
    keys_and_values = projected * sizes.d_model * entry
    scores_and_mix = asking * answering * entry
    output = asking * sizes.d_v * sizes.d_model
    multiplications = sizes.n_heads * (queries + keys_and_values + scores_and_mix + output)
    return multiplications


def feed_forward_cost(sizes, t):
    """Count the multiplications of one feed-forward network for t tokens.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> feed_forward_cost(EXAMPLE, 1)
    64
    """
    return 2 * t * sizes.d_model * sizes.d_ff


def encoder_cost(sizes, s):
    """Count the multiplications of the whole encoder for s source tokens.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> encoder_cost(EXAMPLE, 2)
    2208
    """
    block = attention_cost(sizes, s, s, s) + feed_forward_cost(sizes, s)
    return sizes.n_layers * block


def decoder_cost(sizes, t, s):
    """Count the multiplications of the whole decoder for t target and s source tokens.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> decoder_cost(EXAMPLE, 1, 2)
    2040
    """
    masked = attention_cost(sizes, t, t, t)
    cross = attention_cost(sizes, t, s, s)
    return sizes.n_layers * (masked + cross + feed_forward_cost(sizes, t))


def cached_step_cost(sizes, t, s):
    """Count the multiplications of the decoder for token number t, all before it being kept.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> cached_step_cost(EXAMPLE, 1, 2)
    1464
    """
    masked = attention_cost(sizes, 1, t, 1)
    cross = attention_cost(sizes, 1, s, 0)
    return sizes.n_layers * (masked + cross + feed_forward_cost(sizes, 1))


def start_cost(sizes, s):
    """Count the multiplications that fill a cache with keys and values of the source.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> start_cost(EXAMPLE, 2)
    576
    """
    return sizes.n_layers * attention_cost(sizes, 0, 0, s)


def cache_size(sizes, t, s):
    """Count the numbers that a full cache holds: keys and values, in every head of every block.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> cache_size(EXAMPLE, t=3, s=2)
    360
    """
    return sizes.n_layers * sizes.n_heads * (t + s) * (sizes.d_k + sizes.d_v)


def output_cost(sizes, t):
    """Count the multiplications of the output layer for t tokens: a logit for each word.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> output_cost(EXAMPLE, 1)
    40
    """
    return t * sizes.d_model * sizes.n_vocab


def forward_cost(sizes, t, s):
    """Count the multiplications of one pass of the whole model: both stacks and output layer.

    Parameters
    ----------
    sizes : Sizes
    t, s : int
        Target and source tokens.

    Returns
    -------
    multiplications : int
        A multiplication and the addition that follows it are two floating-point operations
        (FLOPs).

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> forward_cost(EXAMPLE, 1, 2)
    4288
    """
    return encoder_cost(sizes, s) + decoder_cost(sizes, t, s) + output_cost(sizes, t)


class CostParts(NamedTuple):
    """Multiplications of one pass, by what they are for."""

    projections: int
    tokens_meet: int
    feed_forward: int
    output_layer: int


def forward_cost_parts(sizes, t, s):
    """Split `forward_cost`: weights times tokens, tokens times tokens, networks, output layer.

    Parameters
    ----------
    sizes : Sizes
    t, s : int
        Target and source tokens.

    Returns
    -------
    parts : CostParts
        ``tokens_meet`` holds the scores and the mixing of the values, the only products
        in which two tokens meet and the only ones that grow with the square of the length.

    Examples
    --------
    >>> from helpers.mathematics.initialise import EXAMPLE
    >>> forward_cost_parts(EXAMPLE, 1, 2)
    CostParts(projections=2592, tokens_meet=504, feed_forward=1152, output_layer=40)
    """
    pairs = s * s + t * t + t * s
    tokens_meet = sizes.n_layers * sizes.n_heads * pairs * (sizes.d_k + sizes.d_v)
    networks = sizes.n_layers * feed_forward_cost(sizes, s + t)
    output_layer = output_cost(sizes, t)
    projections = forward_cost(sizes, t, s) - tokens_meet - networks - output_layer
    return CostParts(projections, tokens_meet, networks, output_layer)
