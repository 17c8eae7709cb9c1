"""Text becomes tokens, and tokens become numbers (chapter 1).

Three ways to split a text (words, characters, byte pairs) and the vocabulary that numbers
the pieces. Everything here works on strings, so nothing here is traced.
"""

import difflib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require, require_whole

END_OF_WORD = "·"


def normalised(text):
    """Write equal-looking texts equally: accents as one sign with their letter, nothing unseen.

    Parameters
    ----------
    text : str

    Returns
    -------
    plain : str
        In Unicode's normal form C, without format characters (category Cf: zero-width spaces and
        joiners, marks of direction, the soft hyphen). The page's script does the same.

    Raises
    ------
    ValueError
        If it is no text.

    Examples
    --------
    >>> normalised("man\u0303ana\u200b") == "mañana"
    True
    """
    require(isinstance(text, str), f"Expected a text, but was given {text!r}.")
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", seen)


def word_tokens(text):
    """Split a text at white space; it is `normalised` first.

    Examples
    --------
    >>> word_tokens("Hello World")
    ['Hello', 'World']
    """
    return normalised(text).split()


def character_tokens(text):
    """Split a text into its characters, blanks included; it is `normalised` first.

    Examples
    --------
    >>> character_tokens("a b")
    ['a', ' ', 'b']
    """
    return list(normalised(text))


class Merge(NamedTuple):
    """One step of learning byte pairs: the pair, how often it stood there, the words after."""

    pair: tuple[str, str]
    count: int
    words: dict[tuple[str, ...], int]


def learn_byte_pairs(text, n_merges):
    """Learn which neighbouring pieces to join, most frequent pair first.

    Each word starts as its characters and an end mark. The most frequent pair of
    neighbours becomes one piece, again and again. Ties go to the pair that comes first in
    alphabetical order, so the same text always gives the same merges.

    Parameters
    ----------
    text : str
        The training text.
    n_merges : int
        How many pairs to join at most; learning ends early when no pair is left.

    Returns
    -------
    merges : list of Merge
        In the order in which they were learnt.

    Raises
    ------
    ValueError
        If the text holds no word or the end mark itself, or `n_merges` is negative.

    Notes
    -----
    Sennrich, Haddow and Birch (2016), section 3.2, which the Transformer paper uses
    (section 5.1).

    Examples
    --------
    >>> [merge.pair for merge in learn_byte_pairs("low low lower", 2)]
    [('l', 'o'), ('lo', 'w')]
    """
    words = Counter(_spell(word) for word in word_tokens(text))
    require(words, "There is no word to learn from. Give a text with at least one word.")
    require_whole("n_merges", n_merges, 0, "pairs are joined one by one")
    merges = []
    for _ in range(n_merges):
        pairs = count_pairs(words)
        if not pairs:
            break
        pair = min(pairs, key=lambda pair: (-pairs[pair], pair))
        words = {join_pair(word, pair): count for word, count in words.items()}
        merges.append(Merge(pair, pairs[pair], words))
    return merges


def count_pairs(words):
    """Count each pair of neighbouring pieces over all words.

    Examples
    --------
    >>> count_pairs({("a", "b", "a", "b"): 2})[("a", "b")]
    4
    """
    pairs = Counter()
    for word, count in words.items():
        for pair in pairwise(word):
            pairs[pair] += count
    return pairs


def join_pair(word, pair):
    """Join each occurrence of the pair in a word, from the left.

    Examples
    --------
    >>> join_pair(("a", "a", "a"), ("a", "a"))
    ('aa', 'a')
    """
    pieces, i = [], 0
    while i < len(word):
        joined = word[i : i + 2] == pair
        pieces.append("".join(pair) if joined else word[i])
        i += 2 if joined else 1
    return tuple(pieces)


def byte_pair_tokens(text, merges):
    """Split a text into the learnt pieces.

    Parameters
    ----------
    text : str
    merges : list of Merge
        As `learn_byte_pairs` returns them; they are applied in that order.

    Returns
    -------
    tokens : list of str
        A piece that ends a word carries the end mark.

    Raises
    ------
    ValueError
        If the text holds the end mark itself.

    Examples
    --------
    >>> byte_pair_tokens("slow", learn_byte_pairs("low low lower", 2))
    ['s', 'low', '·']
    """
    tokens = []
    for word in word_tokens(text):
        pieces = _spell(word)
        for merge in merges:
            pieces = join_pair(pieces, merge.pair)
        tokens.extend(pieces)
    return tokens


def _spell(word):
    require(
        END_OF_WORD not in word,
        f"The word {word!r} holds {END_OF_WORD!r}, which marks the end of a word here. "
        "Take it out of the text.",
    )
    return (*word, END_OF_WORD)


@dataclass(frozen=True)
class Vocabulary:
    """The tokens that a model knows; the place of a token is its number.

    Parameters
    ----------
    tokens : tuple of str
        Each token once. They are kept `normalised`, and looked up so.

    Raises
    ------
    ValueError
        If there is no token, one is empty or occurs twice, or a text was given instead of tokens.

    Examples
    --------
    >>> vocabulary = Vocabulary(("hola", "mundo"))
    >>> vocabulary.encode(["mundo", "hola"])
    array([1, 0])
    >>> vocabulary.decode([1, 0])
    ['mundo', 'hola']
    """

    tokens: tuple[str, ...]

    def __post_init__(self):
        require(
            not isinstance(self.tokens, str),
            f"Expected the tokens one by one, but was given the text {self.tokens!r}. "
            "Split it first, for example with word_tokens.",
        )
        object.__setattr__(self, "tokens", tuple(map(normalised, self.tokens)))  # it is frozen
        require(self.tokens, "A vocabulary needs at least one token.")
        require(all(self.tokens), "One of the tokens is empty, or holds only what cannot be seen.")
        twice = [token for token, count in Counter(self.tokens).items() if count > 1]
        require(not twice, f"These tokens occur more than once: {twice}. Keep each once.")

    def __len__(self):
        return len(self.tokens)

    def __iter__(self):
        return iter(self.tokens)

    def encode(self, tokens):
        """Turn each token into its number.

        Parameters
        ----------
        tokens : sequence of str

        Returns
        -------
        ids : ndarray of int, shape (t,)

        Raises
        ------
        ValueError
            If the sequence is empty, or holds a token that is not in the vocabulary; the
            message names the token and the known ones that look most like it.
        """
        require(
            not isinstance(tokens, str),
            f"Expected a list of tokens, but was given the text {tokens!r}. "
            "Split it first, for example with word_tokens.",
        )
        require(len(tokens) > 0, "The sentence is empty. Give at least one token.")
        return np.array([self._number(token) for token in tokens])

    def decode(self, ids):
        """Turn each number into its token.

        Parameters
        ----------
        ids : sequence of int

        Returns
        -------
        tokens : list of str

        Raises
        ------
        ValueError
            If a number is not the place of a token.
        """
        for i in ids:
            require(
                i in range(len(self)),
                f"{i} is not the number of a token: this vocabulary has the numbers "
                f"0 to {len(self) - 1}.",
            )
        return [self.tokens[int(i)] for i in ids]

    def _number(self, token):
        plain = normalised(token) if isinstance(token, str) else token
        if plain not in self.tokens:
            raise ValueError(self._unknown(plain))  # looking for similar words takes time
        return self.tokens.index(plain)

    def _unknown(self, token):
        alike = difflib.get_close_matches(str(token), self.tokens, n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(alike)}?" if alike else f"It knows {list(self.tokens)}."
        return f"{token!r} is not in the vocabulary. {hint}"
