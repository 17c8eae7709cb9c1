"""The book's Sphinx extension: maths, style, links inside outputs, and nothing superfluous.

What happens when:

* ``config-inited``: our templates and static files come before the theme's;
* ``builder-inited``: KaTeX is checked and started;
* ``env-get-outdated``: Markdown pages are read at each build, while the book is watched
  (:mod:`.watch`) the pages that are asked for;
* ``source-read``: numbers with two versions are marked in notebooks (:mod:`.editions`), and what is
  not in a chapter's line is folded (:mod:`.folds`); generated parts and computed numbers are put
  into Markdown pages (:mod:`.reference`), links to the bibliography become citations
  (:mod:`.citations`); what is read then gets its links to the glossary (:mod:`.terms`);
* ``env-before-read-docs``, ``env-updated``, ``env-check-consistency``: while the book is watched,
  only the page asked for is made again;
* ``doctree-resolved``: links and formulas inside HTML outputs are made to work in pages,
  pictures become part of them (:mod:`.stills`);
* ``html-page-context``: each page loads only the scripts and styles that it uses, says what it is
  to search engines and cards (:mod:`.sharing`), and brings the data that its questions need
  (:mod:`.questions`);
* ``html-collect-pages``: a page for addresses that lead nowhere;
* ``build-finished``: the title page, the site map and the search's texts (:mod:`.search`) are
  written, what no page uses is removed, the rest is written short (:mod:`.slim`), each page gets
  its policy (:mod:`.policy`).
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import unescape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

import helpers
from helpers.authoring.fresh import fresh
from helpers.chapters.asides import QUESTIONS
from helpers.chapters.order import notebook_of
from helpers.chapters.whole_machine import poster
from helpers.live import setting
from helpers.live.assets import drawn, draws, pulls
from helpers.site import (
    assets,
    card,
    citations,
    code,
    editions,
    folds,
    fonts,
    katex,
    ledger,
    maths,
    npm,
    origin,
    policy,
    questions,
    reference,
    search,
    sharing,
    slim,
    stills,
    terms,
    transformer,
)
from helpers.site.build import version
from helpers.site.edition import OPENS, SWITCHES, edition_box

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
LATE = 900  # event priority: after the theme has had its say
REFERENCE = "book/api"
PROGRESS = "book/your-progress"  # the page that counts what the reader has answered
MODELS = "book/models"  # the page that says where weights come from
TRANSFORMER = "book/my-transformer"  # the page that collects what the reader has written

SHAPERS = {".css", ".js", ".html", ".toml"}
"""Endings of files that shape a page when it is written."""
READ_WITH = [
    *(HERE / name for name in ("editions.py", "folds.py", "terms.py", "citations.py")),
    *(HERE / "reference" / name for name in ("glossary.py", "glossary.toml")),
]
"""What shapes a chapter when it is read: links to the glossary, marks on numbers."""

BUTTON_ICONS = {
    "download-notebook-button": "fas fa-download",
    "download-source-button": "fas fa-download",
    "download-pdf-button": "fas fa-print",
}
LEDGER = "hm-ledger"
FILES_FOR = {
    "hola-code.js": 'id="hm-code"',
    "hola-transformer.js": transformer.PAGE_MARK,
    "design-tabs.js": "sd-tab-set",
    "hola-copy.js": "katex-html",
    "hola-ledger.js": LEDGER,
    "hola-ledger.css": LEDGER,
}
"""Scripts and styles that only pages with a certain class load."""
# docutils gives lists of citations a role without the children it asks for, and a deprecated one
_WRONG_ROLE = re.compile(r' role="(?:doc-biblioentry|list(?=" class="citation))"')
_LISTING = re.compile(r'class="hm-listing [^>]*data-of="([\w.]+)"')
_TAG = re.compile(r"<[^>]*>")
_FIRST_HEADING = re.compile("</h1>")
_SECOND_HEADING = re.compile(r"<h2(?![^>]*hm-title)[^>]*>.*?</h2>", re.S)  # no figure's title
_FIGURE_TITLE = re.compile(r'<h4( class="hm-title".*?)</h4>')
_NOTEBOOK_LINK = re.compile(r'(?:xlink:)?(href=")(?![a-z]+:|/)([^"#?]+)\.ipynb(#[^"]*)?(?=")')


def configure(app: Sphinx, config) -> None:
    """Put our templates and static files in place; show repository buttons if there is one."""
    config.templates_path.insert(0, str(HERE / "templates"))
    made = assets.write(Path(app.doctreedir) / "static")
    try:
        katex.write(made)
        fonts.write(made)
        poster.save(made)
    except npm.NpmError as error:
        raise ExtensionError(str(error)) from error
    config.html_static_path += [str(HERE / "static"), str(made)]
    config.html_search_scorer = str(search.SCORER)
    config.html_favicon = str(HERE / "static" / "hola-icon.svg")
    shapers = [file for file in HERE.parent.rglob("*") if file.suffix in SHAPERS]
    if config.hola_watched is None:  # else only the pages that are asked for are made again
        config.hola_written = digest([*shapers, *HERE.glob("*.py")])
        config.hola_read = digest(READ_WITH)
    if config.html_baseurl:
        config.html_baseurl = config.html_baseurl.rstrip("/") + "/"
        card.draw(made / card.NAME)
    config.html_theme_options["extra_footer"] += f"<p>Version {version()}</p>"
    has_repository = bool(config.html_theme_options.get("repository_url"))
    for button in ("use_repository_button", "use_issues_button"):
        config.html_theme_options[button] = has_repository


def digest(files: Iterable[Path]) -> str:
    """Return a checksum of files that shape pages besides their content.

    As a configuration value it makes Sphinx write all pages anew when one of them changed, or read
    them anew: `setup` says which.
    """
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()


def start_katex(app: Sphinx) -> None:
    """Start KaTeX for HTML pages."""
    if app.builder.format == "html":
        maths.start()


def finish_html_outputs(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Hold formulas and commas together; make links and formulas inside raw HTML work."""
    if app.builder.format != "html":
        return
    maths.hold_marks(doctree)
    stills.inline(doctree, Path(app.srcdir))
    for node in doctree.findall(nodes.raw):
        if node.get("format") == "html":
            markup = link_pages(app, docname, node.astext(), node)
            markup = level_titles(markup, depth(node) + 1)
            markup = origin.marked(markup, partial(origin_of, app, docname))
            markup = link_listing(app, docname, markup)
            node.children = [nodes.Text(maths.render_marked(markup, node))]


