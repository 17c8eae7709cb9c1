"""Take out of a finished site what none of its pages uses, and write the rest short.

The theme brings style rules for a hundred components and files for as many features; the book
uses a few. :func:`slim` keeps each rule whose classes occur in some page or script, and each
file under ``_static`` that some page, style sheet or script names. Our own scripts and styles
lose comments and white space, which are for those who work on them.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import tinycss2

from helpers.site import fonts, scripts, search

OWN = "hola"
"""Scripts and style sheets with this beginning are ours: they keep all rules."""

KATEX = "katex"
"""The style sheet of formulas keeps all rules, too."""

MARK = "/* rules in use, see helpers/site/slim.py */\n"
"""First line of a slimmed sheet; Sphinx puts the whole one back when it writes pages again."""

_WORD = re.compile(r"[\w-]+")
_CLASS_OR_ID = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_NEGATION = re.compile(r":not\([^()]*(?:\([^()]*\)[^()]*)*\)")
_FONT_AWESOME = re.compile(r"Font ?Awesome", re.IGNORECASE)
_SYSTEM_MODE = {
    "light": "@media (prefers-color-scheme:light){%s}",
    "dark": "@media (prefers-color-scheme:dark){%s}",
}


def slim(site: Path) -> None:
    """Slim the style sheets, shorten our scripts, delete the files that nothing refers to.

    Parameters
    ----------
    site : Path
        The finished pages.
    """
    static = site / "_static"
    used = used_names(site)
    ours = [file for ending in ("css", "js") for file in sorted(static.rglob(f"{OWN}*.{ending}"))]
    others = [sheet for sheet in sorted(static.rglob("*.css")) if is_whole(sheet)]
    for sheet in others:
        css = sheet.read_text(encoding="utf-8")
        sheet.write_text(css if sheet.name.startswith(KATEX) else slim_css(css, used), "utf-8")
    scripts.shorten([*ours, *others], static)
    for sheet in others:
        sheet.write_text(MARK + sheet.read_text(encoding="utf-8"), encoding="utf-8")
    delete_unnamed(site)
    cut_fonts(site)


def is_whole(sheet: Path) -> bool:
    """Say whether a style sheet is of others, and still as they wrote it."""
    return not sheet.name.startswith(OWN) and not sheet.read_text("utf-8").startswith(MARK)


def used_names(site: Path) -> set[str]:
    """Return all words that can be a class or an id: those of the pages and their scripts."""
    pages = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
    names = {name for page in pages for name in re.findall(r'(?:src|href)="([^"?#]+)', page)}
    scripts = {Path(name).name for name in names if name.endswith(".js")}
    texts = [
        script.read_text(encoding="utf-8")
        for script in (site / "_static").rglob("*.js")
        if script.name in scripts
    ]
    attributes = (re.findall(r'\b(?:class|id)="([^"]*)"', page) for page in pages)
    words = {word for page in attributes for value in page for word in value.split()}
    return words.union(*(_WORD.findall(text) for text in texts))


def slim_css(css: str, used: set[str]) -> str:
    """Return `css` without rules for classes and ids that are not in `used`.

    Rules for the light and the dark theme also get a form for readers without scripts, for whom
    the system's preference decides.

    >>> slim_css(".a{color:red} .b, .a p{margin:0} .c:not(.d){top:0}", {"a", "c"})
    '.a{color:red}.a p{margin:0}.c:not(.d){top:0}'
    """
    return "".join(_slim_rules(tinycss2.parse_stylesheet(css, True, True), used))


def _slim_rules(rules: list, used: set[str]) -> list[str]:
    kept = (
        _slim_at_rule(rule, used) if rule.type == "at-rule" else _slim_rule(rule, used)
        for rule in rules
        if rule.type in ("at-rule", "qualified-rule")
    )
    return [text for text in kept if text]


def _slim_at_rule(rule, used: set[str]) -> str:
    if rule.at_keyword == "font-face" and _FONT_AWESOME.search(tinycss2.serialize(rule.content)):
        return ""
    if rule.at_keyword not in ("media", "supports"):
        return rule.serialize()
    inner = "".join(_slim_rules(tinycss2.parse_rule_list(rule.content, True, True), used))
    prelude = tinycss2.serialize(rule.prelude).strip()
    return f"@{rule.at_keyword} {prelude}{{{inner}}}" if inner else ""


def _slim_rule(rule, used: set[str]) -> str:
    selectors = [text for text in split_selectors(rule.prelude) if is_used(text, used)]
    if not selectors:
        return ""
    body = tinycss2.serialize(rule.content).strip()
    return f"{','.join(selectors)}{{{body}}}" + _without_scripts(selectors, body)


def _without_scripts(selectors: list[str], body: str) -> str:
    """Repeat a rule of the light or dark theme for ``data-theme="auto"``: no script chose one."""
    rules = ""
    for mode, media in _SYSTEM_MODE.items():
        pattern = re.compile(rf"\[data-theme=[\"']?{mode}[\"']?\]")
        twins = [
            pattern.sub("[data-theme=auto]", text) for text in selectors if pattern.search(text)
        ]
        if twins:
            rules += media % f"{','.join(twins)}{{{body}}}"
    return rules


def split_selectors(prelude: list) -> list[str]:
    """Split a rule's selectors at the commas between them (not at those inside ``:is()``)."""
    selectors = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return [tinycss2.serialize(tokens).strip() for tokens in selectors]


