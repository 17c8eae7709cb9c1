"""A typed sentence is read alike by the page, by the figure in Python, and by the vocabulary."""

import sys
import unicodedata

import pytest

from helpers import Vocabulary
from helpers.live.inputs import Tokens

KNOWN = ("hola", "mañana", "¿qué?")
PAGE = {"vocabulary": list(KNOWN), "max": 4, "padded": False}
UNSEEN = [chr(i) for i in range(sys.maxunicode) if unicodedata.category(chr(i)) == "Cf"]


def by_python(text):
    return Tokens("hola", Vocabulary(KNOWN), 4).read(text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("sign", ["", "\u200b", "\u200e", "\ufeff", "\u00ad", "\u2060"])
def test_a_word_is_known_however_its_accents_are_written(engine, form, sign):
    text = unicodedata.normalize(form, f" {sign} Ma{sign}ñana ¿qué?{sign}")
    assert by_python(text) == [1, 2]
    assert engine.ask("readTokens", described=PAGE, text=text) == {
        "ids": [1, 2],
        "words": ["Mañana", "¿qué?"],
    }


def test_page_and_python_leave_out_the_same_signs(engine):
    for first in range(0, len(UNSEEN), 20):
        text = f"ho{''.join(UNSEEN[first : first + 20])}la"
        assert by_python(text) == [0]
        assert engine.ask("readTokens", described=PAGE, text=text)["ids"] == [0]


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u200e \ufeff"])
def test_what_cannot_be_seen_is_no_word(engine, text):
    with pytest.raises(ValueError, match="empty"):
        by_python(text)
    assert "at least one word" in engine.ask("readTokens", described=PAGE, text=text)["problem"]
