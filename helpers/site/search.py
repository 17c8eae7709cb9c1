"""The search: what a word is, which page has which words, and the text that results quote.

Sphinx collects words from its source tree, where formulas are TeX and the cells of an HTML table
run together. Here they are collected from the finished pages, as the reader sees them: accents and
raised letters are folded (*mañana* is found as ``manana``, QKᵀ as ``QKT``), a number is one word
with its decimals. The search page folds what is typed in the same way (``words.js``).

Fetching is forbidden from ``file://``, so each page's text goes into a script of its own, below
``searchtext/``; ``hola-search.js`` loads those of the results in view.
"""

from __future__ import annotations

import json
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from sphinx.search import js_index
from sphinx.search.en import SearchEnglish

HERE = Path(__file__).parent
SCORER = HERE / "scorer.js"
TEXTS = "searchtext"
"""The folder, beside the pages' own, with the text of each page."""

_WORD = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d]\w*")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
INLINE = {"a", "b", "cite", "code", "em", "i", "kbd", "mark", "span", "strong", "sub", "sup"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "dt"}
SILENT = {"script", "style", "template", "noscript"}
SILENT_CLASSES = {"katex-html", "headerlink", "hm-map", "hm-progress", "hm-edition"}
"""Formulas are read from their MathML; the map of the machine stands on every page."""

_NUMBER = re.compile(r"^\d[\d.]* ")  # of a section
_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_SPACED = re.compile(r"[=≈≠≤≥<>+−×⋅·→∈]")
_RAISED = str.maketrans("0123456789⊤T−", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵀᵀ⁻")


class BookEnglish(SearchEnglish):
    """English as in Sphinx, with our way to take a text apart."""

    js_splitter_code = (HERE / "words.js").read_text(encoding="utf-8")

    def split(self, input: str) -> list[str]:
        """Take a text apart as :func:`split` does."""
        return split(input)


def fold(text: str) -> str:
    """Take away accents, capitals, and the height of raised letters.

    >>> fold("Mañana: QKᵀ = QK⊤")
    'manana: qkt = qkt'
    """
    signs = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in signs if not unicodedata.category(sign).startswith("M"))
    return plain.replace("⊤", "t").lower()


def split(text: str) -> list[str]:
    """Take a text apart into words and numbers.

    >>> split("At 105.21 of 12,288, d_model is 512.")
    ['at', '105.21', 'of', '12288', 'd_model', 'is', '512']
    """
    return [word.replace(",", "") for word in _WORD.findall(fold(text))]


def write(site: Path, addresses: Mapping[str, str], language: BookEnglish) -> None:
    """Write the index anew from the finished pages, and each page's text beside it.

    Parameters
    ----------
    site : Path
        The finished pages, with the index that Sphinx wrote.
    addresses : mapping of str to str
        Each page's path below `site`, by its name in the index.
    language : BookEnglish
        Stems words, and says which to leave out.
    """
    file = site / "searchindex.js"
    index = js_index.loads(file.read_text(encoding="utf-8"))
    terms, title_terms, titles = {}, {}, {}
    for number, page in enumerate(index["docnames"]):
        sections = read((site / addresses[page]).read_text(encoding="utf-8"))
        above = stems(" ".join(title for _, title, _ in sections), language)
        below = stems(" ".join(text for *_, text in sections), language) - above
        for mapping, words in ((title_terms, above), (terms, below)):
            for word in words:
                mapping.setdefault(word, []).append(number)
        for anchor, title, _ in sections:
            titles.setdefault(_NUMBER.sub("", title), []).append([number, anchor or None])
        text = site / TEXTS / f"{page}.js"
        text.parent.mkdir(parents=True, exist_ok=True)
        text.write_text(f"Search.setText({dumps(page)},{dumps(sections)})", encoding="utf-8")
    # Sphinx writes a list of one page as a number
    for mapping in (terms, title_terms):
        mapping.update({word: on[0] for word, on in mapping.items() if len(on) == 1})
    index |= {"terms": terms, "titleterms": title_terms, "alltitles": titles}
    file.write_text(f"{js_index.PREFIX}{dumps(index)}{js_index.SUFFIX}", encoding="utf-8")


