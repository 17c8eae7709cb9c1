import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.live import rounding


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (68.0, "68"),
        (105.21, "105.21"),
        (135.55169999999998, "135.5517"),
        (-13.18016471, "−13.1802"),
        (39.2598183, "39.2598"),
        (0.001, "0.001"),
        (0.00099, "9.9e-4"),
        (999_999.0, "999999"),
        (1e6, "1e6"),
        (-1.234567e-9, "−1.235e-9"),
        (5e-324, "4.941e-324"),
        (1.7976931348623157e308, "1.798e308"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_one_rule_shows_every_number(value, text):
    assert rounding.shown(value) == text


def test_fewer_decimals_can_be_asked_for():
    assert rounding.shown(39.2598183, 2) == "39.26"


@pytest.mark.parametrize("value", [4.677e-10, 0.25, -7.5e8, math.inf, -math.inf, math.nan])
def test_latex_and_html_show_the_digits_of_plain_text(value):
    digits = rounding.split(value)[0].strip("−")
    for text in (rounding.latex(value), rounding.html(value)):
        assert digits.replace("∞", "") in text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_shown_number_is_near_the_number(x):
    mantissa, exponent = rounding.split(x)
    back = Decimal(f"{mantissa.replace('−', '-')}e{exponent or 0}")
    distance = abs(back - Decimal(x))
    assert distance <= abs(Decimal(x)) * Decimal("5.1e-4") or distance <= Decimal("5.1e-5")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_an_equals_sign_is_never_put_before_a_rounded_number(x):
    mantissa, exponent = rounding.split(x)
    back = float(f"{mantissa.replace('−', '-')}e{exponent or 0}")
    if rounding.relation(x) == "=":
        assert math.isclose(back, x, rel_tol=1e-11, abs_tol=1e-14)
    else:
        assert back != x
