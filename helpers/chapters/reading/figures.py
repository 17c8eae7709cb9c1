"""Figures of chapter 17: one stack alone, and asking a trained model why."""

import numpy as np

from helpers import (
    Vocabulary,
    attention_steps,
    cosine_similarity,
    embed_sentence,
    encoder,
    greedy,
    logit_lens,
    next_words_steps,
    one_hot,
    other_weights,
    padding_mask,
    rollout,
    sentence_vector,
    split_heads,
    without_heads,
)
from helpers.chapters.decoder.figures import word
from helpers.chapters.generate.figures import FILLER, count_words
from helpers.chapters.told import told
from helpers.live import (
    Figure,
    bars,
    choice,
    heat,
    matrix,
    recorded,
    sentence,
    slider,
    switch,
    tokens,
)
from helpers.training import classifier, grammar, language_model, toy, translator

DOCUMENTS = ("the red car", "my cows see a house", "the small house is red", "hello world")
N_ENGLISH = len(grammar.ENGLISH)
MOST = translator.LONGEST
WORDS = language_model.VOCABULARY
MOST_SPANISH = language_model.LONGEST + 1
KINDS = (
    "adj. masc. one",
    "adj. fem. one",
    "adj. either, one",
    "adj. masc. many",
    "adj. fem. many",
    "adj. either, many",
    "noun",
    "verb",
    "article or “my”",
    "greeting, mundo",
    "end",
    "start",
)
AFTER = ("in", *(f"block {n + 1}" for n in range(language_model.SIZES.n_layers)))


def kind_of(token):
    """Say which of `KINDS` a Spanish word is."""
    for _, forms in grammar.ADJECTIVES:
        masculine, feminine = forms
        for number in (0, 1):
            if token in (masculine[number], feminine[number]):
                changes = masculine[number] != feminine[number]
                return 3 * number + ((token == feminine[number]) if changes else 2)
    if any(token in noun.spanish for noun in grammar.NOUNS):
        return KINDS.index("noun")
    if any(token in forms for _, forms in (*grammar.VERBS, grammar.TO_BE)):
        return KINDS.index("verb")
    if any(token in forms for _, table in grammar.DETERMINERS for forms in table):
        return KINDS.index("article or “my”")
    return KINDS.index({"EOS": "end", "SOS": "start"}.get(token, "greeting, mundo"))


def kinds():
    """Give a table of zeros and ones, (words, kinds): which word is of which kind."""
    return one_hot(np.array([kind_of(token) for token in WORDS.tokens]), len(KINDS))


def filled_up(ids, length):
    """Fill the numbers of a sentence up to a fixed length."""
    return np.concatenate([ids, np.full(length - len(ids), FILLER)])


def documents():
    """Give the numbers of the four sentences that are searched, filled up: shape (4, MOST)."""
    return np.stack([filled_up(translator.source(text), MOST) for text in DOCUMENTS])


def encode(ids, W_E, blocks):
    """Embed filled-up sentences and run the encoder; a row for each place, and what is a word."""
    is_word = np.where(ids == FILLER, 0.0, 1.0)
    X = embed_sentence(np.maximum(ids, 0), W_E)
    memory = encoder(X, blocks, padding_mask(ids, FILLER))
    return X, memory, is_word


def use_encoder(query, W_E, blocks, searched, heads, reads):
    """Search four sentences for one like the query, and say gender and number of the query."""
    X, memory, is_word = encode(query, W_E, blocks)
    _, memory_all, is_word_all = encode(searched, W_E, blocks)
    cos_rows = cosine_similarity(
        sentence_vector(memory, is_word), sentence_vector(memory_all, is_word_all)
    )
    E, E_all = (W_E[np.maximum(ids, 0)] for ids in (query, searched))
    cos_words = cosine_similarity(sentence_vector(E, is_word), sentence_vector(E_all, is_word_all))
    first = np.stack([memory[0], X[0]])  # what the two heads read
    weights, biases = heads
    both = np.stack(
        [classifier.classify(first[i], classifier.Head(weights[i], biases[i])) for i in range(2)]
    )
    probs = reads @ both
    best = greedy(cos_rows)
    return {"cos_rows": cos_rows, "cos_words": cos_words, "best": best, "probs": probs}


