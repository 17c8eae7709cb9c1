"""The reader's own transformer: their lines in order, with the glue between them.

What the tasks of the chapters ask for makes a whole encoder–decoder. Here is what is missing around
it (reading text, the weights of the trained translator, the loop), and how all of it becomes one
file that runs with NumPy alone. The page puts it together in the same way
(``static/transformer.js``).
"""

from __future__ import annotations

import textwrap
from html import escape

from helpers.chapters.asides import QUESTIONS
from helpers.chapters.code import codes
from helpers.live import render
from helpers.training import flatten, grammar, translator

FILE = "my_transformer.py"
SENTENCE = "hello world"
PAGE_MARK = 'id="own-transformer"'

TITLE = '''"""My transformer: it reads English and writes Spanish, word by word.

Run it: python my_transformer.py hello world
"""

import math
import sys
from collections import namedtuple

import numpy as np
'''

GLUE = """
def embed_sentence(ids, W_E):
    d_model = W_E.shape[1]
    return embed(ids, W_E) * np.sqrt(d_model) + positional_encoding(len(ids), d_model)


def read_sentence(ids, model):
    X = embed_sentence(ids, model.W_E)
    for w in model.encoder:
        X = encoder_block(X, w)
    return X


def write_sentence(memory, model):
    written = [START]
    for _ in range(LONGEST):
        Y = embed_sentence(np.array(written), model.W_E)
        word = next_word(Y, memory, model.decoder, model.W_vocab, model.b_vocab)
        if word == END:
            break
        written = written + [int(word)]
    return written[1:]


def translate(ids, model):
    return write_sentence(read_sentence(ids, model), model)
""".strip("\n")

LOADING = """
Attention = namedtuple("Attention", "W_Q W_K W_V W_O")
Norm = namedtuple("Norm", "gamma beta")
Network = namedtuple("Network", "W_1 b_1 W_2 b_2")
Encoder = namedtuple("Encoder", "attention norm_1 feed_forward norm_2")
Decoder = namedtuple("Decoder", "attention norm_1 cross norm_2 feed_forward norm_3")
Model = namedtuple("Model", "W_E encoder decoder W_vocab b_vocab")

numbers = iter(WEIGHTS.split())


def load(*shape):
    return np.array([float(next(numbers)) for _ in range(math.prod(shape))]).reshape(shape)


def attention():
    projections = [load({h}, {d_model}, {d_k}), load({h}, {d_model}, {d_k})]
    return Attention(*projections, load({h}, {d_model}, {d_v}), load({h} * {d_v}, {d_model}))


def norm():
    return Norm(load({d_model}), load({d_model}))


def network():
    return Network(load({d_model}, {d_ff}), load({d_ff}), load({d_ff}, {d_model}), load({d_model}))


model = Model(
    load({n_vocab}, {d_model}),
    [Encoder(attention(), norm(), network(), norm())],
    [Decoder(attention(), norm(), attention(), norm(), network(), norm())],
    load({d_model}, {n_vocab}),
    load({n_vocab}),
)
text = " ".join(sys.argv[1:]) or "{sentence}"
english = WORDS[:{n_english}]
unknown = [word for word in text.lower().split() if word not in english]
if unknown or not text.split():
    sys.exit(f"I never learnt {{' '.join(unknown)}}. I know: {{' '.join(english)}}")
ids = np.array([WORDS.index(word) for word in text.lower().split()])
print(*(WORDS[i] for i in translate(ids, model)))
""".strip("\n")


def weights_text() -> str:
    """Return all weights of the trained translator as text, in the order of `flatten`."""
    numbers = " ".join(f"{x:g}" for x in flatten(translator.trained()).tolist())
    return textwrap.fill(numbers, 99, break_on_hyphens=False)


def ending() -> str:
    """Return what follows the functions in the file: words, weights, and the call."""
    sizes = translator.SIZES
    words = textwrap.fill(" ".join(translator.VOCABULARY.tokens), 99, break_on_hyphens=False)
    loading = LOADING.format(
        h=sizes.n_heads,
        d_model=sizes.d_model,
        d_k=sizes.d_k,
        d_v=sizes.d_v,
        d_ff=sizes.d_ff,
        n_vocab=sizes.n_vocab,
        sentence=SENTENCE,
        n_english=len(grammar.ENGLISH),
    )
    numbers = f"START, END, LONGEST = {translator.START}, {translator.END}, {longest()}"
    vocabulary = f'WORDS = """\n{words}\n""".split()\n{numbers}'
    return f'{vocabulary}\n\nWEIGHTS = """\n{weights_text()}\n"""\n\n{loading}'


def longest() -> int:
    """Return how many words are written at most."""
    return translator.LONGEST + 1


def program(lines: dict[str, str] | None = None) -> str:
    """Return the whole file.

    Parameters
    ----------
    lines : dict of str to str, optional
        Bodies of functions by their names; ours where one is missing.
    """
    lines = lines or {}
    parts = [
        (f"# yours\n{code.text(lines[name])}" if name in lines else f"# ours\n{code.text()}")
        for name, code in codes().items()
    ]
    return "\n\n\n".join([TITLE, *parts, f"# ours: the glue\n{GLUE}", ending()]) + "\n"


def facts(link) -> dict:
    """Return what the page needs to put the reader's transformer together and to run it.

    Parameters
    ----------
    link : callable
        From a chapter to a dict with ``href`` and ``title``.
    """
    asked = {one.code.name: one for one in QUESTIONS.values() if one.code}
    parts = []
    for name, code in codes().items():
        there = link(asked[name].chapter)
        there["href"] += f"#question-{asked[name].id}"
        parts.append({"name": name, "head": code.head, "lines": code.lines, "see": there})
    return {
        "file": FILE,
        "title": TITLE,
        "parts": parts,
        "glue": GLUE,
        "ending": ending(),
        "sentence": SENTENCE,
        "words": list(translator.VOCABULARY.tokens),
        "english": len(grammar.ENGLISH),
        "given": {"START": translator.START, "END": translator.END, "LONGEST": longest()},
        "model": shapes(translator.trained()),
    }


def shapes(model) -> dict:
    """Return the structure of the weights as the glue reads them: names, and shapes of arrays."""
    encoder, decoder = (tuple(map(_shapes, stack)) for stack in model.blocks)
    return {
        "names": ["W_E", "encoder", "decoder", "W_vocab", "b_vocab"],
        "items": [
            _shapes(model.W_E),
            {"names": [], "items": list(encoder)},
            {"names": [], "items": list(decoder)},
            _shapes(model.W_vocab),
            _shapes(model.b_vocab),
        ],
    }


def _shapes(value):
    if hasattr(value, "shape"):
        return list(value.shape)
    return {"names": list(value._fields), "items": [_shapes(part) for part in value]}


def script(link) -> str:
    """Write these facts into the page, where its script finds them."""
    return render.data(facts(link), "hm-transformer")


def static() -> str:
    """Return the program without its weights, as it reads without a script."""
    text = "\n\n\n".join([*(code.text() for code in codes().values()), GLUE])
    return f'<pre class="hm-listing" translate="no"><code>{escape(text)}</code></pre>'
