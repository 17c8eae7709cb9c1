"""Join the browser's modules into one script: no tool, no build step, nothing to install.

Pages load a classic script, because a page from ``file://`` may not import modules. JupyterLab
takes one ES module. Both hold the same text: the modules in the order of their imports, in one
shared scope. That asks for a plain style, and whatever breaks it is an error here:

- imports are one line each and keep names: ``import { a, b } from './x.js';``
- exports stand before their declaration: ``export function a() {…}``
- names at the top of a module are unique among all modules and declared one by one
- no import goes round in a circle, none waits for run time
- a text in backquotes ends on its line (comments are taken out line by line)
"""

import re
from pathlib import Path
from typing import NamedTuple

STATIC = Path(__file__).parent / "static"
ENTRY = "main.js"

IMPORT = re.compile(r"import \{ ?([\w$]+(?:, [\w$]+)*) ?\} from '(\.{1,2}/[\w./-]+\.js)';")
DECLARATION = re.compile(
    r"(?P<export>export )?(?:(?:async )?function\*? ?|class |const |let |var )(?P<name>[\w$]+)"
)
MANY_AT_ONCE = re.compile(r"(?:export )?(?:const|let|var) ?[\[{]")


class BundleError(ValueError):
    """The modules cannot be joined; the message says which line to change."""


class Module(NamedTuple):
    """One file: what it imports (name → from where), declares and exports, and the rest."""

    name: str
    imports: dict[str, str]
    declared: tuple[str, ...]
    exported: tuple[str, ...]
    text: str


def classic(entry=ENTRY, folder=STATIC, run="start", expose=None):
    """Give one script for pages, that runs wherever a script runs.

    Parameters
    ----------
    entry : str
        The module to begin with.
    folder : Path
        Where the modules are.
    run : str or None
        The function that `entry` exports and that is called once the page is parsed.
    expose : str, optional
        A global name that gets the exports of `entry`; for tests and the console.

    Returns
    -------
    script : str

    Raises
    ------
    BundleError
        If the modules cannot be joined.
    """
    modules = ordered(entry, folder)
    lines = ["(() => {", "'use strict';", *(module.text for module in modules)]
    if expose:
        lines.append(f"globalThis.{expose} = {{ {', '.join(modules[-1].exported)} }};")
    if run:
        _require_export(modules[-1], run)
        lines.append(
            "if (document.readyState === 'loading') "
            f"document.addEventListener('DOMContentLoaded', () => {run}());\nelse {run}();"
        )
    return "\n".join([*lines, "})();", ""])


def esm(entry=ENTRY, folder=STATIC, give=("render",)):
    """Give one ES module whose default export is an object, as anywidget wants it.

    Parameters
    ----------
    entry : str
        The module to begin with.
    folder : Path
        Where the modules are.
    give : sequence of str
        What goes into the object; `entry` exports it.

    Returns
    -------
    script : str

    Raises
    ------
    BundleError
        If the modules cannot be joined.
    """
    modules = ordered(entry, folder)
    for name in give:
        _require_export(modules[-1], name)
    texts = [module.text for module in modules]
    return "\n".join([*texts, f"export default {{ {', '.join(give)} }};", ""])


def ordered(entry=ENTRY, folder=STATIC):
    """Read a module and all that it needs, each after what it imports.

    Parameters
    ----------
    entry : str
    folder : Path

    Returns
    -------
    modules : list of Module
        The entry is the last.

    Raises
    ------
    BundleError
        If a module is missing, breaks the plain style, or the imports go round in a circle.
    """
    done, open_ = {}, []

    def visit(path, wanted):
        if path in open_:
            circle = " → ".join(step.name for step in (*open_[open_.index(path) :], path))
            raise BundleError(f"The imports go round in a circle: {circle}.")
        if path in done:
            return
        if not path.is_file():
            raise BundleError(f"{wanted}, but there is no such module.")
        open_.append(path)
        module = read(path.name, path.read_text(encoding="utf-8"))
        for needed in dict.fromkeys(module.imports.values()):
            visit((path.parent / needed).resolve(), f"{path.name} imports {needed}")
        open_.pop()
        done[path] = module

    visit((Path(folder) / entry).resolve(), f"The bundle begins with {entry}")
    modules = list(done.values())
    _require_imports(done)
    _require_unique(modules)
    return modules


def read(name, source):
    r"""Take a module apart.

    Parameters
    ----------
    name : str
        Its file name, for messages.
    source : str

    Returns
    -------
    module : Module

    Raises
    ------
    BundleError
        If a line breaks the plain style.

    Examples
    --------
    >>> read("b.js", "import { a } from './a.js';\nexport const b = a; // twice").text
    'const b = a; // twice'
    """
    imports, declared, exported, kept = {}, [], [], []
    for number, line in _code(name, source):
        if line.startswith("import"):
            match = IMPORT.fullmatch(line.rstrip())
            if not match:
                raise _error(name, number, line, "import { a, b } from './x.js'; on one line")
            imports.update(dict.fromkeys(match[1].split(", "), match[2]))
            continue
        if re.search(r"\bimport\(", line):
            raise _error(name, number, line, "an import at the top, not one at run time")
        declaration = DECLARATION.match(line)
        if MANY_AT_ONCE.match(line):
            raise _error(name, number, line, "one declared name a statement")
        if line.startswith("export ") and not declaration:
            raise _error(name, number, line, "export before the declaration itself")
        if declaration:
            declared.append(declaration["name"])
            if declaration["export"]:
                exported.append(declaration["name"])
                line = line.removeprefix("export ")
        kept.append(line)
    return Module(name, imports, tuple(declared), tuple(exported), "\n".join(kept))


def _code(name, source):
    """Give the lines of a module with their numbers, without comment lines and blank ones."""
    in_comment = False
    for number, line in enumerate(source.splitlines(), start=1):
        bare = line.strip()
        if not in_comment and bare.startswith("/*"):
            in_comment = True
        if in_comment:
            if "*/" in bare:
                in_comment = False
                if not bare.endswith("*/"):
                    raise _error(name, number, line, "nothing on the line after a comment's end")
            continue
        if not bare or bare.startswith("//"):
            continue
        if re.sub(r"\\.", "", bare).count("`") % 2:
            raise _error(name, number, line, "a text in backquotes that ends on its line")
        yield number, line


def _error(name, number, line, wanted):
    return BundleError(f"{name}, line {number}: {line.strip()!r} cannot be joined; use {wanted}.")


def _require_imports(modules):
    for path, module in modules.items():
        for name, source in module.imports.items():
            exported = modules[(path.parent / source).resolve()].exported
            if name not in exported:
                raise BundleError(
                    f"{module.name} imports {name} from {source}, which exports "
                    f"{', '.join(exported) or 'nothing'}."
                )


def _require_unique(modules):
    owner = {}
    for module in modules:
        for name in module.declared:
            if name in owner:
                raise BundleError(
                    f"{name} is declared at the top of {owner[name]} and of {module.name}. "
                    "All modules share one scope when joined: rename one of the two."
                )
            owner[name] = module.name


def _require_export(module, name):
    if name not in module.exported:
        raise BundleError(f"{module.name} should export {name}, but it does not.")
