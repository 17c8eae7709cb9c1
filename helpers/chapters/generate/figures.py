"""Figures of chapter 13: the machine writes."""

import numpy as np

from helpers import (
    EXAMPLE,
    PAPER,
    cache_size,
    cached_step_cost,
    decoder_cost,
    embed,
    example,
    greedy,
    linear,
    output_cost,
    padding_mask,
    predict,
    random_transformer,
    softmax,
    start_cost,
)
from helpers.chapters import thread
from helpers.chapters.decoder.figures import NAMED, SPANISH, word
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    bars,
    choice,
    heat,
    iterated,
    line,
    recorded,
    sentence,
    slider,
    tokens,
    words,
)
from helpers.live.rounding import settled
from helpers.training import model_steps, toy
from helpers.training.flat import unflatten

FILLER = -1.0
MOST_SOURCE, MOST_TARGET = 3, 5
HEADS = [f"head {i + 1}" for i in range(EXAMPLE.n_heads)]
N_CALLS = 12
LENGTHS = (1, *range(10, 101, 10))


def row_of_each_head(A, place):
    """Pick one asking token from the weights of all heads: shape (heads, answering)."""
    by_token = A.swapaxes(0, 1)
    return by_token[place]


def count_words(ids):
    """Count the tokens of a filled-up sentence that are no filler."""
    return np.where(ids == FILLER, 0.0, 1.0).sum()


def padded_steps(source, target, model):
    """Run the whole model on two sentences that are filled up to a fixed length.

    The padding mask hides the filler of the source; that of the target lies in the future,
    where the causal mask hides it.
    """
    source_mask = padding_mask(source, FILLER)
    return model_steps(np.maximum(source, 0), np.maximum(target, 0), model, source_mask)


def next_word(source, target, model):
    """Predict the next word; whom the last word looks at."""
    steps = padded_steps(source, target, model)
    last = count_words(target) - 1
    (block,) = steps.blocks.decoder
    A_self = row_of_each_head(block.attention.A, last)
    A_cross = row_of_each_head(block.cross.A, last)
    y_last = steps.blocks.Y_out[last]  # from here on one row, so that a cell explains itself
    probs = softmax(linear(y_last, model.W_vocab, model.b_vocab))
    best = greedy(probs)
    return {"A_self": A_self, "A_cross": A_cross, "y_last": y_last, "probs": probs, "best": best}


def next_word_figure():
    """Type a source sentence and the words so far; the next word and the weights follow."""
    typed = {"vocabulary": example.vocabulary, "padded": True, "lang": SPANISH}
    return Figure(
        next_word,
        {
            "source": tokens("hello world", max_length=MOST_SOURCE, label="Source", **typed),
            "target": tokens("SOS", max_length=MOST_TARGET, label="Target so far", **typed),
        },
        [
            [
                heat(
                    "A_self",
                    rows=HEADS,
                    columns="target",
                    label="self-attention: the last word on the words so far",
                ),
                heat(
                    "A_cross",
                    rows=HEADS,
                    columns="source",
                    label="cross-attention: the last word on the source",
                ),
            ],
            [bars("probs", label="of the next word", **NAMED), word("best", "Greedy goes on with")],
        ],
        fixed={"model": thread.machine("trained")},
        name="next-word",
        title="Ask the machine for the next word",
        caption="Type each answer at the end of the target, until the machine says EOS. Then give "
        "it a wrong beginning, “SOS mundo”: it goes on from what it is given, says EOS, and “hola” "
        "is never said. (It was taught one answer to “hello world”, and “mundo” is its last "
        "word.) The weights show what the last word looks at.",
    )