def encoder_only_figure():
    """Type an English sentence: which of four is most like it, and what kind of noun it has."""
    model = translator.trained()
    heads = [classifier.trained(rows) for rows in classifier.ROWS]
    reads = {"the encoder’s first row": np.array([1.0, 0.0]), "its embedding": np.array([0.0, 1.0])}
    limits = {"columns": DOCUMENTS, "limits": (-1, 1)}
    return Figure(
        use_encoder,
        {
            "query": tokens(
                "the big table is black",
                grammar.ENGLISH,
                max_length=MOST,
                padded=True,
                label="Your sentence",
            ),
            "reads": choice(reads, label="The classifier reads"),
        },
        [
            [
                bars("cos_rows", label="cosines, encoder", **limits),
                bars("cos_words", label="cosines, words", **limits),
            ],
            [
                word("best", "Most alike, by the encoder:", DOCUMENTS, None),
                bars("probs", label="of the first noun, in Spanish", columns=classifier.CLASSES),
            ],
        ],
        fixed={
            "W_E": model.W_E[:N_ENGLISH],
            "blocks": model.blocks.encoder,
            "searched": documents(),
            "heads": (np.stack([h.W for h in heads]), np.stack([h.b for h in heads])),
        },
        name="encoder-only",
        title="One encoder, two uses",
        caption="Type “the big table is black”, and then “some boys want my books”. Which "
        "sentence is found, and do both sets of bars agree? Then type “the house”, “the houses” "
        "and “the car”, and watch the four classes; and let the classifier read "
        "the embedding of “the” instead.",
    )


def go_on(words, model, kinds_of, **switches):
    """Predict the next Spanish word, with some heads switched off."""
    n_layers, h = language_model.SIZES.n_layers, language_model.SIZES.n_heads
    kept = np.stack(list(switches.values())).reshape(n_layers, h)
    last = count_words(words) - 1
    steps = next_words_steps(np.maximum(words, 0), without_heads(model, kept))
    probs = steps.probs[last]
    probs_kind = probs @ kinds_of
    best = greedy(probs)
    p_best = probs.max()
    return {"probs_kind": probs_kind, "probs": probs, "best": best, "p_best": p_best}


def decoder_only_figure():
    """Type the beginning of a Spanish sentence, and switch heads off."""
    n_layers, h = language_model.SIZES.n_layers, language_model.SIZES.n_heads
    states = {"off": np.array(0.0), "on": np.array(1.0), "start": True}
    switches = {
        f"block_{n + 1}_head_{i + 1}": switch(f"block {n + 1}, head {i + 1}", **states)
        for n in range(n_layers)
        for i in range(h)
    }
    return Figure(
        go_on,
        {
            "words": tokens(
                "SOS la casa es",
                WORDS,
                max_length=MOST_SPANISH,
                padded=True,
                label="So far",
                lang="es",
            ),
            **switches,
        },
        [
            [
                bars("probs_kind", label="next word, by its kind", columns=KINDS, limits=(0, 1)),
                word("best", "Most probable:", WORDS.tokens, "es"),
            ],
            sentence("Its probability is {p_best}."),
        ],
        fixed={"model": language_model.trained(), "kinds_of": kinds()},
        name="decoder-only",
        title="What can come next, and which heads it takes",
        caption="Predict the gender and number of the adjective, then change “casa” to “coche”, or "
        "all of it to “SOS las casas son”. Then find the head without which the gender is lost.",
    )


def read_early(words, model, kinds_of):
    """Read each block's rows as if they were the last, and follow attention back."""
    last = count_words(words) - 1
    steps = next_words_steps(np.maximum(words, 0), model)
    early = logit_lens(steps.states, model.W_E.T)
    by_place = early.swapaxes(0, 1)
    probs = by_place[last]  # (n_layers + 1, n_vocab)
    probs_kind = (probs @ kinds_of).T  # a column for each depth
    best = probs.argmax(axis=-1)
    R = rollout(steps.A)
    R_last = R[last]
    A_last = steps.A[-1].mean(axis=0)[last]
    says = {f"best_{n}": best[n] for n in range(len(AFTER))}
    return {"probs_kind": probs_kind, "R_last": R_last, "A_last": A_last, **says}


