"""A toy grammar of English and Spanish: agreement and a change of order (chapter 15).

In Spanish, articles and adjectives follow the gender and the number of their noun, and the
adjective comes after it: *the red car* is *el coche rojo*, *the red houses* is *las casas rojas*.
The grammar makes sentences from a seed, and remembers which English word each Spanish one
comes from. Objects are things, because Spanish would mark a living object with *a*.
"""

import itertools
from collections import Counter
from typing import NamedTuple

import numpy as np

from helpers.mathematics.checks import require
from helpers.mathematics.text import Vocabulary


class Noun(NamedTuple):
    """A noun: English and Spanish, one and many, its gender (0 m, 1 f), and whether it lives."""

    english: tuple[str, str]
    spanish: tuple[str, str]
    gender: int
    is_alive: bool


class Pair(NamedTuple):
    """A sentence in both languages.

    ``comes_from[i]`` is the place of the English word that Spanish word i renders; ``combinations``
    are the (adjective, noun) that describe each other in it, as places in `ADJECTIVES` and
    `NOUNS`.
    """

    english: tuple[str, ...]
    spanish: tuple[str, ...]
    comes_from: tuple[int, ...]
    combinations: frozenset[tuple[int, int]]


class Split(NamedTuple):
    """Sentences to learn from, unseen sentences, and sentences with unseen combinations.

    `validation` is for choosing sizes and rates: half of it of each unseen kind, and none of its
    sentences in training or in the tests.
    """

    train: tuple[Pair, ...]
    unseen_sentences: tuple[Pair, ...]
    unseen_combinations: tuple[Pair, ...]
    held_out: frozenset[tuple[int, int]]
    validation: tuple[Pair, ...]


M, F = 0, 1
NOUNS = (
    Noun(("cat", "cats"), ("gato", "gatos"), M, True),
    Noun(("dog", "dogs"), ("perro", "perros"), M, True),
    Noun(("boy", "boys"), ("niño", "niños"), M, True),
    Noun(("horse", "horses"), ("caballo", "caballos"), M, True),
    Noun(("cow", "cows"), ("vaca", "vacas"), F, True),
    Noun(("girl", "girls"), ("niña", "niñas"), F, True),
    Noun(("hen", "hens"), ("gallina", "gallinas"), F, True),
    Noun(("car", "cars"), ("coche", "coches"), M, False),
    Noun(("book", "books"), ("libro", "libros"), M, False),
    Noun(("tree", "trees"), ("árbol", "árboles"), M, False),
    Noun(("house", "houses"), ("casa", "casas"), F, False),
    Noun(("table", "tables"), ("mesa", "mesas"), F, False),
    Noun(("apple", "apples"), ("manzana", "manzanas"), F, False),
    Noun(("flower", "flowers"), ("flor", "flores"), F, False),
)
ADJECTIVES = (  # English; masculine one and many, feminine one and many
    ("red", (("rojo", "rojos"), ("roja", "rojas"))),
    ("white", (("blanco", "blancos"), ("blanca", "blancas"))),
    ("black", (("negro", "negros"), ("negra", "negras"))),
    ("small", (("pequeño", "pequeños"), ("pequeña", "pequeñas"))),
    ("pretty", (("bonito", "bonitos"), ("bonita", "bonitas"))),
    ("new", (("nuevo", "nuevos"), ("nueva", "nuevas"))),
    ("big", (("grande", "grandes"), ("grande", "grandes"))),
    ("green", (("verde", "verdes"), ("verde", "verdes"))),
)
DETERMINERS = (  # English for one and for many (None: not said), and Spanish as above
    (("the", "the"), (("el", "los"), ("la", "las"))),
    (("a", None), (("un", None), ("una", None))),
    ((None, "some"), ((None, "unos"), (None, "unas"))),
    (("my", "my"), (("mi", "mis"), ("mi", "mis"))),
)
VERBS = (  # one and many
    (("sees", "see"), ("ve", "ven")),
    (("wants", "want"), ("quiere", "quieren")),
    (("has", "have"), ("tiene", "tienen")),
)
TO_BE = (("is", "are"), ("es", "son"))
GREETINGS = (("hello", "hola"), ("goodbye", "adiós"), ("thanks", "gracias"))
WORLD = ("world", "mundo")
LONGEST_PHRASE = 3  # words: determiner, adjective, noun
DRAWS = 1000  # for each sentence to test on; three are enough for the usual split
N_GREETED = 20  # how often each sentence of greeting stands among the 2000: there are only six


