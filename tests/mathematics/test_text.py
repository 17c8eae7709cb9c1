import dataclasses
import re
import unicodedata
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import (
    Vocabulary,
    byte_pair_tokens,
    character_tokens,
    learn_byte_pairs,
    word_tokens,
)
from helpers.mathematics.text import END_OF_WORD, Merge, count_pairs, join_pair

from .cases import examples

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
UNSEEN = "\N{ZERO WIDTH SPACE}\N{LEFT-TO-RIGHT MARK}\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}"
COMBINED = unicodedata.normalize("NFC", "qué")
DECOMPOSED = unicodedata.normalize("NFD", "qué")
SENTENCES = [
    "low low low lower newest newest widest",
    "¿qué quiere el niño pequeño? ¡qué niño!",
    "el coche rojo y la casa roja",
    "漢字 漢語 日本語",
    f"{FAMILY} {FAMILY} hola {DECOMPOSED} {COMBINED}",
]
letters = st.text(alphabet="abc ", max_size=40).filter(str.strip)
words = st.text(alphabet="abñ¿é漢 \n\t\N{ZERO WIDTH JOINER}", max_size=40).filter(str.strip)
VOCABULARY = Vocabulary(("hola", "mundo", "coche", "rojo"))


def restored(tokens):
    return "".join(tokens).replace(END_OF_WORD, " ").split()


def naive_learning(text, n_merges):
    """Learn by joining spelled-out strings: slow, and written without helpers."""
    corpus = [[*word, END_OF_WORD] for word in text.split()]
    learnt = []
    for _ in range(n_merges):
        neighbours = [(a, b) for word in corpus for a, b in pairwise(word)]
        if not neighbours:
            break
        best = sorted(set(neighbours), key=lambda pair: (-neighbours.count(pair), pair))[0]
        learnt.append(best)
        for word in corpus:
            i = 0
            while i + 1 < len(word):
                if (word[i], word[i + 1]) == best:
                    word[i : i + 2] = [word[i] + word[i + 1]]
                i += 1
    return learnt


def test_words_are_split_at_any_white_space():
    assert word_tokens(" Hello\t World \n") == ["Hello", "World"]
    assert word_tokens("   ") == []


def test_words_keep_their_punctuation_and_accents():
    assert word_tokens("¿qué? 漢字 niño") == ["¿qué?", "漢字", "niño"]


@examples
@given(st.text(alphabet="ab é漢\n"))
def test_characters_put_together_are_the_text(text):
    assert "".join(character_tokens(text)) == text


def test_an_accent_is_one_character_with_its_letter_and_what_is_unseen_is_none():
    assert character_tokens(DECOMPOSED) == character_tokens(COMBINED) == ["q", "u", "é"]
    assert character_tokens(UNSEEN.join("que")) == ["q", "u", "e"]
    assert character_tokens(FAMILY) == ["\N{MAN}", "\N{WOMAN}", "\N{GIRL}"]


@pytest.mark.parametrize("written", [DECOMPOSED, UNSEEN.join(COMBINED), f"{UNSEEN}{DECOMPOSED}"])
def test_what_looks_equal_is_the_same_for_words_byte_pairs_and_vocabulary(written):
    merges = learn_byte_pairs(f"{COMBINED} {COMBINED}", 4)
    assert word_tokens(f"{written} {UNSEEN} b") == [COMBINED, "b"]
    assert learn_byte_pairs(f"{written} {written}", 4) == merges
    assert byte_pair_tokens(written, merges) == byte_pair_tokens(COMBINED, merges)
    assert Vocabulary((COMBINED,)).encode([written]).tolist() == [0]
    assert Vocabulary((written,)).encode([COMBINED]).tolist() == [0]
    assert Vocabulary((written,)).tokens == (COMBINED,)


def test_no_unknown_word_is_told_that_it_may_mean_itself():
    for sign in map(chr, range(0x110000)):
        if unicodedata.category(sign) == "Cf":
            assert Vocabulary(("mañana",)).encode([f"ma{sign}ñana"]).tolist() == [0]


def test_two_ways_to_write_one_token_are_a_token_twice():
    with pytest.raises(ValueError, match="more than once"):
        Vocabulary((COMBINED, DECOMPOSED))
    with pytest.raises(ValueError, match="empty"):
        Vocabulary((COMBINED, UNSEEN))


