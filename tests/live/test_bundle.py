"""The engine's modules join into one script, or say what stands in the way."""

import json

import numpy as np
import pytest

from helpers.live import bundle, trace
from helpers.live.pack import pack, values

from .engine import EngineError


@pytest.fixture
def write(tmp_path):
    """Write modules to a folder, by their names without the ending."""

    def written(**modules):
        for name, text in modules.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return tmp_path

    return written


def test_modules_stand_before_those_that_import_them(write):
    folder = write(
        main="import { b } from './b.js';\nimport { a } from './a.js';\nexport const m = a + b;",
        b="import { a } from './a.js';\nexport const b = a;",
        a="export const a = 1;",
    )
    assert [module.name for module in bundle.ordered("main.js", folder)] == [
        *("a.js", "b.js", "main.js")
    ]


def test_the_classic_script_runs_and_starts(engine, write):
    folder = write(
        main="import { two } from './a.js';\nexport function start() { globalThis.seen = two(); }",
        a="/** Two. */\nexport function two() {\n  // a comment\n  return 2; // and another\n}",
    )
    script = bundle.classic("main.js", folder)
    assert engine.ask("script", text=script, read="seen") == 2
    assert "a comment" not in script
    assert "export" not in script


def test_a_page_that_is_still_loading_starts_when_it_is_parsed(write):
    folder = write(main="export function start() {}")
    assert "addEventListener('DOMContentLoaded'" in bundle.classic("main.js", folder)


def test_the_es_module_gives_an_object(engine, write):
    folder = write(
        main="import { two } from './a.js';\nexport const render = () => two + 1;",
        a="export const two = 2;",
    )
    assert engine.ask("module", text=bundle.esm("main.js", folder), read="render") == 3


def test_the_own_modules_join_and_compute(engine):
    graph = trace(lambda Q, K: Q @ K.T, Q=np.array([[8, 3]]), K=np.array([[4, 8]]))
    script = bundle.classic("explain.js", run=None, expose="explain")
    graphs = bundle.classic("graph.js", run=None, expose="graphs")
    read = f"""
        const graph = graphs.createGraph({json.dumps(pack(graph))}, {json.dumps(values(graph))});
        graph.run();
        explain.textOf(explain.arithmetic(graph, graph.outputs.result, 0, 'plain'));
    """
    assert engine.ask("script", text=script + graphs, read=read) == "(8 × 4) + (3 × 8) = 56"


def test_the_names_of_the_own_modules_do_not_clash():
    modules = sorted(path.name for path in bundle.STATIC.glob("*.js"))
    assert {"graph.js", "explain.js", "numbers.js"} <= set(modules)
    for name in modules:
        bundle.ordered(name)


ONE = "export const a = 1;"
BROKEN = {
    "a circle": (
        {"main": "import { a } from './a.js';", "a": "import { b } from './main.js';"},
        "circle: main.js → a.js → main.js",
    ),
    "an unknown module": ({"main": "import { a } from './b.js';"}, r"main\.js imports \./b\.js"),
    "an unknown name": ({"main": "import { b } from './a.js';", "a": ONE}, "imports b from"),
    "a private name": ({"main": "import { b } from './a.js';", "a": "const b = 1;"}, "nothing"),
    "a name twice": (
        {"main": "import { a } from './a.js';\nfunction a() {}", "a": ONE},
        r"a is declared at the top of a\.js and of main\.js",
    ),
    "a new name": ({"main": "import { a as b } from './a.js';", "a": ONE}, "line 1"),
    "a default import": ({"main": "import a from './a.js';", "a": ONE}, "line 1"),
    "a long import": ({"main": "import {\n  a,\n} from './a.js';", "a": ONE}, "line 1"),
    "an import at run time": ({"main": "const a = 1;\nawait import('./a.js');"}, "line 2"),
    "a default export": ({"main": "export default 1;"}, "export before"),
    "a list of exports": ({"main": "const a = 1;\nexport { a };"}, "line 2"),
    "many names at once": ({"main": "const [a, b] = [1, 2];"}, "one declared name"),
    "a long text": ({"main": "const a = `\n// no comment\n`;"}, "backquotes"),
    "code after a comment": ({"main": "/* a\n*/ const b = 1;"}, "comment's end"),
}


@pytest.mark.parametrize(("modules", "message"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_joined_is_refused(write, modules, message):
    with pytest.raises(bundle.BundleError, match=message):
        bundle.ordered("main.js", write(**modules))


def test_an_entry_without_its_exports_is_refused(write):
    folder = write(main="function start() {}")
    with pytest.raises(bundle.BundleError, match="should export start"):
        bundle.classic("main.js", folder)
    with pytest.raises(bundle.BundleError, match="should export render"):
        bundle.esm("main.js", folder)
    with pytest.raises(bundle.BundleError, match="no such module"):
        bundle.classic("other.js", folder)


def test_an_error_in_the_script_reaches_the_test(engine):
    with pytest.raises(EngineError, match="SyntaxError"):
        engine.ask("script", text="const = 1;", read="1")