def is_used(selector: str, used: set[str]) -> bool:
    """Say whether a page could match `selector`.

    What stands in ``:not()`` need not occur; of the alternatives in ``:is()`` and ``:where()``
    all must, which only keeps less than possible where the theme lists alternatives.

    >>> is_used(".a:not(.b) > #c", {"a", "c"}), is_used(".fa-cat", {"fa-cat"})
    (True, False)
    """
    names = [name.replace("\\", "") for name in _CLASS_OR_ID.findall(_NEGATION.sub("", selector))]
    return all(name in used and not _is_icon(name) for name in names)


def _is_icon(name: str) -> bool:
    """Say whether a class belongs to Font Awesome: ``hola.css`` draws the icons in use."""
    return name.startswith("fa-") or name in ("fa", "fas", "far", "fab", "fa-solid")


def cut_fonts(site: Path) -> None:
    """Leave in the fonts of formulas only the characters that some page or script writes."""
    texts = [file.read_text("utf-8") for file in site.rglob("*") if file.suffix in (".html", ".js")]
    written = "".join(sorted(set(unescape("".join(texts)))))
    for file in (site / "_static" / KATEX).rglob("*.woff2"):
        fonts.cut(file, written, file)


def delete_unnamed(site: Path) -> None:
    """Delete the files under ``_static`` whose name occurs in no page, style sheet or script.

    What a deleted file named may be unnamed now, so this goes on until nothing changes.
    """
    while doomed := unnamed(site):
        for file in doomed:
            file.unlink()
    for folder in sorted((site / "_static").rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def unnamed(site: Path) -> list[Path]:
    """Return the files under ``_static`` that no *other* file of the site names."""
    texts = {
        file: file.read_text(encoding="utf-8")
        for file in site.rglob("*")
        if file.suffix in (".html", ".css", ".js") and not is_of_search(file.relative_to(site))
    }
    files = [file for file in (site / "_static").rglob("*") if file.is_file()]
    return [
        file
        for file in files
        if file.name != "LICENSE"
        and (
            file.suffix == ".map"  # named at the end of its script, wanted by no reader
            or not any(names(text, file.name) for other, text in texts.items() if other != file)
        )
    ]


def is_of_search(file: Path) -> bool:
    """Say whether a file holds the words of pages, which name no file."""
    return file.parts[0] in ("searchindex.js", search.TEXTS)


def names(text: str, name: str) -> bool:
    """Say whether a text names a file.

    >>> names('src="made.js?v=1"', "made.js"), names("save as made.json", "made.js")
    (True, False)
    """
    return name in text and re.search(rf"{re.escape(name)}(?!\w)", text) is not None
