"""The worksheets: blank where they should be, and right where they are filled in."""

import math
import re

import numpy as np
import pytest
from bs4 import BeautifulSoup

from helpers import example
from helpers.live import rounding
from helpers.site.reference.worksheets import SHEETS, origin, worksheet_answers, worksheets

NUMBER = re.compile(r"−?\d+(?:\.\d+)?")
HIDDEN = -math.inf


# ---- by hand: plain loops over lists, each result rounded by `to`, as on paper ----


def times(A, B, to):
    return [[to(dot(row, column)) for column in turned(B)] for row in A]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def turned(A):
    return [list(column) for column in zip(*A, strict=True)]


def plus(A, B, to):
    return [[to(a + b) for a, b in zip(*rows, strict=True)] for rows in zip(A, B, strict=True)]


def each(A, to, change):
    return [[to(change(a)) for a in row] for row in A]


def soft(S, to):
    D = [[to(s - max(row)) for s in row] for row in S]
    e = each(D, to, math.exp)
    return D, e, [[to(x / sum(row)) for x in row] for row in e]


def by_hand(to):
    """Work through all sheets; the results by sheet and name."""
    hello, world = example.E.tolist()

    def products(a, b):
        found = [x * y for x, y in zip(a, b, strict=True)]
        return [*found, sum(found)]

    table = [products(hello, world), products(hello, hello), products(world, world)]
    long, longer = to(math.sqrt(table[1][4])), to(math.sqrt(table[2][4]))
    one = {"products": table, "cosine": [[long, longer, to(table[0][4] / (long * longer))]]}

    f = [10000 ** (-2 * i / 4) for i in (0, 0, 1, 1)]
    angle = [[p * x for x in f] for p in (1, 2, 3)]
    waves = (math.sin, math.cos, math.sin, math.cos)
    PE = [[to(wave(a)) for wave, a in zip(waves, row, strict=True)] for row in angle]
    two = {"frequency": [f], "angle": angle, "PE_paper": PE}

    X = plus(example.E.tolist(), example.PE.tolist(), to)
    K, V, Q = (times(X, W[0].tolist(), to) for W in (example.W_K, example.W_V, example.W_Q))
    three = {"X": X, "K": K, "V": V, "Q": Q}

    S = times(Q, turned(K), to)
    S_scaled = each(S, to, lambda s: s / math.sqrt(3))
    four = {"Q": Q, "K": K, "S": S, "S_scaled": S_scaled}

    S_hack = each(S, to, lambda s: s / 30)
    D_sharp, e_sharp, A_sharp = soft(S_scaled, to)
    D, e, A = soft(S_hack, to)
    five = {"S_scaled": S_scaled, "D_sharp": D_sharp, "e_sharp": e_sharp, "A_sharp": A_sharp}
    five |= {"S_hack": S_hack, "D": D, "e": e, "A": A}

    Z_1 = times(A, V, to)
    second = each(example.Z_heads[1].tolist(), to, float)
    Z_concat = [[*one, *other] for one, other in zip(Z_1, second, strict=True)]
    Z = times(Z_concat, each(example.W_O.tolist(), to, float), to)
    six = {"A": A, "V": V, "Z_1": Z_1, "Z_concat": Z_concat, "Z": Z}

    W_1, b_1, W_2, b_2 = (
        [[round(x, 1) for x in row] for row in np.atleast_2d(w).tolist()]
        for w in example.our_block().feed_forward
    )
    H_in = plus(times([[1, 0, 1, 0]], W_1, to), b_1, to)
    H = each(H_in, to, lambda h: h if h > 0 else 0)
    seven = {"H_in": H_in, "H": H, "F": plus(times(H, W_2, to), b_2, to)}

    total = plus(X[:1], Z[:1], to)
    mu = to(sum(total[0]) / 4)
    apart = each(total, to, lambda x: x - mu)
    squares = each(apart, to, lambda x: x * x)
    var = to(sum(squares[0]) / 4)
    X_1 = each(apart, to, lambda x: x / math.sqrt(var))
    eight = {"X": X[:1], "Z": Z[:1], "X_plus_Z": total, "mu": [[mu]], "apart": apart}
    eight |= {"squares": squares, "var": [[var]], "X_1": X_1}

    S_car = example.car_scores.tolist()
    S_masked = [[s if j <= i else HIDDEN for j, s in enumerate(row)] for i, row in enumerate(S_car)]
    car_D, car_e, car_A = soft(S_masked, to)
    nine = {"S_masked": S_masked, "car_D": car_D, "car_e": car_e, "car_A": car_A}

    return [one, two, three, four, five, six, seven, eight, nine]


def exactly(x):
    return x


def four_decimals(x):
    return x if math.isinf(x) else round(x, 4)


CASES = [
    pytest.param(number, grid, id=f"{number}-{grid.name}")
    for number, sheet in enumerate(SHEETS, start=1)
    for grid in sheet.blanks
]


def test_the_loops_work_out_every_blank_and_no_other():
    assert [set(sheet) for sheet in by_hand(exactly)] == [
        {grid.name for grid in sheet.blanks} for sheet in SHEETS
    ]


@pytest.mark.parametrize(("number", "grid"), CASES)
def test_every_answer_is_what_plain_loops_find(number, grid):
    # the loops leave ε out, as the sheet says; it moves the layer norm in the seventh digit
    tolerance = 1e-6 if grid.name == "X_1" else 1e-12
    found = by_hand(exactly)[number - 1][grid.name]
    np.testing.assert_allclose(grid.value, found, rtol=tolerance, atol=1e-12)


