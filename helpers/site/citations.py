"""Citations in notebooks: links that read well everywhere, and that a page turns into citations.

JupyterLab knows no role ``cite``. So a notebook, and a question that it shows, names its source as
``[[Vaswani et al., 2017]](references.bib#vaswani2017)``; several stand beside each other without a
blank.
"""

import re

LINK = re.compile(r"\[\[([^\[\]]*)\]\]\(references\.bib#([\w-]+)\)")
LINKS = re.compile(rf"(?:{LINK.pattern})+")


def as_roles(source):
    """Turn the links of a page's source into the role that `sphinxcontrib.bibtex` knows.

    Parameters
    ----------
    source : str
        Markdown, or a notebook as JSON.

    Returns
    -------
    source : str

    Examples
    --------
    >>> as_roles("the paper [[Vaswani et al., 2017]](references.bib#vaswani2017)")
    'the paper {cite}`vaswani2017`'
    >>> as_roles("[[Fan et al., 2018]](references.bib#f2018)[[Su, 2021]](references.bib#s2021)")
    '{cite}`f2018,s2021`'
    """
    return LINKS.sub(lambda found: f"{{cite}}`{','.join(keys(found[0]))}`", source)


def keys(text):
    """List the sources that a text links to, as the bibliography calls them."""
    return [key for _, key in LINK.findall(text)]
