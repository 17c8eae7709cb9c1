"""A picture of matplotlib as a drawing that belongs to the page: small, and in the page's colours.

Matplotlib writes SVG for a file of its own: with a style that would hold for a whole page, with
identifiers that meet those of other pictures, with colours that know no dark mode. Here it is
written again: each colour is a variable of the page, with its value in light mode for wherever
there is no page; text is text; coordinates are rounded; nothing depends on the day.
"""

import base64
import hashlib
import io
import re
from xml.etree import ElementTree

import matplotlib
import numpy as np
from PIL import Image

from helpers.display.palette import INK, PALETTE, channels, variable

HEAT = "heat-"  # how the gid of a picture of shares begins; its hue follows
DIGITS = 1  # of a coordinate; the unit is a point
SETTING = {"svg.fonttype": "none", "svg.hashsalt": "hola-mundo"}
VARIABLES = {"#000000": variable(INK)} | {colour: variable(colour) for colour in PALETTE.values()}
DROPPED = {"metadata", "style"}
UNSAID = {  # what holds without being said, or is said once on the root
    "font-family": None,
    "font": None,
    "stroke-linejoin": None,
    "stroke-linecap": "butt",
    "stroke-opacity": "1",
    "opacity": "1",
    "text-anchor": "start",
    "stroke-dashoffset": "0",
    "font-size": "10px",
}
ROOT_STYLE = (
    f"fill:{variable(INK)};stroke-linejoin:round;font-family:var(--hm-sans,sans-serif);"
    "font-size:10px"
)

_NUMBER = re.compile(r"-?\d*\.?\d+(?:e[-+]?\d+)?")
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_IDENTIFIER = re.compile(r"#([\w-]+)")
_STILL = re.compile(r"\brotate\(-?0 [^)]*\)")


def drawing(figure):
    """Write a figure as SVG for the page.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    svg : str
    """
    written = io.StringIO()
    with matplotlib.rc_context(SETTING):
        figure.savefig(written, format="svg", metadata={"Date": None})
    old = ElementTree.fromstring(written.getvalue())
    box = [float(x) for x in old.get("viewBox").split()]
    root = ElementTree.Element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {rounded(box[2])} {rounded(box[3])}",
        width=rounded(box[2] * 4 / 3),
        style=ROOT_STYLE,
    )
    for child in old:
        _write(child, root)
    _join(root)
    root[0].set("class", "hm-paper")  # drawn first; a page has its own
    return _named(ElementTree.tostring(root, encoding="unicode"))


def rounded(x):
    """Write a coordinate.

    Examples
    --------
    >>> rounded(38.743209), rounded(-0.04), rounded(12.0)
    ('38.7', '0', '12')
    """
    text = f"{float(x):.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _write(old, parent):
    """Write an element and what it holds into its new parent."""
    tag = _plain(old.tag)
    if tag in DROPPED:
        return
    if tag == "image":
        _write_heat(old, parent)
        return
    attributes = _attributes(old, tag)
    if tag == "g" and not attributes.keys() - {"id"}:
        for child in old:
            _write(child, parent)
        return
    new = ElementTree.SubElement(parent, tag, attributes)
    new.text = (old.text or "").strip() or None
    for child in old:
        _write(child, new)
    if tag in ("defs", "g") and len(new) == 0:
        parent.remove(new)


def _join(parent):
    """Say once how things look that look alike; lines become one path, and texts come last."""
    joined, texts = [], {}
    for child in parent:
        _join(child)
        style = child.get("style")
        is_line = "fill:none" in (style or "")
        twins = (one for one in (joined if is_line else joined[-1:]) if _is_alike(one, child))
        if child.tag == "text" and style:
            texts.setdefault(style, []).append(child)
        elif child.tag == "use":
            marks = (one for one in joined if one.attrib == {"style": style})
            group = next(marks, None)
            if group is None:
                group = ElementTree.Element("g", style=style)
                joined.append(group)
            del child.attrib["style"]
            group.append(child)
        elif (twin := next(twins, None)) is not None:
            twin.set("d", twin.get("d") + child.get("d"))
        else:
            joined.append(child)
    parent[:] = joined + [_together(style, alike) for style, alike in texts.items()]


