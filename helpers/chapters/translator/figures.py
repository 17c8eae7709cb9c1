"""Figures of chapter 15: the tiny translator."""

import numpy as np

from helpers import greedy
from helpers.chapters.generate.figures import FILLER, count_words, padded_steps
from helpers.live import Figure, bars, choice, fold, heat, iterated, sentence, switch, tokens, words
from helpers.training import flatten, grammar, laboratory, translator, transplants, unflatten

MOST_TARGET = translator.LONGEST + 2  # SOS, the words, EOS
LANGUAGES = dict.fromkeys(grammar.SPANISH, "es")
SAMPLES = (
    "the red car",
    "the small house is red",
    "my white hen wants some green apples",
    "hello world",
)


def translate_word(source, said, theta):
    """Choose the next word, and say where the decoder looked for each word so far."""
    steps = padded_steps(source, said, unflatten(theta, translator.like()))
    n_said = count_words(said)
    probs = steps.probs[n_said - 1]
    best = greedy(probs)
    places = np.arange(MOST_TARGET)
    is_next = places == n_said
    said_next = np.where(is_next, best, said)
    chosen = said[1:]
    is_chosen = chosen != FILLER
    A = steps.blocks.decoder[-1].cross.A[:, :-1]
    A_cross = np.where(is_chosen[:, None], A, 0.0)
    A_self = steps.blocks.encoder[-1].attention.A
    hits = np.maximum(chosen, 0)[:, None] == np.arange(len(translator.VOCABULARY))
    p = np.where(hits, steps.probs[:-1], 0.0).sum(axis=-1)
    p_chosen = np.where(is_chosen, p, 0.0)
    has_ended = said[n_said - 1] == translator.END
    return {
        "said": said_next,
        "chosen": chosen,
        "A_cross": A_cross,
        "A_self": A_self,
        "p_chosen": p_chosen,
        "has_ended": has_ended,
    }


def translate_figure():
    """Type or compose an English sentence: the translation appears word by word."""
    vocabulary = list(translator.VOCABULARY)
    begins = np.full(MOST_TARGET, FILLER)
    begins[0] = translator.START
    return Figure(
        translate_word,
        {
            "source": tokens(
                SAMPLES[0],
                grammar.ENGLISH,
                max_length=translator.LONGEST,
                padded=True,
                label="English",
                samples=SAMPLES,
            )
        },
        [
            words("chosen", vocabulary, label="Spanish:", lang=LANGUAGES),
            [
                heat(
                    "A_cross",
                    rows="chosen",
                    columns="source",
                    label="where each word was looked for",
                    limits=(0, 1),
                    lang=LANGUAGES,
                )
            ],
            fold(
                "How sure it was, and what the encoder had mixed before",
                bars(
                    "p_chosen",
                    columns="chosen",
                    label="how sure it was",
                    limits=(0, 1),
                    lang=LANGUAGES,
                ),
                heat("A_self", rows="source", columns="source", limits=(0, 1)),
            ),
        ],
        fixed={"said": begins, "theta": flatten(translator.trained())},
        repeat=iterated(
            "said",
            until={"has_ended": "EOS: the sentence is complete."},
            most=MOST_TARGET - 1,
            label="Translate",
            unit="word",
            pace=450,
            first=0,
            rests=True,
        ),
        name="translate",
        title="Your own sentence",
        caption="Choose words or type them, and read a row: at which English word does this "
        "Spanish word look? Then leave the grammar, with “the small red car” "
        "or “sees the girl”, and open the fold to see how sure it is of its nonsense.",
    )


MOST_SAID = max(len(text.split()) for result in laboratory.stored().parts for text in result.said)
SEED_NAMES = [f"seed {seed}" for seed in laboratory.SEEDS]


def numbered(text, length):
    """Give the token numbers of a stored translation, filled up to a length."""
    ids = translator.VOCABULARY.encode(text.split()) if text else []
    return [*ids, *[FILLER] * (length - len(ids))]


