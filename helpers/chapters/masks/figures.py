"""Live figures of chapter 10: masks, and the decoder's self-attention."""

import numpy as np

from helpers import (
    EXAMPLE,
    Vocabulary,
    causal_mask,
    embed_sentence,
    multi_head_attention_steps,
    naive_softmax,
    padding_mask,
    positional_encoding,
    random_encoder_block,
    softmax,
    standard_normal,
)
from helpers.chapters import thread
from helpers.chapters.told import told
from helpers.live import Figure, bars, choice, heat, matrix, sentence, switch
from helpers.live.rounding import settled
from helpers.mathematics.transformer import POST_NORM, encoder_block_steps
from helpers.training import toy, unflatten

WORDS = ("SOS", "hola", "mundo")
SPANISH = {"hola": "es", "mundo": "es"}
NAMED = {"rows": WORDS, "columns": WORDS, "lang": SPANISH}
MACHINE = thread.machine("dice")
IDS = toy.VOCABULARY.encode(WORDS)
E_WORDS = MACHINE.W_E[IDS]
Y_WORDS = embed_sentence(IDS, MACHINE.W_E)
PE_WORDS = positional_encoding(np.arange(len(WORDS)), EXAMPLE.d_model)
OUR_ATTENTION = MACHINE.blocks.decoder[0].attention
SEED = 15
EVERYBODY = np.ones((len(WORDS), len(WORDS)), dtype=bool)
PADDED = Vocabulary((*toy.VOCABULARY.tokens, "PAD"))
PAD_ID = len(toy.VOCABULARY)
NO_ID = -1.0  # the number of no token, so that nothing is hidden
SENTENCES = ("PAD SOS hola", "SOS hola PAD", "SOS hola mundo")
LOW = -1e9


def two_blocks():
    """Draw two blocks, since the machine of the thread has only one."""
    rng = np.random.default_rng(SEED)
    return tuple(random_encoder_block(rng, EXAMPLE, standard_normal) for _ in range(2))


BLOCKS = two_blocks()
W_DRAWN = unflatten(toy.drawn(), toy.like()).W_E  # that of the machine, drawn as its blocks were


def rows_of(E, PE):
    """Make the decoder's rows of embeddings and positions."""
    return np.sqrt(EXAMPLE.d_model) * E + PE


def minus_infinity(S, mask):
    """Hide before the softmax, with −∞."""
    S_hidden = np.where(mask, S, -np.inf)
    A = softmax(S_hidden)
    return S_hidden, A


def strike_out(S, mask):
    """Take the softmax first, and strike out afterwards."""
    A = softmax(S) * mask
    return S, A


def multiply_scores(S, mask):
    """Multiply forbidden scores by zero, and take the softmax."""
    S_hidden = S * mask
    A = softmax(S_hidden)
    return S_hidden, A


def hide(S, way):
    """Hide the future in one of three ways, and count what each row gives away."""
    mask = causal_mask(len(WORDS))
    S_in, A = way(S, mask)
    sums = A.sum(axis=-1)
    leaked = np.where(mask, 0.0, A).sum(axis=-1)
    return {"S_in": S_in, "A": A, "sums": sums, "leaked": leaked}


def hide_figure():
    """Change any score and choose how the future is hidden; weights and their sums follow."""
    first_head = multi_head_attention_steps(Y_WORDS, Y_WORDS, *OUR_ATTENTION).S_scaled[0]
    ways = {
        "−∞ before the softmax": minus_infinity,
        "strike out after it": strike_out,
        told("multiply scores by <<:idiom 0>>"): multiply_scores,
    }
    return Figure(
        hide,
        {"S": matrix(settled(first_head), label="scaled, nothing hidden", step=1, **NAMED)}
        | {"way": choice(ways, label="Hide by")},
        [
            [matrix("S"), "→", matrix("S_in", label="as the softmax gets it", **NAMED)],
            [heat("A", **NAMED)],
            [
                bars("sums", columns=WORDS, limits=(0, 1), label="of each row", lang=SPANISH),
                bars("leaked", columns=WORDS, limits=(0, 1), label="to the future", lang=SPANISH),
            ],
        ],
        name="ways-to-hide",
        title="Three ways to hide the future",
        caption=told(
            "Choose a way, and write <<:try 1000>> where SOS scores hola; Undo it before the next "
            "way. Struck out afterwards, the row of SOS adds up to zero, because hola had taken "
            "all of it, and that of hola to <<left|2>>. Multiplied, no weight moves, but hola and "
            "mundo keep shares that they should not have. With −∞ no weight moves, and none leaks.",
            left=strike_out(first_head, causal_mask(len(WORDS)))[1][1].sum(),
        ),
    )


