"""The mathematics of the book, in plain NumPy.

Everything that the chapters use is here: ``from helpers import attention, layer_norm``.
Rows are tokens, weights multiply on the right, heads stand on axis −3, and a mask is True
where attention is allowed.
"""

# ruff: noqa: F401 - what is imported here is what readers import from here

from types import ModuleType

from helpers.mathematics.alone import LanguageModel, next_words, next_words_steps, sentence_vector
from helpers.mathematics.attention import (
    attention,
    attention_steps,
    concat_heads,
    cross_attention,
    multi_head_attention,
    multi_head_attention_steps,
    self_attention,
    split_heads,
)
from helpers.mathematics.cache import (
    decoder_step,
    generate_cached,
    start_cache,
)
from helpers.mathematics.checks import checked_array
from helpers.mathematics.cost import (
    attention_cost,
    cache_size,
    cached_step_cost,
    decoder_cost,
    encoder_cost,
    feed_forward_cost,
    forward_cost,
    forward_cost_parts,
    output_cost,
    start_cost,
)
from helpers.mathematics.decode import (
    beam_search,
    draw,
    greedy,
    ranks,
    top_k,
    top_p,
    with_temperature,
)
from helpers.mathematics.embedding import bag_of_words, cosine_similarity, embed, one_hot
from helpers.mathematics.feed_forward import feed_forward, feed_forward_steps, linear, relu
from helpers.mathematics.initialise import (
    EXAMPLE,
    PAPER,
    PAPER_BIG,
    Sizes,
    random_decoder_block,
    random_encoder_block,
    random_model,
    random_transformer,
    standard_normal,
    xavier,
)
from helpers.mathematics.interpret import (
    keep_heads,
    logit_lens,
    orthogonal_part,
    other_weights,
    rollout,
    without_heads,
)
from helpers.mathematics.masks import causal_mask, padding_mask
from helpers.mathematics.model import (
    Model,
    embed_sentence,
    generate,
    predict,
    predict_steps,
)
from helpers.mathematics.norm import (
    batch_norm,
    layer_norm,
    layer_norm_bessel,
    layer_norm_std_plus_eps,
    layer_norm_steps,
    residual,
    tokens_apart,
)
from helpers.mathematics.parameters import (
    attention_parameters,
    count_numbers,
    decoder_parameters,
    encoder_parameters,
    feed_forward_parameters,
    model_parameters,
    norm_parameters,
    tied_parameters,
)
from helpers.mathematics.position import (
    frequencies,
    pair_index,
    positional_encoding,
    positional_encoding_by_column,
)
from helpers.mathematics.pytorch import pytorch_weights
from helpers.mathematics.recurrent import recurrent, recurrent_step
from helpers.mathematics.rotary import rotate
from helpers.mathematics.softmax import (
    entropy,
    naive_softmax,
    naive_softmax_steps,
    softmax,
    softmax_jacobian,
    softmax_steps,
)
from helpers.mathematics.text import (
    Vocabulary,
    byte_pair_tokens,
    character_tokens,
    learn_byte_pairs,
    word_tokens,
)
from helpers.mathematics.transformer import (
    BARE,
    NORM_ONLY,
    POST_NORM,
    PRE_NORM,
    RESIDUAL_ONLY,
    Wiring,
    decoder,
    decoder_block,
    decoder_block_steps,
    encoder,
    encoder_block,
    encoder_block_steps,
    encoder_states,
    scaled_weights,
    transformer,
)
from helpers.mathematics.variants import (
    gelu,
    grouped_attention,
    grouped_attention_steps,
    pool_heads,
    rms_norm,
    silu,
    swiglu,
    swiglu_steps,
)
from helpers.sources import example

__all__ = sorted(
    name
    for name, thing in vars().items()
    if not name.startswith("_") and not isinstance(thing, ModuleType) and thing is not ModuleType
)
