"""The engine shows numbers as Python does, and reads what people type."""

import math

import numpy as np
import pytest

from helpers.live import rounding

from .engine import encode


def numbers():
    """5,000 doubles: ties, powers of ten and their neighbours, all magnitudes, the odd ones."""
    rng = np.random.default_rng(40)
    bits = rng.integers(0, 2**64, 1500, dtype=np.uint64).view(float)
    listed = [0.0005, 999999.99995, 0.00099995, 0.0009999499, 1e21, 1e22, 5e-324, 2.5e-7, 1e-3]
    edges = np.array([*listed, *(10.0**k for k in range(-20, 25))])
    near = np.concatenate([edges, np.nextafter(edges, 0), np.nextafter(edges, np.inf)])
    ties = np.arange(1, 1200, 2) / 32  # half way with four decimals
    long_ties = (10.0 * rng.integers(10**3, 10**4, 300) + 5) * 10.0 ** rng.integers(2, 12, 300)
    usual = rng.standard_normal(1500) * 10.0 ** rng.integers(-5, 8, 1500)
    typed = rng.integers(-(10**6), 10**6, 600) / 10.0 ** rng.integers(0, 7, 600)
    odd = [0.0, -0.0, np.inf, -np.inf, np.nan, 1.7976931348623157e308, 2.0**-1074 * 3]
    every = np.concatenate([bits, near, -near, ties, -ties, long_ties, usual, typed, odd])
    return np.where(np.isnan(every), np.nan, every)


def test_numbers_are_shown_as_in_python(engine):
    every = numbers()
    assert len(every) >= 5000
    found = engine.ask("shown", list=encode(every))
    assert found == [rounding.shown(float(x)) for x in every]


@pytest.mark.parametrize("decimals", [0, 1, 2, 6, 12])
def test_numbers_are_shown_as_in_python_with_other_decimals(engine, decimals):
    ties = np.arange(-99, 100, 2) / 2.0 ** (decimals + 1)
    every = np.concatenate([numbers(), ties])
    found = engine.ask("shown", list=encode(every), decimals=decimals)
    assert found == [rounding.shown(float(x), decimals) for x in every]


def test_equal_and_almost_equal_are_told_apart_as_in_python(engine):
    every = numbers()
    found = engine.ask("relation", list=encode(every))
    assert found == [rounding.relation(float(x)) for x in every]


READ = {
    "0.5": 0.5,
    "0,5": 0.5,
    ".5": 0.5,
    ",5": 0.5,
    "5.": 5.0,
    "-3": -3.0,
    "−3": -3.0,
    "–3": -3.0,
    "+3": 3.0,
    "1e-3": 0.001,
    "1E−3": 0.001,
    "1,5e3": 1500.0,
    "  7\u00a0": 7.0,
    "1,234": 1.234,
    "1.234": 1.234,
    "007": 7.0,
    "-0": -0.0,
    "1e308": 1e308,
    "5e-324": 5e-324,
    "1e-400": 0.0,
    "１２．５": 12.5,
    "－０，５": -0.5,
}


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_typed_number_is_read(engine, text, value):
    (answer,) = engine.ask("parse", texts=[text])
    assert answer == {"value": value}


REFUSED = {
    "": "Type a number",
    "   ": "Type a number",
    "abc": "“abc” is not a number",
    "1/2": "“1/2” is not a number",
    "0x10": "is not a number",
    "1_000": "is not a number",
    "--3": "is not a number",
    "- 3": "is not a number",
    "1e": "is not a number",
    "1e2,5": "is not a number",
    ".": "is not a number",
    ",": "is not a number",
    "½": "is not a number",
    "²": "is not a number",
    "٣": "is not a number",
    "x" * 500: "“xxxxxxxxxxxxxxxxxxxx…” is not a number",
    "NaN": "NaN means",
    "-nan": "NaN means",
    "∞": "Infinity cannot",
    "−∞": "Infinity cannot",
    "Infinity": "Infinity cannot",
    "-inf": "Infinity cannot",
    "1e309": "1e309 is too large",
    "-1e309": "-1e309 is too large",
    "9" * 400: "99999999999999999999… is too large",
    "1,234.5": "between thousands",
    "1.234,5": "between thousands",
    "1,234,567": "between thousands",
    "1.2.3": "between thousands",
    "1 2": "one number only",
    "1; 2": "one number only",
    "1, 2": "one number only",
    "1 234,5": "one number only",
}


@pytest.mark.parametrize(("text", "problem"), REFUSED.items())
def test_what_is_not_one_finite_number_is_refused_in_a_sentence(engine, text, problem):
    (answer,) = engine.ask("parse", texts=[text])
    assert answer.keys() == {"problem"}
    assert problem in answer["problem"]
    assert answer["problem"].endswith(".")
    assert len(answer["problem"]) < 80


def test_what_is_shown_can_be_typed_again(engine):
    texts = [rounding.shown(float(x)) for x in numbers()]
    values = {text: float(text.replace("−", "-").replace("∞", "inf")) for text in texts}
    typed = [text for text, value in values.items() if math.isfinite(value)]
    answers = engine.ask("parse", texts=typed)
    assert [answer["value"] for answer in answers] == [values[text] for text in typed]
