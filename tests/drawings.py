"""Drawings of figures: their elements, and how a person drags what can be dragged."""

import re
from html.parser import HTMLParser

LEFT_OUT = re.compile("role|tabindex|aria-|data-(input|row|was)|style")
LIVE = re.compile(r"\bhm-(cell|changed|up|down|lit\S*)\b")


class Drawing(HTMLParser):
    """The elements of a drawing with the attributes that are drawn, and its words."""

    def __init__(self, markup):
        super().__init__()
        self.parts = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        kept = {name: value for name, value in attrs if is_drawn(tag, name) and value}
        if "class" in kept:
            kept["class"] = " ".join(LIVE.sub("", kept["class"]).split())
        self.parts.append((tag, {name: value for name, value in kept.items() if value}))

    def handle_data(self, data):
        self.parts.append(data)


def is_drawn(tag, name):
    """Whether an attribute belongs to the drawing; what a whole drawing is called does."""
    return (tag, name) == ("svg", "aria-label") or not LEFT_OUT.match(name)


def drawn(part):
    """What is drawn in a part of a page."""
    planes = part.locator("svg.hm-plane, svg.hm-drawn").all()
    return [Drawing(plane.evaluate("svg => svg.outerHTML")).parts for plane in planes]


def drawn_by_python(markup):
    """What is drawn in the static copy of a figure."""
    static = markup.partition('class="hm-static"')[2].partition('type="application/json"')[0]
    found = re.findall(r'<svg[^>]*class="hm-(?:plane|drawn [\w-]+)".*?</svg>', static, re.DOTALL)
    return [Drawing(plane).parts for plane in found]


def grip(page, name, row=0):
    """What drags a row of an input."""
    return page.live.locator(f'.hm-grip[data-input="{name}"][data-row="{row}"]')


def tip(mark):
    """The middle of what is dragged, on the screen."""
    mark.evaluate("mark => mark.scrollIntoView({ block: 'center' })")
    box = mark.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def mouse(page, start, end):
    """Drag from one place to another with the mouse."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=7)
    page.mouse.up()


def finger(page, start, end):
    """Drag with a finger."""
    client = page.context.new_cdp_session(page)

    def touch(kind, *places):
        points = [{"x": x, "y": y} for x, y in places]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", start)
    for part in (0.25, 0.5, 1):
        touch("touchMove", [a + part * (b - a) for a, b in zip(start, end, strict=True)])
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    touch("touchEnd")
