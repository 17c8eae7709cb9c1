"""The engine shows numbers as Python does, and reads what people type."""

import math

import numpy as np
import pytest

from helpers.display.prose import formatted
from helpers.live import matrix, number, rounding, slider, vector

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
    "1.234": 1.234,
    "007": 7.0,
    "-0": -0.0,
    "1e308": 1e308,
    "5e-324": 5e-324,
    "1e-400": 0.0,
    "１２．５": 12.5,
    "－０，５": -0.5,
    "0,123": 0.123,
    "1,2345": 1.2345,
    "1,234,567": 1234567.0,
    "1.234.567": 1234567.0,
    "1,234.5": 1234.5,
    "1.234,5": 1234.5,
    "-12,345,678.9": -12345678.9,
    "12\u00a0288": 12288.0,
    "12\u202f288,5": 12288.5,
    "1'234'567": 1234567.0,
    "1.365 × 10³": 1365.0,
    "1,365 × 10³": 1365.0,
    "1.365*10^3": 1365.0,
    "1,234e3": 1234.0,
    "1.365·10^{-3}": 0.001365,
    "1.365 \\times 10^{3}": 1365.0,
    "$1.365 \\times 10^{3}$": 1365.0,
    "$$-0.5$$": -0.5,
    " $ 105.21 $ ": 105.21,
    "$12{,}288{,}000$": 12288000.0,
    "−2 × 10⁻³": -0.002,
    "5 x 10^2": 500.0,
    "2 * 10**3": 2000.0,
    "10³": 1000.0,
    "-10^-2": -0.01,
    "１．３６５＊１０＾３": 1365.0,
    "\u200b8\u200e": 8.0,
    "\ufeff7": 7.0,
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
    "2,048": "Is “2,048” 2048 or 2.048?",
    "-12,288": "Is “-12,288” -12288 or -12.288?",
    "1,23,456": "between thousands",
    "1,234,56": "between thousands",
    "1.234,567.8": "between thousands",
    "2^10": "is not a number",
    "10^1.5": "is not a number",
    "3 × 4": "is not a number",
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


WHOLE = {
    "1,000": {"value": 1000.0},
    "12,288": {"value": 12288.0},
    "2,048": {"value": 2048.0},
    "1,000,000": {"value": 1000000.0},
    "1.365 × 10³": {"value": 1365.0},
    "7": {"value": 7.0},
    "1.000": {"problem": "Is “1.000” 1000 or 1? Type one of the two."},
}


@pytest.mark.parametrize(("text", "answer"), WHOLE.items())
def test_where_whole_numbers_are_wanted_a_comma_marks_thousands(engine, text, answer):
    assert engine.ask("parse", texts=[text], whole=True) == [answer]


def test_numbers_in_the_notation_of_prose_can_be_typed(engine):
    for value in [12288, 2048, 1_365_000, 30]:
        (answer,) = engine.ask("parse", texts=[formatted(value, "n")], whole=True)
        assert answer == {"value": value}
    for value in [1.365e7, 4.677e-10, -2.5e-9]:
        (answer,) = engine.ask("parse", texts=[formatted(value, "tex")])
        assert answer["value"] == pytest.approx(value, rel=1e-3)


DOMAINS = [
    (matrix([[1.0]]), {"-1e9": True, "1e300": True}),
    (slider(0.5, 0, 1, domain=(0, 1)), {"0": True, "1": True, "1.8": False, "-0.001": False}),
    (slider(1, 0, 3, domain=(0, None)), {"0": True, "1e300": True, "-1e-9": False}),
    (slider(0, 0, 12, whole=True), {"12": True, "13": False, "-1": False, "2.5": False}),
    (number(1, whole=True), {"-7": True, "0.5": False}),
    (vector([2, 3], domain=(1, 1000), whole=True), {"1,000": True, "1001": False, "0": False}),
]


@pytest.mark.parametrize(("declared", "typed"), DOMAINS)
def test_an_input_refuses_what_lies_outside_its_domain_in_page_and_python_alike(
    engine, declared, typed
):
    for text, is_taken in typed.items():
        answer = engine.ask("readNumber", part=declared.described(), text=text)
        given = np.full(declared.values.shape, float(text.replace(",", "")))
        if is_taken:
            assert answer == {"value": float(text.replace(",", ""))}
            declared.state_of("x", given[()])
        else:
            assert answer == {"problem": declared.options["refusal"]}
            with pytest.raises(ValueError, match=declared.options["refusal"]):
                declared.state_of("x", given[()])


TABLES = {
    "as a page copies a matrix": "S scaled\n\tHello\tWorld\nHello\t39.2598\t60.743\nWorld\t−1\t2",
    "with signs that cannot be seen": "\u200e39.2598\u200b\t60.743\n\ufeff−1\t2\u200e",
    "with blanks that do not break": "39.2598\u00a0\t60.743\r\n-1\t2\r\n",
    "with words beside rows only": "Hello 39.2598 60.743\nWorld -1 2",
    "with names above columns only": "first;second\n39,2598;60,7430\n-1;2",
    "as NumPy prints it": "array([[39.2598, 60.743], [-1, 2]])",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES.keys())
def test_a_table_is_read_with_or_without_words_around_it(engine, text):
    rows = engine.ask("readTable", text=text)
    values = [[answer["value"] for answer in engine.ask("parse", texts=row)] for row in rows]
    assert values == [[39.2598, 60.743], [-1, 2]]


def test_a_word_in_the_middle_of_a_table_is_not_taken_for_a_label(engine):
    assert engine.ask("readTable", text="1\tabc\n3\t4") == [["1", "abc"], ["3", "4"]]
    assert engine.ask("readTable", text="nan\t2\n3\t4") == [["nan", "2"], ["3", "4"]]


def test_words_are_the_same_however_their_letters_are_composed(engine):
    described = {"vocabulary": ["mañana", "hola"], "max": 3}
    for typed in ("mañana", "man\u0303ana", "ma\u200bñana\u200e", "MAN\u0303ANA"):
        assert engine.ask("readTokens", described=described, text=typed)["ids"] == [0], typed


def test_what_is_shown_can_be_typed_again(engine):
    texts = [rounding.shown(float(x)) for x in numbers()]
    values = {text: float(text.replace("−", "-").replace("∞", "inf")) for text in texts}
    typed = [text for text, value in values.items() if math.isfinite(value)]
    answers = engine.ask("parse", texts=typed)
    assert [answer["value"] for answer in answers] == [values[text] for text in typed]