@pytest.mark.parametrize(("number", "grid"), CASES)
def test_who_keeps_four_decimals_is_nowhere_off_by_two_hundredths(number, grid):
    found = np.array(by_hand(four_decimals)[number - 1][grid.name])
    known = np.isfinite(found)
    assert np.abs(grid.value[known] - found[known]).max() < 0.02


# ---- the checks at the foot of the sheets: each by its other road ----


def sums(W):
    return [sum(row) for row in W.tolist()]


def other_roads():
    hand = by_hand(exactly)
    table, (PE, *_) = hand[0]["products"], hand[1]["PE_paper"]
    X, Q, K = (hand[2][name] for name in "XQK")
    W_2, b_2 = (np.round(w, 1) for w in example.our_block().feed_forward[2:])
    return [
        [table[1][4] + 2 * table[0][4] + table[2][4]],
        [PE[0] ** 2 + PE[1] ** 2],
        [dot(row, sums(example.W_K[0])) for row in X],
        [dot(map(sum, turned(Q)), map(sum, turned(K)))],
        [1],
        [dot(row, sums(example.W_O)) for row in hand[5]["Z_concat"]],
        [dot(hand[6]["H"][0], sums(W_2)) + sum(b_2.tolist())],
        [4],
        [1],
    ]


@pytest.mark.parametrize("number", range(1, len(SHEETS) + 1))
def test_every_check_comes_out_by_its_other_road(number):
    # the last digits of the layer norm's check again belong to ε
    expected = other_roads()[number - 1]
    np.testing.assert_allclose(SHEETS[number - 1].total, expected, rtol=1e-6)


def test_what_a_check_says_of_every_row_holds_for_every_row():
    PE = SHEETS[1].blanks[2].value
    np.testing.assert_allclose(PE[:, ::2] ** 2 + PE[:, 1::2] ** 2, 1)
    weights = [grid.value for sheet in SHEETS for grid in sheet.blanks if "A" in grid.name]
    assert len(weights) == 4
    for A in weights:
        np.testing.assert_allclose(A.sum(axis=-1), 1)
    assert SHEETS[7].blanks[-1].value.sum() == pytest.approx(0, abs=1e-9)


# ---- what stands on the page ----


def tables(markup):
    return BeautifulSoup(markup, "html.parser").find_all("table")


def cells(table):
    return [[cell.get_text() for cell in row.find_all("td")] for row in table.tbody.find_all("tr")]


BLANK = [table for table in tables(worksheets()) if "hm-blank" in table["class"]]
GIVEN = [table for table in tables(worksheets()) if "hm-blank" not in table["class"]]
ANSWERS = tables(worksheet_answers())


def test_every_blank_is_empty_and_has_an_answer_of_its_shape():
    assert len(BLANK) == len(ANSWERS) == len(CASES)
    for blank, answer in zip(BLANK, ANSWERS, strict=True):
        assert {cell for row in cells(blank) for cell in row} == {""}
        assert np.shape(cells(blank)) == np.shape(cells(answer))
        for part in ("caption", "thead"):
            assert blank.find(part).get_text() == answer.find(part).get_text()


def test_the_answers_stand_there_by_the_one_rounding_rule():
    grids = [grid for sheet in SHEETS for grid in sheet.blanks]
    for grid, answer in zip(grids, ANSWERS, strict=True):
        shown = [[rounding.html(x) for x in row] for row in grid.value.tolist()]
        plain = [[BeautifulSoup(x, "html.parser").get_text() for x in row] for row in shown]
        assert cells(answer) == plain


def test_no_digit_of_an_answer_stands_on_a_sheet():
    given = {number for table in GIVEN for number in NUMBER.findall(table.get_text())}
    on_sheets = set(NUMBER.findall(BeautifulSoup(worksheets(), "html.parser").get_text()))
    answers = {x for table in ANSWERS for row in cells(table) for x in row}
    totals = {rounding.html(x) for sheet in SHEETS for x in sheet.total}
    longer = {x for x in answers | totals if len(x.strip("−")) > 1}  # one digit names a chapter
    assert len(longer) > 90
    assert longer & on_sheets <= given | {str(int(example.hack_scale))}


def test_no_sheet_gives_what_another_asks_for():
    asked = {grid.name for sheet in SHEETS for grid in sheet.blanks}
    assert not asked & {grid.name for sheet in SHEETS for grid in sheet.given}


@pytest.mark.parametrize(("number", "grid"), CASES)
def test_what_is_copied_was_computed_where_the_caption_says(number, grid):
    earlier = origin(number, grid)
    if earlier is None:
        before = {g.name for sheet in SHEETS[: number - 1] for g in sheet.blanks}
        assert grid.name not in before
    else:
        (there,) = (g for g in SHEETS[earlier - 1].blanks if g.name == grid.name)
        np.testing.assert_array_equal(there.value[: len(grid.value)], grid.value)


@pytest.mark.parametrize("table", [*BLANK, *GIVEN, *ANSWERS])
def test_every_table_has_a_caption_and_names_its_rows_and_columns(table):
    assert table.caption.get_text()
    rows, columns = np.shape(cells(table))
    assert len(table.select('tbody th[scope="row"]')) == rows
    assert len(table.select('thead th[scope="col"]')) == columns
