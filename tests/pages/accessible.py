"""What axe says of an open page, in light and in dark."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

# in the dark all but the colours is as in the light
RULES = {"light": None, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}


def assert_accessible(page: Page, context=None) -> None:
    """Refuse a page that breaks a rule; `context` is what axe looks at."""
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("html")).to_have_attribute("data-theme", scheme)
        found = Axe().run(page, context=context, options=rules).response
        assert "color-contrast" in {rule["id"] for rule in found["passes"]}
        assert not found["violations"], scheme + "".join(map(_describe, found["violations"]))


def _describe(violation: dict) -> str:
    nodes = "\n  ".join(node["html"][:300] for node in violation["nodes"][:5])
    return f"\n{violation['impact']} {violation['id']}: {violation['help']}\n  {nodes}"
