"""Parts left out, other sizes and other rates: the tiny translator trained again (chapter 15).

``python -m helpers.training.laboratory`` trains each of these with five seeds and writes
``weights/laboratory.json``; with one process it takes about twenty minutes. Sizes and rates are
compared on the validation sentences alone, parts on the tests. One more machine lets its heads
share keys and values from the first step on (chapter 18).
"""

import functools
import itertools
import math
from typing import NamedTuple

import numpy as np

from helpers.mathematics.embedding import embed
from helpers.mathematics.feed_forward import linear
from helpers.mathematics.initialise import Sizes, random_model
from helpers.mathematics.masks import causal_mask, padding_mask
from helpers.mathematics.model import ModelSteps, model_backward, model_steps
from helpers.mathematics.softmax import softmax
from helpers.mathematics.transformer import transformer_steps
from helpers.training import grammar, translator, transplants, weights
from helpers.training.adam import adam_step
from helpers.training.batches import shuffled_batches
from helpers.training.flat import flatten, outline, rebuild, unflatten
from helpers.training.loss import cross_entropy_backward, teacher_forcing
from helpers.training.schedule import warm_up_then_cosine

FILE = "laboratory.json"
SEEDS = range(5)
WIDTHS = (8, 16, 32)
RATES = (0.003, 0.01, 0.03)
WHOLE = "nothing"
PARTS = (
    WHOLE,
    "positions",
    "attention in the encoder",
    "attention to the words written",
    "the second heads",
    "both self-attentions",
    "both self-attentions and the second head",
    "the cross-attention",
)
SHARED = "keys and values of their own for the second heads"
SENTENCES = ("the red car", "the small house is red", "my white hen wants some green apples")
PAIRS = (  # into, taken from: another gender, or another number
    ("the red car", "the red house"),
    ("the red house", "the red car"),
    ("the small cat", "the small cow"),
    ("a white tree", "a white flower"),
    ("my black dog", "my black hen"),
    ("some pretty girls", "some pretty boys"),
    ("the red car", "the red cars"),
    ("the new tables", "the new table"),
)


class Result(NamedTuple):
    """One machine trained without a part, tested: shares of the two tests, and some sentences.

    ``in_any_order`` is the share of the unseen combinations that have the right words, whatever
    their order. ``said`` are its translations of `SENTENCES`.
    """

    part: str
    seed: int
    sentences: float
    combinations: float
    in_any_order: float
    said: list[str]


class Setting(NamedTuple):
    """One size and rate, one seed: the share of validation sentences without error."""

    d_model: int
    rate: float
    seed: int
    validation: float


class Laboratory(NamedTuple):
    """All that is stored; ``transplants[seed][pair][rows]`` is a translation."""

    parts: tuple[Result, ...]
    settings: tuple[Setting, ...]
    transplants: list[list[list[str]]]

    def of(self, part):
        """List the results of one part, one for each seed."""
        return [result for result in self.parts if result.part == part]

    def validation(self, d_model, rate):
        """List the shares on validation sentences of one setting, one for each seed."""
        return [s.validation for s in self.settings if (s.d_model, s.rate) == (d_model, rate)]


