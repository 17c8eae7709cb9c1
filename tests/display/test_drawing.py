"""Pictures as drawings of the page: in its colours, with no name or style that could leak."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from helpers.authoring.drawings import same_drawing
from helpers.display.palette import FIRST, PALETTE, WEIGHT
from helpers.display.style import Plot, canvas, heat, scale

SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 432  # of a canvas: six inches of 72 points


def plotted(shift=0.0, label="words"):
    figure, (left, right) = canvas(columns=2)
    left.plot([0, 1, 2], [1 + shift, 100, 10], "o-", color=FIRST, label=label)
    left.set_yscale("log")
    left.legend(frameon=False)
    heat(right, [[0, 1], [0.5, np.nan]], (0, 1), hue="a")
    return Plot(figure)


@pytest.fixture(scope="module")
def svg():
    return plotted()._repr_svg_()


def test_every_colour_is_a_variable_of_the_page_with_its_value_in_light_mode(svg):
    colours = re.findall(r"(?<!url\()#[0-9a-fA-F]{6}\b", re.sub(r"#s[0-9a-f]{6}-", "", svg))
    assert len(colours) > 10
    found = re.findall(r"var\((--hm-[\w]+),(#[0-9a-f]{6})\)", svg)
    assert len(found) == len(colours)
    assert {pair for pair in found if PALETTE[pair[0]] != pair[1]} == set()
    assert {("--hm-c1", FIRST), ("--hm-a", WEIGHT)} <= set(found)


def test_text_is_text_in_the_font_of_the_page(svg):
    tree = ElementTree.fromstring(svg)
    texts = ["".join(element.itertext()) for element in tree.iter(SVG + "text")]
    assert "words" in texts
    assert "100" in texts  # 10 with a raised 0, the mark of one on a logarithmic axis
    assert "font-family:var(--hm-sans,sans-serif)" in svg
    assert svg.count("font-family") == 1


def test_nothing_leaks_and_nothing_tells_the_day(svg):
    tree = ElementTree.fromstring(svg)
    assert not [e.tag for e in tree.iter() if e.tag in (SVG + "style", SVG + "metadata")]
    names = {element.get("id") for element in tree.iter()} - {None}
    assert len({name.split("-")[0] for name in names}) == 1  # the mark of this drawing
    assert set(re.findall(r"#(s[0-9a-f]{6}-\d+)", svg)) == names
    assert plotted()._repr_svg_() == svg
    other = plotted(shift=3)._repr_svg_()
    assert not names & set(re.findall(r'id="([^"]+)"', other))


def test_coordinates_are_rounded(svg):
    ways = re.findall(r' d="([^"]+)"', svg)
    assert ways
    assert not re.search(r"\d\.\d\d", " ".join(ways))


def test_heat_is_a_mask_before_its_hue_over_just_the_cells(svg):
    tree = ElementTree.fromstring(svg)
    (mask,) = tree.iter(SVG + "mask")
    (image,) = mask
    (rect,) = (r for r in tree.iter(SVG + "rect") if r.get("mask"))
    assert rect.get("mask") == f"url(#{mask.get('id')})"
    assert rect.get("style") == "fill:var(--hm-a,#a23c78)"
    box = [float(rect.get(name)) for name in ("x", "y", "width", "height")]
    assert box == [float(image.get(name)) for name in ("x", "y", "width", "height")]
    assert WIDTH / 2 < box[0] < box[0] + box[2] <= WIDTH
    assert pixels(image).tolist() == [[0, 255], [128, 0]]


def pixels(image):
    import base64
    import io

    from PIL import Image

    data = base64.b64decode(image.get("href").partition(",")[2])
    return np.asarray(Image.open(io.BytesIO(data)))


def test_a_scale_runs_from_its_lowest_number_at_the_foot_to_its_highest():
    figure, (ax, beside) = canvas(columns=2, widths=(9, 1))
    heat(ax, [[-1, 1]], (-1, 1))
    scale(beside, (-1, 1), ticks=[-1, 0, 1], label="share")
    tree = ElementTree.fromstring(Plot(figure)._repr_svg_())
    column = pixels(list(tree.iter(SVG + "image"))[1])[:, 0].astype(int)
    assert column[0] > 250 > 5 > column[-1]
    assert (np.diff(column) < 0).all()
    assert [*beside.get_ylim()] == [-1, 1]


def test_the_png_beside_it_is_small():
    assert len(plotted()._repr_png_()) < 12_000


def test_drawings_are_the_same_up_to_the_last_digits(svg):
    assert same_drawing(svg, plotted(shift=1e-4)._repr_svg_())
    assert not same_drawing(svg, plotted(shift=1)._repr_svg_())
    assert not same_drawing(svg, plotted(label="word")._repr_svg_())
    assert not same_drawing(svg, svg.replace("--hm-c1", "--hm-c2"))
