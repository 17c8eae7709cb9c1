"""What decides the gender of an adjective: exchange a word, and see what follows (chapter 17).

For each noun of the toy grammar, one and many, the decoder-only model reads article, noun and
*es* or *son*. The probability of all adjectives in the right form is measured three times: as
it is, with the article of the other gender, and with nouns of the other gender.
"""

from typing import NamedTuple

import numpy as np

from helpers.mathematics.alone import next_words, next_words_steps
from helpers.mathematics.interpret import rollout
from helpers.training import grammar
from helpers.training.language_model import VOCABULARY, beginning


class Agreement(NamedTuple):
    """Measured for each sentence: probabilities of the right forms, and what the last row reads.

    ``R`` is rollout, ``maps`` the map of each block alone, the mean of its heads. Both have a
    column for the start token, the article, the noun and the verb.
    """

    sentences: tuple[str, ...]
    p: np.ndarray
    p_other_article: np.ndarray
    p_other_noun: np.ndarray
    R: np.ndarray
    maps: np.ndarray


def forms(gender, number):
    """List the adjectives in one form; those that have one form for both genders are left out.

    Examples
    --------
    >>> forms(1, 0)
    ('roja', 'blanca', 'negra', 'pequeña', 'bonita', 'nueva')
    """
    return tuple(
        table[gender][number]
        for _, table in grammar.ADJECTIVES
        if table[0][number] != table[1][number]
    )


def p_forms(text, gender, number, model):
    """Give the probability that the next word is an adjective in one form.

    Parameters
    ----------
    text : str
    gender, number : int
        0 masculine, 1 feminine; 0 one, 1 many.
    model : LanguageModel

    Returns
    -------
    p : float
    """
    probs = next_words(beginning(text), model)[-1]
    return float(probs[VOCABULARY.encode(forms(gender, number))].sum())


def agreement(model):
    """Measure a decoder-only model on each noun of the grammar, one and many.

    Parameters
    ----------
    model : LanguageModel

    Returns
    -------
    measured : Agreement
    """
    the = grammar.DETERMINERS[0][1]
    measured = []
    for noun in grammar.NOUNS:
        others = [
            other
            for other in grammar.NOUNS
            if other.gender != noun.gender and other.is_alive == noun.is_alive
        ]
        for number, is_or_are in enumerate(grammar.TO_BE[1]):
            article, wrong = the[noun.gender][number], the[1 - noun.gender][number]
            word, wanted = noun.spanish[number], (noun.gender, number)
            text = f"{article} {word} {is_or_are}"
            p_noun = [
                p_forms(f"{article} {other.spanish[number]} {is_or_are}", *wanted, model)
                for other in others
            ]
            A = next_words_steps(beginning(text), model).A
            measured.append(
                (
                    text,
                    p_forms(text, *wanted, model),
                    p_forms(f"{wrong} {word} {is_or_are}", *wanted, model),
                    np.mean(p_noun),
                    rollout(A)[-1],
                    [of_block.mean(axis=0)[-1] for of_block in A],
                )
            )
    sentences, *numbers = zip(*measured, strict=True)
    return Agreement(sentences, *map(np.array, numbers))