def origin_of(app: Sphinx, docname: str, anchor: str) -> str:
    """Give the address of a model's entry on the page of all models."""
    return f"{app.builder.get_relative_uri(docname, MODELS)}#{anchor}"


def link_listing(app: Sphinx, docname: str, markup: str) -> str:
    """Let a listing end with where its function stands: in the reference, and in the repository."""
    found = _LISTING.search(markup)
    if not found:
        return markup
    module, _, name = found[1].rpartition(".")
    links = []
    if hasattr(helpers, name) and REFERENCE in app.env.found_docs:
        page = app.builder.get_relative_uri(docname, REFERENCE)
        links.append(f'<a href="{page}#api-{name}">{name} in the reference</a>')
    repository = app.config.html_theme_options.get("repository_url")
    if repository:
        function = getattr(importlib.import_module(module), name)
        line = inspect.getsourcelines(function)[1]
        branch = app.config.html_theme_options.get("repository_branch") or "main"
        file = f"{repository}/blob/{branch}/{module.replace('.', '/')}.py#L{line}"
        links.append(f'<a href="{file}">its place in the repository</a>')
    ending = f'<p class="hm-listing-links">{", ".join(links)}</p>' if links else ""
    return markup + ending


def depth(node: nodes.Node) -> int:
    """Count the sections around a node; the heading of the innermost has that level."""
    sections = 0
    while node is not None:
        sections += isinstance(node, nodes.section)
        node = node.parent
    return sections


def level_titles(markup: str, level: int) -> str:
    """Give the titles of figures the level below the heading of their section.

    >>> level_titles('<h4 class="hm-title" id="a">Dials</h4>', 3)
    '<h3 class="hm-title" id="a">Dials</h3>'
    """
    return _FIGURE_TITLE.sub(rf"<h{level}\1</h{level}>", markup)


