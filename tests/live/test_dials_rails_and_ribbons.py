"""Hands, beads and ribbons: what cannot be drawn is refused, odd numbers are drawn."""

import re

import numpy as np
import pytest

from helpers.live import Figure, dial, number, rail, ribbons, slider, vector


def turning(angle, rates):
    turned = rates * angle
    hands = np.stack([np.sin(turned), np.cos(turned)], axis=-1)[None]
    return {"hands": hands, "per_radian": 1 / rates, "flat": hands[0]}


def turned(*views):
    inputs = {"angle": slider(0, 0, 9, domain=(0, None))}
    return Figure(turning, inputs, list(views), fixed={"rates": np.array([1.0, 0.25])})


def sharing(scores, heat, cut):
    scaled = scores / heat
    shares = np.exp(scaled - scaled.max())
    shares = shares / shares.sum()
    row = shares[None]
    return {"scaled": scaled, "shares": shares, "row": row, "table": row * np.ones((2, 1))}


def shared(*views, scores=(1.0, 2.0, 3.0)):
    inputs = {"scores": vector(scores), "heat": number(1), "cut": number(0.5)}
    return Figure(sharing, inputs, list(views))


def drawing(figure):
    return re.search(r"<svg.*?</svg>", figure.markup, re.DOTALL)[0]


FACES = ["fast", "slow"]
WORDS = ["yes", "no", "perhaps"]


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (dial("flat", hands={"a": None}, faces=FACES), r"shape \(2, 2\); dials take two coord"),
        (dial("hands", hands={"a": None, "b": None}, faces=FACES), "has 1 hands on 2 faces"),
        (dial("hands", hands={"a": None}, faces=["one"]), "has 1 hands on 2 faces"),
        (
            dial("hands", hands={"a": None}, faces=FACES, turns=("rates", "per_radian")),
            "turn 'rates', which is no input",
        ),
        (dial("hands", hands={"a": None}, faces=FACES, way="nowhere"), "no value named 'nowhere'"),
    ],
)
def test_a_dial_that_cannot_be_drawn_is_refused(view, says):
    with pytest.raises(ValueError, match=says):
        turned(view)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"rows": WORDS[:2]}, r"has shape \(3,\); this rail takes \(2,\)"),
        ({"shares": "table"}, r"table has shape \(2, 3\)"),
        ({"moves": ("shares", "heat")}, "moves 'shares', which is no input"),
        ({"moves": ("scores", "scaled")}, r"scaled has shape \(3,\); this rail takes \(\)"),
        ({"cut": "scores"}, r"scores has shape \(3,\)"),
        ({"die": "scores"}, r"scores has shape \(3,\)"),
    ],
)
def test_a_rail_that_cannot_be_drawn_is_refused(options, says):
    about = {"shares": "shares", "limits": (-4, 4), "rows": WORDS, **options}
    with pytest.raises(ValueError, match=says):
        shared(rail("scaled", **about))


def test_a_rail_ends_above_where_it_begins():
    with pytest.raises(ValueError, match="from 4 to -4"):
        rail("scaled", shares="shares", limits=(4, -4), rows=WORDS)


def test_ribbons_take_rows_and_columns():
    with pytest.raises(ValueError, match=r"shape \(3,\); ribbons take rows and columns"):
        shared(ribbons("shares", WORDS))


@pytest.mark.parametrize("declare", [dial, rail, ribbons])
def test_a_drawing_names_what_it_shows(declare):
    options = {
        dial: {"hands": {"a": None}, "faces": FACES},
        rail: {"shares": "shares", "limits": (0, 1), "rows": WORDS},
        ribbons: {"rows": WORDS},
    }[declare]
    with pytest.raises(ValueError, match="names what it shows"):
        declare(np.ones((1, 2, 2)), **options)


def test_a_hand_points_up_at_zero_and_to_the_right_after_a_quarter():
    figure = turned(dial("hands", hands={"a": None}, faces=FACES, rim=True))
    assert 'd="M0 0L0 -60"' in drawing(figure)
    figure = turned(dial("hands", hands={"a": None}, faces=FACES, reach=2.0))
    assert 'd="M0 0L0 -30"' in drawing(figure)


