"""Takes the pictures of the docs: every page on the sample shop, light, dark and on a phone.

``PYTHONPATH=. python docs/screenshots.py`` (needs the packages of requirements-dev.txt and Chromium).
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.harness import chromium, serving, settled

IMAGES = Path(__file__).parent / "images"
ROOT = Path(__file__).parent.parent
SIZES = {"light": (1440, 1000), "dark": (1440, 1000), "phone": (390, 844)}


def shoot(page: Page, url: str, kind: str) -> None:
    """Open the sample and take a picture of each page."""
    page.goto(url)
    settled(page)
    page.screenshot(path=IMAGES / f"start-{kind}.png")
    page.get_by_role("button", name="Try it with a shop's data").first.click()
    settled(page)
    page.screenshot(path=IMAGES / f"data-{kind}.png", full_page=True)
    for name in ("Averages", "Attribution"):
        page.goto(f"{url}/{name.lower()}") if False else page.get_by_role("link", name=name).first.click()
        settled(page)
        page.screenshot(path=IMAGES / f"{name.lower()}-{kind}.png", full_page=True)