def link_pages(app: Sphinx, docname: str, markup: str, node: nodes.Node) -> str:
    """Turn ``href="02-position.ipynb"`` into a link to the page made from that notebook.

    So with the ``xlink:href`` that JupyterLab wants in a drawing.
    """

    def to_page(found: re.Match) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(docname), found[2]))
        if target not in app.env.found_docs:
            logger.warning("link to a page that is not in the book: %s", found[0], location=node)
        address = app.builder.get_relative_uri(docname, target) or ("" if found[3] else "#")
        return f"{found[1]}{address}{found[3] or ''}"

    return _NOTEBOOK_LINK.sub(to_page, markup)


def uses(body: str, file: str) -> bool:
    """Whether a page has anything for a script or a style sheet of this name."""
    if file == assets.DRAWING_NAME:
        return draws(body)
    if file == assets.PULLING_NAME:
        return pulls(body)
    return FILES_FOR.get(file, "") in body


def draw_with(app: Sphinx, script_files: list, kinds: list[str]) -> None:
    """Give a page the script that draws what its figures show, and nothing else."""
    name = assets.DRAWING_NAME.replace(".js", f"-{'-'.join(kinds)}.js")
    static = Path(app.outdir) / "_static"
    static.mkdir(exist_ok=True)
    (static / name).write_text(assets.drawing_script(*kinds), encoding="utf-8")
    for place, script in enumerate(script_files):
        if os.path.basename(str(script.filename)) == assets.DRAWING_NAME:
            address = str(script.filename).replace(assets.DRAWING_NAME, name)
            script_files[place] = type(script)(
                address, priority=script.priority, **script.attributes
            )


