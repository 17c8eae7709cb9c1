"""The models of this book: sizes, where the weights come from, where they are used."""

import re
from html import escape

from helpers.chapters.figures import FIGURES
from helpers.chapters.models import MODELS
from helpers.chapters.order import chapters
from helpers.chapters.told import told
from helpers.mathematics.parameters import count_numbers
from helpers.site.reference.pages import notebooks, table


def models():
    """Write an entry for each model; its heading is where the marks lead.

    Returns
    -------
    markdown : str
    """
    return "\n\n".join(_entry(one) for one in MODELS.values())


def _entry(model):
    code = f"\n\n```python\n{model.code.strip()}\n```" if model.code else ""
    facts = {
        "Weights": model.mark,
        "Numbers": f"{count_numbers(model.weights()):,}" if code else "few",
        "Embeddings": model.embedding,
        "Blocks": model.blocks,
        "Why this one": told(model.why),
        "Figures": ", ".join(map(figure_link, model.figures)),
    }
    listed = "\n".join(f"- **{name}**: {fact}" for name, fact in facts.items())
    return f"## {model.title}\n\n{told(model.holds)}\n\n{listed}{code}"


def model_changes():
    """Write a table of where in the chapters the weights become others.

    Returns
    -------
    markdown : str
    """
    entered = [(place, one) for one in MODELS.values() for place in one.enters]
    order = sorted(entered, key=lambda entry: _order(entry[0]))
    rows = [
        (section_link(place), one.mark, f"[{one.title}](#{one.id})", told(one.embedding))
        for place, one in order
    ]
    return table(("From here on", "Weights", "Model", "Embeddings"), rows)


def _order(place):
    file, _, heading = place.partition("#")
    page = next(page for page in notebooks() if page.file == f"{file}.ipynb")
    return file, list(headings(page)).index(heading)


def headings(page):
    """Give the sections of a page: the anchor and the words of each, the title's anchor empty.

    Parameters
    ----------
    page : Page

    Returns
    -------
    titles : dict of str to str
    """
    found = [plain.strip() for plain in re.findall(r"^##+ (.+)$", page.prose, re.M)]
    own = {re.sub(r"[^\w -]", "", words).lower().replace(" ", "-"): words for words in found}
    return {"": page.title, **own}


def section_link(place):
    """Link a section by its words, with the number of its chapter."""
    file, _, heading = place.partition("#")
    page = next(page for page in notebooks() if page.file == f"{file}.ipynb")
    target = page.file + (f"#{heading}" if heading else "")
    return f"[{int(file[:2])}: {headings(page)[heading]}]({target})"


def page_of(figure):
    """Find the page that shows a figure.

    Parameters
    ----------
    figure : str
        Its name.

    Returns
    -------
    file : str

    Examples
    --------
    >>> page_of("encoder"), page_of("train")
    ('09-encoder.ipynb', '14b-it-learns.ipynb')
    """
    function = FIGURES[figure]
    folder = function.__module__.split(".")[-2]
    numbers = {name: f"{number:02}" for number, name in chapters().items()}
    start = numbers.get(folder, folder.replace("_", "-"))
    call = f"{function.__name__}("
    return next(
        page.file for page in notebooks() if page.file.startswith(start) and call in page.code
    )


def figure_link(figure):
    """Link a figure by its title; the page's address is put in when the book is built."""
    title = FIGURES[figure]().spec["title"]
    return f'<a href="{page_of(figure)}#figure-{figure}">{escape(title)}</a>'