def sizes(d_model):
    """Give the translator's sizes at another width: two heads that share it, d_ff twice as wide."""
    return Sizes(d_model, d_model // 2, d_model // 2, 2 * d_model, 2, 1, len(translator.VOCABULARY))


def kept(part, like):
    """Mark with 1 the weights that a machine without this part has, with 0 those it lacks.

    An attention or a head is left out by a W_O of zeros: what it found reaches nobody.

    Parameters
    ----------
    part : str
        One of `PARTS`.
    like : Model
        The `outline` of the model.

    Returns
    -------
    theta : ndarray of shape (n,)
    """
    ones = rebuild(like, lambda leaf: np.ones(leaf.shape))
    (first,), (second,) = ones.blocks.encoder, ones.blocks.decoder
    reads, rereads, crosses = first.attention, second.attention, second.cross
    left_out = {
        "attention in the encoder": [reads],
        "attention to the words written": [rereads],
        "both self-attentions": [reads, rereads],
        "both self-attentions and the second head": [reads, rereads],
        "the cross-attention": [crosses],
    }
    for attention in left_out.get(part, []):
        attention.W_O[:] = 0
    if "second head" in part:
        for attention in (reads, rereads, crosses):
            attention.W_O[attention.W_V.shape[-1] :] = 0
    return flatten(ones)


def without(part, theta, like):
    """Take a part out of weights, or out of their gradient.

    Heads that share keys and values are two copies of one, and stay so: both begin as the mean of
    two draws, and both move by the mean of two gradients.

    Parameters
    ----------
    part : str
        One of `PARTS`, or `SHARED`.
    theta : ndarray of shape (n,)
    like : Model
        The `outline` of the model.

    Returns
    -------
    theta : ndarray of shape (n,)
    """
    if part == SHARED:
        return flatten(transplants.with_shared_keys(unflatten(theta, like)))
    return theta * kept(part, like)


def steps_without_positions(source_ids, decoder_ids, model, source_mask=None):
    """Do what `helpers.training.model_steps` does, with embeddings alone as the input."""
    scale = math.sqrt(model.W_E.shape[-1])
    X, Y = (embed(ids, model.W_E) * scale for ids in (source_ids, decoder_ids))
    blocks = transformer_steps(X, Y, model.blocks, source_mask, causal_mask(Y.shape[-2]))
    logits = linear(blocks.Y_out, model.W_vocab, model.b_vocab)
    return ModelSteps(X, Y, blocks, logits, softmax(logits))


def forward(part):
    """Give the forward pass of a machine without this part, as `model_steps` is that of all."""
    return steps_without_positions if part == "positions" else model_steps


def learn(pairs, seed, part=WHOLE, sizes=translator.SIZES, rate=translator.RATE, n_steps=1000):
    """Train a translator that lacks a part from the first step on.

    Parameters
    ----------
    pairs : sequence of Pair
    seed : int
        Of the first weights and the order of the sentences, as in `translator.learn`.
    part : str
        One of `PARTS`, or `SHARED`.
    sizes : Sizes
    rate : float
        The highest learning rate.
    n_steps : int

    Returns
    -------
    model : Model
        Its weights rounded to float16.
    """
    rng = np.random.default_rng(seed)
    first = random_model(rng, sizes)
    like = outline(first)
    theta = without(part, flatten(first), like)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    rate_at = functools.partial(
        warm_up_then_cosine, rate=rate, warm_up=max(1, n_steps // 20), n_steps=n_steps
    )
    batches = shuffled_batches(rng, *translator.encoded(pairs), translator.BATCH, n_steps)
    for step, (source_ids, target_ids) in enumerate(batches, start=1):
        decoder_ids, wanted = teacher_forcing(target_ids, translator.START, translator.END)
        model = unflatten(theta, like)
        source_mask = padding_mask(source_ids, translator.END)
        steps = forward(part)(source_ids, decoder_ids, model, source_mask)
        is_real = decoder_ids != translator.END
        dlogits = cross_entropy_backward(steps.probs, wanted, translator.SMOOTHING, is_real)
        back = model_backward(dlogits, source_ids, decoder_ids, model, steps)
        gradient = without(part, flatten(back), like)
        moved = adam_step(theta, gradient, m, v, step, rate_at(step))
        if step < n_steps:  # as in `train`: the last step is measured, and not taken
            theta, m, v = moved.theta, moved.m, moved.v
    return unflatten(weights.rounded(theta), like)


def tested(part, seed, model, split):
    """Test a machine that lacks a part.

    Parameters
    ----------
    part : str
    seed : int
    model : Model
    split : grammar.Split

    Returns
    -------
    result : Result
    """

    def predict(source_ids, target_ids, model, source_mask=None):
        return forward(part)(source_ids, target_ids, model, source_mask).probs

    def say(pairs):
        source_ids = translator.encoded(pairs)[0]
        rows = translator.translate_all(source_ids, model, predict)
        texts = (translator.VOCABULARY.decode(row) for row in rows)
        return [list(itertools.takewhile(lambda word: word != "EOS", words)) for words in texts]

    unseen, combined = split.unseen_sentences, split.unseen_combinations
    right = [translator.are_right(pairs, model, predict).mean() for pairs in (unseen, combined)]
    in_any_order = [
        sorted(words) == sorted(pair.spanish)
        for words, pair in zip(say(combined), combined, strict=True)
    ]
    asked = [grammar.Pair(tuple(text.split()), ("EOS",), (), frozenset()) for text in SENTENCES]
    said = [" ".join(say([pair])[0]) for pair in asked]
    return Result(part, seed, *map(float, right), float(np.mean(in_any_order)), said)


def chosen_on(split, seed, d_model, rate, n_steps=translator.N_STEPS):
    """Train with one size and rate, and test on the validation sentences.

    Returns
    -------
    setting : Setting
    """
    model = learn(split.train, seed, sizes=sizes(d_model), rate=rate, n_steps=n_steps)
    return Setting(d_model, rate, seed, float(translator.are_right(split.validation, model).mean()))


def stored():
    """Read the results that come with the book.

    Returns
    -------
    laboratory : Laboratory
    """
    content = weights.read(FILE)
    return Laboratory(
        tuple(Result(**result) for result in content["parts"]),
        tuple(Setting(**setting) for setting in content["settings"]),
        content["transplants"],
    )


def main():
    """Train everything, and store the results."""
    parts, settings, transplanted = [], [], []
    for seed in SEEDS:
        split = grammar.split(seed)
        for part in (*PARTS, SHARED):
            model = learn(split.train, seed, part)
            parts.append(tested(part, seed, model, split))
            print(parts[-1], flush=True)
            if part == WHOLE:
                transplanted.append([transplants.transplants(*pair, model) for pair in PAIRS])
                validated = translator.are_right(split.validation, model).mean()
                settings.append(
                    Setting(translator.SIZES.d_model, translator.RATE, seed, float(validated))
                )
    for seed, d_model, rate in itertools.product(SEEDS, WIDTHS, RATES):
        if (d_model, rate) != (translator.SIZES.d_model, translator.RATE):
            settings.append(chosen_on(grammar.split(seed), seed, d_model, rate))
            print(settings[-1], flush=True)
    content = {
        "about": "Made by python -m helpers.training.laboratory. Shares of sentences translated "
        "without error by machines that were trained without a part, and of validation sentences "
        "by other widths and rates; translations with transplanted rows (PAIRS by ROWS).",
        "parts": [result._asdict() for result in parts],
        "settings": [setting._asdict() for setting in settings],
        "transplants": transplanted,
    }
    print(weights.write(FILE, content).name)


if __name__ == "__main__":
    main()