def write_word(theta, source, said):
    """Choose the next word and put it at the end, as `helpers.generate` does."""
    model = unflatten(theta, toy.like())
    steps = padded_steps(source, said, model)
    n_said = count_words(said)
    last = n_said - 1
    (block,) = steps.blocks.decoder
    A_cross = row_of_each_head(block.cross.A, last)
    y_last = steps.blocks.Y_out[last]
    next_word_probs = softmax(linear(y_last, model.W_vocab, model.b_vocab))
    best = greedy(next_word_probs)
    places = np.arange(thread.MOST_WORDS + 1)
    written = np.where(places == n_said, best, said)
    has_ended = said[last] == toy.END
    probs = np.where(has_ended, 0.0, next_word_probs)  # behind EOS there is none
    goes_on = np.where(has_ended, float(len(thread.WORDS)), best)
    return {
        "said": written,
        "so_far": said,
        "A_cross": A_cross,
        "y_last": y_last,
        "probs": probs,
        "goes_on": goes_on,
        "has_ended": has_ended,
    }


def our_sentence_figure():
    """Let one machine write word after word, by dice and trained."""
    begins = np.full(thread.MOST_WORDS + 1, FILLER)
    begins[0] = toy.START
    return Figure(
        write_word,
        {
            "theta": thread.which(),
            "source": tokens(
                thread.ORDERS[0],
                toy.VOCABULARY,
                max_length=2,
                padded=True,
                label="Source",
                lang=SPANISH,
                samples=[" ".join(source) for source, _ in toy.PAIRS],
            ),
        },
        [
            words("so_far", thread.WORDS, label="Written so far:", lang=SPANISH),
            [
                heat("A_cross", rows=HEADS, columns="source", label="the last word on the source"),
                bars("probs", label="of the next word", limits=(0, 1), **NAMED),
                recorded(
                    "goes_on",
                    [
                        *(["Greedy goes on with", [one]] for one in thread.WORDS),
                        ["EOS: nothing more.", []],
                    ],
                    lang=SPANISH,
                ),
            ],
        ],
        fixed={"said": begins},
        repeat=iterated(
            "said",
            until={"has_ended": "EOS: the sentence is complete."},
            most=thread.MOST_WORDS,
            label="Write",
            unit="word",
            pace=450,
            first=0,
        ),
        name="our-sentence",
        outcome=["so_far"],
        title="The machine writes, by dice and trained",
        caption="Write with dice first. Then switch to trained and write again: the same "
        "functions, the same sizes, the same sentence. Swap the words of the source: by dice the "
        "answer stays what it was, trained it turns round. Behind EOS the bars are empty.",
    )


def calls_of_both():
    """Record the first row of probabilities at each call: the trained machine, and fresh dice.

    Fresh dice draw the block of its decoder again at each call; all else stays trained.

    Returns
    -------
    fixed, fresh : ndarray of shape (calls, n_vocab)
        Rounded, since processors differ in the last bits and the page stores what is given.
    """
    model = thread.machine("trained")
    rng = np.random.default_rng(1)
    source, target = (example.vocabulary.encode(s.split()) for s in ("hello world", "SOS"))
    fixed, fresh = [], []
    for _ in range(N_CALLS):
        redrawn = model.blocks._replace(decoder=random_transformer(rng, thread.SIZES).decoder)
        fixed.append(predict(source, target, model)[-1])
        fresh.append(predict(source, target, model._replace(blocks=redrawn))[-1])
    return settled(fixed), settled(fresh)


def call(number, fixed, fresh):
    """Look up what both programs answered at one call, and how far it is from the first."""
    place = number[None] - 1
    p_fixed = embed(place, fixed)[0]
    p_fresh = embed(place, fresh)[0]
    moved_fixed = np.abs(p_fixed - fixed[0]).sum() / 2
    moved_fresh = np.abs(p_fresh - fresh[0]).sum() / 2
    best_fixed = greedy(p_fixed)
    best_fresh = greedy(p_fresh)
    return {
        "p_fixed": p_fixed,
        "p_fresh": p_fresh,
        "moved_fixed": moved_fixed,
        "moved_fresh": moved_fresh,
        "best_fixed": best_fixed,
        "best_fresh": best_fresh,
    }


