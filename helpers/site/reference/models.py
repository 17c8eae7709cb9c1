"""The models of this book: sizes, where the weights come from, where they are used."""

from html import escape

from helpers.chapters.figures import FIGURES
from helpers.chapters.models import MODELS
from helpers.chapters.order import chapters
from helpers.chapters.told import told
from helpers.mathematics.parameters import count_numbers
from helpers.site.reference.pages import notebooks


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
