"""Takes the pictures of the docs: every page on the sample shop, light, dark and on a phone.

``PYTHONPATH=. python docs/screenshots.py``; needs requirements-dev.txt and Chromium.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.harness import QUIET, chromium, opened, serving, settled

IMAGES = Path(__file__).parent / "images"
LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "phone": ("light", 390)}
PAGES = {  # a page's picture, and its address -> the question it asks
    "segments": "Who are my customers?",
    "attribution": "What earned the credit, for whom?",
    "averages": "What does the average hide?",
    "value": "Who is worth it?",
    "plan": "What do we do about it?",
    "report": "What do we tell?",
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
    page.get_by_role("button", name="See what the average hides").wait_for()
    shoot(page, f"data-{kind}")
    for name, question in PAGES.items():
        page.goto(f"{url}/{name}?sample=shop&segments=visitor")
        page.get_by_role("heading", name=question).wait_for()
        settled(page).locator("[data-testid=stVegaLiteChart] :is(svg, canvas)").first.wait_for()
        shoot(page, f"{name}-{kind}")
    page.close()


def main() -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        os.environ["SEGATTR_HOME"] = folder  # nobody's own projects in a picture
        browser = driver.chromium.launch(executable_path=chromium(), args=list(QUIET))
        with serving("app.py", Path(folder) / "server.log") as url:
            for kind in LOOKS:
                tour(browser, url, kind)
        browser.close()


if __name__ == "__main__":
    main()