def test_a_tip_off_the_rim_gets_no_hand():
    def flattened(angle):
        return {"hands": np.stack([np.sin(angle), 0.5 + 0 * angle])[None, None]}

    view = dial("hands", hands={"a": None}, faces=["one"], rim=True)
    figure = Figure(flattened, {"angle": slider(1, 0, 9)}, [view])
    assert "hm-none" in drawing(figure)
    assert 'class="hm-shaft" d=""' in drawing(figure)
    on_it = Figure(flattened, {"angle": slider(np.pi / 3, 0, 9)}, [view])
    assert "hm-none" not in drawing(on_it)


def test_a_score_beyond_the_rail_stands_hollow_at_its_end():
    view = rail("scaled", shares="shares", limits=(-4, 4), rows=WORDS)
    svg = drawing(shared(view, scores=(0.0, 9.0, -np.float64(30))))
    assert svg.count("hm-beyond") == 2
    assert {'cx="344"', 'cx="16"', 'cx="180"'} <= set(re.findall(r'cx="[\d.]+"', svg))


def test_a_row_of_shares_is_drawn_as_its_numbers_are():
    one, other = (
        drawing(shared(rail("scaled", shares=shares, limits=(-4, 4), rows=WORDS)))
        for shares in ("shares", "row")
    )
    assert one == other


def test_a_die_falls_on_both_bars():
    view = rail("scaled", shares="shares", limits=(-4, 4), rows=WORDS, die="cut")
    assert 'class="hm-die" d="M180 96V' in drawing(shared(view))


def test_the_shares_fill_the_bar_in_their_order_and_equal_ones_keep_theirs():
    view = rail("scaled", shares="shares", limits=(-4, 4), rows=WORDS)
    svg = drawing(shared(view, scores=(0.0, 0.0, 0.0)))
    bars = re.findall(r'<rect x="([\d.]+)" y="\d+" width="([\d.]+)"', svg)
    assert bars == [("16", "109.3"), ("125.3", "109.3"), ("234.7", "109.3")]


@pytest.mark.parametrize(("n", "lines"), [(2, 2), (3, 3), (5, 5), (9, 5)])
def test_a_rail_keeps_a_line_for_each_label_that_may_need_one_and_five_at_most(n, lines):
    rows = ["a long label"] * n
    together, apart = (
        drawing(
            shared(
                rail("scaled", shares="shares", limits=(-40, 40), rows=rows),
                scores=np.linspace(-far, far, n),
            )
        )
        for far in (0, 40)
    )
    box = re.search(r'viewBox="[^"]*"', together)[0]
    assert box == f'viewBox="0 0 360 {14 * lines + 88}"'
    assert box in apart
    heights = {int(y) for y in re.findall(r'y="(\d+)" text-anchor="middle"', together)}
    assert len([y for y in heights if y < 14 * lines + 14]) == lines
    assert min(heights) == 16


def test_where_labels_have_no_room_the_largest_shares_keep_theirs():
    rows = list("abcdefg")
    scores = np.array([50, 90, 51, 80, 70, 60, -90])  # all but one beyond the end
    view = rail("scaled", shares="shares", limits=(-4, 4), rows=rows)
    beads = drawing(shared(view, scores=scores)).partition('class="hm-beads"')[2]
    labels = re.findall(r'y="(\d+)"[^>]*>([a-g]?)</text>', beads)
    assert sorted((-int(y), row) for y, row in labels if row) == [
        (-72, "b"),
        (-72, "g"),
        (-58, "d"),
        (-44, "e"),
        (-30, "f"),
        (-16, "c"),
    ]


@pytest.mark.parametrize(("scale", "pale"), [(1.0, 1), (0.0, 2), (-2.0, 1)])
def test_ribbons_are_all_pale_while_a_number_is_zero(scale, pale):
    def scaled(scale):
        return {"table": np.full((2, 3), 0.5) + 0 * scale}

    view = ribbons("table", ["a", "b"], WORDS, first=0, on="scale")
    figure = Figure(scaled, {"scale": number(scale)}, [view], name="one")
    assert drawing(figure).count("hm-quiet") == pale


def test_what_is_asked_adds_up_and_each_asking_word_has_one_whole():
    view = ribbons("table", ["a", "b"], WORDS)
    svg = drawing(shared(view, scores=(0.0, 0.0, 0.0)))
    assert svg.count("0.3333") == 6 + 6  # aloud, and on each ribbon, which is wide enough
    assert 'viewBox="0 0 340 136"' in svg  # 8 above, two wholes of 46, three gaps of 12
