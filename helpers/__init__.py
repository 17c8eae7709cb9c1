"""The mathematics of the book, in plain NumPy.

Everything that the chapters use is here: ``from helpers import attention, layer_norm``.
Rows are tokens, weights multiply on the right, heads stand on axis −3, and a mask is True
where attention is allowed.
"""

from helpers.attention import (
    attention,
    attention_steps,
    concat_heads,
    cross_attention,
    multi_head_attention,
    multi_head_attention_steps,
    self_attention,
    split_heads,
)
from helpers.checks import checked_array
from helpers.embedding import bag_of_words, cosine_similarity, embed, one_hot
from helpers.feed_forward import feed_forward, feed_forward_steps, linear, relu
from helpers.initialise import (
    EXAMPLE,
    PAPER,
    Sizes,
    random_decoder_block,
    random_encoder_block,
    random_transformer,
    standard_normal,
    xavier,
)
from helpers.masks import causal_mask, padding_mask
from helpers.norm import (
    layer_norm,
    layer_norm_bessel,
    layer_norm_std_plus_eps,
    layer_norm_steps,
    residual,
)
from helpers.position import (
    frequencies,
    pair_index,
    positional_encoding,
    positional_encoding_by_column,
)
from helpers.recurrent import recurrent, recurrent_step
from helpers.softmax import (
    entropy,
    naive_softmax,
    naive_softmax_steps,
    softmax,
    softmax_jacobian,
    softmax_steps,
)
from helpers.text import (
    Vocabulary,
    byte_pair_tokens,
    character_tokens,
    learn_byte_pairs,
    word_tokens,
)
from helpers.transformer import (
    decoder,
    decoder_block,
    decoder_block_steps,
    encoder,
    encoder_block,
    encoder_block_steps,
    transformer,
)

__all__ = [
    "EXAMPLE",
    "PAPER",
    "Sizes",
    "Vocabulary",
    "attention",
    "attention_steps",
    "bag_of_words",
    "byte_pair_tokens",
    "causal_mask",
    "character_tokens",
    "checked_array",
    "concat_heads",
    "cosine_similarity",
    "cross_attention",
    "decoder",
    "decoder_block",
    "decoder_block_steps",
    "embed",
    "encoder",
    "encoder_block",
    "encoder_block_steps",
    "entropy",
    "feed_forward",
    "feed_forward_steps",
    "frequencies",
    "layer_norm",
    "layer_norm_bessel",
    "layer_norm_std_plus_eps",
    "layer_norm_steps",
    "learn_byte_pairs",
    "linear",
    "multi_head_attention",
    "multi_head_attention_steps",
    "naive_softmax",
    "naive_softmax_steps",
    "one_hot",
    "padding_mask",
    "pair_index",
    "positional_encoding",
    "positional_encoding_by_column",
    "random_decoder_block",
    "random_encoder_block",
    "random_transformer",
    "recurrent",
    "recurrent_step",
    "relu",
    "residual",
    "self_attention",
    "softmax",
    "softmax_jacobian",
    "softmax_steps",
    "split_heads",
    "standard_normal",
    "transformer",
    "word_tokens",
    "xavier",
]
