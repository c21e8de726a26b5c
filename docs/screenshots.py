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
PAGES = ("Averages", "Attribution", "Data")


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the whole page once everything on it is drawn."""
    settled(page)
    page.screenshot(path=IMAGES / f"{name}.png", full_page=True)


def tour(browser: Browser, url: str, kind: str) -> None:
    """Open the app as a newcomer, take the sample shop, and keep a picture of each page."""
    theme, width = LOOKS[kind]
    page = browser.new_page(color_scheme=theme, viewport={"width": width, "height": 900})
    shoot(opened(page, url), f"start-{kind}")
    page.get_by_role("button", name="Open the sample shop").click()
    page.get_by_text("See what the average hides").wait_for()
    for title in PAGES:
        if width < 500 and not page.get_by_role("link", name=title).first.is_visible():
            page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_role("link", name=title).first.click()
        page.get_by_role("heading", level=1).wait_for()
        if title != "Data":
            page.locator("[data-testid=stVegaLiteChart] :is(svg, canvas)").first.wait_for()
        if width < 500 and page.get_by_test_id("stSidebarCollapseButton").is_visible():
            page.get_by_test_id("stSidebarCollapseButton").locator("button").click()
        shoot(page, f"{title.lower()}-{kind}")
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
