"""The engine on its own: the folder copied away, the README's example, a page by double-click."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from figure_page import step
from playwright.sync_api import expect

from helpers import live
from helpers.live import known
from helpers.live.rounding import shown

ENGINE = Path(live.__file__).parent
README = (ENGINE / "README.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
ALONE = """
import sys
assert not [name for name in sys.modules if name.split(".")[0] == "helpers"]
"""
FIT = """
from model import line


def error(x, y, slope, start):
    guess = line(x, slope, start)
    miss = guess - y
    error = np.square(miss).mean()
    return {"guess": guess, "error": error}
"""
MODEL = """
def line(x, slope, start):
    rise = slope * x
    level = rise + start
    return level
"""
TWO_MODULES = """
from fit import error
from live import Figure, matrix, number, value, vector

fig = Figure(
    error,
    {"x": vector([1, 2]), "y": vector([4, 4]), "slope": number(3), "start": number(1)},
    [[matrix("rise"), matrix("level"), matrix("miss"), value("error")]],
)
fig.save("modules.html")
"""


@pytest.fixture
def run(tmp_path):
    """Run programs beside a copy of the engine's folder, with nothing else of the house."""

    def program(text, name="live"):
        home = tmp_path.joinpath(*name.split("."))
        if not home.exists():
            shutil.copytree(ENGINE, home, ignore=shutil.ignore_patterns("__pycache__"))
        file = tmp_path / "program.py"
        file.write_text(text.replace("from live", f"from {name}") + ALONE, encoding="utf-8")
        clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        done = subprocess.run(
            [sys.executable, file], cwd=tmp_path, env=clean, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return program


@pytest.mark.parametrize("name", ["live", "parts.figures"])
def test_the_readme_s_example_is_live_in_a_page_of_its_own(run, visit, tmp_path, name):
    run(EXAMPLE, name)
    file = tmp_path / "least-squares.html"
    visited = visit(file.as_uri())
    said = visited.page.locator(".hm-live .hm-sentence b")
    x, y = np.array([1, 2, 3, 4.0]), np.array([2, 2.5, 4, 4.5])

    def expect_the_line():
        slope, start = np.polyfit(x, y, 1)
        error = np.square(y - slope * x - start).mean()
        expect(said).to_have_text([shown(float(number)) for number in (start, slope, error)])

    expect_the_line()
    fields = visited.page.locator(".hm-live input.hm-field")
    step(fields.nth(7), "ArrowUp")
    y[3] = 5
    expect_the_line()
    fields.nth(1).fill("-2,5")
    visited.page.keyboard.press("Enter")
    x[1] = -2.5
    expect_the_line()
    assert visited.requests[0] == file.as_uri()
    assert {url.split(":")[0] for url in visited.requests[1:]} <= {"data"}
    assert visited.complaints == []


def test_a_function_in_two_modules_explains_the_lines_of_both(run, visit, tmp_path):
    (tmp_path / "fit.py").write_text(f"import numpy as np\n{FIT}", encoding="utf-8")
    (tmp_path / "model.py").write_text(MODEL, encoding="utf-8")
    run(TWO_MODULES)
    page = visit((tmp_path / "modules.html").as_uri()).page
    for name, line, sum_ in (
        ("rise", "rise = slope * x", "3 × 2 = 6"),
        ("level", "level = rise + start", "6 + 1 = 7"),
        ("miss", "miss = guess - y", "7 − 4 = 3"),
    ):
        page.locator(f'.hm-live [data-shows="{name}"] td.hm-cell').nth(1).click()
        expect(page.locator(".hm-strip .hm-source")).to_have_text(line)
        expect(page.locator(".hm-strip .hm-sum")).to_contain_text(sum_)
    page.locator('.hm-live [data-shows="error"] .hm-cell').click()
    expect(page.locator(".hm-strip .hm-source")).to_have_text("error = np.square(miss).mean()")


def test_tracing_needs_no_widget(run):
    program = """
import sys
import numpy as np
from live import trace, written_out
print(written_out(lambda a, b: a @ b, a=np.array([1.0, 2]), b=np.array([3.0, 4])).cell("result"))
assert not {"anywidget", "ipywidgets", "traitlets"} & set(sys.modules)
"""
    assert run(program) == "(1 × 3) + (2 × 4) = 11\n"


PYDATA = {  # the colours of another author's Jupyter Book, and the first of our curves on them
    "light": ("#222832", "#ffffff", "#d1d5da", "#f5f5f5", "#5145cd"),
    "dark": ("#ced6dd", "#121212", "#48566b", "#202020", "#b3a8ff"),
}


@pytest.mark.parametrize("theme", PYDATA)
def test_a_page_that_links_to_script_and_style_lends_its_colours(run, visit, tmp_path, theme):
    run(EXAMPLE + '\nopen("markup.html", "w", encoding="utf-8").write(fig.markup)')
    done = subprocess.run(
        [sys.executable, "-m", "live", "static"], cwd=tmp_path, capture_output=True, text=True
    )
    names = ("live-drawings.js", "live-pulls.js", "live-figures.js", "live-figures.css")
    assert done.stdout.split() == [f"static/{name}" for name in names]
    links = re.search(r"```html\n(.*?)```", README, re.DOTALL)[1].replace('="live', '="static/live')
    parts = ("text-base", "background", "border", "surface")
    *colours, hue = PYDATA[theme]
    look = ";".join(
        f"--pst-color-{name}:{colour}" for name, colour in zip(parts, colours, strict=True)
    )
    markup = (tmp_path / "markup.html").read_text(encoding="utf-8")
    file = tmp_path / "page.html"
    file.write_text(
        f'<!DOCTYPE html><html lang="en" data-theme="{theme}" style="{look}">'
        f'<meta charset="utf-8"><title>A page</title>{links}{markup}',
        encoding="utf-8",
    )
    page = visit(file.as_uri()).page
    number = page.locator(".hm-live .hm-sentence b").first
    expect(number).to_have_text(shown(1.0))
    number.click()

    def seen(selector, name):
        return page.locator(selector).first.evaluate(
            "(element, name) => getComputedStyle(element)[name]", name
        )

    text, _, border, surface, hue = (rgb(colour) for colour in (*colours, hue))
    assert seen(".hm-strip", "backgroundColor") == surface
    assert seen(".hm-figure", "color") == text
    assert seen(".hm-figure", "borderTopColor") == border
    assert seen("polyline.hm-curve-0", "stroke") == hue


def rgb(colour):
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_the_readme_lists_exactly_the_calls_that_are_known():
    assert known.BLOCK.search(README)[0] == known.written()


def test_the_readme_names_everything_that_a_figure_is_declared_with():
    declared = set(live.__all__) - {"Graph", "TraceError", "WrittenOut", "trace", "written_out"}
    assert {name for name in declared if f"`{name}" not in README} <= {"Figure", "Setting"}
    assert "live.Setting" in README


def test_a_saved_figure_begins_as_it_is_now(visit, tmp_path):
    figure = live.Figure(lambda x: {"y": 2 * x}, {"x": live.number(3)}, [live.value("y")])
    figure.set(x=21)
    page = visit(figure.save(tmp_path / "saved.html").as_uri()).page
    expect(page.locator('.hm-live [data-shows="y"] .hm-cell')).to_have_text("42")
    page.get_by_label("x", exact=True).fill("5")
    page.get_by_role("button", name="Reset, ").click()
    expect(page.locator('.hm-live [data-shows="y"] .hm-cell')).to_have_text("42")
    without = visit((tmp_path / "saved.html").as_uri(), java_script_enabled=False).page
    expect(without.locator(".hm-static")).to_contain_text("42")