def transplanted_words():
    """Give, for each pair of sentences, the words said by row exchanged or not, and by seed.

    Returns
    -------
    answers : dict of str to ndarray of shape (2, 2, 2, 5, words)
        The first three axes are the rows of determiner, adjective and noun.
    """
    stored = laboratory.stored().transplants
    length = max(len(text.split()) for seed in stored for pair in seed for text in pair)
    answers = {}
    for i, (into, taken_from) in enumerate(laboratory.PAIRS):
        said = np.empty((2, 2, 2, len(stored), length))
        for rows, texts in zip(
            transplants.ROWS, zip(*(s[i] for s in stored), strict=True), strict=True
        ):
            place = tuple(int(row in rows) for row in range(len(transplants.PLACES)))
            said[place] = [numbered(text, length) for text in texts]
        answers[f"{into} ← {taken_from}"] = said
    return answers


def transplanted(answers, determiner, adjective, noun):
    """Choose what five machines said, by the rows that were exchanged; count what followed."""
    first = np.where(determiner > 0, answers[1], answers[0])
    second = np.where(adjective > 0, first[1], first[0])
    said = np.where(noun > 0, second[1], second[0])
    before = answers[0, 0, 0]
    wanted = answers[1, 1, 1]
    follows = (said == wanted) & (wanted != before)
    followed = np.where(follows, 1.0, 0.0)[:, :3].sum(axis=0)
    by_seed = {f"seed_{seed}": said[seed] for seed in laboratory.SEEDS}
    return {**by_seed, "followed": followed}


def transplants_figure():
    """Exchange rows of the encoder between two sentences, in five trained machines."""
    vocabulary = list(translator.VOCABULARY)
    exchanged = {"off": np.array(0.0), "on": np.array(1.0)}
    return Figure(
        transplanted,
        {
            "answers": choice(transplanted_words(), label="Into ← taken from"),
            **{place: switch(f"row of the {place}", **exchanged) for place in transplants.PLACES},
        },
        [
            *(
                words(f"seed_{seed}", vocabulary, label=f"{name}:", lang=LANGUAGES)
                for seed, name in zip(laboratory.SEEDS, SEED_NAMES, strict=True)
            ),
            sentence(
                "Changed to the word of the other sentence: the first word in {followed[0]}, the "
                "second in {followed[1]}, the third in {followed[2]} of the five."
            ),
        ],
        name="transplants",
        title="Rows exchanged, in five machines",
        caption="Exchange one row at a time. All five machines pass the same tests, and they keep "
        "the gender in different rows. Then take a pair with another number: is it kept where the "
        "gender is?",
    )


def missing_parts():
    """Give, for each part left out, the scores of five seeds and what they say.

    Returns
    -------
    results : dict of str to ndarray of shape (5, 3 + 3 · words)
    """
    stored = laboratory.stored()
    return {
        part: np.array(
            [
                [
                    *(result.sentences, result.combinations, result.in_any_order),
                    *(n for text in result.said for n in numbered(text, MOST_SAID)),
                ]
                for result in stored.of(part)
            ]
        )
        for part in laboratory.PARTS
    }


def left_out(results, seed):
    """Split the stored results of one part: the scores of all seeds, the words of one."""
    scores = 100 * results[:, :3]
    one = seed @ results
    said = one[3:].reshape(len(laboratory.SENTENCES), -1)
    return {"scores": scores, **{f"said_{i}": said[i] for i in range(len(laboratory.SENTENCES))}}


def left_out_figure():
    """Leave a part out of the machine before it is trained, and see what it still can do."""
    vocabulary = list(translator.VOCABULARY)
    one_hot = dict(zip(SEED_NAMES, np.eye(len(SEED_NAMES)), strict=True))
    return Figure(
        left_out,
        {
            "results": choice(missing_parts(), label="Trained without"),
            "seed": choice(one_hot, label="Sentences by"),
        },
        [
            heat(
                "scores",
                rows=SEED_NAMES,
                columns=["sentences", "combinations", "in any order"],
                limits=(0, 100),
                label="per cent right",
            ),
            *(
                words(f"said_{i}", vocabulary, label=f"{text}:", lang=LANGUAGES)
                for i, text in enumerate(laboratory.SENTENCES)
            ),
        ],
        name="left-out",
        title="Trained without a part",
        caption="Leave out one part after another, and read the five rows. “Combinations” are "
        "those never seen in training; “in any order” counts the same ones as right if only the "
        "order of their words is wrong. Where the machine fails, read what it says, too: is it "
        "still Spanish?",
    )


FIGURES = {
    "translate": translate_figure,
    "transplants": transplants_figure,
    "left-out": left_out_figure,
}