def far_below(S):
    """Fill up with a very low number where −∞ stands, and take the softmax."""
    S_filled = np.maximum(S, LOW)
    return softmax(S_filled)


def padded(ids, causal, pad_id, weigh, W_E, blocks):
    """Mask a sentence with filler in it both ways, and pass it through two blocks."""
    is_word = padding_mask(ids, pad_id)
    mask = causal & is_word
    allowed = np.where(mask, 1.0, 0.0)
    Y = embed_sentence(ids, W_E)
    wiring = POST_NORM._replace(weigh=weigh)
    first = encoder_block_steps(Y, blocks[0], mask, wiring)
    second = encoder_block_steps(first.X_2, blocks[1], mask, wiring)
    return {
        "mask": allowed,
        "S_masked": first.attention.S_masked,
        "A": first.attention.A,
        "Y_1": first.X_2,
        "Y_2": second.X_2,
    }


def padded_figure():
    """Choose where the filler stands, which masks are on, and what the softmax does with −∞."""
    named = {"rows": "ids", "columns": "ids", "lang": SPANISH}
    kinds = {
        "this book's": softmax,
        "the textbook's": naive_softmax,
        told("with <<:name −10⁹>> for −∞"): far_below,
    }
    return Figure(
        padded,
        {
            "ids": choice(
                {text: np.array(PADDED.encode(text.split()), dtype=float) for text in SENTENCES},
                label="Sentence",
            ),
            "causal": switch("causal mask", off=EVERYBODY, on=causal_mask(len(WORDS)), start=True),
            "pad_id": switch(
                "padding mask", off=np.array(NO_ID), on=np.array(float(PAD_ID)), start=True
            ),
            "weigh": choice(kinds, label="Softmax"),
        },
        [
            [
                heat("mask", label=told("<<:idiom 1>> allows"), limits=(0, 1), **named),
                "→",
                matrix("S_masked", head=1, **named),
                "→",
                heat("A", head=1, **named),
            ],
            [
                matrix("Y_1", rows="ids", label="after the first block", lang=SPANISH),
                "→",
                matrix("Y_2", rows="ids", label="after the second", lang=SPANISH),
            ],
        ],
        fixed={
            "W_E": np.vstack([W_DRAWN, np.zeros(EXAMPLE.d_model)]),
            "blocks": BLOCKS,
        },
        name="two-masks",
        title="Two masks, and a row that may see nobody",
        caption=told(
            "Both masks are on, and the filler in front sees nobody: its weights are zeros. Take "
            "the textbook's softmax: after the first block one row is NaN, after the second all "
            "are. The mask hides that row, but <<:idiom 0>> times NaN is NaN. Take the low "
            "number: PAD gives equal weight to all the tokens that it may not see. Then move the "
            "filler to the end and switch the padding mask off: no word notices, because the "
            "filler is in the future of them all."
        ),
    )


def growing(E, t, is_masked, PE, weights):
    """Attend within the first t words, and once more with the newest hidden from all."""
    mask = causal_mask(t) if is_masked else EVERYBODY[:t, :t]
    Y = rows_of(E[:t], PE[:t])
    steps = multi_head_attention_steps(Y, Y, *weights, mask=mask)
    now = {"A": steps.A, "Z": steps.Z}
    if t == 1:
        return now
    is_older = np.arange(t) < t - 1
    hiding_newest = multi_head_attention_steps(Y, Y, *weights, mask=mask & is_older)
    Z_before = hiding_newest.Z[:-1]
    moved = np.abs(steps.Z[:-1] - Z_before).max(axis=-1)
    return {**now, "Z_before": Z_before, "moved": moved}


def growing_figure():
    """Add word after word, with the mask and without, and see which rows are rewritten."""
    lengths = {" ".join(WORDS[:t]): t for t in range(1, len(WORDS) + 1)}
    earlier = WORDS[:-1]
    return Figure(
        growing,
        {
            "t": choice(lengths, start=" ".join(WORDS), label="Written so far", lang="es"),
            "is_masked": switch("causal mask", start=True),
            "E": matrix(E_WORDS, rows=WORDS, lang=SPANISH, label="of the three words"),
        },
        [
            [matrix("E"), "→", heat("A", **NAMED)],
            [
                matrix("Z_before", rows=earlier, label="one word ago", lang=SPANISH),
                "→",
                matrix("Z", rows=WORDS, label="now", lang=SPANISH),
            ],
            [bars("moved", columns=earlier, label="by the newest word", lang=SPANISH)],
        ],
        fixed={"PE": PE_WORDS, "weights": OUR_ATTENTION},
        name="growing-sentence",
        outcome=["Z", "moved"],
        title="Word after word, with the mask and without it",
        caption="Switch the mask off: in Z the rows of SOS and hola move. That of mundo does not, "
        "since it may see everybody anyway. The bars say how far the newest word has moved the "
        "rows before it. Then change a number of mundo: with the mask only its own row of Z "
        "follows, without it all three.",
    )