@pytest.mark.parametrize("wrong", [None, 3, b"hola", ["hola"]])
@pytest.mark.parametrize("split", [word_tokens, character_tokens])
def test_what_is_no_text_is_refused(split, wrong):
    with pytest.raises(ValueError, match="Expected a text"):
        split(wrong)


def test_merges_of_sennrichs_example_by_hand():
    text = "low " * 5 + "lower " * 2 + "newest " * 6 + "widest " * 3
    merges = learn_byte_pairs(text, 4)
    assert [(merge.pair, merge.count) for merge in merges] == [
        (("e", "s"), 9),
        (("es", "t"), 9),
        (("est", "·"), 9),
        (("l", "o"), 7),
    ]
    assert merges[3].words == {
        ("lo", "w", "·"): 5,
        ("lo", "w", "e", "r", "·"): 2,
        ("n", "e", "w", "est·"): 6,
        ("w", "i", "d", "est·"): 3,
    }


@examples
@given(letters, st.integers(0, 12))
def test_learnt_merges_are_what_plain_loops_give(text, n_merges):
    assert [merge.pair for merge in learn_byte_pairs(text, n_merges)] == naive_learning(
        text, n_merges
    )


@examples
@given(words, st.integers(0, 12), st.randoms(use_true_random=False))
def test_merges_depend_on_the_counts_of_words_and_not_on_their_order(text, n_merges, random):
    shuffled = text.split()
    random.shuffle(shuffled)
    assert [merge.pair for merge in learn_byte_pairs(text, n_merges)] == [
        merge.pair for merge in learn_byte_pairs(" ".join(shuffled), n_merges)
    ]


def test_ties_go_to_the_pair_that_comes_first_in_alphabetical_order():
    assert [merge.pair for merge in learn_byte_pairs("zb ya", 1)] == [("a", "·")]


@pytest.mark.parametrize("text", SENTENCES)
def test_learning_twice_gives_the_same_merges(text):
    assert learn_byte_pairs(text, 20) == learn_byte_pairs(text, 20)


@examples
@given(words, words, st.integers(0, 15))
def test_concatenating_the_pieces_restores_the_words(training, text, n_merges):
    tokens = byte_pair_tokens(text, learn_byte_pairs(training, n_merges))
    assert restored(tokens) == word_tokens(text)


@pytest.mark.parametrize("text", SENTENCES)
def test_pieces_of_any_script_restore_the_words(text):
    assert restored(byte_pair_tokens(text, learn_byte_pairs(text, 10))) == word_tokens(text)


@examples
@given(letters, st.integers(0, 15))
def test_splitting_the_training_text_gives_the_pieces_that_learning_ended_with(text, n_merges):
    merges = learn_byte_pairs(text, n_merges)
    for word in set(text.split()):
        ended = merges[-1].words if merges else {(*word, END_OF_WORD): 1}
        assert tuple(byte_pair_tokens(word, merges)) in ended


def test_learning_ends_early_when_each_word_is_one_piece():
    merges = learn_byte_pairs("ab ab", 100)
    assert len(merges) == 2
    assert merges[-1].words == {("ab·",): 2}


def test_without_merges_the_pieces_are_characters_and_the_end_mark():
    assert learn_byte_pairs("ab", 0) == []
    assert byte_pair_tokens("ab c", []) == ["a", "b", "·", "c", "·"]


def test_no_words_give_no_pieces():
    assert byte_pair_tokens("  ", learn_byte_pairs("ab", 1)) == []


def test_a_merge_never_joins_two_words():
    assert all(" " not in "".join(merge.pair) for merge in learn_byte_pairs("a b a b a b", 9))


def test_pairs_are_counted_with_the_count_of_their_word():
    counts = count_pairs({("a", "b", "c"): 2, ("a", "b"): 3})
    assert counts == {("a", "b"): 5, ("b", "c"): 2}


def test_pairs_are_joined_from_the_left():
    assert join_pair(("a", "a", "a"), ("a", "a")) == ("aa", "a")
    assert join_pair(("a", "b", "a", "b"), ("a", "b")) == ("ab", "ab")
    assert join_pair(("a",), ("a", "b")) == ("a",)
    assert join_pair((), ("a", "b")) == ()


