"""Figures of chapter 1: text becomes numbers."""

import numpy as np

from helpers import (
    byte_pair_tokens,
    cosine_similarity,
    embed,
    example,
    learn_byte_pairs,
    one_hot,
    word_tokens,
)
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    arrows,
    bars,
    choice,
    drops,
    fold,
    heat,
    matrix,
    paths,
    plane,
    recorded,
    sentence,
    slider,
    tokens,
    value,
)
from helpers.live.rounding import settled

WORDS = example.sentence
SPANISH = {"hola": "es", "mundo": "es"}
SIDES = ("along Hello", "beside it")
ARC = np.linspace(0, 1, 13)[:, None]  # from one arrow to the other
N_MERGES = 12
LIBRARY = """this token and that token are two tokens
the tokenizer makes tokens
realization organization civilization"""
LIBRARIES = {
    "tokenizer": LIBRARY,
    "reader": LIBRARY.replace("tokenizer", "reader"),
    "without its last line": LIBRARY.rpartition("\n")[0],
}
UNSEEN = "tokenization"


def byte_pair_pages(library):
    """Record what each merge makes of a library and of a word that is not in it.

    Parameters
    ----------
    library : str

    Returns
    -------
    pages : list of list
        Before the first merge and after each: lines of text and of pieces.
    marks : list of str or None
        The piece that each merge made.
    counts : ndarray of shape (n_merges + 1, 2)
        How many pieces the library and the unseen word are in.
    """
    merges = learn_byte_pairs(library, N_MERGES)
    spelt = dict.fromkeys(tuple(byte_pair_tokens(word, [])) for word in word_tokens(library))
    pages, marks, counts = [], [], []
    for number in range(len(merges) + 1):
        words = merges[number - 1].words if number else spelt
        unseen = byte_pair_tokens(UNSEEN, merges[:number])
        pages.append([_what(merges, number), *words, "A word it has never seen:", unseen])
        marks.append("".join(merges[number - 1].pair) if number else None)
        counts.append([len(byte_pair_tokens(library, merges[:number])), len(unseen)])
    return pages, marks, np.array(counts, dtype=float)


def _what(merges, number):
    if not number:
        return "No merge yet: each word is its characters and an end mark."
    first, second = merges[number - 1].pair
    count = merges[number - 1].count
    times = "once" if count == 1 else f"{count} times"
    return f"Merge {number}: {first} + {second} → {first + second}, which stood there {times}"


def byte_pair_steps(merges, library):
    """Look up what was recorded after so many merges."""
    counts = embed(merges[None], library)
    pieces, pieces_unseen, page = counts[0, 0], counts[0, 1], counts[0, 2]
    return {"pieces": pieces, "pieces_unseen": pieces_unseen, "page": page}


def byte_pairs_figure():
    """Step through twelve merges, for three libraries; the words are cut as the merges say."""
    pages, marks, tables = [], [], {}
    for label, library in LIBRARIES.items():
        own, own_marks, counts = byte_pair_pages(library)
        places = np.arange(len(pages), len(pages) + len(own))
        tables[label] = np.column_stack([counts, places])
        pages, marks = pages + own, marks + own_marks
    return Figure(
        byte_pair_steps,
        {
            "merges": slider(0, 0, N_MERGES, whole=True, marks={str(n): n for n in (0, 4, 8, 12)}),
            "library": choice(tables, label="The library with"),
        },
        [
            recorded("page", pages, marks=marks),
            sentence(
                "After {merges} merges the library is in {pieces} pieces, "
                f"and “{UNSEEN}” in {{pieces_unseen}}."
            ),
        ],
        name="byte-pairs",
        title="Pieces grow by counting neighbours",
        caption="Go through the merges one by one. Then stay at the last and exchange one word of "
        "the library, “tokenizer” for “reader”: the new word falls into other pieces.",
    )


def look_up(ids, W_E):
    """Look up rows of the table as a product with one-hot rows."""
    T = one_hot(ids, W_E.shape[0])
    picked = T @ W_E
    return {"T": T, "picked": picked}