def _english():
    yield from (word for word, _ in GREETINGS)
    yield WORLD[0]
    yield from (word for words, _ in DETERMINERS for word in words if word)
    yield from (word for word, _ in ADJECTIVES)
    yield from (word for noun in NOUNS for word in noun.english)
    yield from (word for words, _ in (*VERBS, TO_BE) for word in words)


def _spanish():
    yield from (word for _, word in GREETINGS)
    yield WORLD[1]
    tables = [forms for _, forms in (*DETERMINERS, *ADJECTIVES)]
    yield from (word for forms in tables for words in forms for word in words if word)
    yield from (word for noun in NOUNS for word in noun.spanish)
    yield from (word for _, words in (*VERBS, TO_BE) for word in words)


ENGLISH = Vocabulary(tuple(dict.fromkeys(_english())))
SPANISH = Vocabulary(tuple(dict.fromkeys(_spanish())))
COMBINATIONS = tuple(itertools.product(range(len(ADJECTIVES)), range(len(NOUNS))))


def noun_phrase(rng, number, nouns, combinations):
    """Draw a determiner, perhaps an adjective, and a noun.

    Parameters
    ----------
    rng : numpy.random.Generator
    number : int
        0 for one, 1 for many.
    nouns : sequence of int
        Places in `NOUNS` to choose from.
    combinations : set of (int, int)
        Which adjective may stand with which noun.

    Returns
    -------
    phrase : Pair
    noun : int
    """
    noun = _choose(rng, nouns)
    gender = NOUNS[noun].gender
    words, forms = _choose(rng, [pair for pair in DETERMINERS if pair[0][number]])
    said, rendered = NOUNS[noun].english[number], NOUNS[noun].spanish[number]
    article = forms[gender][number]
    allowed = [a for a in range(len(ADJECTIVES)) if (a, noun) in combinations]
    if not allowed or rng.random() < 0.4:
        return Pair((words[number], said), (article, rendered), (0, 1), frozenset()), noun
    adjective = _choose(rng, allowed)
    english, agreeing = ADJECTIVES[adjective]
    phrase = Pair(
        (words[number], english, said),
        (article, rendered, agreeing[gender][number]),
        (0, 2, 1),
        frozenset({(adjective, noun)}),
    )
    return phrase, noun


def sentence(rng, combinations):
    """Draw a sentence: a noun phrase, one that is described, or one that does something.

    Parameters
    ----------
    rng : numpy.random.Generator
    combinations : set of (int, int)
        Which adjective (place in `ADJECTIVES`) may describe which noun (place in `NOUNS`).

    Returns
    -------
    pair : Pair
    """
    kind, number = int(rng.integers(3)), int(rng.integers(2))
    living = [i for i, noun in enumerate(NOUNS) if noun.is_alive]
    things = [i for i, noun in enumerate(NOUNS) if not noun.is_alive]
    subject, noun = noun_phrase(
        rng, number, living if kind == 2 else range(len(NOUNS)), combinations
    )
    if kind == 0:
        return subject
    if kind == 1:
        allowed = [a for a in range(len(ADJECTIVES)) if (a, noun) in combinations]
        adjective = _choose(rng, allowed)
        english, agreeing = ADJECTIVES[adjective]
        return _joined(
            subject,
            Pair((TO_BE[0][number],), (TO_BE[1][number],), (0,), frozenset()),
            Pair(
                (english,),
                (agreeing[NOUNS[noun].gender][number],),
                (0,),
                frozenset({(adjective, noun)}),
            ),
        )
    said, rendered = _choose(rng, VERBS)
    verb = Pair((said[number],), (rendered[number],), (0,), frozenset())
    thing, _ = noun_phrase(rng, int(rng.integers(2)), things, combinations)
    return _joined(subject, verb, thing)