def fresh_dice_figure():
    """Call both programs again and again: one has a model, the other draws one each time."""
    fixed, fresh = calls_of_both()
    return Figure(
        call,
        {"number": slider(1, 1, N_CALLS, whole=True, label="of the call")},
        [
            [
                bars("p_fixed", label="p, one model", limits=(0, 1), **NAMED),
                bars("p_fresh", label="p, fresh dice", limits=(0, 1), **NAMED),
            ],
            [word("best_fixed", "One model says"), word("best_fresh", "Fresh dice say")],
            sentence(
                "Compared with the first call, {moved_fixed} of the probability has moved to other "
                "words in the one model, and {moved_fresh} under fresh dice."
            ),
        ],
        fixed={"fixed": fixed, "fresh": fresh},
        name="fresh-dice",
        title="The same question, twelve times",
        caption="Call again and again. Which of the two gives the same answer each time, with "
        "the same chance? And when the other one says “hola” too, is that more than luck?",
    )


def word_costs(t, s, sizes):
    """Count the multiplications of one word, with a cache and without, and along a sentence.

    The first word pays for filling the cache with keys and values of the source. The output layer
    chooses one word from one row, with a cache or without.
    """
    anew = decoder_cost(sizes, t, s)
    filling = start_cost(sizes, s)
    cached = cached_step_cost(sizes, t, s) + np.where(t < 2, filling, 0.0)
    spared = anew - cached
    work = np.stack([cached, spared])
    ratio = anew / cached
    output = output_cost(sizes, 1) + 0.0 * t
    whole = (anew + output) / (cached + output)
    held = cache_size(sizes, t, s)
    lengths = np.array(LENGTHS, dtype=float)
    steps = cached_step_cost(sizes, lengths, s) + np.where(lengths < 2, filling, 0.0)
    costs = np.stack([decoder_cost(sizes, lengths, s), steps])
    return {
        "anew": anew,
        "cached": cached,
        "work": work,
        "ratio": ratio,
        "output": output,
        "whole": whole,
        "held": held,
        "costs": costs,
    }


def kv_cache_figure():
    """Move to a later word or a longer source: what a cache computes, and what it spares."""
    sizes = {"our machine": thread.SIZES, "the paper's sizes": PAPER}
    return Figure(
        word_costs,
        {
            "t": slider(
                8,
                1,
                100,
                whole=True,
                label="number of the word",
                marks={"1": 1, "8": 8, "100": 100},
            ),
            "s": slider(2, 1, 100, whole=True, label="source words", marks={"2": 2, "25": 25}),
            "sizes": choice(sizes, label="Model"),
        },
        [
            [
                bars(
                    "work",
                    columns=["with a cache", "spared by it"],
                    label="for this word, in the decoder’s blocks",
                ),
                line(
                    "costs",
                    x=LENGTHS,
                    labels=["without a cache", "with a cache"],
                    label=f"of each word, from {LENGTHS[0]} to {LENGTHS[-1]}",
                ),
            ],
            sentence(
                "In the decoder’s blocks, word {t} takes {cached} multiplications with a cache. "
                "Without it there are {anew}, {ratio} times as many. The cache then holds {held} "
                "numbers."
            ),
            sentence(
                "The output layer takes {output} more either way. With it, the word costs {whole} "
                "times as much without a cache."
            ),
        ],
        name="kv-cache",
        title="Most of the work has been done before",
        caption=told(
            "Move the number of the word: how many times cheaper does the cache make the "
            "decoder’s blocks? Then take the paper’s sizes: the blocks become "
            "cheaper by about the same factor, but choosing among all its words costs nearly "
            "as much as the cached blocks. And what does the cache save at the very first word?",
            ratio=lambda t: word_costs(t, 2, thread.SIZES)["ratio"],
        ),
    )


FIGURES = {
    "our-sentence": our_sentence_figure,
    "next-word": next_word_figure,
    "fresh-dice": fresh_dice_figure,
    "kv-cache": kv_cache_figure,
}
