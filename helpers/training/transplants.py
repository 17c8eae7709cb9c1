"""Which rows of the encoder decide: rows of one sentence transplanted into another (chapter 15).

The decoder reads the encoder's rows and nothing else of the source. So whatever changes when a
row is exchanged was in that row; whatever does not change was not in it, or also elsewhere.
"""

import itertools

import numpy as np

from helpers.mathematics.checks import require
from helpers.mathematics.feed_forward import linear
from helpers.mathematics.masks import causal_mask
from helpers.mathematics.model import embed_sentence
from helpers.mathematics.transformer import decoder, encoder
from helpers.mathematics.variants import pool_heads
from helpers.training import grammar, translator

PLACES = ("determiner", "adjective", "noun")
ROWS = tuple(
    rows for n in range(len(PLACES) + 1) for rows in itertools.combinations(range(len(PLACES)), n)
)


def memories(sentences, model):
    """Read English sentences of equal length with the encoder alone.

    Parameters
    ----------
    sentences : sequence of str
    model : Model

    Returns
    -------
    memory : ndarray of shape (n, s, d_model)
    """
    source_ids = np.array([translator.source(text) for text in sentences])
    return encoder(embed_sentence(source_ids, model.W_E), model.blocks.encoder)


def said_from(memory, model):
    """Translate from rows of the encoder, greedily, whatever sentence they come from.

    Parameters
    ----------
    memory : ndarray of shape (n, s, d_model)
    model : Model

    Returns
    -------
    spanish : list of str
        The words before the first end token.
    """
    ids = np.full((len(memory), 1), translator.START)
    for t in range(1, translator.LONGEST + 2):
        Y = embed_sentence(ids, model.W_E)
        Y_out = decoder(Y, memory, model.blocks.decoder, causal_mask(t))
        best = linear(Y_out[:, -1], model.W_vocab, model.b_vocab).argmax(axis=-1)
        ids = np.concatenate([ids, best[:, None]], axis=-1)
    words = [translator.VOCABULARY.decode(row) for row in ids[:, 1:]]
    return [" ".join(itertools.takewhile(lambda word: word != "EOS", row)) for row in words]


def transplants(into, taken_from, model):
    """Put each choice of rows of one sentence into another of the same length, and translate.

    Parameters
    ----------
    into, taken_from : str
        English: determiner, adjective, noun.
    model : Model

    Returns
    -------
    spanish : list of str
        One for each of `ROWS`.

    Raises
    ------
    ValueError
        If a sentence has not three words, or has a word that the translator never met.
    """
    lengths = [len(translator.source(text)) for text in (into, taken_from)]
    require(
        lengths == [len(PLACES)] * 2,
        f"{into!r} has {lengths[0]} words and {taken_from!r} has {lengths[1]}; rows can be "
        f"exchanged one for one only between sentences of {len(PLACES)} words: determiner, "
        "adjective, noun.",
    )
    host, donor = memories([into, taken_from], model)
    mixtures = np.stack([host] * len(ROWS))
    for mixture, rows in zip(mixtures, ROWS, strict=True):
        mixture[list(rows)] = donor[list(rows)]
    return said_from(mixtures, model)


def singular(gender):
    """List *the*, adjective, noun of one gender, where the adjective shows it; with the Spanish."""
    (_, article), *_ = grammar.DETERMINERS
    return [
        (
            f"the {adjective} {noun.english[0]}",
            (article[gender][0], noun.spanish[0], form[gender][0]),
        )
        for adjective, form in grammar.ADJECTIVES
        if form[0] != form[1]
        for noun in grammar.NOUNS
        if noun.gender == gender
    ]


def followed(model):
    """Measure which Spanish words follow which transplanted rows, over all nouns of the grammar.

    Rows of a sentence with a feminine noun go into one with a masculine noun and the same
    adjective: seven nouns by seven by six adjectives.

    Parameters
    ----------
    model : Model

    Returns
    -------
    shares : ndarray of shape (8, 3)
        For each of `ROWS`: in which share of the sentences the article is feminine, the noun
        is the transplanted one, and the adjective is feminine.
    """
    pairs = [
        (host, donor, wanted)
        for host, _ in singular(grammar.M)
        for donor, wanted in singular(grammar.F)
        if host.split()[1] == donor.split()[1]
    ]
    hosts, donors = (memories(texts, model) for texts in list(zip(*pairs, strict=True))[:2])
    shares = []
    for rows in ROWS:
        mixture = hosts.copy()
        mixture[:, list(rows)] = donors[:, list(rows)]
        said = [text.split() + [""] * len(PLACES) for text in said_from(mixture, model)]
        follows = [
            [word == w for word, w in zip(words[:3], wanted, strict=True)]
            for words, (*_, wanted) in zip(said, pairs, strict=True)
        ]
        shares.append(np.mean(follows, axis=0))
    return np.array(shares)


def with_shared_keys(model):
    """Let all heads of each attention share one head of keys and values: the mean of theirs.

    Parameters
    ----------
    model : Model

    Returns
    -------
    shared : Model
        With the same shapes: the shared head stands in the place of each.
    """

    def shared(weights):
        W_K, W_V = (np.repeat(pool_heads(W, 1), len(W), axis=0) for W in (weights.W_K, weights.W_V))
        return weights._replace(W_K=W_K, W_V=W_V)

    blocks = model.blocks
    return model._replace(
        blocks=blocks._replace(
            encoder=tuple(b._replace(attention=shared(b.attention)) for b in blocks.encoder),
            decoder=tuple(
                b._replace(attention=shared(b.attention), cross=shared(b.cross))
                for b in blocks.decoder
            ),
        )
    )
