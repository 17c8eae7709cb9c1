"""Where each weight and each value of the whole machine stands, and in which order it is come by.

Encoder on the left, decoder on the right. A lane is a sublayer: its weights above, each over the
value that it makes, and the values below, from left to right. The end of a lane leads to the
beginning of the next.
"""

from helpers.live.board import Board
from helpers.live.labels import label_parts
from helpers.training import toy

N_SOURCE, N_TARGET = 2, 3
WIDTH, HEIGHT = 121.0, 57.6
ENCODER, DECODER = 3.5, 64.5  # where the lanes begin
LANE = 55.0  # how long they are
ROW = 1.4  # height of a row of values
WEIGHTS, VALUES = 1.9, 8.7  # below the top of a lane
EMBED, FIRST, SECOND, THIRD, OUTPUT = 0.0, 7.3, 21.3, 35.3, 49.3  # the tops of the lanes
LOW, HIGH, LAST = 6.6, 13.3, 8.2  # their heights
PLACES = ("enc", "self", "cross", "dec")
FAINT = "fill:none;stroke:var(--hm-muted);stroke-width:.16"
DASHED = f"{FAINT};stroke-dasharray:.5 .4"
INK, MUTED = "fill:var(--hm-fg)", "fill:var(--hm-muted)"

PARTS = {
    "enc": "Encoder, attention",
    "self": "Decoder, attention to itself",
    "cross": "Decoder, attention to the encoder",
    "dec": "Decoder, network",
}
MEANS = {
    "X": "words and places",
    "Y": "words so far",
    "Q": "queries",
    "K": "keys",
    "V": "values",
    "S_scaled": "scores",
    "S_masked": "scores, no future",
    "A": "attention",
    "Z_concat": "both heads",
    "Z": "mixed",
    "H_in": "wide",
    "H": "cut at zero",
    "F": "narrow",
    "X_1": "add, norm",
    "Y_1": "add, norm",
    "Y_2": "add, norm",
    "Y_3": "add, norm",
    "memory": "add, norm",
    "logits": "scores of all words",
    "probs": "probabilities",
}


def base_of(name):
    """Give a name without its place.

    Examples
    --------
    >>> base_of("W_Q_enc"), base_of("gamma_dec_3"), base_of("X_1"), base_of("S_masked_self")
    ('W_Q', 'gamma', 'X_1', 'S_masked')
    """
    for place in PLACES:
        name = name.partition(f"_{place}")[0]
    return name


def attention_lane(x, y, place, asking, answering, scores):
    """Place an attention; it has a row for each word that asks."""
    w, v = y + WEIGHTS, y + VALUES
    high, wide = ROW * asking, 2.0 * answering + 1
    found = {}
    for i, (what, n_rows) in enumerate((("Q", asking), ("K", answering), ("V", answering))):
        found[f"W_{what}_{place}"] = (x + 8 * i, w, 7.0, 4.0)
        found[f"{what}_{place}"] = (x + 8 * i, v, 7.0, ROW * n_rows)
    found[f"{scores}_{place}"] = (x + 25, w, wide, high)
    found[f"A_{place}"] = (x + 25, v, wide, high)
    found[f"Z_concat_{place}"] = (x + 34, v, 6.0, high)
    found[f"W_O_{place}"] = (x + 42, w, 4.0, 4.8)
    found[f"Z_{place}"] = (x + 42, v, 4.0, high)
    return found


def network_lane(x, y, place, n_rows):
    """Place a feed-forward network."""
    w, v, high = y + WEIGHTS, y + VALUES, ROW * n_rows
    return {
        f"W_1_{place}": (x + 8, w, 12.0, 3.6),
        f"b_1_{place}": (x + 8, w + 3.9, 12.0, 0.9),
        f"H_in_{place}": (x + 8, v, 12.0, high),
        f"H_{place}": (x + 24, v, 12.0, high),
        f"W_2_{place}": (x + 42, w, 4.0, 3.6),
        f"b_2_{place}": (x + 42, w + 3.9, 4.0, 0.9),
        f"F_{place}": (x + 42, v, 4.0, high),
    }


