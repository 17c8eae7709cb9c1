"""A page of its own for one figure: a single file that asks for nothing else."""

import re

from . import assets, render
from .setting import head

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)
LOOK = "body { margin: 2rem auto; max-width: 62rem; padding-inline: 1rem; }"


def page(title, markup):
    """Write the file.

    Parameters
    ----------
    title : str
        Plain text.
    markup : str
        Of one figure or several.

    Returns
    -------
    html : str
        Style and scripts stand inside; the policy forbids every request.
    """
    texts = [assets.drawing_script()] if assets.draws(markup) else []
    texts += [assets.pulling_script()] if assets.pulls(markup) else []
    safe = [re.sub(r"</(?=script)", r"<\\/", script) for script in (*texts, assets.script())]
    scripts = "\n".join(f"<script>{script}</script>" for script in safe)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
{head()}
<title>{render.text(title)}</title>
<link rel="icon" href="data:,">
<style>{LOOK}
{assets.style()}</style>
{scripts}
</head>
<body>
<main>
{markup}
</main>
</body>
</html>
"""