def greetings():
    """List the six greetings: *hello*, *hello world* and so on."""
    alone = [Pair((e,), (s,), (0,), frozenset()) for e, s in GREETINGS]
    world = Pair((WORLD[0],), (WORLD[1],), (0,), frozenset())
    return tuple(alone + [_joined(pair, world) for pair in alone])


def held_out_combinations(rng, n):
    """Choose combinations of adjective and noun that no sentence for training may hold.

    The split is *fair*: every adjective still meets, of each gender, something that lives and
    something that does not. Otherwise some forms would never be seen in some places.

    Parameters
    ----------
    rng : numpy.random.Generator
    n : int

    Returns
    -------
    held_out : frozenset of (adjective, noun)

    Raises
    ------
    ValueError
        If so many cannot be held out in a fair way.
    """
    held_out = set()
    for place in rng.permutation(len(COMBINATIONS)):
        combination = COMBINATIONS[place]
        if len(held_out) < n and _is_fair(held_out | {combination}, combination[0]):
            held_out.add(combination)
    require(
        len(held_out) == n,
        f"Only {len(held_out)} of {len(COMBINATIONS)} combinations can be held out in a fair way, "
        f"not {n}. Ask for fewer.",
    )
    return frozenset(held_out)


def split(seed, n_train=2000, n_test=500, n_held_out=25):
    """Make the sentences for training and the two kinds of unseen ones.

    Parameters
    ----------
    seed : int
        The same seed gives the same sentences.
    n_train, n_test : int
        How many sentences to learn from (some occur twice, and each greeting 20 times), and
        how many of each kind to test on (all different). For validation there are half as many of
        each kind.
    n_held_out : int
        How many combinations of adjective and noun are kept for the second test.

    Returns
    -------
    split : Split
        `unseen_sentences` use only known combinations; each of `unseen_combinations` holds at
        least one that training never showed, beside a noun or after *is*.

    Raises
    ------
    ValueError
        If there is no room for the greetings, or there are not so many sentences to test on.
    """
    learnt_by_heart = greetings() * N_GREETED
    require(
        n_train > len(learnt_by_heart) and n_test >= 1,
        f"n_train is {n_train} and n_test {n_test}; give more than {len(learnt_by_heart)} "
        "sentences to learn from, of which so many are greetings, and at least one to test on.",
    )
    rng = np.random.default_rng(seed)
    held_out = held_out_combinations(rng, n_held_out)
    known = frozenset(COMBINATIONS) - held_out
    drawn = [sentence(rng, known) for _ in range(n_train - len(learnt_by_heart))]
    train = (*learnt_by_heart, *drawn)
    seen = {pair.english for pair in train}
    unseen = _unseen(rng, seen, n_test, known, lambda pair: True)
    every = frozenset(COMBINATIONS)
    combined = _unseen(rng, seen, n_test, every, lambda pair: pair.combinations & held_out)
    known_by_now = seen | {pair.english for pair in (*unseen, *combined)}
    half = n_test // 2
    validation = (
        *_unseen(rng, known_by_now, half, known, lambda pair: True),
        *_unseen(rng, known_by_now, half, every, lambda pair: pair.combinations & held_out),
    )
    return Split(train, unseen, combined, held_out, validation)


def dictionary(pairs):
    """Give each English word the Spanish one that it became most often.

    Parameters
    ----------
    pairs : sequence of Pair

    Returns
    -------
    entries : dict of str to str
    """
    counts = {}
    for pair in pairs:
        for word, place in zip(pair.spanish, pair.comes_from, strict=True):
            counts.setdefault(pair.english[place], Counter())[word] += 1
    return {english: found.most_common(1)[0][0] for english, found in counts.items()}


