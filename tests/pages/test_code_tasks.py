"""Every task in code: solved, missed and spoilt, in the page's reader and in Python alike."""

import json
import re
import subprocess
import sys

import pytest
from browser import gzipped
from live.engine import Engine

from helpers.chapters.asides import QUESTIONS
from helpers.chapters.code import Verdict, check, codes, judge
from helpers.live.assets import STATIC
from helpers.site import assets, code, npm, scripts, transformer

TASKS = {asked.code.name: asked for asked in QUESTIONS.values() if asked.code}
CHAPTERS = range(1, 14)
NONSENSE = {
    "hello world": "error",
    "return": "empty",
    "return nothing": "error",
    "return 1 +": "error",
    "return (": "error",
    "return 'a' + 1": "error",
    "x = 1": "empty",
    "return None": "empty",
    "return []": "wrong",
    "return np.zeros((7, 7, 7, 7))": "wrong",
    "return __proto__": "error",
    "  return 1\n return 2": "error",
}
BEYOND = (
    "while True:\n    pass",
    "import os",
    "for i in range(10**9):\n    pass\nreturn i",
    "x = 0\nfor i in range(9999):\n    for j in range(9999):\n        x = x + 1\nreturn x",
    "return np.ones((10**4, 10**4))",
    "return np.__proto__",
    "return np.constructor",
    "return lambda x: x",
    "return {}",
    "return [i for i in range(3) if i]",
    "return 2 ** 9999",
)


@pytest.fixture(scope="module")
def engine():
    engine = Engine()
    yield engine
    engine.close()


def in_page(engine, name, lines):
    fact = code.facts(TASKS[name], "version") | {"transformer": ""}
    return engine.ask("judge", fact=fact, lines=lines)


def in_python(name, lines):
    task = codes()[name]
    try:
        return judge(task, task.function(lines))
    except SyntaxError as error:
        return Verdict("error", str(error))


def test_each_chapter_up_to_the_thirteenth_asks_for_code():
    assert {asked.chapter for asked in TASKS.values()} == set(CHAPTERS)


@pytest.mark.parametrize("name", TASKS)
def test_ours_and_three_other_ways_are_right_in_both_worlds(engine, name):
    task = codes()[name]
    assert len(task.also) >= 3
    for lines in (task.lines, *task.also):
        assert in_page(engine, name, lines) == {"kind": "right", "says": ""}, lines
        assert in_python(name, lines) == Verdict("right", ""), lines


@pytest.mark.parametrize("name", TASKS)
def test_each_known_slip_gets_its_sentence_in_both_worlds(engine, name):
    task = codes()[name]
    assert len(task.slips) >= 3
    for slip in task.slips:
        lines = slip.lines.strip("\n")
        found = in_page(engine, name, lines)
        assert (found["kind"], found["says"]) == ("slip", slip.says), lines
        assert in_python(name, lines) == Verdict("slip", slip.says), lines


@pytest.mark.parametrize("lines", NONSENSE)
def test_nonsense_is_refused_alike_in_both_worlds(engine, lines):
    for name in TASKS:
        kind = NONSENSE[lines]
        assert in_page(engine, name, lines)["kind"] == kind, name
        assert in_python(name, lines).kind == kind, name


@pytest.mark.parametrize("lines", BEYOND)
def test_where_the_page_s_python_ends_it_says_so_and_goes_on(engine, lines):
    found = in_page(engine, "softmax", lines)
    assert found["kind"] == "beyond"
    assert len(found["says"]) > 20
    assert in_page(engine, "softmax", codes()["softmax"].lines)["kind"] == "right"


def test_a_million_characters_are_refused_with_a_sentence(engine):
    found = in_page(engine, "mix", "return A @ V" + " + 0" * 250_000)
    assert found["kind"] == "error"
    assert "characters" in found["says"]


@pytest.mark.parametrize("depth", [200, 1400])
def test_nested_lines_are_read_or_refused(engine, depth):
    lines = f"return {'(' * depth}A @ V{')' * depth}"
    assert in_page(engine, "mix", lines)["kind"] in ("right", "beyond")