def look_up_figure():
    """Type tokens or change the table: the one-hot rows pick the rows of the table."""
    vocabulary = example.vocabulary
    return Figure(
        look_up,
        {
            "ids": tokens("hello world", vocabulary, max_length=4, label="Tokens", lang=SPANISH),
            "W_E": matrix(example.W_E, rows=vocabulary, label="the table", lang=SPANISH),
        },
        [
            heat(
                "T",
                rows="ids",
                columns=vocabulary,
                label="rows",
                limits=[0, 1],
                lang=SPANISH,
            ),
            ["·", matrix("W_E"), "=", matrix("picked", rows="ids", lang=SPANISH)],
        ],
        name="look-up",
        title="A single one picks its row",
        caption="Type “hola hola mundo”: a token brings the same row wherever it stands. Then "
        "change a number in the row of “how”, which was not asked for: nothing follows.",
    )


def similarity_steps(E):
    """Compare the rows of two tokens by dot product, length and cosine."""
    squares = (E * E).sum(axis=-1)
    length = np.sqrt(squares)
    similarity = cosine_similarity(E[0], E[1])
    return {"length": length, "similarity": similarity}


def similarity_figure():
    """Change any number of the two embeddings: dot product, lengths and cosine follow."""
    return Figure(
        similarity_steps,
        {"E": matrix(example.E, rows=WORDS)},
        [
            [matrix("E"), bars("E", rows=WORDS)],
            [
                value("dot", "product of the two rows"),
                value("length", "of Hello", at=0),
                value("length", "of World", at=1),
            ],
            value("similarity", "by cosine"),
        ],
        name="similarity",
        title="Direction counts, length does not",
        caption=told(
            "Paste <<:try 20 30 40 50>> into the row of World: dot product and length "
            "grow tenfold, the cosine stays. Then put a minus before each of the four: "
            "dot product and cosine change their sign, the length does not."
        ),
    )


def plane_of(first, second):
    """Give two directions at right angles, along and beside `first`, that span both vectors."""
    along = first / np.sqrt((first * first).sum())
    beside = second - (second @ along) * along
    return settled(np.stack([along, beside / np.sqrt((beside * beside).sum())]))


def angle_steps(E_plane, directions):
    """Carry two vectors from their plane to all four numbers; compare them by angle and shadow."""
    E = E_plane @ directions
    similarity = cosine_similarity(E_plane[0], E_plane[1])  # in the plane nothing is rounded
    length = np.sqrt((E_plane * E_plane).sum(axis=-1, keepdims=True))
    toward = E_plane / length
    shadow = (length[1, 0] * similarity) * toward[0]
    between = (1 - ARC) * toward[0] + ARC * toward[1]
    arc = between / np.sqrt((between * between).sum(axis=-1, keepdims=True))
    ground = np.stack([0 * shadow, shadow])
    share = shadow @ toward[0] / length[1, 0]
    return {
        "E": E,
        "similarity": similarity,
        "length": length[:, 0],
        "world": E_plane[1],
        "shadow": shadow,
        "arc": 1.5 * arc,
        "ground": ground,
        "share": share,
    }


def angle_figure():
    """Drag two embeddings in the plane that they span; their four numbers follow."""
    directions = plane_of(*example.E)
    start = example.E @ directions.T
    return Figure(
        angle_steps,
        {"E_plane": matrix(np.round(start, 6), rows=WORDS, columns=SIDES, step=0.1)},
        [
            [
                plane(
                    paths("arc", hue="lit"),
                    paths("ground", look="bold", hue="lit"),
                    drops("world", "shadow", hue="lit"),
                    arrows("E_plane", rows=WORDS),
                    x=(-8, 11),
                    y=(-5, 6),
                    label="The plane of the two words",
                ),
            ],
            [matrix("E", rows=WORDS, label="all four numbers"), value("similarity", "by cosine")],
            sentence(
                "The shadow of “World” on “Hello” is {share} times as long as “World”. "
                "That is the cosine."
            ),
            fold("The numbers", [matrix("E_plane"), matrix("length", columns=WORDS)]),
        ],
        fixed={"directions": directions},
        name="angle",
        title="Likeness is an angle, and a shadow",
        caption="Two vectors always lie in one plane, however many numbers they have: this is that "
        "of “Hello” and “World”, drawn to one scale, with nothing lost. Drag “World” "
        "around “Hello”, then away from the middle and back: when does the cosine change?",
    )


FIGURES = {
    "angle": angle_figure,
    "byte-pairs": byte_pairs_figure,
    "look-up": look_up_figure,
    "similarity": similarity_figure,
}
