"""Takes the pictures of the docs: every page on the sample shop, light, dark and on a phone.

``PYTHONPATH=. python docs/screenshots.py``; needs requirements-dev.txt and Chromium.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.harness import QUIET, chromium, opened, serving, settled

IMAGES = Path(__file__).parent / "images"
LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "phone": ("light", 390)}
WAYS = {  # a page's picture -> the question it asks, and the button that leads there
    "averages": ("What does the average hide?", "See what the average hides"),
    "attribution": ("What earned the credit, for whom?", "See who earned the credit in these segments"),
}


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the whole page once everything on it is drawn."""
    settled(page)
    page.screenshot(path=IMAGES / f"{name}.png", full_page=True)


def tour(browser: Browser, url: str, kind: str) -> None:
    """Open the app as a newcomer, take the sample shop, and keep a picture of each page."""
    theme, width = LOOKS[kind]
    page = browser.new_page(color_scheme=theme, viewport={"width": width, "height": 900})
    opened(page, url).set_viewport_size({"width": width, "height": 900})
    shoot(page, f"start-{kind}")
    page.set_viewport_size({"width": width, "height": 2000})  # the app scrolls inside itself
    page.get_by_role("button", name="Open the sample shop").click()
    page.get_by_text("See what the average hides").wait_for()
    shoot(page, f"data-{kind}")
    for name, (question, way) in WAYS.items():
        page.get_by_role("button", name=way).click()
        page.get_by_role("heading", name=question).wait_for()
        settled(page).locator("[data-testid=stVegaLiteChart] :is(svg, canvas)").first.wait_for()
        shoot(page, f"{name}-{kind}")
    page.close()


def main() -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(QUIET))
        with serving("app.py", Path(folder) / "server.log") as url:
            for kind in LOOKS:
                tour(browser, url, kind)
        browser.close()


if __name__ == "__main__":
    main()
