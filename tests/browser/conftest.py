"""Fixtures of the browser tests: a real server, a real browser, and a visitor who must not be bothered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.harness import QUIET, Complaints, chromium, serving

HERE = Path(__file__).resolve().parent
PATIENCE = 60_000  # milliseconds; costs nothing where the page is quick, and a busy machine is no fault of it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, so that `-m 'not browser'` leaves it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """Wait as long as a busy machine may take for what a visitor should see."""
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the app, started once."""
    with serving("app.py", tmp_path_factory.mktemp("server") / "app.log") as url:
        yield url


@pytest.fixture
def cold_url(tmp_path: Path) -> Iterator[str]:
    """Give the address of an app nobody has visited yet."""
    with serving("app.py", tmp_path / "app.log") as url:
        yield url


# Not for the session: a running Playwright leaves no room for other event loops in this process.
@pytest.fixture(scope="module")
def playwright_driver() -> Iterator[Playwright]:
    """Give Playwright's driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """Give one Chromium for the tests of a file."""
    browser = playwright_driver.chromium.launch(executable_path=chromium(), args=list(QUIET))
    yield browser
    browser.close()


@pytest.fixture
def look() -> dict:
    """Say how the visitor's screen looks; parametrize to change it (`color_scheme`, `viewport` …)."""
    return {"color_scheme": "light", "viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def context(browser: Browser, look: dict) -> Iterator[BrowserContext]:
    """Give a visitor of their own, and fail the test when a page called elsewhere or complained."""
    context = browser.new_context(**look)
    context.set_default_timeout(PATIENCE)
    complaints = Complaints(context)
    yield context
    context.close()
    assert not complaints.outside, f"requests beyond this machine: {complaints.outside}"
    assert not complaints.errors, f"errors on the browser's console: {complaints.errors}"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Give an empty tab of that visitor."""
    return context.new_page()