@pytest.mark.parametrize("text", ["", "  \n "])
def test_learning_from_a_text_without_words_is_refused(text):
    with pytest.raises(ValueError, match=r"no word to learn from.*at least one word"):
        learn_byte_pairs(text, 3)


def test_a_negative_number_of_merges_is_refused():
    with pytest.raises(ValueError, match=r"n_merges is -1; .* at least 0"):
        learn_byte_pairs("ab", -1)


def test_a_text_that_holds_the_end_mark_is_refused():
    message = r"'col·legi' holds '·', which marks the end of a word.*Take it out"
    with pytest.raises(ValueError, match=message):
        learn_byte_pairs("el col·legi", 3)
    with pytest.raises(ValueError, match=message):
        byte_pair_tokens("el col·legi", [Merge(("e", "l"), 1, {})])


@examples
@given(st.lists(st.sampled_from(VOCABULARY.tokens), min_size=1))
def test_decoding_what_was_encoded_gives_the_tokens_back(tokens):
    assert VOCABULARY.decode(VOCABULARY.encode(tokens)) == tokens


def test_the_place_of_a_token_is_its_number():
    assert [VOCABULARY.encode([token])[0] for token in VOCABULARY] == [0, 1, 2, 3]
    assert len(VOCABULARY) == 4
    assert VOCABULARY.encode(["rojo", "hola"]).dtype.kind == "i"


def test_tokens_in_any_script_are_encoded():
    tokens = ("¿qué?", "漢字", FAMILY, DECOMPOSED)
    assert Vocabulary(tokens).encode(tokens).tolist() == [0, 1, 2, 3]


def test_an_unknown_word_is_named_with_the_known_ones_that_look_like_it():
    with pytest.raises(ValueError, match=r"'mumdo' is not in the vocabulary.*Did you mean mundo\?"):
        VOCABULARY.encode(["hola", "mumdo"])


def test_an_unknown_word_that_looks_like_none_gets_the_whole_list():
    known = re.escape("['hola', 'mundo', 'coche', 'rojo']")
    with pytest.raises(ValueError, match=rf"'漢字' is not in the vocabulary\. It knows {known}"):
        VOCABULARY.encode(["漢字"])


@pytest.mark.parametrize("unknown", ["", "Hola", " hola", 3, None])
def test_what_is_not_exactly_a_known_token_is_refused(unknown):
    with pytest.raises(ValueError, match=f"{unknown!r} is not in the vocabulary"):
        VOCABULARY.encode([unknown])


@pytest.mark.parametrize("empty", [[], (), np.array([])])
def test_an_empty_sentence_is_refused(empty):
    with pytest.raises(ValueError, match=r"sentence is empty.*at least one token"):
        VOCABULARY.encode(empty)


def test_a_text_instead_of_a_list_of_tokens_is_refused():
    with pytest.raises(ValueError, match=r"given the text 'hola mundo'.*word_tokens"):
        VOCABULARY.encode("hola mundo")


def test_a_vocabulary_of_a_text_instead_of_tokens_is_refused():
    with pytest.raises(ValueError, match=r"given the text 'hola mundo'.*word_tokens"):
        Vocabulary("hola mundo")


def test_a_vocabulary_without_tokens_is_refused():
    with pytest.raises(ValueError, match="needs at least one token"):
        Vocabulary(())


def test_a_vocabulary_that_holds_a_token_twice_is_refused():
    with pytest.raises(ValueError, match=r"more than once: \['b', 'c'\].*Keep each once"):
        Vocabulary(("a", "b", "b", "c", "c", "c"))


@pytest.mark.parametrize("i", [4, -1, 10**9, 1.5, float("nan"), "1", None])
def test_a_number_that_no_token_has_is_refused(i):
    message = rf"{i} is not the number of a token.*numbers 0 to 3"
    with pytest.raises(ValueError, match=message):
        VOCABULARY.decode([0, i])


def test_numbers_of_numpy_and_whole_floats_are_decoded():
    assert VOCABULARY.decode(np.array([3, 0])) == ["rojo", "hola"]
    assert VOCABULARY.decode(np.array([3.0, 0.0])) == ["rojo", "hola"]
    assert VOCABULARY.decode([]) == []


def test_a_vocabulary_does_not_change():
    with pytest.raises(dataclasses.FrozenInstanceError):
        VOCABULARY.tokens = ("adiós",)
