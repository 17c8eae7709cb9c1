"""Figures of chapter 3: from a word to a word in context."""

import numpy as np

from helpers import attention, cosine_similarity, embed, recurrent
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    arrows,
    bars,
    choice,
    dots,
    fold,
    heat,
    matrix,
    outline,
    plane,
    ribbons,
    sentence,
    slider,
)
from helpers.mathematics.similarity import similarity_average_steps

WORDS = ("money", "river", "bank", "grows", "flows")
TABLE = np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
TOPICS = ("finance", "water")
SENTENCES = (
    "money bank grows",
    "river bank flows",
    "grows bank money",
    "money bank flows",
    "money bank river",
)
N_READ = 6
REPEATED = ["first word", *["bank"] * (N_READ - 1)]


def ids(text):
    """Give the number of each word of a sentence."""
    return np.array([WORDS.index(word) for word in text.split()])


def context(sentence, W_E):
    """Average the words of a sentence by their similarity, without any weights."""
    E = embed(sentence, W_E)
    S, A, Z = similarity_average_steps(E)
    e_bank, z_bank = E[1], Z[1]
    more_water = z_bank[1] - z_bank[0]
    return {
        "E": E,
        "S": S,
        "A": A,
        "Z": Z,
        "e_bank": e_bank,
        "z_bank": z_bank,
        "more_water": more_water,
    }


def bank_figure():
    """Choose a sentence or change a word: its scores, weights and new vectors follow."""
    named = {"rows": "sentence", "columns": "sentence"}
    return Figure(
        context,
        {
            "sentence": choice({text: ids(text) for text in SENTENCES}, label="Sentence"),
            "W_E": matrix(TABLE, rows=WORDS, columns=TOPICS, label="one row a word", step=0.1),
        },
        [
            [
                plane(
                    outline("E"),
                    dots("W_E", rows=WORDS),
                    arrows("z_bank", tails="e_bank", label="bank here", hue="z"),
                    x=(-0.7, 3.3),
                    y=(-0.5, 3),
                    axes=TOPICS,
                    caption="The words of the table; drag them. Whatever the weights, bank lands "
                    "in the shaded area.",
                ),
                ribbons(
                    "A",
                    "sentence",
                    first=1,
                    caption="Left who asks, right who answers. Each asking word has one whole to "
                    "share out.",
                ),
            ],
            sentence(
                "Here bank means {Z[1, 0]} finance and {Z[1, 1]} water. "
                "In the table it is {E[1, 0]} and {E[1, 1]}."
            ),
            fold(
                "The numbers",
                [matrix("W_E"), "→", matrix("E", rows="sentence", columns=TOPICS)],
                [
                    heat("S", **named),
                    "→",
                    heat("A", **named),
                    "→",
                    matrix("Z", rows="sentence", columns=TOPICS),
                ],
            ),
        ],
        name="bank",
        title="One row in the table, another vector in each sentence",
        caption="Choose the second sentence. The third is the first one backwards: each word keeps "
        "its vector, since order does not count. The fourth has a neighbour of each kind: bank "
        "moves towards finance, since money is the longer vector. In the last, both are as long.",
    )


def length(x):
    """Measure each row."""
    return np.sqrt((x * x).sum(axis=-1))


def fading(keep, hear, first):
    """Read two sentences that differ in their first word only, and compare the states."""
    bank = TABLE[WORDS.index("bank")]
    rest = np.tile(bank, (N_READ - 1, 1))
    E_money = np.concatenate([first[:1], rest])
    E_river = np.concatenate([first[1:], rest])
    W, U = keep * np.eye(2), hear * np.eye(2)
    states_money = recurrent(E_money, np.zeros(2), W, U)
    states_river = recurrent(E_river, np.zeros(2), W, U)
    gap = length(states_money - states_river)
    Z_money = attention(E_money, E_money, E_money, scale=1.0)
    Z_river = attention(E_river, E_river, E_river, scale=1.0)
    average = length(Z_money - Z_river)[-1]
    return {
        "states_money": states_money,
        "states_river": states_river,
        "gap": gap,
        "average": average,
    }


def memory_figure():
    """Change how much a recurrent network keeps and hears: the trace of its first word follows."""
    return Figure(
        fading,
        {
            "keep": slider(
                0.5, 0, 2, label="of the old state", marks={"0": 0, "½": 0.5, "1": 1, "2": 2}
            ),
            "hear": slider(0.5, 0, 2, label="of each word", marks={"1/10": 0.1, "½": 0.5, "1": 1}),
            "first": matrix(TABLE[:2], rows=WORDS[:2], columns=TOPICS, label="word"),
        },
        [
            [
                matrix("first"),
                "→",
                matrix("states_money", rows=["money", *REPEATED[1:]], label="after “money”"),
                matrix("states_river", rows=["river", *REPEATED[1:]], label="after “river”"),
            ],
            bars(
                "gap",
                columns=REPEATED,
                limits=[0, 1.5],  # with these first words the states are less than √2 apart
                label="between the two states, word by word",
            ),
            sentence(
                "After the last word the two states are {gap[5]} apart. The weighted average of "
                "the next section would leave them {average} apart."
            ),
        ],
        name="memory",
        title="How long does the first word last?",
        caption="Keep all of the old state, then twice as much. Then keep all, and take in a tenth "
        "of each word.",
    )


def stretch_or_turn(x, a, W):
    """Multiply two words by a number and by a matrix, and compare directions."""
    stretched = a * x
    turned = x @ W
    cosine_stretched = cosine_similarity(x, stretched)
    cosine_turned = cosine_similarity(x, turned)
    return {
        "stretched": stretched,
        "turned": turned,
        "cosine_stretched": cosine_stretched,
        "cosine_turned": cosine_turned,
    }


def stretch_or_turn_figure():
    """Change the factor, the matrix or the vectors: only the matrix changes a direction."""
    named = ["money", "bank"]
    cosines = {"columns": named, "limits": [-1, 1], "label": "cosine with x"}
    stretched = bars("cosine_stretched", **cosines)
    turned = bars("cosine_turned", **cosines)
    return Figure(
        stretch_or_turn,
        {
            "x": matrix(
                TABLE[[WORDS.index(word) for word in named]], rows=named, label="two words"
            ),
            "a": slider(1.5, -2, 2, label="factor", marks={"−½": -0.5, "0": 0, "1½": 1.5}),
            "W": matrix([[1.0, 1.0], [-1.0, 0.0]]),
        },
        [
            [matrix("x")],
            ["times a:", matrix("stretched", rows=named), stretched],
            ["times W:", matrix("W"), "→", matrix("turned", rows=named), turned],
        ],
        name="stretch-or-turn",
        title="A number stretches, a matrix turns",
        caption=told(
            "Move the factor through zero: each cosine jumps from one to minus one and "
            "takes no value between (a factor of zero leaves no direction at all). Then "
            "type the rows <<:try 2 0>> and <<:try 0 2>> into W: a factor in the form of a matrix."
        ),
    )


FIGURES = {
    "memory": memory_figure,
    "bank": bank_figure,
    "stretch-or-turn": stretch_or_turn_figure,
}
