"""Scripts are joined as pages and JupyterLab need them; esbuild says what it cannot join."""

import pytest

from helpers.live import assets
from helpers.site import assets as book
from helpers.site import npm, scripts

from .engine import EngineError

VIEWS = ["bars", "dial", "line", "links", "nudges", "plane", "rail", "recorded", "ribbons"]
VIEWS += ["flow", "glow", "trail", "words"]
RUN = '"run":{"label":"Train"},"board":{"size":[2,1]}'
VIEWS_AND_STAGE = sorted([*VIEWS, "board", "run", "stage"])


def test_nothing_else_is_kept_with_them():
    assert {file.name for file in assets.BUILT.iterdir()} == set(scripts.ENGINE)
    scripts_of = (assets.script, assets.drawing_script, assets.pulling_script, assets.module)
    assert len({script() for script in scripts_of}) == 4


def test_what_draws_brings_the_views_that_draw_and_the_stage(engine):
    found = engine.ask("script", text=assets.drawing_script(), read="Object.keys(liveDrawings)")
    assert found == VIEWS_AND_STAGE


def test_what_draws_does_not_bring_what_the_page_has():
    """A stage is made on the page's rows, and arrows stand on its matrices."""
    whole = assets.drawing_script()
    for one in ("Rows = class", "function tablesOf", "function matrixView"):
        assert one in assets.script()
        assert one not in whole


def test_a_page_of_the_book_gets_what_it_draws_with_and_nothing_else(engine):
    whole = book.drawing_script(*assets.drawn(RUN + "".join(f'"kind":"{view}"' for view in VIEWS)))
    assert engine.ask("script", text=whole, read="Object.keys(liveDrawings)") == VIEWS_AND_STAGE
    some = book.drawing_script("plane", "stage")
    assert engine.ask("script", text=some, read="Object.keys(liveDrawings)") == ["plane", "stage"]
    assert len(some) < 0.7 * len(whole)
    assert assets.drawn('"kind":"bar"') == ["stage"]


@pytest.fixture
def write(tmp_path):
    """Write modules to a folder, by their names without the ending."""

    def written(**modules):
        for name, text in modules.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return tmp_path / "main.js"

    return written


def test_a_classic_script_runs_strictly_and_leaves_no_name_behind(engine, write):
    entry = write(
        main="import { two } from './a.js';\nglobalThis.seen = two();",
        a="/** Two. */\nexport function two() {\n  return this === undefined ? 2 : 0; // ‘two’\n}",
    )
    script = scripts.join(entry)
    assert engine.ask("script", text=script, read="seen") == 2
    assert engine.ask("script", text=script, read="typeof two") == "undefined"
    assert engine.ask("script", text=script + script, read="seen") == 2


def test_a_module_gives_an_object(engine, write):
    entry = write(
        main="import { two } from './a.js';\nexport default { render: () => two + 1 };",
        a="export const two = 2;",
    )
    assert engine.ask("module", text=scripts.join(entry, "esm"), read="render") == 3


BROKEN = {
    "an unknown module": ({"main": "import { a } from './b.js';"}, r"main\.js:1:18"),
    "an unknown name": (
        {"main": "import { b } from './a.js';\nb();", "a": "export const a = 1;"},
        r"No matching export in .*a\.js.* for import \"b\"",
    ),
    "what is no script": ({"main": "const a = 1;\nconst = 2;"}, r"main\.js:2:6"),
}


@pytest.mark.parametrize(("modules", "message"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_joined_is_named_with_its_place(write, modules, message):
    with pytest.raises(npm.NpmError, match=message):
        scripts.join(write(**modules))


def test_an_error_in_the_script_reaches_the_test(engine):
    with pytest.raises(EngineError, match="SyntaxError"):
        engine.ask("script", text="const = 1;", read="1")
