"""The whole machine on paper: all weights and all values of one pass, each number printed.

The lanes of :mod:`.layout` stand below each other here, and each is wide enough for its numbers. A
scalable drawing in millimetres: what is legible on A3 is larger on A2, and nothing else differs.
"""

import html
import itertools
from pathlib import Path

import numpy as np

from helpers.chapters.whole_machine.figures import VOCABULARY, all_weights, whole_machine_figure
from helpers.chapters.whole_machine.layout import MEANS, N_SOURCE, N_TARGET, base_of
from helpers.display.prose import formatted
from helpers.live.board import grown, near_share
from helpers.live.labels import hue, label_parts
from helpers.live.render import blocks, heat_class, heat_limits, tag
from helpers.mathematics.checks import require
from helpers.training import toy

START = ("hello", "world")
"""The sentence of the figure as it starts."""

SHEETS = {"A3": (297, 420), "A2": (420, 594)}
"""Width and height in millimetres."""
NAMES_OF_FILES = {"A3": "whole-machine.svg", "A2": "whole-machine-large.svg"}
WIDTH, HEIGHT = SHEETS["A3"]

U, R = 6.85, 3.8  # width of a number, height of a row
HEADS = 0.4 * U  # between two heads
LABEL = 4.0  # above a tile, for its name
LEFT, RIGHT = 9.0, 288.0  # of the ground of a lane
X = 19.0  # where the tiles of a lane begin
SCORES, MIXED, NORM = X + 21.9 * U, X + 29.2 * U, X + 34.6 * U  # where these columns begin
GAP = 3.4  # between two lanes
TURN = 286.2  # where the way leaves a lane
DIGITS, NAMES, SMALL = 1.95, 2.9, 1.9  # sizes of letters
PALE = 0.56  # how deep the deepest colour is, so that black digits stand on it

COLOURS = {None: "#54718c", "q": "#0072b2", "k": "#b34700", "v": "#00735c", "a": "#a23c78"}
COLOURS["z"] = "#855c00"
INK, MUTED, GROUND = "#1c1c1c", "#5c5c5c", "#f4f5f6"
FLOW = f"fill:none;stroke:{MUTED};stroke-width:.3"
DASHED = f"{FLOW};stroke-dasharray:1.1 .9"
FONTS = "'Liberation Sans','Helvetica Neue',Helvetica,Arial,'DejaVu Sans',sans-serif"


