"""Formulas become HTML while the book is built.

Sphinx hands over each formula; KaTeX, kept running in Node, returns HTML for the eye with MathML
for screen readers inside. (``sphinxcontrib-katex`` does the same through a socket; it failed now
and then on a busy machine, connecting before the socket listened, and left Node running.)
"""

from __future__ import annotations

import html
import re
from functools import cache

from docutils import nodes
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from helpers.display.setting import HUES
from helpers.site import katex

logger = logging.getLogger(__name__)

OPTIONS = {
    "output": "htmlAndMathml",
    "throwOnError": True,  # a red formula in a page is a mistake, not a warning
    "strict": "error",
    "macros": {
        r"\softmax": r"\operatorname{softmax}",
        r"\Attention": r"\operatorname{Attention}",
        r"\MultiHead": r"\operatorname{MultiHead}",
        r"\Concat": r"\operatorname{Concat}",
        r"\head": r"\operatorname{head}",
        r"\LayerNorm": r"\operatorname{LayerNorm}",
        r"\FFN": r"\operatorname{FFN}",
        r"\ReLU": r"\operatorname{ReLU}",
        r"\PE": r"\operatorname{PE}",
    },
}

_TEX_ELEMENT = re.compile(
    r'(?P<open><(?P<tag>summary|\w+(?=[^>]*\bclass="[^"]*\bhm-tex\b))\b[^>]*>)'
    r"(?P<inside>.*?)(?P<close></(?P=tag)>)",
    re.DOTALL,
)
_FORMULA = re.compile(
    r"\$\$(?P<display>.+?)\$\$|(?<!\\)\$(?P<inline>[^$\s](?:[^$]*[^$\s])?)\$(?P<mark>[,.;:!?)\]’”]*)",
    re.DOTALL,
)
_SOURCE = re.compile(r'(<annotation encoding="application/x-tex">).*?(</annotation>)', re.DOTALL)
_SYMBOL = re.compile(
    r'<span( class="mord mathnormal(?: mtight)?"(?: style="[^"]*")?>)'
    rf"(?=([{''.join(HUES)}])</span>)"
)
"""A letter of a formula that has a hue in figures too; the style sheet gives it the colour."""
_MARK = re.compile(r"[,.;:!?)\]’”]+")
HELD = "hm-held"
"""The class of a formula together with the comma after it: no line begins with a comma."""


_typesetter: katex.Typesetter | None = None


def start() -> None:
    """Start KaTeX."""
    global _typesetter
    stop()
    _typesetter = katex.Typesetter()


def stop() -> None:
    """End KaTeX."""
    global _typesetter
    if _typesetter:
        _typesetter.close()
    _typesetter = None


@cache
def render(tex: str, display: bool = False) -> str:
    r"""Typeset `tex`; the same formula is typeset once a build."""
    rendered = _typesetter.render(tex, {**OPTIONS, "displayMode": display})
    rendered = rendered.replace('class="katex"', 'class="katex notranslate"')
    source = html.escape(portable(tex), quote=False)
    rendered = _SOURCE.sub(lambda found: found[1] + source + found[2], rendered, count=1)
    return _SYMBOL.sub(lambda found: f'<span data-hue="{HUES[found[2]]}"{found[1]}', rendered)


def portable(tex: str) -> str:
    r"""Return LaTeX that is read elsewhere too: without the book's commands.

    A formula carries it inside, for whoever copies the formula.

    >>> print(portable(r"\displaystyle H = \ReLU(XY^2)"))
    H = \operatorname{ReLU}(XY^2)
    """
    for command, meaning in OPTIONS["macros"].items():
        tex = re.sub(re.escape(command) + r"(?![A-Za-z])", lambda _, to=meaning: to, tex)
    return tex.strip().removeprefix(r"\displaystyle").strip()


def break_lines(tex: str) -> str:
    r"""Let a bare ``\\`` break the line, as MathJax does in JupyterLab.

    >>> break_lines(r"a \\ b")
    '\\begin{gathered}a \\\\ b\\end{gathered}'
    """
    if r"\\" not in tex or r"\begin" in tex:
        return tex
    environment = "aligned" if "&" in tex else "gathered"
    return rf"\begin{{{environment}}}{tex}\end{{{environment}}}"


def _render_or_warn(tex: str, display: bool, node: nodes.Node) -> str:
    try:
        return render(tex, display)
    except katex.KatexError as error:
        logger.warning("KaTeX: %s in: %s", error, tex, location=node, type="katex")
        return f"<code>{html.escape(tex)}</code>"


def hold_marks(doctree: nodes.document) -> None:
    """Tie each formula inside a line to the punctuation after it."""
    for formula in list(doctree.findall(nodes.math)):
        after = formula.next_node(nodes.Text, descend=False, siblings=True)
        place = formula.parent.index(formula)
        if after is None or formula.parent[place + 1 : place + 2] != [after]:
            continue
        if mark := _MARK.match(after):
            formula.parent.replace(after, nodes.Text(after[mark.end() :]))
            held = nodes.inline(classes=[HELD])
            formula.replace_self(held)
            held += [formula, nodes.Text(mark[0])]


def visit_inline(writer, node: nodes.math) -> None:
    """Write a formula inside a line."""
    rendered = _render_or_warn(node.astext(), False, node)
    writer.body.append(f"{writer.starttag(node, 'span', '', CLASS='math')}{rendered}</span>")
    raise nodes.SkipNode


def visit_block(writer, node: nodes.math_block) -> None:
    r"""Write a formula on its own line, with its number if it has one.

    Arithmetic written out begins with ``\displaystyle``; it may go on in a second line.
    """
    tex = node.astext().strip()
    wraps = tex.startswith(r"\displaystyle")
    classes = "math hm-scroll hm-wraps" if wraps else "math hm-scroll"
    writer.body.append(writer.starttag(node, "div", CLASS=classes))
    if node["number"]:
        number = get_node_equation_number(writer, node)
        writer.body.append(f'<span class="eqno">({number})')
        writer.add_permalink_ref(node, _("Link to this equation"))
        writer.body.append("</span>")
    writer.body.append(_render_or_warn(break_lines(tex), not wraps, node))
    writer.body.append("</div>\n")
    raise nodes.SkipNode


def render_marked(markup: str, node: nodes.Node) -> str:
    """Typeset ``$…$`` inside HTML, in elements of class ``hm-tex`` and in ``<summary>``.

    JupyterLab typesets formulas in HTML itself; in the book, the class asks for it.
    """

    def formula(found: re.Match) -> str:
        tex = found["display"] or found["inline"]
        typeset = _render_or_warn(html.unescape(tex).strip(), bool(found["display"]), node)
        mark = found["mark"]
        return f'<span class="{HELD}">{typeset}{mark}</span>' if mark else typeset

    def element(found: re.Match) -> str:
        return found["open"] + _FORMULA.sub(formula, found["inside"]) + found["close"]

    return _TEX_ELEMENT.sub(element, markup)