def word_by_word(english, entries):
    """Translate each word alone, in the English order: what a dictionary can do.

    Parameters
    ----------
    english : sequence of str
    entries : dict of str to str

    Returns
    -------
    spanish : tuple of str

    Raises
    ------
    KeyError
        If a word has no entry.
    """
    return tuple(entries[word] for word in english)


def word_by_word_reordered(english, entries):
    """Translate each word alone, and put adjectives after their nouns, as if by a rule.

    Parameters
    ----------
    english : sequence of str
    entries : dict of str to str

    Returns
    -------
    spanish : tuple of str

    Raises
    ------
    KeyError
        As in `word_by_word`.
    """
    adjectives = {word for word, _ in ADJECTIVES}
    nouns = {word for noun in NOUNS for word in noun.english}
    words = list(english)
    for i in range(len(words) - 1):
        if words[i] in adjectives and words[i + 1] in nouns:
            words[i], words[i + 1] = words[i + 1], words[i]
    return word_by_word(words, entries)


def phrase_table(pairs, longest=LONGEST_PHRASE):
    """Give each English phrase the Spanish one that it became most often.

    A phrase is a run of words whose Spanish is a run as well, with no word of anything else in it,
    as in the phrase tables of statistical translation.

    Parameters
    ----------
    pairs : sequence of Pair
    longest : int
        How many English words a phrase may have.

    Returns
    -------
    table : dict of tuple of str to tuple of str
    """
    counts = {}
    for pair in pairs:
        places = {source: i for i, source in enumerate(pair.comes_from)}
        for n in range(1, longest + 1):
            for begin in range(len(pair.english) - n + 1):
                used = sorted(places[begin + i] for i in range(n))
                if used[-1] - used[0] == n - 1:
                    said = pair.english[begin : begin + n]
                    became = pair.spanish[used[0] : used[-1] + 1]
                    counts.setdefault(said, Counter())[became] += 1
    return {english: found.most_common(1)[0][0] for english, found in counts.items()}


def phrase_by_phrase(english, table):
    """Translate from left to right, each time the longest phrase that the table has.

    Parameters
    ----------
    english : sequence of str
    table : dict of tuple of str to tuple of str
        From `phrase_table`.

    Returns
    -------
    spanish : tuple of str

    Raises
    ------
    KeyError
        If a word is in no phrase.
    """
    longest = max(map(len, table))
    rest, spanish = tuple(english), ()
    while rest:
        lengths = range(min(longest, len(rest)), 1, -1)
        n = next((n for n in lengths if rest[:n] in table), 1)
        spanish, rest = spanish + table[rest[:n]], rest[n:]
    return spanish


def _unseen(rng, seen, n, combinations, is_wanted):
    found, known = [], set(seen)
    if n == 0:
        return ()
    for _ in range(DRAWS * n):
        pair = sentence(rng, combinations)
        if pair.english not in known and is_wanted(pair):
            known.add(pair.english)
            found.append(pair)
        if len(found) == n:
            return tuple(found)
    raise ValueError(
        f"Only {len(found)} of {n} sentences to test on turned up in {DRAWS * n} draws. Ask for "
        "fewer, or hold more combinations out."
    )


def _is_fair(held_out, adjective):
    met = {
        (noun.gender, noun.is_alive)
        for i, noun in enumerate(NOUNS)
        if (adjective, i) not in held_out
    }
    return len(met) == 4


def _choose(rng, things):
    return things[int(rng.integers(len(things)))]


def _joined(*pairs):
    shift, comes_from = 0, []
    for pair in pairs:
        comes_from += [place + shift for place in pair.comes_from]
        shift += len(pair.english)
    return Pair(
        tuple(word for pair in pairs for word in pair.english),
        tuple(word for pair in pairs for word in pair.spanish),
        tuple(comes_from),
        frozenset().union(*(pair.combinations for pair in pairs)),
    )