def _together(style, texts):
    """Put texts of one look into a group that says it."""
    if len(texts) == 1:
        return texts[0]
    group = ElementTree.Element("g", style=style)
    for text in texts:
        del text.attrib["style"]
        group.append(text)
    return group


def _is_alike(one, other):
    """Say whether two paths differ in nothing but their way, and no light shines through."""
    return (
        one.tag == "path" == other.tag
        and {**one.attrib, "d": ""} == {**other.attrib, "d": ""}
        and "opacity" not in one.get("style", "")
    )


def _attributes(old, tag):
    attributes = {_plain(name): value for name, value in old.attrib.items()}
    style = _style(attributes.pop("style", ""))
    if tag == "use":  # the shape brings its own lines
        style.pop("stroke-width", None)
    if tag == "tspan":  # of a formula, whose colour is said around it
        style.pop("fill", None)
    if style:
        attributes["style"] = ";".join(f"{name}:{value}" for name, value in style.items())
    for name in ("d", "transform", "points"):
        if name in attributes:
            attributes[name] = _compact(_STILL.sub("", attributes[name]))
    for name in ("x", "y", "width", "height"):
        if name in attributes:
            attributes[name] = " ".join(map(rounded, attributes[name].split()))
    if tag == "g":  # no one refers to a group
        attributes.pop("id", None)
    return {name: value for name, value in attributes.items() if value}


def _style(text):
    pairs = (part.partition(":") for part in text.split(";") if part.strip())
    style = {name.strip(): value.strip() for name, _, value in pairs}
    size = re.search(r"([\d.]+)px", style.get("font", ""))
    if size:
        style["font-size"] = f"{rounded(size[1])}px"
    for name, unsaid in UNSAID.items():
        if name in style and unsaid in (None, style[name]):
            del style[name]
    return {name: _COLOUR.sub(_variable, value) for name, value in style.items()}


def _variable(found):
    return VARIABLES.get(found[0], found[0])


def _compact(text):
    """Round all numbers of a path or a transformation, and drop the blanks that say nothing."""
    short = _NUMBER.sub(lambda found: rounded(found[0]), " ".join(text.split()))
    return re.sub(r" ?([MLCQZz]) ?", r"\1", short).strip()


def _write_heat(old, parent):
    """Write a picture of shares as a mask before its hue: so its colours follow the page."""
    about = {_plain(name): value for name, value in old.attrib.items()}
    hue = about["id"].removeprefix(HEAT).rstrip("0123456789").rstrip("_")
    data = base64.b64decode(about["href"].partition(",")[2])
    pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGBA")).astype(float)
    colour = channels(PALETTE[f"--hm-{hue}"])
    widest = int(np.argmax(255 - colour))
    share = (255 - pixels[..., widest]) / (255 - colour[widest]) * pixels[..., 3] / 255
    packed = io.BytesIO()
    grey = Image.fromarray(np.clip(np.round(255 * share), 0, 255).astype(np.uint8), "L")
    grey.save(packed, "PNG", optimize=True)
    wide, _, _, high, left, top = map(float, _NUMBER.findall(about["transform"]))
    box = (left, top, wide * grey.width, high * grey.height)
    where = dict(zip(("x", "y", "width", "height"), map(rounded, box), strict=True))
    mask = ElementTree.SubElement(parent, "mask", id=about["id"])
    href = "data:image/png;base64," + base64.b64encode(packed.getvalue()).decode()
    attributes = {"style": "image-rendering:pixelated", "preserveAspectRatio": "none"}
    ElementTree.SubElement(mask, "image", {**where, **attributes, "href": href})
    fill = variable(PALETTE[f"--hm-{hue}"])
    ElementTree.SubElement(
        parent, "rect", {**where, "style": f"fill:{fill}", "mask": f"url(#{about['id']})"}
    )


def _named(svg):
    """Name what is referred to after the picture itself, so that no two pictures share a name."""
    names = dict.fromkeys(_IDENTIFIER.findall(re.sub(_COLOUR, "", svg)))
    mark = "s" + hashlib.sha256(svg.encode()).hexdigest()[:6]
    for number, name in enumerate(names):
        svg = svg.replace(f'id="{name}"', f'id="{mark}-{number}"')
        svg = re.sub(rf'(["(])#{re.escape(name)}(?=[")])', rf"\1#{mark}-{number}", svg)
    return svg


def _plain(name):
    return name.rpartition("}")[2]