def slim_page(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Keep only what this page uses, flat header buttons, and roles that are right."""
    body = context.get("body", "")
    for files in ("script_files", "css_files"):
        context[files] = [
            file
            for file in context[files]
            if uses(body, os.path.basename(str(getattr(file, "filename", file) or "")))
        ]
    if draws(body):
        draw_with(app, context["script_files"], drawn(body))
    context["body"] = _WRONG_ROLE.sub("", body)
    context["header_buttons"] = list(_flat(context.get("header_buttons", [])))
    toctree = context.get("generate_toctree_html")
    if toctree:  # the theme's arrow that opens a chapter's further pages has no name
        context["generate_toctree_html"] = lambda *args, **options: str(
            toctree(*args, **options)
        ).replace("<summary>", '<summary aria-label="Further pages of this chapter">')
    context["theme_search_bar_text"] = app.config.html_theme_options["search_bar_text"]


def describe_page(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Say in the page's head what it is and where it belongs; put the switch of the book in it."""
    base = app.config.html_baseurl
    is_root = pagename == app.config.root_doc
    page = "" if is_root else app.builder.get_target_uri(pagename)
    title = app.config.project if is_root else _TAG.sub("", context.get("title", ""))
    text = sharing.description(doctree) if doctree else ""
    context["metatags"] = (
        context.get("metatags", "")
        + setting.head()
        + sharing.head(unescape(title), text, app.config.project, base, page)
    )
    if base and pagename in app.env.found_docs:
        context["pageurl"] = base + page
    if doctree:
        body = context["body"]
        box = edition_box(
            has_versions="hm-tied" in body or 'data-variants="corrected"' in body,
            folds=[kind for kind in OPENS if f'class="hm-{kind}' in body],
        )
        context["body"] = open_with(box, body, is_root)


def open_with(part: str, body: str, is_title_page: bool) -> str:
    """Put `part` under a page's heading; on the title page the machine comes first.

    >>> open_with("<i>part</i>", "<h1>Scores</h1><p>How well they fit.</p>", False)
    '<h1>Scores</h1><i>part</i><p>How well they fit.</p>'
    >>> open_with("<i>part</i>", '<h2 class="hm-title">570</h2><h2>A taste</h2>', True)
    '<h2 class="hm-title">570</h2><h2>A taste</h2><i>part</i>'
    """
    heading = _SECOND_HEADING if is_title_page else _FIRST_HEADING
    return heading.sub(lambda found: found[0] + part, body, count=1)


def missing_page(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """Give the page for addresses that lead nowhere."""
    start, *others = map(app.builder.get_target_uri, pages(app))
    titles = [sharing.plain(app.env.titles[page]) for page in pages(app)[1:]]
    body = sharing.missing_page(start, dict(zip(others, titles, strict=True)))
    yield "404", {"title": "No such page", "body": body}, "page.html"


def pages(app: Sphinx) -> list[str]:
    """Return the pages in reading order."""
    order, todo = [], [app.config.root_doc]
    while todo:
        page = todo.pop(0)
        order.append(page)
        todo = app.env.toctree_includes.get(page, []) + todo
    return order


def add_questions(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Bring the data for the questions of a page, or for the page that counts them all."""
    body = context.get("body", "")
    if transformer.PAGE_MARK in body:
        context["body"] = body = own_transformer(app, pagename, body)
    names = questions.placed(body)
    if not names and pagename != PROGRESS:
        return

    def link(page: str) -> dict[str, str]:
        title = sharing.plain(app.env.titles[page])
        return {"href": app.builder.get_relative_uri(pagename, page), "title": title}

    data = {"ask": {}}
    for name in names:
        facts = questions.facts(QUESTIONS[name])
        for key, place in facts.get("see", {}).items():
            page, _, anchor = place.partition("#")
            page = posixpath.join(posixpath.dirname(pagename), page)
            there = link(page)
            if anchor:
                title = section_title(app, page, anchor)
                there["href"] += f"#{anchor}"
                there["title"] = title if page == pagename else f"{title} ({there['title']})"
            facts["see"][key] = there
        data["ask"][name] = facts
    if pagename == PROGRESS:
        sources = {page: Path(app.env.doc2path(page)) for page in pages(app)}
        asked = questions.all_placed(sources)
        data["pages"] = [{**link(page), "ask": ask} for page, ask in asked.items()]
    elif PROGRESS in app.env.found_docs:
        line = questions.progress_line(len(names), link(PROGRESS)["href"])
        if SWITCHES in body:
            body = body.replace(SWITCHES, SWITCHES + line)
        else:
            body = open_with(line, body, pagename == app.config.root_doc)
    context["body"] = body + questions.script(data) + code_tasks(app, pagename, names)


def own_transformer(app: Sphinx, pagename: str, body: str) -> str:
    """Put the program into the page that collects it, and the data for its script behind."""

    def link(chapter: int) -> dict[str, str]:
        page = f"book/{notebook_of(chapter).stem}"
        title = sharing.plain(app.env.titles[page])
        return {"href": app.builder.get_relative_uri(pagename, page), "title": title}

    opened = f'{transformer.PAGE_MARK} class="hm-transformer">'
    return body.replace(opened, opened + transformer.static()) + transformer.script(link)


def code_tasks(app: Sphinx, pagename: str, names: list[str]) -> str:
    """Bring the data for the tasks of a page whose answer is code."""
    asked = [QUESTIONS[name] for name in names if QUESTIONS[name].code]
    if not asked:
        return ""
    there = {"transformer": app.builder.get_relative_uri(pagename, TRANSFORMER)}
    found = {one.id: code.facts(one, questions.version(one)) | there for one in asked}
    return code.script(found)


def section_title(app: Sphinx, page: str, anchor: str) -> str:
    """Find the words over a section; complain if it is not there."""
    for entry in app.env.tocs[page].findall(nodes.reference):
        if entry["anchorname"] == f"#{anchor}":
            return sharing.plain(entry)
    logger.warning("a question points to a section that is not there: %s#%s", page, anchor)
    return ""


def _flat(buttons: list[dict]) -> Iterator[dict]:
    """Open the theme's drop-down groups: their script (Bootstrap) is not shipped."""
    for button in buttons:
        if button["type"] == "group":
            yield from _flat(button["buttons"])
        else:
            icon = BUTTON_ICONS.get(button["label"], button["icon"])
            yield {**button, "icon": icon, "text": None}  # the tooltip names it


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Stop KaTeX; write what belongs to the site as a whole, and make it small and safe."""
    maths.stop()
    if exception is not None or app.builder.format != "html":
        return
    site, base = Path(app.outdir), app.config.html_baseurl
    first = app.builder.get_target_uri(app.config.root_doc)
    if (site / first).is_file():  # while the book is watched, it may not have been asked for yet
        sharing.write_title_page(site, first)
    if base:
        sharing.root_missing_page(site, base)
        others = map(app.builder.get_target_uri, pages(app)[1:])
        sharing.write_site_map(site, base, ["", *others])
    if app.config.hola_watched is None:
        addresses = {page: app.builder.get_target_uri(page) for page in app.env.found_docs}
        search.write(site, addresses, app.builder.indexer.lang)
        slim.slim(site)
    policy.protect(site)


def read_only_asked(app: Sphinx, env, names: list[str]) -> None:
    """Read only the page asked for while the book is watched, once each page has been read."""
    if app.config.hola_watched is not None:
        names[:] = [n for n in names if n in app.config.hola_watched or n not in env.all_docs]


def keep_figure_numbers(app: Sphinx, env) -> None:
    """Leave the numbers of figures while the book is watched: to count, Sphinx loads all pages."""
    if app.config.hola_watched is not None:
        app.config.numfig = not env.toc_fignumbers


def keep_to_page(app: Sphinx, env) -> None:
    """Write no page besides the one asked for, while the book is watched."""
    if app.config.hola_watched is not None:
        env.files_to_rebuild.clear()


def mark_editions(app: Sphinx, page: str, source: list[str]) -> None:
    """Mark a notebook's numbers with two versions, and fold it; make it up to date if watched."""
    if str(app.env.doc2path(page)).endswith(".ipynb"):
        if page in (app.config.hola_watched or []):
            source[0] = fresh(source[0], partial(logger.warning, location=page))
        source[0] = folds.fold(editions.mark(source[0]))


def generate_parts(app: Sphinx, page: str, source: list[str]) -> None:
    """Put generated parts and computed numbers into a Markdown page (:mod:`.reference`)."""
    if str(app.env.doc2path(page)).endswith(".md"):
        source[0] = reference.complete(source[0])


def cite(app: Sphinx, page: str, source: list[str]) -> None:
    """Turn links to the bibliography into citations (:mod:`.citations`)."""
    source[0] = citations.as_roles(source[0])


def outdated(app: Sphinx, env, added: set, changed: set, removed: set) -> list[str]:
    """Read Markdown pages again at each build: what they show is made elsewhere."""
    if app.config.hola_watched is not None:
        return [page for page in app.config.hola_watched if page in env.found_docs]
    return [page for page in env.found_docs if str(env.doc2path(page)).endswith(".md")]


def setup(app: Sphinx) -> dict[str, object]:
    """Register everything with Sphinx."""
    # Jupyter Book passes these to extensions that the book does not load
    app.add_config_value("comments_config", {}, "html")
    app.add_config_value("hola_written", "", "html")
    app.add_config_value("hola_read", "", "env")
    app.add_search_language(search.BookEnglish)
    app.add_config_value("hola_watched", None, "")
    app.add_html_math_renderer(
        "hola",
        inline_renderers=(maths.visit_inline, None),
        block_renderers=(maths.visit_block, None),
    )
    for name, directive in ledger.DIRECTIVES.items():
        app.add_directive(name, directive)
    app.connect("config-inited", configure, priority=LATE)
    app.connect("builder-inited", start_katex)
    app.connect("source-read", mark_editions)
    app.connect("source-read", generate_parts)
    app.connect("source-read", cite, priority=LATE)
    app.add_transform(terms.LinkTerms)
    app.connect("env-get-outdated", outdated)
    app.connect("env-before-read-docs", read_only_asked)
    app.connect("env-updated", keep_figure_numbers)
    app.connect("env-check-consistency", keep_to_page)
    app.connect("doctree-resolved", finish_html_outputs)
    app.connect("html-page-context", describe_page, priority=LATE)
    app.connect("html-collect-pages", missing_page)
    app.connect("html-page-context", add_questions, priority=LATE)
    app.connect("html-page-context", slim_page, priority=LATE)
    app.connect("build-finished", finish, priority=LATE)
    app.add_css_file("katex/katex.min.css")
    app.add_css_file("hola.css", priority=LATE)
    app.add_css_file("hola-ledger.css", priority=LATE)
    app.add_css_file(assets.STYLE_NAME, priority=LATE)
    app.add_js_file("hola-book.js", loading_method="defer")
    app.add_js_file("hola-copy.js", loading_method="defer")
    app.add_js_file("hola-ledger.js", loading_method="defer")
    app.add_js_file(assets.DRAWING_NAME, loading_method="defer")
    app.add_js_file(assets.PULLING_NAME, loading_method="defer")
    app.add_js_file(assets.SCRIPT_NAME, loading_method="defer")
    app.add_js_file(assets.CODE_NAME, loading_method="defer")  # finds the questions alive
    app.add_js_file(assets.TRANSFORMER_NAME, loading_method="defer")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