def norm_of(x, y, name, normed, n_rows):
    """Place the two vectors of a norm over what it gives."""
    return {
        f"gamma_{name}": (x + 50, y + WEIGHTS, 4.0, 1.2),
        f"beta_{name}": (x + 50, y + WEIGHTS + 2.2, 4.0, 1.2),
        normed: (x + 50, y + VALUES, 4.0, ROW * n_rows),
    }


def tiles():
    """Give the place of each tile.

    Returns
    -------
    tiles : dict of str to (float, float, float, float)
        Left, top, width, height.
    """
    s, t = N_SOURCE, N_TARGET
    top = OUTPUT + WEIGHTS
    return {
        "W_E": (ENCODER + 6, THIRD + 3.4, 8.0, 14.0),
        "X": (ENCODER + 25, EMBED + WEIGHTS, 8.0, ROW * s),
        **attention_lane(ENCODER, FIRST, "enc", s, s, "S_scaled"),
        **norm_of(ENCODER, FIRST, "enc_1", "X_1", s),
        **network_lane(ENCODER, SECOND, "enc", s),
        **norm_of(ENCODER, SECOND, "enc_2", "memory", s),
        "Y": (DECODER + 25, EMBED + WEIGHTS, 8.0, ROW * t),
        **attention_lane(DECODER, FIRST, "self", t, t, "S_masked"),
        **norm_of(DECODER, FIRST, "dec_1", "Y_1", t),
        **attention_lane(DECODER, SECOND, "cross", t, s, "S_scaled"),
        **norm_of(DECODER, SECOND, "dec_2", "Y_2", t),
        **network_lane(DECODER, THIRD, "dec", t),
        **norm_of(DECODER, THIRD, "dec_3", "Y_3", t),
        "W_vocab": (DECODER, top, 14.0, 4.0),
        "b_vocab": (DECODER, top + 4.4, 14.0, 1.0),
        "logits": (DECODER + 17, top, 14.0, ROW * t),
        "probs": (DECODER + 34, top, 14.0, ROW * t),
    }


SHEETS = (  # encoder, decoder, and the words of both, for a narrow window
    (0, 0, DECODER - 3.5, THIRD),
    (DECODER - 3.5, 0, WIDTH - DECODER + 3.5, HEIGHT),
    (0, THIRD, DECODER - 3.5, HEIGHT - THIRD),
)
WORDS = (  # what has words; where the first stands, how far apart, at which end
    ("source", ENCODER + 24.4, EMBED + WEIGHTS + 1.1, ROW, "end"),
    ("ids", DECODER + 24.4, EMBED + WEIGHTS + 1.1, ROW, "end"),
    ("says", DECODER + 48.6, OUTPUT + WEIGHTS + 1.1, ROW, "start"),
)


def spoken(name):
    """Say what a value is, in words."""
    base = base_of(name)
    if name in ("X", "Y", "logits", "probs"):
        return MEANS[base]
    part = {"memory": "enc", "X_1": "enc", "Y_1": "self", "Y_2": "cross", "Y_3": "dec"}.get(name)
    part = part or next(place for place in PLACES if f"_{place}" in name)
    is_network = base in ("H_in", "H", "F", "memory")
    where = "Encoder, network" if part == "enc" and is_network else PARTS[part]
    return f"{where}: {MEANS[base]}"


def steps():
    """Give the way through: the encoder at once, then the decoder word by word.

    Returns
    -------
    steps : list of (str, int or None, str)
    """
    weights = {"W", "b", "gamma", "beta"}
    values = [name for name in tiles() if name.split("_")[0] not in weights]
    first = values.index("Y")
    encoder, decoder = values[:first], values[first:]
    way = [(name, None, spoken(name)) for name in encoder]
    for row in range(N_TARGET):
        for name in decoder:
            if name in ("K_cross", "V_cross"):
                if row == 0:
                    way.append((name, None, spoken(name)))
                continue
            way.append((name, row, f"word {row + 1}. {spoken(name)}"))
    return way


