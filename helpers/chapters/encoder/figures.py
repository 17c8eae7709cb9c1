"""Figures of chapter 9: the encoder with all its steps, and what its memory knows."""

import numpy as np

from helpers import (
    embed,
    encoder,
    encoder_block_steps,
    example,
    scaled_weights,
    tokens_apart,
)
from helpers.chapters import thread
from helpers.chapters.told import told
from helpers.live import Figure, fold, heat, matrix, sentence, slider, tokens

WORDS = example.sentence
SPANISH = {"hola": "es", "mundo": "es"}


def encoder_steps(X, blocks):
    """Run the encoder block by block, and keep every step of every block."""
    found = {}
    block_in = X
    for number, weights in enumerate(blocks, start=1):
        steps = encoder_block_steps(block_in, weights)
        found[f"block_{number}"] = steps
        block_in = steps.X_2
    memory = block_in
    distance = tokens_apart(memory)
    return {**found, "memory": memory, "distance": distance}


def _block(number):
    """Show one block: attention head by head, add and norm, network, add and norm."""
    at = f"block_{number}"
    named = {"rows": WORDS, "columns": WORDS}
    into = "X" if number == 1 else f"block_{number - 1}.X_2"
    given = [] if number == 1 else [[matrix(into, rows=WORDS, label="of the block before")]]
    return fold(
        f"Block {number}",
        *given,
        *([matrix(f"{at}.attention.{name}", rows=WORDS)] for name in ("Q", "K", "V")),
        [matrix(f"{at}.attention.S_scaled", **named), "→", heat(f"{at}.attention.A", **named)],
        [
            matrix(f"{at}.attention.Z_heads", rows=WORDS),
            "→",
            matrix(f"{at}.attention.Z", rows=WORDS),
        ],
        ["add and norm →", matrix(f"{at}.X_1", rows=WORDS)],
        [matrix(f"{at}.feed_forward.H", rows=WORDS)],
        ["→", matrix(f"{at}.feed_forward.F", rows=WORDS)],
        ["add and norm →", matrix(f"{at}.X_2", rows=WORDS)],
        is_open=number == 1,
    )


def encoder_figure():
    """Change the input of the encoder; open any block and follow every step to the memory."""
    blocks = example.our_blocks()
    return Figure(
        encoder_steps,
        {"X": matrix(example.X, rows=WORDS, variants={"corrected": example.X_corrected})},
        [
            [matrix("X")],
            *(_block(number) for number in range(1, len(blocks) + 1)),
            [matrix("memory", rows=WORDS)],
            sentence("In the memory the two words are {distance} apart."),
        ],
        fixed={"blocks": blocks},
        name="encoder",
        title="The encoder, block by block",
        caption=told(
            "Add <<:try 1>> to any number of X: block 1 follows, and the memory changes "
            "by less than <<most|f4>>. Open block 6 to see what is left. Point at any number to"
            " see what made it, and click on: from the memory you can walk back to X.",
            most=10 ** np.ceil(np.log10(_largest_move(blocks))),
        ),
    )


def _largest_move(blocks):
    """Tell how far one more in any single number of X moves the memory, at most."""
    one_more = example.X + np.eye(example.X.size).reshape(-1, *example.X.shape)
    return np.abs(encoder(one_more, blocks) - encoder(example.X, blocks)).max()


def memory_steps(ids, scale, PE, W_E, blocks):
    """Send a sentence through six blocks with weights of any size."""
    blocks = [scaled_weights(weights, scale) for weights in blocks]
    X = embed(ids, W_E) + PE[: len(ids)]
    memory = encoder(X, blocks)
    return {"X": X, "memory": memory}


def memory_figure():
    """Type a sentence and turn the size of the weights, and see whether the memory notices."""
    named = {"rows": "ids", "lang": SPANISH}
    return Figure(
        memory_steps,
        {
            "ids": tokens(
                "hello world",
                example.vocabulary,
                max_length=2,
                label="Sentence",
                lang=SPANISH,
                samples=["hello", "mundo", "hola mundo", "how ?"],
            ),
            "scale": slider(
                1,
                0.01,
                10,
                marks={"0.1": 0.1, "0.3": 0.3, "1": 1},
                log=True,
                label="times all weights",
            ),
            "PE": matrix(example.PE, variants={"corrected": example.PE_corrected}, step=0.1),
        },
        [
            [
                matrix("PE"),
                "→",
                matrix("X", **named),
                "→",
                heat("memory", limits=[-np.sqrt(3), np.sqrt(3)], **named),
            ],
            sentence("The memory of its first word begins with {memory[0, 0]}."),
        ],
        fixed={"W_E": example.W_E, "blocks": example.our_blocks()},
        name="what-memory-knows",
        title="Whatever you say, it answers nearly the same",
        caption=told(
            "Take one sentence after the other, or tap your own together: X changes, the memory "
            "hardly does. Then set the weights to <<:try 0.3>> and go through them again: now it "
            "depends on the sentence."
        ),
    )


def our_memory(theta, source):
    """Run the encoder of the machine that goes on, and keep what it hands over."""
    steps = thread.steps_of(theta, source)
    (block,) = steps.blocks.encoder
    memory = steps.blocks.memory
    gap = np.abs(memory[0] - memory[1]).max()
    return {
        "X": steps.X,
        "A": block.attention.A,
        "Z": block.attention.Z,
        "X_1": block.X_1,
        "F": block.feed_forward.F,
        "memory": memory,
        "gap": gap,
    }


def our_memory_figure():
    """Send two words through one block, by dice and trained: the memory of chapters 10 to 13."""
    most = 2.5
    return Figure(
        our_memory,
        {"theta": thread.which(), "source": thread.sources()},
        [
            [matrix("X", rows="source"), "→", heat("A", rows="source", columns="source")],
            ["→", matrix("Z", rows="source"), "→", matrix("X_1", rows="source")],
            ["→", matrix("F", rows="source")],
            ["→", heat("memory", rows="source", limits=[-most, most])],
            sentence("In the memory the two words differ by up to {gap}."),
        ],
        name="our-memory",
        outcome=["memory", "gap"],
        title="The memory that goes on",
        caption="Switch from dice to trained: the same words, the same functions, other weights. "
        "The last line says how far apart the two rows of the memory then are. Turn the source "
        "round in either state, too.",
    )


FIGURES = {
    "encoder": encoder_figure,
    "what-memory-knows": memory_figure,
    "our-memory": our_memory_figure,
}
