"""Whose lines are explained: the user's, in whichever module they stand."""

import importlib
import subprocess
import sys

import numpy as np
import pytest

from helpers.live import trace

FIT = """
from {place}model import line

def error(x, y, slope, start):
    guess = line(x, slope, start)
    miss = guess - y
    return (miss * miss).mean()
"""
MODEL = """
def line(x, slope, start):
    rise = slope * x
    return rise + start
"""
WRITTEN = {
    "slope * x": "rise",
    "rise + start": None,
    "guess - y": "miss",
    "miss * miss": None,
    "(miss * miss).mean()": None,
}


def lines(function):
    given = {"x": np.arange(3.0), "y": np.ones(3), "slope": np.ones(()), "start": np.zeros(())}
    nodes = trace(function, **given).nodes
    return {node.source: node.name for node in nodes if node.source and node.ins}


@pytest.mark.parametrize("place", ["", "mine."])
def test_a_function_spread_over_two_modules_names_its_lines_in_both(tmp_path, monkeypatch, place):
    folder = tmp_path / place.strip(".")
    folder.mkdir(exist_ok=True)
    (folder / "fit.py").write_text(FIT.format(place=place), encoding="utf-8")
    (folder / "model.py").write_text(MODEL, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("fit", "model", "mine"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert lines(importlib.import_module(f"{place}fit").error) == WRITTEN


def test_lines_of_an_installed_package_are_read_where_it_is_home_or_told(tmp_path):
    installed = tmp_path / "site-packages"
    (installed / "theirs").mkdir(parents=True)
    (installed / "theirs" / "__init__.py").write_text(MODEL, encoding="utf-8")
    program = f"""
import sys, sysconfig
sys.path.insert(0, {str(installed)!r})
paths = sysconfig.get_path
sysconfig.get_path = lambda kind: {str(installed)!r} if kind == "purelib" else paths(kind)
import numpy as np
from helpers.live import configure, trace
from theirs import line
def mine(x):
    return line(x, 2.0, 1.0)
def named(function, **given):
    return [node.name for node in trace(function, x=np.ones(2), **given).nodes if node.ins][0]
print(named(mine), named(line, slope=2.0, start=1.0))
configure(packages=("theirs",))
print(named(mine))
configure(packages=("theirs",), tools=("theirs",))
print(named(mine))
"""
    file = tmp_path / "program.py"
    file.write_text(program, encoding="utf-8")
    done = subprocess.run([sys.executable, file], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["None", "rise", "rise", "None"]
