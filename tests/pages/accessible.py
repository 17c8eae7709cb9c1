"""What axe says of an open page: wide and in the light, narrow and in the dark."""

from typing import NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


class Look(NamedTuple):
    """One way to look at a page, and the rules that are asked of it; None for all."""

    scheme: str
    size: dict | None
    rules: dict | None = None


PHONE = {"width": 390, "height": 844}
# what only a wide page shows has the colours of the dark to be looked at, and nothing else new
LOOKS = (
    Look("light", None),
    Look("dark", None, {"runOnly": ["color-contrast", "link-in-text-block"]}),
    Look("dark", PHONE),
)
ALWAYS = {"color-contrast", "landmark-unique"}


def assert_accessible(page: Page, context=None) -> None:
    """Refuse a page that breaks a rule; `context` is what axe looks at."""
    wide = page.viewport_size
    for scheme, size, rules in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size or wide)
        expect(page.locator("html")).to_have_attribute("data-theme", scheme)
        found = Axe().run(page, context=context, options=rules).response
        asked = {
            rule["id"] for kind in ("passes", "violations", "incomplete") for rule in found[kind]
        }
        part = ALWAYS & set(rules["runOnly"]) if rules else ALWAYS
        assert context is not None or part <= asked
        assert "color-contrast" in asked
        where = f"{scheme}, {page.viewport_size['width']} px wide"
        assert not found["violations"], where + "".join(map(_describe, found["violations"]))
    page.set_viewport_size(wide)


def _describe(violation: dict) -> str:
    nodes = "\n  ".join(node["html"][:300] for node in violation["nodes"][:5])
    return f"\n{violation['impact']} {violation['id']}: {violation['help']}\n  {nodes}"