# ---- what is drawn below the tiles


def write(x, y, words, *, size=1.6, anchor="start", style=MUTED, **more):
    """Write words at a place."""
    about = {"x": f"{x:g}", "y": f"{y:g}", "font-size": f"{size:g}", "text-anchor": anchor}
    inside = [words] if isinstance(words, str) else words
    return ["text", {**about, "style": style, **more}, *inside]


def symbol(name):
    """Write a symbol: what is raised or lowered is smaller."""
    shifts = {"sub": 0.3, "sup": -0.5}
    said, level = [], 0.0
    for kind, text in label_parts(base_of(name)):
        shift = shifts.get(kind, 0.0)
        slant = "italic" if kind == "i" else "normal"
        about = {"dy": f"{shift - level:.1f}"}
        about |= {"font-size": "1.2"} if shift else {"font-style": slant}
        said.append(["tspan", about, text])
        level = shift
    return said


def line(path, style=FAINT):
    """Draw a line."""
    return ["path", {"d": path, "style": style}]


def lane(x, y, high, title):
    """Draw the ground of a lane, with its title upright at its beginning."""
    ground = {"x": f"{x - 3:g}", "y": f"{y:g}", "width": f"{LANE + 3:g}", "height": f"{high:g}"}
    middle = y + high / 2 - 0.4  # clear of the way below
    at = f"rotate(-90 {x - 1.7:g} {middle:g})"
    return [
        ["rect", {**ground, "rx": ".6", "style": "fill:var(--hm-soft)"}],
        write(x - 1.7, middle, title, size=1.5, anchor="middle", transform=at, style=INK),
    ]


def labels():
    """Write the name of each tile above it, or before it where nothing has room above."""
    said = []
    for name, (x, y, _, high) in tiles().items():
        if name == "b_vocab":
            said.append(write(x + 14.4, y + 1, symbol(name), style=INK))
            continue
        if name.startswith(("b_", "gamma", "beta")):
            said.append(write(x - 0.5, y + high / 2 + 0.4, symbol(name), anchor="end", style=INK))
            continue
        said.append(write(x, y - 0.5, symbol(name), style=INK))
    return said


def between(x, y, before):
    """Draw the way from the end of one lane into the next, past its sublayer, and through it."""
    is_network = y == (SECOND if x == ENCODER else THIRD)
    begins = x + (33.2 if before == EMBED else 54.2)
    level = before + (WEIGHTS if before == EMBED else VALUES) + ROW
    into = x + (7.7 if is_network else -0.3)
    gap, middle = y - 0.4, y + VALUES + ROW
    down = f"H{x + 55.4:g}V{gap:g}H{x - 0.5:g}V{middle:g}H{into:g}"
    inner = "20.2 {0}h3.6M{2} {0}h5.6" if is_network else "23.2 {0}h1.6M{1} {0}h1.6m6.2 0h1.8"
    first, rest = inner.split(" ", 1)
    rest = rest.format(f"{middle:g}", f"{x + 32.2:g}", f"{x + 36.2:g}")
    return [
        line(f"M{begins:g} {level:g}{down}"),
        line(f"M{x + 48:g} {gap:g}V{middle:g}H{x + 49.8:g}", DASHED),
        line(f"M{x + float(first):g} {rest}M{x + 46.2:g} {middle:g}h3.6"),
    ]