def lens_figure():
    """Type the beginning of a Spanish sentence; see what each block would say."""
    blocks = language_model.SIZES.n_layers
    says = [f"best_{n}" for n in range(blocks + 1)]
    best = [
        recorded(
            name,
            [[f"{after}:", [token]] for token in WORDS.tokens],
            lang=dict.fromkeys(grammar.SPANISH.tokens, "es"),
        )
        for name, after in zip(says, AFTER, strict=True)
    ]
    shares = {"columns": "words", "limits": (0, 1), "lang": "es"}
    return Figure(
        read_early,
        {
            "words": tokens(
                "SOS la casa es",
                WORDS,
                max_length=MOST_SPANISH,
                padded=True,
                label="So far",
                lang="es",
            ),
        },
        [
            [
                heat(
                    "probs_kind",
                    label="next word, by its kind",
                    rows=KINDS,
                    columns=AFTER,
                    limits=(0, 1),
                )
            ],
            best,
            [
                bars("R_last", label="the last word draws on, by rollout", **shares),
                bars("A_last", label="its weights in the last block", **shares),
            ],
        ],
        fixed={"model": language_model.trained(), "kinds_of": kinds()},
        name="lens",
        outcome=says,
        title="What each block would say",
        caption="Go from column to column: after which block has the gender come in? Then type "
        "“SOS el coche”, and see what the model would say after the second block.",
    )


def same_output(words, c, attention_weights, W_E):
    """Move attention weights of the first word where its output does not notice."""
    X = embed_sentence(words, W_E)
    W_Q, W_K, W_V = attention_weights
    Q, K, V = (split_heads(X, W)[0] for W in (W_Q, W_K, W_V))
    A_first = attention_steps(Q, K, V).A[0]
    largest = -np.where(A_first == A_first.max(), 1.0, 0.0)
    A_other = other_weights(A_first, V, largest, c)
    A = np.stack([A_first, A_other])
    Z = A @ V
    moved = np.abs(A_first - A_other).sum() / 2
    apart = np.abs(Z[0] - Z[1]).max()
    return {"V": V, "A": A, "Z": Z, "moved": moved, "apart": apart}


def same_output_figure():
    """Move attention weights along a direction that changes no output."""
    attention_weights = toy.trained().blocks.encoder[0].attention
    both = ["learnt", "moved"]
    known = Vocabulary(("hello", "world"))
    rows = toy.VOCABULARY.encode(known.tokens)
    return Figure(
        same_output,
        {
            "c": slider(
                0,
                0,
                1,
                marks={"0": 0, "1": 1},
                label=told("(at <<:try 1>> one weight is zero)"),
                domain=(0, 1),
            ),
            "words": tokens(
                "hello hello world world hello world", known, max_length=6, label="Sentence"
            ),
        },
        [
            [heat("A", label="of the first word", rows=both, columns="words", limits=(0, 0.5))],
            ["·", matrix("V", rows="words"), "=", matrix("Z", rows=both)],
            sentence(
                "{moved} of the weight has moved to other words. The outputs differ by {apart}."
            ),
        ],
        fixed={"attention_weights": tuple(attention_weights[:3]), "W_E": toy.trained().W_E[rows]},
        name="same-output",
        title="Other weights, the same output",
        caption=told(
            "Move c towards <<:try 1>>, and watch the largest weight, and Z. At <<:try 1>> itself "
            "a weight is exactly zero, which no finite score gives; every c below it will do. Then "
            "leave words out, one by one. At four there is no room left to move: three numbers of "
            "Z have to stay, and the sum of the weights as well."
        ),
    )


FIGURES = {
    "encoder-only": encoder_only_figure,
    "decoder-only": decoder_only_figure,
    "same-output": same_output_figure,
    "lens": lens_figure,
}