def dumps(data) -> str:
    """Return JSON without blanks, the same at each build."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stems(text: str, language: BookEnglish) -> set[str]:
    """Return the words of a text as the index has them; those with ``_`` also in their parts."""
    words = set(language.split(text))
    words |= {part for word in words if "_" in word for part in word.split("_") if part}
    return {language.stem(word) for word in words if language.word_filter(word)}


def read(markup: str) -> list[list[str]]:
    """Take a page's text apart into its sections.

    Returns
    -------
    sections : list of [anchor, title, text]
        The first is the page's own, without an anchor. Terms of a glossary count as sections.

    Examples
    --------
    >>> read('<article class="bd-article"><section id="a"><h1>One</h1><p>Two</p>'
    ...      '<section id="b"><h2>Three</h2>Four</section></section></article>')
    [['', 'One', 'Two'], ['b', 'Three', 'Four']]
    """
    reader = _Reader()
    reader.feed(_MATH.sub(lambda found: escape(math_text(found[0])), markup))
    return [
        ["" if number == 0 else section.anchor, *map(_one_line, (section.title, section.text))]
        for number, section in enumerate(reader.sections)
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def math_text(markup: str) -> str:
    """Write MathML in one line.

    >>> math_text("<math><mfrac><msup><mi>K</mi><mi>⊤</mi></msup><mn>2</mn></mfrac></math>")
    'Kᵀ/2'
    """
    return _math_text(ElementTree.fromstring(markup.replace("&nbsp;", " ")))


def _math_text(node: ElementTree.Element) -> str:
    tag = node.tag.rpartition("}")[2]
    parts = [_math_text(child) for child in node]
    match tag:
        case "annotation":
            return ""
        case "msup":
            return parts[0] + _raised(parts[1])
        case "msub":
            return f"{parts[0]}_{parts[1]}"
        case "msubsup":
            return f"{parts[0]}_{parts[1]}{_raised(parts[2])}"
        case "mfrac":
            return "/".join(map(_grouped, parts))
        case "msqrt":
            return "√" + _grouped("".join(parts))
        case "mtd" | "mtr" | "mspace":
            return "".join(parts) + " "
        case "mo" if _SPACED.fullmatch(node.text or ""):
            return f" {node.text} "
        case _:
            return (node.text or "").replace("\u2061", "") + "".join(parts)


def _raised(text: str) -> str:
    raised = text.strip().translate(_RAISED)
    return raised if re.fullmatch("[⁰¹²³⁴⁵⁶⁷⁸⁹ᵀ⁻]+", raised) else f"^{_grouped(text)}"


def _grouped(text: str) -> str:
    text = text.strip()
    return f"({text})" if " " in text else text


class _Section:
    def __init__(self, tag: str, anchor: str):
        self.tag, self.anchor, self.title, self.text = tag, anchor, "", ""


class _Reader(HTMLParser):
    """Collects the sections of a page's article."""

    def __init__(self):
        super().__init__()
        self.sections: list[_Section] = []
        self.open: list[_Section] = []
        self.depth = 0  # inside the article
        self.silent = 0  # inside something that is not read
        self.heading = ""  # the tag of the title that is being read

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        if not self.depth and not (tag == "article" and "bd-article" in classes):
            return
        if tag in VOID:
            self._say(" ")
            return
        self.depth += 1
        if self.silent or tag in SILENT or classes & SILENT_CLASSES:
            self.silent += 1
            return
        if tag == "dt":
            self._close("dt")
        if tag in ("section", "dt") and given.get("id"):
            section = _Section(tag, given["id"])
            self.sections.append(section)
            self.open.append(section)
        if tag in HEADINGS and self.open and not self.open[-1].title:
            self.heading = tag
        if tag not in INLINE:
            self._say(" ")

    def handle_endtag(self, tag):
        if not self.depth or tag in VOID:
            return
        self.depth -= 1
        if self.silent:
            self.silent -= 1
            return
        if tag == self.heading:
            self.heading = ""
        if tag == "dl":
            self._close("dt")
        if tag == "section":
            self._close("dt")
            self._close("section")
        if tag not in INLINE:
            self._say(" ")

    def handle_data(self, data):
        if self.depth and not self.silent:
            self._say(data)

    def _say(self, text: str) -> None:
        if self.open and self.heading:
            self.open[-1].title += text
        elif self.open:
            self.open[-1].text += text

    def _close(self, tag: str) -> None:
        if self.open and self.open[-1].tag == tag:
            self.open.pop()