def flow():
    """Draw the ways of the data."""
    bottom, under = SECOND + VALUES + 2 * ROW + 0.2, SECOND + 12.7
    to_keys = f"V{bottom:g}M{DECODER + 11.5:g} {under:g}V{bottom:g}"
    last, low = THIRD + VALUES + ROW, OUTPUT + WEIGHTS
    again = f"H{WIDTH - 0.4:g}V6.4H{DECODER + 22:g}v-.3"
    return [
        *between(ENCODER, FIRST, EMBED),
        *between(ENCODER, SECOND, FIRST),
        *between(DECODER, FIRST, EMBED),
        *between(DECODER, SECOND, FIRST),
        *between(DECODER, THIRD, SECOND),
        line(f"M{ENCODER + 52:g} {bottom:g}V{under:g}H{DECODER + 19.5:g}{to_keys}"),
        line(f"M{DECODER + 54.2:g} {last:g}h1.2V{OUTPUT - 0.4:g}H{DECODER - 0.5:g}V{low + 2:g}h.3"),
        line(f"M{DECODER + 31.2:g} {low + ROW:g}h2.6"),
        line(f"M{DECODER + 53.6:g} {low + 2:g}{again}", DASHED),  # what was said comes in again
    ]


def legend():
    """Say in the free corner what this is, and how to read it."""
    x, y = ENCODER + 19.5, THIRD + 5

    def hued(words, hue):
        return ["tspan", {"style": f"fill:var(--hm-{hue})"}, words]

    return [
        write(x, y, f"{len(toy.initial())} weights", size=5.2, style=INK),
        write(x, y + 2.9, "and every value between them", size=2.1),
        write(x, y + 7, "Framed: weights. Pale: low. Deep: high."),
        write(x, y + 9.2, "Two halves: one for each head. A row: a word."),
        write(x, y + 11.4, "Dashed: a row added again, or a word fed in."),
        write(
            x,
            y + 13.6,
            [
                hued(*one)
                for one in zip(
                    ("queries ", "keys ", "values ", "attention ", "output"), "qkvaz", strict=True
                )
            ],
        ),
        write(
            x,
            y + 15.8,
            ["After an edit: ", hued("went up", "up"), ", ", hued("went down", "down"), "."],
        ),
    ]


def marks():
    """Give all that is drawn below the tiles."""
    x, y, _, high = tiles()["W_E"]
    pitch = high / len(toy.VOCABULARY)
    words = [
        write(x - 0.6, y + pitch * (i + 0.8), word, anchor="end", size=1.45)
        for i, word in enumerate(toy.VOCABULARY)
    ]
    return [
        *lane(ENCODER, EMBED, LOW, "Words"),
        *lane(ENCODER, FIRST, HIGH, "Attention"),
        *lane(ENCODER, SECOND, HIGH, "Network"),
        *lane(DECODER, EMBED, LOW, "Words"),
        *lane(DECODER, FIRST, HIGH, "To itself"),
        *lane(DECODER, SECOND, HIGH, "To the encoder"),
        *lane(DECODER, THIRD, HIGH, "Network"),
        *lane(DECODER, OUTPUT, LAST, "Answer"),
        write(ENCODER + 1, EMBED + 3.4, "Encoder", size=2.6, style=INK),
        write(DECODER + 1, EMBED + 3.4, "Decoder", size=2.6, style=INK),
        *flow(),
        *labels(),
        *words,
        write(x - 5, y + high + 1.9, "words of both sides"),
        *legend(),
    ]


def layout(tries=None):
    """Give the board of the whole machine.

    Parameters
    ----------
    tries : (str, int), optional
        A weight and the place of its number that is worth a try.

    Returns
    -------
    board : Board
    """
    of = {"ids": "Y", "says": "probs"}
    (end,) = toy.VOCABULARY.decode([toy.END])
    return Board(
        size=(WIDTH, HEIGHT),
        tiles=tiles(),
        marks=marks(),
        words=list(WORDS),
        steps=steps(),
        of=of,
        opens="W_K_cross",
        sheets=list(SHEETS),
        tries=tries,
        end=end,
    )