def two_layers(E, mask_1, mask_2, PE, blocks):
    """Run two blocks, each with its mask or without, beside two that keep theirs."""
    Y = rows_of(E, PE)
    causal = causal_mask(len(WORDS))
    first = encoder_block_steps(Y, blocks[0], mask_1)
    second = encoder_block_steps(first.X_2, blocks[1], mask_2)
    kept_1 = encoder_block_steps(Y, blocks[0], causal).X_2
    kept_2 = encoder_block_steps(kept_1, blocks[1], causal).X_2
    gap_after_1 = np.abs(first.X_2 - kept_1).max(axis=-1)
    gap_after_2 = np.abs(second.X_2 - kept_2).max(axis=-1)
    last_gap = gap_after_2[-1]
    return {
        "A_in_1": first.attention.A,
        "Y_1": first.X_2,
        "A_in_2": second.attention.A,
        "Y_2": second.X_2,
        "gap_after_1": gap_after_1,
        "gap_after_2": gap_after_2,
        "last_gap": last_gap,
    }


def two_layers_figure():
    """Take the mask out of either of two blocks, and see when the last row notices."""
    causal = causal_mask(len(WORDS))
    named = {"columns": WORDS, "limits": (0, 1), "lang": SPANISH}
    return Figure(
        two_layers,
        {
            "mask_1": switch("mask in block 1", off=EVERYBODY, on=causal, start=True),
            "mask_2": switch("mask in block 2", off=EVERYBODY, on=causal, start=True),
            "E": matrix(W_DRAWN[IDS], rows=WORDS, lang=SPANISH),
        },
        [
            [matrix("E")],
            [
                heat("A_in_1", head=1, limits=(0, 1), label="first head", **NAMED),
                "→",
                matrix("Y_1", rows=WORDS, label="after block 1", lang=SPANISH),
            ],
            [bars("gap_after_1", label="gap after the first", **named)],
            [
                heat("A_in_2", head=1, limits=(0, 1), label="first head", **NAMED),
                "→",
                matrix("Y_2", rows=WORDS, label="after block 2", lang=SPANISH),
            ],
            [bars("gap_after_2", label="gap after the second", **named)],
            sentence("The last row, which chooses the next word, is off by {last_gap}."),
        ],
        fixed={"PE": PE_WORDS, "blocks": BLOCKS},
        name="mask-in-two-layers",
        title="A missing mask reaches the last row one block later",
        caption="Leave the mask out of block 2 alone: the last row stays. Leave it out of block 1 "
        "alone: after block 2 the last row has moved. With both masks off, its gap is the same as "
        "with only the first off: it depends only on whether the earlier rows saw the future one "
        "block before.",
    )


def our_sos(theta):
    """Run the first layer of the decoder that goes on, for SOS and the words after it."""
    steps = thread.steps_of(theta, toy.SOURCE_IDS[0])
    (block,) = steps.blocks.decoder
    first = block.Y_1[0]
    return {
        "Y": steps.Y,
        "A": block.attention.A,
        "Y_1": block.Y_1,
        "first": first,
    }


def our_sos_figure():
    """Look at the masked self-attention of one decoder, by dice and trained."""
    return Figure(
        our_sos,
        {"theta": thread.which()},
        [
            [matrix("Y", rows=WORDS, lang=SPANISH), "→", heat("A", **NAMED)],
            ["add and norm →", matrix("Y_1", rows=WORDS, lang=SPANISH)],
            sentence("The row of SOS goes on as {first[0]}, {first[1]}, {first[2]}, {first[3]}."),
        ],
        name="our-sos",
        outcome=["A", "Y_1"],
        title="Who looks at whom, by dice and trained",
        caption="Switch from dice to trained. The zeros above the diagonal stay: they are the "
        "work of the mask. The first row of A stays too, because SOS sees itself alone. Look at "
        "the row of hola: trained, its first head divides its weight about evenly between SOS "
        "and hola, and its second gives nearly all of it to SOS.",
    )


FIGURES = {
    "our-sos": our_sos_figure,
    "ways-to-hide": hide_figure,
    "two-masks": padded_figure,
    "growing-sentence": growing_figure,
    "mask-in-two-layers": two_layers_figure,
}