def poster(paper="A3"):
    """Draw the poster.

    Parameters
    ----------
    paper : str
        A key of `SHEETS`.

    Returns
    -------
    svg : str

    Raises
    ------
    ValueError
        If there is no such paper.

    Examples
    --------
    >>> poster("A3")[:62]
    '<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="'
    """
    require(paper in SHEETS, f"There is no paper {paper!r}; there are {list(SHEETS)}.")
    wide, high = SHEETS[paper]
    figure, places = whole_machine_figure(), tiles()
    weights = all_weights()
    parts = [
        *(grown(tree) for tree in grounds()),
        *(grown(tree) for tree in flow()),
        *(grown(tree) for tree in words(figure)),
    ]
    for name, place in places.items():
        parts.append(tile(name, place, np.asarray(figure[name]), is_weight=name in weights))
    style = f"@page{{size:{wide}mm {high}mm;margin:0}}text{{font-family:{FONTS};fill:{INK}}}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}mm" height="{high}mm"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="The whole machine: all weights'
        f' and all values of one pass, with their numbers."><title>The whole machine, {paper}'
        f"</title><style>{html.escape(style, quote=False)}</style>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def save(folder):
    """Write a poster for each paper.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.

    Returns
    -------
    files : list of Path
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = {paper: folder / NAMES_OF_FILES[paper] for paper in SHEETS}
    for paper, file in files.items():
        file.write_text(poster(paper), encoding="utf-8")
    return list(files.values())


# ---- where everything stands


def lanes():
    """Give the lanes from top to bottom: title, top, height.

    Returns
    -------
    lanes : dict of str to (str, float, float)
    """
    heights = {
        "source": ("Words", 2 * LABEL + N_SOURCE * R),
        "enc": ("Attention", attention_height(N_SOURCE)),
        "enc_network": ("Network", network_height(N_SOURCE)),
        "target": ("Words", 2 * LABEL + N_TARGET * R),
        "self": ("To itself", attention_height(N_TARGET)),
        "cross": ("To the encoder", attention_height(N_TARGET)),
        "dec": ("Network", network_height(N_TARGET)),
        "answer": ("Answer", 2 * LABEL + 3 + 5 * R),
    }
    found, top = {}, 53.0
    for name, (title, high) in heights.items():
        found[name] = (title, top, high)
        top += high + GAP + (4.0 if name == "enc_network" else 0)
    return found


WEIGHT_ROWS = 6.9  # of the tallest column above the values of an attention, in rows


def attention_height(n_rows):
    """Say how high the lane of an attention is."""
    return 2 * LABEL + (WEIGHT_ROWS + n_rows) * R + 1.6


def network_height(n_rows):
    """Say how high the lane of a network is."""
    return 2 * LABEL + (9.4 + n_rows) * R + 1.6


def values_of(lane):
    """Say where the values of a lane begin, from the top of the paper."""
    _, top, _ = lanes()[lane]
    if lane in ("source", "target", "answer"):
        return top + LABEL + 0.6
    above = 9.4 if lane in ("enc_network", "dec") else WEIGHT_ROWS
    return top + 2 * LABEL + above * R


def tiles():
    """Give the place of each tile.

    Returns
    -------
    tiles : dict of str to (float, float)
        Left and top, in millimetres.
    """
    top = {lane: y + LABEL for lane, (_, y, _) in lanes().items()}
    at = {lane: values_of(lane) for lane in lanes()}
    found = {"W_E": (RIGHT - 4 * U - 2, 12.5), "X": (X + 15 * U, at["source"])}
    found["Y"] = (X + 15 * U, at["target"])
    for lane, scores in (("enc", "S_scaled"), ("self", "S_masked"), ("cross", "S_scaled")):
        for i, what in enumerate("QKV"):
            x = X + 7.3 * i * U
            found[f"W_{what}_{lane}"] = (x, top[lane])
            found[f"{what}_{lane}"] = (x, at[lane])
        found[f"{scores}_{lane}"] = (SCORES, top[lane])
        asking = N_SOURCE if lane == "enc" else N_TARGET
        found[f"A_{lane}"] = (SCORES, top[lane] + asking * R + LABEL)
        found[f"Z_concat_{lane}"] = (SCORES, at[lane])
        found[f"W_O_{lane}"] = (MIXED, top[lane])
        found[f"Z_{lane}"] = (MIXED, at[lane])
    for lane, place in (("enc_network", "enc"), ("dec", "dec")):
        found[f"W_1_{place}"] = (X, top[lane])
        found[f"b_1_{place}"] = (X, top[lane] + 4 * R + LABEL)
        found[f"H_in_{place}"] = (X, at[lane])
        found[f"H_{place}"] = (X + 10 * U, at[lane])
        found[f"W_2_{place}"] = (MIXED, top[lane])
        found[f"b_2_{place}"] = (MIXED, top[lane] + 8.3 * R)
        found[f"F_{place}"] = (MIXED, at[lane])
    norms = {
        "enc": ("enc_1", "X_1"),
        "enc_network": ("enc_2", "memory"),
        "self": ("dec_1", "Y_1"),
        "cross": ("dec_2", "Y_2"),
        "dec": ("dec_3", "Y_3"),
    }
    for lane, (norm, normed) in norms.items():
        found[f"gamma_{norm}"] = (NORM, top[lane])
        found[f"beta_{norm}"] = (NORM, top[lane] + R + LABEL)
        found[normed] = (NORM, at[lane])
    answer = at["answer"] + 2.6
    found["W_vocab"] = (X, answer)
    found["b_vocab"] = (X, answer + 4.3 * R)
    found["logits"] = (X + 11.7 * U, answer)
    found["probs"] = (X + 23.4 * U, answer)
    return found


def size_of(shape):
    """Say how wide and high a tile is.

    Examples
    --------
    >>> size_of((2, 4)) == (4 * U, 2 * R)
    True
    """
    parts = blocks(shape)
    _, _, rows, columns = parts[0]
    return len(parts) * columns * U + (len(parts) - 1) * HEADS, rows * R


# ---- how it is drawn


def tile(name, place, values, *, is_weight):
    """Draw a tile with its name and its numbers, in groups: so the drawing stays small."""
    left, top = place
    flat = values.astype(float).ravel()
    parts = blocks(values.shape)
    wide, high = size_of(values.shape)
    limits = heat_limits(flat, (0, 1) if name.startswith("A_") else None)
    shades, numbers, frames = {}, [], []
    for k, (_, first, rows, columns) in enumerate(parts):
        x0 = left + k * (columns * U + HEADS)
        frames.append(f"M{x0:.2f} {top:.2f}h{columns * U:.2f}v{rows * R:.2f}h-{columns * U:.2f}z")
        for i in range(rows * columns):
            x, y = x0 + i % columns * U, top + i // columns * R
            shade = heat_class(flat[first + i], *limits)
            if shade is not None:
                path = f"M{x:.2f} {y:.2f}h{U:g}v{R:g}h-{U:g}z"
                shades[shade] = shades.get(shade, "") + path
            number = tag(
                "text", printed(flat[first + i]), x=f"{x + U - 0.5:.2f}", y=f"{y + 2.65:.2f}"
            )
            numbers.append(number)
    colour = COLOURS[hue(name)]
    heat = [
        tag("path", d=d, fill_opacity=f"{PALE * float(near_share(i)):.2f}")
        for i, d in shades.items()
    ]
    frame = tag(
        "path",
        d="".join(frames),
        fill="none",
        stroke=INK if is_weight else colour,
        stroke_width=".45" if is_weight else ".12",
    )
    said = grown(label(name, left, top, wide, high, is_weight=is_weight))
    ground = tag("path", d="".join(frames), fill="#fff")
    return tag(
        "g",
        ground,
        tag("g", *heat, fill=colour),
        frame,
        tag("g", *numbers, text_anchor="end", font_size=f"{DIGITS:g}", data_of=name),
        said,
    )


def printed(x):
    """Write a number as the poster does: with two decimals.

    Examples
    --------
    >>> printed(-1.4948), printed(-0.001), printed(float("-inf"))
    ('−1.49', '0.00', '−∞')
    """
    if not np.isfinite(x):
        return formatted(x)
    text = formatted(x, "f2")
    return text.removeprefix("−") if float(text.replace("−", "-")) == 0 else text


def label(name, left, top, wide, high, *, is_weight):
    """Name a tile above it; in words, if it is a value."""
    said = symbol(name)
    if base_of(name) == "b_2":
        return write(left - 1, top + high / 2 + 1, said, size=NAMES, anchor="end")
    if name == "b_vocab":
        return write(left + wide + 1, top + high / 2 + 1, said, size=NAMES)
    if not is_weight:
        said.append(["tspan", {"font-size": f"{SMALL:g}", "dx": "1", "style": f"fill:{MUTED}"}])
        said[-1].append(MEANS[base_of(name)])
    lift = 3.4 if name in ("W_vocab", "logits", "probs") else 1.2
    return write(left, top - lift, said, size=NAMES)


def symbol(name):
    """Write a symbol: what is raised or lowered is smaller."""
    shifts = {"sub": 0.6, "sup": -0.9}
    said, level = [], 0.0
    for kind, text in label_parts(base_of(name)):
        shift = shifts.get(kind, 0.0)
        about = {"dy": f"{shift - level:.1f}"}
        about |= {"font-size": "1.9"} if shift else {}
        about |= {"font-style": "italic"} if kind == "i" and not shift else {}
        said.append(["tspan", about, text])
        level = shift
    said.append(["tspan", {"dy": f"{-level:.1f}"}, "\u200b"])
    return said


def write(x, y, text, *, size=SMALL, anchor="start", colour=INK, **more):
    """Write words at a place."""
    about = {"x": f"{x:.2f}", "y": f"{y:.2f}", "font-size": f"{size:g}", "text-anchor": anchor}
    inside = [text] if isinstance(text, str) else text
    return ["text", {**about, "style": f"fill:{colour}", **more}, *inside]


def line(path, style=FLOW):
    """Draw a line."""
    return ["path", {"d": path, "style": style}]


def grounds():
    """Draw the ground of each lane, with its title upright at its beginning."""
    drawn = []
    for title, top, high in lanes().values():
        y = top + high / 2
        ground = {"x": f"{LEFT:g}", "y": f"{top:.2f}", "width": f"{RIGHT - LEFT:g}"}
        ground |= {"height": f"{high:.2f}", "rx": "1.5", "fill": GROUND}
        at = f"rotate(-90 {LEFT + 3.6:g} {y:.2f})"
        drawn += [
            ["rect", ground],
            write(LEFT + 3.6, y, title, size=2.9, anchor="middle", transform=at),
        ]
    return drawn


def words(figure):
    """Write the heading, the legend, and the words beside rows and above columns."""
    places = tiles()
    ids, says = ([VOCABULARY[int(i)] for i in figure[name]] for name in ("ids", "says"))
    rows = {"W_E": VOCABULARY, "X": list(START), "Y": ids}
    beside = [
        write(places[name][0] - 1.2, places[name][1] + 2.6 + i * R, word, anchor="end")
        for name, said in rows.items()
        for i, word in enumerate(said)
    ]
    behind = [
        write(places["probs"][0] + 10 * U + 1, places["probs"][1] + 2.6 + i * R, word, size=2.8)
        for i, word in enumerate(says)
    ]
    above = [
        write(places[name][0] + (i + 1) * U - 0.5, places[name][1] - 0.8, word, anchor="end")
        for name in ("W_vocab", "logits", "probs")
        for i, word in enumerate(VOCABULARY)
    ]
    _, encoder, _ = lanes()["source"]
    _, decoder, _ = lanes()["target"]
    return [
        write(LEFT, 21, "The whole machine", size=13, **{"font-weight": "600"}),
        write(
            LEFT,
            29,
            f"{len(toy.initial())} weights, and every value between them, while they make "
            "“hola mundo” of “hello world”.",
            size=4.4,
        ),
        *(
            write(LEFT, 36 + 4.1 * i, said, size=2.7, colour=MUTED)
            for i, said in enumerate(
                (
                    "Thick frames: weights, learnt in training. All else is computed, from left "
                    "to right, lane by lane. The deeper the colour, the larger the number.",
                    "A row of a value belongs to a word; two tables side by side are two heads. "
                    "All numbers are rounded to two decimals.",
                    "Dashed lines: what is added once more before a norm, and the words said so "
                    "far, which the decoder reads again.",
                )
            )
        ),
        write(X, encoder + 8.5, "Encoder", size=6.5),
        write(X, decoder + 8.5, "Decoder", size=6.5),
        *(beside + behind + above),
        write(LEFT, HEIGHT - 6, "Hola Mundo: the transformer, number by number", colour=MUTED),
    ]


def flow():
    """Draw the ways of the data."""
    drawn = []
    for side in (("source", "enc", "enc_network"), ("target", "self", "cross", "dec", "answer")):
        for before, lane in itertools.pairwise(side):
            drawn += between(before, lane)
    return [*drawn, *memory(), *again()]


def between(before, lane):
    """Draw the way from the end of one lane into the next, past its sublayer, and through it."""
    begins = X + (19.2 if before in ("source", "target") else 38.6) * U + 0.5
    gap, middle = lanes()[lane][1] - GAP / 2, middle_of(lane)
    way = f"M{begins:.2f} {middle_of(before):.2f}H{TURN}V{gap:.2f}H{X - 2.2:g}V{middle:.2f}h1.8"
    if lane == "answer":
        logits, probs = (tiles()[name][0] for name in ("logits", "probs"))
        return [line(f"{way}M{logits + 10 * U + 0.4:.2f} {middle:.2f}H{probs - 0.4:.2f}")]
    steps = [(X + 21 * U, SCORES), (SCORES + 6.4 * U, MIXED), (MIXED + 4 * U, NORM)]
    if lane in ("enc_network", "dec"):
        steps[:2] = [(X + 8 * U, X + 10 * U), (X + 18 * U, MIXED)]
    inner = "".join(f"M{x + 0.4:.2f} {middle:.2f}H{to - 0.4:.2f}" for x, to in steps)
    past = NORM - 0.7 * U
    return [
        line(way + inner),
        line(f"M{past:.2f} {gap:.2f}V{middle:.2f}", DASHED),
    ]


def middle_of(lane):
    """Say where the first row of a lane's values ends."""
    first = tiles()["probs"][1] if lane == "answer" else values_of(lane)
    return first + R


def memory():
    """Draw the way of what the encoder gives, to the keys and values of the decoder."""
    _, top, high = lanes()["enc_network"]
    _, cross, deep = lanes()["cross"]
    begins, leaves = values_of("enc_network") + N_SOURCE * R + 0.3, top + high + 1.4
    under, into = cross + deep - 1.3, values_of("cross") + N_SOURCE * R + 0.3
    keys, values = (tiles()[name][0] + 3.2 * U for name in ("K_cross", "V_cross"))
    way = f"M{NORM + 2 * U:.2f} {begins:.2f}V{leaves:.2f}H{LEFT - 2.5:g}V{under:.2f}H{values:.2f}"
    return [line(f"{way}V{into:.2f}M{keys:.2f} {under:.2f}V{into:.2f}")]


def again():
    """Draw the way of the words that were said, which the decoder reads once more."""
    _, top, _ = lanes()["target"]
    begins, y = tiles()["probs"][0] + 10 * U + 12, tiles()["Y"][0]
    way = f"M{begins:.2f} {middle_of('answer'):.2f}H{RIGHT + 3:g}V{top - 1.6:.2f}H{y + 2 * U:.2f}"
    return [line(f"{way}v{LABEL - 2:g}", DASHED)]
