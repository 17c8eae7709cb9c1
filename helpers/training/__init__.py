"""Training: the loss, the way back through each layer, Adam, and what is learnt.

Forward, backward and step are plain NumPy like the rest of the mathematics, and can be traced.
Each way back stands beside its formula in `helpers.mathematics` and is handed out here.
``helpers.training.toy`` is the example's 4-number model, ``helpers.training.translator`` the
tiny translator with its ``grammar``.
"""

from helpers.mathematics.attention import (
    attention_backward,
    concat_heads_backward,
    multi_head_backward,
    split_heads_backward,
)
from helpers.mathematics.embedding import embed_backward
from helpers.mathematics.feed_forward import (
    feed_forward_backward,
    linear_backward,
    relu_backward,
)
from helpers.mathematics.model import embed_sentence_backward, model_backward, model_steps
from helpers.mathematics.norm import layer_norm_backward, residual_backward
from helpers.mathematics.softmax import softmax_backward
from helpers.mathematics.transformer import (
    add_and_norm_backward,
    decoder_backward,
    decoder_block_backward,
    encoder_backward,
    encoder_block_backward,
    transformer_backward,
    transformer_steps,
)
from helpers.training.adam import adam_step
from helpers.training.batches import padded, shuffled_batches
from helpers.training.dropout import draw_kept, dropout, dropout_backward
from helpers.training.flat import flatten, outline, unflatten
from helpers.training.loss import (
    cross_entropy,
    cross_entropy_backward,
    cross_entropy_steps,
    log_softmax,
    target_probs,
    teacher_forcing,
    wanted_probs,
)
from helpers.training.schedule import linear_warm_up, paper_rate, warm_up_then_cosine
from helpers.training.train import loss_and_gradient, train, training_run, training_step

__all__ = [
    "adam_step",
    "add_and_norm_backward",
    "attention_backward",
    "concat_heads_backward",
    "cross_entropy",
    "cross_entropy_backward",
    "cross_entropy_steps",
    "decoder_backward",
    "decoder_block_backward",
    "draw_kept",
    "dropout",
    "dropout_backward",
    "embed_backward",
    "embed_sentence_backward",
    "encoder_backward",
    "encoder_block_backward",
    "feed_forward_backward",
    "flatten",
    "layer_norm_backward",
    "linear_backward",
    "linear_warm_up",
    "log_softmax",
    "loss_and_gradient",
    "model_backward",
    "model_steps",
    "multi_head_backward",
    "outline",
    "padded",
    "paper_rate",
    "relu_backward",
    "residual_backward",
    "shuffled_batches",
    "softmax_backward",
    "split_heads_backward",
    "target_probs",
    "teacher_forcing",
    "train",
    "training_run",
    "training_step",
    "transformer_backward",
    "transformer_steps",
    "unflatten",
    "wanted_probs",
    "warm_up_then_cosine",
]
