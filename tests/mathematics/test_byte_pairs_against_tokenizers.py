"""Our byte pairs beside those of Hugging Face's `tokenizers`, written by other people in Rust.

There a word is the characters between blanks, so the end mark is written into its text.
Among pairs of equal count that library takes the oldest pieces and we the first in the
alphabet: what is learnt is compared up to the first tie.
"""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from helpers import byte_pair_tokens, learn_byte_pairs
from helpers.mathematics.text import END_OF_WORD, count_pairs

from .cases import examples

letters = st.text(alphabet="abc ", max_size=60).filter(str.strip)
TRAINING = {
    "sennrich": "low " * 5 + "lower " * 2 + "newest " * 6 + "widest " * 3,
    "spanish": (
        "el coche rojo corre y la casa roja espera el niño pequeño lee un libro rojo la niña "
        "pequeña lee el libro que el niño quiere ¿qué quiere la niña? quiere un coche pequeño"
    ),
    "english": (
        "the red car runs and the red house waits the small child reads a red book the student "
        "reads the book that the teacher recommended the book is expensive the red book is red"
    ),
    "scripts": "漢字 漢語 漢字 日本語 日本 naïve naïveté café cafés café e\u0301l e\u0301l",
}
UNSEEN = [
    "the lowest house of the newest student",
    "el niño más pequeño lee las páginas rojas ¿qué lee?",
    "日本漢字 漢 naïvement l'été",
    "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN} rojo",
]


def marked(text):
    return " ".join(word + END_OF_WORD for word in text.split())


def peers_marked(text):
    """The text with its end marks, in the normal form that the library makes of it."""
    unseen = normalizers.Replace(Regex(r"\p{Cf}"), "")
    return marked(normalizers.Sequence([unseen, normalizers.NFC()]).normalize_str(text))


def peers_tokens(text, merges):
    pairs = [merge.pair for merge in merges]
    pieces = sorted(
        {piece for pair in pairs for piece in (*pair, "".join(pair))} | set(peers_marked(text))
    )
    peer = Tokenizer(models.BPE({piece: i for i, piece in enumerate(pieces)}, pairs))
    peer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return peer.encode(peers_marked(text)).tokens


def peers_pieces(text, n_merges):
    """The pieces that the library learns, in order, without the characters."""
    peer = Tokenizer(models.BPE())
    peer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    n_characters = len(set(peers_marked(text)) - {" "})
    peer.train_from_iterator(
        [peers_marked(text)],
        trainers.BpeTrainer(vocab_size=n_characters + n_merges, show_progress=False),
    )
    pieces = sorted(peer.get_vocab(), key=peer.get_vocab().get)
    return pieces[n_characters:]


def length_before_a_tie(text, merges):
    words = Counter((*word, END_OF_WORD) for word in text.split())
    for i, merge in enumerate(merges):
        if list(count_pairs(words).values()).count(merge.count) > 1:
            return i
        words = merge.words
    return len(merges)


def corpus_with_few_ties(seed):
    """Words of few letters, so that pairs are shared, each with a large random count."""
    rng = np.random.default_rng(seed)
    words = ["".join(rng.choice(list("aeñló"), rng.integers(3, 8))) for _ in range(60)]
    return " ".join(" ".join([word] * int(rng.integers(1, 400))) for word in words)


@pytest.mark.parametrize("text", [*TRAINING.values(), *UNSEEN])
@pytest.mark.parametrize("training", TRAINING)
@pytest.mark.parametrize("n_merges", [1, 10, 60])
def test_our_merges_split_a_text_as_tokenizers_does(training, n_merges, text):
    merges = learn_byte_pairs(TRAINING[training], n_merges)
    assert byte_pair_tokens(text, merges) == peers_tokens(text, merges)


@examples
@given(letters, letters, st.integers(0, 25))
def test_our_merges_of_any_text_split_any_other_as_tokenizers_does(training, text, n_merges):
    merges = learn_byte_pairs(training, n_merges)
    assert byte_pair_tokens(text, merges) == peers_tokens(text, merges)


@pytest.mark.parametrize("seed", [0, 1, 3, 5, 6, 7])
def test_we_learn_the_pieces_that_tokenizers_learns_up_to_the_first_tie(seed):
    text = corpus_with_few_ties(seed)
    merges = learn_byte_pairs(text, 40)
    n_merges = length_before_a_tie(text, merges)
    assert n_merges >= 15
    assert ["".join(merge.pair) for merge in merges[:n_merges]] == peers_pieces(text, n_merges)