def test_what_is_given_is_not_changed_and_given_names_keep_their_value(engine):
    for lines in ("S[0] = 0\nreturn S", "S += 1\nreturn S"):
        assert "read-only" in in_page(engine, "softmax", lines)["says"]
        assert in_python("softmax", lines).kind == "error"
    assert "is given" in in_page(engine, "softmax", "np = 3\nreturn np")["says"]


def test_every_easier_form_asks_for_something_and_says_what(engine):
    for name, asked in TASKS.items():
        for form in filter(None, code.easy_forms(asked.code)):
            assert in_page(engine, name, form)["kind"] != "right", form
            assert form.count("___") + form.count("# the missing line") == 1
    found = in_page(engine, "mix", code.easy_forms(codes()["mix"])[0].replace("___", " ___ +"))
    assert "gap" in found["says"]


def test_check_says_the_same_as_the_page(engine):
    def my_mix(A, V):
        return V @ A

    says = in_page(engine, "mix", "return V @ A")["says"]
    assert repr(check(my_mix)) == f"my_mix: {says}"

    def my_self_attention(X, w):
        Q, K, V = project(X, w.W_Q), project(X, w.W_K), project(X, w.W_V)  # noqa: F821
        return concat_heads(mix(softmax(scores(Q, K)), V)) @ w.W_O  # noqa: F821

    assert repr(check(my_self_attention)).startswith("Right: ")
    with pytest.raises(ValueError, match="There is no task 'unknown'"):
        check("unknown")


def test_the_program_needs_numpy_alone_and_says_hola_mundo(tmp_path):
    file = tmp_path / transformer.FILE
    file.write_text(transformer.program({"mix": codes()["mix"].also[1]}), encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    assert "helpers" not in text
    run = [sys.executable, "-I", file]  # neither this folder nor any other path is looked into
    done = subprocess.run(run, capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout == "hola mundo\n", done.stderr
    done = subprocess.run([*run, "zebra"], capture_output=True, text=True, cwd=tmp_path)
    assert done.stderr.startswith("I never learnt zebra.")


def test_what_a_page_with_tasks_brings_and_what_a_touch_loads_stay_light(tmp_path):
    assets.write(tmp_path)
    bars = {assets.CODE_NAME: 3_800, assets.TRANSFORMER_NAME: 2_100, assets.EDITOR_NAME: 150_000}
    files = [tmp_path / name for name in bars]
    scripts.shorten(files, tmp_path)
    for file in files:
        assert gzipped(file.read_bytes()) <= bars[file.name], file.name
    for asked in TASKS.values():
        text = json.dumps(code.facts(asked, "version"), separators=(",", ":"))
        assert gzipped(text.encode()) < 8_000, asked.id


@pytest.mark.parametrize(("entry", "bar"), [("editor.js", 12_000), ("further.js", 8_600)])
def test_our_own_part_of_what_a_touch_loads_and_what_comes_later_stay_small(entry, bar):
    library = ("--external:@codemirror/*", "--external:@lezer/*")
    own = npm.run(
        npm.ESBUILD, assets.STATIC / entry, "--bundle", "--minify", *library, *scripts.COMMON
    )
    assert ("EditorView" in own) == (entry == "editor.js")  # it is asked for, and left out
    assert gzipped(own.encode()) <= bar


def test_our_own_lines_run_with_what_the_first_touch_loads():
    engine = Engine()
    try:
        for name, task in codes().items():
            assert in_page(engine, name, task.lines)["kind"] == "right"
        assert not engine.ask("wanted"), "something of further.js was asked for"
        assert in_page(engine, "mix", "return V @ A")["kind"] == "slip"
        assert engine.ask("wanted")
    finally:
        engine.close()


def test_nothing_that_is_written_is_handed_to_javascript_to_run():
    for name in ("arrays", "further", "mistakes", "python", "rare", "refusals", "syntax"):
        text = (STATIC / f"{name}.js").read_text(encoding="utf-8")
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)  # types are imported in comments
        assert not re.search(r"\beval\b|\bFunction\(|\bimport\(|innerHTML", text)
